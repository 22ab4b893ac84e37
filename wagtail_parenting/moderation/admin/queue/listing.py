"""The list of a queue: what waits, and what became of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets.button import Button

from wagtail_parenting.moderation.admin.access import ModeratorsOnly
from wagtail_parenting.moderation.admin.queue.export import QueueExport
from wagtail_parenting.moderation.admin.queue.filters import QueueFilterSet
from wagtail_parenting.moderation.admin.queue.menu import badge
from wagtail_parenting.moderation.admin.queue.queues import Queue, Rows, in_order
from wagtail_parenting.moderation.admin.queue.rows import Row
from wagtail_parenting.moderation.admin.queue.tabs import COUNTED, Tab, tab_of

#: What a link to another tab does not take along.
NOT_KEPT = {"status", "p", "export", "_w_filter_fragment"}


class QueueView(ModeratorsOnly, QueueExport, BaseListingView):
    """Rows of the moderator's area. The same number of queries for any number of rows."""

    queue: Queue
    filterset_class: type[QueueFilterSet]
    template_name = "wagtail_parenting/admin/moderation/queue/list.html"
    results_template_name = "wagtail_parenting/admin/moderation/queue/results.html"
    is_searchable = True
    paginate_by = 50

    def rows(self, items: Iterable[Any]) -> Sequence[Row]:
        raise NotImplementedError

    @property
    def page_title(self) -> Any:
        return self.queue.title

    @property
    def header_icon(self) -> str:
        return self.queue.icon

    @property
    def verbose_name_plural(self) -> Any:
        return self.queue.plural

    @property
    def index_url_name(self) -> str:
        return f"{self.queue.namespace}:list"

    @property
    def index_results_url_name(self) -> str:
        return f"{self.queue.namespace}:list_results"

    @cached_property
    def tab(self) -> str:
        return tab_of(self.request.GET)

    @cached_property
    def filters(self) -> QueueFilterSet:
        return self.filterset_class.of(self.request, self.request.GET)

    @cached_property
    def is_filtering(self) -> bool:
        """The tabs are no filter: one of them is always chosen."""
        return bool(set(self.filters.form.changed_data) - {"status"})

    @cached_property
    def active_filters(self) -> list[Any]:
        status = self.filters.form["status"].auto_id
        return [pill for pill in super().active_filters if pill.auto_id != status]

    def get_base_queryset(self) -> Rows:
        return self.queue.moderated(self.area)

    def order_queryset(self, queryset: Rows) -> Rows:
        return in_order(queryset, self.tab)

    def filter_queryset(self, queryset: Rows) -> Rows:
        return self.filters.filter_queryset(queryset)  # type: ignore[no-any-return]

    def search_queryset(self, queryset: Rows) -> Rows:
        return self.filterset_class.searched(queryset, self.search_query, self.request.user)

    def get_queryset(self) -> Rows:
        shown: Rows = super().get_queryset()
        return self.for_export(shown) if self.is_export else shown

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        if self.area.everywhere:
            url = reverse("parenting_block_list:index")
            block_list = Button(gettext("Block list"), url=url, icon_name="no-view", priority=10)
            buttons.append(block_list)
        return buttons

    @property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(self.queue.no_match)
        return str(self.queue.empty[Tab(self.tab)])

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        query = self._query()
        return {
            **context,
            "rows": self.rows(context["object_list"]),
            "tab": self.tab,
            "tabs": self._tabs(),
            "acts": self.queue.acts.in_bulk(self.tab),
            "act_url": self.queue.url("act"),
            "here": f"{self.index_url}?{query}" if query else self.index_url,
            "way_back": urlencode({"queue": query or f"status={self.tab}"}),
            "badge": badge(self.queue, self.queue.waiting(self.area).count()),
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            export: HttpResponseBase = self.as_spreadsheet(
                context["object_list"], self.request.GET["export"]
            )
            return export
        return super().render_to_response(context, **kwargs)  # type: ignore[no-any-return]

    def _query(self) -> str:
        """What leads back to this list, as it is."""
        query = self.request.GET.copy()
        for name in ("export", "_w_filter_fragment"):
            query.pop(name, None)
        return query.urlencode()

    def _tabs(self) -> list[dict[str, Any]]:
        """Links that keep the filters, with the numbers that matter under the same filters. 2
        queries."""
        query = self.request.GET.copy()
        query["status"] = Tab.ALL.value
        everything = self.filterset_class.found(self.request, query).order_by()
        kept = [(name, values) for name, values in self.request.GET.lists() if name not in NOT_KEPT]
        return [
            {
                "label": tab.label,
                "url": f"{self.index_url}?{urlencode([('status', tab.value), *kept], doseq=True)}",
                "is_chosen": tab == self.tab,
                "count": self.queue.in_tab(everything, tab).count() if tab in COUNTED else None,
            }
            for tab in Tab
        ]
