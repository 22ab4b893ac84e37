"""What the rules ask of earlier entries."""

from __future__ import annotations

import datetime
import functools

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from wagtail_parenting.conf import config
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation.pipeline import Recent
from wagtail_parenting.moderation.standing import Status

HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)


class EntryHistory:
    """``moderation.pipeline.History`` of an entry, stored or about to be. A link cannot come twice,
    so no entry is told for a duplicate."""

    def __init__(self, entry: LinkUpEntry) -> None:
        self.entry = entry

    @functools.cached_property
    def recent(self) -> Recent:
        """2 queries."""
        now, entry = timezone.now(), self.entry
        others = LinkUpEntry.objects.exclude(pk=entry.pk)
        from_connection = 0
        if entry.ip_key:
            sent = others.filter(ip_key=entry.ip_key, created_at__gt=now - HOUR)
            from_connection = sent.count()
        return Recent(from_connection, self._sent_to_edition(others, now - MINUTE))

    def _sent_to_edition(self, others: QuerySet[LinkUpEntry], since: datetime.datetime) -> int:
        """Counted among as many of the latest as rules ask for: the edition may hold many, and its
        numbers follow each other in time."""
        most = config().flood_per_page_and_minute
        latest = others.filter(edition=self.entry.edition_id).order_by("-number")[:most]
        sent = latest.aggregate(lately=Count("pk", filter=Q(created_at__gt=since)))
        return int(sent["lately"])

    @property
    def has_approved(self) -> bool:
        entry = self.entry
        mine = Q(pk__in=[])
        if entry.is_verified and entry.reader_id is not None:
            mine |= Q(reader=entry.reader_id)
        if entry.user_id is not None:
            mine |= Q(user=entry.user_id)
        others = LinkUpEntry.objects.exclude(pk=entry.pk)
        return others.filter(mine, status=Status.APPROVED).exists()
