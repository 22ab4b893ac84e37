"""The list of reader comments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail_parenting.comments.admin.export import CommentExport
from wagtail_parenting.comments.admin.filters import ReaderCommentFilterSet
from wagtail_parenting.comments.admin.queue import COMMENTS
from wagtail_parenting.comments.admin.rows import CommentRow, rows
from wagtail_parenting.moderation.admin.queue.listing import QueueView


class ReaderCommentsView(CommentExport, QueueView):
    queue = COMMENTS
    filterset_class = ReaderCommentFilterSet

    def rows(self, items: Iterable[Any]) -> list[CommentRow]:
        return rows(items, self.request, self.tab)
