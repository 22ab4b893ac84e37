"""Editions and what became of them, as a list and as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import BaseListingView

from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.linkups.admin.edition_pages import editions_in, said_state
from wagtail_parenting.linkups.statistics import EditionNumbers, numbers_of
from wagtail_parenting.moderation.admin.access import ModeratorsOnly
from wagtail_parenting.moderation.admin.queue.export import InertExport


class EditionsPaginator(WagtailPaginator):
    """Counts editions: the rows are pages of any class."""

    verbose_name_plural = _("editions")


class StatisticsView(ModeratorsOnly, InertExport, BaseListingView):
    """The latest edition first. The same number of queries for any number of rows."""

    template_name = "wagtail_parenting/admin/entries/statistics.html"
    results_template_name = "wagtail_parenting/admin/entries/statistics_results.html"
    page_title = _("Editions and numbers")
    header_icon = "table"
    verbose_name_plural = _("editions")
    index_url_name = "parenting_entries:statistics"
    index_results_url_name = "parenting_entries:statistics_results"
    paginate_by = 50
    paginator_class = EditionsPaginator
    export_filename = "link-up-editions"
    export_headings = {
        "title": _("Edition"),
        "number": _("Number"),
        "opens_at": _("Opens"),
        "closes_at": _("Closes"),
        "state": _("State"),
        "entries": _("Entries"),
        "waiting": _("Waiting"),
        "likes": _("Likes"),
        "clicks": _("Clicks"),
        "bloggers": _("Bloggers"),
        "returning": _("Of them again"),
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> QuerySet[Any]:
        return editions_in(self.area)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("parenting_entries:list"), "label": _("Link-ups")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "rows": _rows(context["object_list"])}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            export: HttpResponseBase = self.as_spreadsheet(
                context["rows"], self.request.GET["export"]
            )
            return export
        return super().render_to_response(context, **kwargs)  # type: ignore[no-any-return]

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: item[name] for name in self.list_export}


def _rows(editions: Any) -> list[dict[str, Any]]:
    shown = list(editions)
    found, frontends = numbers_of(shown), Frontends.current()
    numbers = {edition.pk: found.get(edition.pk, EditionNumbers()) for edition in shown}
    return [
        {
            "pk": edition.pk,
            "title": edition.title,
            "is_live": edition.live,
            "number": edition.edition_number,
            "opens_at": edition.opens_at,
            "closes_at": edition.closes_at,
            "state": said_state(edition, numbers[edition.pk].entries, frontends),
            **vars(numbers[edition.pk]),
        }
        for edition in shown
    ]
