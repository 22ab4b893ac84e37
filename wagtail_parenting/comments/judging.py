"""A comment before the rules of moderation: what they see of it, and what they say."""

from __future__ import annotations

from typing import Any

from wagtail_parenting.comments import body as bodies
from wagtail_parenting.comments.history import CommentHistory
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.comments.thread_pages import ThreadPage
from wagtail_parenting.moderation import pipeline
from wagtail_parenting.moderation.pipeline import Form, Submission, Verdict
from wagtail_parenting.tokens import keyed_hashes


def judge(
    comment: ReaderComment,
    page: Any,
    place: ThreadPage,
    *,
    form: Form | None = None,
    connection: str = "",
) -> Verdict:
    """What the rules say; those with a badge may write as they are."""
    if comment.badge:
        return Verdict("approved")
    submission = submission_of(comment, approval_of(page, place), form, connection)
    return pipeline.judge(submission)


def submission_of(
    comment: ReaderComment,
    approval: str,
    form: Form | None = None,
    connection: str = "",
    *,
    is_replayed: bool = False,
) -> Submission:
    """``comment``, stored or not, as the rules see it."""
    connections = keyed_hashes("connection", connection) if connection else ()
    if not connections and comment.ip_key:
        connections = [comment.ip_key]
    return Submission(
        kind="comment",
        history=CommentHistory(comment),
        approval=approval,
        name=comment.name,
        address=comment.reader.address if comment.reader is not None else "",
        website=comment.website,
        text=bodies.plain(comment.body),
        links=bodies.links(comment.body),
        connections=connections,
        is_verified=comment.is_verified,
        form=form,
        is_replayed=is_replayed,
    )


def approval_of(page: Any, place: ThreadPage) -> str:
    """Whose comments below ``page`` wait: as the page says, or else its site."""
    return str(page.comments_approval or place.settings.approval)
