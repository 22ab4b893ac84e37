"""Words of strangers, perhaps HTML, as one line of plain text. Pure, and never fails."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from wagtail_parenting import names
from wagtail_parenting.headless.plain_text import plain_text, shortened

#: So much is looked at: no parser needs long for it.
LONGEST = 2000


def plain_line(written: str, max_characters: int) -> str:
    """The words of ``written``, cut after a whole word; empty when nothing is left to see.

    Tags and character references may have been broken off in the middle.
    """
    whole = written[:LONGEST].encode(errors="replace").decode()  # no halves of characters
    tree = LexborHTMLParser(f"<body>{whole}")
    tree.strip_tags(["script", "style", "template", "textarea", "iframe", "noscript"])
    markup = tree.body.html if tree.body else ""
    return shortened(names.clean(plain_text(markup or "")), max_characters)
