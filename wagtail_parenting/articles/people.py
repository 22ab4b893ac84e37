"""Contributors: the people who write and review."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.images import get_image_model_string
from wagtail.models import TranslatableMixin
from wagtail.search import index

from wagtail_parenting.api.shapes import Person
from wagtail_parenting.fields import BodyField, ExactSlugField


class ProfileLinkBlock(blocks.StructBlock):
    """A contributor's page elsewhere."""

    label = blocks.CharBlock(max_length=60, label=_("Label"))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")


def profile_links() -> list[tuple[str, Any]]:
    return [("link", ProfileLinkBlock())]


class Contributor(index.Indexed, TranslatableMixin, models.Model):
    """An author or a reviewer. The user account behind her is never shown by any API."""

    api_shape = Person

    name = models.CharField(_("name"), max_length=120)
    slug = ExactSlugField(
        _("slug"), max_length=120, allow_unicode=True, help_text=_("Her name in addresses.")
    )
    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("Such as “Health editor”.")
    )
    credentials = models.CharField(
        _("credentials"),
        max_length=200,
        blank=True,
        help_text=_("What qualifies her, as readers may check it: “Registered midwife”."),
    )
    bio = models.TextField(_("about"), blank=True, help_text=_("Two or three plain sentences."))
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    links = BodyField(profile_links, verbose_name=_("profile links"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Her own account, so that her replies to readers carry her badge. Never shown."
        ),
    )

    panels = [
        MultiFieldPanel(
            [
                TitleFieldPanel("name", targets=["slug"]),
                FieldPanel("slug", widget=SlugInput),
                FieldPanel("role"),
                FieldPanel("credentials"),
            ],
            heading=_("Who she is"),
        ),
        FieldPanel("bio"),
        FieldPanel("picture"),
        FieldPanel("links"),
        FieldPanel("user"),
    ]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="parenting_contributor_slug")
        ]

    def __str__(self) -> str:
        return self.name
