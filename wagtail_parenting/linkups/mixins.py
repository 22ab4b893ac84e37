"""Series and edition pages as mixins: everything but the table.

A site mixes them into page classes on its own base page, as ``pages/models.py`` does, and adds the
rows of ``AbstractLinkUpHost`` to its series.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from wagtail_parenting.api.page_fields import (
    EditionNeighbourField,
    EditionSeriesField,
    EntryCountField,
    HeadField,
    HeroField,
    LinkUpCurrentField,
    LinkUpRulesField,
    LinkUpRulesVersionField,
    LinkUpScheduleField,
    LinkUpStateField,
    PathField,
    PicksField,
    StructuredDataField,
)
from wagtail_parenting.articles.api_forms import ApiFormClass
from wagtail_parenting.articles.mixins import RowsPanel
from wagtail_parenting.articles.relations import AbstractContributorRow
from wagtail_parenting.blocks import RICH_TEXT_FEATURES
from wagtail_parenting.fields import MomentField, ShownChoice, ShownPictureKey
from wagtail_parenting.headless.page import HeadlessPageMixin
from wagtail_parenting.headless.tree import parent_path
from wagtail_parenting.headless.versions import ANYTIME
from wagtail_parenting.linkups import editions, families
from wagtail_parenting.linkups.forms import EditionForm, SeriesForm
from wagtail_parenting.linkups.preview import LinkUpPreview
from wagtail_parenting.linkups.windows import Schedule
from wagtail_parenting.moderation.standing import Approval


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class EditionPublishing(models.TextChoices):
    """How the editions that a series makes by itself go out."""

    AHEAD = "ahead", _("At once, as upcoming")
    SCHEDULED = "scheduled", _("When they open")
    DRAFT = "draft", _("Not: a host publishes them")


class Backlinks(models.TextChoices):
    """Whether a linked page is asked to link back to the edition or its series."""

    NONE = "none", _("No")
    ASKED = "asked", _("Yes; whether it does is shown to hosts")
    REQUIRED = "required", _("Yes; entries without wait for a host")


class SeriesApproval(models.TextChoices):
    """``Approval``, or as the site has it for comments."""

    SITE = "", _("As in Settings → Reader comments")
    ALL = Approval.ALL.value, Approval.ALL.label
    NEWCOMERS = Approval.NEWCOMERS.value, Approval.NEWCOMERS.label
    NONE = Approval.NONE.value, Approval.NONE.label


class AbstractLinkUpHost(AbstractContributorRow):
    """Who hosts a series. Relation name: ``hosts``."""

    class Meta(AbstractContributorRow.Meta):
        abstract = True
        verbose_name = _("host")
        verbose_name_plural = _("hosts")


class LinkUpSeriesMixin(HeadlessPageMixin):
    """A link-up series: what its editions have in common, and when they are made."""

    base_form_class = SeriesForm
    api_base_form_class = ApiFormClass()
    is_linkup_series = True
    #: What the API shows beside ``hero_image`` of pages that have more of it.
    hero_caption = hero_credit = ""

    intro = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("Plain text, shown on top.")
    )
    hero_image = ShownPictureKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Of the series and of all its editions."),
    )
    hero_alt = models.CharField(
        _("alt text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    rules = RichTextField(
        _("rules"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("Whoever adds a link agrees to them as they stand that day."),
    )
    rules_version = models.CharField(max_length=20, blank=True, editable=False)

    zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", help_text=_("Of the times below.")
    )
    open_weekday = models.PositiveSmallIntegerField(
        _("opens on"), choices=Weekday.choices, default=Weekday.TUESDAY
    )
    open_time = models.TimeField(_("at"), default=datetime.time(8, 0))
    close_weekday = models.PositiveSmallIntegerField(
        _("closes on"), choices=Weekday.choices, default=Weekday.FRIDAY
    )
    close_time = models.TimeField(_("at"), default=datetime.time(20, 0))
    every_weeks = models.PositiveSmallIntegerField(
        _("every"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(52)],
        help_text=_("Weeks from one opening to the next."),
    )
    first_day = models.DateField(
        _("from"), default=editions.today, help_text=_("The first one opens on this day or after.")
    )
    skipped_days = models.TextField(
        _("weeks to leave out"),
        blank=True,
        help_text=_("Days of opening, one a line, such as 2026-12-29."),
    )
    is_running = models.BooleanField(
        _("make editions by itself"),
        default=True,
        help_text=_("Ahead of time, as often as the clockwork of the site (cron) runs."),
    )
    editions_ahead = models.PositiveSmallIntegerField(
        _("editions ahead"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("How many that have not opened yet there should be."),
    )
    edition_publishing = ShownChoice(
        _("published"),
        max_length=10,
        choices=EditionPublishing.choices,
        default=EditionPublishing.AHEAD,
    )
    edition_title = models.CharField(
        _("title of editions"),
        max_length=120,
        default="{series}, week {number}",
        help_text=_("{series} and {number} are filled in."),
    )
    first_number = models.PositiveIntegerField(
        _("first number"),
        default=1,
        help_text=_("Editions are counted on from here, also across the new year."),
    )

    max_entries = models.PositiveIntegerField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("So many entries, if that is before its time. Empty: no limit."),
    )
    entries_per_blogger = models.PositiveSmallIntegerField(
        _("links of one blogger"),
        default=3,
        help_text=_("In one edition. 0: no limit."),
    )
    entries_per_domain = models.PositiveSmallIntegerField(
        _("links to one domain"), default=3, help_text=_("In one edition. 0: no limit.")
    )
    wants_permalinks = models.BooleanField(
        _("refuse home pages"), default=True, help_text=_("A link must lead to one post.")
    )
    backlinks = ShownChoice(
        _("ask for a link back"),
        max_length=10,
        choices=Backlinks.choices,
        default=Backlinks.NONE,
    )
    backlinks_followed = models.BooleanField(
        _("without nofollow"),
        default=False,
        help_text=_("A link back with rel=nofollow does not count."),
    )
    entry_approval = ShownChoice(
        _("whose links wait for approval"),
        max_length=10,
        choices=SeriesApproval.choices,
        default=SeriesApproval.SITE,
        blank=True,
    )

    series_content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("hero_image"), FieldPanel("hero_alt")], heading=_("Picture")),
        RowsPanel("hosts", heading=_("Hosts"), label=_("Host")),
        FieldPanel("rules"),
    ]
    series_schedule_panels = [
        MultiFieldPanel(
            [
                FieldPanel("zone"),
                FieldRowPanel([FieldPanel("open_weekday"), FieldPanel("open_time")]),
                FieldRowPanel([FieldPanel("close_weekday"), FieldPanel("close_time")]),
                FieldRowPanel([FieldPanel("every_weeks"), FieldPanel("first_day")]),
                FieldPanel("skipped_days"),
            ],
            heading=_("When editions are open"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_running"),
                FieldRowPanel([FieldPanel("editions_ahead"), FieldPanel("edition_publishing")]),
                FieldRowPanel([FieldPanel("edition_title"), FieldPanel("first_number")]),
            ],
            heading=_("Making them"),
        ),
    ]
    series_entry_panels = [
        MultiFieldPanel(
            [
                FieldPanel("max_entries"),
                FieldRowPanel(
                    [FieldPanel("entries_per_blogger"), FieldPanel("entries_per_domain")]
                ),
                FieldPanel("wants_permalinks"),
                FieldPanel("entry_approval"),
            ],
            heading=_("Links"),
        ),
        MultiFieldPanel(
            [FieldPanel("backlinks"), FieldPanel("backlinks_followed")], heading=_("Link back")
        ),
    ]
    series_api_fields = [
        APIField("intro", writable=True),
        APIField("hero", serializer=HeroField(source="*")),
        APIField("hero_image", writable=True),
        APIField("hero_alt", writable=True),
        APIField("hosts", writable=True),
        APIField("rules", serializer=LinkUpRulesField(source="*")),
        APIField("rules_version"),
        APIField("schedule", serializer=LinkUpScheduleField(source="*")),
        APIField("current", serializer=LinkUpCurrentField(source="*")),
        APIField("backlinks", writable=True),
        APIField("path", serializer=PathField(source="*")),
        APIField("head", serializer=HeadField(source="*")),
        APIField("structured_data", serializer=StructuredDataField(source="*")),
    ]
    series_search_fields = [index.SearchField("intro")]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Keep the version of the rules in step with their text."""
        if kwargs.get("update_fields") is None:
            self.rules_version = editions.rules_version(self)
        return super().save(*args, **kwargs)

    @property
    def schedule(self) -> Schedule:
        """Raises ``ValueError`` for one that cannot be: the form lets none through."""
        return Schedule(
            zone=self.zone,
            open_weekday=self.open_weekday,
            open_time=self.open_time,
            close_weekday=self.close_weekday,
            close_time=self.close_time,
            every_weeks=self.every_weeks,
            first_day=self.first_day,
        )

    def family(self) -> set[int]:
        """Ids of its editions, which show its rules, and its own."""
        return families.family(self.path)

    def turns(self) -> Iterable[datetime.datetime]:
        """When another edition becomes the current one, or that one changes its state; and whenever
        an entry comes or goes."""
        yield from getattr(super(), "turns", tuple)()
        yield ANYTIME
        yield from families.coming_turns(self.path, timezone.now())

    @property
    def left_out(self) -> set[datetime.date]:
        """The days of ``skipped_days``."""
        lines = [line.strip() for line in self.skipped_days.splitlines()]
        return {datetime.date.fromisoformat(line) for line in lines if line}


class LinkUpMixin(HeadlessPageMixin):
    """An edition of a series: one link-up. It stands right below its series."""

    base_form_class = EditionForm
    api_base_form_class = ApiFormClass()
    is_linkup = True
    exclude_fields_in_copy = ["number"]

    number = models.PositiveIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("Left empty: the next of the series."),
    )
    intro = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("Plain text, shown on top.")
    )
    opens_at = MomentField(_("opens"), db_index=True)
    closes_at = MomentField(_("closes"), db_index=True)
    max_entries = models.PositiveIntegerField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("So many entries, if that is before its time. Empty: as the series says."),
    )

    edition_content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("number"),
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("max_entries"),
            ],
            heading=_("Open"),
        ),
    ]
    edition_api_fields = [
        APIField("number"),
        APIField("intro", writable=True),
        APIField("series", serializer=EditionSeriesField(source="*")),
        APIField("state", serializer=LinkUpStateField(source="*")),
        APIField("opens_at", writable=True),
        APIField("closes_at", writable=True),
        APIField("max_entries", writable=True),
        APIField("rules", serializer=LinkUpRulesField(source="*")),
        APIField("rules_version", serializer=LinkUpRulesVersionField(source="*")),
        APIField("picks", serializer=PicksField(source="*")),
        APIField("entry_count", serializer=EntryCountField(source="*")),
        APIField("previous", serializer=EditionNeighbourField(source="*")),
        APIField("next", serializer=EditionNeighbourField(source="*")),
        APIField("path", serializer=PathField(source="*")),
        APIField("head", serializer=HeadField(source="*")),
        APIField("structured_data", serializer=StructuredDataField(source="*")),
    ]
    edition_search_fields = [index.SearchField("intro"), index.FilterField("opens_at")]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Number it, and note that its week is made."""
        if kwargs.get("update_fields") is not None:
            return super().save(*args, **kwargs)
        return editions.keep(self, lambda: super(LinkUpMixin, self).save(*args, **kwargs))

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Before it opens, while it is open, and after it has closed."""
        return [*super().preview_modes, *LinkUpPreview.choices]

    def family(self) -> set[int]:
        """Ids of its series and of the editions of that, which show it beside themselves."""
        return families.family(parent_path(self.path))

    def turns(self) -> Iterable[datetime.datetime]:
        """When time alone changes what the page shows, see ``headless.stamps``; and whenever
        something is picked of the edition before."""
        yield from getattr(super(), "turns", tuple)()
        yield ANYTIME
        yield self.opens_at
        yield self.closes_at
