"""Hosts of web addresses, and the domain that somebody registered. Pure.

What "registered" means says the Public Suffix List (https://publicsuffix.org/list/), of which
``tldextract`` brings a copy: nothing is downloaded and nothing is written to a disk. Its private
part counts too, so that two blogs on ``blogspot.com`` or ``github.io`` are two domains, and so do
``BLOG_HOSTS``, which the list lacks.
"""

from __future__ import annotations

import functools
import ipaddress
import re
from urllib.parse import urlsplit

import idna
import tldextract

#: The longest name that DNS can carry (RFC 1035, 2.3.4). Longer ones are not worth a look.
MAX_HOST = 253
#: Whoever has a blog there has a name below it.
BLOG_HOSTS = (
    "beehiiv.com",
    "canalblog.com",
    "ghost.io",
    "hatenablog.com",
    "livejournal.com",
    "medium.com",
    "over-blog.com",
    "substack.com",
    "tumblr.com",
    "typepad.com",
    "wordpress.com",
)
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")


def host_of(url: str) -> str:
    """The host of ``url`` in ASCII and lower case, as DNS is asked for it; empty without one.

    An IPv6 address comes without brackets.
    """
    try:
        return ascii_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def ascii_host(host: str) -> str:
    """``host`` in ASCII and lower case (UTS 46), without a last dot; empty if it cannot be one."""
    host = host.rstrip(".")
    if not 0 < len(host) <= MAX_HOST:
        return ""
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (ValueError, UnicodeError):  # an IDNAError is one
        return ""


def registrable_domain(place: str) -> str:
    """The registrable domain of ``place``, a host or a URL, in ASCII and lower case.

    ``blog.example.co.uk`` → ``example.co.uk``, ``anna.github.io`` → itself. Empty for what nobody
    can register: IP addresses, public suffixes (``co.uk``, ``github.io``), single labels.
    """
    host = host_of(place) if "//" in place else ascii_host(place)
    if not _NAME.fullmatch(host) or _is_address(host):
        return ""
    found = _extract()(host)
    if found.suffix:
        return found.top_domain_under_public_suffix
    labels = host.split(".")  # "If no rules match, the prevailing rule is '*'", says the list
    return ".".join(labels[-2:]) if len(labels) > 1 else ""


def is_same_domain(one: str, other: str) -> bool:
    """Whether two hosts or URLs belong to one registrable domain. Two IP addresses never do."""
    domain = registrable_domain(one)
    return bool(domain) and domain == registrable_domain(other)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@functools.cache
def _extract() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(
        cache_dir=None,
        suffix_list_urls=(),
        include_psl_private_domains=True,
        extra_suffixes=BLOG_HOSTS,
    )
