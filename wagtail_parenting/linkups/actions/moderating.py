"""What moderators and hosts do with entries. Each act stands in Wagtail's audit log.

``actor`` is the account; whether she may is for the door to ask. Each may be repeated. What its
blogger withdrew is hers, and not there.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_parenting.errors import InvalidInput, NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.linkups import announcing, places, visits
from wagtail_parenting.linkups.models import EntryReport, LinkUpEntry, Preview
from wagtail_parenting.linkups.thumbnails import forget as forget_picture
from wagtail_parenting.linkups.written import WORDS, check_words
from wagtail_parenting.moderation.pipeline import reason
from wagtail_parenting.moderation.standing import Status


def approve(*, entry_id: int, actor: Any) -> LinkUpEntry:
    """Show it to everyone; reports will not hide it again."""
    return _set(entry_id, Status.APPROVED, "approve", actor, cleared=True)


def restore(*, entry_id: int, actor: Any) -> LinkUpEntry:
    """Bring back what was removed or taken for spam."""
    return _set(entry_id, Status.APPROVED, "restore", actor, cleared=True)


def mark_spam(*, entry_id: int, actor: Any) -> LinkUpEntry:
    return _set(entry_id, Status.SPAM, "spam", actor)


def remove(*, entry_id: int, actor: Any) -> LinkUpEntry:
    """Take it out; its number stays empty, and the link cannot come again."""
    return _set(entry_id, Status.REMOVED, "remove", actor)


def hold(*, entry_id: int, actor: Any) -> LinkUpEntry:
    """Put it back into the queue."""
    with transaction.atomic():
        entry = _standing(entry_id)
        if entry.status != Status.HELD:
            own = reason("moderator")
            others = [known for known in entry.reasons if known != own]
            places.change(entry, Status.HELD, reasons=[*others, own], cleared=False)
            _log(entry, "hold", actor)
    return entry


def amend(*, entry_id: int, actor: Any, without_picture: bool = False, **given: Any) -> LinkUpEntry:
    """Put other words (``title``, ``blog``, ``description``) or flags (``sponsored``,
    ``sensitive``) in place of a blogger's, and take the picture off. From then on neither she nor
    her page changes what is shown. What stood there before stays in the log. Raises
    ``InvalidInput``."""
    changed: dict[str, Any] = dict(
        check_words(**{name: given[name] for name in WORDS if name in given})
    )
    changed |= {name: given[name] for name in ("sponsored", "sensitive") if name in given}
    with transaction.atomic():
        entry = _standing(entry_id)
        before = "\n".join(filter(None, (getattr(entry, name) for name in WORDS)))
        if without_picture and entry.picture:
            forget_picture(entry)
            changed |= {"picture": "", "picture_width": None, "picture_height": None}
        if any(getattr(entry, name) != value for name, value in changed.items()):
            places.update(entry, **changed, edited_at=timezone.now(), edited_by_team=True)
            if entry.is_approved:
                community.touch(entry.edition_id)
            _log(entry, "amend", actor, data={"before": before})
    return entry


def look_again(*, entry_id: int, actor: Any) -> LinkUpEntry:
    """Have the linked page read anew: its words, its picture, and whether it links back; where it
    was amended, this alone."""
    with transaction.atomic():
        entry = _standing(entry_id)
        places.update(entry, visit_tries=0, visit_next_at=timezone.now())
        visits.enqueue(entry.pk)
        _log(entry, "look_again", actor)
    return entry


def pick(*, entry_id: int, actor: Any) -> LinkUpEntry:
    """Choose it to be shown with the next edition. Raises ``InvalidInput`` for what is not
    approved."""
    return _pick(entry_id, True, actor)


def unpick(*, entry_id: int, actor: Any) -> LinkUpEntry:
    return _pick(entry_id, False, actor)


def _pick(entry_id: int, picked: bool, actor: Any) -> LinkUpEntry:
    with transaction.atomic():
        entry = _standing(entry_id)
        if picked and not entry.is_approved:
            raise InvalidInput(_("Only an approved entry can be picked."))
        if (entry.picked_at is not None) != picked:
            places.update(entry, picked_at=timezone.now() if picked else None)
            if picked:
                announcing.tell(entry, announcing.PICKED, actor=actor)
            else:
                announcing.take_back(entry, announcing.PICKED)
            community.touch(entry.edition_id)
            _log(entry, "pick" if picked else "unpick", actor)
    return entry


def _set(entry_id: int, status: str, verb: str, actor: Any, **fields: Any) -> LinkUpEntry:
    with transaction.atomic():
        entry = _standing(entry_id)
        changes = entry.status != status
        if changes or any(getattr(entry, name) != value for name, value in fields.items()):
            places.change(entry, status, reports=0, **fields)
            _log(entry, verb, actor)
        reports = EntryReport.objects.filter(entry=entry.pk, resolved_at=None)
        reports.update(resolved_at=timezone.now())
        if changes and entry.is_approved and entry.preview == Preview.PENDING:
            visits.enqueue(entry.pk)
    return entry


def _standing(entry_id: int) -> LinkUpEntry:
    entry = places.locked(entry_id)
    if entry.status == Status.WITHDRAWN:
        raise NotFound(_("Its blogger has withdrawn this entry."))
    if not entry.url:
        raise NotFound(_("Nothing is kept of this entry but its number."))
    return entry


def _log(entry: LinkUpEntry, verb: str, actor: Any, data: dict[str, Any] | None = None) -> None:
    log(entry, f"parenting.entry.{verb}", user=actor, data=data or {})
