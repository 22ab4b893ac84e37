"""Tags of a page without a tree: the same that a parser finds, and in no time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from wagtail_parenting.outbound.addresses import MAX_URL, base_of, web_address
from wagtail_parenting.outbound.page_text import page_text
from wagtail_parenting.outbound.plain_lines import LONGEST, plain_line
from wagtail_parenting.outbound.tag_walk import MAX_TAG, tags

MIB = 1024 * 1024
#: The first address of all waits for the list of suffixes, and the machine may be busy.
unhurried = settings(deadline=None)
LINK = "<link href=x>"


def hrefs(page, wanted=("link",), **options):
    return [tag.attributes.get("href") for tag in tags(page, wanted, **options)]


# Which tags there are


@pytest.mark.parametrize(
    "page",
    [
        LINK,
        "<LINK HREF=x>",
        "<link href='x'/>",
        '<link\n\thref = "x"\f>',
        "<link/href=x>",
        "<link a=\"1>2\" b='<!--' href=x>",
        "<link a=it's href=x>",
        "<link =a href=x>",
        "<link a= href=b href=x>",
        "<link href=x href=y>",
        f"<!doctype html PUBLIC 'a>'{LINK}",
        f"<!-- > -->{LINK}",
        f"<!-->{LINK}",
        f"<!--->{LINK}",
        f"<!-- --!>{LINK}",
        f"<?xml?>{LINK}",
        f"<!a <b>{LINK}",
        f"</>{LINK}",
        f"</3 <a>{LINK}",
        f"1 < 2 <3 <{LINK}",
        f"<title>{LINK[:5]}</title>{LINK}",
        f"<style/>a</STYLE >{LINK}",
        f"<script><!-- <script> </script> {LINK} --></script>{LINK}",
        f"<script><!--></script>{LINK}",
        f"<script></script{LINK}></script>{LINK}",
        f"<template><template></template>{LINK}</template>{LINK}",
        f"</template>{LINK}",
        f"<noscript><img></noscript>{LINK}",
        f"<body><noscript>{LINK}</noscript>",
        f"<svg><title/><style/>{LINK}",
        f"<svg><script href=a.js />{LINK}",
    ],
)
def test_a_tag_is_found(page):
    assert hrefs(page) == ["x"]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<link href=x",
        "<link href='x>",
        '<link a="' + LINK,
        "<linked href=x>",
        "</link href=x>",
        f"<!--{LINK}",
        f"<!-- -- > --- {LINK}",
        f"<!--!>{LINK}",
        "<!<link href=x",
        f"<img alt='{LINK}'>",
        f'</p title="{LINK}">',
        f"<title>{LINK}</title>",
        f"<title/>{LINK}",
        f"<textarea>{LINK}</textarea>",
        f"<script>{LINK}</script>",
        f"<script src=a.js />{LINK}",
        f"<script>{LINK}",
        f"<script>'</scripts>'{LINK}</script>",
        f"<style>{LINK}</styl></style >",
        f"<iframe>{LINK}</iframe>",
        f"<iframe srcdoc='{LINK}'></iframe>",
        f"<xmp>{LINK}</xmp>",
        f"<noembed>{LINK}</noembed>",
        f"<noframes>{LINK}</noframes>",
        f"<noscript>{LINK}</noscript>",
        f"<plaintext>{LINK}",
        f"<template>{LINK}</template>",
        f"<template><div></div>{LINK}",
        f"<template><script></template></script>{LINK}</template>",
        f"<link a={'a' * MAX_TAG} href=x>",
    ],
)
def test_what_is_no_tag_is_not_found(page):
    assert hrefs(page) == []


def test_the_longest_tag_is_found():
    page = "<link href=x a=>"
    assert hrefs(page.replace("a=", "a=" + "b" * (MAX_TAG - len(page)))) == ["x"]
    assert hrefs(page.replace("a=", "a=" + "b" * (MAX_TAG - len(page) + 1))) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a&amp;b", "a&b"),
        ("?a=1&amp;copy=2", "?a=1&copy=2"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("?a=1&copyright=2", "?a=1&copyright=2"),
        ("?a&copy", "?a©"),
        ("&#38;&#x26;&#38", "&&&"),
        ("&#00000000000038;", "&"),
        (f"&#{'9' * 5000};", "\ufffd"),
        ("&#x110000;&#xd800;", "\ufffd\ufffd"),
        ("&unheard;&", "&unheard;&"),
        ("&notit;", "&notit;"),
    ],
)
def test_references_in_attributes(written, value):
    assert hrefs(f'<link href="{written}">') == [value]


def test_tags_say_where_they_stand_and_what_they_hold():
    page = "<title>A &amp; b</title><template><p></template><meta><script>1 < 2</script><p><meta>"
    found = [(tag.name, tag.text, tag.in_head) for tag in tags(page, {"title", "meta", "script"})]
    assert found == [
        ("title", "A &amp; b", True),
        ("meta", "", True),
        ("script", "1 < 2", True),
        ("meta", "", False),
    ]


def test_of_the_head_only_the_head_is_read():
    assert hrefs(f"{LINK}<p>{LINK}", head_only=True) == ["x"]
    assert hrefs(f"{LINK}<link>", ("link", "p"), head_only=True) == ["x", None]
    assert hrefs(f"<p href=p>{LINK}", ("link", "p"), head_only=True) == []


PIECES = (
    *("<link", "<LINK ", " href", "href", "=", '"', "'", ">", "/", " ", "x", "\n", "<", "</", "<!"),
    *("<!--", "-->", "--!>", "-", "!", "<?", "&amp;", "&amp", "&copy", "&#65;", "&#x41", "&notit;"),
    *("<title>", "</title>", "</title ", "<script>", "</script>", "<script", "</script", "<style>"),
    *("</style>", "<textarea>", "</textarea>", "<template>", "</template>", "<div>", "</div>"),
    *("<iframe>", "</iframe>", "<xmp>", "</xmp>", "<link href=y>", "<link href='z'>", "<b", "rel="),
)


@unhurried
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_a_parser_finds_the_same(text):
    page = f"<body>{text}"
    links = LexborHTMLParser(page).css("link")
    theirs = [{name: value or "" for name, value in link.attributes.items()} for link in links]
    assert [tag.attributes for tag in tags(page, {"link"})] == theirs


@unhurried
@given(st.text(alphabet="<>/!?=\"' -abscriptlnkhef&;", max_size=80))
def test_markup_of_any_kind_is_no_error(text):
    assert all(tag.name == "link" for tag in tags(text, {"link"}))


SLOW = {
    "tags": "<b>" * (MIB // 3),
    "ends": "</b>" * (MIB // 4),
    "attributes": "<link " + " a=" * (MIB // 3) + ">",
    "unclosed": "<link " * (MIB // 6),
    "blanks": "<link" + " " * MIB,
    "quotes": "<link " + "=' " * (MIB // 3),
    "less than": "<" * MIB,
    "comments": "<!--" * (MIB // 4),
    "dashes": "<!--" + "-" * MIB,
    "scripts": "<script>" * (MIB // 8),
    "escaped scripts": "<script><!--" + "<script>" * (MIB // 8),
    "ends of scripts": "<script>" + "</script" * (MIB // 8),
    "textareas": "<textarea></textarea" * (MIB // 20),
    "templates": "<template>" * (MIB // 10),
    "foreign": "<svg><title/>" * (MIB // 13),
    "references": '<link href="' + "&" * 8000 + '">' + "<link href=&a&b>" * (MIB // 17),
}


@pytest.mark.parametrize("name", SLOW)
def test_no_page_takes_long(name):
    begun = time.monotonic()
    for _tag in tags(SLOW[name][:MIB], {"link"}):
        pass
    assert time.monotonic() - begun < 10  # 0.7 at most, measured


# Its text


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("é".encode(), None),
        ("é".encode("latin-1"), "iso-8859-1"),
        ("<meta charset=latin1>é".encode("latin-1"), None),
        ('<META name=x Charset="windows-1252">é'.encode("latin-1"), None),
        (
            "<meta http-equiv='content-type' content='text/html; charset=iso-8859-1'/>é".encode(
                "latin-1"
            ),
            None,
        ),
        ("<meta charset=utf-16>é".encode(), None),
        ("<meta charset=latin1>é".encode(), "utf-8"),
        ("<meta charset=latin1>é".encode("utf-8-sig"), None),
        ("<meta charset=latin1>é".encode("utf-16"), None),
        ("<?xml version='1.0' encoding='iso-8859-1'?>é".encode("latin-1"), None),
        ("<meta charset=nonsense>é".encode(), None),
        ("<meta name=charset content=latin1>é".encode(), None),
    ],
)
def test_a_page_is_read_in_its_charset(body, charset):
    assert page_text(body, charset).endswith("é")


def test_a_late_declaration_does_not_count():
    late = b" " * 8192 + b"<meta charset=latin1>\xe9"
    assert page_text(late, None).endswith("\ufffd")


# Its words


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Tom &amp;amp; Jerry", "Tom &amp; Jerry"),
        ("<b>Bold</b><br>line\n two", "Bold line two"),
        ("1 < 2 and 3 > 2, I <3 you", "1 < 2 and 3 > 2, I <3 you"),
        ("<script>alert(1)</script>Hi<!-- no --><img src=x", "Hi"),
        ("a\u200bb\u202ec\u2066d\x00e\x07", "abcde"),
        ("halves \ud83d of characters", "halves ? of characters"),
        ("&#8217;&hellip;&nbsp;x", "’… x"),
        (f"a&#{'9' * 1900}", "a\ufffd"),
        ("<br> \u200b", ""),
        ("", ""),
    ],
)
def test_words_are_one_line_of_plain_text(written, line):
    assert plain_line(written, 100) == line


def test_long_lines_are_cut_at_a_word():
    assert plain_line("one two three", 10) == "one two…"
    assert len(plain_line("word " * LONGEST, 200)) <= 200


@unhurried
@given(st.text(max_size=100), st.integers(1, 40))
def test_words_of_any_kind_are_no_error(text, max_characters):
    line = plain_line(text, max_characters)
    assert len(line) <= max_characters
    assert line == " ".join(line.split())


# Its addresses


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("/a", "https://blog.test/a"),
        ("a?b=1#c", "https://blog.test/dir/a?b=1#c"),
        ("../a", "https://blog.test/a"),
        ("?b=1", "https://blog.test/dir/page?b=1"),
        ("//other.test/a", "https://other.test/a"),
        ("HTTP://Other.TEST:8080/A", "http://other.test:8080/A"),
        (" /a\n b ", "https://blog.test/a%20b"),
        ("/a\n\tb\r", "https://blog.test/ab"),
        ("\x00\x1f /a", "https://blog.test/a"),
        ("\\a\\b?c\\d", "https://blog.test/a/b?c%5Cd"),
        ("https://bücher.example/grüße", "https://xn--bcher-kva.example/gr%C3%BC%C3%9Fe"),
        ('/">', "https://blog.test/%22%3E"),
        ("https://[::1]:80/", "https://[::1]:80/"),
        ("", ""),
        ("  ", ""),
        ("mailto:anna@blog.test", ""),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:image/png;base64,xx", ""),
        ("ftp://blog.test/", ""),
        ("https://anna@blog.test/", ""),
        ("http://[", ""),
        ("https://blog.test:x/", ""),
        ("https://blog.test:99999/", ""),
        ("/\ud800", ""),
        ("/" + "a" * MAX_URL, ""),
        ("/" + "ü" * 500, ""),
    ],
)
def test_addresses_are_absolute_and_safe(written, url):
    assert web_address("https://blog.test/dir/page", written) == url


def test_the_first_base_counts_wherever_it_stands():
    url = "https://blog.test/dir/page"

    def base(page):
        return base_of(tags(page, ("a", "base")), url)

    assert base("<base target=_blank><a href=x><base href=/deep/><base href=/wrong/>") == (
        "https://blog.test/deep/"
    )
    for none in ("", "<base>", "<base href='javascript:1'>", "<base href='http://['>"):
        assert base(none) == url
