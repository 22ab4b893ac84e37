"""Topics, which editors plan, and tags, which they make up as they write."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.models import TranslatableMixin

from wagtail_parenting.api.shapes import Tag as TagShape
from wagtail_parenting.api.shapes import Topic as TopicShape
from wagtail_parenting.fields import ExactCharField, ExactSlugField


class Topic(TranslatableMixin, models.Model):
    """An editorial subject, in a tree of two levels."""

    api_shape = TopicShape

    name = models.CharField(_("name"), max_length=80)
    slug = ExactSlugField(_("slug"), max_length=80, allow_unicode=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
        limit_choices_to={"parent__isnull": True},
        help_text=_("Leave empty for a main topic. Listing a main topic shows its parts too."),
    )

    panels = [
        TitleFieldPanel("name", targets=["slug"]),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("parent"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="parenting_topic_slug")
        ]

    def __str__(self) -> str:
        return f"{self.parent.name} › {self.name}" if self.parent else self.name

    def clean(self) -> None:
        super().clean()
        if self.parent is None:
            return
        if self.parent_id == self.pk or self.parent.parent_id is not None:
            raise ValidationError({"parent": _("Topics have two levels: choose a main topic.")})
        if self.pk and self.children.exists():
            raise ValidationError({"parent": _("This topic has parts of its own.")})


class Tag(TagBase):
    """A tag of articles. Its name is exact: ``naïve`` is not ``naive``, on any database.

    taggit finds tags by name; the column's collation makes that exact on MariaDB, so filters,
    the editor's field and the API all agree without a rule of their own.
    """

    api_shape = TagShape
    free_tagging = True

    name = ExactCharField(_("name"), max_length=100, unique=True)
    slug = ExactSlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """A slug of at most 100 characters; names without letters get one from their digest."""
        digest = hashlib.sha256(tag.encode()).hexdigest()[:10]
        slug = slugify(tag, allow_unicode=True)[:80] or digest
        return slug if i is None else f"{slug}-{digest}" if i == 1 else f"{slug}-{digest}-{i}"


class AbstractArticleTag(ItemBase):
    """A tag on an article. Subclass it with ``content_object``, a ``ParentalKey`` to the page."""

    tag: Any = models.ForeignKey(
        Tag, related_name="%(app_label)s_%(class)s_items", on_delete=models.CASCADE
    )

    class Meta:
        abstract = True
