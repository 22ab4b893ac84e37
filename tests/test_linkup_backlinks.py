"""Whether a page links back: real links only, and the same address only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_parenting.linkups.backlinks import MAX_LINKS, Backlink, find_backlink
from wagtail_parenting.linkups.canonical import canonical_key

MIB = 1024 * 1024
#: The first address of all waits for the list of suffixes, and the machine may be busy.
unhurried = settings(deadline=None)
EDITION = "https://host.test/link-up/week-45/"
SERIES = "https://host.test/link-up/"
LINK = f'<a href="{EDITION}">Link-up</a>'


def found(markup, *, url="https://blog.test/post/", targets=(EDITION, SERIES), charset=None):
    page = markup if isinstance(markup, bytes) else markup.encode()
    return find_backlink(page, url=url, charset=charset, targets=targets)


# Real links


@pytest.mark.parametrize(
    "markup",
    [
        LINK,
        f"<html><head><title>x</title></head><body><p>Hello {LINK} there",
        f"<A HREF='{EDITION}'>",
        f"<a class=badge href={EDITION}>",
        f'<a data-a="1 > 2" title=\'<b>\' href = "{EDITION}" >',
        f'<a\nhref="\n  {EDITION}\n"\n>',
        '<a href="https://host.test/link\n-up/week\t-45/">',
        f'<map><area shape=rect coords="0,0,1,1" href="{EDITION}"></map>',
        f'<a href="{EDITION}"><img src="badge.png"></a>',
        f"<a><a><a><b><i>{LINK}",
        f"<a href=/other>Other</a>{LINK}",
        f"<!-- a --> {LINK} <!-- b -->",
        f"<script>'<a>'</script>{LINK}",
        f"<template></template>{LINK}",
        f"<textarea></textarea>{LINK}",
        f"<p>a<noscript>{LINK}</noscript>",
        f"<body><noscript>{LINK}</noscript>",
        f"<svg><style/><title/></svg>{LINK}",
        f"<select><option>{LINK}</select>",
        f"<p>1 < 2 & 3 {LINK}",
    ],
)
def test_a_link_is_found(markup):
    assert found(markup) == Backlink(EDITION, frozenset())


@pytest.mark.parametrize(
    "markup",
    [
        "",
        EDITION,
        f"<p>{EDITION}</p>",
        f"<!-- {LINK} -->",
        f"<!-- {LINK}",
        f"<template>{LINK}</template>",
        f"<template><template></template>{LINK}</template>",
        f"<script>{LINK}</script>",
        f"<script>document.write('{LINK}')",
        f"<style>{LINK}</style>",
        f"<textarea>{LINK}</textarea>",
        f"<title>{LINK}</title>",
        f"<xmp>{LINK}</xmp>",
        f"<noembed>{LINK}</noembed>",
        f"<iframe>{LINK}</iframe>",
        f"<iframe srcdoc='{LINK}'></iframe>",
        f"<img alt='{LINK}'>",
        f"<div data-html='{LINK}'></div>",
        f"<a>{EDITION}</a>",
        f"<a name='{EDITION}'>",
        f"<a data-href='{EDITION}'>",
        f"<link href='{EDITION}'>",
        f"<img src='{EDITION}'>",
        f"<form action='{EDITION}'>",
        f"<button formaction='{EDITION}'>",
        f"<abbr href='{EDITION}'>",
        f"</a href='{EDITION}'>",
        f"<a href='{EDITION}'",
        f"<a href='{EDITION}>Never closed</a>",
        f"&lt;a href='{EDITION}'&gt;",
        f"<a href='javascript:location=\"{EDITION}\"'>",
        f"<a href='/other' href='{EDITION}'>",
        f"<a href='{EDITION}' data-x='{'x' * 9000}'>",
    ],
)
def test_what_is_no_link_is_not_found(markup):
    assert found(markup) is None


def test_no_more_than_5000_links_are_looked_at():
    assert found("<a>" * (MAX_LINKS - 1) + LINK)
    assert found("<a>" * MAX_LINKS + LINK) is None


# The same address


@pytest.mark.parametrize(
    "href",
    [
        EDITION,
        "http://www.host.test:80/link-up/week-45",
        "//HOST.test/link-up/week-45/#entries",
        f"{EDITION}?utm_source=blog&amp;utm_medium=badge",
        f"{EDITION}?fbclid=x&ref=y",
        f"{EDITION}index.html",
        "https://host.test/link-up/./week%2D45//",
        "https://host.test/link-up",
        "&#104;ttps://host.test/link-up/week-45/",
    ],
)
def test_spellings_of_the_address_are_found(href):
    assert found(f'<a href="{href}">')


@pytest.mark.parametrize(
    "href",
    [
        "https://host.test/link-up/week-4/",
        "https://host.test/link-up/week-450/",
        "https://host.test/link-up/week-45/entries/",
        "https://host.test/link-up/week-45.html",
        "https://host.test/link-up/Week-45/",
        "https://host.test/link-up/week-45/?page=2",
        "https://host.test/",
        "https://host.test.evil.test/link-up/week-45/",
        "https://evilhost.test/link-up/week-45/",
        "https://evil.test/?to=https://host.test/link-up/week-45/",
        "https://evil.test/https://host.test/link-up/week-45/",
        "https://evil.test/#https://host.test/link-up/week-45/",
        "https://host.test@evil.test/link-up/week-45/",
        "https://host.test:8080/link-up/week-45/",
        "ftp://host.test/link-up/week-45/",
        "/link-up/week-45/",
        "mailto:host@host.test",
        "http://[",
        "",
        "#",
    ],
)
def test_other_addresses_are_not_found(href):
    assert found(f'<a href="{href}">') is None


def test_parameters_that_count_are_compared():
    target = ("https://host.test/?page_id=45&copy=1",)
    for href in ("?copy=1&page_id=45", "/?page_id=45&amp;copy=1", "?page_id=45&copy=1"):
        assert found(f'<a href="{href}">', url="https://host.test/", targets=target)
    for href in ("?page_id=450&copy=1", "?page_id=45&copy=12", "?page_id=45"):
        assert found(f'<a href="{href}">', url="https://host.test/", targets=target) is None


def test_addresses_are_relative_to_the_page_or_to_its_base():
    at_host = "https://host.test/link-up/week-44/"
    for href in ("../week-45/", "/link-up/week-45", "//host.test/link-up/week-45/"):
        assert found(f"<a href={href}>", url=at_host) == Backlink(
            EDITION if href.endswith("/") else EDITION[:-1], frozenset()
        )
    based = "<a href=week-45/><base target=_top><base href='//host.test/link-up/'><base href=/x/>"
    assert found(based) == Backlink(EDITION, frozenset())
    assert found("<base href='javascript:1'><a href=/link-up/>", url=at_host)
    assert found("<template><base href='//host.test/link-up/'></template><a href=week-45/>") is None


def test_targets_are_addresses_or_keys():
    assert found(LINK, targets={canonical_key(EDITION)})
    assert found(LINK, targets=["http://WWW.host.test/link-up/week-45?utm_source=x"])
    assert found(LINK, targets=[]) is None


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", None),
        ("utf-16", None),
        ("windows-1251", "windows-1251"),
        ("utf-16-le", "utf-16le"),
    ],
)
def test_pages_are_read_in_their_charset(encoding, charset):
    target = "https://host.test/неделя-45/"
    page = f"<p>Привет <a href='{target}'>".encode(encoding)
    assert found(page, charset=charset, targets=[target])


# What the link says


@pytest.mark.parametrize(
    ("rel", "keywords", "is_followed"),
    [
        ("", "", True),
        ("noopener noreferrer", "noopener noreferrer", True),
        ("nofollow", "nofollow", False),
        (" NOFOLLOW\nnoopener ", "nofollow noopener", False),
        ("ugc", "ugc", False),
        ("sponsored,noopener", "sponsored noopener", False),
        ("external, nofollow", "external nofollow", False),
        ("nofollower", "nofollower", True),
    ],
)
def test_keywords_are_recorded(rel, keywords, is_followed):
    link = found(f'<a rel="{rel}" href="{EDITION}">')
    assert link == Backlink(EDITION, frozenset(keywords.split()))
    assert (link.is_followed, link.is_nofollow) == (is_followed, not is_followed)


def test_a_link_that_is_followed_is_preferred():
    nofollow, plain = f"<a rel=nofollow href={EDITION}>", f"<a href={SERIES}>"
    for markup in (nofollow + plain, plain + nofollow):
        assert found(markup) == Backlink(SERIES, frozenset())
    assert found(nofollow + f"<a rel=ugc href={SERIES}>") == Backlink(
        EDITION, frozenset(["nofollow"])
    )


# What is made to do harm

#: Lexbor needs up to six minutes for the first of them.
SLOW = {
    "nested": b"<div>" * (MIB // 5),
    "links": b"<a href=/x>" * (MIB // 11),
    "links and ends": b"<a><b></a>" * (MIB // 10),
    "hosts": b"".join(b"<a href=//www.%d.co.uk>" % number for number in range(45_000)),
    "attributes": b"<a " + b"".join(b" a%d" % number for number in range(130_000)) + b">",
    "long tags": (b"<a href=/x" + b"".join(b" a%d" % n for n in range(1100)) + b">") * 150,
    "references": (b"<a href='" + b"&a" * 4000 + b"'>") * 130,
    "slashes": (b"<a href='" + b"/../." * 390 + b"'>") * 500,
    "keywords": (b"<a href=/x rel='" + b"a," * 4000 + b"'>") * 130,
    "comments": b"<!--" * (MIB // 4),
    "scripts": b"<script>" * (MIB // 8),
    "quotes": b"<a " + b"=' " * (MIB // 3),
    "zeros": b"\0" * MIB,
}


@pytest.mark.parametrize("name", SLOW)
def test_no_page_takes_long(name):
    begun = time.monotonic()
    assert found(SLOW[name][:MIB]) is None
    assert time.monotonic() - begun < 10  # 0.7 at most, measured


@unhurried
@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "x"]))
def test_bytes_of_any_kind_are_no_error(page, charset):
    found(page, charset=charset)


@unhurried
@given(st.text(alphabet="<>/!?=\"' -abrsehf&;[]:.#", max_size=80))
def test_markup_of_any_kind_is_no_error(text):
    assert found(text) is None
