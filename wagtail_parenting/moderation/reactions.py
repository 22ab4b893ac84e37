"""What visitors do with what others sent, be it a comment or a link: liking it, reporting it.

Each slice has tables of its own for likes and reports, and one ``Reactions`` that knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, F

from wagtail_parenting.conf import config
from wagtail_parenting.errors import NotFound
from wagtail_parenting.moderation.pipeline import reason as reason_of
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.tokens import keyed_hash


@dataclass(frozen=True, kw_only=True)
class Reactions:
    """Likes and reports of one kind of thing.

    ``name`` is that of the key from ``likes`` and ``reports`` to a thing, ``missing`` what is said,
    translated late, where there is none. ``locked`` answers a thing as it is now, with its page
    locked; ``decide`` and ``update`` write one that is. ``taken_back`` is told the ids of
    things that lost a like.
    """

    things: type[Any]
    likes: type[Any]
    reports: type[Any]
    name: str
    missing: Any
    locked: Callable[[int], Any]
    decide: Callable[..., None]
    update: Callable[..., None]
    taken_back: Callable[[list[int]], None] = lambda ids: None

    def like(self, pk: int, who: Who) -> int:
        """Like it, once. Answers how many do. 3 queries. Raises ``NotFound``.

        The counter goes first: the row's lock puts those who like it at once in a line, and a like
        that was there takes it back.
        """
        liked = self.things.objects.filter(pk=pk, status=Status.APPROVED)
        try:
            with transaction.atomic():
                if not liked.update(likes=F("likes") + 1):
                    raise NotFound(str(self.missing))
                self.likes.objects.create(**{f"{self.name}_id": pk, "liker": who.key})
        except IntegrityError:
            pass
        return self._likes(pk)

    def unlike(self, pk: int, who: Who) -> int:
        """Take a like back. Answers how many are left. At most 4 queries, and what ``taken_back``
        costs. Raises ``NotFound``."""
        if not self.things.objects.filter(pk=pk, status=Status.APPROVED).exists():
            raise NotFound(str(self.missing))
        if who.is_known:
            self._forget_likes(**{self.name: pk, "liker": who.key})
        return self._likes(pk)

    def report(self, pk: int, who: Who, *, reason: str, text: str, address: str) -> None:
        """Say that it should not stand, once. At most 10 queries. Raises ``NotFound``.

        ``REPORTS_TO_HIDE`` of them, from as many connections, hold it until a moderator has looked,
        unless one has approved it before.
        """
        with transaction.atomic():
            thing = self.locked(pk)
            if not thing.is_approved:
                raise NotFound(str(self.missing))
            said = self.reports(
                **{f"{self.name}_id": pk},
                reporter=who.key,
                ip_key=keyed_hash("connection", address) if address else "",
                reason=reason,
                text=text,
            )
            self.reports.objects.bulk_create([said], ignore_conflicts=True)
            standing = self.reports.objects.filter(**{self.name: pk, "resolved_at": None})
            counts = standing.aggregate(
                reporters=Count("reporter"), connections=Count("ip_key", distinct=True)
            )
            if min(counts.values()) >= config().reports_to_hide and not thing.cleared:
                self.decide(
                    thing,
                    Status.HELD,
                    reports=counts["reporters"],
                    reasons=[*thing.reasons, reason_of("reported", str(counts["reporters"]))],
                )
            else:
                self.update(thing, reports=counts["reporters"])

    def forget(self, keys: Iterable[str]) -> None:
        """Take back all likes and reports of someone who is erased. 2 queries, and 2 for each."""
        wanted = list(keys)
        self._forget_likes(liker__in=wanted)
        self._forget_reports(reporter__in=wanted)

    def hand_over(self, visitor: str, key: str) -> None:
        """What a browser liked and reported as ``visitor`` is its reader's now. What both did
        counts once. 6 queries, and 2 for each of these."""
        self._take_over(self.likes, "liker", visitor, key, self._forget_likes)
        self._take_over(self.reports, "reporter", visitor, key, self._forget_reports)

    def _take_over(
        self, rows: type[Any], by: str, visitor: str, key: str, forget: Callable[..., None]
    ) -> None:
        """Again, if her other device did meanwhile what this browser had done."""
        for is_last in (False, False, True):
            done = rows._default_manager.filter(**{by: key}).values_list(self.name, flat=True)
            forget(**{by: visitor, f"{self.name}__in": list(done)})
            try:
                with transaction.atomic():
                    rows._default_manager.filter(**{by: visitor}).update(**{by: key})
                return
            except IntegrityError:
                if is_last:
                    raise

    def _forget_likes(self, **wanted: Any) -> None:
        """The counter goes first, as in ``like``."""
        taken = []
        for like in self.likes.objects.filter(**wanted):
            pk = getattr(like, f"{self.name}_id")
            with transaction.atomic():
                self.things.objects.filter(pk=pk).update(likes=F("likes") - 1)
                if _delete(like):
                    taken.append(pk)
        if taken:
            self.taken_back(taken)

    def _forget_reports(self, **wanted: Any) -> None:
        for report in self.reports.objects.filter(**wanted):
            with transaction.atomic():
                if report.resolved_at is None:
                    reported = self.things.objects.filter(
                        pk=getattr(report, f"{self.name}_id"), reports__gt=0
                    )
                    reported.update(reports=F("reports") - 1)
                _delete(report)

    def _likes(self, pk: int) -> int:
        found = self.things.objects.filter(pk=pk).values_list("likes", flat=True).first()
        return found or 0


def _delete(row: Any) -> bool:
    """Delete a row. Where someone else has, the running transaction is undone, and with it what it
    counted. Answers whether it was there."""
    same = type(row)._default_manager.filter(pk=row.pk)
    if same._raw_delete(same.db):
        return True
    transaction.set_rollback(True)
    return False
