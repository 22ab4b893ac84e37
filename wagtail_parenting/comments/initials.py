"""What stands for a face: initials, and a colour under them."""

from __future__ import annotations

import secrets

import regex

#: Grounds on which white letters have a contrast of 4.5 and more (WCAG 2.2, 1.4.3).
COLOURS = (
    "#9a3f2b",
    "#8a4b12",
    "#6f5a00",
    "#4a6420",
    "#2b6a3f",
    "#1d6a5f",
    "#1f6478",
    "#2f5c91",
    "#4c52a3",
    "#6a4a9c",
    "#87417f",
    "#96405c",
)
_GRAPHEME = regex.compile(r"\X")
_WORD = regex.compile(r"[\p{L}\p{N}][^\s]*")


def initials(name: str) -> str:
    """The first letters of the first and the last word, in capitals where there are any; the first
    sign of a name without letters."""
    words = _WORD.findall(name)
    if not words:
        found = _GRAPHEME.match(name.strip())
        return found[0] if found else ""
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(_GRAPHEME.match(word)[0] for word in chosen).upper()  # type: ignore[index]


def colour(seed: int) -> str:
    """The colour that chance has picked."""
    return COLOURS[seed % len(COLOURS)]


def new_seed() -> int:
    """What decides the colour of a new comment: chance, so that it tells nothing of its writer."""
    return secrets.randbelow(2**15)
