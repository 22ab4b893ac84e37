"""The heaps that moderators look at: what waits, what was reported, and what became of the rest."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.moderation.standing import Status


class Tab(models.TextChoices):
    HELD = Status.HELD.value, _("Held")
    REPORTED = "reported", _("Reported")
    APPROVED = Status.APPROVED.value, _("Approved")
    SPAM = Status.SPAM.value, _("Spam")
    REMOVED = Status.REMOVED.value, _("Removed")
    WITHDRAWN = Status.WITHDRAWN.value, _("Withdrawn")
    ALL = "all", _("All")


#: Those whose numbers matter, and are small enough to be counted at each look.
COUNTED = (Tab.HELD, Tab.REPORTED)


def tab_of(query: Any) -> str:
    """The tab that a query names; what waits, if it names none."""
    status = query.get("status", "")
    return status if status in Tab.values else Tab.HELD.value
