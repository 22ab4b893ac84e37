"""What visitors do with an entry: like it, report it, follow it."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wagtail_parenting import daily_counts
from wagtail_parenting.linkups import places
from wagtail_parenting.linkups.models import EntryClicks, EntryLike, EntryReport, LinkUpEntry
from wagtail_parenting.moderation.reactions import Reactions
from wagtail_parenting.readers.identity import Who

REACTIONS = Reactions(
    things=LinkUpEntry,
    likes=EntryLike,
    reports=EntryReport,
    name="entry",
    missing=_("There is no such entry."),
    locked=places.locked,
    decide=places.decide,
    update=places.update,
)


def like(*, entry_id: int, who: Who) -> int:
    """Like an entry, once. Answers how many do. Raises ``NotFound``."""
    return REACTIONS.like(entry_id, who)


def unlike(*, entry_id: int, who: Who) -> int:
    """Take a like back. Answers how many are left. Raises ``NotFound``."""
    return REACTIONS.unlike(entry_id, who)


def report(*, entry_id: int, who: Who, reason: str, text: str, address: str) -> None:
    """Say that an entry should not stand, once. Raises ``NotFound``."""
    REACTIONS.report(entry_id, who, reason=reason, text=text, address=address)


def hand_over(*, visitor: str, key: str) -> None:
    """What a browser liked and reported as ``visitor`` is its reader's now."""
    REACTIONS.hand_over(visitor, key)


def visit(*, entry_id: int) -> None:
    """Count that an entry was followed, on its day and in all; of whom, nothing is kept. 2 queries,
    4 for the first of a day."""
    if LinkUpEntry.objects.filter(pk=entry_id).update(clicks=F("clicks") + 1):
        daily_counts.count(EntryClicks, entry_id=entry_id)
