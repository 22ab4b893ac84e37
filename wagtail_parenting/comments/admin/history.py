"""What happened to a comment, from Wagtail's audit log."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from wagtail_parenting.comments.models import ReaderComment

#: The newest; nobody reads more.
MOST = 100
_BY_ITS_WRITER = {"parenting.comment.edit", "parenting.comment.withdraw"}


@dataclass(frozen=True)
class Past:
    """One act. ``before`` is what stood in the comment before it was redacted, while it is
    kept."""

    said: str
    who: str
    at: datetime.datetime
    before: str = ""


def past(comment: ReaderComment) -> list[Past]:
    """The newest first, the writing last. 1 query."""
    entries = registry.get_logs_for_instance(comment).select_related("user")
    found = [_past(entry) for entry in entries.order_by("-timestamp", "-pk")[:MOST]]
    written = Past(_("Written"), comment.name or _("Someone"), comment.created_at)
    return [*found, written]


def latest(comments: Iterable[ReaderComment]) -> dict[int, Past]:
    """What was done last with each. 1 query."""
    kind = ContentType.objects.get_for_model(ReaderComment)
    ids = [str(comment.pk) for comment in comments]
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id__in=ids)
    in_time = entries.select_related("user").order_by("timestamp", "pk")
    return {int(entry.object_id): _past(entry) for entry in in_time}


def _past(entry: Any) -> Past:
    is_writers = entry.user_id is None and entry.action in _BY_ITS_WRITER
    return Past(
        said=str(entry.message),
        who=_("Its writer") if is_writers else entry.user_display_name,
        at=entry.timestamp,
        before=str(entry.data.get("before", "")),
    )
