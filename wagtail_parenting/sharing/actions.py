"""The one thing that is written: that a page was shared."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from wagtail_parenting.errors import UnknownTarget
from wagtail_parenting.sharing.models import ShareCount
from wagtail_parenting.sharing.targets import registry, unknown_targets


def count_share(*, page_id: int, target: str) -> None:
    """Count one share of a page today. 1 query, 3 for the first of a day.

    No version moves: counts stand in no page. Raises ``UnknownTarget``. A target that editors have
    switched off meanwhile counts still: a cache may hold the page with its button.
    """
    if target not in registry():
        message = unknown_targets([target])
        error = {"loc": ["body", "target"], "msg": message, "type": "unknown_target"}
        raise UnknownTarget(message, errors=[error])  # type: ignore[list-item]
    today = timezone.now().date()
    row = ShareCount.objects.filter(page_id=page_id, target=target, day=today)
    if row.update(count=F("count") + 1):
        return
    # Two may be the first: one of them makes the row, both add to it.
    first = ShareCount(page_id=page_id, target=target, day=today, count=0)
    ShareCount.objects.bulk_create([first], ignore_conflicts=True)
    row.update(count=F("count") + 1)
