"""Reader comments in bulk: threads of any size, at their places and counted, the same every
time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import transaction

from benchmarks.content import Writer
from benchmarks.rows import Rows, moment
from wagtail_parenting.comments.models import ReaderComment, Status
from wagtail_parenting.comments.threads import path_of
from wagtail_parenting.headless import community

#: So many texts there are; comments take turns with them.
TEXTS = 500
FIRST_DAY = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)


class Place(NamedTuple):
    """Where a comment stands, and what is counted of it."""

    id: int
    parent_id: int | None = None
    root_id: int | None = None
    depth: int = 0
    path: str = ""
    replies: int = 0
    below: int = 0


class Threads:
    """Writes threads with ids that follow each other, from ``first_id`` on."""

    def __init__(self, first_id: int = 1) -> None:
        self.next_id = first_id
        writers = [Writer(number) for number in range(TEXTS)]
        self._texts = [writer.sentence(8 + writer.number % 60) for writer in writers]
        self._table = Rows(ReaderComment(status=Status.APPROVED, is_shown=True))

    def write(self, page_id: int, replies: Iterable[int]) -> None:
        """A thread below the page for each number of replies, in that order."""
        sizes = list(replies)
        with transaction.atomic():
            self._table.write(self._comments(page_id, sizes))
            community.lock(page_id)
            community.touch(page_id, comments=sum(sizes) + len(sizes), threads=len(sizes))

    def finish(self) -> None:
        """Let the database go on after the ids that were given here."""
        self._table.finish()

    def _comments(self, page_id: int, sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
        for place in self._places(sizes):
            text = self._texts[place.id % TEXTS]
            written = moment(FIRST_DAY + datetime.timedelta(seconds=20 * place.id))
            yield {
                **place._asdict(),
                "page_id": page_id,
                "likes": place.id * 7919 % 23,
                "body": text,
                "html": f"<p>{text}</p>",
                "name": f"Reader {place.id % 977}",
                "seed": place.id % 2**15,
                **dict.fromkeys(("created_at", "decided_at", "announced_at"), written),
            }

    def _places(self, sizes: Iterable[int]) -> Iterator[Place]:
        """Every other reply answers the one before it, the rest the first comment."""
        for size in sizes:
            first = Place(self._id(), below=size, replies=size - size // 2)
            yield first
            before = first
            for number in range(size):
                pk, parent = self._id(), before if number % 2 else first
                before = Place(
                    id=pk,
                    parent_id=parent.id,
                    root_id=first.id,
                    depth=parent.depth + 1,
                    path=path_of(pk, parent.path),
                    replies=int(number % 2 == 0 and number + 1 < size),
                )
                yield before

    def _id(self) -> int:
        self.next_id += 1
        return self.next_id - 1


def sizes(comments: int, *, largest: int = 0, each: int = 4) -> list[int]:
    """Threads that hold ``comments`` together: the first has ``largest`` replies, the others
    ``each``, the last what is left."""
    found = [largest] if largest else []
    left = comments - sum(size + 1 for size in found)
    found += [each] * (left // (each + 1))
    rest = left % (each + 1)
    return [*found, rest - 1] if rest else found
