"""Mails that are to be sent: kept as rows until they are out, and sent by task.

A row is written in the transaction of what it tells of, and the task after it. A mail server that
is down costs a row a later moment, and a crash costs nothing: ``parenting_tick`` finds what was
left behind. Each kind says how its mail reads, or that it need not be sent any more.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django_tasks import task
from wagtail.models import Site

from wagtail_parenting import after_commit
from wagtail_parenting.readers.mails import Mail, send
from wagtail_parenting.readers.models import MutedMail, Notice, Reader

logger = logging.getLogger(__name__)

#: After each failure it is tried again after so many minutes; after the last one it is given up.
BACKOFF_MINUTES = (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)
#: While a task has it in hand, no other takes it.
IN_HAND = datetime.timedelta(minutes=10)

Write = Callable[[Notice], Mail | None]
_kinds: dict[str, Write] = {}


def register(kind: str, write: Write) -> None:
    """``write`` makes the mail of a notice, or None when there is nothing to tell any more."""
    _kinds[kind] = write


def add(
    kind: str,
    *,
    site: Site,
    reader: Reader | None = None,
    user: Any = None,
    subject: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Have a mail sent, once for each kind, subject and recipient. 1 query, 1 for the task."""
    now = timezone.now()
    recipient = f"reader-{reader.pk}" if reader is not None else f"user-{user.pk}"
    row = Notice(
        kind=kind,
        reader=reader,
        user=user,
        recipient=recipient,
        site=site,
        subject=subject,
        details=details or {},
        next_try_at=now,
        created_at=now,
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    after_commit.enqueue(deliver, kind, subject, recipient)


@task()
def deliver(kind: str, subject: str, recipient: str) -> None:
    """Send one mail. Safe to run again, or twice at once."""
    now = timezone.now()
    same = Notice.objects.filter(kind=kind, subject=subject, recipient=recipient)
    if not same.filter(next_try_at__lte=now).update(next_try_at=now + IN_HAND):
        return
    notice = same.select_related("reader", "user", "site").get()
    write = _kinds.get(notice.kind)
    try:
        mail = write(notice) if write is not None and not _is_muted(notice) else None
        if mail is not None:
            send(mail)
    except Exception as error:
        _try_later(notice, error)
    else:
        Notice.objects.filter(pk=notice.pk).delete()


def deliver_due() -> int:
    """Enqueue what was left behind, or waits for another try. Answers how many."""
    due = Notice.objects.filter(next_try_at__lte=timezone.now()).order_by("next_try_at")
    waiting = list(due.values_list("kind", "subject", "recipient")[:1000])
    for notice in waiting:
        deliver.enqueue(*notice)
    return len(waiting)


def _is_muted(notice: Notice) -> bool:
    return (
        notice.user_id is not None
        and MutedMail.objects.filter(user=notice.user_id, kind=notice.kind).exists()
    )


def _try_later(notice: Notice, error: Exception) -> None:
    """Nothing of the recipient goes into the log: servers like to repeat the address."""
    kind = type(error).__name__
    if notice.tries >= len(BACKOFF_MINUTES):
        logger.error("The mail %s was given up: %s.", notice.pk, kind)
        Notice.objects.filter(pk=notice.pk).delete()
        return
    wait = datetime.timedelta(minutes=BACKOFF_MINUTES[notice.tries])
    logger.warning("The mail %s could not be sent (%s); again in %s.", notice.pk, kind, wait)
    Notice.objects.filter(pk=notice.pk).update(
        tries=notice.tries + 1, next_try_at=timezone.now() + wait
    )
