"""Rich text for frontends: absolute addresses, and no link to what is not public.

Editors' rich text refers to pages, documents and pictures by id. ``collect`` says to which,
``render`` puts addresses in. Neither asks the database: what ``render`` may link to comes from
the bulk load. A link to anything that is not public goes; its words stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Literal, cast

from wagtail.admin.rich_text.converters.markdown_db import MarkdownConverter
from wagtail.api.rich_text import APIRichText
from wagtail.rich_text import get_text_for_indexing

from wagtail_parenting.headless.routing import absolute

Format = Literal["html", "markdown", "db_html", "db_markdown"]

_SAFE = re.compile(r"(?:https?:|mailto:|tel:|[^:]*\Z|[/#?])", re.IGNORECASE)
_ID = re.compile(r"[0-9]{1,18}\Z")


@dataclass
class References:
    """Ids of what texts and blocks point at: pages by links in texts, or chosen in blocks."""

    linked: set[int] = field(default_factory=set)
    chosen: set[int] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Targets:
    """What may be linked to: each function gives an address or markup, or None if not public."""

    page_url: Callable[[int], str | None]
    document_url: Callable[[int], str | None]
    picture_html: Callable[[int, str], str | None]
    origin: str = ""


def chosen_format(requested: str | None) -> Format:
    """The format that a request gets: its own wish, else the site's setting, else HTML.

    Raises ``wagtail.api.rich_text.RichTextFormatError`` for an unknown one.
    """
    from django.conf import settings

    wanted = requested or getattr(settings, APIRichText.SETTING_NAME, None) or "html"
    return cast(Format, APIRichText.resolve_format(wanted))


def collect(html: str, into: References) -> None:
    """Add the ids that ``html`` refers to."""
    for tag in _tags(html):
        number = _number(tag.attrs.get("id"))
        if number is None or tag.closes:
            continue
        if tag.name == "embed" and tag.attrs.get("embedtype") == "image":
            into.images.add(number)
        elif tag.name == "a" and tag.attrs.get("linktype") == "page":
            into.linked.add(number)
        elif tag.name == "a" and tag.attrs.get("linktype") == "document":
            into.documents.add(number)


def render(
    html: str, *, format: Format, targets: Targets, features: list[str] | None = None
) -> str:
    """``html`` as stored, in the wanted format. No query, and linear in the length of ``html``."""
    if not html:
        return ""
    if format == "db_html":
        return _rewrite(html, _kept_link(targets), _kept_embed(targets))
    if format == "db_markdown":
        return _markdown(_rewrite(html, _kept_link(targets), _kept_embed(targets)), features)
    if format == "markdown":
        return _markdown(_rewrite(html, _resolved_link(targets, format), _no_embed), features)
    return _rewrite(html, _resolved_link(targets, format), _resolved_embed(targets))


# --- Tags -----------------------------------------------------------------------------------------
# Wagtail's own expressions for this are quadratic on text such as "<a<a<a…": found by the attack on
# this module. Editors paste what they like, and readers must not wait for it.


@dataclass(frozen=True)
class _Tag:
    """A link or embed tag at ``start:end`` of a text."""

    name: str
    closes: bool
    attrs: dict[str, str]
    start: int
    end: int


_START = re.compile(r"<(/?)(a|embed)(?=[\s/>]|\Z)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'(?<![\w-])([\w-]+)="([^"]*)"')


def _tags(html: str) -> Iterator[_Tag]:
    """The tags of links and embeds, in order. One that never ends reaches to the end."""
    found = _START.search(html)
    while found:
        closing = html.find(">", found.end())
        end = closing + 1 if closing >= 0 else len(html)
        inside = html[found.end() : end]
        attrs = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(inside)}
        yield _Tag(found[2].lower(), bool(found[1]), attrs, found.start(), end)
        found = _START.search(html, end)


def _rewrite(
    html: str, link: Callable[[_Tag, str], str | None], embed: Callable[[_Tag, str], str]
) -> str:
    """``html`` with its links and embeds replaced; both functions get a tag and its source.

    A link without an end goes, as one for which ``link`` gives None; its words stay.
    """
    pieces: list[str] = []
    opened: tuple[int, str] | None = None  # the place of an open link, and its new tag
    done = 0
    for tag in _tags(html):
        pieces.append(html[done : tag.start])
        done = tag.end
        source = html[tag.start : tag.end]
        if tag.name == "embed":
            pieces.append("" if tag.closes else embed(tag, source))
        elif not tag.closes:
            replaced = link(tag, source)
            opened = (len(pieces), replaced) if replaced is not None else None
            pieces.append("")  # filled in when the link ends
        elif opened is not None:
            place, pieces[place] = opened
            pieces.append("</a>")
            opened = None
    pieces.append(html[done:])
    return "".join(pieces)


def _markdown(db_html: str, features: list[str] | None) -> str:
    try:
        return str(MarkdownConverter(features).from_database_format(db_html, resolved=False))
    except AssertionError:  # what Wagtail makes of tags that do not match, as imports have them
        return str(get_text_for_indexing(db_html))


def _address(attrs: dict[str, str], targets: Targets) -> tuple[str, dict[str, str]] | None:
    kind = attrs.get("linktype")
    number = _number(attrs.get("id"))
    if kind is None:
        href = attrs.get("href")
        return (absolute(href, targets.origin), {}) if href and _SAFE.match(href) else None
    if number is None:
        return None
    if kind == "page":
        url = targets.page_url(number)
        return (url, {"data-page-id": str(number)}) if url else None
    if kind == "document":
        url = targets.document_url(number)
        return (url, {"data-document-id": str(number)}) if url else None
    return None


def _resolved_link(targets: Targets, format: Format) -> Callable[[_Tag, str], str | None]:
    def link(tag: _Tag, source: str) -> str | None:
        found = _address(tag.attrs, targets)
        if found is None:
            return None
        href, extra = found
        attributes = {"href": href, **(extra if format == "html" else {})}
        shown = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
        return f"<a {shown}>"

    return link


def _kept_link(targets: Targets) -> Callable[[_Tag, str], str | None]:
    return lambda tag, source: source if _address(tag.attrs, targets) else None


def _resolved_embed(targets: Targets) -> Callable[[_Tag, str], str]:
    def embed(tag: _Tag, source: str) -> str:
        number = _number(tag.attrs.get("id"))
        if tag.attrs.get("embedtype") != "image" or number is None:
            return ""
        return targets.picture_html(number, tag.attrs.get("alt", "")) or ""

    return embed


def _kept_embed(targets: Targets) -> Callable[[_Tag, str], str]:
    resolved = _resolved_embed(targets)
    return lambda tag, source: source if resolved(tag, source) else ""


def _no_embed(tag: _Tag, source: str) -> str:
    return ""


def _number(value: str | None) -> int | None:
    return int(value) if value and _ID.match(value) else None
