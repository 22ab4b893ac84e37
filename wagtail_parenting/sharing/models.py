"""What a site offers to share by, and how often pages were shared."""

from __future__ import annotations

import re
from typing import Any

import swapper
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from wagtail_parenting.sharing.target_choice import ShareTargetsField

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")

_X_ACCOUNT = re.compile(r"\w{1,15}", re.ASCII)


@register_setting(icon="link-external", order=651)
class SharingSettings(BaseSiteSetting):
    """How the pages of a site are shared."""

    targets = ShareTargetsField(
        _("share buttons"),
        choose_label=_("Choose which, and in what order"),
        help_text=_(
            "Not chosen: all there are, in the order shown. A page can have a choice of its own."
        ),
    )
    x_account = models.CharField(
        _("account on X"),
        max_length=16,
        blank=True,
        help_text=_("Such as @thesmallhours. Named in posts on X, and on the card of a link."),
    )

    panels = [FieldPanel("targets"), FieldPanel("x_account")]

    class Meta:
        verbose_name = _("sharing")

    def clean(self) -> None:
        super().clean()
        self.x_account = self.x_account.strip().removeprefix("@")
        if self.x_account and not _X_ACCOUNT.fullmatch(self.x_account):
            message = _("An account has 1 to 15 letters, digits and underscores.")
            raise ValidationError({"x_account": message})


class ShareCount(models.Model):
    """How often a page was shared by a target on one day (UTC). ``actions`` alone writes it.

    Nothing of who shared: a number.
    """

    page = models.ForeignKey(
        PAGE_MODEL, on_delete=models.CASCADE, related_name="parenting_share_counts"
    )
    target = models.CharField(_("target"), max_length=32)
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("shares"), default=0)

    class Meta:
        verbose_name = _("number of shares")
        verbose_name_plural = _("numbers of shares")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "target", "day"], name="parenting_share_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.target} {self.day}: {self.count}"


def sharing_settings(site: Any) -> SharingSettings | None:
    """Those of a site that ``Frontends`` has loaded; None without any, or without a site. No
    query."""
    return getattr(site, "sharingsettings", None)
