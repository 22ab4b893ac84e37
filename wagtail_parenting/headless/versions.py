"""The version of an answer: what it depends on, and for how long it holds."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from wagtail_parenting.headless.models import SiteStamp
from wagtail_parenting.headless.routing import Frontends

#: In the text of a stored version, beside the moments at which time changes a page: it shows what
#: readers wrote below other pages, too; there are more such moments than fit.
ALL_READERS, MORE = "*", "+"
MINUTE = datetime.timedelta(minutes=1)


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


@dataclass(frozen=True)
class PageVersion:
    """The version of one page at one moment. ``turned_at`` is when time alone last changed it,
    ``next_change`` when it will."""

    token: str
    turned_at: datetime.datetime | None = None
    next_change: datetime.datetime | None = None


def stored_version(stamp: str = "parenting_stamp__") -> Concat:
    """The version of a page as the database has it, in one text that ``page_version`` reads.

    An alias shows the threads of its source, so it has the community's token of that.
    """
    empty = Value("", output_field=CharField())
    dot = Value(".", output_field=CharField())
    community = Coalesce(F(f"{stamp}source__community"), F(f"{stamp}community"), empty)
    return Concat(
        *(Coalesce(F(f"{stamp}content"), empty), dot, community, dot),
        Coalesce(F(f"{stamp}turns"), empty),
        output_field=CharField(),
    )


def with_all_readers(stored: str) -> str:
    """The version of a page that shows what readers wrote below other pages, whatever it says."""
    return f"{stored} {ALL_READERS}"


def page_version(stored: str, frontends: Frontends) -> PageVersion:
    """What ``stored_version`` has found, as of ``Frontends.now``. No query."""
    content, _dot, rest = stored.partition(".")
    community, _dot, turns = rest.partition(".")
    if not turns:
        return PageVersion(f"{content}.{community}")
    words, now = turns.split(), frontends.now
    moments = [
        datetime.datetime.fromtimestamp(int(word), datetime.UTC)
        for word in words
        if word not in (ALL_READERS, MORE)
    ]
    passed = [moment for moment in moments if moment <= now]
    token = f"{content}.{community}.{len(passed)}"
    turned_at = max(passed, default=None)
    next_change = min((moment for moment in moments if moment > now), default=None)
    if ALL_READERS in words and frontends.community is not None:
        token += f".{frontends.community.token}"
    if MORE in words and next_change is None:  # nobody knows: it holds for a minute
        turned_at = now.replace(second=0, microsecond=0)
        next_change = turned_at + MINUTE
        token += f".{turned_at:%Y%m%d%H%M}"
    return PageVersion(token, turned_at, next_change)


def of_site(frontends: Frontends, site_id: int, *tags: str, also_readers: bool = False) -> Version:
    """Of an answer made of many things of a site: it changes with any of them, but with what
    readers write only ``also_readers``. No query."""
    stamp = frontends.stamp(site_id)
    if stamp is None or anything_of(frontends, site_id) is None:
        return unknown(*tags)
    tokens: tuple[str, ...] = (stamp.anything,)
    modified = stamp.modified
    if also_readers and frontends.community is not None:
        tokens = (*tokens, frontends.community.token)
        modified = max(modified, frontends.community.modified)
    return Version(tokens, modified, stamp.next_change, tags)


def anything_of(frontends: Frontends, site_id: int) -> str | None:
    """The token that moves with whatever a site shows; None while time alone has changed it."""
    stamp = frontends.stamp(site_id)
    return None if stamp is None or _has_passed(stamp.next_change) else stamp.anything


def of_list(
    frontends: Frontends,
    site_id: int,
    rows: Iterable[tuple[int, str]],
    besides: Iterable[str],
    *tags: str,
) -> Version:
    """Of a list of pages that has just been looked up: it changes with one of them. No query.

    ``rows`` are ids with stored versions, ``besides`` what else the answer says of the list.
    """
    stamp = frontends.stamp(site_id)
    if stamp is None:
        return unknown(*tags)
    versions = {pk: page_version(stored, frontends) for pk, stored in rows}
    tokens = [f"{pk}:{version.token}" for pk, version in versions.items()]
    # A page that has expired since is missing from the list, and no version tells of it.
    modified = None if _has_passed(stamp.next_change) else stamp.modified
    return _dated(
        frontends, (stamp.structure, *tokens, *besides), modified, stamp, versions.values(), tags
    )


def of_page(
    frontends: Frontends,
    site_id: int,
    stored: str,
    modified: datetime.datetime | None,
    *tags: str,
) -> Version:
    """Of one page that has just been found to be public, with its stored version. No query."""
    stamp = frontends.stamp(site_id)
    if stamp is None:
        return unknown(*tags)
    version = page_version(stored, frontends)
    latest = max(modified or stamp.structure_modified, stamp.structure_modified)
    return _dated(frontends, (stamp.structure, version.token), latest, stamp, [version], tags)


def _dated(
    frontends: Frontends,
    tokens: tuple[str, ...],
    modified: datetime.datetime | None,
    stamp: SiteStamp,
    versions: Iterable[PageVersion],
    tags: tuple[str, ...],
) -> Version:
    """With the times of all that the answer shows."""
    versions = list(versions)
    turned = [version.turned_at for version in versions if version.turned_at]
    coming = [version.next_change for version in versions if version.next_change]
    if modified is not None:
        community = frontends.community
        modified = max([modified, *turned, *([community.modified] if community else [])])
    if stamp.next_change is not None:
        coming.append(max(stamp.next_change, timezone.now()))
    return Version(tokens, modified, min(coming, default=None), tags)


def unknown(*tags: str) -> Version:
    """Of an answer that shows what nobody keeps a version of."""
    return Version((), None, None, tags)


def until(
    version: Version, stamp: SiteStamp | None, moment: datetime.datetime | None = None
) -> Version:
    """``version``, which no cache keeps past ``moment``, nor past the next moment at which a page
    of the site comes or goes."""
    moments = [moment, version.next_change, stamp.next_change if stamp is not None else None]
    return replace(version, next_change=min(filter(None, moments), default=None))


def _has_passed(moment: datetime.datetime | None) -> bool:
    return moment is not None and moment <= timezone.now()
