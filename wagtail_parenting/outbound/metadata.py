"""What a page says of itself: for people who share it, and for machines. Pure, and never fails.

In order of trust: Open Graph (https://ogp.me/), the card of Twitter
(https://developer.x.com/en/docs/x-for-websites/cards/overview/markup), JSON-LD, and HTML's own
``<title>``, ``<meta>`` and ``<link>``. The first that says anything is believed, for each thing
apart. JSON-LD may stand anywhere in a page, all else counts in its head only, as for those who
invented it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from wagtail_parenting.outbound.addresses import base_of, web_address
from wagtail_parenting.outbound.page_text import page_text
from wagtail_parenting.outbound.plain_lines import plain_line
from wagtail_parenting.outbound.structured_data import structured_data
from wagtail_parenting.outbound.tag_walk import Tag, tags

MAX_TITLE = 200
MAX_DESCRIPTION = 300
MAX_NAME = 80
MAX_IMAGES = 5
_MAX_TAGS = 5000
#: So often one thing may be said.
_MAX_SAID = 20
_OG_IMAGES = {"og:image", "og:image:url", "og:image:secure_url"}
_TWITTER_IMAGES = {"twitter:image", "twitter:image:src"}


@dataclass(frozen=True, kw_only=True)
class PageMetadata:
    """Texts are one line of plain text, images and ``canonical`` absolute http(s) addresses in
    ASCII; empty for what the page does not say."""

    title: str
    """At most 200 characters."""

    description: str
    """At most 300 characters."""

    site_name: str
    """At most 80 characters."""

    author: str
    """A name, not an address; at most 80 characters."""

    images: tuple[str, ...]
    """At most 5, the best first. None has been looked at."""

    canonical: str
    """What its ``rel=canonical`` says, on whatever domain."""


def page_metadata(page: bytes, *, url: str, charset: str | None) -> PageMetadata:
    """What ``page`` says of itself, which stands at ``url``; ``charset`` is what its server
    declares."""
    wanted = ("meta", "link", "title", "base", "script")
    found = list(islice(tags(page_text(page, charset), wanted), _MAX_TAGS))
    data = structured_data(_json_ld(found))
    base = base_of(found, url)
    head = _Head([tag for tag in found if tag.in_head])
    pictures = head.named(_OG_IMAGES) + head.named(_TWITTER_IMAGES)
    pictures += [*data.images, *head.linked("image_src")]
    title = head.said("og:title", "twitter:title"), [data.title], head.titles()
    description = (
        head.said("og:description", "twitter:description"),
        [data.description],
        head.said("description"),
    )
    site_name = head.said("og:site_name"), [data.site_name], head.said("application-name")
    canonical = (web_address(base, link) for link in head.linked("canonical"))
    return PageMetadata(
        title=_line(MAX_TITLE, *title),
        description=_line(MAX_DESCRIPTION, *description),
        site_name=_line(MAX_NAME, *site_name),
        author=_line(MAX_NAME, filter(_is_name, [data.author, *head.said("author")])),
        images=_images(web_address(base, picture) for picture in pictures),
        canonical=next(filter(None, canonical), ""),
    )


class _Head:
    """The tags in the head of a page."""

    def __init__(self, found: list[Tag]) -> None:
        self._found = found

    def said(self, *names: str) -> list[str]:
        """What ``<meta>`` tags say, by name and then in order."""
        return [content for name in names for content in self.named({name})]

    def named(self, names: set[str]) -> list[str]:
        """What ``<meta>`` tags with any of ``names`` say, in order. Pages take ``name`` for
        ``property``, and the other way round."""
        attributes = (tag.attributes for tag in self._found if tag.name == "meta")
        said = (
            its.get("content", "")
            for its in attributes
            if names & {its.get(key, "").strip().lower() for key in ("property", "name")}
        )
        return list(islice(said, _MAX_SAID))

    def linked(self, rel: str) -> list[str]:
        """Where ``<link>`` tags with ``rel`` lead, in order, as it is written."""
        return [
            tag.attributes.get("href", "")
            for tag in self._found
            if tag.name == "link" and rel in tag.attributes.get("rel", "").lower().split()
        ]

    def titles(self) -> list[str]:
        return [tag.text for tag in self._found if tag.name == "title"]


def _json_ld(found: Iterable[Tag]) -> Iterable[str]:
    for tag in found:
        media_type = tag.attributes.get("type", "").partition(";")[0].strip().lower()
        if tag.name == "script" and media_type == "application/ld+json":
            yield tag.text


def _line(max_characters: int, *sources: Iterable[str]) -> str:
    """The first text of ``sources`` in which there is something to see, as a line."""
    lines = (plain_line(text, max_characters) for source in sources for text in source)
    return next(filter(None, lines), "")


def _is_name(author: str) -> bool:
    return "://" not in author


def _images(urls: Iterable[str]) -> tuple[str, ...]:
    """The first few, each once; where one is named with both schemes, by https."""
    found: dict[str, str] = {}
    for url in filter(None, urls):
        place = url.partition("://")[2]
        if place not in found or url.startswith("https:"):
            found[place] = url
    return tuple(found.values())[:MAX_IMAGES]
