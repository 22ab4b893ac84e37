"""The ordered rows that hang on an article or index page, as abstract models.

A site with page classes of its own subclasses each once and adds the ``ShownKey`` to its page,
with the ``related_name`` that the class names. ``pages/models.py`` does so for the ready-made
pages; the how-to *Own base page model* shows it.
"""

from __future__ import annotations

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.models import Orderable

from wagtail_parenting.api.shapes import ArticleCard, Person
from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.articles.people import Contributor

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


class AbstractContributorRow(Orderable):
    """A person on an article, in the editor's order."""

    api_shape = Person
    api_fields = [APIField("contributor", writable=True)]

    contributor = models.ForeignKey(
        Contributor, verbose_name=_("contributor"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("contributor")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.contributor)


class AbstractArticleAuthor(AbstractContributorRow):
    """Who wrote it. Relation name: ``authors``."""

    class Meta(AbstractContributorRow.Meta):
        abstract = True
        verbose_name = _("author")
        verbose_name_plural = _("authors")


class AbstractArticleReviewer(AbstractContributorRow):
    """Who checked it. Relation name: ``reviewers``."""

    class Meta(AbstractContributorRow.Meta):
        abstract = True
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")


class ArticleChooserPanel(PageChooserPanel):
    """Offers the site's articles only."""

    def on_model_bound(self) -> None:
        super().on_model_bound()
        self.page_type = article_classes()


class AbstractChosenPage(Orderable):
    """A page that an editor chose to show, in her order."""

    api_shape = ArticleCard
    api_fields = [APIField("article", writable=True)]

    article = models.ForeignKey(
        PAGE_MODEL, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [ArticleChooserPanel("article")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.article)


class AbstractRelatedArticle(AbstractChosenPage):
    """What to read next. Relation name: ``related``."""

    class Meta(AbstractChosenPage.Meta):
        abstract = True
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")


class AbstractFeaturedArticle(AbstractChosenPage):
    """What an index puts first. Relation name: ``featured``."""

    class Meta(AbstractChosenPage.Meta):
        abstract = True
        verbose_name = _("featured article")
        verbose_name_plural = _("featured articles")


class RelatedSuggestion(models.Model):
    """A related article that the task chose, where editors left room.

    A plain key to the page: it is not content of a revision, is not copied with the page, and
    goes with either end.
    """

    page = models.ForeignKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    sort_order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("related suggestion")
        ordering = ["sort_order"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "article"], name="parenting_related_suggestion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.article_id}"
