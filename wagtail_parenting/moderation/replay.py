"""Sending what is stored through the rules again, be it comments or links."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from wagtail_parenting.moderation.pipeline import Submission, Verdict, would_judge
from wagtail_parenting.moderation.reasons import LASTING
from wagtail_parenting.moderation.standing import Status

BATCH = 500


@dataclass(frozen=True)
class Change:
    """What the rules would make of something stored. ``kind`` is that of its submission."""

    kind: str
    pk: int
    status: str
    verdict: Verdict

    def __str__(self) -> str:
        words = ", ".join(sorted(self.verdict.words)) or "nothing against it"
        return f"{self.kind} {self.pk}: {self.status} → {self.verdict.status} ({words})"


@dataclass(frozen=True, kw_only=True)
class Replay:
    """How one kind of thing is looked at again.

    ``unseen`` are things that no moderator has decided on; ``submissions`` makes of some of them,
    in their order, what the rules judge. ``locked`` answers one as it is now, with its page locked;
    ``decide`` writes one that is.
    """

    unseen: Callable[[], QuerySet[Any]]
    submissions: Callable[[Sequence[Any]], Iterable[Submission]]
    locked: Callable[[int], Any]
    decide: Callable[..., None]

    def changes(self, since: datetime.timedelta) -> Iterator[Change]:
        """What would change of what was sent ``since`` then, oldest first. Writes nothing.

        Only what the rules decided: what a moderator approved, removed or took for spam, she did,
        and what she, a reader's report or the way of its sending put into the queue waits there.
        """
        found = self.unseen().filter(
            created_at__gt=timezone.now() - since,
            status__in=[Status.APPROVED, Status.HELD],
            cleared=False,
        )
        last = 0
        while batch := list(found.filter(pk__gt=last).order_by("pk")[:BATCH]):
            last = batch[-1].pk
            for thing, submission in zip(batch, self.submissions(batch), strict=True):
                verdict = would_judge(submission)
                if thing.status == Status.HELD:
                    lasting = [item for item in thing.reasons if item["reason"] in LASTING]
                    verdict = verdict.besides(lasting)
                if verdict.status != thing.status:
                    yield Change(submission.kind, thing.pk, thing.status, verdict)

    def apply(self, change: Change) -> None:
        """Make it so, unless someone has decided meanwhile."""
        with transaction.atomic():
            thing = self.locked(change.pk)
            if thing.status == change.status and not thing.cleared:
                self.decide(thing, change.verdict.status, reasons=change.verdict.reasons)
