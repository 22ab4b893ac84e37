"""The bytes of a page as text. Pure, and never fails.

By the byte order mark, else as the server declares, else as the page does in its first kilobytes,
else as UTF-8 (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding,
but for guesses).
"""

from __future__ import annotations

import re

from wagtail_parenting.outbound.charsets import decoded

#: Browsers look at 1 KiB first, and begin anew when they find it later.
_WINDOW = 8 * 1024
_DECLARED = re.compile(
    rb"""<meta(?=[ \t\n\f\r/])[^>]{0,500}?["' \t\n\f\r/;]charset[ \t\n\f\r]*=[ \t\n\f\r]*["']?"""
    rb"""([\w.:-]{1,40})""",
    re.IGNORECASE,
)


def page_text(page: bytes, charset: str | None) -> str:
    """``page`` as text; ``charset`` is what the server declares. What cannot be read is U+FFFD."""
    return decoded(page, charset or _own_charset(page))


def _own_charset(page: bytes) -> str | None:
    found = _DECLARED.search(page, 0, _WINDOW)
    label = found[1].decode("ascii", "ignore").lower() if found else ""
    # Whoever could read this declaration byte by byte did not read UTF-16.
    return "utf-8" if label.startswith("utf-16") else label or None
