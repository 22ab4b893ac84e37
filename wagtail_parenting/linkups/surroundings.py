"""What editions and series show of each other, for any number of pages at once.

Only what is public is in here. It costs at most 5 queries, however many pages are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value

from wagtail_parenting.headless.community import entry_count, thread_id
from wagtail_parenting.headless.prepared import Filled, in_turn, written
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import STEP, parent_path
from wagtail_parenting.headless.visibility import public_pages
from wagtail_parenting.linkups import windows
from wagtail_parenting.linkups.page_classes import edition_classes, series_classes
from wagtail_parenting.linkups.queries import Row, picked


class Edition(NamedTuple):
    """An edition as others show it. ``pk``, ``path`` and ``url_path`` make it ``Placed``."""

    pk: int
    title: str
    path: str
    url_path: str
    number: int | None
    opens_at: Any
    closes_at: Any
    max_entries: int | None
    last_published_at: Any
    thread_id: int
    """The page whose entries it shows: another one for an alias."""
    entries: int


@dataclass
class Around:
    """What surrounds an edition, or a series: then ``current`` alone."""

    series: Any = None
    previous: Edition | None = None
    next: Edition | None = None
    current: Edition | None = None
    picks: list[Row] = field(default_factory=list)


def state_of(edition: Any, entries: int, frontends: Frontends, previewed: str | None = None) -> Any:
    """``upcoming``, ``open`` or ``closed``: whichever comes first, the time or the last place."""
    if previewed is not None:
        return previewed
    found = windows.state(edition.opens_at, edition.closes_at, frontends.now)
    is_full = edition.max_entries is not None and entries >= edition.max_entries
    return "closed" if found == "open" and is_full else found


def around(pages: Sequence[Any], frontends: Frontends) -> dict[int, Around]:
    """What surrounds each of ``pages`` (specific), by the ``id()`` of the object; a preview may be
    of a page that is not saved."""
    found = {id(page): Around() for page in pages}
    editions = [page for page in pages if getattr(page, "is_linkup", False) and page.path]
    series = [page for page in pages if getattr(page, "is_linkup_series", False) and page.path]
    known = _series_at({parent_path(page.path) for page in editions}, frontends)
    for page in editions:
        found[id(page)].series = known.get(parent_path(page.path))
    asked = [
        *((page, "previous") for page in editions),
        *((page, "next") for page in editions),
        *((page, "current") for page in series),
    ]
    for page, edition in _editions(asked, frontends):
        here = found[id(page[0])]
        if getattr(here, page[1]) is None:
            setattr(here, page[1], edition)
    before = {around.previous.thread_id for around in found.values() if around.previous is not None}
    picks = picked(before)
    for here in found.values():
        if here.previous is not None:
            here.picks = picks[here.previous.thread_id]
    return found


def stood_for(pages: Iterable[Any], frontends: Frontends) -> dict[int, Edition]:
    """The edition that each of ``pages`` stands for, by its id: a series for its current one, an
    edition for itself, what is neither for none. The pages may be of any class, and are public. 1
    query for each edition class, none without pages."""
    asked = []
    for page in pages:
        kind = page.specific_class
        if getattr(kind, "is_linkup_series", False):
            asked.append((page, "current"))
        elif getattr(kind, "is_linkup", False):
            asked.append((page, "itself"))
    found: dict[int, Edition] = {}
    for (page, _kind), edition in _editions(asked, frontends):
        found.setdefault(page.pk, edition)
    return found


def _series_at(paths: set[str], frontends: Frontends) -> dict[str, Any]:
    """Public series by their tree paths. 1 query for each series class."""
    if not paths:
        return {}
    return {
        series.path: series
        for model in series_classes()
        for series in public_pages(
            model._default_manager.filter(path__in=paths), frontends.tree_paths()
        )
    }


def _editions(
    asked: Sequence[tuple[Any, str]], frontends: Frontends
) -> Iterable[tuple[tuple[Any, str], Edition]]:
    """The edition that each page asks for, and which page asked. 1 query for each edition class."""
    for model in edition_classes():
        branches: list[Filled] = []
        whose: list[tuple[Any, str]] = []
        for page, kind in asked:
            for branch in _branches(model, page, kind, frontends):
                placed = branch.annotate(place=Value(len(whose)))
                branches.append(written(as_edition(placed, "place")).filled({}))
                whose.append((page, kind))
        rows = in_turn(model._default_manager.db, branches)
        for place, *values in sorted(rows, key=itemgetter(0)):
            yield whose[place], Edition(*values)


def _branches(model: type[Any], page: Any, kind: str, frontends: Frontends) -> list[Any]:
    """Statements whose first row is wanted, the best first. The current edition is the open one, or
    else the next, or else the last to close; ``archive.current`` ranks them alike."""
    if kind == "itself":
        return [public_pages(model._default_manager.filter(pk=page.pk), frontends.tree_paths())]
    above = page.path if kind == "current" else parent_path(page.path)
    siblings = public_editions(model, above, frontends)
    now = frontends.now
    if kind == "previous":
        return [siblings.filter(number__lt=page.number or 0).order_by("-number")[:1]]
    if kind == "next":
        return [siblings.filter(number__gt=page.number or 0).order_by("number")[:1]]
    running = siblings.filter(opens_at__lte=now, closes_at__gt=now).alias(shown=entry_count())
    has_room = Q(max_entries=None) | Q(max_entries__gt=F("shown"))
    return [
        running.filter(has_room).order_by("closes_at")[:1],
        siblings.filter(opens_at__gt=now).order_by("opens_at")[:1],
        running.order_by("closes_at")[:1],
        siblings.filter(closes_at__lte=now).order_by("-closes_at")[:1],
    ]


def public_editions(model: type[Any], series_path: str, frontends: Frontends) -> QuerySet[Any]:
    """The public editions right below a series. No query of its own."""
    below = model._default_manager.filter(
        path__startswith=series_path, depth=len(series_path) // STEP + 1
    )
    return public_pages(below, frontends.tree_paths())


def as_edition(editions: QuerySet[Any], *before: str) -> QuerySet[Any]:
    """``editions`` as tuples of the columns ``before`` and those that make ``Edition``."""
    counted = editions.annotate(thread_id=thread_id(), entry_count=entry_count())
    columns: QuerySet[Any] = counted.values_list(*before, *Edition._fields[:-1], "entry_count")
    return columns
