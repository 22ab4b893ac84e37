"""Looking at linked pages, by task: their title, words and picture, where they are to be found, and
whether they link back.

A page that does not answer is asked again with growing pauses, and then no more. The entry stands
either way, and nobody is blamed for a server that refuses ours.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from wagtail_parenting import after_commit
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.linkups import editions, places, thumbnails
from wagtail_parenting.linkups.backlinks import find_backlink
from wagtail_parenting.linkups.canonical import key_hash, refined_key
from wagtail_parenting.linkups.models import BacklinkState, LinkUpEntry, Preview
from wagtail_parenting.moderation.pipeline import reason
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.outbound.fetch import fetch
from wagtail_parenting.outbound.images import ImageRead
from wagtail_parenting.outbound.metadata import PageMetadata, page_metadata
from wagtail_parenting.outbound.outcomes import Fetched, FetchFailed

#: After each failure a page is asked again after so many hours.
BACKOFF_HOURS = (1, 6, 24, 72)
#: While a task has it in hand, no other takes it; one that was lost is enqueued again then.
IN_HAND = datetime.timedelta(minutes=15)
_LOOKED_AT = (Status.APPROVED, Status.HELD)


def enqueue(entry_id: int) -> None:
    """Look at the page once the running transaction has committed."""
    after_commit.enqueue(visit, entry_id)


@task()
def visit(entry_id: int) -> None:
    """Look at the page of one entry. Safe to run again, or twice at once."""
    now = timezone.now()
    waiting = LinkUpEntry.objects.filter(pk=entry_id, status__in=_LOOKED_AT)
    due = Q(visit_next_at=None) | Q(visit_next_at__lte=now)
    if not waiting.filter(due).update(visit_next_at=now + IN_HAND):
        return
    entry = waiting.first()
    if entry is None:
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
    picture: ImageRead | None
    targets: list[str]
    must_be_followed: bool


def _look(entry: LinkUpEntry, page: Fetched) -> _Look:
    said = page_metadata(page.body, url=page.url, charset=page.charset)
    targets, must_be_followed = _asked_back(entry)
    return _Look(page, said, thumbnails.find(said.images), targets, must_be_followed)


def _asked_back(entry: LinkUpEntry) -> tuple[list[str], bool]:
    """The addresses one of which a page is asked to link to: of the edition and its series."""
    if not entry.backlink:
        return [], False
    edition = all_pages().filter(pk=entry.edition_id).first()
    series = editions.series_of(edition) if edition is not None else None
    frontends = Frontends.current()
    urls = [frontends.url(page) for page in (edition, series) if page is not None]
    return [url for url in urls if url], bool(series and series.backlinks_followed)


def _seen(entry: LinkUpEntry, look: _Look) -> None:
    """Keep what was found, if the entry is still there."""
    said = look.said
    fields: dict[str, Any] = {
        "preview": Preview.READY,
        "found_title": said.title,
        "found_blog": said.site_name,
        "found_description": said.description,
        "visited_at": timezone.now(),
        "visit_next_at": None,
        "visit_tries": 0,
        **_backlink(entry, look),
    }
    with transaction.atomic():
        current = _locked(entry.pk)
        if current is None:
            return
        if look.picture is not None:
            fields |= thumbnails.keep(current, look.picture)
        _keep(current, fields, look)


def _keep(entry: LinkUpEntry, fields: dict[str, Any], look: _Look) -> None:
    key = refined_key(entry.key, urls=look.page.urls, canonical=look.said.canonical or None)
    digest = key_hash(key)
    status, reasons = entry.status, list(entry.reasons)
    if digest != entry.key_hash:
        there = LinkUpEntry.objects.filter(edition=entry.edition_id, key_hash=digest)
        other = there.exclude(pk=entry.pk).first()
        if other is None:
            fields |= {"key": key, "key_hash": digest}
        elif not entry.cleared:
            status = Status.HELD
            reasons.append(reason("duplicate_link", f"#{other.number}"))
    is_required = entry.backlink and _requires(entry)
    if is_required and fields.get("backlink") == BacklinkState.MISSING and not entry.cleared:
        status = Status.HELD
        reasons.append(reason("no_backlink"))
    places.update(entry, **fields)
    if status != entry.status:
        places.decide(entry, status, reasons=reasons)
    elif entry.status == Status.APPROVED:
        community.touch(entry.edition_id)


def _requires(entry: LinkUpEntry) -> bool:
    edition = all_pages().filter(pk=entry.edition_id).first()
    series = editions.series_of(edition) if edition is not None else None
    return bool(series and series.backlinks == "required")


def _backlink(entry: LinkUpEntry, look: _Look) -> dict[str, Any]:
    if not entry.backlink:
        return {}
    link = find_backlink(
        look.page.body, url=look.page.url, charset=look.page.charset, targets=look.targets
    )
    if link is None:
        return {"backlink": BacklinkState.MISSING, "backlink_url": "", "backlink_rel": ""}
    counts = not (look.must_be_followed and link.is_nofollow)
    return {
        "backlink": BacklinkState.FOUND if counts else BacklinkState.MISSING,
        "backlink_url": link.url[:2000],
        "backlink_rel": " ".join(sorted(link.rel))[:100],
    }


def _failed(entry: LinkUpEntry, failure: FetchFailed) -> None:
    """Ask again later, or give up. What could be read before stays."""
    may_retry = failure.may_retry or failure.reason in ("tls", "timeout") or failure.status == 403
    fields: dict[str, Any]
    if may_retry and entry.visit_tries < len(BACKOFF_HOURS):
        pause = datetime.timedelta(hours=BACKOFF_HOURS[entry.visit_tries])
        if failure.retry_after_s is not None:
            pause = max(pause, datetime.timedelta(seconds=failure.retry_after_s))
        next_at = timezone.now() + pause
        fields = {"visit_tries": entry.visit_tries + 1, "visit_next_at": next_at}
    else:
        fields = {"visit_next_at": None, "visited_at": timezone.now()}
        if entry.preview == Preview.PENDING:
            fields["preview"] = Preview.FAILED
        if entry.backlink == BacklinkState.UNKNOWN:
            fields["backlink"] = BacklinkState.BLOCKED
    with transaction.atomic():
        current = _locked(entry.pk)
        if current is None:
            return
        places.update(current, **fields)
        if current.is_approved and len(fields) > 2:
            community.touch(current.edition_id)


def _locked(entry_id: int) -> LinkUpEntry | None:
    try:
        entry = places.locked(entry_id)
    except NotFound:
        return None
    return entry if entry.status in _LOOKED_AT else None


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
