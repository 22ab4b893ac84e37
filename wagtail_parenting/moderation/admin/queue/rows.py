"""Rows of a queue, with all that is shown beside each loaded at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wagtail_parenting.api.shapes import HeldReason
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation.admin.queue.acts import Act
from wagtail_parenting.moderation.admin.queue.history import Past, latest
from wagtail_parenting.moderation.admin.queue.queues import Queue
from wagtail_parenting.moderation.permissions import may_see_addresses
from wagtail_parenting.moderation.reasons import held_reasons
from wagtail_parenting.readers.models import Reader


@dataclass(frozen=True)
class Row:
    """One row. ``url`` leads to it on its frontend, or to its page as long as readers cannot see
    it; ``address`` is empty for those who may not see it; ``reports`` are reasons and how often
    each was given; ``last`` is what was done with it last."""

    item: Any
    page_title: str
    url: str
    address: str
    reports: list[tuple[str, int]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    last: Past | None = None

    @property
    def name(self) -> str:
        return self.item.name or _("Someone")

    @property
    def title(self) -> str:
        """What it is called where its words do not stand."""
        return _("%(name)s on “%(title)s”") % {"name": self.name, "title": self.page_title}

    @property
    def words(self) -> str:
        """What was sent, in plain words."""
        raise NotImplementedError

    @property
    def has_marks(self) -> bool:
        """Whether it is something beside its reasons, see ``Queue.marks_template``."""
        raise NotImplementedError

    @property
    def reasons(self) -> list[HeldReason]:
        """Each once: what is held again may be so for the same reason."""
        found: list[HeldReason] = []
        for reason in held_reasons(self.item.reasons):
            if reason not in found:
                found.append(reason)
        return found

    @property
    def standing(self) -> str:
        return standing_of(self.item)


def standing_of(item: Any) -> str:
    """What is known of its sender."""
    if item.user_id is not None:
        return _("Signed in")
    if item.is_verified:
        return _("Confirmed address")
    if item.reader_id is not None:
        return _("Address not confirmed")
    return _("No address")


def shared_values(
    queue: Queue, items: Iterable[Any], request: HttpRequest, tab: str = ""
) -> dict[int, dict[str, Any]]:
    """Of each of ``items`` the values that every ``Row`` has,. At most 4
    queries, and what ``Frontends`` needs. With a ``tab``, what can be done in it, and what was done
    last. ``url`` is that of the page."""
    shown = list(items)
    pages = all_pages().in_bulk({getattr(item, f"{queue.page}_id") for item in shown})
    reports = _reports(queue, {item.pk for item in shown if item.reports})
    addresses = _addresses(shown) if may_see_addresses(request.user) else {}
    done = latest(queue, shown) if tab else {}
    frontends = Frontends.of(request)
    return {
        item.pk: {
            "item": item,
            "page_title": page.title if page is not None else "",
            "url": (frontends.url(page) or "") if page is not None and page.live else "",
            "address": addresses.get(item.reader_id or 0, ""),
            "reports": reports.get(item.pk, []),
            "acts": queue.acts.of_row(item, tab) if tab else [],
            "last": done.get(item.pk),
        }
        for item in shown
        for page in [pages.get(getattr(item, f"{queue.page}_id"))]
    }


def _addresses(items: list[Any]) -> dict[int, str]:
    ids = {item.reader_id for item in items if item.reader_id}
    return dict(Reader.objects.filter(pk__in=ids).values_list("pk", "address"))


def _reports(queue: Queue, ids: set[int]) -> dict[int, list[tuple[str, int]]]:
    """Of each row: why it was reported, and how often."""
    given = queue.reports._default_manager.filter(
        **{f"{queue.reported}__in": ids}, resolved_at=None
    )
    counted = given.order_by().values_list(queue.reported, "reason").annotate(times=Count("pk"))
    labels = dict(queue.reports.Reason.choices)
    found: dict[int, list[tuple[str, int]]] = {}
    for pk, reason, times in counted.order_by("-times", "reason"):
        found.setdefault(pk, []).append((str(labels.get(reason, reason)), times))
    return found
