"""One comment, where it stands in its thread, and the acts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_parenting.comments.admin.filters import ReaderCommentFilterSet
from wagtail_parenting.comments.admin.forms import AnswerForm, CommentBlockForm, RedactForm
from wagtail_parenting.comments.admin.queue import COMMENTS
from wagtail_parenting.comments.admin.rows import CommentRow, rows
from wagtail_parenting.comments.admin.thread_context import thread_context
from wagtail_parenting.comments.models import Status
from wagtail_parenting.moderation.admin.queue.detail import QueueDetailView
from wagtail_parenting.moderation.admin.queue.forms import ActForm


class DetailView(QueueDetailView):
    queue = COMMENTS
    filterset_class = ReaderCommentFilterSet
    template_name = "wagtail_parenting/admin/reader_comments/detail.html"
    forms = {
        "answer": AnswerForm,
        "redact": RedactForm,
        "block": CommentBlockForm,
        "block_spam": CommentBlockForm,
    }
    said = {
        "answer": _("The answer can be read now."),
        "redact": _("The reader comment has another text now."),
        "block": _("The sender is blocked."),
        "block_spam": _("The sender is blocked."),
    }

    def row_of(self, item: Any) -> CommentRow:
        return rows([item], self.request)[0]

    def offered_forms(self) -> list[type[ActForm]]:
        offered: list[type[ActForm]] = [RedactForm, CommentBlockForm]
        is_answerable = self.item.status in (Status.APPROVED, Status.HELD)
        return [AnswerForm, *offered] if is_answerable else offered

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "thread": thread_context(self.item, self.request)}
