"""A page that readers can comment on. For any page class, with or without our articles."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField

from wagtail_parenting.api.page_fields import CommentsField
from wagtail_parenting.comments.admin.panels import PageCommentsPanel
from wagtail_parenting.comments.models import Approval
from wagtail_parenting.comments.preview import CommentsPreview
from wagtail_parenting.fields import ShownChoice


class CommentsMode(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSES = "closes", _("Closes some time after publication")
    CLOSED = "closed", _("Closed")


class PageApproval(models.TextChoices):
    """``Approval``, or as the site has it."""

    SITE = "", _("As in Settings → Reader comments")
    ALL = Approval.ALL.value, Approval.ALL.label
    NEWCOMERS = Approval.NEWCOMERS.value, Approval.NEWCOMERS.label
    NONE = Approval.NONE.value, Approval.NONE.label


class ReaderCommentsMixin(models.Model):
    """Adds ``comments`` to the API, and to the editor how they are taken.

    The class that uses it stands before the page class, puts ``comments_panels`` into its editor
    and ``comments_api_fields`` into its ``api_fields``.
    """

    takes_comments = True

    comments_mode = ShownChoice(
        _("reader comments"),
        max_length=8,
        choices=CommentsMode.choices,
        default=CommentsMode.OPEN,
        help_text=_("What was written can be read in any case."),
    )
    comments_close_after_days = models.PositiveSmallIntegerField(
        _("closes after"),
        default=60,
        help_text=_("Days after publication, if it closes by itself."),
    )
    comments_approval = ShownChoice(
        _("whose comments wait for approval"),
        max_length=10,
        choices=PageApproval.choices,
        default=PageApproval.SITE,
        blank=True,
    )
    comments_close_at = models.DateTimeField(null=True, editable=False)

    comments_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("comments_mode"), FieldPanel("comments_close_after_days")]
                ),
                FieldPanel("comments_approval"),
            ],
            heading=_("Reader comments"),
        ),
        PageCommentsPanel(),
    ]
    comments_api_fields = [
        APIField("comments", serializer=CommentsField(source="*")),
        APIField("comments_mode", writable=True),
        APIField("comments_close_after_days", writable=True),
        APIField("comments_approval", writable=True),
    ]

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """With comments open, closed, and with one that waits."""
        return [*super().preview_modes, *CommentsPreview.choices]  # type: ignore[misc]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Keep when comments close in step with the day of publication."""
        if kwargs.get("update_fields") is None:
            self.comments_close_at = self._closing()
        return super().save(*args, **kwargs)

    def turns(self) -> Iterable[datetime.datetime]:
        """When time alone changes what the page shows, see ``headless.stamps``."""
        yield from getattr(super(), "turns", tuple)()
        if self.comments_close_at is not None:
            yield self.comments_close_at

    def _closing(self) -> datetime.datetime | None:
        if self.comments_mode != CommentsMode.CLOSES:
            return None
        page: Any = self
        published = getattr(page, "published_at", None) or page.first_published_at
        if published is None and not page.live:
            return None
        start = models.DateTimeField().to_python(published) or timezone.now()
        return start + datetime.timedelta(days=self.comments_close_after_days)
