"""Settings of a site's frontend, versions of pages and sites, and the colours of pictures."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import swapper
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Site

from wagtail_parenting.headless.routing import DEFAULT_PREVIEW_PATH

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


@register_setting(icon="globe", order=650)
class HeadlessSettings(BaseSiteSetting):
    """Where the frontend of a site lives, and who else may write through the API."""

    frontend_url = models.URLField(
        _("frontend address"),
        blank=True,
        max_length=200,
        help_text=_(
            "Where readers see this site, such as https://www.example.org. “View live”, links in "
            "texts and every address in the API lead there."
        ),
    )
    preview_path = models.CharField(
        _("preview path"),
        default=DEFAULT_PREVIEW_PATH,
        max_length=200,
        help_text=_("The path on the frontend that shows previews, such as /preview/."),
    )
    allowed_origins = models.TextField(
        _("other origins that may write"),
        blank=True,
        help_text=_(
            "One per line, such as https://app.example.org. Reading is open to any origin; "
            "writing only to the frontend and to these."
        ),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("frontend_url"), FieldPanel("preview_path")], heading=_("Frontend")
        ),
        FieldPanel("allowed_origins"),
    ]

    class Meta:
        verbose_name = _("headless")

    def origins(self) -> list[str]:
        """The origins besides the frontend's own, without slashes at their ends."""
        return [
            line.strip().rstrip("/") for line in self.allowed_origins.splitlines() if line.strip()
        ]

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.frontend_url and not _is_origin(self.frontend_url.rstrip("/")):
            errors["frontend_url"] = _(
                "Give the address without a path, such as https://www.example.org."
            )
        if not self.preview_path.startswith("/"):
            errors["preview_path"] = _("The path must start with a slash.")
        wrong = [origin for origin in self.origins() if not _is_origin(origin)]
        if wrong:
            errors["allowed_origins"] = _("Not an origin: %(origins)s") % {
                "origins": ", ".join(wrong)
            }
        if errors:
            raise ValidationError(errors)


def _is_origin(value: str) -> bool:
    parts = urlsplit(value)
    plain = not (parts.path or parts.query or parts.fragment)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and plain


class ImageColour(models.Model):
    """The dominant colour of a picture, worked out by task; ``file_hash`` tells if it is stale."""

    image = models.OneToOneField(
        get_image_model_string(), on_delete=models.CASCADE, related_name="parenting_colour"
    )
    colour = models.CharField(max_length=7)
    file_hash = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("image colour")

    def __str__(self) -> str:
        return self.colour


class PageStamp(models.Model):
    """The version of what the API shows of a page. ``stamps`` alone writes it.

    ``content`` is a random token, never a counter: after a rollback or on a restored backup a
    counter would repeat. A page without a row has the token ``""``.
    """

    page = models.OneToOneField(
        PAGE_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="parenting_stamp"
    )
    content = models.CharField(max_length=22)
    modified = models.DateTimeField()
    shown = models.CharField(
        max_length=32,
        blank=True,
        help_text="Digest of what other pages show of a reference to this one; empty: nothing.",
    )
    tree_path = models.CharField(max_length=255, blank=True)

    class Meta:
        verbose_name = _("page version")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.content}"


class SiteStamp(models.Model):
    """The versions of what all pages of a site share. ``stamps`` alone writes it.

    ``structure`` moves with what changes any of its pages: restrictions, subtrees, settings.
    ``anything`` moves with every change that any answer could show.
    """

    site = models.OneToOneField(
        Site, on_delete=models.CASCADE, primary_key=True, related_name="parenting_stamp"
    )
    structure = models.CharField(max_length=22)
    anything = models.CharField(max_length=22)
    structure_modified = models.DateTimeField()
    modified = models.DateTimeField()
    next_change = models.DateTimeField(
        null=True, help_text="When the next page goes live or expires, as far as is known."
    )

    class Meta:
        verbose_name = _("site version")

    def __str__(self) -> str:
        return f"{self.site_id}: {self.structure}"


class PreviewGrant(models.Model):
    """Who opened a stored preview, and until when it may be seen. ``preview`` alone writes it.

    ``session`` is a keyed hash: whoever reads this table can log in as nobody.
    """

    key = models.CharField(max_length=32, primary_key=True)
    preview = models.OneToOneField(
        "wagtail_headless_preview.PagePreview",
        on_delete=models.CASCADE,
        related_name="parenting_grant",
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    revision = models.CharField(
        max_length=32, blank=True, help_text="Digest of a saved revision; empty while editing."
    )
    mode = models.CharField(max_length=255, blank=True)
    session = models.CharField(max_length=64, db_index=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("preview")

    def __str__(self) -> str:
        return f"{self.preview_id}: {self.mode}"
