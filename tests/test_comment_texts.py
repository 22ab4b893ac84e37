"""What readers write comes out inert, and otherwise as they wrote it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE, parsed
from wagtail_parenting import names
from wagtail_parenting.comments import body, written

FAMILY = "👨‍👩‍👧‍👦"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def test_the_file_holds_enough_of_every_kind():
    assert len(set(HOSTILE)) >= 150


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_hostile_comes_out_inert(text):
    html = body.html(text)
    parsed(html)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a\u202b\u202d\u202e]", html)
    assert all(urlsplit(link).scheme in ("http", "https") for link in body.links(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_one_line_in_which_nothing_hides(text):
    name = names.clean(text)
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", name
    )
    assert name == name.strip()
    assert names.clean(name) == name


@given(any_text)
def test_no_text_breaks_out(text):
    parsed(body.html(text))
    body.plain(text)
    assert names.clean(names.clean(text)) == names.clean(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>\ntwo</p>\n<p>three</p>"),
        ("*soft* and **loud**", "<p><em>soft</em> and <strong>loud</strong></p>"),
        (
            "> said\n\n- a\n- b",
            "<blockquote>\n<p>said</p>\n</blockquote>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
        ),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        (
            "[here](https://a.example/?a=1&b=2)",
            '<p><a href="https://a.example/?a=1&amp;b=2" rel="ugc nofollow noopener">here</a></p>',
        ),
        (
            "See https://a.example/x.",
            '<p>See <a href="https://a.example/x" rel="ugc nofollow noopener">https://a.example/x</a>.</p>',
        ),
        ("# No heading\n---", "<p># No heading<br>\n---</p>"),
        ("write to ruth@example.org", "<p>write to ruth@example.org</p>"),
        ("&amp; stays", "<p>&amp;amp; stays</p>"),
        ("Thanks :) <3, bye", "<p>Thanks 🙂 ❤️, bye</p>"),
        ("at 8:D, a:) and :/", "<p>at 8:D, a:) and :/</p>"),
        ("`:)`", "<p><code>:)</code></p>"),
    ],
)
def test_the_little_markdown_there_is(text, html):
    assert body.html(text) == html


def test_emoticons_can_be_left_alone():
    assert body.html("Thanks :)", emoticons=False) == "<p>Thanks :)</p>"


@pytest.mark.parametrize(
    "text",
    [FAMILY, ENGLAND, "👩🏽‍⚕️", "cafe\u0301", "café", "نوم الأطفال", "می‌خواهم", "क्‍ष", "𝒜𠜎", "שלום"],
)
def test_every_script_and_emoji_survives(text):
    assert "".join(parsed(body.html(text)).text).strip() == text
    assert body.plain(text) == text
    assert names.clean(text) == text


def test_plain_text_has_lines_and_no_markup():
    text = "**Hi** [there](https://a.example)\nyou :)\n\n> said\n\n- a"
    assert body.plain(text) == "Hi there\nyou 🙂\nsaid\na"
    assert body.links(text) == ("https://a.example",)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ruth \n Adeyemi ", "Ruth Adeyemi"),
        ("Ru\u200bth", "Ruth"),
        ("Ru\u200dth", "Ruth"),
        ("\u202ehtuR", "htuR"),
        ("Ruth\u200f", "Ruth"),
        ("\u3164", ""),
        ("R\x00u", "Ru"),
        ("a\u2028b", "a b"),
    ],
)
def test_what_draws_nothing_goes_from_a_name(typed, kept):
    assert names.clean(typed) == kept


@pytest.mark.parametrize(
    "other", ["ruth adeyemi", "Ｒｕｔｈ Adeyemi", "Ruth\u200bAdeyemi", "RUTH-ADEYEMI"]
)
def test_a_borrowed_name_is_seen_through(other):
    assert names.folded("Ruth Adeyemi") == names.folded(other)


def test_other_names_are_others():
    assert names.folded("Ruth Adeyemi") != names.folded("Ruth A.")
    assert names.folded("\u200b") == ""


@pytest.mark.parametrize(
    "text", [">" * 20_000, "- " * 20_000, "[" * 20_000, "*" * 20_000, "`" * 20_000]
)
def test_deep_nesting_neither_recurses_nor_breaks(text):
    parsed(body.html(text))


@pytest.mark.parametrize("nothing", ["\u200b\u200b", "\u2800", "\u3164 \u3164", "\u00ad\u200d"])
def test_a_text_in_which_nothing_is_seen_is_refused(nothing):
    with pytest.raises(ValueError, match="write something"):
        written.clean_body(nothing)
