"""The report of reviews that are due."""

from __future__ import annotations

from typing import Any

import swapper
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import PageReportView
from wagtail.permissions import policy_registry

from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.articles.review import REVIEW_LABELS, due_soon_until, review_state

Page = swapper.load_model("wagtailcore", "Page")


class ReviewsDueView(PageReportView):
    """Articles whose review is overdue, or due within ``REVIEW_SOON_DAYS``."""

    results_template_name = "wagtail_parenting/admin/reviews_due_results.html"
    page_title = _("Reviews due")
    header_icon = "date"
    index_url_name = "parenting_reviews_due"
    index_results_url_name = "parenting_reviews_due_results"
    default_ordering = "next_review"
    permission_policy = policy_registry.get_by_type(Page)
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "next_review", "last_reviewed", "review", "status_string"]
    export_headings = {
        "next_review": _("Next review due"),
        "last_reviewed": _("Last reviewed"),
        "review": _("Review"),
        "status_string": _("Status"),
    }

    def get_queryset(self) -> QuerySet[Any]:
        allowed = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, {"change", "publish"}
        )
        dates = {name: _of_articles(name) for name in ("next_review", "last_reviewed")}
        self.queryset = (
            allowed.annotate(**dates)
            .filter(next_review__lte=due_soon_until(), alias_of__isnull=True)
            .select_related("content_type")
            .annotate_approved_schedule()
            .prefetch_workflow_states()
            .order_by("next_review", "pk")
        )
        return super().get_queryset()  # type: ignore[no-any-return]

    def decorate_paginated_queryset(self, pages: Any) -> Any:
        for page in pages:
            state = review_state(page.next_review, page.last_reviewed)
            page.review, page.review_is_overdue = REVIEW_LABELS[state], state == "overdue"
        return pages

    def to_row_dict(self, item: Any) -> Any:
        self.decorate_paginated_queryset([item])
        return super().to_row_dict(item)


def _of_articles(name: str) -> Any:
    values = [
        Subquery(model._default_manager.filter(pk=OuterRef("pk")).values(name)[:1])
        for model in article_classes()
    ]
    return values[0] if len(values) == 1 else Coalesce(*values)


class ReviewsDueMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Page)
        permitted = policy.user_has_any_permission(request.user, ["add", "change", "publish"])
        return bool(article_classes() and permitted)


def menu_item() -> MenuItem:
    return ReviewsDueMenuItem(
        _("Reviews due"), reverse("parenting_reviews_due"), icon_name="date", order=650
    )


def urls() -> list[URLPattern]:
    return [
        path("reports/reviews-due/", ReviewsDueView.as_view(), name="parenting_reviews_due"),
        path(
            "reports/reviews-due/results/",
            ReviewsDueView.as_view(results_only=True),
            name="parenting_reviews_due_results",
        ),
    ]
