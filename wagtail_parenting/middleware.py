"""Says in words why an article was not published, where an admin view of Wagtail cannot.

Approving a workflow outside the page editor publishes without a form. A refusal there reaches
Wagtail as a denied permission, and it says that the user may not do this, which is untrue. This
middleware says the reasons instead, and leads to the editor. Put it below
``django.contrib.messages.middleware.MessageMiddleware``.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from wagtail_parenting.articles.publishing import last_refusal


class PublicationRefusedMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = last_refusal.set(None)
        try:
            response = self.get_response(request)
            refused = last_refusal.get()
        finally:
            last_refusal.reset(before)
        match = request.resolver_match
        if refused is None or match is None or match.url_name != "workflow_action":
            return response
        list(messages.get_messages(request))  # what Wagtail said of a missing permission
        messages.error(request, str(refused))
        editor = reverse("wagtailadmin_pages:edit", args=[match.kwargs["page_id"]])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": editor})
        return redirect(editor)
