"""Comments as moderators read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from wagtail_parenting.comments import body as bodies
from wagtail_parenting.comments import editing
from wagtail_parenting.comments.admin.queue import COMMENTS
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.moderation.admin.queue.rows import Row, shared_values
from wagtail_parenting.moderation.admin.queue.web_addresses import WebAddress, web_address


@dataclass(frozen=True, kw_only=True)
class CommentRow(Row):
    """One comment, and what it answers."""

    parent: ReaderComment | None

    @property
    def words(self) -> str:
        return bodies.plain(self.item.body)

    @property
    def has_marks(self) -> bool:
        return bool(self.item.pinned or self.item.edited_by_team)

    @property
    def parent_name(self) -> str:
        return (self.parent.name if self.parent is not None else "") or _("Someone")

    @property
    def parent_words(self) -> str:
        """Of what it answers; empty for a tombstone that has lost them."""
        return bodies.plain(self.parent.body) if self.parent is not None else ""

    @property
    def website(self) -> WebAddress | None:
        return web_address(self.item.website)


def rows(
    comments: Iterable[ReaderComment], request: HttpRequest, tab: str = ""
) -> list[CommentRow]:
    """At most 5 queries, and what ``Frontends`` needs, see ``shared_values``."""
    shown = list(comments)
    parents = ReaderComment.objects.in_bulk({c.parent_id for c in shown if c.parent_id})
    values = shared_values(COMMENTS, shown, request, tab)
    return [
        CommentRow(
            **{**values[comment.pk], "url": _url(comment, values[comment.pk]["url"])},
            parent=parents.get(comment.parent_id or 0),
        )
        for comment in shown
    ]


def _url(comment: ReaderComment, page_url: str) -> Any:
    is_read = page_url and comment.is_shown
    return f"{page_url}#{editing.anchor(comment.pk)}" if is_read else page_url
