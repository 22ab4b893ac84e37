"""What becomes of what readers sent once nobody needs it any more: for every kind of it.

Rows go by statements about many, in batches, so that none locks a whole table.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import ModelLogEntry

from wagtail_parenting.headless import community
from wagtail_parenting.moderation.reactions import Reactions
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.readers.identity import Who

#: Rows in one statement.
BATCH = 500
#: What nobody is to read any more.
GONE = (Status.SPAM, Status.REMOVED, Status.WITHDRAWN)


def update_in_batches(rows: QuerySet[Any], **values: Any) -> int:
    """Answers how many. ``values`` must take rows out of ``rows``; what has left them meanwhile, by
    someone else, is left alone."""
    changed = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        changed += rows.order_by().filter(pk__in=ids).update(**values)
    return changed


def forget_connections(sent: type[Any], reports: type[Any], before: datetime.datetime) -> int:
    """Drop the hashes of connections of what was sent, or reported, before a moment. Answers how
    many."""
    of_sent = sent._default_manager.exclude(ip_key="").filter(created_at__lt=before)
    of_reports = reports._default_manager.exclude(ip_key="").filter(created_at__lt=before)
    return update_in_batches(of_sent, ip_key="", input_digest="") + update_in_batches(
        of_reports, ip_key=""
    )


def delete_rows(*querysets: QuerySet[Any]) -> None:
    """Without Django's cascade, which would load them all. In the order given: what hangs on others
    first."""
    for rows in querysets:
        rows._raw_delete(rows.db)


def erase_page_by_page(
    things: type[Any], page: str, who: Who, erase: Callable[[Any], None], reactions: Reactions
) -> int:
    """``erase`` each of ``things`` that is someone's, locked, and forget her likes and reports.
    ``page`` is the key to the page. Answers how many.

    Each page is a transaction of its own: readers of others wait for none of it.
    """
    mine = things._default_manager.filter(who.own())
    erased = 0
    for pk in sorted(set(mine.order_by().values_list(page, flat=True))):
        with transaction.atomic():
            community.lock(pk)
            for thing in mine.filter(**{page: pk}).select_for_update().order_by("pk"):
                erase(thing)
                erased += 1
    if who.is_known:
        reactions.forget({who.key, who.visitor} - {""})
    return erased


def history(model: type[Any]) -> QuerySet[Any]:
    """What Wagtail's audit log keeps of all rows of ``model``."""
    kind = ContentType.objects.get_for_model(model)
    entries: QuerySet[Any] = ModelLogEntry.objects.filter(content_type=kind)
    return entries


def forget_originals(model: type[Any], action: str, before: datetime.datetime) -> int:
    """Empty what the log keeps of words that a moderator replaced by ``action`` before a moment.
    Answers how many."""
    replaced = history(model).filter(timestamp__lt=before, action=action)
    return update_in_batches(replaced.exclude(data={}), data={})


def forget_history(model: type[Any], ids: Iterable[int]) -> None:
    """Empty what the log keeps of rows beside the acts themselves. 1 statement."""
    history(model).filter(object_id__in=[str(pk) for pk in ids]).update(data={})
