"""Reads the magazine's texts from ``content/``. Knows files and YAML, nothing of the database."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

FOLDER = Path(__file__).resolve().parent
CONTENT = FOLDER / "content"
PICTURES = FOLDER / "pictures"

Status = Literal["live", "draft", "scheduled", "expired", "private"]


@dataclass(frozen=True, kw_only=True)
class Hero:
    """The main picture; ``picture`` is the name of a file in ``pictures/``, without its suffix."""

    picture: str
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article as written. People, stages, topics and articles are named by their slugs."""

    slug: str
    status: Status
    title: str
    standfirst: str
    hero: Hero
    authors: list[str]
    reviewers: list[str]
    published: datetime.date
    stages: list[str]
    topics: list[str]
    tags: list[str]
    body: list[dict[str, Any]]
    section: str | None = None
    last_reviewed: datetime.date | None = None
    next_review: datetime.date | None = None
    disclosure: str = "none"
    sponsor: str = ""
    sources: list[dict[str, Any]] = field(default_factory=list)
    related: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SecondSite:
    name: str
    language: str
    tagline: str
    intro: str
    articles: list[Article]


@dataclass(frozen=True, kw_only=True)
class LinkUpEdition:
    """Entries stay plain dictionaries."""

    intro: str
    entries: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class LinkUpSeries:
    """A link-up series; of its editions the last is the open one. Hosts are named by slugs."""

    title: str
    slug: str
    intro: str
    picture: str
    alt: str
    hosts: list[str]
    rules: str
    zone: str
    edition_title: str
    first_number: int
    editions: list[LinkUpEdition]


@dataclass(frozen=True, kw_only=True)
class Magazine:
    """Both sites. Rows that become snippets or sections stay plain dictionaries."""

    name: str
    tagline: str
    intro: str
    sections: list[dict[str, Any]]
    stages: list[dict[str, Any]]
    topics: list[dict[str, Any]]
    people: list[dict[str, Any]]
    review_policy: str
    featured: list[str]
    second_site: SecondSite
    articles: list[Article]
    link_ups: list[LinkUpSeries]


def read_magazine() -> Magazine:
    """All texts of the demo. Raises ``TypeError`` for a key that nothing here knows."""
    raw = _read(CONTENT / "magazine.yaml")
    second = raw.pop("second_site")
    own = [_article(article) for article in second.pop("articles")]
    files = sorted((CONTENT / "articles").glob("*.yaml"))
    return Magazine(
        **raw,
        second_site=SecondSite(**second, articles=own),
        articles=[_article(_read(file)) for file in files],
        link_ups=[_link_up(_read(file)) for file in sorted((CONTENT / "linkups").glob("*.yaml"))],
    )


def _article(raw: dict[str, Any]) -> Article:
    return Article(**{**raw, "hero": Hero(**raw["hero"])})


def _link_up(raw: dict[str, Any]) -> LinkUpSeries:
    editions = [LinkUpEdition(**edition) for edition in raw["editions"]]
    return LinkUpSeries(**{**raw, "editions": editions})


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content
