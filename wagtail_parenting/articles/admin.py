"""Articles in the admin: snippets, the list of articles, the report of due reviews, messages."""

from __future__ import annotations

from typing import Any

import swapper
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.views.reports import PageReportView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from wagtail_parenting.articles import publishing
from wagtail_parenting.articles.mixins import ArticleMixin
from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.review import REVIEW_LABELS, due_soon_until, review_state
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic

Page = swapper.load_model("wagtailcore", "Page")


class ContributorViewSet(SnippetViewSet):
    model = Contributor
    icon = "user"
    list_display = ["name", "role", "credentials"]


class LifeStageViewSet(SnippetViewSet):
    model = LifeStage
    icon = "date"
    list_display = ["name", "from_months", "to_months", "from_weeks", "to_weeks"]
    ordering = ["sort_order"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "folder-open-inverse"
    list_display = ["name", "parent", "slug"]


class TagViewSet(SnippetViewSet):
    model = Tag
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]


class ArticleSnippets(SnippetViewSetGroup):
    menu_label = _("Magazine")
    menu_icon = "doc-full"
    menu_order = 250
    items = (ContributorViewSet, TopicViewSet, LifeStageViewSet, TagViewSet)


class ReviewColumn(Column):
    """How the review of an article stands, and when the next one is due."""

    def get_value(self, instance: Any) -> str:
        label = REVIEW_LABELS[review_state(instance.next_review, instance.last_reviewed)]
        if instance.next_review is None:
            return str(label)
        due = date_format(instance.next_review, "DATE_FORMAT")
        return gettext("%(state)s, next on %(date)s") % {"state": label, "date": due}


def article_listings() -> list[PageListingViewSet]:
    """A flat list of all articles in the menu, one for each article class of the site."""
    listings = []
    for model in article_classes():
        columns = [
            *IndexView.base_columns[:-1],
            ReviewColumn("review", label=_("Review"), sort_key="next_review", width="20%"),
            *IndexView.base_columns[-1:],
        ]
        attributes = {
            "model": model,
            "icon": "doc-full-inverse",
            "menu_label": capfirst(model._meta.verbose_name_plural),
            "menu_order": 240,
            "add_to_admin_menu": True,
            "columns": columns,
        }
        listing = type(f"{model.__name__}Listing", (PageListingViewSet,), attributes)
        listings.append(listing(f"parenting_{model._meta.label_lower.replace('.', '_')}"))
    return listings


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


def reviews_due_menu_item() -> MenuItem:
    return ReviewsDueMenuItem(
        _("Reviews due"), reverse("parenting_reviews_due"), icon_name="date", order=650
    )


def report_urls() -> list[URLPattern]:
    return [
        path("reports/reviews-due/", ReviewsDueView.as_view(), name="parenting_reviews_due"),
        path(
            "reports/reviews-due/results/",
            ReviewsDueView.as_view(results_only=True),
            name="parenting_reviews_due_results",
        ),
    ]


def register_log_actions(actions: Any) -> None:
    """The entry that a page's history gets when a scheduled publication was skipped."""
    from wagtail.log_actions import LogFormatter

    @actions.register_action(publishing.SKIPPED)
    class SkippedFormatter(LogFormatter):
        label = _("Not published as scheduled")

        def format_message(self, log_entry: Any) -> str:
            reasons = " ".join(log_entry.data.get("reasons", []))
            return str(_("Not published as scheduled: %(reasons)s") % {"reasons": reasons})


# --- Publish checks in the admin ------------------------------------------------------------------


def bulk_publish(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseBase | None:
    """Publish in bulk what may go out and name what may not; None leaves it all to Wagtail.

    Wagtail's own loop stops, and undoes everything, at the first page that is refused.
    """
    if action_type != "publish" or not issubclass(action.model, Page):
        return None
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        chosen = {page.pk for page in pages}
        below = _publishable_drafts_below(objects, request.user)
        pages += [page for page in below if page.pk not in chosen]
    if publishing.may_all_go_out(pages):
        return None
    published, refused = publishing.publish_what_may(pages, user=request.user)
    if published:
        message = ngettext(
            "%(count)d page has been published.", "%(count)d pages have been published.", published
        )
        messages.success(request, message % {"count": published})
    for message in refused:
        messages.error(request, message)
    return redirect(action.next_url)


def _publishable_drafts_below(pages: list[Any], user: Any) -> list[Any]:
    below = Q()
    for page in pages:
        below |= Q(path__startswith=page.path) & ~Q(pk=page.pk)
    drafts = Page._default_manager.filter(below, live=False).specific()
    return [draft for draft in drafts if draft.permissions_for_user(user).can_publish()]


def show_warnings(request: HttpRequest, page: Any) -> None:
    """Messages for what the publish checks found but let through."""
    if isinstance(page, ArticleMixin):
        for finding in publishing.verdict_on(page).warned:
            messages.warning(request, finding.message)
