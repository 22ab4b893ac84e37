"""Articles and indexes as JSON-LD in schema.org's vocabulary (https://schema.org/docs/schemas.html).

Values in, a dictionary out: nothing here knows a model or a database. Whoever calls hands in what
is public, as plain text, and addresses that are whole. ``script_text`` writes it for a page.

One ``@graph`` says it all: the page (``WebPage``), what it is about (``Article``), the way to it
(``BreadcrumbList``) and who publishes it (``WebSite``, ``Organization``), tied together by ``@id``.
Properties without a value are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wagtail_parenting.api.shapes import Person, Picture, Source, Stage
from wagtail_parenting.headless.plain_text import one_line, shortened

Node = dict[str, Any]

#: What Google shows of a headline
#: (https://developers.google.com/search/docs/appearance/structured-data/article).
MAX_HEADLINE = 110
MONTHS_A_YEAR = 12
#: What would end a script element, or a line of old JavaScript, as JSON writes it otherwise.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, kw_only=True)
class SiteFacts:
    """The site that publishes. ``origin`` is that of its frontend."""

    name: str
    origin: str


@dataclass(frozen=True, kw_only=True)
class PageFacts:
    """What is known of any page.

    ``language`` is a BCP 47 code; ``trail`` the (name, address) of the pages above and of the page
    itself; times are ISO 8601. ``questions`` are (question, answer), ``how_tos`` (name, steps)
    with steps as (title, text).
    """

    url: str
    title: str
    description: str
    language: str
    image: Picture | None = None
    published_at: str | None = None
    updated_at: str | None = None
    trail: Sequence[tuple[str, str]] = ()
    questions: Sequence[tuple[str, str]] = ()
    how_tos: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()


@dataclass(frozen=True, kw_only=True)
class CommentFacts:
    """One reader comment, as plain text."""

    url: str
    name: str
    text: str
    written_at: str


@dataclass(frozen=True, kw_only=True)
class ArticleFacts:
    """What an article has besides. ``is_sponsored`` where someone paid for it."""

    authors: Sequence[Person] = ()
    reviewers: Sequence[Person] = ()
    last_reviewed: str | None = None
    section: str = ""
    topics: Sequence[str] = ()
    tags: Sequence[str] = ()
    stages: Sequence[Stage] = ()
    sources: Sequence[Source] = ()
    words: int = 0
    reading_minutes: int = 0
    is_sponsored: bool = False
    sponsor: str = ""
    comment_count: int = 0
    comments: Sequence[CommentFacts] = ()


def article_graph(page: PageFacts, article: ArticleFacts, site: SiteFacts) -> Node:
    """An article: ``WebPage``, ``Article``, its people, and what its body holds besides."""
    people = {person["slug"]: person for person in [*article.authors, *article.reviewers]}
    web_page = _page("WebPage", page, site) | _node(
        {
            "datePublished": page.published_at,
            "dateModified": page.updated_at,
            "lastReviewed": article.last_reviewed,
            "reviewedBy": [_ref(_person_id(person, site)) for person in article.reviewers],
        }
    )
    return _graph(
        [
            web_page,
            _article(page, article, site),
            *(_person(person, site) for person in people.values()),
            *_parts(page, whole=f"{page.url}#article"),
            *_trail(page),
            *_publisher(site),
        ]
    )


def index_graph(
    page: PageFacts,
    site: SiteFacts,
    items: Sequence[tuple[str, str]] = (),
    *,
    count: int | None = None,
) -> Node:
    """A section, a home page or a link-up: ``CollectionPage``. ``items`` are (title, address) of
    what it collects, the first of ``count``."""
    collection = _page("CollectionPage", page, site)
    if items:
        collection["mainEntity"] = _node(
            {
                "@type": "ItemList",
                "numberOfItems": count,
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "name": name, "url": url}
                    for position, (name, url) in enumerate(items, start=1)
                ],
            }
        )
    return _graph([collection, *_parts(page, whole=page.url), *_trail(page), *_publisher(site)])


def script_text(graph: Node) -> str:
    """``graph`` as JSON that can stand in a ``<script>`` element as it is, and is still JSON."""
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


# --- Nodes -------------------------------------------------------------------------------------


def _graph(nodes: Iterable[Node]) -> Node:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def _node(values: Mapping[str, Any]) -> Node:
    """``values`` without those that say nothing."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _ref(identifier: str) -> Node:
    return {"@id": identifier}


def _page(kind: str, page: PageFacts, site: SiteFacts) -> Node:
    return _node(
        {
            "@type": kind,
            "@id": page.url,
            "url": page.url,
            "name": page.title,
            "description": page.description,
            "inLanguage": page.language,
            "isPartOf": _ref(_site_id(site)),
            "publisher": _ref(_organization_id(site)),
            "primaryImageOfPage": _image(page.image),
            "breadcrumb": _ref(f"{page.url}#breadcrumbs") if _trail(page) else None,
        }
    )


def _article(page: PageFacts, article: ArticleFacts, site: SiteFacts) -> Node:
    """The article itself. One that was paid for is an ``AdvertiserContentArticle`` too; for
    affiliate links the vocabulary has no word."""
    return _node(
        {
            "@type": ["Article", "AdvertiserContentArticle"] if article.is_sponsored else "Article",
            "@id": f"{page.url}#article",
            "url": page.url,
            "headline": shortened(page.title, MAX_HEADLINE),
            "description": page.description,
            "image": [_image(page.image)] if page.image else None,
            "datePublished": page.published_at,
            "dateModified": page.updated_at,
            "author": [_ref(_person_id(person, site)) for person in article.authors],
            "publisher": _ref(_organization_id(site)),
            "sponsor": _organization(article.sponsor) if article.is_sponsored else None,
            "mainEntityOfPage": _ref(page.url),
            "isPartOf": _ref(page.url),
            "articleSection": article.section,
            "inLanguage": page.language,
            "about": [{"@type": "Thing", "name": topic} for topic in article.topics],
            "keywords": list(article.tags),
            "wordCount": article.words or None,
            "timeRequired": f"PT{article.reading_minutes}M" if article.reading_minutes else None,
            "audience": [_audience(stage) for stage in article.stages],
            "citation": [_citation(source) for source in article.sources if source["title"]],
            "commentCount": article.comment_count or None,
            "comment": [_comment(comment) for comment in article.comments],
        }
    )


def _comment(comment: CommentFacts) -> Node:
    return _node(
        {
            "@type": "Comment",
            "@id": comment.url,
            "url": comment.url,
            "text": comment.text,
            "dateCreated": comment.written_at,
            "author": {"@type": "Person", "name": comment.name} if comment.name else None,
        }
    )


def _person(person: Person, site: SiteFacts) -> Node:
    """An author or reviewer. What qualifies her is words, hence a credential by its name."""
    credential = {"@type": "EducationalOccupationalCredential", "name": person["credentials"]}
    return _node(
        {
            "@type": "Person",
            "@id": _person_id(person, site),
            "name": person["name"],
            "url": site.origin + person["path"],
            "jobTitle": person["role"],
            "description": one_line(person["bio"]),
            "hasCredential": credential if person["credentials"] else None,
            "image": _image(person["picture"]),
            "sameAs": [link["url"] for link in person["links"] if _is_web_address(link["url"])],
        }
    )


def _image(picture: Picture | None) -> Node | None:
    if picture is None:
        return None
    return _node(
        {
            "@type": "ImageObject",
            "url": picture["src"],
            "contentUrl": picture["src"],
            "width": f"{picture['width']} px",  # a Distance; a plain number is none
            "height": f"{picture['height']} px",
            "caption": picture["caption"] or picture["alt"],
            "creditText": picture["credit"],
        }
    )


def _audience(stage: Stage) -> Node:
    """Parents, by the age of the child in years. Weeks of pregnancy have a name only: the
    vocabulary counts from birth."""
    return _node(
        {
            "@type": "ParentAudience",
            "audienceType": stage["name"],
            "childMinAge": _years(stage["from_months"]),
            "childMaxAge": _years(stage["to_months"]),
        }
    )


def _years(months: int | None) -> float | None:
    if months is None:
        return None
    whole, rest = divmod(months, MONTHS_A_YEAR)
    return round(months / MONTHS_A_YEAR, 2) if rest else whole


def _citation(source: Source) -> Node:
    return _node(
        {
            "@type": "CreativeWork",
            "name": source["title"],
            "publisher": _organization(source["publisher"]),
            "url": source["url"] if _is_web_address(source["url"]) else None,
        }
    )


def _organization(name: str) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _parts(page: PageFacts, *, whole: str) -> list[Node]:
    """The questions and the steps that stand in the body, as parts of ``whole``."""
    parts: list[Node] = []
    if page.questions:
        parts.append(
            _node(
                {
                    "@type": "FAQPage",
                    "@id": f"{page.url}#faq",
                    "inLanguage": page.language,
                    "isPartOf": _ref(whole),
                    "mainEntity": [_question(*pair) for pair in page.questions],
                }
            )
        )
    for number, (name, steps) in enumerate(page.how_tos, start=1):
        how_to = {
            "@type": "HowTo",
            "@id": f"{page.url}#how-to-{number}",
            "name": name or page.title,
            "inLanguage": page.language,
            "isPartOf": _ref(whole),
            "step": [_step(place, *step) for place, step in enumerate(steps, start=1)],
        }
        parts.append(_node(how_to))
    return parts


def _question(question: str, answer: str) -> Node:
    return {
        "@type": "Question",
        "name": question,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def _step(position: int, title: str, text: str) -> Node:
    return _node({"@type": "HowToStep", "position": position, "name": title, "text": text})


def _trail(page: PageFacts) -> list[Node]:
    """The way to the page; a trail of one leads nowhere."""
    if len(page.trail) < 2:
        return []
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": name,
            "item": {"@type": "WebPage", "@id": url, "url": url, "name": name},
        }
        for position, (name, url) in enumerate(page.trail, start=1)
    ]
    identifier = f"{page.url}#breadcrumbs"
    return [{"@type": "BreadcrumbList", "@id": identifier, "itemListElement": items}]


def _publisher(site: SiteFacts) -> list[Node]:
    shared = {"name": site.name, "url": f"{site.origin}/"}
    website = {"@type": "WebSite", "@id": _site_id(site), **shared}
    organization = {"@type": "Organization", "@id": _organization_id(site), **shared}
    return [website | {"publisher": _ref(_organization_id(site))}, organization]


def _site_id(site: SiteFacts) -> str:
    return f"{site.origin}/#website"


def _organization_id(site: SiteFacts) -> str:
    return f"{site.origin}/#organization"


def _person_id(person: Person, site: SiteFacts) -> str:
    return f"{site.origin}{person['path']}#person"


def _is_web_address(url: str) -> bool:
    """Whether ``url`` is one that a reader can follow; imports leave anything there."""
    try:
        return isinstance(url, str) and urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False
