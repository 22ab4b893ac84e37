"""Plain pages for what mails lead to, until a frontend has its own.

A GET changes nothing: programs that look at mails open every link. The button posts to an address
of its own, so what posts to the address of the link changes nothing either.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wagtail_parenting.errors import ParentingError
from wagtail_parenting.headless.routing import Frontends, site_name
from wagtail_parenting.readers import actions
from wagtail_parenting.readers.identity import STRANGER

TEMPLATE = "wagtail_parenting/readers/page.html"


@require_safe
@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Asks whether to confirm an address."""
    return _page(
        request,
        title=_("Confirm your address"),
        text=_("Is this your address? Then press the button, and what you wrote with it is yours."),
        button=_("Yes, it is mine"),
        action="parenting_headless:do_confirm",
    )


@csrf_exempt  # there is no cookie to abuse: the secret in the form is what counts
@require_POST
@never_cache
def do_confirm(request: HttpRequest) -> HttpResponse:
    try:
        actions.confirm(secret=request.POST.get("token", "")[:1000], who=STRANGER)
    except ParentingError as error:
        return _page(request, title=_("This did not work"), text=error.detail, status=error.status)
    return _page(
        request,
        title=_("Your address is confirmed"),
        text=_("You can close this page. Replies that you asked to hear of will reach you."),
    )


@require_safe
@never_cache
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """Asks whether to end mails."""
    return _page(
        request,
        title=_("No more of these mails?"),
        text=_("Press the button to end them."),
        button=_("End them"),
        action="parenting_headless:do_unsubscribe",
    )


@csrf_exempt  # as above
@require_POST
@never_cache
def do_unsubscribe(request: HttpRequest) -> HttpResponse:
    try:
        actions.unsubscribe(token=request.POST.get("token", "")[:1000])
    except ParentingError as error:
        return _page(request, title=_("This did not work"), text=error.detail, status=error.status)
    return _page(
        request,
        title=_("You will get no more of these mails"),
        text=_("You can close this page."),
    )


@require_safe
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """Where a frontend shows what is one's own; a plain page cannot know who asks."""
    return _page(
        request,
        title=_("What you wrote"),
        text=_("Open the page on which you wrote, in the same browser: there you can edit it."),
    )


def _page(
    request: HttpRequest,
    *,
    title: str,
    text: str,
    button: str = "",
    action: str = "",
    status: int = 200,
) -> HttpResponse:
    frontends = Frontends.of(request)
    site: Any = next(iter(frontends.sites.values()), None)
    context = {
        "title": title,
        "text": text,
        "button": button,
        "action": action,
        "token": request.GET.get("token", "")[:1000],
        "site_name": site_name(site) if site is not None else "",
    }
    response = render(request, TEMPLATE, context, status=status)
    response["Referrer-Policy"] = "no-referrer"  # the address holds a secret
    return response
