"""What keeps an article from being published: one function decides, for every door.

``judge`` takes plain facts, so that the editor's form can ask before anything is saved and the
publish action can ask about a stored revision. How the doors use it is in ``publishing``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _

from wagtail_parenting.articles.blocks.care import LEVELS, PRESSING_LEVELS
from wagtail_parenting.conf import config

Check = Literal[
    "author",
    "hero_alt",
    "image_alt",
    "heading_levels",
    "care_cards",
    "stage_ages",
    "review_dates",
    "references",
    "sponsor",
    "comments_blocks",
]


@dataclass(frozen=True)
class Facts:
    """What the checks look at. ``body`` is raw stream data."""

    has_author: bool
    has_hero: bool
    hero_alt: str
    body: Sequence[dict[str, Any]]
    source_count: int
    stages: Sequence[Any]
    last_reviewed: datetime.date | None
    next_review: datetime.date | None
    is_sponsored: bool = False
    sponsor: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing wrong: the check, the form field it belongs to, and a sentence for the editor.

    ``block`` is the index of the body block at fault, from 0.
    """

    check: Check
    field: str
    message: str
    block: int | None = None


@dataclass
class Verdict:
    """``refused`` keeps the article from being published; ``warned`` only says so."""

    refused: list[Finding] = field(default_factory=list)
    warned: list[Finding] = field(default_factory=list)


def judge(facts: Facts, *, is_live: bool) -> Verdict:
    """Hold ``facts`` against the checks as ``PUBLISH_CHECKS`` sets them.

    On a page that is already live nothing is refused, so that a typo in a migrated page can be
    mended before all the rest of it is.
    """
    outcomes = config().publish_checks
    verdict = Verdict()
    for finding in findings(facts):
        outcome = outcomes.get(finding.check, "refuse")
        if outcome == "refuse" and not is_live:
            verdict.refused.append(finding)
        elif outcome != "off":
            verdict.warned.append(finding)
    return verdict


def findings(facts: Facts) -> Iterator[Finding]:
    """Everything that is wrong, whatever the settings say."""
    if not facts.has_author:
        yield Finding("author", "authors", _("Name at least one author."))
    if facts.has_hero and not facts.hero_alt.strip():
        yield Finding(
            "hero_alt", "hero_alt", _("Describe the main picture for those who cannot see it.")
        )
    if facts.is_sponsored and not facts.sponsor.strip():
        yield Finding("sponsor", "sponsor", _("Say who paid for the article."))
    yield from _undescribed_pictures(facts.body)
    yield from _skipped_headings(facts.body)
    yield from _hidden_care_cards(facts.body)
    for index, kind, value in _in_reading_order(facts.body):
        if kind == "care_card" and value.get("level") not in LEVELS:
            yield Finding(
                "care_cards", "body", _("Say of every care card how urgent it is."), block=index
            )
    yield from _second_comments_blocks(facts.body)
    yield from _dangling_references(facts.body, facts.source_count)
    for stage in facts.stages:
        if not stage.ages_in_order:
            yield Finding(
                "stage_ages",
                "stages",
                _("The life stage “%(stage)s” ends before it begins.") % {"stage": stage},
            )
    if facts.last_reviewed and facts.next_review and facts.next_review <= facts.last_reviewed:
        yield Finding(
            "review_dates", "next_review", _("The next review must come after the last one.")
        )


def _second_comments_blocks(body: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    places = [index for index, kind, _value in _in_reading_order(body) if kind == "comments"]
    for index in places[1:]:
        message = _("The comments can stand in one place only: keep one block of them.")
        yield Finding("comments_blocks", "body", message, block=index)


def _in_reading_order(
    body: Sequence[dict[str, Any]],
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """(index in the body, type, value) of every block, also of those folded away."""
    for index, block in enumerate(body):
        value = block.get("value")
        yield index, block.get("type") or "", value if isinstance(value, dict) else {}
        if block.get("type") == "expander" and isinstance(value, dict):
            for folded in value.get("body") or []:
                inner = folded.get("value")
                yield index, folded.get("type") or "", inner if isinstance(inner, dict) else {}


def _undescribed_pictures(body: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    for index, kind, value in _in_reading_order(body):
        if kind != "image" or value.get("decorative") or (value.get("alt") or "").strip():
            continue
        yield Finding(
            "image_alt",
            "body",
            _("Describe every picture in the text, or mark it as decorative."),
            block=index,
        )


def _skipped_headings(body: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    above = 1  # the title of the page
    for index, kind, value in _in_reading_order(body):
        if kind != "heading":
            continue
        level = {"h2": 2, "h3": 3, "h4": 4}.get(str(value.get("level")), 2)
        if level > above + 1:
            yield Finding(
                "heading_levels",
                "body",
                _("The heading “%(heading)s” skips a level: after h%(above)d comes h%(next)d.")
                % {"heading": value.get("text") or "", "above": above, "next": above + 1},
                block=index,
            )
        above = level


def _hidden_care_cards(body: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    for index, block in enumerate(body):
        if block.get("type") != "expander":
            continue
        for folded in (block.get("value") or {}).get("body") or []:
            value = folded.get("value") or {}
            if folded.get("type") == "care_card" and value.get("level") in PRESSING_LEVELS:
                yield Finding(
                    "care_cards",
                    "body",
                    _("The care card “%(heading)s” is folded away: move it out of the expander.")
                    % {"heading": value.get("heading") or ""},
                    block=index,
                )


def _dangling_references(body: Sequence[dict[str, Any]], source_count: int) -> Iterator[Finding]:
    for index, kind, value in _in_reading_order(body):
        if kind != "reference":
            continue
        number = value.get("source")
        if not isinstance(number, int) or not 1 <= number <= source_count:
            yield Finding(
                "references",
                "body",
                _("A reference points at source %(number)s, but there are %(count)d sources.")
                % {"number": number, "count": source_count},
                block=index,
            )
