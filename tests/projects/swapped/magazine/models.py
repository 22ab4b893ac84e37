"""A magazine's own pages, as the how-to “Own base page model” has them."""

from __future__ import annotations

from django.db import models
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.test.basepage.models import BasePage

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


class SectionPage(SharingMixin, ArticleIndexMixin, BasePage):
    api_fields = [*ArticleIndexMixin.index_api_fields, *SharingMixin.sharing_api_fields]
    search_fields = [*BasePage.search_fields, *ArticleIndexMixin.index_search_fields]
    edit_handler = TabbedInterface(
        [
            ObjectList(ArticleIndexMixin.index_content_panels, heading="Content"),
            ObjectList(SharingMixin.sharing_panels, heading="Sharing"),
            ObjectList(BasePage.promote_panels, heading="Promote"),
            ObjectList(BasePage.settings_panels, heading="Settings"),
        ]
    )


class ArticlePage(SharingMixin, ReaderCommentsMixin, ArticleMixin, BasePage):
    tags = ShownTags(through="magazine.MagazineTag", blank=True, related_name="articles")

    api_fields = [
        *ArticleMixin.article_api_fields,
        *SharingMixin.sharing_api_fields,
        *ReaderCommentsMixin.comments_api_fields,
    ]
    search_fields = [*BasePage.search_fields, *ArticleMixin.article_search_fields]
    edit_handler = TabbedInterface(
        [
            ObjectList(ArticleMixin.article_content_panels, heading="Content"),
            ObjectList(ArticleMixin.article_people_panels, heading="People and review"),
            ObjectList(ArticleMixin.article_audience_panels, heading="Audience"),
            ObjectList(
                [*SharingMixin.sharing_panels, *ReaderCommentsMixin.comments_panels],
                heading="Sharing and comments",
            ),
            ObjectList(
                [*BasePage.promote_panels, *ArticleMixin.article_promote_panels],
                heading="Promote",
            ),
            ObjectList(BasePage.settings_panels, heading="Settings"),
        ]
    )


class EventPage(SharingMixin, ReaderCommentsMixin, BasePage):
    """No article and no page of a frontend of its own: shared and commented on all the same."""

    api_fields = [*SharingMixin.sharing_api_fields, *ReaderCommentsMixin.comments_api_fields]
    edit_handler = TabbedInterface(
        [
            ObjectList(BasePage.content_panels, heading="Content"),
            ObjectList(SharingMixin.sharing_panels, heading="Sharing"),
            ObjectList(ReaderCommentsMixin.comments_panels, heading="Comments"),
        ]
    )


class WeeklyPage(SharingMixin, LinkUpSeriesMixin, BasePage):
    subpage_types = ["magazine.WeekPage"]

    api_fields = [*LinkUpSeriesMixin.series_api_fields, *SharingMixin.sharing_api_fields]
    edit_handler = TabbedInterface(
        [
            ObjectList(LinkUpSeriesMixin.series_content_panels, heading="Content"),
            ObjectList(LinkUpSeriesMixin.series_schedule_panels, heading="Schedule"),
            ObjectList(LinkUpSeriesMixin.series_entry_panels, heading="Entries"),
            ObjectList(SharingMixin.sharing_panels, heading="Sharing"),
        ]
    )


class WeekPage(SharingMixin, ReaderCommentsMixin, LinkUpMixin, BasePage):
    parent_page_types = ["magazine.WeeklyPage"]
    subpage_types: list[str] = []

    api_fields = [
        *LinkUpMixin.edition_api_fields,
        *SharingMixin.sharing_api_fields,
        *ReaderCommentsMixin.comments_api_fields,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(LinkUpMixin.edition_content_panels, heading="Content"),
            ObjectList(
                [*SharingMixin.sharing_panels, *ReaderCommentsMixin.comments_panels],
                heading="Sharing and comments",
            ),
        ]
    )


class WeeklyHost(AbstractLinkUpHost):
    page = ShownKey(WeeklyPage, on_delete=models.CASCADE, related_name="hosts")


class MagazineAuthor(AbstractArticleAuthor):
    page = ShownKey(ArticlePage, on_delete=models.CASCADE, related_name="authors")


class MagazineReviewer(AbstractArticleReviewer):
    page = ShownKey(ArticlePage, on_delete=models.CASCADE, related_name="reviewers")


class MagazineRelated(AbstractRelatedArticle):
    page = ShownKey(ArticlePage, on_delete=models.CASCADE, related_name="related")


class MagazineFeatured(AbstractFeaturedArticle):
    page = ShownKey(SectionPage, on_delete=models.CASCADE, related_name="featured")


class MagazineTag(AbstractArticleTag):
    content_object = ShownKey(ArticlePage, on_delete=models.CASCADE, related_name="tagged_items")
