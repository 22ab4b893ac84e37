"""Link-ups on the first page of the admin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.linkups.admin.queue import ENTRIES
from wagtail_parenting.linkups.admin.rows import EntryRow, rows
from wagtail_parenting.linkups.page_classes import edition_classes
from wagtail_parenting.moderation.admin.access import area_for
from wagtail_parenting.moderation.admin.queue.dashboard import QueuePanel


class EntriesPanel(QueuePanel):
    name = "parenting_entries"
    order = 216
    queue = ENTRIES
    kind = "entry"
    nothing_waits = _("No link waits for you. A link comes here when a rule holds it.")
    see_the_rest = _("See what bloggers linked")

    def rows(self, items: Iterable[Any]) -> Sequence[EntryRow]:
        return rows(items, self.request)


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For whoever moderates somewhere, on sites that have a link-up. At most 1 query for each
    edition class, and what ``area_for`` needs."""
    if area_for(request.user) and any(
        model._default_manager.exists() for model in edition_classes()
    ):
        panels.append(EntriesPanel(request))
