"""The addresses of a queue's screens."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from wagtail_parenting.moderation.admin.queue.bulk import ActView, UndoView
from wagtail_parenting.moderation.admin.queue.queues import Queue


class QueueViewSet(ViewSet):
    """Its menu item is ``menu``'s: it counts."""

    queue: Queue
    list_view: Any
    detail_view: Any

    def get_urlpatterns(self) -> list[URLPattern]:
        queue = self.queue
        return [
            path("", self.list_view.as_view(), name="list"),
            path("results/", self.list_view.as_view(results_only=True), name="list_results"),
            path("act/", ActView.as_view(queue=queue), name="act"),
            path("undo/", UndoView.as_view(queue=queue), name="undo"),
            path("<int:pk>/", self.detail_view.as_view(), name="detail"),
        ]
