"""What the articles say: words and bodies that are the same on every machine. No database.

Everything follows from the number of the article. ``random.Random.random()`` is the one part of the
library whose sequence Python promises to keep, so all choices are made of it.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

BODY_WORDS = 600
_TEXT = (
    "baby night sleep feed milk warm hand quiet morning walk play bath story room light window "
    "parent child month week small slow gentle often again together help ask talk listen watch "
    "wait hold sing rest doctor nurse midwife friend family home garden water food spoon cup "
    "fruit bread soft clean dry clothes nappy cot blanket tooth fever cough cold skin sun shade "
    "hat shoes road car seat door stairs floor toy book song drawing word name game turn share "
    "angry tired hungry thirsty happy calm worried brave shy curious ready early late before "
    "after while because until always sometimes never almost enough little more most better"
)
WORDS = _TEXT.split()

_NAMESPACE = uuid.UUID("6f2c52c4-6a0f-4d6f-9f0c-2f1d6f5a9e11")
T = TypeVar("T")


def stable_id(*parts: object) -> uuid.UUID:
    """The same id for the same parts, everywhere."""
    return uuid.uuid5(_NAMESPACE, " ".join(map(str, parts)))


class Writer:
    """Writes one article, always the same one for the same number."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._random = random.Random(number)
        self._blocks = 0

    def choose(self, among: Sequence[T]) -> T:
        return among[int(self._random.random() * len(among))]

    def several(self, among: Sequence[T], count: int) -> list[T]:
        """``count`` different ones, or all if there are fewer."""
        left = list(among)
        chosen: list[T] = []
        while left and len(chosen) < count:
            chosen.append(left.pop(int(self._random.random() * len(left))))
        return chosen

    def words(self, count: int) -> str:
        return " ".join(self.choose(WORDS) for _ in range(count))

    def sentence(self, count: int) -> str:
        return self.words(count).capitalize() + "."

    def title(self) -> str:
        return f"{self.words(5).capitalize()} {self.number}"

    def block(self, type_: str, value: Any) -> dict[str, Any]:
        self._blocks += 1
        block_id = stable_id("block", self.number, self._blocks)
        return {"type": type_, "id": str(block_id), "value": value}

    def paragraph(self, words: int, link: int | None = None) -> dict[str, Any]:
        """Running text of exactly ``words`` words, two of which may lead to page ``link``."""
        if link is None:
            return self.block("paragraph", f"<p>{self.sentence(words)}</p>")
        half = words // 2
        linked = f'<a linktype="page" id="{link}">{self.words(2)}</a>'
        text = f"{self.words(half)} {linked} {self.words(words - half - 2)}"
        return self.block("paragraph", f"<p>{text.capitalize()}.</p>")

    def lines(self, count: int, words: int) -> list[str]:
        return [self.sentence(words) for _ in range(count)]


def body(writer: Writer, *, links: Sequence[int], image: int) -> list[dict[str, Any]]:
    """A body of ``BODY_WORDS`` words, its links to pages ``links`` and a picture included."""
    link = [*links, None, None, None]
    return [
        writer.block("key_points", {"heading": "In short", "points": writer.lines(3, 10)}),
        writer.paragraph(70, link[0]),
        writer.block("heading", {"text": writer.sentence(5), "level": "h2"}),
        writer.paragraph(70, link[1]),
        writer.block(
            "image",
            {
                "image": image,
                "alt": writer.sentence(8),
                "decorative": False,
                "caption": writer.sentence(8),
                "credit": writer.sentence(2),
            },
        ),
        writer.paragraph(60),
        writer.block(
            "care_card",
            {
                "level": "urgent",
                "heading": writer.sentence(6),
                "text": f"<ul><li>{writer.sentence(12)}</li><li>{writer.sentence(12)}</li></ul>",
                "phone_label": "Call",
                "phone": "111",
                "link_label": "",
                "link_url": "",
            },
        ),
        writer.block("heading", {"text": writer.sentence(5), "level": "h2"}),
        writer.paragraph(70, link[2]),
        writer.block("heading", {"text": writer.sentence(4), "level": "h3"}),
        writer.paragraph(60),
        writer.block(
            "do_dont",
            {
                "do_heading": "Do",
                "do": writer.lines(3, 6),
                "dont_heading": "Not",
                "dont": writer.lines(3, 6),
            },
        ),
        writer.block(
            "quote",
            {"quote": writer.sentence(20), "attribution": "A grandmother", "source_url": ""},
        ),
        writer.paragraph(114),
    ]


def sources(writer: Writer) -> list[dict[str, Any]]:
    return [
        writer.block(
            "source",
            {
                "title": writer.sentence(6),
                "publisher": "NHS",
                "url": f"https://www.example.org/sources/{writer.number}/{position}/",
                "read_on": "2026-01-15",
            },
        )
        for position in (1, 2)
    ]


@dataclass(frozen=True)
class Size:
    """How much of everything there is. Articles are as many again for the row **stock**."""

    articles: int = 1000
    images: int = 200
    tags: int = 50
    authors: int = 20
    sections: int = 8
    topics: int = 6
    parts_of_topic: int = 2
    comments: int = 1_000_000
    """In all. The first article has ``large_thread`` of them, the second ``small_thread``."""
    large_thread: int = 100_000
    small_thread: int = 100
    replies_of_one: int = 8_000
    entries: int = 50_000
    """Of one edition of a link-up. Another has ``few_entries``."""
    few_entries: int = 50


#: What the catalogue is measured with.
FULL = Size()
#: Enough that every list has a next page.
TINY = Size(
    articles=24,
    images=6,
    tags=8,
    authors=4,
    sections=2,
    topics=2,
    comments=400,
    large_thread=120,
    small_thread=40,
    replies_of_one=30,
    entries=60,
    few_entries=40,
)
