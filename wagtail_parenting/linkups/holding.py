"""What link-ups hold of a reader."""

from __future__ import annotations

import re
from typing import Any

from wagtail_parenting.api.shapes import ExportedEntry
from wagtail_parenting.api.times import utc
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.headless.visibility import public_pages
from wagtail_parenting.linkups import actions, announcing, edition_pages
from wagtail_parenting.linkups.announcing import KINDS, topic_of
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation.holding import SentHolding
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Reader

_TOPIC = re.compile(r"(entry|series)-([1-9][0-9]{0,9})", re.ASCII)


class EntryHolding(SentHolding):
    """The links that someone sent."""

    name = "entries"
    things = LinkUpEntry
    page = "edition"

    def export(self, who: Who) -> list[dict[str, Any]]:
        """2 queries. Of an edition that is not public any more, nothing is told."""
        entries = list(LinkUpEntry.objects.filter(who.own()).order_by("pk"))
        ids = {entry.edition_id for entry in entries}
        pages = edition_pages.on_any_site(Frontends.current(), ids)
        return [dict(_exported(entry, pages)) for entry in entries]

    def erase(self, who: Who, *, keep_text: bool) -> None:
        actions.erase(who=who, keep_text=keep_text)

    def byline_of(self, who: Who) -> tuple[str, str]:
        """Anyone can type an address: only what this browser sent tells the name behind it."""
        if not who.visitor:
            return "", ""
        sent = LinkUpEntry.objects.filter(owner=who.visitor).exclude(name="").order_by("-pk")
        name = sent.values_list("name", flat=True).first()
        return name or "", ""

    def topics_of(self, who: Who, reader: Reader) -> list[str]:
        """Of the links that her own browser sent with this address, before it was confirmed."""
        if not who.visitor:
            return []
        sent = LinkUpEntry.objects.filter(owner=who.visitor, reader=reader, is_verified=False)
        wanted = [pk for pk, told in sent.values_list("pk", "told") if len(told) < len(KINDS)]
        return [topic_of(pk) for pk in wanted]

    def forget_topics(self, reader_id: int, topics: list[str]) -> None:
        ids = [pk for kind, pk in filter(None, map(_read_topic, topics)) if kind == "entry"]
        if ids:
            announcing.end(ids, reader_id)

    def topic_titles(self, topics: list[str]) -> dict[str, str]:
        """At most 3 queries, and what ``Frontends`` needs."""
        read = {topic: found for topic in topics if (found := _read_topic(topic))}
        asked = [pk for kind, pk in read.values() if kind == "entry"]
        sent = LinkUpEntry.objects.filter(pk__in=asked)
        edition_of = dict(sent.values_list("pk", "edition")) if asked else {}
        titles = _public_titles(
            {*edition_of.values(), *(pk for kind, pk in read.values() if kind == "series")}
        )
        page_of = {
            topic: pk if kind == "series" else edition_of.get(pk, 0)
            for topic, (kind, pk) in read.items()
        }
        return {topic: titles[pk] for topic, pk in page_of.items() if pk in titles}

    def hand_over(self, visitor: str, key: str) -> None:
        actions.hand_over(visitor=visitor, key=key)


def _read_topic(topic: str) -> tuple[str, int] | None:
    found = _TOPIC.fullmatch(topic)
    return (found[1], int(found[2])) if found else None


def _public_titles(ids: set[int]) -> dict[int, str]:
    """1 query, none without ids."""
    if not ids:
        return {}
    pages = all_pages().filter(pk__in=ids)
    public = public_pages(pages, Frontends.current().tree_paths())
    return dict(public.values_list("pk", "title"))


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
