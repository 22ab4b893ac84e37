"""How entries go: with their edition, with their blogger, or when nobody needs them any more.

A number that was given stays empty: the row of a withdrawn or removed entry keeps it, without
what it held.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from wagtail_parenting.conf import config
from wagtail_parenting.headless import community
from wagtail_parenting.linkups import places
from wagtail_parenting.linkups.actions.reacting import REACTIONS
from wagtail_parenting.linkups.models import EntryClicks, EntryLike, EntryReport, LinkUpEntry
from wagtail_parenting.linkups.thumbnails import forget as forget_picture
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.readers.identity import Who

#: Rows in one statement.
BATCH = 500
#: What nobody is to see any more.
GONE = (Status.SPAM, Status.REMOVED, Status.WITHDRAWN)
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
}


def delete_of_editions(page_ids: Iterable[int]) -> None:
    """An edition is about to be deleted, with its entries. Called in the transaction that deletes
    it, with the page locked."""
    for page_id in page_ids:
        there = LinkUpEntry.objects.filter(edition=page_id)
        while entries := list(there.only("pk", "picture")[:BATCH]):
            ids = [entry.pk for entry in entries]
            for entry in entries:
                forget_picture(entry)
            _history(ids).update(data={})
            for rows in (
                EntryLike.objects.filter(entry__in=ids),
                EntryReport.objects.filter(entry__in=ids),
                EntryClicks.objects.filter(entry__in=ids),
                LinkUpEntry.objects.filter(pk__in=ids),
            ):
                rows._raw_delete(rows.db)


def erase(*, who: Who, keep_text: bool) -> int:
    """Take someone out of entries. What she sent is withdrawn and emptied, or with ``keep_text``
    stays and is nobody's. Answers how many were hers. Each edition is a transaction of its own."""
    mine = LinkUpEntry.objects.filter(who.own())
    erased = 0
    for edition_id in sorted(set(mine.order_by().values_list("edition_id", flat=True))):
        with transaction.atomic():
            community.lock(edition_id)
            for entry in mine.filter(edition=edition_id).select_for_update().order_by("pk"):
                _erase(entry, keep_text)
                erased += 1
    if who.is_known:
        REACTIONS.forget({who.key, who.visitor} - {""})
    return erased


def _erase(entry: LinkUpEntry, keep_text: bool) -> None:
    _history([entry.pk]).update(data={})
    EntryReport.objects.filter(entry=entry.pk).update(text="")
    if keep_text:
        places.update(entry, **_NOBODY)
        community.touch(entry.edition_id)
        return
    forget_picture(entry)
    gone: dict[str, Any] = {"key_hash": None, "visit_next_at": None, "reasons": []}
    places.change(entry, Status.WITHDRAWN, **_NOBODY, **_NO_LINK, **gone)


def purge() -> dict[str, int]:
    """Drop what is older than the site's settings say: hashes of connections, and what was spam,
    removed or withdrawn. Answers how many of each."""
    now = timezone.now()
    before = now - datetime.timedelta(days=config().keep_connection_days)
    gone_before = now - datetime.timedelta(days=config().keep_removed_days)
    sent = LinkUpEntry.objects.exclude(ip_key="").filter(created_at__lt=before)
    reports = EntryReport.objects.exclude(ip_key="").filter(created_at__lt=before)
    return {
        "connections": _update(sent, ip_key="", input_digest="") + _update(reports, ip_key=""),
        "entries": _empty(gone_before),
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
            LinkUpEntry.objects.filter(pk__in=ids).update(**_NOBODY, **_NO_LINK)
        emptied += len(entries)
        if not entries:
            return emptied


def _update(rows: QuerySet[Any], **values: Any) -> int:
    """In batches: no statement locks a whole table. ``values`` must take rows out of ``rows``."""
    changed = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        rows.model._default_manager.filter(pk__in=ids).update(**values)
        changed += len(ids)
    return changed


def _history(ids: list[int]) -> QuerySet[Any]:
    kind = ContentType.objects.get_for_model(LinkUpEntry)
    entries: QuerySet[Any] = ModelLogEntry.objects.filter(
        content_type=kind, object_id__in=[str(pk) for pk in ids]
    )
    return entries
