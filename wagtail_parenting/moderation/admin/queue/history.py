"""What happened to something that a reader sent, from Wagtail's audit log."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from wagtail_parenting.moderation.admin.queue.queues import Queue

#: The newest; nobody reads more.
MOST = 100
_BY_ITS_SENDER = ("edit", "withdraw")


@dataclass(frozen=True)
class Past:
    """One act. ``before`` is what stood there before it was redacted, while it is kept."""

    said: str
    who: str
    at: datetime.datetime
    before: str = ""


def past(queue: Queue, item: Any) -> list[Past]:
    """The newest first, the sending last. 1 query."""
    entries = registry.get_logs_for_instance(item).select_related("user")
    found = [_past(queue, entry) for entry in entries.order_by("-timestamp", "-pk")[:MOST]]
    return [*found, Past(_("Sent"), item.name or _("Someone"), item.created_at)]


def latest(queue: Queue, items: Iterable[Any]) -> dict[int, Past]:
    """What was done last with each. 1 query."""
    kind = ContentType.objects.get_for_model(queue.model)
    ids = [str(item.pk) for item in items]
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id__in=ids)
    in_time = entries.select_related("user").order_by("timestamp", "pk")
    return {int(entry.object_id): _past(queue, entry) for entry in in_time}


def _past(queue: Queue, entry: Any) -> Past:
    senders = [f"{queue.log_prefix}.{verb}" for verb in _BY_ITS_SENDER]
    is_senders = entry.user_id is None and entry.action in senders
    return Past(
        said=str(entry.message),
        who=str(queue.by_sender) if is_senders else entry.user_display_name,
        at=entry.timestamp,
        before=str(entry.data.get("before", "")),
    )
