"""Mails to many, and mails that are sent once for ever: what was written is remembered.

A mail to many is written in batches, each in a transaction with the place that it has reached. So
memory is bounded, a crash costs nothing and two at once write nothing twice.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from wagtail_parenting.readers import notices
from wagtail_parenting.readers.models import Mailing, Subscription

#: Readers in one transaction.
BATCH = 500
#: So long it is remembered that it was done.
KEPT = datetime.timedelta(days=90)


def once(kind: str, subject: str) -> bool:
    """Whether nobody has asked before. Ask in the transaction of what follows from it. 1 to 4
    queries."""
    done = {"done_at": timezone.now()}
    return Mailing.objects.get_or_create(kind=kind, subject=subject, defaults=done)[1]


def begun(kind: str, subjects: list[str]) -> dict[str, bool]:
    """Those of ``subjects`` that were begun, and whether they are done. 1 query."""
    found = Mailing.objects.filter(kind=kind, subject__in=subjects)
    return {row.subject: row.done_at is not None for row in found}


def to_subscribers(kind: str, *, subject: str, topic: str, site: Site) -> int:
    """Have the mail ``kind`` about ``subject`` sent to all who hear of ``topic``, each once for
    ever. Goes on where it was cut short. Answers how many were written.

    3 queries for each batch, and 1 for each task. Safe to run again, or twice at once.
    """
    mailing, _created = Mailing.objects.get_or_create(kind=kind, subject=subject)
    written = 0
    while mailing.done_at is None:
        ids = _next(topic, mailing.reached)
        reached = ids[-1] if ids else mailing.reached
        done_at = timezone.now() if len(ids) < BATCH else None
        with transaction.atomic():
            here = Mailing.objects.filter(pk=mailing.pk, reached=mailing.reached, done_at=None)
            if not here.update(reached=reached, done_at=done_at):
                break  # someone else is at it, and goes on
            notices.add_to_all(kind, site=site, reader_ids=ids, subject=subject)
        mailing.reached, mailing.done_at = reached, done_at
        written += len(ids)
    return written


def _next(topic: str, after: int) -> list[int]:
    wanted = Subscription.objects.filter(
        topic=topic, reader__confirmed_at__isnull=False, reader__gt=after
    )
    return list(wanted.order_by("reader").values_list("reader_id", flat=True)[:BATCH])


def purge() -> int:
    """Forget what was begun long ago: it is not due any more, also where what it tells of was
    deleted meanwhile. Answers how many."""
    return Mailing.objects.filter(begun_at__lt=timezone.now() - KEPT).delete()[0]
