"""What moderators look through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from wagtail_parenting.moderation.admin.queue.acts import Act, Acts
from wagtail_parenting.moderation.admin.queue.tabs import Tab
from wagtail_parenting.moderation.permissions import Area
from wagtail_parenting.moderation.standing import Status

Rows = QuerySet[Any]


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One kind of what readers send.

    ``page`` is the key of ``model`` to the page that a row belongs to; ``reported`` is that of
    ``reports`` to the row; actions take its id as ``<reported>_id``. ``namespace`` is that of the
    addresses, ``log_prefix`` stands before verbs in the audit log; ``templates`` is a
    folder with what a row shows of its own. The rest are words: with
    ``count`` for ``undone``, ``withdrawn``, ``waits`` and
    ``waits_for_you``; ``empty`` says of each tab what will
    come, and from where.
    """

    model: type[Any]
    reports: type[Any]
    page: str
    reported: str
    namespace: str
    log_prefix: str
    icon: str
    templates: str
    acts: Acts

    title: Any
    plural: Any
    one: Any
    by_sender: Any
    tick_first: Any
    undone: Any
    withdrawn: Any
    waits: Any
    waits_for_you: Any
    no_match: Any
    empty: Mapping[str, Any]

    @property
    def detail_name(self) -> str:
        return f"{self.namespace}:detail"

    @property
    def words_template(self) -> str:
        """What was sent."""
        return f"{self.templates}/words.html"

    @property
    def sender_template(self) -> str:
        """What is known of its sender, below name and standing."""
        return f"{self.templates}/sender.html"

    @property
    def marks_template(self) -> str:
        """What else the row is, beside its reasons."""
        return f"{self.templates}/marks.html"

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"{self.namespace}:{name}", args=args)

    def moderated(self, area: Area) -> Rows:
        """All that stands in ``area``."""
        rows: Rows = self.model._default_manager.filter(area.rows(f"{self.page}__path"))
        return rows

    def waiting(self, area: Area) -> Rows:
        """What waits there, the oldest first."""
        return self.moderated(area).filter(status=Status.HELD).order_by("pk")

    def in_tab(self, rows: Rows, tab: str) -> Rows:
        """Those of ``rows`` that a tab holds. Reports are few: they lead to what was reported,
        where a look at each row's own count would be one at all of them."""
        if tab == Tab.ALL:
            return rows
        if tab == Tab.REPORTED:
            reports = self.reports._default_manager.filter(resolved_at=None).values(self.reported)
            return rows.filter(pk__in=reports, status__in=(Status.APPROVED, Status.HELD))
        return rows.filter(status=tab)

    def run(self, act: Act, pk: int, actor: Any) -> Any:
        """Raises what the action raises."""
        return act.run(**{f"{self.reported}_id": pk}, actor=actor)


def in_order(rows: Rows, tab: str) -> Rows:
    """What waits longest first; of the rest the newest."""
    return rows.order_by("pk" if tab == Tab.HELD else "-pk")
