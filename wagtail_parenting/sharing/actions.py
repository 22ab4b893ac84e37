"""The one thing that is written: that a page was shared."""

from __future__ import annotations

from wagtail_parenting import daily_counts
from wagtail_parenting.errors import UnknownTarget
from wagtail_parenting.sharing.models import ShareCount
from wagtail_parenting.sharing.targets import unknown_targets


def count_share(*, page_id: int, target: str) -> None:
    """Count one share of a page today. 1 query, 3 for the first of a day.

    No version moves: counts stand in no page. Raises ``UnknownTarget``. A target that editors have
    switched off meanwhile counts still: a cache may hold the page with its button.
    """
    if message := unknown_targets([target]):
        error = {"loc": ["body", "target"], "msg": message, "type": "unknown_target"}
        raise UnknownTarget(message, errors=[error])  # type: ignore[list-item]
    daily_counts.count(ShareCount, page_id=page_id, target=target)
