"""The ready-made pages, put together from the mixins.

A site with a base page model of its own leaves this app out and writes its own in the same way.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.models import Page

from wagtail_parenting.articles.mixins import ArticleIndexMixin, ArticleMixin
from wagtail_parenting.articles.relations import (
    AbstractArticleAuthor,
    AbstractArticleReviewer,
    AbstractFeaturedArticle,
    AbstractRelatedArticle,
)
from wagtail_parenting.articles.topics import AbstractArticleTag
from wagtail_parenting.comments.mixins import ReaderCommentsMixin
from wagtail_parenting.fields import ShownKey, ShownTags
from wagtail_parenting.linkups.mixins import (
    AbstractLinkUpHost,
    LinkUpMixin,
    LinkUpSeriesMixin,
)
from wagtail_parenting.sharing.mixins import SharingMixin


class AdviceIndexPage(SharingMixin, ArticleIndexMixin, Page):
    """A section of the magazine, or its home page."""

    subpage_types = [
        "parenting_pages.AdviceIndexPage",
        "parenting_pages.AdviceArticlePage",
        "parenting_pages.LinkUpSeriesPage",
    ]

    api_fields = [*ArticleIndexMixin.index_api_fields, *SharingMixin.sharing_api_fields]
    search_fields = [*Page.search_fields, *ArticleIndexMixin.index_search_fields]
    edit_handler = TabbedInterface(
        [
            ObjectList(ArticleIndexMixin.index_content_panels, heading=_("Content")),
            ObjectList(SharingMixin.sharing_panels, heading=_("Sharing")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("advice section")
        verbose_name_plural = _("advice sections")


class AdviceArticlePage(SharingMixin, ReaderCommentsMixin, ArticleMixin, Page):
    """An advice article."""

    tags = ShownTags(
        through="parenting_pages.ArticleTag",
        blank=True,
        verbose_name=_("tags"),
        related_name="articles",
    )

    parent_page_types = ["parenting_pages.AdviceIndexPage"]
    subpage_types: list[str] = []

    api_fields = [
        *ArticleMixin.article_api_fields,
        *SharingMixin.sharing_api_fields,
        *ReaderCommentsMixin.comments_api_fields,
    ]
    search_fields = [*Page.search_fields, *ArticleMixin.article_search_fields]
    edit_handler = TabbedInterface(
        [
            ObjectList(ArticleMixin.article_content_panels, heading=_("Content")),
            ObjectList(ArticleMixin.article_people_panels, heading=_("People and review")),
            ObjectList(ArticleMixin.article_audience_panels, heading=_("Audience")),
            ObjectList(
                [*SharingMixin.sharing_panels, *ReaderCommentsMixin.comments_panels],
                heading=_("Sharing and comments"),
            ),
            ObjectList(
                [*Page.promote_panels, *ArticleMixin.article_promote_panels], heading=_("Promote")
            ),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("advice article")
        verbose_name_plural = _("advice articles")


class LinkUpSeriesPage(SharingMixin, LinkUpSeriesMixin, Page):
    """A link-up series. Its children are editions."""

    parent_page_types = ["parenting_pages.AdviceIndexPage"]
    subpage_types = ["parenting_pages.LinkUpPage"]

    api_fields = [
        *LinkUpSeriesMixin.series_api_fields,
        *SharingMixin.sharing_api_fields,
    ]
    search_fields = [*Page.search_fields, *LinkUpSeriesMixin.series_search_fields]
    edit_handler = TabbedInterface(
        [
            ObjectList(LinkUpSeriesMixin.series_content_panels, heading=_("Content")),
            ObjectList(LinkUpSeriesMixin.series_schedule_panels, heading=_("Schedule")),
            ObjectList(LinkUpSeriesMixin.series_entry_panels, heading=_("Entries")),
            ObjectList(SharingMixin.sharing_panels, heading=_("Sharing")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("link-up series")
        verbose_name_plural = _("link-up series")


class LinkUpPage(SharingMixin, ReaderCommentsMixin, LinkUpMixin, Page):
    """An edition of a link-up series."""

    parent_page_types = ["parenting_pages.LinkUpSeriesPage"]
    subpage_types: list[str] = []

    api_fields = [
        *LinkUpMixin.edition_api_fields,
        *SharingMixin.sharing_api_fields,
        *ReaderCommentsMixin.comments_api_fields,
    ]
    search_fields = [*Page.search_fields, *LinkUpMixin.edition_search_fields]
    edit_handler = TabbedInterface(
        [
            ObjectList(LinkUpMixin.edition_content_panels, heading=_("Content")),
            ObjectList(
                [*SharingMixin.sharing_panels, *ReaderCommentsMixin.comments_panels],
                heading=_("Sharing and comments"),
            ),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("link-up")
        verbose_name_plural = _("link-ups")


class ArticleAuthor(AbstractArticleAuthor):
    page = ShownKey(AdviceArticlePage, on_delete=models.CASCADE, related_name="authors")


class ArticleReviewer(AbstractArticleReviewer):
    page = ShownKey(AdviceArticlePage, on_delete=models.CASCADE, related_name="reviewers")


class RelatedArticle(AbstractRelatedArticle):
    page = ShownKey(AdviceArticlePage, on_delete=models.CASCADE, related_name="related")


class FeaturedArticle(AbstractFeaturedArticle):
    page = ShownKey(AdviceIndexPage, on_delete=models.CASCADE, related_name="featured")


class ArticleTag(AbstractArticleTag):
    content_object = ShownKey(
        AdviceArticlePage, on_delete=models.CASCADE, related_name="tagged_items"
    )


class LinkUpHost(AbstractLinkUpHost):
    page = ShownKey(LinkUpSeriesPage, on_delete=models.CASCADE, related_name="hosts")
