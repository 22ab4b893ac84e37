"""What may be reached, and at what cost: the policy of the one door.

``DOOR`` is the only one. It is no setting on purpose, since a site could leave that open by
mistake. Tests swap the module's attribute for a ``Door`` that leads to servers of their own; no
other code does.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ssrfguard import DEFAULT_DENIED, AddressTable, Policy

#: What is asked for: HTML, a feed (RSS, Atom, RDF, JSON Feed), either, or a picture.
Kind = Literal["page", "feed", "page_or_feed", "image"]

MIB = 1024 * 1024
_OURS = (
    ("168.63.129.16/32", "Azure's own services, on a public address", "Microsoft, WireServer"),
    ("::ffff:0:0:0/96", "IPv4-translated, which carries an IPv4 address", "RFC2765"),
)


def _denied() -> AddressTable:
    known = {block.network for block in DEFAULT_DENIED.blocks}
    (loopback,) = (block for block in DEFAULT_DENIED.blocks if str(block.network) == "::1/128")
    ours = (
        replace(loopback, network=ipaddress.ip_network(network), name=name, rfc=source)
        for network, name, source in _OURS
    )
    # A table must not name a network twice, and theirs may come to name ours.
    new = (block for block in ours if block.network not in known)
    return AddressTable((*DEFAULT_DENIED.blocks, *new))


@dataclass(frozen=True, kw_only=True)
class Door:
    """The rules of one door."""

    policy: Policy = field(default_factory=lambda: Policy(denied_networks=_denied()))
    """Schemes, ports, networks and the number of redirects (5), of ``ssrfguard``."""

    nameservers: tuple[str, ...] | None = None
    """Addresses of the resolvers that are asked; None for those of ``/etc/resolv.conf``."""

    nameserver_port: int = 53

    ca_file: str | None = None
    """Certificates that are trusted, as PEM; None for those that ``requests`` brings."""

    deadline_s: float = 10
    """For everything together: DNS, connecting, TLS, all redirects, the body."""

    max_bytes: Mapping[Kind, int] = field(
        default_factory=lambda: {
            "page": MIB,
            "feed": MIB,
            "page_or_feed": MIB,
            "image": 8 * MIB,
        }
    )
    """Of the body, decoded."""

    per_host_a_minute: int = 20
    """Requests, redirects included. So are the next two."""

    per_domain_a_minute: int = 60
    """For one registrable domain."""

    in_all_a_minute: int = 300

    remember_failures_s: int = 600
    """So long a failure is answered from memory."""


DOOR = Door()
