"""Whether a page links back: to an edition, or to its series. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from wagtail_parenting.linkups.canonical import canonical_key
from wagtail_parenting.outbound.addresses import base_of, web_address
from wagtail_parenting.outbound.page_text import page_text
from wagtail_parenting.outbound.tag_walk import tags

MAX_LINKS = 5000
#: https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links
_NOT_FOLLOWED = {"nofollow", "ugc", "sponsored"}
#: The same document allows commas.
_BETWEEN_KEYWORDS = re.compile(r"[ \t\n\f\r,]+")


@dataclass(frozen=True)
class Backlink:
    """A link that was found. ``url`` is absolute; ``rel`` are its keywords in lower case."""

    url: str
    rel: frozenset[str]

    @property
    def is_nofollow(self) -> bool:
        """Whether it asks search engines not to count it (``nofollow``, ``ugc``, ``sponsored``)."""
        return bool(self.rel & _NOT_FOLLOWED)

    @property
    def is_followed(self) -> bool:
        return not self.is_nofollow


def find_backlink(
    page: bytes, *, url: str, charset: str | None, targets: Collection[str]
) -> Backlink | None:
    """The first link in ``page`` to one of ``targets``, addresses or keys; one that is followed, if
    there is any. None if there is no link.

    ``url`` is where the page was found, ``charset`` what its server declares. A link is an ``<a>``
    or ``<area>`` with an ``href``, among the first 5,000, outside of comments, templates, scripts
    and text fields (``tag_walk`` says which). Those in ``<noscript>`` count: readers without
    scripts see them, and nobody should lose an entry over a badge. Whether a link can be seen is
    not told: styles can hide any. It must be the same address by ``canonical_key``.
    """
    wanted = {canonical_key(target) for target in targets}
    first = None
    for link in _links(page_text(page, charset), url):
        if canonical_key(link.url) in wanted:
            if link.is_followed:
                return link
            first = first or link
    return first


def _links(page: str, url: str) -> Iterator[Backlink]:
    found = list(islice(tags(page, ("a", "area", "base")), MAX_LINKS))
    base = base_of(found, url)  # it may stand behind the links
    for tag in found:
        address = web_address(base, tag.attributes.get("href", ""))
        if address and tag.name != "base":
            rel = _BETWEEN_KEYWORDS.split(tag.attributes.get("rel", "").lower())
            yield Backlink(address, frozenset(filter(None, rel)))
