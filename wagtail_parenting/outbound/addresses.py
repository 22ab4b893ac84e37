"""Addresses as pages write them, made absolute and safe to keep. Pure, and never fails."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from wagtail_parenting.outbound.domains import host_of
from wagtail_parenting.outbound.tag_walk import Tag

MAX_URL = 2000
#: Characters that stand for themselves in paths and queries, or begin an escape (RFC 3986).
_SAFE = "/?-._~!$&'()*+,;=:@%"
_BLANKS = "".join(map(chr, range(0x21)))
_BEFORE_QUERY = re.compile(r"[^?#]*")


def web_address(base: str, written: str) -> str:
    """``written`` as an absolute http(s) address in ASCII, relative to ``base``; empty where it
    makes none, or one with credentials or of more than 2000 characters.

    Blanks around it, line breaks in it and backslashes are read as browsers do
    (https://url.spec.whatwg.org/#url-parsing).
    """
    written = written.strip(_BLANKS)  # line breaks within are taken out by urlsplit
    if not written or len(written) > MAX_URL:
        return ""
    written = _BEFORE_QUERY.sub(lambda found: found[0].replace("\\", "/"), written, count=1)
    try:
        url = _quoted(urljoin(base, written))
    except ValueError:  # brackets, ports, halves of characters
        return ""
    return url if len(url) <= MAX_URL else ""


def base_of(tags: Iterable[Tag], url: str) -> str:
    """What addresses in a page at ``url`` are relative to: its first ``<base href>``, else itself
    (https://html.spec.whatwg.org/multipage/semantics.html#the-base-element)."""
    bases = (
        tag.attributes["href"] for tag in tags if tag.name == "base" and "href" in tag.attributes
    )
    return web_address(url, next(bases, "")) or url


def _quoted(url: str) -> str:
    """Raises ``ValueError``."""
    parts = urlsplit(url)
    host, port = host_of(url), parts.port
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port else ""
    rest = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, place, *rest))
