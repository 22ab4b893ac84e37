"""Reading comments: a page of a thread, one comment, the latest, what waits.

Cursors are keysets: they name the last comment's place in a total order. A statement has one branch
for each run of rows that an index holds in order (what is pinned, what is not; the replies of each
thread), and each branch ends after as many rows as are wanted. So a page costs the same in a thread
of a hundred as in one of a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import router
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from wagtail_parenting.comments.models import WAITING, CommentLike, Order, ReaderComment, Status
from wagtail_parenting.comments.threads import range_below
from wagtail_parenting.conf import config
from wagtail_parenting.errors import InvalidCursor, NotFound
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.headless.prepared import (
    ID,
    MARK,
    NUMBERS,
    Filled,
    Written,
    in_turn,
    written,
)
from wagtail_parenting.headless.versions import stored_version
from wagtail_parenting.readers.identity import STRANGER, Who

_COLUMNS = (
    "id",
    "page_id",
    "parent_id",
    "root_id",
    "depth",
    "path",
    "status",
    "is_shown",
    "pinned",
    "name",
    "website",
    "badge",
    "seed",
    "html",
    "body",
    "created_at",
    "edited_at",
    "edited_by_team",
    "likes",
    "replies",
    "below",
    "recent_state",
    "recent_title",
    "recent_url",
    "owner",
    "reader_id",
    "user_id",
)


class Row(NamedTuple):
    """A comment as it is read, with the name of whom it answers and whether ``who`` likes it."""

    id: int
    page_id: int
    parent_id: int | None
    root_id: int | None
    depth: int
    path: str
    status: str
    is_shown: bool
    pinned: bool
    name: str
    website: str
    badge: str
    seed: int
    html: str
    body: str
    created_at: Any
    edited_at: Any
    edited_by_team: bool
    likes: int
    replies: int
    below: int
    recent_state: str
    recent_title: str
    recent_url: str
    owner: str
    reader_id: int | None
    user_id: int | None
    parent_name: str | None
    parent_status: str | None
    liked: bool
    picture: str

    @classmethod
    def of(cls, comment: ReaderComment) -> Row:
        """A comment that has just been written. No query, 1 for a reply whose parent is not at
        hand."""
        parent = comment.parent
        answered = (None, None) if parent is None else (parent.name, parent.status)
        own = [getattr(comment, name) for name in _COLUMNS]
        return cls(*own, *answered, False, "")  # type: ignore[call-arg]

    @property
    def is_approved(self) -> bool:
        return self.status == Status.APPROVED


class Target(NamedTuple):
    """A comment that a page of a thread is to show: where it stands, and how its thread's first
    comment is ordered."""

    page_id: int
    root_id: int
    path: str
    pinned: bool
    likes: int


@dataclass(frozen=True)
class Replies:
    """Some of what stands below a comment, in reading order: that of paths, which are one
    comment's each. ``before`` and ``after`` are paths that more stands beyond, or None."""

    rows: list[Row] = field(default_factory=list)
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class ThreadRows:
    """A page of a list of threads. ``previous`` and ``next`` are keys, or None at an end."""

    rows: list[Row]
    replies: dict[int, Replies]
    previous: list[Any] | None = None
    next: list[Any] | None = None


def rows(queryset: QuerySet[Any], who: Who = STRANGER) -> QuerySet[Any]:
    """``queryset`` as tuples that make ``Row``."""
    liked: Any = Value(False)
    if who.is_known:
        liked = Exists(CommentLike.objects.filter(comment=OuterRef("pk"), liker=who.key))
    extra = {
        "parent_name": F("parent__name"),
        "parent_status": F("parent__status"),
        "liked": liked,
        "picture": _picture(),
    }
    found: QuerySet[Any] = queryset.annotate(**extra).values_list(*_COLUMNS, *extra)
    return found


def _picture() -> Any:
    """The name of a picture's file, where the site shows them and the writer is proved."""
    if not config().comment_avatars:
        return Value("")
    proved = When(is_verified=True, then=F("reader__picture"))
    return Coalesce(Case(proved, output_field=CharField()), Value(""))


def target_columns(comment_id: int, who: Who = STRANGER) -> dict[str, Any]:
    """What makes a ``Target`` of a comment that ``who`` may see, as columns of another query; all
    null where there is no such comment."""
    target = _all().filter(visible_to(who), pk=comment_id)
    target = target.values(first=Coalesce("root_id", "pk"))
    first = _all().filter(pk__in=target)
    columns = {
        "page_id": target.values("page_id"),
        "root_id": target,
        "path": target.values("path"),
        "pinned": first.values("pinned"),
        "likes": first.values("likes"),
    }
    return {f"target_{name}": Subquery(column) for name, column in columns.items()}


def read(queryset: QuerySet[Any], who: Who = STRANGER) -> list[Row]:
    """1 query."""
    return [Row(*values) for values in rows(queryset, who)]


def visible_to(who: Who) -> Q:
    """What has a place in the thread, and what of ``who``'s own waits for a moderator."""
    shown = Q(is_shown=True)
    return shown | (who.own() & Q(status__in=WAITING)) if who.is_known else shown


# --- Threads --------------------------------------------------------------------------------------


def threads(
    page_ids: Sequence[int],
    *,
    order: str,
    limit: int,
    replies: int,
    after: list[Any] | None = None,
    back: bool = False,
    who: Who = STRANGER,
) -> ThreadRows:
    """A page of the threads below some pages. 2 queries.

    ``after`` is ``next`` of the page before; with ``back``, ``previous`` of the page behind.
    Raises ``InvalidCursor``.
    """
    place = _place(order, after)
    found = _firsts(page_ids, order, place, limit + 1, back, who)
    has_more, shown = len(found) > limit, found[:limit]
    if back:
        shown.reverse()
    first = _key(order, shown[0]) if shown else None
    last = _key(order, shown[-1]) if shown else None
    return ThreadRows(
        shown,
        first_replies(shown, replies, who),
        previous=first if (has_more if back else after is not None) else None,
        next=last if (back or has_more) else None,
    )


def threads_around(
    page_ids: Sequence[int],
    target: Target,
    *,
    order: str,
    limit: int,
    replies: int,
    who: Who = STRANGER,
) -> ThreadRows:
    """The page of threads that begins with the one that holds ``target``, and of its replies those
    around it. 2 queries. Raises ``NotFound`` if it has gone meanwhile."""
    key = [target.pinned, *((target.likes,) if order == Order.TOP else ()), target.root_id]
    found = _firsts(page_ids, order, _place(order, key), limit + 1, False, who, is_included=True)
    shown = found[:limit]
    if not shown or shown[0].id != target.root_id:
        raise NotFound("There is no such comment.")
    return ThreadRows(
        shown,
        replies_around(shown, target, max(replies, 1), who)
        if target.path
        else first_replies(shown, replies, who),
        previous=_key(order, shown[0]),
        next=_key(order, shown[-1]) if len(found) > limit else None,
    )


def _all() -> QuerySet[Any]:
    return ReaderComment.objects.order_by()


def _firsts(
    page_ids: Sequence[int],
    order: str,
    place: tuple[bool, tuple[int, ...]] | None,
    limit: int,
    back: bool,
    who: Who,
    is_included: bool = False,
) -> list[Row]:
    """First comments of threads beyond ``place`` (or from it on, if it ``is_included``), in order
    (with ``back``: against it). 1 query."""
    values = dict(zip(NUMBERS, place[1], strict=False)) if place else {}
    branches = []
    for run in _runs(order, place, back, is_included):
        statements = [_firsts_statement(run, limit, who)]
        if who.is_known and not run.pinned:
            statements.append(_firsts_statement(run, limit, who, waiting=True))
        branches += [
            statement.filled({ID: page_id, **values})
            for page_id in page_ids
            for statement in statements
        ]
    found = [Row(*values) for values in in_turn(_alias(), branches)]
    found.sort(key=lambda row: _sort_key(order, row), reverse=back)
    return found[:limit]


class _Run(NamedTuple):
    """Which rows follow each other in an index: the pinned ones or the others, in the order of
    ``names``, beyond the place that ``sign`` compares with (``gte``; empty: from the first on).

    Of two names, that is the place of the first, or with ``is_tied`` of the second, among rows that
    have the first in common with the place: databases read what lies beyond both from the very
    beginning."""

    pinned: bool
    names: tuple[str, ...]
    is_descending: bool
    sign: str
    is_tied: bool = False


_DESCENDING = {Order.NEWEST: ("id",), Order.TOP: ("likes", "id")}


def _runs(
    order: str,
    place: tuple[bool, tuple[int, ...]] | None,
    back: bool,
    is_included: bool,
) -> Iterator[_Run]:
    """What of the pinned ones, and of the others, lies beyond ``place``."""
    names = _DESCENDING.get(Order(order), ("id",))
    descending = (order in _DESCENDING) != back
    beyond = "lt" if descending else "gt"
    included = f"{beyond}e" if is_included else beyond
    for pinned in (True, False):
        if place is None:
            yield _Run(pinned, names, descending, "")
        elif place[0] != pinned:
            if (place[0] and not pinned) != back:
                yield _Run(pinned, names, descending, "")
        elif len(names) == 1:
            yield _Run(pinned, names, descending, included)
        else:
            yield _Run(pinned, names, descending, included, is_tied=True)
            yield _Run(pinned, names, descending, beyond)


def _firsts_statement(run: _Run, limit: int, who: Who, waiting: bool = False) -> Written:
    """Rows of ``run`` of page ``ID`` beyond ``NUMBERS``; ``waiting``: ``who``'s own that wait."""
    return _remembered(_firsts_of, who, run, limit, waiting)


def _firsts_of(who: Who, run: _Run, limit: int, waiting: bool) -> QuerySet[Any]:
    mine = Q(page=ID, root=None, pinned=run.pinned) & _beyond(run)
    if waiting:
        found = _all().filter(mine, who.own(), is_shown=False, status__in=WAITING)
    else:
        found = _all().filter(mine, is_shown=True)
    sign = "-" if run.is_descending else ""
    # ``root_id`` is null in all of them. Without it PostgreSQL walks the primary key through the
    # comments of every other page, because ids alone are in its order.
    return found.order_by(*(f"{sign}{name}" for name in ("root_id", *run.names)))[:limit]


def _beyond(run: _Run) -> Q:
    """Rows behind ``NUMBERS`` in the order of a run."""
    if not run.sign:
        return Q()
    if len(run.names) == 1:
        return Q(**{f"{run.names[0]}__{run.sign}": NUMBERS[0]})
    first, last = run.names
    if run.is_tied:
        return Q(**{first: NUMBERS[0], f"{last}__{run.sign}": NUMBERS[1]})
    return Q(**{f"{first}__{run.sign}": NUMBERS[0]})


# --- Statements, written once ---------------------------------------------------------------------


def _alias() -> str:
    return router.db_for_read(ReaderComment)


def _remembered(make: Callable[..., QuerySet[Any]], who: Who, *key: Any) -> Written:
    """The statement of ``make(who, *key)``: for strangers written once, which most are."""
    if who.is_known:
        return written(rows(make(who, *key), who))
    return _for_strangers(make, key, _alias(), config().comment_avatars)


@lru_cache(maxsize=512)
def _for_strangers(
    make: Callable[..., QuerySet[Any]], key: tuple[Any, ...], alias: str, avatars: bool
) -> Written:
    return written(rows(make(STRANGER, *key).using(alias)))


def _sort_key(order: str, row: Row) -> tuple[int, ...]:
    values = {Order.NEWEST: (-row.id,), Order.TOP: (-row.likes, -row.id)}
    return (not row.pinned, *values.get(Order(order), (row.id,)))


def _key(order: str, row: Row) -> list[Any]:
    return [row.pinned, *((row.likes, row.id) if order == Order.TOP else (row.id,))]


def _place(order: str, key: list[Any] | None) -> tuple[bool, tuple[int, ...]] | None:
    if key is None:
        return None
    pinned, *values = key
    wanted = 2 if order == Order.TOP else 1
    if len(values) != wanted or not all(isinstance(value, int) for value in key):
        raise InvalidCursor("The cursor does not belong to this listing.")
    return bool(pinned), tuple(values)


# --- Replies --------------------------------------------------------------------------------------


def first_replies(firsts: Sequence[Row], limit: int, who: Who = STRANGER) -> dict[int, Replies]:
    """The first replies of each thread, by the id of its first comment. 1 query, none where there
    are no replies."""
    found: dict[int, list[Row]] = {row.id: [] for row in firsts}
    answered = [row for row in firsts if row.below or who.is_known]
    if limit and answered:
        statement = _remembered(_thread_run, who, limit + 1)
        branches = statement.for_each(_alias(), [row.id for row in answered])
        for values in in_turn(_alias(), branches):
            reply = Row(*values)
            found[reply.root_id or 0].append(reply)
    return {pk: _cut(replies, limit) for pk, replies in found.items()}


def replies_below(
    top: Row, *, limit: int, after: str | None = None, back: bool = False, who: Who = STRANGER
) -> Replies:
    """Some of what stands below a comment, from the beginning or beyond a mark. 1 query."""
    if top.depth == 0:
        filled = _thread_part(top.id, limit + 1, who, after, back)
        found = [Row(*values) for values in in_turn(_alias(), [filled])]
        found.sort(key=_in_reading_order, reverse=back)
    else:
        below = _subtree(top, who)
        if after is not None:
            below = below.filter(**{"path__lt" if back else "path__gt": after})
        found = read(below.order_by("-path" if back else "path")[: limit + 1], who)
    has_more, shown = len(found) > limit, found[:limit]
    if back:
        shown.reverse()
    if not shown:
        return Replies()
    return Replies(
        shown,
        before=shown[0].path if (has_more if back else after is not None) else None,
        after=shown[-1].path if (back or has_more) else None,
    )


def replies_around(
    firsts: Sequence[Row], target: Target, limit: int, who: Who = STRANGER
) -> dict[int, Replies]:
    """As ``first_replies``, but of the thread that holds ``target`` those from it on, unless it is
    among the first. 1 query."""
    statement = _remembered(_thread_run, who, limit + 1)
    answered = [row.id for row in firsts if row.below or who.is_known]
    branches = statement.for_each(_alias(), answered)
    from_target = _remembered(_thread_run, who, limit + 1, "path__gte")
    branches.append(from_target.filled({ID: target.root_id, MARK: target.path}))
    found: dict[int, dict[str, Row]] = {row.id: {} for row in firsts}
    for values in in_turn(_alias(), branches):
        reply = Row(*values)
        found[reply.root_id or 0][reply.path] = reply
    listed = {pk: [known[path] for path in sorted(known)] for pk, known in found.items()}
    own = listed[target.root_id]
    before = [reply for reply in own if reply.path < target.path]
    all_replies = {pk: _cut(replies, limit) for pk, replies in listed.items()}
    if len(before) >= limit:
        around = _cut(own[len(before) :], limit)
        all_replies[target.root_id] = replace(around, before=target.path)
    return all_replies


def _in_reading_order(row: Row) -> str:
    return row.path


def _cut(found: list[Row], limit: int) -> Replies:
    found.sort(key=_in_reading_order)
    shown = found[:limit]
    return Replies(shown, after=shown[-1].path if len(found) > limit else None)


def _thread_part(root_id: int, limit: int, who: Who, after: str | None, back: bool) -> Filled:
    beyond = None if after is None else "path__lt" if back else "path__gt"
    statement = _remembered(_thread_run, who, limit, beyond, back)
    return statement.filled({ID: root_id, MARK: after})


def _thread_run(
    who: Who, limit: int, beyond: str | None = None, back: bool = False
) -> QuerySet[Any]:
    """Rows below first comment ``ID`` in reading order, those that ``beyond`` says of ``MARK``."""
    found = _thread(ID, who)
    if beyond is not None:
        found = found.filter(**{beyond: MARK})
    return found.order_by("-path" if back else "path")[:limit]


def _thread(root_id: int, who: Who) -> QuerySet[Any]:
    return _all().filter(visible_to(who), root=root_id)


def _subtree(top: Row, who: Who) -> QuerySet[Any]:
    """All below a comment. Below the last step that a path has, paths end alike, and only the
    answers themselves can be told."""
    if top.depth == 0:
        return _thread(top.id, who)
    thread = _thread(top.root_id or 0, who)
    between = range_below(top.path)
    if between is None:
        return thread.filter(parent=top.id)
    return thread.filter(path__gt=between[0], path__lt=between[1])


# --- One, many, the latest ------------------------------------------------------------------------


def one(comment_id: int, who: Who = STRANGER) -> Row | None:
    """A comment that ``who`` may see, wherever it stands. 1 query."""
    found = read(_all().filter(visible_to(who), pk=comment_id), who)
    return found[0] if found else None


def one_with_version(comment_id: int, who: Who = STRANGER) -> tuple[Row, str] | None:
    """The same, and the version that its page had at that moment, as stored. 1 query."""
    found = rows(_all().filter(visible_to(who), pk=comment_id), who)
    versioned = found.annotate(version=stored_version("page__parenting_stamp__"))
    for *values, version in versioned:
        return Row(*values), version
    return None


def of_writer(who: Who, *, limit: int, after: int | None = None) -> list[Row]:
    """What ``who`` wrote and has not withdrawn, the newest first. 1 query."""
    mine = _all().filter(who.own()).exclude(status=Status.WITHDRAWN)
    if after is not None:
        mine = mine.filter(pk__lt=after)
    return read(mine.order_by("-pk")[:limit], who)


def latest(pages: QuerySet[Any], *, limit: int, after: int | None = None) -> list[Row]:
    """The newest approved comments below ``pages``. 1 query."""
    found = _all().filter(status=Status.APPROVED, page__in=pages)
    if after is not None:
        found = found.filter(pk__lt=after)
    return read(found.order_by("-pk")[:limit])


def count_below(pages: QuerySet[Any]) -> int:
    """How many approved comments there are below ``pages``, as these have counted. 1 query."""
    stamps = PageStamp.objects.filter(pk__in=pages)
    return stamps.aggregate(count=Coalesce(Sum("comments"), 0))["count"]  # type: ignore[no-any-return]


def of_pages(page_ids: Iterable[int], *, limit: int) -> dict[int, list[Row]]:
    """The first approved comments that begin a thread below each page, as they are shown. 1
    query."""
    ids, found = list(page_ids), dict[int, list[Row]]()
    runs = [_Run(pinned, ("id",), False, "") for pinned in (True, False)]
    statements = [_firsts_statement(run, limit, STRANGER) for run in runs]
    branches = [each for statement in statements for each in statement.for_each(_alias(), ids)]
    for values in in_turn(_alias(), branches):
        row = Row(*values)
        if row.is_approved:
            found.setdefault(row.page_id, []).append(row)
    for listed in found.values():
        listed.sort(key=lambda row: (not row.pinned, row.id))
    return {pk: listed[:limit] for pk, listed in found.items()}
