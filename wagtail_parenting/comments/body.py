"""What a reader wrote, as HTML, as plain text, and what it links to. Pure.

A body is Markdown, but little of it: paragraphs, line breaks, emphasis, quotes, lists, links and
code. Nothing else is markup: HTML, pictures and headings come out as they were typed. The one
place that decides what HTML survives is ``nh3.clean`` below, which has the last word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_RULES = ["autolink", "backticks", "blockquote", "emphasis", "escape", "fence", "link", "linkify"]
_RULES += ["list", "newline"]
_TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https"}
_HOST = re.compile(r"[\w.:-]+")  # a name in any script, or an address
#: What search engines and the linked page learn of a reader's link
#: (https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links).
LINK_REL = "ugc nofollow noopener"

EMOTICONS = {
    ":)": "🙂",
    ":-)": "🙂",
    ":(": "🙁",
    ":-(": "🙁",
    ";)": "😉",
    ";-)": "😉",
    ":D": "😀",
    ":-D": "😀",
    ":P": "😛",
    ":-P": "😛",
    ":'(": "😢",
    "<3": "❤️",
}
_EMOTICON = re.compile(
    rf"(?<!\S)({'|'.join(map(re.escape, sorted(EMOTICONS, key=len, reverse=True)))})(?![^\s.,!?])"
)
#: Characters that draw nothing but turn what stands around them: overrides of the writing
#: direction, and controls other than tab and line feed. Isolates and marks stay: Arabic and
#: Hebrew need them, and they end with their paragraph (UAX 9).
_TURNING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a\u202b\u202d\u202e\ufff9-\ufffb]")


#: More brackets, or more addresses, and none becomes a link by itself: finding where one ends would
#: take long, and showing them all, much.
MAX_BRACKETS = MAX_LINKS = 100


def html(body: str, *, emoticons: bool = True) -> str:
    """``body`` as HTML that can stand in any page: no scripts, handlers, styles, pictures or
    addresses but http and https; links carry ``LINK_REL``."""
    return _read(body, emoticons).html


def plain(body: str, *, emoticons: bool = True) -> str:
    """``body`` without markup, for mails, search and the admin; one line for each of its own."""
    return _read(body, emoticons).plain


def links(body: str) -> tuple[str, ...]:
    """The addresses that ``body`` links to, in order, as often as they stand there."""
    return _read(body, emoticons=True).links


class _Read(NamedTuple):
    html: str
    plain: str
    links: tuple[str, ...]


@functools.lru_cache(maxsize=128)
def _read(body: str, emoticons: bool) -> _Read:
    """All that becomes of ``body``, which is parsed once for a request that asks often."""
    text = _TURNING.sub("", body)
    markdown = _markdown(emoticons, linkify=sum(map(text.count, "([{")) <= MAX_BRACKETS)
    tokens = markdown.parse(text)
    if len(_links(tokens)) > MAX_LINKS:
        markdown = _markdown(emoticons, linkify=False)
        tokens = markdown.parse(text)
    lines = (_words(token) for token in tokens if token.type in ("inline", "fence"))
    cleaned = nh3.clean(
        markdown.renderer.render(tokens, markdown.options, {}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=LINK_REL,
        strip_comments=True,
    )
    plain = "\n".join(line for line in lines if line).strip()
    return _Read(cleaned.strip(), plain, _links(tokens))


def _links(tokens: Iterable[Token]) -> tuple[str, ...]:
    children = (child for token in tokens for child in token.children or ())
    return tuple(str(child.attrGet("href")) for child in children if child.type == "link_open")


@functools.cache
def _markdown(emoticons: bool, linkify: bool) -> MarkdownIt:
    markdown = MarkdownIt("zero", {"linkify": linkify, "breaks": True, "html": False})
    markdown.enable(_RULES)
    markdown.validateLink = _may_be_linked  # type: ignore[method-assign, assignment]
    if markdown.linkify is not None:
        markdown.linkify.set({"fuzzy_email": False})  # nobody's address becomes a link by itself
    if emoticons:
        markdown.core.ruler.push("emoticons", _draw_emoticons)
    return markdown


def _may_be_linked(address: str) -> bool:
    try:
        parts = urlsplit(address)
        has_place = _HOST.fullmatch(parts.hostname or "") and parts.port != 0  # a bad one raises
    except ValueError:
        return False
    return bool(has_place) and parts.scheme.lower() in _SCHEMES


def _draw_emoticons(state: StateCore) -> None:
    for token in state.tokens:
        for child in _outside_links(token.children or ()):
            if child.type == "text":
                child.content = _EMOTICON.sub(lambda found: EMOTICONS[found[1]], child.content)


def _outside_links(children: Iterable[Token]) -> Iterable[Token]:
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if depth == 0:
            yield child


def _words(token: Token) -> str:
    if token.children is None:
        return token.content.strip()
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(breaks.get(child.type, child.content) for child in token.children)
