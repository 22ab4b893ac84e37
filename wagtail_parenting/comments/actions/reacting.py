"""What other readers do with a comment: like it, or report it."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.models import CommentLike, CommentReport, ReaderComment
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.moderation.reactions import Reactions
from wagtail_parenting.readers.identity import Who

REACTIONS = Reactions(
    things=ReaderComment,
    likes=CommentLike,
    reports=CommentReport,
    name="comment",
    missing=_("There is no such comment."),
    locked=places.locked,
    decide=places.decide,
    update=places.update,
)


def like(*, comment_id: int, who: Who) -> int:
    """Like a comment, once. Answers how many do. Raises ``NotFound``."""
    return REACTIONS.like(comment_id, who)


def unlike(*, comment_id: int, who: Who) -> int:
    """Take a like back. Answers how many are left. Raises ``NotFound``."""
    return REACTIONS.unlike(comment_id, who)


def report(*, comment_id: int, who: Who, reason: str, text: str, address: str) -> None:
    """Say that a comment should not stand, once. Raises ``NotFound``."""
    REACTIONS.report(comment_id, who, reason=reason, text=text, address=address)


def hand_over(*, visitor: str, key: str) -> None:
    """What a browser liked and reported as ``visitor`` is its reader's now."""
    REACTIONS.hand_over(visitor, key)


def show_likes() -> int:
    """Let kept answers show likes that came since: likes by themselves move no version. Answers
    how many pages."""
    new = CommentLike.objects.filter(is_new=True)
    ids = list(new.values_list("pk", flat=True)[:5000])
    liked = ReaderComment.objects.filter(
        pk__in=CommentLike.objects.filter(pk__in=ids).values("comment")
    )
    pages = list(liked.order_by().values_list("page_id", flat=True).distinct())
    for page_id in pages:
        with suppress(NotFound), transaction.atomic():  # it may have gone
            community.lock(page_id)
            community.touch(page_id)
    CommentLike.objects.filter(pk__in=ids).update(is_new=False)
    return len(pages)
