"""Mails that are to be sent: kept as rows until they are out, and sent by task.

A row is written in the transaction of what it tells of, and the task after it. A mail server that
is down costs a row a later moment, and a crash costs nothing: ``parenting_tick`` finds what was
left behind. Each kind says how its mail reads, or that it need not be sent any more.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django_tasks import task
from wagtail.models import Site

from wagtail_parenting import after_commit
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.readers.mails import Mail, send
from wagtail_parenting.readers.models import MutedMail, Notice, Reader

logger = logging.getLogger(__name__)

#: After each failure it is tried again after so many minutes; after the last one it is given up.
BACKOFF_MINUTES = (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)
#: The mail that asks whether an address is its reader's.
CONFIRM = "confirm"
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
    if reader is not None:
        to = {"reader_id": reader.pk, "recipient": f"reader-{reader.pk}"}
    else:
        to = {"user_id": user.pk, "recipient": f"user-{user.pk}"}
    _add([Notice(kind=kind, site=site, subject=subject, details=details or {}, **to)])


def add_to_all(kind: str, *, site: Site, reader_ids: Iterable[int], subject: str) -> None:
    """The same for many readers. 1 query, and 1 for each task."""
    _add(
        Notice(kind=kind, site=site, subject=subject, reader_id=pk, recipient=f"reader-{pk}")
        for pk in reader_ids
    )


def _add(rows: Iterable[Notice]) -> None:
    waiting = list(rows)
    for row in waiting:
        row.next_try_at = timezone.now()
    Notice.objects.bulk_create(waiting, ignore_conflicts=True)
    for row in waiting:
        after_commit.enqueue(deliver, row.kind, row.subject, row.recipient)


def take_back(kind: str, subject: str) -> bool:
    """Drop what has not gone out, to whomever, and is not being sent. Answers whether there was
    any. 1 query."""
    waiting = Notice.objects.filter(kind=kind, subject=subject, next_try_at__lte=timezone.now())
    return bool(waiting.delete()[0])


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
        mail = write(notice) if write is not None and not _is_unwelcome(notice) else None
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


def _is_unwelcome(notice: Notice) -> bool:
    """Whether someone with an account has ended this kind, or a moderator has blocked the address.
    Who is blocked can still have her address confirmed, and so see and erase what is hers."""
    if notice.reader is not None:
        return notice.kind != CONFIRM and block_lists.is_blocked(notice.reader.address)
    return MutedMail.objects.filter(user=notice.user_id, kind=notice.kind).exists()


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
