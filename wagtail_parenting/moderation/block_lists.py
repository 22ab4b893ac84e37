"""Block lists: what is on them, and what matches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_parenting.moderation.models import BlockEntry
from wagtail_parenting.names import clean
from wagtail_parenting.outbound.domains import host_of, registrable_domain
from wagtail_parenting.readers.addresses import domain_of, normalised
from wagtail_parenting.tokens import keyed_hash, keyed_hashes

MAX_KEY = BlockEntry._meta.get_field("key").max_length or 0
_SPACE = re.compile(r"\s+")


def key_of(kind: str, value: str) -> str:
    """What an entry is compared by. Raises ``ValueError`` for a value that its kind cannot have, in
    words for whoever typed it."""
    value = clean(value)
    if kind == BlockEntry.Kind.EMAIL:
        return keyed_hash("address", _address(value))
    if kind == BlockEntry.Kind.DOMAIN:
        return _domain(value)
    word = _folded(value)
    if not word:
        raise ValueError(_("Give a word or a phrase."))
    if len(word) > MAX_KEY:
        raise ValueError(_("This is too long."))
    return word


def matching(
    *, address: str, links: Iterable[str], text: str, connections: Sequence[str]
) -> BlockEntry | None:
    """The entry that matches, the severest first; None if there is none. 1 query.

    A domain matches itself and what stands below it, in links and in the address. A word matches
    as a whole, in any case.
    """
    hosts = {host for link in links if (host := host_of(link))}
    if address:
        hosts.add(domain_of(address))
    wanted = Q(kind=BlockEntry.Kind.WORD)
    if hosts:
        names = {name for host in hosts for name in _with_parents(host)}
        wanted |= Q(kind=BlockEntry.Kind.DOMAIN, key__in=names)
    if address:
        wanted |= Q(kind=BlockEntry.Kind.EMAIL, key__in=keyed_hashes("address", address))
    if connections:
        wanted |= Q(kind=BlockEntry.Kind.CONNECTION, key__in=list(connections))
    words = f" {_folded(text)} "
    found = [
        entry
        for entry in in_force().filter(wanted)
        if entry.kind != BlockEntry.Kind.WORD or _holds(words, entry.key)
    ]
    found.sort(key=lambda entry: entry.effect != BlockEntry.Effect.SPAM)
    return found[0] if found else None


def is_blocked(address: str) -> bool:
    """Whether an address itself is on the list, whatever that does. 1 query."""
    keys = keyed_hashes("address", address)
    return in_force().filter(kind=BlockEntry.Kind.EMAIL, key__in=keys).exists()


def in_force() -> QuerySet[BlockEntry]:
    """Entries whose time has not passed."""
    return BlockEntry.objects.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))


def block(
    *,
    kind: str,
    value: str,
    key: str = "",
    actor: Any = None,
    may_change: bool = True,
    **fields: Any,
) -> BlockEntry:
    """Put something on the list, or if one ``may_change`` it, how it stands there. 2 or 3 queries.

    ``key`` where the value is not known, as of a connection. Raises ``ValueError``.
    """
    key = key or key_of(kind, value)
    if not may_change and (known := in_force().filter(kind=kind, key=key).first()):
        return known
    entry, _created = BlockEntry.objects.update_or_create(
        kind=kind,
        key=key,
        defaults={"value": value, **fields},
        create_defaults={"value": value, "created_by": actor, **fields},
    )
    return entry


def forget_address(address: str) -> None:
    """Keep an entry for an address without the address itself."""
    keys = keyed_hashes("address", address)
    BlockEntry.objects.filter(kind=BlockEntry.Kind.EMAIL, key__in=keys).update(value="", note="")


def _address(value: str) -> str:
    try:
        found = normalised(value)
    except ValueError:
        found = ""
    if not found:
        raise ValueError(_("Give an e-mail address."))
    return found


def _domain(value: str) -> str:
    host = host_of(value if "//" in value else f"//{value.strip().lstrip('@.')}")
    if not host or not registrable_domain(host):
        raise ValueError(_("Give a domain, such as example.org."))
    return host


def _with_parents(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[place:]) for place in range(len(labels))]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", clean(text)).casefold()
    return _SPACE.sub(" ", plain).strip()


def _holds(words: str, wanted: str) -> bool:
    """Whether ``wanted`` stands in ``words`` with no letter or digit right beside it."""
    start = words.find(wanted)
    while start >= 0:
        before, after = words[start - 1 : start], words[start + len(wanted) :][:1]
        if not before.isalnum() and not after.isalnum():
            return True
        start = words.find(wanted, start + 1)
    return False
