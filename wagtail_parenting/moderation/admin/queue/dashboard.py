"""A queue on the first page of the admin: what waits, and what was turned away."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from wagtail_parenting.moderation.admin.access import area_for
from wagtail_parenting.moderation.admin.queue.queues import Queue
from wagtail_parenting.moderation.admin.queue.rows import Row
from wagtail_parenting.moderation.models import Refusal
from wagtail_parenting.moderation.reasons import label

NAMED = 3
DAYS = 30
#: Codes of ``errors``, in words for moderators.
REFUSALS: dict[str, object] = {
    "rate_limited": _("Too many at once"),
    "comments_closed": _("Reader comments were closed"),
    "linkup_closed": _("The link-up was not open"),
    "duplicate_entry": _("The link was there already"),
    "entry_limit": _("More links than one blogger or one site may send"),
    "editing_over": _("The time for changes was over"),
    "form_token_expired": _("The form was open too long"),
    "form_token_used": _("The form had been used for something else"),
    "invalid_form_token": _("Not sent with the form of the page"),
    "invalid_token": _("The browser’s token was not valid any more"),
}


class QueuePanel(Component):
    """3 queries, and what ``rows`` needs. ``kind`` is what refusals are counted under; the rest are
    words."""

    queue: Queue
    kind: str
    nothing_waits: Any
    see_the_rest: Any
    template_name = "wagtail_parenting/admin/moderation/queue/dashboard.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def rows(self, items: Iterable[Any]) -> Sequence[Row]:
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        held = self.queue.waiting(area_for(self.request.user))
        count = held.count()
        return {
            "request": self.request,
            "panel": self,
            "queue": self.queue,
            "list_url": self.queue.url("list"),
            "waits": self.queue.waits_for_you % {"count": count},
            "rows": [
                (row, self.queue.url("detail", row.item.pk)) for row in self.rows(held[:NAMED])
            ],
            "refusals": refusals(self.kind),
        }


def refusals(kind: str) -> list[tuple[str, int]]:
    """Why something was turned away lately, and how often; the most frequent first. 1 query."""
    since = timezone.now().date() - datetime.timedelta(days=DAYS)
    counted = Refusal.objects.filter(kind=kind, day__gt=since).values_list("reason")
    summed = counted.annotate(times=Sum("count")).order_by("-times", "reason")
    return [(str(REFUSALS.get(reason) or label(reason)), times) for reason, times in summed]
