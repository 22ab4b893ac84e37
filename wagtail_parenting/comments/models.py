"""Reader comments, what others said of them, and how a site takes them."""

from __future__ import annotations

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField

from wagtail_parenting.blocks import RICH_TEXT_FEATURES
from wagtail_parenting.comments.threads import MAX_STEPS, STEP
from wagtail_parenting.fields import ExactCharField, ThreadPathField
from wagtail_parenting.moderation.standing import WAITING, Approval, Status
from wagtail_parenting.readers.models import Reader

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")

#: Those of ``moderation.standing`` are a comment's too.
__all__ = ["WAITING", "Approval", "Status"]

MAX_NAME = 80
MAX_WEBSITE = 300
MAX_TITLE = 200


class Order(models.TextChoices):
    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    TOP = "top", _("Most liked first")


class Notify(models.TextChoices):
    """What a commenter wants to hear of by mail."""

    NONE = "none", _("Nothing")
    REPLIES = "replies", _("Replies to the comment")
    THREAD = "thread", _("Everything in the thread")


class Badge(models.TextChoices):
    """What an account said of its owner when she wrote."""

    NONE = "", _("None")
    AUTHOR = "author", _("Author of the page")
    TEAM = "team", _("Team")


class RecentPost(models.TextChoices):
    """Whether the newest post of the commenter's own blog is looked for, and how that went."""

    NONE = "", _("Not asked for")
    WANTED = "wanted", _("To be looked for")
    READY = "ready", _("Found")
    FAILED = "failed", _("Not found")
    REMOVED = "removed", _("Removed by a moderator")


class ReaderComment(models.Model):
    """What a visitor wrote below a page. ``actions`` alone writes it.

    ``is_shown`` holds for what has a place in the thread: approved comments, and tombstones, which
    are those with shown replies that are not approved themselves. ``replies`` counts the shown ones
    right below, ``below`` (of a thread's first comment) all that are shown in the thread.

    The keys to the page and within a thread have no constraint: MariaDB would lock the page's row
    at each insert, and Django's cascade loads a whole thread and fails in a deep one. ``actions``
    deletes by page and by path.
    """

    wagtail_reference_index_ignore = True

    page = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="parenting_comments",
        verbose_name=_("page"),
    )
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="children"
    )
    root = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    depth = models.PositiveIntegerField(default=0)
    path = ThreadPathField(max_length=MAX_STEPS * STEP, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    is_shown = models.BooleanField(default=False)
    reasons = models.JSONField(_("why it was held"), default=list)
    cleared = models.BooleanField(
        default=False, help_text="A moderator approved it: reports do not hide it again."
    )
    pinned = models.BooleanField(_("pinned"), default=False)
    replies = models.IntegerField(default=0)
    below = models.IntegerField(default=0)
    likes = models.IntegerField(_("likes"), default=0)
    reports = models.IntegerField(_("reports"), default=0)

    body = models.TextField(_("text"), help_text="As it was written.")
    html = models.TextField(help_text="The body as it is shown.")
    name = models.CharField(_("name"), max_length=MAX_NAME, blank=True)
    website = models.CharField(_("web site"), max_length=MAX_WEBSITE, blank=True)
    language = models.CharField(max_length=20, blank=True)
    seed = models.PositiveSmallIntegerField(default=0, help_text="Chance, for the colour shown.")

    owner = models.CharField(max_length=22, blank=True, help_text="Id of the visitor's browser.")
    reader = models.ForeignKey(
        Reader, null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    is_verified = models.BooleanField(
        default=False, help_text="Its writer had proved that the address is hers."
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    badge = models.CharField(max_length=8, choices=Badge.choices, blank=True)
    ip_key = models.CharField(max_length=64, blank=True)
    notify = models.CharField(max_length=8, choices=Notify.choices, default=Notify.NONE)

    recent_state = models.CharField(max_length=8, choices=RecentPost.choices, blank=True)
    recent_title = models.CharField(max_length=MAX_TITLE, blank=True)
    recent_url = models.CharField(max_length=2000, blank=True)
    recent_at = models.DateTimeField(null=True)
    recent_next_try_at = models.DateTimeField(null=True)
    recent_tries = models.PositiveSmallIntegerField(default=0)

    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(null=True)
    edited_by_team = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, help_text="When its status last changed.")
    announced_at = models.DateTimeField(null=True, help_text="When others were told of it.")

    nonce = models.CharField(
        max_length=22,
        null=True,
        unique=True,
        help_text="Of its form token: makes retries harmless.",
    )
    input_digest = models.CharField(max_length=64, blank=True)
    body_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("reader comment")
        verbose_name_plural = _("reader comments")
        default_permissions = ()
        permissions = [
            ("moderate_readercomment", _("Can moderate comments and link-ups")),
            ("see_reader_addresses", _("Can see the e-mail addresses of readers")),
        ]
        indexes = [
            models.Index(
                fields=["page", "root", "is_shown", "pinned", "id"], name="parenting_rc_by_age"
            ),
            models.Index(
                fields=["page", "root", "is_shown", "pinned", "likes", "id"],
                name="parenting_rc_by_likes",
            ),
            models.Index(fields=["root", "path"], name="parenting_rc_in_thread"),
            models.Index(fields=["status", "id"], name="parenting_rc_by_status"),
            models.Index(fields=["owner", "id"], name="parenting_rc_by_owner"),
            models.Index(fields=["ip_key", "created_at"], name="parenting_rc_by_ip"),
            models.Index(fields=["page", "created_at"], name="parenting_rc_by_page"),
            models.Index(fields=["status", "page", "id"], name="parenting_rc_of_page"),
            models.Index(fields=["body_digest"], name="parenting_rc_by_body"),
            models.Index(fields=["recent_next_try_at"], name="parenting_rc_recent"),
            models.Index(fields=["announced_at", "decided_at"], name="parenting_rc_untold"),
        ]

    def __str__(self) -> str:
        """Nothing of what was written: it goes into the audit log."""
        return f"reader comment {self.pk}"

    @property
    def is_approved(self) -> bool:
        return self.status == Status.APPROVED


class CommentLike(models.Model):
    """One reader likes one comment. ``liker`` is her key, see ``readers.identity``.

    Without a constraint to the comment: two who like it at once would lock each other out.
    """

    wagtail_reference_index_ignore = True

    comment = models.ForeignKey(
        ReaderComment,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    liker = ExactCharField(max_length=64, db_index=True)
    is_new = models.BooleanField(
        default=True, db_index=True, help_text="Kept answers do not show it yet."
    )

    class Meta:
        verbose_name = _("like")
        constraints = [
            models.UniqueConstraint(fields=["comment", "liker"], name="parenting_like_once")
        ]

    def __str__(self) -> str:
        return f"comment {self.comment_id}"


class CommentReport(models.Model):
    """A reader thinks that a comment should not stand. Who she is, nobody sees."""

    wagtail_reference_index_ignore = True

    class Reason(models.TextChoices):
        SPAM = "spam", _("Advertising or spam")
        ABUSE = "abuse", _("Insulting or hateful")
        PRIVACY = "privacy", _("Tells private things of someone")
        ADVICE = "advice", _("Dangerous advice")
        OTHER = "other", _("Something else")

    comment = models.ForeignKey(
        ReaderComment,
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
        verbose_name = _("report")
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="parenting_report_once")
        ]

    def __str__(self) -> str:
        return f"report of comment {self.comment_id}"


@register_setting(icon="comment", order=652)
class CommentSettings(BaseSiteSetting):
    """How a site takes reader comments."""

    class Digest(models.TextChoices):
        OFF = "off", _("Never")
        HOURLY = "hourly", _("Every hour, when something waits")
        DAILY = "daily", _("Every day, when something waits")

    is_closed = models.BooleanField(
        _("close all comments"),
        default=False,
        help_text=_("On every page of the site, at once. What was written can still be read."),
    )
    approval = models.CharField(
        _("whose comments wait for approval"),
        max_length=10,
        choices=Approval.choices,
        default=Approval.NEWCOMERS,
        help_text=_(
            "A newcomer has no approved comment under a confirmed address yet. Pages can differ."
        ),
    )
    order = models.CharField(_("order"), max_length=8, choices=Order.choices, default=Order.OLDEST)
    rules = RichTextField(
        _("rules of the house"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("Shown beside the form."),
    )
    notify_authors = models.BooleanField(
        _("tell authors"),
        default=True,
        help_text=_("An author with an account hears by mail of comments on her article."),
    )
    digest = models.CharField(
        _("tell moderators"),
        max_length=8,
        choices=Digest.choices,
        default=Digest.DAILY,
        help_text=_("One mail with all that waits."),
    )
    digest_sent_at = models.DateTimeField(null=True, editable=False)

    panels = [
        FieldPanel("is_closed"),
        MultiFieldPanel([FieldPanel("approval"), FieldPanel("rules")], heading=_("Taking them")),
        FieldPanel("order"),
        MultiFieldPanel([FieldPanel("notify_authors"), FieldPanel("digest")], heading=_("Mails")),
    ]

    class Meta:
        verbose_name = _("reader comments")


def comment_settings(site: object) -> CommentSettings:
    """Those of a site that ``Frontends`` has loaded; the defaults where nobody has saved any, or
    without a site. No query."""
    own: CommentSettings | None = getattr(site, "commentsettings", None)
    return own if own is not None else CommentSettings()
