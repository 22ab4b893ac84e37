"""What moderators do with comments. Each act stands in Wagtail's audit log.

``actor`` is the moderator's account; whether she may is for the door to ask (``permissions``). Each
may be repeated: what is so already stays so. What its writer withdrew is hers, and not there.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.initials import new_seed
from wagtail_parenting.comments.models import (
    Badge,
    CommentReport,
    ReaderComment,
    RecentPost,
    Status,
)
from wagtail_parenting.comments.writers import badge_of
from wagtail_parenting.comments.written import body_fields, checked_body
from wagtail_parenting.errors import InvalidInput, NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.moderation.pipeline import reason
from wagtail_parenting.moderation.team import name_of_team


def approve(*, comment_id: int, actor: Any) -> ReaderComment:
    """Let everyone read it; reports will not hide it again."""
    return _set(comment_id, Status.APPROVED, "approve", actor, cleared=True)


def restore(*, comment_id: int, actor: Any) -> ReaderComment:
    """Bring back what was removed or taken for spam."""
    return _set(comment_id, Status.APPROVED, "restore", actor, cleared=True)


def mark_spam(*, comment_id: int, actor: Any) -> ReaderComment:
    return _set(comment_id, Status.SPAM, "spam", actor)


def remove(*, comment_id: int, actor: Any) -> ReaderComment:
    """Take it out; where others replied, a tombstone stays."""
    return _set(comment_id, Status.REMOVED, "remove", actor)


def hold(*, comment_id: int, actor: Any) -> ReaderComment:
    """Put it back into the queue."""
    with transaction.atomic():
        comment = _standing(comment_id)
        if comment.status != Status.HELD:
            own = reason("moderator")
            others = [known for known in comment.reasons if known != own]
            places.change(comment, Status.HELD, reasons=[*others, own], cleared=False)
            _log(comment, "hold", actor)
    return comment


def _set(comment_id: int, status: str, verb: str, actor: Any, **fields: Any) -> ReaderComment:
    with transaction.atomic():
        comment = _standing(comment_id)
        changes = comment.status != status
        if changes or any(getattr(comment, name) != value for name, value in fields.items()):
            places.change(comment, status, reports=0, **fields)
            _log(comment, verb, actor)
        _resolve_reports(comment)
    return comment


def pin(*, comment_id: int, actor: Any) -> ReaderComment:
    """Show it before all others. Raises ``InvalidInput`` for a reply, or what is not approved."""
    with transaction.atomic():
        comment = _standing(comment_id)
        if comment.depth or not comment.is_approved:
            raise InvalidInput(_("Only an approved comment that begins a thread can be pinned."))
        return _pin(comment, True, actor)


def unpin(*, comment_id: int, actor: Any) -> ReaderComment:
    with transaction.atomic():
        return _pin(_standing(comment_id), False, actor)


def _pin(comment: ReaderComment, pinned: bool, actor: Any) -> ReaderComment:
    if comment.pinned != pinned:
        places.update(comment, pinned=pinned)
        community.touch(comment.page_id)
        _log(comment, "pin" if pinned else "unpin", actor)
    return comment


def redact(*, comment_id: int, actor: Any, body: str) -> ReaderComment:
    """Take something out of its text: a child's name, an address. Readers see that the team did.

    What stood there before stays in the log until ``purge``. Raises ``InvalidInput``.
    """
    cleaned = checked_body(body)
    with transaction.atomic():
        comment = _standing(comment_id)
        before = comment.body
        if cleaned == before:
            return comment
        places.change(
            comment,
            comment.status,
            **body_fields(cleaned),
            edited_at=timezone.now(),
            edited_by_team=True,
        )
        _log(comment, "redact", actor, data={"before": before})
    return comment


def remove_recent_post(*, comment_id: int, actor: Any) -> ReaderComment:
    """Show the comment without the line about its writer's blog."""
    with transaction.atomic():
        comment = _standing(comment_id)
        if comment.recent_state not in (RecentPost.NONE, RecentPost.REMOVED):
            fields = {"recent_title": "", "recent_url": "", "recent_next_try_at": None}
            places.update(comment, recent_state=RecentPost.REMOVED, **fields)
            community.touch(comment.page_id)
            _log(comment, "remove_recent_post", actor)
    return comment


def clear_reports(*, comment_id: int, actor: Any) -> ReaderComment:
    """Say that the reports of a comment are settled: it stays as it is."""
    with transaction.atomic():
        comment = _standing(comment_id)
        places.update(comment, reports=0, cleared=True)
        _resolve_reports(comment)
        _log(comment, "clear_reports", actor)
    return comment


def answer(*, comment_id: int, actor: Any, page: Any, body: str) -> ReaderComment:
    """Reply as someone of the team, and approve what is answered. ``page`` is the page itself.

    Raises ``InvalidInput``.
    """
    cleaned = checked_body(body)
    with transaction.atomic():
        parent = approve(comment_id=comment_id, actor=actor)
        now = timezone.now()
        reply = ReaderComment(
            page_id=parent.page_id,
            status=Status.APPROVED,
            **body_fields(cleaned),
            name=name_of_team(actor),
            language=parent.language,
            seed=new_seed(),
            user=actor,
            is_verified=True,
            badge=badge_of(actor, page) or Badge.TEAM,
            created_at=now,
            decided_at=now,
        )
        places.insert(reply, parent)
        _log(reply, "answer", actor)
    return reply


def _standing(comment_id: int) -> ReaderComment:
    comment = places.locked(comment_id)
    if comment.status == Status.WITHDRAWN:
        raise NotFound(_("Its writer has withdrawn this comment."))
    if not comment.body:
        raise NotFound(_("Nothing is kept of this comment but its place."))
    return comment


def _resolve_reports(comment: ReaderComment) -> None:
    CommentReport.objects.filter(comment=comment.pk, resolved_at=None).update(
        resolved_at=timezone.now()
    )


def _log(comment: ReaderComment, verb: str, actor: Any, data: dict[str, Any] | None = None) -> None:
    log(comment, f"parenting.comment.{verb}", user=actor, data=data or {})
