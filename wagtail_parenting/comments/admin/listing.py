"""The list of reader comments: the queue, and what became of the rest."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets.button import Button

from wagtail_parenting.comments.admin.acts import in_bulk
from wagtail_parenting.comments.admin.export import CommentExport
from wagtail_parenting.comments.admin.filters import (
    ReaderCommentFilterSet,
    filter_set,
    found,
    searched,
    tab_of,
)
from wagtail_parenting.comments.admin.menu import badge
from wagtail_parenting.comments.admin.queue import (
    COUNTED,
    Rows,
    Tab,
    in_order,
    in_tab,
    moderated,
    waiting,
)
from wagtail_parenting.comments.admin.rows import rows
from wagtail_parenting.moderation.admin.access import ModeratorsOnly

#: What an empty tab says: what will come, and from where.
EMPTY = {
    Tab.HELD: _(
        "Nothing waits. What readers write comes here when a rule holds it: from newcomers, with "
        "many links, with a word of the block list, or after several reports."
    ),
    Tab.REPORTED: _(
        "No reader has reported anything. A comment stands here until you approve or remove it; "
        "after several reports it is hidden until then."
    ),
    Tab.APPROVED: _("Nobody has written yet. What everyone can read stands here."),
    Tab.SPAM: _(
        "Nothing is taken for spam. What you, the block list or a spam filter take for it stays "
        "here for some days."
    ),
    Tab.REMOVED: _("Nothing has been removed. What you remove stays here for some days."),
    Tab.WITHDRAWN: _(
        "Nobody has withdrawn anything. What readers take back stands here until it is purged."
    ),
    Tab.ALL: _("Nobody has written yet. Whatever readers write comes here."),
}
#: What a link to another tab does not take along.
NOT_KEPT = {"status", "p", "export", "_w_filter_fragment"}


class ReaderCommentsView(ModeratorsOnly, CommentExport, BaseListingView):
    """Rows of the moderator's area. The same number of queries for any number of rows."""

    template_name = "wagtail_parenting/admin/reader_comments/list.html"
    results_template_name = "wagtail_parenting/admin/reader_comments/results.html"
    page_title = _("Reader comments")
    header_icon = "comment"
    verbose_name_plural = _("reader comments")
    index_url_name = "parenting_comments:list"
    index_results_url_name = "parenting_comments:list_results"
    filterset_class = ReaderCommentFilterSet
    is_searchable = True
    paginate_by = 50

    @cached_property
    def tab(self) -> str:
        return tab_of(self.request.GET)

    @cached_property
    def filters(self) -> ReaderCommentFilterSet:
        return filter_set(self.request, self.request.GET)

    @cached_property
    def is_filtering(self) -> bool:
        """The tabs are no filter: one of them is always chosen."""
        return bool(set(self.filters.form.changed_data) - {"status"})

    @cached_property
    def active_filters(self) -> list[Any]:
        status = self.filters.form["status"].auto_id
        return [pill for pill in super().active_filters if pill.auto_id != status]

    def get_base_queryset(self) -> Rows:
        return moderated(self.area)

    def order_queryset(self, queryset: Rows) -> Rows:
        return in_order(queryset, self.tab)

    def filter_queryset(self, queryset: Rows) -> Rows:
        return self.filters.filter_queryset(queryset)  # type: ignore[no-any-return]

    def search_queryset(self, queryset: Rows) -> Rows:
        return searched(queryset, self.search_query, self.request.user)

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
            return gettext("No reader comments match.")
        return str(EMPTY[Tab(self.tab)])

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        query = self._query()
        return {
            **context,
            "rows": rows(context["object_list"], self.request, self.tab),
            "tab": self.tab,
            "tabs": self._tabs(),
            "acts": in_bulk(self.tab),
            "here": f"{self.index_url}?{query}" if query else self.index_url,
            "queue": urlencode({"queue": query or f"status={self.tab}"}),
            "badge": badge(waiting(self.area).count()),
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
        everything = found(self.request, query).order_by()
        kept = [(name, values) for name, values in self.request.GET.lists() if name not in NOT_KEPT]
        return [
            {
                "label": tab.label,
                "url": f"{self.index_url}?{urlencode([('status', tab.value), *kept], doseq=True)}",
                "is_chosen": tab == self.tab,
                "count": in_tab(everything, tab).count() if tab in COUNTED else None,
            }
            for tab in Tab
        ]
