"""What bloggers add to editions, what visitors do with it, and which editions a series has made."""

from __future__ import annotations

import secrets

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.fields import ExactCharField
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.readers.models import Reader

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")

MAX_URL = 2000
MAX_TITLE = 200
MAX_NAME = 80
MAX_DESCRIPTION = 300
#: Numbers that random orders go by lie below it.
SHUFFLE_END = 2**31


def chance() -> int:
    """A number for random orders."""
    return secrets.randbelow(SHUFFLE_END)


class Preview(models.TextChoices):
    """Whether the linked page has been looked at for its title, words and picture."""

    PENDING = "pending", _("To be looked at")
    READY = "ready", _("Looked at")
    FAILED = "failed", _("Could not be looked at")


class BacklinkState(models.TextChoices):
    """Whether the linked page links back. What cannot be read is never held against anyone."""

    UNKNOWN = "unknown", _("Not looked for yet")
    FOUND = "found", _("Found")
    MISSING = "missing", _("Missing")
    BLOCKED = "blocked", _("The page cannot be read")


class LinkUpEntry(models.Model):
    """One link in an edition. ``actions`` alone writes it.

    ``number`` is given once and stays, also when the entry goes. ``title``, ``blog`` and
    ``description`` are the blogger's own words; ``found_…`` what her page says of itself, which
    stands where she said nothing. ``key_hash`` is that of ``key``, by which two spellings of one
    link are one; null once it is withdrawn, so that the link can come again. Keys to the page have
    no constraint, as those of comments.
    """

    wagtail_reference_index_ignore = True

    edition = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="parenting_entries",
        verbose_name=_("edition"),
    )
    number = models.PositiveIntegerField(_("number"))
    url = models.CharField(_("link"), max_length=MAX_URL)
    key = models.TextField(help_text="The link in its canonical form.")
    key_hash = models.CharField(max_length=64, null=True)
    domain = models.CharField(_("domain"), max_length=253)

    title = models.CharField(_("title"), max_length=MAX_TITLE, blank=True)
    blog = models.CharField(_("blog"), max_length=MAX_NAME, blank=True)
    description = models.CharField(_("description"), max_length=MAX_DESCRIPTION, blank=True)
    name = models.CharField(_("name"), max_length=MAX_NAME, blank=True)
    sponsored = models.BooleanField(_("sponsored"), default=False)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    rules_version = models.CharField(_("consented to the rules of"), max_length=20, blank=True)

    preview = models.CharField(max_length=8, choices=Preview.choices, default=Preview.PENDING)
    found_title = models.CharField(max_length=MAX_TITLE, blank=True)
    found_blog = models.CharField(max_length=MAX_NAME, blank=True)
    found_description = models.CharField(max_length=MAX_DESCRIPTION, blank=True)
    picture = models.FileField(upload_to="parenting/entries/", blank=True)
    picture_width = models.PositiveIntegerField(null=True)
    picture_height = models.PositiveIntegerField(null=True)
    backlink = models.CharField(
        _("backlink"),
        max_length=8,
        choices=BacklinkState.choices,
        blank=True,
        help_text="Empty where none is asked for.",
    )
    backlink_url = models.CharField(max_length=MAX_URL, blank=True)
    backlink_rel = models.CharField(max_length=100, blank=True)
    visited_at = models.DateTimeField(null=True, help_text="When the page was last looked at.")
    visit_next_at = models.DateTimeField(null=True)
    visit_tries = models.PositiveSmallIntegerField(default=0)

    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    reasons = models.JSONField(_("why it was held"), default=list)
    cleared = models.BooleanField(
        default=False, help_text="A moderator approved it: reports do not hide it again."
    )
    reports = models.IntegerField(_("reports"), default=0)
    likes = models.IntegerField(_("likes"), default=0)
    clicks = models.IntegerField(_("clicks"), default=0)
    picked_at = models.DateTimeField(_("picked"), null=True)
    shuffle_one = models.PositiveIntegerField(default=chance)
    shuffle_two = models.PositiveIntegerField(default=chance)

    owner = models.CharField(max_length=22, blank=True, help_text="Id of the visitor's browser.")
    reader = models.ForeignKey(Reader, null=True, on_delete=models.SET_NULL, related_name="entries")
    is_verified = models.BooleanField(
        default=False, help_text="Its blogger had proved that the address is hers."
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ip_key = models.CharField(max_length=64, blank=True)
    told = models.JSONField(
        default=list, help_text="Of what its blogger has had a mail, or wants none; see announcing."
    )
    created_at = models.DateTimeField(_("sent"), help_text="By the database's clock.")
    edited_at = models.DateTimeField(null=True)
    edited_by_team = models.BooleanField(
        default=False, help_text="A host mended it: its blogger changes it no more."
    )
    decided_at = models.DateTimeField(null=True, help_text="When its status last changed.")
    nonce = models.CharField(
        max_length=22,
        null=True,
        unique=True,
        help_text="Of its form token: makes retries harmless.",
    )
    input_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("link-up entry")
        verbose_name_plural = _("link-up entries")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="parenting_entry_number"),
            models.UniqueConstraint(fields=["edition", "key_hash"], name="parenting_entry_link"),
        ]
        indexes = [
            models.Index(fields=["edition", "status", "number"], name="parenting_en_by_number"),
            models.Index(
                fields=["edition", "status", "likes", "number"], name="parenting_en_by_likes"
            ),
            models.Index(
                fields=["edition", "status", "clicks", "number"], name="parenting_en_by_clicks"
            ),
            models.Index(
                fields=["edition", "status", "shuffle_one", "number"], name="parenting_en_shuffled"
            ),
            models.Index(
                fields=["edition", "status", "shuffle_two", "number"], name="parenting_en_mixed"
            ),
            models.Index(fields=["edition", "domain"], name="parenting_en_by_domain"),
            models.Index(fields=["edition", "picked_at"], name="parenting_en_picked"),
            models.Index(fields=["status", "id"], name="parenting_en_by_status"),
            models.Index(fields=["owner", "id"], name="parenting_en_by_owner"),
            models.Index(fields=["ip_key", "created_at"], name="parenting_en_by_ip"),
            models.Index(fields=["visit_next_at"], name="parenting_en_visits"),
        ]

    def __str__(self) -> str:
        """Nothing of what was written: it goes into the audit log."""
        return f"link-up entry {self.pk}"

    @property
    def is_approved(self) -> bool:
        return self.status == Status.APPROVED


class EntryLike(models.Model):
    """One visitor likes one entry. ``liker`` is her key, see ``readers.identity``."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        LinkUpEntry,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    liker = ExactCharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = _("like of an entry")
        constraints = [
            models.UniqueConstraint(fields=["entry", "liker"], name="parenting_entry_like_once")
        ]

    def __str__(self) -> str:
        return f"entry {self.entry_id}"


class EntryReport(models.Model):
    """A visitor thinks that a link should not stand. Who she is, nobody sees."""

    wagtail_reference_index_ignore = True

    class Reason(models.TextChoices):
        SPAM = "spam", _("Advertising or spam")
        BROKEN = "broken", _("The link is broken")
        RULES = "rules", _("Against the rules of the link-up")
        ABUSE = "abuse", _("Insulting, hateful or dangerous")
        OTHER = "other", _("Something else")

    entry = models.ForeignKey(
        LinkUpEntry,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="reported",
    )
    reporter = ExactCharField(max_length=64, db_index=True)
    ip_key = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("reason"), max_length=8, choices=Reason.choices)
    text = models.TextField(_("in her words"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("report of an entry")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "reporter"], name="parenting_entry_report_once"
            )
        ]

    def __str__(self) -> str:
        return f"report of entry {self.entry_id}"


class EntryClicks(models.Model):
    """How often an entry was followed on one day (UTC). Nothing of who did: a number."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        LinkUpEntry,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("clicks"), default=0)

    class Meta:
        verbose_name = _("number of clicks")
        constraints = [
            models.UniqueConstraint(fields=["entry", "day"], name="parenting_entry_clicks_once")
        ]

    def __str__(self) -> str:
        return f"entry {self.entry_id} {self.day}: {self.count}"


class EditionSlot(models.Model):
    """A week of a series that was made or skipped. It stays when its edition is deleted: what a
    host deleted is not made again.

    ``day`` is the local date of the opening, see ``windows.Window.slot``.
    """

    wagtail_reference_index_ignore = True

    series = models.ForeignKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("week of"))
    edition_id = models.IntegerField(null=True, help_text="Null for a week that was skipped.")
    number = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("week of a link-up series")
        constraints = [
            models.UniqueConstraint(fields=["series", "day"], name="parenting_edition_slot_once")
        ]

    def __str__(self) -> str:
        return f"series {self.series_id}: {self.day}"


class Draw(models.Model):
    """A draw of an edition: a public record that anyone can replay, see ``draws``.

    ``announced`` names the public value that decides, before anyone can know it. ``pool`` are the
    numbers of the entries when it was sealed, ``pool_hash`` is published then; ``value`` and
    ``winners`` follow. ``actions`` alone writes it, and never twice.
    """

    wagtail_reference_index_ignore = True

    edition = models.ForeignKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    announced = models.CharField(_("value that decides"), max_length=200)
    announced_at = models.DateTimeField(auto_now_add=True)
    winners_wanted = models.PositiveSmallIntegerField(_("winners"), default=1)
    reason = models.CharField(_("why it is drawn again"), max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200, help_text="Of the edition, in the text of the pool.")
    pool = models.JSONField(default=list)
    pool_hash = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True, help_text="When its edition closed, once sealed.")
    sealed_at = models.DateTimeField(null=True)
    value = models.CharField(_("value"), max_length=1000, blank=True)
    excluded = models.JSONField(default=list)
    winners = models.JSONField(default=list)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        default_permissions = ()

    def __str__(self) -> str:
        return f"draw {self.pk} of edition {self.edition_id}"
