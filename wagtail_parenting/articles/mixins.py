"""Article and index pages as mixins: everything but the table.

A site mixes them into page classes on its own base page::

    class ArticlePage(ArticleMixin, BasePage):
        tags = ShownTags(through="magazine.ArticleTag", blank=True)

and adds the rows of ``relations`` once each. What a class has left out is named when Django starts.
Each mixin brings lists of its own (``article_content_panels``, ``article_api_fields`` …): two
mixins that each define ``content_panels`` would silently lose one of the two. The ready-made
classes in ``pages/models.py`` show how they are put together.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.search import index

from wagtail_parenting.api.page_fields import (
    HeadField,
    HeroField,
    PathField,
    SectionField,
    StructuredDataField,
    UpdatedAtField,
)
from wagtail_parenting.articles import publishing
from wagtail_parenting.articles.api_forms import ApiFormClass
from wagtail_parenting.articles.blocks.stream import configured_blocks, source_blocks
from wagtail_parenting.articles.reading import reading_time, word_count
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Topic
from wagtail_parenting.fields import (
    BodyField,
    MomentField,
    ShownChoice,
    ShownManyToManyField,
    ShownPictureKey,
    SourcesField,
)
from wagtail_parenting.headless.page import HeadlessPageMixin


class RowsPanel(InlinePanel):
    """An inline panel that says what to do when the page class lacks its rows."""

    def on_model_bound(self) -> None:
        if not hasattr(self.model, self.relation_name):
            raise ImproperlyConfigured(
                f"{self.model._meta.label} has no {self.relation_name!r}. Add the row model with "
                f"related_name={self.relation_name!r}: see the how-to “Own base page model”."
            )
        super().on_model_bound()


class Disclosure(models.TextChoices):
    """What readers must know of who paid."""

    NONE = "none", _("None")
    AFFILIATE = "affiliate", _("Affiliate links")
    SPONSORED = "sponsored", _("Sponsored")


class ArticleMixin(HeadlessPageMixin):
    """An advice article. The class that uses it adds ``tags`` and the rows of ``relations``."""

    base_form_class = publishing.ArticleForm
    api_base_form_class = ApiFormClass()
    is_article = True
    exclude_fields_in_copy = ["published_at"]

    standfirst = models.TextField(
        _("standfirst"),
        max_length=300,
        blank=True,
        help_text=_("One or two plain sentences that say what the reader will know afterwards."),
    )
    hero_image = ShownPictureKey(
        get_image_model_string(),
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Also shown on cards and when the article is shared."),
    )
    hero_alt = models.CharField(
        _("alt text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    hero_caption = models.CharField(_("caption"), max_length=300, blank=True)
    hero_credit = models.CharField(_("credit"), max_length=160, blank=True)
    published_at = MomentField(
        _("shown publication date"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Leave empty to show when it was first published."),
    )
    last_reviewed = models.DateField(
        _("last reviewed"), null=True, blank=True, help_text=_("Shown to readers.")
    )
    next_review = models.DateField(
        _("next review due"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("You find what is due under Reports → Reviews due."),
    )
    stages = ShownManyToManyField(
        LifeStage,
        verbose_name=_("life stages"),
        blank=True,
        related_name="%(app_label)s_%(class)s_set",
    )
    topics = ShownManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="%(app_label)s_%(class)s_set"
    )
    body = BodyField(
        configured_blocks,
        verbose_name=_("body"),
        blank=True,
        help_text=_("Start with text, then what a tired reader must not miss."),
    )
    sources = SourcesField(
        source_blocks,
        verbose_name=_("sources"),
        blank=True,
        help_text=_("What the advice rests on. References in the text name them by their place."),
    )
    disclosure = ShownChoice(
        _("disclosure"),
        max_length=12,
        choices=Disclosure.choices,
        default=Disclosure.NONE,
        help_text=_("Say so when links earn money, or when someone paid for the article."),
    )
    sponsor = models.CharField(
        _("sponsor"), max_length=160, blank=True, help_text=_("Who paid, if it is sponsored.")
    )
    reading_time = models.PositiveSmallIntegerField(
        _("reading time"), default=1, editable=False, help_text=_("Minutes.")
    )

    article_content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("standfirst"),
        MultiFieldPanel(
            [
                FieldPanel("hero_image"),
                FieldPanel("hero_alt"),
                FieldRowPanel([FieldPanel("hero_caption"), FieldPanel("hero_credit")]),
            ],
            heading=_("Main picture"),
        ),
        FieldPanel("body"),
        FieldPanel("sources"),
        RowsPanel(
            "related",
            heading=_("Related articles"),
            label=_("Related article"),
            help_text=_("What you leave open is filled up with articles on the same subject."),
        ),
    ]
    article_people_panels = [
        RowsPanel(
            "authors",
            heading=_("Authors"),
            label=_("Author"),
            help_text=_("In the order of the byline. An article needs one to be published."),
        ),
        RowsPanel(
            "reviewers",
            heading=_("Reviewers"),
            label=_("Reviewer"),
            help_text=_("Readers see “Reviewed by”."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("last_reviewed"), FieldPanel("next_review")])],
            heading=_("Review"),
        ),
        MultiFieldPanel([FieldPanel("disclosure"), FieldPanel("sponsor")], heading=_("Disclosure")),
    ]
    article_audience_panels = [
        FieldPanel(
            "stages",
            widget=CheckboxSelectMultiple,
            help_text=_("For which ages it is written."),
        ),
        FieldPanel(
            "topics",
            widget=CheckboxSelectMultiple,
            help_text=_("What it is about. A part of a topic is found under the topic too."),
        ),
        FieldPanel("tags", help_text=_("Free words. Use quotes around tags with a comma.")),
    ]
    article_promote_panels = [FieldPanel("published_at")]

    article_api_fields = [
        APIField("standfirst", writable=True),
        APIField("hero", serializer=HeroField(source="*")),
        APIField("hero_image", writable=True),
        APIField("hero_alt", writable=True),
        APIField("hero_caption", writable=True),
        APIField("hero_credit", writable=True),
        APIField("authors", writable=True),
        APIField("reviewers", writable=True),
        APIField("published_at", writable=True),
        APIField("updated_at", serializer=UpdatedAtField(source="*")),
        APIField("last_reviewed", writable=True),
        APIField("next_review", writable=True),
        APIField("stages", writable=True),
        APIField("topics", writable=True),
        APIField("tags", writable=True),
        APIField("body", writable=True),
        APIField("sources", writable=True),
        APIField("related", writable=True),
        APIField("disclosure", writable=True),
        APIField("sponsor", writable=True),
        APIField("reading_time"),
        APIField("section", serializer=SectionField(source="*")),
        APIField("path", serializer=PathField(source="*")),
        APIField("head", serializer=HeadField(source="*")),
        APIField("structured_data", serializer=StructuredDataField(source="*")),
    ]

    article_search_fields = [
        index.SearchField("standfirst", boost=2),
        index.SearchField("body"),
        index.FilterField("published_at"),
        index.FilterField("last_reviewed"),
        index.FilterField("next_review"),
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what follows from the content, and the door of publication, in one place.

        Raises ``publishing.PublicationRefused`` when this would publish what must not go out.
        """
        if kwargs.get("update_fields") is None:
            if publishing.is_being_published(self):
                publishing.refuse(self)
            self.reading_time = reading_time(word_count(self))
            if self.live and self.published_at is None:
                self.published_at = self.first_published_at or timezone.now()
        super().save(*args, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish whole or not at all; from the schedule, a refused page is skipped.

        Raises ``publishing.PublicationRefused`` at every other door.
        """
        try:
            with transaction.atomic():
                return super().publish(revision, *args, **kwargs)
        except publishing.PublicationRefused as refused:
            if kwargs.get("log_action") != publishing.SCHEDULED:
                raise
            publishing.skip_scheduled(revision, refused)
            return None


class ArticleIndexMixin(HeadlessPageMixin):
    """A section, or the home page: an introduction, a body and what is put first.

    The class that uses it adds the rows of ``relations.AbstractFeaturedArticle``.
    """

    base_form_class = publishing.StorableForm
    api_base_form_class = ApiFormClass()
    is_article_index = True

    intro = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("Plain text, shown on top.")
    )
    body = BodyField(configured_blocks, verbose_name=_("body"), blank=True)

    index_content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("intro"),
        RowsPanel(
            "featured",
            heading=_("Featured articles"),
            label=_("Featured article"),
            help_text=_("Shown before all others."),
        ),
        FieldPanel("body"),
    ]
    index_api_fields = [
        APIField("intro", writable=True),
        APIField("body", writable=True),
        APIField("featured", writable=True),
        APIField("path", serializer=PathField(source="*")),
        APIField("head", serializer=HeadField(source="*")),
        APIField("structured_data", serializer=StructuredDataField(source="*")),
    ]
    index_search_fields = [index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        abstract = True
