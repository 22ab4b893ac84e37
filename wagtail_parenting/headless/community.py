"""What readers change of a page: its counts, and the versions that show them.

A change takes the page's stamp as a lock first, which no one else holds for long, and the stamp of
the whole community last. Neither is held together with what editors' changes lock, so readers and
editors never wait for each other in a circle.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.db import IntegrityError, connections
from django.db.models import F, Model, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.models import CommunityStamp, PageStamp
from wagtail_parenting.headless.tree import all_pages


def comment_count(stamp: str = "parenting_stamp__") -> Coalesce:
    """How many approved comments a page shows; an alias shows those of its source."""
    return Coalesce(F(f"{stamp}source__comments"), F(f"{stamp}comments"), 0)


def entry_count(stamp: str = "parenting_stamp__") -> Coalesce:
    """How many approved entries a page shows; an alias shows those of its source."""
    return Coalesce(F(f"{stamp}source__entries"), F(f"{stamp}entries"), 0)


def lock(page_id: int) -> None:
    """Wait until no one else changes what readers wrote below a page. Ends with the transaction.

    1 query, 3 for the first of a page. Raises ``NotFound`` for a page that is gone.
    """
    if _locked(page_id):
        return
    try:
        insert_or_touch(PageStamp(page_id=page_id, modified=timezone.now()), touched=["modified"])
    except IntegrityError:  # PostgreSQL tells it when the transaction commits
        raise NotFound("There is no such page.") from None
    if not _locked(page_id):
        raise NotFound("There is no such page.")


def lock_going(page_id: int) -> None:
    """The same of a page that is about to be deleted, in the transaction that deletes it. 1 query,
    3 for a page that has no stamp: the stamp that a first comment would make waits for the page."""
    if _locked(page_id):
        return
    list(all_pages().select_for_update().filter(pk=page_id).values_list("pk", flat=True))
    if _locked(page_id):  # made in between, and unknown to whoever deletes the page
        PageStamp.objects.filter(pk=page_id).delete()


def touch(page_id: int, *, comments: int = 0, threads: int = 0, entries: int = 0) -> None:
    """What readers see of a page has changed: move its version, and its counts by so much.

    ``page_id`` is locked. 2 queries.
    """
    now, token = timezone.now(), secrets.token_urlsafe(16)
    PageStamp.objects.filter(pk=page_id).update(
        community=token,
        modified=now,
        comments=Greatest(F("comments") + comments, Value(0)),
        threads=Greatest(F("threads") + threads, Value(0)),
        entries=Greatest(F("entries") + entries, Value(0)),
    )
    changed = CommunityStamp.objects.filter(pk=CommunityStamp.ONLY)
    if not changed.update(token=token, modified=now):
        first = CommunityStamp(pk=CommunityStamp.ONLY, token=token, modified=now)
        insert_or_touch(first, touched=["token", "modified"])


def insert_or_touch(row: Model, *, touched: list[str]) -> None:
    """Insert ``row``, or write its columns ``touched`` where it is there. 1 query.

    To ignore what is there would leave each of those who came first with a lock that it shares,
    on MariaDB, and all of them waiting for each other when they write it.
    """
    table = type(row)._default_manager
    names: dict[str, Any] = {"update_conflicts": True, "update_fields": touched}
    if connections[table.db].features.supports_update_conflicts_with_target:
        names["unique_fields"] = [row._meta.pk.name]
    table.bulk_create([row], **names)


def _locked(page_id: int) -> bool:
    rows = PageStamp.objects.select_for_update().filter(pk=page_id)
    return bool(rows.values_list("pk", flat=True))
