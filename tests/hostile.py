"""Hostile texts, and a parser that fails at whatever is not inert."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

DATA = Path(__file__).resolve().parent / "data" / "hostile_texts.txt"
TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}


def written(line):
    """A line of the file: ``\\n`` and the like stand for what cannot stand in a line."""
    return re.sub(
        r"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[nrt\\])",
        lambda found: codecs.decode(found[0], "unicode_escape"),
        line,
    )


HOSTILE = [written(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


class Strict(HTMLParser):
    """Fails at whatever could run, load, or reach outside its place."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.hrefs = [], [], []

    def handle_starttag(self, tag, attributes):
        assert tag in TAGS, tag
        allowed = {"a": {"href", "rel"}, "ol": {"start"}}.get(tag, set())
        assert {name for name, _value in attributes} <= allowed, attributes
        if tag == "a" and attributes:
            given = dict(attributes)
            assert urlsplit(given["href"]).scheme in ("http", "https"), given
            assert given["rel"] == "ugc nofollow noopener"
            self.hrefs.append(given["href"])
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def parsed(html):
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def assert_plain(text):
    """What is shown as text: nothing in it turns what stands around it, or hides."""
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff]", text), text
