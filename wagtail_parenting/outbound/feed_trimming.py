"""A feed with nothing in it but what is wanted. Pure.

``feedparser`` needs minutes for a feed of 1 MiB that is made for it (30 seconds for ``<a>`` over
and over, more than ten minutes for ``encoding="`` in the prolog). So a feed is read by expat first,
which takes no time for anything, and written anew: its structure, and the few fields that are
wanted, in bounded number and length. A document with declarations of its own is refused: entities
that grow, or that lead to files, have no place to be declared in.
"""

from __future__ import annotations

import html
import re
from xml.parsers import expat

MAX_ENTRIES = 500
_MAX_FIELDS = 12
#: So many characters of a title or an address are read; addresses of that length are never used.
LONGEST = 2100
#: Fields of an entry, by their names in lower case, with the characters that are read of each.
_FIELDS = {
    **dict.fromkeys(("title", "link", "guid", "id"), LONGEST),
    **dict.fromkeys(
        ("pubdate", "published", "updated", "modified", "issued", "created", "date"), 100
    ),
}
_NAMESPACES = {
    "",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
}
_ROOTS = {"rss", "feed", "rdf"}
_ATTRIBUTES = {"version", "type", "rel", "href", "isPermaLink", "mode"}
_XML_BASE = "http://www.w3.org/XML/1998/namespace base"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_REFERENCE = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_NAMED = re.compile(r"&([a-zA-Z][a-zA-Z0-9]{1,30});")


class Unreadable(Exception):
    """No feed, or one that is made to do harm."""


def trimmed(text: str) -> bytes:
    """The feed ``text`` as UTF-8, with at most 500 entries. Raises ``Unreadable``.

    The usual mistakes are mended; of a document that is broken nevertheless, the entries before
    that place are taken.
    """
    trimmer = _Trimmer()
    if trimmer.reads(text):
        return trimmer.whole()
    trimmer = _Trimmer()
    if trimmer.reads(_mended(text)):
        return trimmer.whole()
    return trimmer.so_far()


def _mended(text: str) -> str:
    """``text`` without the mistakes that feeds make most: names of HTML's characters, ampersands
    that begin nothing, control characters."""
    text = _NAMED.sub(lambda found: html.escape(html.unescape(found[0])), text)
    return _CONTROL.sub("", _NO_REFERENCE.sub("&amp;", text))


class _Trimmer:
    """Writes a feed anew with nothing but its structure and the fields that are wanted."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []
        """End tags to be written, by depth; empty for what is left out."""
        self._entry_depth = 0
        self._entries = 0
        self._fields = 0
        self._field_depth = 0
        self._room = 0
        self._whole_entries: tuple[int, list[str]] | None = None
        """So much of what is written ends with a whole entry, and which end tags it lacks then."""

    def reads(self, text: str) -> bool:
        """Whether ``text`` is well-formed to its end. Raises ``Unreadable``."""
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError:
            return False
        return True

    def whole(self) -> bytes:
        return "".join(self._out).encode()

    def so_far(self) -> bytes:
        """The entries before the place where the document is broken. Raises ``Unreadable``."""
        if self._whole_entries is None:
            raise Unreadable
        length, ends = self._whole_entries
        return "".join([*self._out[:length], *ends]).encode()

    def _doctype(self, name: str, system: object, public: object, has_own: int) -> None:
        if has_own:
            raise Unreadable

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        namespace, _space, name = qualified.rpartition(" ")
        keeps = self._keeps(namespace, name.lower())
        self._open.append(f"</{name}>" if keeps else "")
        if keeps:
            self._out.append(f'<{name} xmlns="{html.escape(namespace)}"{_kept(attributes)}>')

    def _keeps(self, namespace: str, name: str) -> bool:
        depth = len(self._open) + 1
        if depth == 1:
            if name not in _ROOTS:
                raise Unreadable
            return True
        if self._field_depth:
            return False
        if self._entry_depth:
            return depth == self._entry_depth + 1 and self._begin_field(namespace, name)
        if name in ("item", "entry") and namespace in _NAMESPACES:
            return self._begin_entry(depth)
        return name == "channel" and depth == 2

    def _begin_entry(self, depth: int) -> bool:
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            return False
        self._entry_depth = depth
        self._fields = 0
        return True

    def _begin_field(self, namespace: str, name: str) -> bool:
        if namespace not in _NAMESPACES or name not in _FIELDS or self._fields >= _MAX_FIELDS:
            return False
        self._fields += 1
        self._field_depth = self._entry_depth + 1
        self._room = _FIELDS[name]
        return True

    def _text(self, text: str) -> None:
        if self._field_depth and self._room:
            kept = text[: self._room]
            self._room -= len(kept)
            self._out.append(html.escape(kept))

    def _end(self, qualified: str) -> None:
        depth = len(self._open)
        self._out.append(self._open.pop())
        if depth == self._field_depth:
            self._field_depth = 0
        if depth == self._entry_depth:
            self._entry_depth = 0
            self._whole_entries = len(self._out), self._open[::-1]


def _kept(attributes: dict[str, str]) -> str:
    names = {name: name for name in _ATTRIBUTES} | {_XML_BASE: "xml:base"}
    return "".join(
        f' {names[name]}="{html.escape(value[:LONGEST])}"'
        for name, value in attributes.items()
        if name in names
    )
