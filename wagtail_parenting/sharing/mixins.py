"""A page that readers can share. For any page class, with or without our articles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField

from wagtail_parenting.api.page_fields import ShareField
from wagtail_parenting.sharing.target_choice import ShareTargetsField


class SharingMixin(models.Model):
    """Adds ``share`` to the API, and to the editor what is offered and said.

    The class that uses it puts ``sharing_panels`` into its editor and ``sharing_api_fields`` into
    its ``api_fields``.
    """

    share_targets = ShareTargetsField(
        _("share buttons"),
        choose_label=_("Choose them for this page"),
        help_text=_("Not chosen: those of Settings → Sharing. Untick all to offer none."),
    )
    share_text = models.TextField(
        _("share text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What an e-mail, or an app on the reader's phone, says beside the link. Left empty: "
            "the summary of the page."
        ),
    )

    sharing_panels = [
        MultiFieldPanel(
            [FieldPanel("share_text"), FieldPanel("share_targets")], heading=_("Sharing")
        )
    ]
    sharing_api_fields = [
        APIField("share", serializer=ShareField(source="*")),
        APIField("share_text", writable=True),
        APIField("share_targets", writable=True),
    ]

    class Meta:
        abstract = True
