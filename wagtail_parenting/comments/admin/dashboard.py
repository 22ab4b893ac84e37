"""Reader comments on the first page of the admin: what waits, and what was turned away."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from wagtail_parenting.comments.admin.queue import waiting
from wagtail_parenting.comments.admin.rows import rows
from wagtail_parenting.moderation.admin.access import area_for
from wagtail_parenting.moderation.models import Refusal
from wagtail_parenting.moderation.reasons import label

NAMED = 3
DAYS = 30
#: Codes of ``errors``, in words for moderators.
REFUSALS: dict[str, object] = {
    "rate_limited": _("Too many at once"),
    "comments_closed": _("Reader comments were closed"),
    "form_token_expired": _("The form was open too long"),
    "form_token_used": _("The form had been used for something else"),
    "invalid_form_token": _("Not sent with the form of the page"),
    "invalid_token": _("The browser’s token was not valid any more"),
}


class ReaderCommentsPanel(Component):
    """5 queries, and what ``rows`` needs."""

    name = "parenting_reader_comments"
    template_name = "wagtail_parenting/admin/reader_comments/dashboard.html"
    order = 215

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        held = waiting(area_for(self.request.user))
        return {
            "request": self.request,
            "count": held.count(),
            "rows": rows(held[:NAMED], self.request),
            "refusals": refusals(),
        }


def refusals() -> list[tuple[str, int]]:
    """Why comments were turned away lately, and how often; the most frequent first. 1 query."""
    since = timezone.now().date() - datetime.timedelta(days=DAYS)
    counted = Refusal.objects.filter(kind="comment", day__gt=since).values_list("reason")
    summed = counted.annotate(times=Sum("count")).order_by("-times", "reason")
    return [(str(REFUSALS.get(reason) or label(reason)), times) for reason, times in summed]


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For whoever moderates somewhere."""
    if area_for(request.user):
        panels.append(ReaderCommentsPanel(request))
