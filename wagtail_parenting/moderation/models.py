"""Block lists, who moderates where, and how much was turned away."""

from __future__ import annotations

import swapper
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.fields import ExactCharField

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


class BlockEntry(models.Model):
    """Someone or something that is not wanted.

    ``key`` is what is compared: a keyed hash for addresses and connections. ``value`` is for people
    to read, and is emptied when the reader behind an address is erased: the entry still works.
    """

    wagtail_reference_index_ignore = True

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail address")
        DOMAIN = "domain", _("Domain")
        WORD = "word", _("Word or phrase")
        CONNECTION = "connection", _("Connection")

    class Effect(models.TextChoices):
        HOLD = "hold", _("Hold for a moderator")
        SPAM = "spam", _("Treat as spam")

    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices)
    value = models.CharField(_("value"), max_length=254, blank=True)
    key = ExactCharField(max_length=300, editable=False)
    effect = models.CharField(_("then"), max_length=8, choices=Effect.choices, default=Effect.SPAM)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why, and for whom.")
    )
    expires_at = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Left empty: for good.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("block list entry")
        verbose_name_plural = _("block list")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="parenting_block_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class KnownDomain(models.Model):
    """A registrable domain that something approved has linked to."""

    wagtail_reference_index_ignore = True

    name = ExactCharField(max_length=253, primary_key=True)

    class Meta:
        verbose_name = _("known domain")

    def __str__(self) -> str:
        return str(self.name)


class ModerationArea(models.Model):
    """A group moderates only below these pages; without any, everywhere. What is left of one that
    was deleted bounds the group still: it moderates nothing there, and not everything."""

    wagtail_reference_index_ignore = True

    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="parenting_moderation_areas"
    )
    page = models.ForeignKey(
        PAGE_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page"),
    )

    class Meta:
        verbose_name = _("part of the site to moderate")
        verbose_name_plural = _("parts of the site to moderate")
        constraints = [
            models.UniqueConstraint(fields=["group", "page"], name="parenting_moderation_area_once")
        ]

    def __str__(self) -> str:
        return f"group {self.group_id}: page {self.page_id}"


class Refusal(models.Model):
    """How often something was turned away on one day (UTC), and why. A number, and nobody's."""

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=12)
    reason = models.CharField(_("reason"), max_length=40)
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("number of refusals")
        verbose_name_plural = _("numbers of refusals")
        constraints = [
            models.UniqueConstraint(fields=["kind", "reason", "day"], name="parenting_refusal_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reason} {self.day}: {self.count}"
