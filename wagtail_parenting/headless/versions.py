"""The version of an answer: what it depends on, and for how long it holds."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from django.utils import timezone

from wagtail_parenting.headless.routing import Frontends


@dataclass(frozen=True)
class Version:
    """What an answer is made of.

    Two answers to one address with equal ``tokens`` are equal. ``next_change`` is when time alone
    may change it. Without tokens only the answer itself can tell.
    """

    tokens: tuple[str, ...]
    modified: datetime.datetime | None
    next_change: datetime.datetime | None
    tags: tuple[str, ...]

    @property
    def digest(self) -> str:
        return hashlib.blake2b("\0".join(self.tokens).encode(), digest_size=16).hexdigest()


def of_site(frontends: Frontends, site_id: int, *tags: str) -> Version:
    """Of an answer made of many things of a site: it changes with any of them. No query."""
    stamp = frontends.stamp(site_id)
    if stamp is None or anything_of(frontends, site_id) is None:
        return unknown(*tags)
    return Version((stamp.anything,), stamp.modified, stamp.next_change, tags)


def anything_of(frontends: Frontends, site_id: int) -> str | None:
    """The token that moves with whatever a site shows; None while time alone has changed it."""
    stamp = frontends.stamp(site_id)
    return None if stamp is None or _has_passed(stamp.next_change) else stamp.anything


def of_list(frontends: Frontends, site_id: int, tokens: list[str], *tags: str) -> Version:
    """Of a list of pages that has just been looked up: it changes with one of them. No query."""
    stamp = frontends.stamp(site_id)
    if stamp is None:
        return unknown(*tags)
    passed = _has_passed(stamp.next_change)
    return Version(
        (stamp.structure, *tokens),
        None if passed else stamp.modified,
        timezone.now() if passed else stamp.next_change,
        tags,
    )


def of_page(
    frontends: Frontends,
    site_id: int,
    token: str,
    modified: datetime.datetime | None,
    *tags: str,
) -> Version:
    """Of one page that has just been found to be public. No query."""
    stamp = frontends.stamp(site_id)
    if stamp is None:
        return unknown(*tags)
    moments = [moment for moment in (modified, stamp.structure_modified) if moment]
    passed = _has_passed(stamp.next_change)
    return Version(
        (stamp.structure, token),
        max(moments, default=None),
        timezone.now() if passed else stamp.next_change,
        tags,
    )


def unknown(*tags: str) -> Version:
    """Of an answer that shows what nobody keeps a version of."""
    return Version((), None, None, tags)


def _has_passed(moment: datetime.datetime | None) -> bool:
    return moment is not None and moment <= timezone.now()
