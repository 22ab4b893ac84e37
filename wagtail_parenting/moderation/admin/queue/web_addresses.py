"""A web address as a moderator is shown it: whole, and leading nowhere but to the web.
Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from wagtail_parenting.outbound.domains import host_of


@dataclass(frozen=True)
class WebAddress:
    """``href`` is empty for what is no link. ``host`` is the true name of a host that is written
    in other letters than it is looked up by, such as ``xn--…``; else empty."""

    text: str
    href: str = ""
    host: str = ""


def web_address(address: str) -> WebAddress | None:
    """None where there is none."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
        written = parts.hostname or ""
    except ValueError:
        return WebAddress(address)
    if parts.scheme not in ("http", "https") or not written:
        return WebAddress(address)
    true = host_of(address)
    return WebAddress(address, address, true if true != written else "")
