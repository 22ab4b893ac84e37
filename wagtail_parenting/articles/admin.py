"""Articles in the admin menu: snippets, and the list of articles with the state of their review."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.review import REVIEW_LABELS, review_state
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic


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


class ArticleIndexView(IndexView):
    """A list of articles. A column with ``is_shown`` is not for everyone."""

    columns: list[Any]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.columns = [
            column for column in self.columns if getattr(column, "is_shown", _always)(request)
        ]


def _always(request: HttpRequest) -> bool:
    return True


def article_listings(*columns_of_others: BaseColumn) -> list[PageListingViewSet]:
    """A flat list of all articles in the menu, one for each article class of the site. Other
    slices add columns of theirs."""
    listings = []
    for model in article_classes():
        columns = [
            *IndexView.base_columns[:-1],
            ReviewColumn("review", label=_("Review"), sort_key="next_review", width="20%"),
            *columns_of_others,
            *IndexView.base_columns[-1:],
        ]
        attributes = {
            "model": model,
            "icon": "doc-full-inverse",
            "menu_label": capfirst(model._meta.verbose_name_plural),
            "menu_order": 240,
            "add_to_admin_menu": True,
            "columns": columns,
            "index_view_class": ArticleIndexView,
        }
        listing = type(f"{model.__name__}Listing", (PageListingViewSet,), attributes)
        listings.append(listing(f"parenting_{model._meta.label_lower.replace('.', '_')}"))
    return listings
