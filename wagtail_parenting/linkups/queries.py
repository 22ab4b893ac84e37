"""Reading entries: a page of an edition's, one, what someone sent, what was picked.

Cursors are keysets. A statement has one branch for each run of rows that an index holds in order,
and each branch ends after as many rows as are wanted: any page, in any order, costs the same in an
edition of fifty as in one of fifty thousand.

A random order is one of four that entries have for good, by two numbers that chance gave each,
forwards or backwards, and begins anywhere: the seed says which and where. Nothing that comes or
goes moves the others, and every place is as likely as any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from django.db import router
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from wagtail_parenting.errors import InvalidCursor
from wagtail_parenting.headless.prepared import ID, NUMBERS, Written, in_turn, written
from wagtail_parenting.linkups.models import SHUFFLE_END, EntryLike, LinkUpEntry
from wagtail_parenting.moderation.standing import WAITING, Status
from wagtail_parenting.readers.identity import STRANGER, Who

Order = Literal["oldest", "newest", "likes", "clicks", "random"]
ORDERS: tuple[str, ...] = get_args(Order)
#: Where a random order begins, in a statement that is written before it is known.
_START = NUMBERS[2]

_COLUMNS = (
    "id",
    "edition_id",
    "number",
    "url",
    "title",
    "blog",
    "description",
    "name",
    "sponsored",
    "sensitive",
    "preview",
    "found_title",
    "found_blog",
    "found_description",
    "picture",
    "picture_width",
    "picture_height",
    "backlink",
    "status",
    "likes",
    "clicks",
    "picked_at",
    "shuffle_one",
    "shuffle_two",
    "owner",
    "reader_id",
    "user_id",
    "created_at",
    "edited_at",
    "edited_by_team",
)


class Row(NamedTuple):
    """An entry as it is read, and whether whoever asks likes it."""

    id: int
    edition_id: int
    number: int
    url: str
    title: str
    blog: str
    description: str
    name: str
    sponsored: bool
    sensitive: bool
    preview: str
    found_title: str
    found_blog: str
    found_description: str
    picture: str
    picture_width: int | None
    picture_height: int | None
    backlink: str
    status: str
    likes: int
    clicks: int
    picked_at: Any
    shuffle_one: int
    shuffle_two: int
    owner: str
    reader_id: int | None
    user_id: int | None
    created_at: Any
    edited_at: Any
    edited_by_team: bool
    liked: bool

    @classmethod
    def of(cls, entry: LinkUpEntry) -> Row:
        """An entry that has just been written. No query."""
        values = [getattr(entry, name) for name in _COLUMNS]
        values[_COLUMNS.index("picture")] = entry.picture.name or ""
        return cls(*values, False)  # type: ignore[call-arg]

    @property
    def is_approved(self) -> bool:
        return self.status == Status.APPROVED


@dataclass(frozen=True)
class EntryRows:
    """A page of a list of entries. ``next`` is a key, or None at the end."""

    rows: list[Row]
    next: list[Any] | None = None


_Part = Literal["whole", "level", "beyond"]


class _Run(NamedTuple):
    """Rows that follow each other in an index: in the order of ``names``, those that ``bound`` says
    of where a random order begins (``gte``; empty: all)."""

    names: tuple[str, ...]
    is_descending: bool
    bound: str = ""


def rows(queryset: QuerySet[Any], who: Who = STRANGER) -> QuerySet[Any]:
    """``queryset`` as tuples that make ``Row``."""
    liked: Any = Value(False)
    if who.is_known:
        liked = Exists(EntryLike.objects.filter(entry=OuterRef("pk"), liker=who.key))
    found: QuerySet[Any] = queryset.annotate(liked=liked).values_list(*_COLUMNS, "liked")
    return found


def visible_to(who: Who) -> Q:
    """What everyone sees, and what of ``who``'s own waits for a moderator."""
    shown = Q(status=Status.APPROVED)
    return shown | (who.own() & Q(status__in=WAITING)) if who.is_known else shown


def entries(
    edition_id: int,
    *,
    order: str,
    seed: int = 0,
    limit: int,
    after: list[Any] | None = None,
    who: Who = STRANGER,
) -> EntryRows:
    """A page of the entries of an edition. 1 query.

    ``after`` is ``next`` of the page before. Raises ``InvalidCursor``.
    """
    runs, start = _runs(order, seed)
    first, place = _place(runs, after)
    values = {ID: edition_id, _START: start, **dict(zip(NUMBERS, place or (), strict=False))}
    branches = [
        _statement(run, part, limit + 1, who).filled(values)
        for position, run in enumerate(runs[first:], start=first)
        for part in _parts(run, is_begun=place is not None and position == first)
    ]
    if who.is_known:
        waiting = own_in_edition(ID, who.own()).filter(status__in=WAITING)
        branches.append(written(rows(waiting, who)).filled(values))
    found = [Row(*row) for row in in_turn(_alias(), branches)]
    found.sort(key=lambda row: _sort_key(runs, _key(runs, start, row)))
    if after is not None:  # of what waits, all was asked for
        found = [row for row in found if _is_beyond(runs, _key(runs, start, row), after)]
    shown = found[:limit]
    following = _key(runs, start, shown[-1]) if len(found) > limit else None
    return EntryRows(shown, following)


def own_in_edition(edition_id: int, own: Q) -> QuerySet[Any]:
    """Someone's entries of an edition; ``own`` is ``Who.own`` or the like. No query of its own.

    The edition is compared so that no index of it can be used: she has sent a few, it holds up to
    fifty thousand, and databases without statistics would look through all of these.
    """
    found: QuerySet[Any] = _all().annotate(stands_in=F("edition_id") + 0)
    return found.filter(own, stands_in=edition_id)


def one(entry_id: int, who: Who = STRANGER) -> Row | None:
    """An entry that ``who`` may see. 1 query."""
    found = rows(_all().filter(visible_to(who), pk=entry_id), who).first()
    return Row(*found) if found else None


def of_writer(who: Who, *, limit: int, after: int | None = None) -> list[Row]:
    """What ``who`` sent and has not withdrawn, the newest first. 1 query."""
    mine = _all().filter(who.own()).exclude(status=Status.WITHDRAWN)
    if after is not None:
        mine = mine.filter(pk__lt=after)
    return [Row(*row) for row in rows(mine.order_by("-pk")[:limit], who)]


def of_editions(edition_ids: Iterable[int], *, limit: int) -> dict[int, list[Row]]:
    """The first ``limit`` entries of each edition, the oldest first. 1 query, none without ids."""
    found: dict[int, list[Row]] = {pk: [] for pk in edition_ids}
    [run], _start = _runs("oldest", 0)
    statement = _for_strangers(run, False, limit, _alias())
    for values in in_turn(_alias(), statement.for_each(_alias(), sorted(found))):
        row = Row(*values)
        found[row.edition_id].append(row)
    for rows_of in found.values():
        rows_of.sort(key=lambda row: row.number)
    return found


def picked(edition_ids: Iterable[int]) -> dict[int, list[Row]]:
    """What hosts picked of each edition, in the order of picking. 1 query, none without ids."""
    found: dict[int, list[Row]] = {pk: [] for pk in edition_ids}
    if found:
        picks = _all().filter(
            edition__in=list(found), picked_at__isnull=False, status=Status.APPROVED
        )
        for row in rows(picks.order_by("picked_at", "number")):
            entry = Row(*row)
            found[entry.edition_id].append(entry)
    return found


# --- Orders ---------------------------------------------------------------------------------------


def _runs(order: str, seed: int) -> tuple[list[_Run], int]:
    """The runs of an order one after the other, and where a random one begins."""
    if order == "random":
        digest = hashlib.sha256(f"entries {seed}".encode()).digest()
        start = int.from_bytes(digest[:4], "big") % SHUFFLE_END
        names = ("shuffle_one" if digest[4] % 2 else "shuffle_two", "number")
        descends = digest[5] % 2 == 1
        bounds = ("lte", "gt") if descends else ("gte", "lt")
        return [_Run(names, descends, bound) for bound in bounds], start
    by_number = order in ("oldest", "newest")
    ways: tuple[str, ...] = ("number",) if by_number else (order, "number")
    return [_Run(ways, order != "oldest")], 0


def _sort_key(runs: Sequence[_Run], key: Sequence[int]) -> tuple[int, ...]:
    """By which keys sort as their rows follow each other."""
    sign = -1 if runs[0].is_descending else 1
    return (key[0], *(sign * value for value in key[1:]))


def _is_beyond(runs: Sequence[_Run], key: Sequence[int], after: Sequence[int]) -> bool:
    return _sort_key(runs, key) > _sort_key(runs, after)


def _run_of(runs: Sequence[_Run], start: int, row: Row) -> int:
    if len(runs) == 1:
        return 0
    value = getattr(row, runs[0].names[0])
    is_first = value <= start if runs[0].is_descending else value >= start
    return 0 if is_first else 1


def _key(runs: Sequence[_Run], start: int, row: Row) -> list[int]:
    return [_run_of(runs, start, row), *(getattr(row, name) for name in runs[0].names)]


def _place(runs: Sequence[_Run], key: list[Any] | None) -> tuple[int, tuple[int, ...] | None]:
    """The run that a key lies in, and where in it."""
    if key is None:
        return 0, None
    are_numbers = all(isinstance(value, int) for value in key)
    if not are_numbers or len(key) != len(runs[0].names) + 1 or not 0 <= key[0] < len(runs):
        raise InvalidCursor("The cursor does not belong to this listing.")
    return key[0], tuple(key[1:])


def _parts(run: _Run, *, is_begun: bool) -> tuple[_Part, ...]:
    """What is left of a run: the rest of those that are level with the last row, then those beyond.
    In one condition a database would pass by all that are level, and with likes most are."""
    if not is_begun:
        return ("whole",)
    return ("beyond",) if len(run.names) == 1 else ("level", "beyond")


def _statement(run: _Run, part: _Part, limit: int, who: Who) -> Written:
    """Approved rows of ``part`` of ``run`` of edition ``ID``; its last row is at ``NUMBERS``. For
    strangers written once, which most are."""
    if who.is_known:
        return written(rows(_rows_of(run, part, limit), who))
    return _for_strangers(run, part, limit, _alias())


@lru_cache(maxsize=512)
def _for_strangers(run: _Run, part: _Part, limit: int, alias: str) -> Written:
    return written(rows(_rows_of(run, part, limit).using(alias)))


def _rows_of(run: _Run, part: _Part, limit: int) -> QuerySet[Any]:
    there = Q(edition=ID)
    if run.bound:
        there &= Q(**{f"{run.names[0]}__{run.bound}": _START})
    further = "lt" if run.is_descending else "gt"
    if part == "level":
        first, last = run.names
        there &= Q(**{first: NUMBERS[0], f"{last}__{further}": NUMBERS[1]})
    elif part == "beyond":
        there &= Q(**{f"{run.names[0]}__{further}": NUMBERS[0]})
    sign = "-" if run.is_descending else ""
    found = _all().filter(there, status=Status.APPROVED)
    return found.order_by(*(f"{sign}{name}" for name in run.names))[:limit]


def _all() -> QuerySet[Any]:
    return LinkUpEntry.objects.order_by()


def _alias() -> str:
    return router.db_for_read(LinkUpEntry)
