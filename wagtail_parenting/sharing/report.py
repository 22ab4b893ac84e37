"""The report of what was shared, by page, target and week."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
import swapper
from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncWeek
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.permissions import policy_registry

from wagtail_parenting.sharing.models import ShareCount
from wagtail_parenting.sharing.targets import registry, target_choices

Page = swapper.load_model("wagtailcore", "Page")
#: Who may see it: whoever may do something with the page.
PERMISSIONS = ["add", "change", "publish"]


class SharesFilterSet(WagtailFilterSet):
    from_day = django_filters.DateFilter(
        field_name="day", lookup_expr="gte", label=_("From"), widget=AdminDateInput
    )
    to_day = django_filters.DateFilter(
        field_name="day", lookup_expr="lte", label=_("To"), widget=AdminDateInput
    )
    target = django_filters.MultipleChoiceFilter(label=_("Share button"), choices=target_choices)
    page_title = django_filters.CharFilter(
        field_name="page__title", lookup_expr="icontains", label=_("Page title holds")
    )

    class Meta:
        model = ShareCount
        fields: list[str] = []


class SharesView(ReportView):
    """One row for each page, target and week, the newest week and the most shared first."""

    model = ShareCount
    results_template_name = "wagtail_parenting/admin/shares_results.html"
    page_title = _("Shares")
    header_icon = "link-external"
    verbose_name_plural = _("rows")
    index_url_name = "parenting_shares_report"
    index_results_url_name = "parenting_shares_report_results"
    filterset_class = SharesFilterSet
    permission_policy = policy_registry.get_by_type(Page)
    any_permission_required = PERMISSIONS
    list_export = ["week", "title", "target", "shares"]
    export_headings = {
        "week": _("Week from"),
        "title": _("Page"),
        "target": _("Share button"),
        "shares": _("Shares"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        return self.get_queryset()

    def get_queryset(self) -> QuerySet[Any]:
        allowed = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, PERMISSIONS
        )
        return ShareCount.objects.filter(page__in=allowed.order_by().values("pk"))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        filtered = super().filter_queryset(queryset)
        rows = filtered.order_by().annotate(week=TruncWeek("day"), title=F("page__title"))
        summed = rows.values("week", "page_id", "title", "target").annotate(shares=Sum("count"))
        return summed.order_by("-week", "-shares", "title", "target")  # type: ignore[no-any-return]

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        known = registry()
        return [
            {
                **row,
                "label": known[row["target"]].label if row["target"] in known else row["target"],
                "until": row["week"] + datetime.timedelta(days=6),
            }
            for row in object_list
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        this_week = timezone.now().date() - datetime.timedelta(days=6)
        recent = self.get_queryset().filter(day__gte=this_week)
        context["shares_of_seven_days"] = recent.aggregate(all=Sum("count"))["all"] or 0
        return context

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: item[name] for name in self.list_export}


class SharesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_any_permission(request.user, PERMISSIONS))


def menu_item() -> MenuItem:
    return SharesMenuItem(
        _("Shares"), reverse("parenting_shares_report"), icon_name="link-external", order=660
    )


def urls() -> list[URLPattern]:
    return [
        path("reports/shares/", SharesView.as_view(), name="parenting_shares_report"),
        path(
            "reports/shares/results/",
            SharesView.as_view(results_only=True),
            name="parenting_shares_report_results",
        ),
    ]
