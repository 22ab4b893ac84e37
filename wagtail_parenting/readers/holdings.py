"""What the parts of the product hold of a reader: comments, entries.

Each part adds a ``Holding`` when the app gets ready, so that showing, exporting and erasing what is
someone's has one place, and readers know nothing of the insides of comments.
"""

from __future__ import annotations

import abc
from typing import Any

from django.db.models import QuerySet

from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Reader


class Holding(abc.ABC):
    """What one part of the product holds."""

    #: Its name in the export, and in the answer of ``me``.
    name: str

    @abc.abstractmethod
    def export(self, who: Who) -> list[dict[str, Any]]:
        """All that is someone's, whole, as JSON would have it."""

    @abc.abstractmethod
    def erase(self, who: Who, *, keep_text: bool) -> None:
        """Take someone out of it."""

    @abc.abstractmethod
    def reader_ids(self, who: Who | None = None) -> QuerySet[Any]:
        """Ids of the readers whom something belongs to; of ``who``: something of hers."""

    def byline_of(self, who: Who) -> tuple[str, str]:
        """Name and web site that someone's own browser wrote with last; empty for none."""
        return "", ""

    def topics_of(self, who: Who, reader: Reader) -> list[str]:
        """What someone's own browser asked to hear of, with an address that was not confirmed."""
        return []

    def forget_topics(self, reader_id: int, topics: list[str]) -> None:  # noqa: B027 - not all ask
        """A reader has ended topics: nothing of hers asks for them any more."""

    def hand_over(self, visitor: str, key: str) -> None:  # noqa: B027 - not all hold any
        """What a browser did as ``visitor`` is its reader's now; what both did counts once."""

    def show_again(self, reader: Reader) -> None:  # noqa: B027 - most show nothing of it
        """What is shown of a reader has changed: move the versions of all that shows it."""

    def topic_titles(self, topics: list[str]) -> dict[str, str]:
        """What those of ``topics`` that are its own are called in a list of subscriptions."""
        return {}


class Holdings:
    """All of them."""

    def __init__(self) -> None:
        self._parts: dict[str, Holding] = {}

    def add(self, part: Holding) -> None:
        self._parts[part.name] = part

    def export(self, who: Who) -> dict[str, list[dict[str, Any]]]:
        return {name: part.export(who) for name, part in self._parts.items()}

    def erase(self, who: Who, *, keep_text: bool) -> None:
        for part in self._parts.values():
            part.erase(who, keep_text=keep_text)

    def without_any(self, readers: QuerySet[Reader]) -> QuerySet[Reader]:
        """Those of ``readers`` whom nothing belongs to."""
        for part in self._parts.values():
            readers = readers.exclude(pk__in=part.reader_ids())
        return readers

    def show_again(self, reader: Reader) -> None:
        for part in self._parts.values():
            part.show_again(reader)

    def readers_of(self, who: Who) -> list[int]:
        return [pk for part in self._parts.values() for pk in part.reader_ids(who)]

    def topics_of(self, who: Who, reader: Reader) -> list[str]:
        return [topic for part in self._parts.values() for topic in part.topics_of(who, reader)]

    def byline_of(self, who: Who) -> tuple[str, str]:
        bylines = (part.byline_of(who) for part in self._parts.values())
        return next((byline for byline in bylines if byline[0]), ("", ""))

    def forget_topics(self, reader_id: int, topics: list[str]) -> None:
        for part in self._parts.values():
            part.forget_topics(reader_id, topics)

    def hand_over(self, visitor: str, key: str) -> None:
        for part in self._parts.values():
            part.hand_over(visitor, key)

    def topic_titles(self, topics: list[str]) -> dict[str, str]:
        found = dict.fromkeys(topics, "")
        for part in self._parts.values():
            found |= part.topic_titles(topics)
        return found


holdings = Holdings()
