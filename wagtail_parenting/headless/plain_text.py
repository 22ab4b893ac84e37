"""Plain text from rich text, and short texts from long ones. No query, no model.

Wagtail's ``get_text_for_indexing`` gives the same words by way of a whole HTML parser, which a
list of twenty full articles would wait for. Stored rich text is Wagtail's own markup, so two
expressions do.
"""

from __future__ import annotations

import html
import re

#: Tags between which a word may go on.
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|"
    "sup|u|var"
)
_TAG = re.compile(r"""<(?:/?([a-zA-Z][\w-]*)(?:"[^"]*"|'[^']*'|[^>"'])*|[!?][^>]*)>""")


def plain_text(rich_text: str) -> str:
    """The words of ``rich_text``, unescaped once, with one space wherever a line may break."""
    return one_line(html.unescape(_TAG.sub(_space, rich_text)))


def _space(tag: re.Match[str]) -> str:
    return "" if _INLINE.fullmatch((tag.group(1) or "").lower()) else " "


def one_line(text: str) -> str:
    """``text`` without line breaks and doubled spaces."""
    return " ".join(text.split())


def shortened(text: str, max_characters: int) -> str:
    """``text`` in at most so many characters, cut after a whole word where there is one."""
    text = one_line(text)
    if len(text) <= max_characters:
        return text
    room = text[:max_characters]  # the sign of the cut takes the last place
    kept = room[:-1] if " " not in room else room[: room.rindex(" ")]
    return kept.rstrip(" .,;:–—-") + "…"
