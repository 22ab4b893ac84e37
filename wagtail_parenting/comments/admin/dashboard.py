"""Reader comments on the first page of the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.comments.admin.queue import COMMENTS
from wagtail_parenting.comments.admin.rows import CommentRow, rows
from wagtail_parenting.moderation.admin.access import area_for
from wagtail_parenting.moderation.admin.queue.dashboard import QueuePanel


class ReaderCommentsPanel(QueuePanel):
    name = "parenting_reader_comments"
    order = 215
    queue = COMMENTS
    kind = "comment"
    nothing_waits = _("Nothing waits for you. What readers write comes here when a rule holds it.")
    see_the_rest = _("See what readers wrote")

    def rows(self, items: Iterable[Any]) -> list[CommentRow]:
        return rows(items, self.request)


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For whoever moderates somewhere."""
    if area_for(request.user):
        panels.append(ReaderCommentsPanel(request))
