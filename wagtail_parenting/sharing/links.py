"""Share links: from what is shared and a target to an address. Pure.

Every value is percent-encoded as RFC 3986 has it, a space as ``%20``: some apps show a ``+`` as
it is. Text is cut after a word where the network takes no more, never inside what readers see as
one character (a family emoji is seven code points), and marked by an ellipsis. The address of the
page is never cut.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from string import Formatter
from urllib.parse import quote

import regex

from wagtail_parenting.sharing.targets import ShareTarget, Unit

ELLIPSIS = "…"
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}")
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LETTER = regex.compile(r"\p{L}")
#: Code points that X counts once; all others twice
#: (https://docs.x.com/fundamentals/counting-characters).
_LIGHT_ON_X = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


@dataclass(frozen=True)
class Shared:
    """What is shared. ``url`` and ``image`` are whole addresses, ``hashtags`` have no ``#``."""

    url: str
    title: str
    text: str = ""
    image: str = ""
    hashtags: Sequence[str] = field(default_factory=tuple)
    account: str = ""
    """The site's own account on the network, without ``@``."""


def href(target: ShareTarget, shared: Shared) -> str:
    """The address that shares ``shared`` by ``target``, a ``link``."""
    title, tags = _fitted(target, shared)
    values = {
        "url": shared.url,
        "title": title,
        "text": shared.text.replace("\r\n", "\n").replace("\n", "\r\n"),
        "image": shared.image,
        "tags": ",".join(tags),
        "account": shared.account,
    }
    head, parts = _parsed(target.url)
    shown = [
        _filled(part, names, values)
        for part, names in parts
        if not names or any(values[name] for name in names)
    ]
    return _filled(*head, values) + ("?" if shown else "") + "&".join(shown)


def hashtag(name: str) -> str:
    """``name`` as a hashtag without its sign: ``baby sleep`` is ``BabySleep``. Empty when there is
    no letter in it, which networks take for no hashtag."""
    words = _WORDS.findall(name)
    if len(words) > 1:
        words = [word[0].upper() + word[1:] for word in words]
    joined = "".join(words)
    return joined if _LETTER.search(joined) else ""


def cut(text: str, room: int, length: Callable[[str], int]) -> str:
    """``text``, or what of it has room with an ellipsis: whole words, or else whole characters."""
    if length(text) <= room:
        return text
    room -= length(ELLIPSIS)
    kept, at_word = "", ""
    used = 0
    for grapheme in _GRAPHEME.findall(text):
        used += length(grapheme)
        if used > room:
            if grapheme.isspace():
                at_word = kept
            break
        if grapheme.isspace():
            at_word = kept
        kept += grapheme
    shown = (at_word or kept).rstrip(" \t\r\n.,;:–—-")
    return shown + ELLIPSIS if shown else ""


def length_in(unit: Unit) -> Callable[[str], int]:
    """How a network counts text."""
    return {"graphemes": _graphemes, "code points": len, "X": _weight_on_x}[unit]


def _fitted(target: ShareTarget, shared: Shared) -> tuple[str, list[str]]:
    """The title, and as many hashtags as have room beside all of it."""
    tags = list(shared.hashtags)
    if target.max_length is None:
        return shared.title, tags
    length = length_in(target.unit)
    room = target.max_length
    url_length = length(shared.url) if target.url_length is None else target.url_length
    if url_length:
        room -= url_length + 1
    if "{account}" in target.url and shared.account:
        room -= len(f" via @{shared.account}")
    title = cut(shared.title, max(0, room), length)
    left, fitting = room - length(title), []
    for tag in tags:
        left -= length(f" #{tag}")
        if left < 0:
            break
        fitting.append(tag)
    return title, fitting


def _graphemes(text: str) -> int:
    if text.isascii() and "\r" not in text:
        return len(text)
    return len(_GRAPHEME.findall(text))


def _weight_on_x(text: str) -> int:
    """An emoji of however many code points counts twice, as a Chinese character does."""
    if text.isascii():
        return len(text)
    text = unicodedata.normalize("NFC", text)  # as X does before it counts
    return sum(
        2 if _EMOJI.match(grapheme) and len(grapheme.encode()) > 1 else sum(map(_weigh, grapheme))
        for grapheme in _GRAPHEME.findall(text)
    )


def _weigh(character: str) -> int:
    point = ord(character)
    return 1 if any(first <= point <= last for first, last in _LIGHT_ON_X) else 2


_Part = tuple[str, tuple[str, ...]]


@functools.cache
def _parsed(template: str) -> tuple[_Part, tuple[_Part, ...]]:
    """What stands before the query of an address, and its parameters, with their placeholders."""
    head, _mark, query = template.partition("?")
    return _part(head), tuple(_part(part) for part in query.split("&") if part or query)


def _part(text: str) -> _Part:
    return text, tuple(name for _text, name, _spec, _how in Formatter().parse(text) if name)


def _filled(part: str, names: Iterable[str], values: dict[str, str]) -> str:
    """``part`` with encoded values; what separated an empty one from the rest goes too."""
    if not values["title"]:
        part = part.replace("{title}%20", "")
    if not values["text"]:
        part = part.replace("{text}%0D%0A", "")
    return part.format_map({name: _encoded(values[name]) for name in names})


@functools.lru_cache(maxsize=512)
def _encoded(value: str) -> str:
    return quote(value, safe="", errors="replace")
