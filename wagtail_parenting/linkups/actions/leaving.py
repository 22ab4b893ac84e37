"""How entries go: with their edition, with their blogger, or when nobody needs them any more.

A number that was given stays empty: the row of a withdrawn or removed entry keeps it, without
what it held.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wagtail_parenting.conf import config
from wagtail_parenting.headless import community
from wagtail_parenting.linkups import announcing, openings, places
from wagtail_parenting.linkups.actions.reacting import REACTIONS
from wagtail_parenting.linkups.models import EntryClicks, EntryLike, EntryReport, LinkUpEntry
from wagtail_parenting.linkups.thumbnails import forget as forget_picture
from wagtail_parenting.moderation.retention import (
    BATCH,
    GONE,
    delete_rows,
    erase_page_by_page,
    forget_connections,
    forget_history,
    forget_originals,
)
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Notice, Subscription

#: An entry without what tells of its blogger.
_NOBODY: dict[str, Any] = {
    "name": "",
    "owner": "",
    "reader": None,
    "user": None,
    "is_verified": False,
    "ip_key": "",
    "input_digest": "",
}
_NO_LINK: dict[str, Any] = {
    "url": "",
    "key": "",
    "domain": "",
    "title": "",
    "blog": "",
    "description": "",
    "found_title": "",
    "found_blog": "",
    "found_description": "",
    "backlink_url": "",
    "picture": "",
    "edited_by_team": False,
}


def delete_of_editions(page_ids: Iterable[int]) -> None:
    """A page is about to be deleted: an edition with its entries, a series, or neither. Wishes to
    hear of them, and mails that wait, go too. 3 queries a page, and 9 for each batch of entries.
    Called in the transaction that deletes it, with the page locked."""
    for page_id in page_ids:
        of_edition = Q(subject=str(page_id)) | Q(subject__startswith=f"{page_id}-")
        delete_rows(
            Subscription.objects.filter(topic=openings.topic_of(page_id)),
            Notice.objects.filter(of_edition, kind__startswith="edition_"),
        )
        there = LinkUpEntry.objects.filter(edition=page_id)
        while entries := list(there.only("pk", "picture")[:BATCH]):
            ids = [entry.pk for entry in entries]
            for entry in entries:
                forget_picture(entry)
            forget_history(LinkUpEntry, ids)
            topics = [announcing.topic_of(pk) for pk in ids]
            subjects = [str(pk) for pk in ids]
            delete_rows(
                Subscription.objects.filter(topic__in=topics),
                Notice.objects.filter(kind__in=announcing.KINDS, subject__in=subjects),
                EntryLike.objects.filter(entry__in=ids),
                EntryReport.objects.filter(entry__in=ids),
                EntryClicks.objects.filter(entry__in=ids),
                LinkUpEntry.objects.filter(pk__in=ids),
            )


def erase(*, who: Who, keep_text: bool) -> int:
    """Take someone out of entries. What she sent is withdrawn and emptied, or with ``keep_text``
    stays and is nobody's. Answers how many were hers."""
    erase_one = partial(_erase, keep_text=keep_text)
    return erase_page_by_page(LinkUpEntry, "edition", who, erase_one, REACTIONS)


def _erase(entry: LinkUpEntry, keep_text: bool) -> None:
    forget_history(LinkUpEntry, [entry.pk])
    EntryReport.objects.filter(entry=entry.pk).update(text="")
    if keep_text:
        places.update(entry, **_NOBODY)
        community.touch(entry.edition_id)
        return
    forget_picture(entry)
    gone: dict[str, Any] = {"key_hash": None, "visit_next_at": None, "reasons": []}
    places.change(entry, Status.WITHDRAWN, **_NOBODY, **_NO_LINK, **gone)


def purge() -> dict[str, int]:
    """Drop what is older than the site's settings say: hashes of connections, what was spam,
    removed or withdrawn, and words that a host replaced. Answers how many of each."""
    now = timezone.now()
    before = now - datetime.timedelta(days=config().keep_connection_days)
    gone_before = now - datetime.timedelta(days=config().keep_removed_days)
    return {
        "connections": forget_connections(LinkUpEntry, EntryReport, before),
        "entries": _empty(gone_before),
        "originals": forget_originals(LinkUpEntry, "parenting.entry.amend", gone_before),
    }


def _empty(before: datetime.datetime) -> int:
    """What is gone for long keeps its number, and the hash of its link if it may not come again."""
    gone = LinkUpEntry.objects.filter(status__in=GONE, decided_at__lt=before).exclude(url="")
    emptied = 0
    while True:
        with transaction.atomic():  # locked, or a moderator might bring one back meanwhile
            entries = list(gone.select_for_update().order_by("pk")[:BATCH])
            for entry in entries:
                forget_picture(entry)
            ids = [entry.pk for entry in entries]
            LinkUpEntry.objects.filter(pk__in=ids).update(**_NOBODY, **_NO_LINK, reasons=[])
            EntryReport.objects.filter(entry__in=ids).update(text="")
            forget_history(LinkUpEntry, ids)
        emptied += len(entries)
        if not entries:
            return emptied
