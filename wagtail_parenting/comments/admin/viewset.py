"""The addresses of the moderators' screens."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from wagtail_parenting.comments.admin.bulk import ActView, UndoView
from wagtail_parenting.comments.admin.detail import DetailView
from wagtail_parenting.comments.admin.listing import ReaderCommentsView


class ReaderCommentsViewSet(ViewSet):
    """Its menu item is ``menu``'s: it counts."""

    icon = "comment"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", ReaderCommentsView.as_view(), name="list"),
            path("results/", ReaderCommentsView.as_view(results_only=True), name="list_results"),
            path("act/", ActView.as_view(), name="act"),
            path("undo/", UndoView.as_view(), name="undo"),
            path("<int:pk>/", DetailView.as_view(), name="detail"),
        ]


reader_comments = ReaderCommentsViewSet("parenting_comments", url_prefix="reader-comments")
