"""Who asks, as far as limits must know: the address of a visitor. It is never stored as it is."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest

from wagtail_parenting.conf import config

#: What one household gets of IPv6, as a rule: an address costs nothing within it.
IPV6_PREFIX = 64


def address_of(request: HttpRequest) -> str:
    """The address behind ``TRUSTED_PROXIES`` proxies, an IPv6 one as its network of 64 bits.

    What a visitor writes into ``X-Forwarded-For`` himself stands before what the proxies add, so
    it is never read. Without a usable address: an empty text, one for all such visitors.
    """
    given = request.META.get("REMOTE_ADDR", "")
    count = config().trusted_proxies
    if count:
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        given = passed[-count] if len(passed) >= count else passed[0]
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), IPV6_PREFIX), strict=False))
