"""Settings of a site's frontend, versions of pages and sites, and the colours of pictures."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import swapper
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Site

from wagtail_parenting.headless import routes

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


def _path(label: Any, route: str) -> models.CharField[str, str]:
    example = routes.DEFAULTS[route]
    return models.CharField(
        label,
        blank=True,
        max_length=200,
        help_text=format_lazy(_("Left empty: {default}"), default=example),
    )


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
    share_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture of the site"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown where the site is shared, and for pages without a picture of their own."
        ),
    )
    preview_path = _path(_("previews"), "preview")
    author_path = _path(_("a person"), "author")
    topic_path = _path(_("a topic"), "topic")
    stage_path = _path(_("a life stage"), "stage")
    tag_path = _path(_("a tag"), "tag")
    search_path = _path(_("search"), "search")
    reader_confirm_path = _path(_("a reader confirms her address"), "reader_confirm")
    reader_path = _path(_("a reader's own items"), "reader")
    unsubscribe_path = _path(_("a reader unsubscribes"), "unsubscribe")
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
            [FieldPanel("frontend_url"), FieldPanel("share_image")], heading=_("Frontend")
        ),
        FieldPanel("allowed_origins"),
        MultiFieldPanel(
            [
                HelpPanel(
                    _(
                        "The paths at which the frontend shows what is no page. Pages stand at "
                        "their own addresses."
                    )
                ),
                *(FieldPanel(f"{name}_path") for name in routes.DEFAULTS),
            ],
            heading=_("Paths"),
            classname="collapsed",
        ),
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
        for name in routes.DEFAULTS:
            path = getattr(self, f"{name}_path")
            if path and (mistake := routes.mistake(name, path)):
                errors[f"{name}_path"] = mistake
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


class GonePath(models.Model):
    """Where a page stood that was public once, and was deleted. ``gone`` alone writes it.

    ``digest`` is that of ``path``: databases index no path of any length, and some fold its case.
    A site goes with its root page, and by then the row is written: hence no constraint.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    path = models.TextField()
    digest = models.CharField(max_length=32)
    gone_at = models.DateTimeField()

    class Meta:
        verbose_name = _("path of a deleted page")
        constraints = [
            models.UniqueConstraint(fields=["site", "digest"], name="parenting_gone_path")
        ]

    def __str__(self) -> str:
        return self.path


class PageStamp(models.Model):
    """The version of what the API shows of a page, and its public counts.

    ``stamps`` writes what editors change, ``community`` what readers do. Tokens are random, never
    counters: after a rollback or on a restored backup a counter would repeat. A page without a row
    has the token ``""``. The row is the lock of the page's threads too: whoever changes what
    readers wrote below a page takes it first, and no other row that editors' changes take.
    """

    page = models.OneToOneField(
        PAGE_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="parenting_stamp"
    )
    content = models.CharField(max_length=22, blank=True)
    modified = models.DateTimeField()
    shown = models.CharField(
        max_length=32,
        blank=True,
        help_text="Digest of what other pages show of a reference to this one; empty: nothing.",
    )
    tree_path = models.CharField(max_length=255, blank=True)
    turns = models.CharField(
        max_length=200,
        blank=True,
        help_text="Moments at which time alone changes what the page shows, as Unix seconds; * if "
        "it shows what readers wrote elsewhere, + if there are more moments.",
    )
    source = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        help_text="The page at the end of the chain of aliases: its threads are shown.",
    )
    community = models.CharField(max_length=22, blank=True)
    comments = models.IntegerField(default=0)
    threads = models.IntegerField(default=0)
    entries = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("page version")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.content}"


class CommunityStamp(models.Model):
    """The version of all that readers wrote, on all sites. One row; ``community`` alone writes it.

    Apart from the rows of the sites, which editors' changes lock for as long as they take.
    """

    ONLY = 1

    token = models.CharField(max_length=22)
    modified = models.DateTimeField()

    class Meta:
        verbose_name = _("version of the community")

    def __str__(self) -> str:
        return self.token


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
