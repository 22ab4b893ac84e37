"""What link-ups hold of a reader."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from wagtail_parenting.api.shapes import ExportedEntry
from wagtail_parenting.api.times import utc
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.linkups import actions, edition_pages
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.readers.holdings import Holding
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Reader


class EntryHolding(Holding):
    """The links that someone sent."""

    name = "entries"

    def export(self, who: Who) -> list[dict[str, Any]]:
        """2 queries. Of an edition that is not public any more, nothing is told."""
        entries = list(LinkUpEntry.objects.filter(who.own()).order_by("pk"))
        ids = {entry.edition_id for entry in entries}
        pages = edition_pages.on_any_site(Frontends.current(), ids)
        return [dict(_exported(entry, pages)) for entry in entries]

    def erase(self, who: Who, *, keep_text: bool) -> None:
        actions.erase(who=who, keep_text=keep_text)

    def reader_ids(self, who: Who | None = None) -> QuerySet[Any]:
        found = LinkUpEntry.objects.filter(reader__isnull=False).order_by()
        if who is not None:
            found = found.filter(who.own())
        return found.values_list("reader", flat=True).distinct()

    def byline_of(self, who: Who) -> tuple[str, str]:
        """Anyone can type an address: only what this browser sent tells the name behind it."""
        if not who.visitor:
            return "", ""
        sent = LinkUpEntry.objects.filter(owner=who.visitor).exclude(name="").order_by("-pk")
        name = sent.values_list("name", flat=True).first()
        return name or "", ""

    def show_again(self, reader: Reader) -> None:
        """1 query, and 3 for each edition that she sent to."""
        sent = LinkUpEntry.objects.filter(reader=reader, is_verified=True)
        for edition_id in sorted(set(sent.values_list("edition_id", flat=True))):
            with transaction.atomic(), suppress(NotFound):
                community.lock(edition_id)
                community.touch(edition_id)

    def hand_over(self, visitor: str, key: str) -> None:
        actions.hand_over(visitor=visitor, key=key)


def _exported(entry: LinkUpEntry, pages: dict[int, edition_pages.EditionPage]) -> ExportedEntry:
    page = pages.get(entry.edition_id)
    return {
        "id": entry.pk,
        "edition": page.title if page is not None else "",
        "number": entry.number,
        "url": entry.url,
        "status": entry.status,
        "name": entry.name,
        "title": entry.title,
        "blog": entry.blog,
        "description": entry.description,
        "sponsored": entry.sponsored,
        "sensitive": entry.sensitive,
        "rules_version": entry.rules_version,
        "likes": entry.likes,
        "clicks": entry.clicks,
        "created_at": utc(entry.created_at) or "",
        "edited_at": utc(entry.edited_at),
    }
