"""Readers with an address, what is mailed to them, and what they want to hear of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_parenting.fields import ExactCharField


class Reader(models.Model):
    """An e-mail address that someone wrote with. The only place that holds it.

    Nobody has proved anything until ``confirmed_at``: until then no mail but the confirmation goes
    to the address. ``address`` is written as ``addresses.normalised`` gives it.
    """

    wagtail_reference_index_ignore = True

    address = ExactCharField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    website = models.CharField(_("web site"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    picture = models.FileField(upload_to="parenting/readers/", blank=True)
    picture_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reader")
        verbose_name_plural = _("readers")

    def __str__(self) -> str:
        """Nothing that would tell the address, wherever this ends up."""
        return f"reader {self.pk}"


class MailedLink(models.Model):
    """A link that was mailed to a reader and works once. Only a digest of its secret is kept.

    ``next`` is a path of the frontend, ``topics`` what she asked to hear of.
    """

    wagtail_reference_index_ignore = True

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    next = models.CharField(max_length=500, blank=True)
    topics = models.JSONField(default=list)
    is_asked_for = models.BooleanField(
        default=True, help_text="It confirms an address; others come with news."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mailed link")

    def __str__(self) -> str:
        return f"link of reader {self.reader_id}"


class Subscription(models.Model):
    """A reader wants to hear of something. ``topic`` is a kind and an id, such as ``thread-12``."""

    wagtail_reference_index_ignore = True

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=40, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("subscription")
        constraints = [
            models.UniqueConstraint(fields=["reader", "topic"], name="parenting_subscription_once")
        ]

    def __str__(self) -> str:
        return f"reader {self.reader_id}: {self.topic}"


class Notice(models.Model):
    """A mail that is to be sent: to a reader, or to someone with an account.

    The row stays until the mail is out, so that nothing is lost when a server is down. ``subject``
    is the id of what it tells of, in the terms of its ``kind``.
    """

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=24)
    reader = models.ForeignKey(Reader, null=True, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    recipient = models.CharField(max_length=64, help_text="Of whom it is; makes the row unique.")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("mail to be sent")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "recipient"], name="parenting_notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} to {self.recipient}"

    @property
    def address(self) -> str:
        """Where it goes, "" for an account without an address."""
        if self.reader is not None:
            return str(self.reader.address)
        return str(self.user.email) if self.user is not None else ""


class Mailing(models.Model):
    """A mail to many, or that is sent once for ever: how far it has come. ``readers.mailings``
    alone writes it.

    ``reached`` is the id of the last reader for whom it was written; those who have an account, and
    no subscription, are told in one go.
    """

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=40)
    reached = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True, db_index=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail to many")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="parenting_mailing_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class MutedMail(models.Model):
    """Someone with an account wants no mails of a kind."""

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24)

    class Meta:
        verbose_name = _("muted mail")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="parenting_muted_mail_once")
        ]

    def __str__(self) -> str:
        return f"user {self.user_id}: {self.kind}"
