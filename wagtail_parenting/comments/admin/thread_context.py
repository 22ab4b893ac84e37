"""Where a comment stands in its thread: what it answers, and what answers it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from wagtail_parenting.comments.admin.rows import CommentRow, rows
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.comments.threads import STEP

#: Of a deep chain the first and the nearest are shown.
NEAREST = 4
REPLIES = 20


@dataclass(frozen=True)
class ThreadContext:
    """``above`` from the first down to what is answered, with ``left_out`` between the first and
    the rest; ``below`` are answers right below, the oldest, of ``below_count``."""

    above: list[CommentRow]
    left_out: int
    below: list[CommentRow]
    below_count: int


def thread_context(comment: ReaderComment, request: HttpRequest) -> ThreadContext:
    """3 queries, and what ``rows`` needs, however deep the thread is: the chain is in the path."""
    chain = _chain(comment)
    nearest = chain[1:][-NEAREST:]
    wanted = [*chain[:1], *nearest]
    found = ReaderComment.objects.in_bulk(wanted)
    below = ReaderComment.objects.filter(parent=comment.pk)
    above = [found[pk] for pk in wanted if pk in found]
    shown = rows([*above, *below.order_by("pk")[:REPLIES]], request)
    return ThreadContext(
        above=shown[: len(above)],
        left_out=max(comment.depth - len(wanted), 0) if chain else 0,
        below=shown[len(above) :],
        below_count=below.count(),
    )


def _chain(comment: ReaderComment) -> list[int]:
    """Ids from the first of the thread to what ``comment`` answers. Below the deepest level of
    paths the last is known by ``parent`` alone."""
    if comment.parent_id is None or comment.root_id is None:
        return []
    path = comment.path
    steps = [int(path[place : place + STEP], 36) for place in range(0, len(path), STEP)]
    chain = [comment.root_id, *(pk for pk in steps if pk != comment.pk)]
    return chain if chain[-1] == comment.parent_id else [*chain, comment.parent_id]
