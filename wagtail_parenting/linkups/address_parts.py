"""A web address taken apart, for comparing and for checking. Pure, and never fails.

Not by ``urlsplit``, which raises for some addresses, and goes by other rules in every version of
Python: keys are stored, and must come out alike for ever. The expression is that of RFC 3986,
appendix B, with a backslash taken for a slash in the path, as browsers do
(https://url.spec.whatwg.org/#special-scheme).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from wagtail_parenting.outbound.domains import ascii_host

_ADDRESS = re.compile(
    r"(?:(https?):)?//([^/?#\\]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL
)
#: As people type it: a host, perhaps a port, and what follows.
_WITHOUT_SCHEME = re.compile(r"(?:[^/?#:\\]+|\[[0-9a-fA-F:.]+\])(?::[0-9]+)?(?:[/?#\\]|\Z)")
_AUTHORITY = re.compile(
    r"(?:.*@)?(?P<host>\[[0-9a-fA-F:.]+\]|[^:\[\]]*)(?::(?P<port>[^:\[\]]*))?", re.DOTALL
)
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_.-]+")


class AddressParts(NamedTuple):
    """``path`` begins with a slash or is empty; ``query`` and ``fragment`` come without their
    signs. All three are as they were written."""

    scheme: str
    """``http``, ``https``, or empty where none was written."""

    has_user: bool
    """Whether a name or a password stands before the host."""

    host: str
    """In ASCII and lower case, without a last dot; an IPv6 address in brackets; empty where what
    was written is no host."""

    port: str
    """As it was written: perhaps empty, perhaps no number."""

    path: str
    query: str
    fragment: str


def parts_of(url: str) -> AddressParts | None:
    """The parts of ``url``, of which the scheme may be missing; None for addresses of other kinds
    (``mailto:``, ``/only/a/path``)."""
    found = _ADDRESS.fullmatch(url)
    if not found and _WITHOUT_SCHEME.match(url):
        found = _ADDRESS.fullmatch(f"//{url}")
    if not found:
        return None
    scheme, authority, path, query, fragment = found.groups(default="")
    place = _AUTHORITY.fullmatch(authority)
    return AddressParts(
        scheme=scheme.lower(),
        has_user="@" in authority,
        host=_host(place["host"]) if place else "",
        port=(place["port"] or "") if place else "",
        path=path.replace("\\", "/"),
        query=query,
        fragment=fragment,
    )


def _host(written: str) -> str:
    if written.startswith("["):
        return written.lower()
    host = ascii_host(unquote(written)).rstrip(".")  # a dot of another script may be its last
    return host if _HOST.fullmatch(host) else ""
