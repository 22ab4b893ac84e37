"""An entry's place in its edition: its number, and the counts that follow from its status.

Every change of a status goes through here, under the lock of the edition.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation import known_domains
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.signals import entry_changed

_VERBS = {Status.APPROVED: "approve", Status.HELD: "hold", Status.SPAM: "spam"}


def locked(entry_id: int) -> LinkUpEntry:
    """The entry as it is now, with its edition locked. 3 queries. Raises ``NotFound``."""
    entries = LinkUpEntry.objects.filter(pk=entry_id)
    edition_id = entries.values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound("There is no such entry.")
    community.lock(edition_id)
    entry = LinkUpEntry.objects.select_for_update().filter(pk=entry_id).first()
    if entry is None:
        raise NotFound("There is no such entry.")
    return entry


def insert(entry: LinkUpEntry) -> None:
    """Store a new entry under the next number, with its edition locked. 2 to 6 queries. Raises
    ``IntegrityError`` where its link is there already."""
    there = LinkUpEntry.objects.filter(edition=entry.edition_id)
    entry.number = (there.aggregate(last=Max("number"))["last"] or 0) + 1
    with transaction.atomic():
        entry.save(force_insert=True)
    _settle(entry, was_approved=False)


def change(entry: LinkUpEntry, status: str, **fields: Any) -> None:
    """Give a locked entry another status, and ``fields`` besides. 1 to 6 queries."""
    was_approved = entry.is_approved
    if entry.status != status:
        fields["decided_at"] = timezone.now()
    fields["status"] = status
    if status != Status.APPROVED:
        fields["picked_at"] = None
    update(entry, **fields)
    _settle(entry, was_approved=was_approved)


def decide(entry: LinkUpEntry, status: str, **fields: Any) -> None:
    """``change`` as rules, reports or a task decide: in the log it is nobody's act."""
    is_new = entry.status != status
    change(entry, status, **fields)
    if is_new:
        log(entry, f"parenting.entry.{_VERBS[Status(status)]}")


def update(entry: LinkUpEntry, **fields: Any) -> None:
    """Write some fields of a locked entry, and no others: likes and clicks come without the
    lock."""
    for name, value in fields.items():
        setattr(entry, name, value)
    LinkUpEntry.objects.filter(pk=entry.pk).update(**fields)


def _settle(entry: LinkUpEntry, *, was_approved: bool) -> None:
    is_approved = entry.is_approved
    if is_approved or was_approved:
        community.touch(entry.edition_id, entries=int(is_approved) - int(was_approved))
    if is_approved and not was_approved:
        known_domains.remember([entry.url])

    def tell() -> None:
        entry_changed.send(LinkUpEntry, entry=entry)

    transaction.on_commit(tell, robust=True)
