"""Looking at linked pages, by task: their title, words and picture, where they are to be found, and
whether they link back.

A page that does not answer, or whose picture does not, is asked again with growing pauses, and then
no more. The entry stands either way, and nobody is blamed for a server that refuses ours.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from wagtail_parenting import after_commit
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.linkups import announcing, editions, places, thumbnails
from wagtail_parenting.linkups.backlinks import find_backlink
from wagtail_parenting.linkups.canonical import is_home_page, key_hash, refined_key
from wagtail_parenting.linkups.models import BacklinkState, LinkUpEntry, Preview
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.moderation.pipeline import reason
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.outbound.fetch import fetch
from wagtail_parenting.outbound.images import ImageRead
from wagtail_parenting.outbound.metadata import PageMetadata, page_metadata
from wagtail_parenting.outbound.outcomes import Fetched, FetchFailed

#: After each failure a page is asked again after so many hours.
BACKOFF_HOURS = (1, 6, 24, 72)
MOST_TRIES = len(BACKOFF_HOURS) + 2
#: While a task has it in hand, no other takes it; one that was lost is enqueued again then.
IN_HAND = datetime.timedelta(minutes=15)
#: As often as the tick looks.
MINUTE = datetime.timedelta(minutes=1)
#: Of an entry that is not to be looked at again by itself.
_DONE: dict[str, Any] = {"visit_next_at": None, "visit_tries": 0}
#: Reasons to hold that follow from what a page says, each time it is looked at.
OF_THE_PAGE = {"duplicate_link", "no_backlink", "home_page", "blocked_target"}
_LOOKED_AT = (Status.APPROVED, Status.HELD)


def enqueue(entry_id: int) -> None:
    """Look at the page once the running transaction has committed."""
    after_commit.enqueue(visit, entry_id)


@task()
def visit(entry_id: int) -> None:
    """Look at the page of one entry. Safe to run again, or twice at once."""
    now = timezone.now()
    waiting = LinkUpEntry.objects.filter(pk=entry_id, status__in=_LOOKED_AT)
    due = waiting.filter(Q(visit_next_at=None) | Q(visit_next_at__lte=now))
    if not due.update(visit_next_at=now + IN_HAND, visit_tries=F("visit_tries") + 1):
        return
    entry = waiting.first()
    if entry is None:
        return
    if entry.visit_tries > MOST_TRIES:  # whoever took it before did not come back
        _give_up(entry)
        return
    found = fetch(entry.url, kind="page")
    if isinstance(found, Fetched):
        _seen(entry, _look(entry, found))
    else:
        _failed(entry, found)


@dataclass(frozen=True)
class _Look:
    """What a page has told."""

    page: Fetched
    said: PageMetadata
    picture: ImageRead | FetchFailed | None
    edition: Any
    series: Any

    @property
    def targets(self) -> list[str]:
        """The addresses one of which a page is asked to link to: of the edition and its series."""
        frontends = Frontends.current()
        urls = [frontends.url(page) for page in (self.edition, self.series) if page is not None]
        return [url for url in urls if url]


def _look(entry: LinkUpEntry, page: Fetched) -> _Look:
    said = page_metadata(page.body, url=page.url, charset=page.charset)
    edition = all_pages().filter(pk=entry.edition_id).first()
    series = editions.series_of(edition) if edition is not None else None
    return _Look(page, said, thumbnails.find(said.images), edition, series)


def _seen(entry: LinkUpEntry, look: _Look) -> None:
    """Keep what was found, if the entry is still there."""
    fields = {"visited_at": timezone.now(), **_DONE, **_backlink(entry, look)}
    with transaction.atomic():
        current = _still(entry)
        if current is None:
            return
        if not _stays_as_it_is(current):
            fields |= _preview(current, look)
            if isinstance(look.picture, FetchFailed):
                fields |= _another_try(entry, look.picture) or {}
        _keep(current, fields, look)


def _stays_as_it_is(entry: LinkUpEntry) -> bool:
    """Whether a host has decided what is shown of a page that was seen."""
    return entry.edited_by_team and entry.preview == Preview.READY


def _preview(entry: LinkUpEntry, look: _Look) -> dict[str, Any]:
    """What is shown of a page where its blogger said nothing."""
    picture = thumbnails.keep(entry, look.picture) if isinstance(look.picture, ImageRead) else {}
    return {
        "preview": Preview.READY,
        "found_title": look.said.title,
        "found_blog": look.said.site_name,
        "found_description": look.said.description,
        **picture,
    }


def _keep(entry: LinkUpEntry, fields: dict[str, Any], look: _Look) -> None:
    key = refined_key(entry.key, urls=look.page.urls, canonical=look.said.canonical or None)
    digest, against = key_hash(key), _against(entry, fields, look)
    if digest != entry.key_hash:
        there = LinkUpEntry.objects.filter(edition=entry.edition_id, key_hash=digest)
        other = there.exclude(pk=entry.pk).first()
        if other is None:
            fields |= {"key": key, "key_hash": digest}
        else:
            against.append(reason("duplicate_link", f"#{other.number}"))
    places.update(entry, **fields)
    others = [kept for kept in entry.reasons if kept["reason"] not in OF_THE_PAGE]
    status, reasons = entry.status, [*others, *against]
    if entry.cleared or reasons == entry.reasons:
        reasons = entry.reasons
    elif against:
        status = Status.HELD
    elif not others and entry.status == Status.HELD:  # it waited for its page alone
        status = Status.APPROVED
    if status != entry.status:
        places.decide(entry, status, reasons=reasons)
        if status == Status.HELD:
            announcing.tell(entry, announcing.HELD)
        return
    places.update(entry, reasons=reasons)
    if entry.status == Status.APPROVED:
        community.touch(entry.edition_id)


def _against(entry: LinkUpEntry, fields: dict[str, Any], look: _Look) -> list[dict[str, str]]:
    """What speaks against the page, wherever the link has led."""
    found, target, series = [], look.page.url, look.series
    is_required = series is not None and series.backlinks == "required"
    if is_required and fields.get("backlink") == BacklinkState.MISSING:
        found.append(reason("no_backlink"))
    if target == entry.url:
        return found
    if series is not None and series.wants_permalinks and is_home_page(target):
        found.append(reason("home_page", target[:200]))
    blocked = block_lists.matching(address="", links=[target], text="", connections=())
    if blocked is not None:
        found.append(reason("blocked_target", blocked.value))
    return found


def _backlink(entry: LinkUpEntry, look: _Look) -> dict[str, Any]:
    if not entry.backlink:
        return {}
    link = find_backlink(
        look.page.body, url=look.page.url, charset=look.page.charset, targets=look.targets
    )
    if link is None:
        return {"backlink": BacklinkState.MISSING, "backlink_url": "", "backlink_rel": ""}
    must_be_followed = look.series is not None and look.series.backlinks_followed
    counts = not (must_be_followed and link.is_nofollow)
    return {
        "backlink": BacklinkState.FOUND if counts else BacklinkState.MISSING,
        "backlink_url": link.url[:2000],
        "backlink_rel": " ".join(sorted(link.rel))[:100],
    }


def _failed(entry: LinkUpEntry, failure: FetchFailed) -> None:
    """Ask again later, or give up. What could be read before stays."""
    may_retry = failure.may_retry or failure.reason in ("tls", "timeout") or failure.status == 403
    fields = _another_try(entry, failure) if may_retry else None
    if fields is None:
        _give_up(entry)
        return
    with transaction.atomic():
        current = _still(entry)
        if current is not None:
            places.update(current, **fields)


def _another_try(entry: LinkUpEntry, failure: FetchFailed) -> dict[str, Any] | None:
    """What to keep of an entry that is to be looked at again; None after the last try. What our own
    limits kept from being asked costs none."""
    after = datetime.timedelta(seconds=failure.retry_after_s or 0)
    if failure.reason == "budget":
        pause, tries = max(after, MINUTE), entry.visit_tries - 1
    elif entry.visit_tries > len(BACKOFF_HOURS):
        return None
    else:
        hours = BACKOFF_HOURS[entry.visit_tries - 1]
        pause, tries = max(after, datetime.timedelta(hours=hours)), entry.visit_tries
    return {"visit_next_at": timezone.now() + pause, "visit_tries": tries}


def _give_up(entry: LinkUpEntry) -> None:
    fields: dict[str, Any] = {"visit_next_at": None, "visited_at": timezone.now()}
    if entry.preview == Preview.PENDING:
        fields["preview"] = Preview.FAILED
    if entry.backlink == BacklinkState.UNKNOWN:
        fields["backlink"] = BacklinkState.BLOCKED
    with transaction.atomic():
        current = _still(entry)
        if current is None:
            return
        places.update(current, **fields)
        if current.is_approved and len(fields) > 2:
            community.touch(current.edition_id)


def _still(entry: LinkUpEntry) -> LinkUpEntry | None:
    """The entry as it is now, locked, if it is still there and leads to the same page."""
    try:
        current = places.locked(entry.pk)
    except NotFound:
        return None
    return current if current.status in _LOOKED_AT and current.url == entry.url else None


def visit_due() -> int:
    """Enqueue what was left behind, or waits for another try. Answers how many."""
    now = timezone.now()
    there = LinkUpEntry.objects.filter(status__in=_LOOKED_AT)
    due = there.filter(visit_next_at__lte=now)
    lost = there.filter(preview=Preview.PENDING, visit_next_at=None, decided_at__lt=now - IN_HAND)
    ids = [*due.values_list("pk", flat=True)[:500], *lost.values_list("pk", flat=True)[:500]]
    for pk in ids:
        visit.enqueue(pk)
    return len(ids)
