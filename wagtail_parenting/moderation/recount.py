"""Holding counters against the rows that they count, be it of comments or links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Aggregate, Count, QuerySet

from wagtail_parenting.headless import community
from wagtail_parenting.headless.models import PageStamp


@dataclass(frozen=True)
class Drift:
    """A count that is not what it should be."""

    what: str
    pk: int
    name: str
    was: int
    should_be: int

    def __str__(self) -> str:
        return f"{self.what} {self.pk}: {self.name} is {self.was}, should be {self.should_be}"


def page_by_page(
    page_ids: Iterable[int], count: Callable[[int, bool], Iterator[Drift]], *, repair: bool
) -> Iterator[Drift]:
    """What ``count`` finds below each page, under its lock."""
    for pk in sorted(set(page_ids)):
        with transaction.atomic():
            community.lock(pk)
            found = list(count(pk, repair))
        yield from found


def counted(rows: QuerySet[Any], name: str, number: Aggregate | None = None) -> dict[int, int]:
    """How many ``rows`` there are for each thing that their key ``name`` leads to. 1 query."""
    found = rows.order_by().values(name).annotate(number=number or Count("pk"))
    return {row[name]: row["number"] for row in found}


def compare(
    what: str, thing: Any, right: Mapping[str, int | bool], *, repair: bool
) -> Iterator[Drift]:
    """Hold the counters of one row against what is ``right``. No query where they are."""
    wrong = {name: value for name, value in right.items() if getattr(thing, name) != value}
    for name, value in wrong.items():
        yield Drift(what, thing.pk, name, int(getattr(thing, name)), int(value))
    if wrong and repair:
        type(thing)._default_manager.filter(pk=thing.pk).update(**wrong)


def compare_page(page_id: int, right: Mapping[str, int], *, repair: bool) -> Iterator[Drift]:
    """The same of the counts of a locked page, whose version moves with them. 1 query, 3 more for
    a repair."""
    stamp = PageStamp.objects.get(pk=page_id)
    wrong = {name: value for name, value in right.items() if getattr(stamp, name) != value}
    for name, value in wrong.items():
        yield Drift("page", page_id, name, getattr(stamp, name), value)
    if wrong and repair:
        community.touch(
            page_id, **{name: value - getattr(stamp, name) for name, value in wrong.items()}
        )
