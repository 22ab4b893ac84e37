"""How the review of an article stands today."""

from __future__ import annotations

import datetime
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.conf import config

ReviewState = Literal["overdue", "soon", "reviewed", "none"]

REVIEW_LABELS = {
    "overdue": _("Review overdue"),
    "soon": _("Review due soon"),
    "reviewed": _("Reviewed"),
    "none": _("Not reviewed"),
}


def review_state(
    next_review: datetime.date | None, last_reviewed: datetime.date | None
) -> ReviewState:
    """``overdue`` from the day it is due; ``soon`` within ``REVIEW_SOON_DAYS``."""
    today = timezone.localdate()
    if next_review is not None and next_review <= today:
        return "overdue"
    if next_review is not None and next_review <= due_soon_until():
        return "soon"
    return "reviewed" if last_reviewed else "none"


def due_soon_until() -> datetime.date:
    """The last day that counts as soon."""
    return timezone.localdate() + datetime.timedelta(days=config().review_soon_days)
