"""The links in the head of a page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from wagtail_parenting.outbound.charsets import decoded
from wagtail_parenting.outbound.tag_walk import tags

MAX_LINKS = 500


@dataclass(frozen=True)
class HeadLink:
    """A ``<link>`` with an address. ``rel`` are its keywords, ``type`` its media type, both in
    lower case; ``url`` is absolute."""

    rel: frozenset[str]
    type: str
    url: str
    title: str


def head_links(page: bytes, *, url: str) -> list[HeadLink]:
    """The ``<link>`` elements in the head of ``page``, which stands at ``url``, in order."""
    found = list(islice(tags(decoded(page), ("link", "base"), head_only=True), MAX_LINKS))
    based = (
        tag.attributes["href"] for tag in found if tag.name == "base" and "href" in tag.attributes
    )
    base = _joined(url, next(based, "")) or url
    linked = (tag for tag in found if tag.name == "link" and "href" in tag.attributes)
    links = (_link(tag.attributes, base) for tag in linked)
    return [link for link in links if link.url]


def _link(attributes: dict[str, str], base: str) -> HeadLink:
    return HeadLink(
        rel=frozenset(attributes.get("rel", "").lower().split()),
        type=attributes.get("type", "").partition(";")[0].strip().lower(),
        url=_joined(base, attributes["href"]),
        title=attributes.get("title", ""),
    )


def _joined(base: str, href: str) -> str:
    """``href`` as an absolute address; empty where it makes none."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""
