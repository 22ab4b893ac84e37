"""The heaps that moderators look at: what waits, what was reported, and what became of the rest."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.comments.models import CommentReport, ReaderComment, Status
from wagtail_parenting.moderation.permissions import Area

Rows = QuerySet[ReaderComment]


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


def moderated(area: Area) -> Rows:
    """All that stands in ``area``."""
    return ReaderComment.objects.filter(area.rows())


def waiting(area: Area) -> Rows:
    """What waits there, the oldest first."""
    return moderated(area).filter(status=Status.HELD).order_by("pk")


def in_tab(rows: Rows, tab: str) -> Rows:
    """Those of ``rows`` that a tab holds. Reports are few: they lead to what was reported, where a
    look at each comment's own count would be one at all of them."""
    if tab == Tab.ALL:
        return rows
    if tab == Tab.REPORTED:
        reports = CommentReport.objects.filter(resolved_at=None).values("comment")
        return rows.filter(pk__in=reports, status__in=(Status.APPROVED, Status.HELD))
    return rows.filter(status=tab)


def in_order(rows: Rows, tab: str) -> Rows:
    """What waits longest first; of the rest the newest."""
    return rows.order_by("pk" if tab == Tab.HELD else "-pk")
