"""The addresses of the moderators' screens, and the way to them."""

from __future__ import annotations

from wagtail.admin.menu import MenuItem

from wagtail_parenting.comments.admin.detail import DetailView
from wagtail_parenting.comments.admin.listing import ReaderCommentsView
from wagtail_parenting.comments.admin.queue import COMMENTS
from wagtail_parenting.moderation.admin.queue.menu import QueueMenuItem
from wagtail_parenting.moderation.admin.queue.viewset import QueueViewSet


class ReaderCommentsViewSet(QueueViewSet):
    icon = "comment"
    queue = COMMENTS
    list_view = ReaderCommentsView
    detail_view = DetailView


reader_comments = ReaderCommentsViewSet("parenting_comments", url_prefix="reader-comments")


def menu_item() -> MenuItem:
    return QueueMenuItem(COMMENTS, order=260)
