"""The tags of a page that are wanted, found in one pass without building a tree. Pure.

A page of 1 MiB can be written so that a parser needs minutes for it (lexbor: 340 seconds for
``<div>`` over and over, 130 for one tag with as many attributes as fit). So the page is only taken
apart into tags, as the tokenizer of HTML does
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization), which takes time in proportion
to its length. How elements nest does not matter to who looks for links and metadata.

Not found is what stands in comments, in attributes, in elements that hold only text, and in
``<template>``. ``<noscript>`` is read as by a browser without scripts; but in the head it is passed
over, since the pixels of trackers stand in it there, and would end the head.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html.entities import html5

#: Characters of a tag. Longer ones are passed over.
MAX_TAG = 8 * 1024
#: A comment, a tag with its name, or what counts as a comment: ``<!doctype``, ``<?xml``, ``</3``.
_MARKUP = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^ \t\n\f\r/>]*+)|[!?]|/(?!>))")
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|(?=>)|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+)"""
#: The rest of a tag: in a quoted value a ``>`` does not end it. Possessive: whatever follows, each
#: character is read at most three times.
_REST = re.compile(
    r"(?:[ \t\n\f\r/]++|[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    rf"(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+{_VALUE}|(?![ \t\n\f\r]*+=)))*+>"
)
_ATTRIBUTE = re.compile(
    r"([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)"
    r"""(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"([^"]*+)"|'([^']*+)'|([^ \t\n\f\r>]*+)))?"""
)
_COMMENT_END = re.compile(r"(?<=<!--)-?>|--!?>")
_ENDS = {
    name: re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE)
    for name in ("style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
}
_SCRIPT_MARK = re.compile(r"<!--|-->|<(/?)script(?=[ \t\n\f\r/>])", re.IGNORECASE)
#: Any other tag ends the head (#parsing-main-inhead).
_OF_HEAD = {
    *("html", "head", "meta", "link", "base", "basefont", "bgsound"),
    *("script", "style", "title", "noscript", "noframes", "template"),
}
#: Elements in which a slash at its end makes a tag whole, as in XML.
_FOREIGN = {"svg", "math"}
#: In attributes, ``&copy=`` and ``&copyright`` refer to nothing (#named-character-reference-state).
_REFERENCE = re.compile(r"&(?:#([0-9]++|[xX][0-9a-fA-F]++);?|([a-zA-Z][a-zA-Z0-9]*+(?:;|(?!=))))")


@dataclass(frozen=True)
class Tag:
    """A start tag. ``name`` and the names of ``attributes`` are in lower case."""

    name: str

    attributes: dict[str, str]
    """Values with their character references decoded; of equal names the first counts."""

    text: str
    """For an element that holds only text (``title``, ``script``): that text, as it is written."""

    in_head: bool
    """Whether neither it nor a tag before it ended the head. Text, unlike in HTML, ends none."""


def tags(page: str, wanted: Collection[str], *, head_only: bool = False) -> Iterator[Tag]:
    """The start tags of ``page`` with a name among ``wanted``, in order; of its head only, if that
    is asked for.

    1 MiB takes no longer than a second, whatever is in it. How many tags are looked at, and how
    much of their text, is for the caller to bound.
    """
    around = _Surroundings()
    place = 0
    while found := _MARKUP.search(page, place):
        place = _after(page, found)
        name = (found[3] or "").lower()
        if place < 0 or name == "plaintext":
            return
        if not name:
            continue
        if found[2]:
            around.close(name)
            continue
        around.open(name, is_whole=page[place - 2] == "/")
        if head_only and not around.in_head:
            return
        text_starts = place
        place = _text_end(page, name, place) if around.holds_text(name) else place
        if place < 0:
            return
        is_short = text_starts - found.start() <= MAX_TAG
        if name in wanted and is_short and not around.templates:
            attributes = _attributes(page, found.end(), text_starts - 1)
            yield Tag(name, attributes, page[text_starts:place], around.in_head)


class _Surroundings:
    """What is open at a place in a page, as far as it matters."""

    def __init__(self) -> None:
        self.in_head = True
        self.templates = 0
        self._foreign = 0
        self._is_whole = False

    def open(self, name: str, *, is_whole: bool) -> None:
        if name not in _OF_HEAD and not self.templates:
            self.in_head = False
        self.templates += name == "template"
        self._foreign += name in _FOREIGN and not is_whole
        self._is_whole = is_whole and self._foreign > 0

    def close(self, name: str) -> None:
        if name == "template":
            self.templates = max(0, self.templates - 1)
        elif name in _FOREIGN:
            self._foreign = max(0, self._foreign - 1)

    def holds_text(self, name: str) -> bool:
        """Whether the tag that was opened last begins an element without tags in it."""
        if self._is_whole or (name == "noscript" and not self.in_head):
            return False
        return name in _ENDS or name == "script"


def _after(page: str, found: re.Match[str]) -> int:
    """Behind the comment or the tag that begins with ``found``; -1 if it has no end."""
    if found[1]:
        end = _COMMENT_END.search(page, found.end())
    elif found[3]:
        end = _REST.match(page, found.end())
    else:
        return page.find(">", found.end()) + 1 or -1
    return end.end() if end else -1


def _text_end(page: str, name: str, place: int) -> int:
    """Where the end tag of element ``name`` begins, whose text begins at ``place``; -1 without."""
    if name == "script":
        return _script_end(page, place)
    end = _ENDS[name].search(page, place)
    return end.start() if end else -1


def _script_end(page: str, place: int) -> int:
    """In a script, ``<!-- <script>`` begins something that ``</script>`` ends, and not the script
    (#script-data-double-escaped-state)."""
    depth = 0
    while mark := _SCRIPT_MARK.search(page, place):
        place = mark.end()
        if mark[0] == "<!--":
            place -= 2  # the dashes of <!--> end it again
            depth = depth or 1
        elif mark[0] == "-->":
            depth = 0
        elif not mark[1]:
            depth = depth and 2
        elif depth < 2:
            return mark.start()
        else:
            depth = 1
    return -1


def _attributes(page: str, start: int, end: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in (match.groups("") for match in _ATTRIBUTE.finditer(page, start, end)):
        found.setdefault(name.lower(), _REFERENCE.sub(_referred, "".join(values)))
    return found


def _referred(reference: re.Match[str]) -> str:
    number, name = reference.groups()
    if name:
        return html5.get(name, reference[0])
    # Python refuses to read longer numbers, and there is no such character.
    return html.unescape(reference[0]) if len(number.lstrip("0")) <= 8 else "\ufffd"
