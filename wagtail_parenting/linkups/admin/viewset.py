"""The addresses of the moderators' screens of link-ups, and the way to them."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem

from wagtail_parenting.linkups.admin.detail import EntryView
from wagtail_parenting.linkups.admin.edition import EditionView
from wagtail_parenting.linkups.admin.listing import EntriesView
from wagtail_parenting.linkups.admin.queue import ENTRIES
from wagtail_parenting.linkups.admin.statistics import StatisticsView
from wagtail_parenting.moderation.admin.queue.menu import QueueMenuItem
from wagtail_parenting.moderation.admin.queue.viewset import QueueViewSet


class EntriesViewSet(QueueViewSet):
    icon = "link"
    queue = ENTRIES
    list_view = EntriesView
    detail_view = EntryView

    def get_urlpatterns(self) -> list[URLPattern]:
        results = StatisticsView.as_view(results_only=True)
        return [
            *super().get_urlpatterns(),
            path("editions/", StatisticsView.as_view(), name="statistics"),
            path("editions/results/", results, name="statistics_results"),
            path("editions/<int:pk>/", EditionView.as_view(), name="edition"),
        ]


entries = EntriesViewSet("parenting_entries", url_prefix="link-ups")


def menu_item() -> MenuItem:
    return QueueMenuItem(ENTRIES, order=261)
