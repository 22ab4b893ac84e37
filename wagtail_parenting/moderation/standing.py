"""Where something stands that a reader sent, comment or link, and whose has to wait."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Only what is approved is read by everyone."""

    APPROVED = "approved", _("Approved")
    HELD = "held", _("Held")
    SPAM = "spam", _("Spam")
    REMOVED = "removed", _("Removed")
    WITHDRAWN = "withdrawn", _("Withdrawn by its writer")


#: What its writer is told waits. Spam too: whoever sends it learns nothing from the answer.
WAITING = (Status.HELD, Status.SPAM)


class Approval(models.TextChoices):
    """Whose waits for a moderator."""

    ALL = "all", _("Everyone’s")
    NEWCOMERS = "newcomers", _("Those of newcomers")
    NONE = "none", _("Nobody’s")
