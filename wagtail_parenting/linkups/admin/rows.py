"""Entries as moderators see them, with the evidence about each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from wagtail_parenting.linkups.admin.queue import ENTRIES
from wagtail_parenting.linkups.models import BacklinkState, LinkUpEntry, Preview
from wagtail_parenting.moderation.admin.queue.rows import Row, shared_values
from wagtail_parenting.moderation.admin.queue.web_addresses import WebAddress, web_address

#: Behind it stands the number of the entry that leads to the same page.
_DUPLICATE = "duplicate_link"


@dataclass(frozen=True, kw_only=True)
class EntryRow(Row):
    """One entry. ``duplicates`` are those of its edition that lead to the same page."""

    duplicates: list[LinkUpEntry] = field(default_factory=list)

    @property
    def words(self) -> str:
        return self.heading or str(self.item.url)

    @property
    def heading(self) -> str:
        """Its title: the blogger's own words, or what her page says; or nothing."""
        return str(self.item.title or self.item.found_title)

    @property
    def blog(self) -> str:
        return str(self.item.blog or self.item.found_blog)

    @property
    def description(self) -> str:
        return str(self.item.description or self.item.found_description)

    @property
    def link(self) -> WebAddress | None:
        return web_address(self.item.url)

    @property
    def has_marks(self) -> bool:
        item = self.item
        flags = (item.picked_at, item.sponsored, item.sensitive, item.backlink)
        return any(flags) or self.page_was_not_read

    @property
    def backlink_is_bad(self) -> bool:
        return bool(self.item.backlink == BacklinkState.MISSING)

    @property
    def page_was_not_read(self) -> bool:
        return bool(self.item.preview == Preview.FAILED)


def rows(entries: Iterable[LinkUpEntry], request: HttpRequest, tab: str = "") -> list[EntryRow]:
    """At most 5 queries, and what ``Frontends`` needs, see ``shared_values``."""
    shown = list(entries)
    values = shared_values(ENTRIES, shown, request, tab)
    duplicates = _duplicates(shown)
    return [
        EntryRow(
            **{**values[entry.pk], "url": _url(entry, values[entry.pk]["url"])},
            duplicates=duplicates.get(entry.pk, []),
        )
        for entry in shown
    ]


def _url(entry: LinkUpEntry, page_url: str) -> str:
    return f"{page_url}#entry-{entry.number}" if page_url and entry.is_approved else page_url


def _duplicates(entries: list[LinkUpEntry]) -> dict[int, list[LinkUpEntry]]:
    """Of each entry: those that it was held for. 1 query, none where none was."""
    numbers = {entry.pk: _numbers_named(entry) for entry in entries}
    wanted = Q(pk__in=[])
    for entry in entries:
        if numbers[entry.pk]:
            wanted |= Q(edition=entry.edition_id, number__in=numbers[entry.pk])
    if not any(numbers.values()):
        return {}
    found: dict[tuple[int, int], LinkUpEntry] = {
        (other.edition_id, other.number): other for other in LinkUpEntry.objects.filter(wanted)
    }
    return {
        entry.pk: [
            found[entry.edition_id, number]
            for number in numbers[entry.pk]
            if (entry.edition_id, number) in found and number != entry.number
        ]
        for entry in entries
    }


def _numbers_named(entry: LinkUpEntry) -> list[int]:
    named: list[Any] = [
        kept.get("note", "").removeprefix("#")
        for kept in entry.reasons
        if kept["reason"] == _DUPLICATE
    ]
    return sorted({int(number) for number in named if number.isascii() and number.isdigit()})
