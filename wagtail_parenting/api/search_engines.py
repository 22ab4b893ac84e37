"""What search engines and shared links are told of a page: its ``head`` and ``structured_data``.

Gathered from a ``PageRendering`` alone, so it costs no query and can name nothing that is not
public. Every text is plain: rich text has lost its markup and is unescaped once, all else is as
the editor wrote it. An alias speaks for its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import to_locale
from wagtail import blocks

from wagtail_parenting.api.shapes import Card, Head, Picture
from wagtail_parenting.api.times import day, utc
from wagtail_parenting.articles.blocks.advice import FaqBlock, StepsBlock
from wagtail_parenting.articles.mixins import ArticleMixin, Disclosure
from wagtail_parenting.articles.reading import word_count
from wagtail_parenting.articles.structured_data import (
    ArticleFacts,
    CommentFacts,
    PageFacts,
    SiteFacts,
    article_graph,
    index_graph,
    script_text,
)
from wagtail_parenting.comments.body import plain
from wagtail_parenting.comments.editing import anchor
from wagtail_parenting.headless.alternates import alternates
from wagtail_parenting.headless.plain_text import one_line, plain_text, shortened
from wagtail_parenting.headless.preview import mode_of
from wagtail_parenting.headless.routing import site_name
from wagtail_parenting.headless.streams import (
    body_fields,
    list_items,
    raw_stream,
    stream_items,
    structs_of,
)
from wagtail_parenting.sharing.models import sharing_settings

if TYPE_CHECKING:
    from wagtail_parenting.api.rendering import PageRendering

#: What search engines show of a description that nobody has written.
MAX_DESCRIPTION = 160


def head(rendering: PageRendering) -> Head:
    """What belongs in the ``<head>`` of the page."""
    page, loaded = rendering.page, rendering.loaded
    address = loaded.frontends.address(loaded.source_of(page))
    url = address.url if address else None
    picture = rendering.social_picture()
    is_article = isinstance(page, ArticleMixin)
    described = description(rendering)
    languages = [(loaded.language_of(version), version) for version in loaded.translations_of(page)]
    return {
        "title": _whole_title(rendering),
        "description": described,
        "canonical": url,
        "robots": "index" if loaded.is_public(page) and not _is_previewed(page) else "noindex",
        "og": {
            "title": _title(rendering),
            "description": described,
            "type": "article" if is_article else "website",
            "url": url,
            "image": picture["src"] if picture else None,
            "image_alt": picture["alt"] if picture else "",
            "image_width": picture["width"] if picture else None,
            "image_height": picture["height"] if picture else None,
            "site_name": _site_name(rendering),
            "locale": to_locale(loaded.language_of(page)),
            "published_time": _published_at(page) if is_article else None,
            "modified_time": utc(page.last_published_at) if is_article else None,
        },
        "card": _card(rendering, picture),
        "alternates": alternates(languages, loaded.frontends),
        "feeds": [],
    }


def structured_data(rendering: PageRendering) -> str:
    """The page as JSON-LD, ready for a script element."""
    page, loaded = rendering.page, rendering.loaded
    root = loaded.frontends.root_of(page)
    site = SiteFacts(name=_site_name(rendering), origin=root.origin if root else "")
    facts = _page_facts(rendering)
    if isinstance(page, ArticleMixin):
        graph = article_graph(facts, _article_facts(rendering), site)
    elif getattr(page, "is_linkup", False):
        entries = list(_entries(rendering))
        graph = index_graph(facts, site, entries, count=loaded.counts_of(page).entries)
    else:
        cards = rendering.cards(rendering.relations.featured_ids)
        graph = index_graph(facts, site, [(card["title"], card["html_url"]) for card in cards])
    return script_text(graph)


def description(rendering: PageRendering) -> str:
    """What the editor wrote for search engines, else the page's own summary, else the beginning
    of its running text."""
    page = rendering.page
    summary = getattr(page, "standfirst", "") or getattr(page, "intro", "")
    written = one_line(_promoted(page, "search_description") or str(summary or ""))
    return written or shortened(_first_words(page), MAX_DESCRIPTION)


# --- Words --------------------------------------------------------------------------------------


def _title(rendering: PageRendering) -> str:
    page = rendering.page
    own = one_line(_promoted(page, "seo_title"))
    return own or (_site_name(rendering) if _is_home(rendering) else one_line(page.title))


def _whole_title(rendering: PageRendering) -> str:
    """With the site's name, unless the editor wrote the title herself or it is that name."""
    title, name = _title(rendering), _site_name(rendering)
    is_whole = _promoted(rendering.page, "seo_title") or title == name or not name
    return title if is_whole else f"{title} – {name}"


def _promoted(page: Any, name: str) -> str:
    """A field of Wagtail's own page class; a site's own base page may lack it."""
    return getattr(page, name, "") or ""


def _first_words(page: Any) -> str:
    """The beginning of the running text. Captions and the like may belong to what is hidden."""
    words: list[str] = []
    for body in body_fields(page):
        if body.name != "body":
            continue
        for item in stream_items(raw_stream(page, body)):
            block = body.stream_block.child_blocks.get(item.get("type"))
            if isinstance(block, blocks.RichTextBlock) and isinstance(item.get("value"), str):
                words.append(plain_text(item["value"]))
                if sum(map(len, words)) > MAX_DESCRIPTION:
                    return " ".join(words)
    return " ".join(words)


# --- Facts ---------------------------------------------------------------------------------------


def _page_facts(rendering: PageRendering) -> PageFacts:
    page, loaded = rendering.page, rendering.loaded
    frontends = loaded.frontends
    url = frontends.url(loaded.source_of(page)) or ""
    above = [
        (one_line(other.title), frontends.url(other) or "") for other in loaded.ancestors_of(page)
    ]
    title = _site_name(rendering) if _is_home(rendering) else one_line(page.title)
    return PageFacts(
        url=url,
        title=title,
        description=description(rendering),
        language=loaded.language_of(page),
        image=rendering.hero("social"),
        published_at=_published_at(page),
        updated_at=utc(page.last_published_at),
        trail=[*above, (one_line(page.title), url)],
        questions=list(_questions(page)),
        how_tos=list(_how_tos(page)),
    )


def _article_facts(rendering: PageRendering) -> ArticleFacts:
    page, relations = rendering.page, rendering.relations
    section = rendering.section()
    is_sponsored = page.disclosure == Disclosure.SPONSORED
    return ArticleFacts(
        authors=rendering.people(relations.authors),
        reviewers=rendering.people(relations.reviewers),
        last_reviewed=day(page.last_reviewed),
        section=one_line(section["title"]) if section else "",
        topics=[topic["name"] for topic in relations.topics],
        tags=[tag["name"] for tag in relations.tags],
        stages=relations.stages,
        sources=rendering.sources(),
        words=word_count(page),
        reading_minutes=page.reading_time,
        is_sponsored=is_sponsored,
        sponsor=page.sponsor if is_sponsored else "",
        comment_count=rendering.loaded.counts_of(page).comments,
        comments=list(_comments(rendering)),
    )


def _comments(rendering: PageRendering) -> Iterator[CommentFacts]:
    """The first ones that anyone can read, at the address of the page that they stand below."""
    page, loaded = rendering.page, rendering.loaded
    url = loaded.frontends.url(loaded.source_of(page)) or ""
    for row in loaded.comments_of(page):
        yield CommentFacts(
            url=f"{url}#{anchor(row.id)}",
            name=row.name,
            text=plain(row.body),
            written_at=utc(row.created_at) or "",
        )


def _entries(rendering: PageRendering) -> Iterator[tuple[str, str]]:
    """The first links that anyone can see, each at its own place on the page: the list is the
    page's own, what it leads to is not."""
    page, loaded = rendering.page, rendering.loaded
    url = loaded.frontends.url(loaded.source_of(page)) or ""
    for row in loaded.entries_of(page):
        yield one_line(row.title or row.found_title or row.url), f"{url}#entry-{row.number}"


def _questions(page: Any) -> Iterator[tuple[str, str]]:
    for block in _blocks_of(page, FaqBlock):
        for row in list_items(block.get("questions")):
            question, answer = _text(row, "question"), plain_text(_text(row, "answer"))
            if question and answer:
                yield one_line(question), answer


def _how_tos(page: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for block in _blocks_of(page, StepsBlock):
        rows = list_items(block.get("steps"))
        steps = [(one_line(_text(row, "title")), plain_text(_text(row, "text"))) for row in rows]
        said = [(title, text) for title, text in steps if title or text]
        if said:
            yield one_line(_text(block, "heading")), said


def _blocks_of(page: Any, kind: type[blocks.StructBlock]) -> Iterator[dict[str, Any]]:
    """The raw values of all blocks of a kind in the body, also of those that are folded away."""
    for body in body_fields(page):
        if body.name == "body":
            yield from structs_of(body.stream_block, raw_stream(page, body), kind)


def _text(row: Any, name: str) -> str:
    value = row.get(name) if isinstance(row, dict) else None
    return value if isinstance(value, str) else ""


def _card(rendering: PageRendering, picture: Picture | None) -> Card:
    """The large card where there is a picture (https://docs.x.com/x-for-websites/cards)."""
    own = sharing_settings(rendering.site)
    return {
        "type": "summary_large_image" if picture else "summary",
        "site": f"@{own.x_account}" if own is not None and own.x_account else None,
    }


def _published_at(page: Any) -> str | None:
    return utc(getattr(page, "published_at", None) or page.first_published_at)


def _is_previewed(page: Any) -> bool:
    return mode_of(page) is not None


def _is_home(rendering: PageRendering) -> bool:
    root = rendering.loaded.frontends.root_of(rendering.page)
    return root is not None and root.page_id == rendering.page.pk


def _site_name(rendering: PageRendering) -> str:
    return site_name(rendering.site) if rendering.site else ""
