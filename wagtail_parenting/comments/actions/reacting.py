"""What other readers do with a comment: like it, or report it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.models import CommentLike, CommentReport, ReaderComment
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.moderation.reactions import Reactions
from wagtail_parenting.readers.identity import Who


def _show(comment_ids: Iterable[int]) -> int:
    """Move the versions of the pages that show these comments. Answers how many pages."""
    liked = ReaderComment.objects.filter(pk__in=set(comment_ids))
    pages = sorted(set(liked.order_by().values_list("page_id", flat=True)))
    for page_id in pages:
        with suppress(NotFound), transaction.atomic():  # it may have gone
            community.lock(page_id)
            community.touch(page_id)
    return len(pages)


def _take_back(comment_ids: list[int]) -> None:
    """At once, because no row is left that tells the next tick. After the transaction, which holds
    comments that others lock after their page."""
    transaction.on_commit(lambda: _show(comment_ids), robust=True)


REACTIONS = Reactions(
    things=ReaderComment,
    likes=CommentLike,
    reports=CommentReport,
    name="comment",
    missing=_("There is no such comment."),
    locked=places.locked,
    decide=places.decide,
    update=places.update,
    taken_back=_take_back,
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
    new = dict(CommentLike.objects.filter(is_new=True).values_list("pk", "comment")[:5000])
    pages = _show(new.values())
    CommentLike.objects.filter(pk__in=list(new)).update(is_new=False)
    return pages
