"""Bytes of strangers as text. Pure, and never fails.

Python knows encodings that browsers do not, some of which take very long to decode (``punycode``)
or hide markup from whoever looks at the bytes (``utf-7``), so only those that pages and feeds are
written in are used (https://encoding.spec.whatwg.org/#names-and-labels).
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_KNOWN = {
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "mac-roman"),
    *("big5hkscs", "cp932", "cp949", "euc_jp", "gb18030", "iso2022_jp", "cp866", "cp874"),
    *(f"iso8859-{number}" for number in range(2, 17)),
    *(f"cp125{number}" for number in range(9)),
}
#: What those who say one of these mean, says the standard.
_MEANS = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}


def decoded(body: bytes, declared: str | None = None) -> str:
    """``body`` as text: by its byte order mark, else as ``declared`` by the server, else by its
    own XML declaration, else as UTF-8. What cannot be read becomes U+FFFD."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    found = _DECLARED.match(body)
    own = found[1].decode("ascii", "ignore") if found else None
    return body.decode(_known(declared) or _known(own) or "utf-8", "replace")


def _known(label: str | None) -> str | None:
    try:
        name = codecs.lookup(label or "").name
    except (LookupError, ValueError):  # a NUL in the label
        return None
    name = _MEANS.get(name, name)
    return name if name in _KNOWN else None
