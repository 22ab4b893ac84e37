"""What a page says of itself, whom of several is believed, and what is not believed."""

from __future__ import annotations

import html
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_parenting.outbound.metadata import MAX_IMAGES, PageMetadata, page_metadata
from wagtail_parenting.outbound.structured_data import MAX_LENGTH, StructuredData, structured_data

MIB = 1024 * 1024
#: The first address of all waits for the list of suffixes, and the machine may be busy.
unhurried = settings(deadline=None)
URL = "https://blog.test/2025/01/first-steps/"
NOTHING = PageMetadata(
    title="", description="", site_name="", author="", images=(), canonical=""
)  # fmt: skip


def read(page, charset=None):
    body = page if isinstance(page, bytes) else page.encode()
    return page_metadata(body, url=URL, charset=charset)


def ld(*values):
    return "".join(
        f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values
    )


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


# Pages as they are

WORDPRESS = """<!DOCTYPE html>
<html lang="en-US" prefix="og: https://ogp.me/ns#"><head>
<meta charset="UTF-8" />
<meta name="viewport" content="width=device-width, initial-scale=1">
<script>window.dataLayer = []; if (a < b && c > d) document.write("<title>no</title>");</script>
<noscript><img height="1" width="1" src="https://www.facebook.com/tr?id=1&amp;ev=PageView" /></noscript>
<!-- This site is optimized with the Yoast SEO plugin v22.0 - https://yoast.com/ -->
<title>First steps &#8211; how they come &raquo; Anna&#8217;s Nest</title>
<meta name="description" content="A plain description." />
<link rel="canonical" href="https://blog.test/2025/01/first-steps/" />
<meta property="og:locale" content="en_US" />
<meta property="og:type" content="article" />
<meta property="og:title" content="First steps &#8211; how they come" />
<meta property="og:description" content="When do babies walk? &lt;strong&gt;Later&lt;/strong&gt; than you think &hellip;" />
<meta property="og:url" content="https://blog.test/2025/01/first-steps/" />
<meta property="og:site_name" content="Anna&#039;s Nest" />
<meta property="article:author" content="https://www.facebook.com/anna" />
<meta property="og:image" content="http://blog.test/wp-content/uploads/steps.jpg" />
<meta property="og:image:secure_url" content="https://blog.test/wp-content/uploads/steps.jpg" />
<meta property="og:image:width" content="1200" />
<meta name="author" content="Anna Admin" />
<meta name="twitter:card" content="summary_large_image" />
<meta name="twitter:image" content="https://blog.test/wp-content/uploads/card.jpg" />
<script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[
{"@type":"Article","@id":"https://blog.test/#article","headline":"Of the graph","author":{"name":"Anna Nest","@id":"https://blog.test/#/schema/person/1"},
"publisher":{"@id":"https://blog.test/#org"},"image":{"@id":"https://blog.test/#primaryimage"},"thumbnailUrl":"https://blog.test/thumb.jpg"},
{"@type":"WebPage","@id":"https://blog.test/","name":"Of the page","description":"Of the page"},
{"@type":"ImageObject","@id":"https://blog.test/#primaryimage","url":"https://blog.test/graph.jpg","contentUrl":"https://blog.test/other.jpg"},
{"@type":"WebSite","name":"Of the site"},{"@type":["Person","Organization"],"@id":"https://blog.test/#/schema/person/1","name":"Anna Nest"}]}</script>
<!-- / Yoast SEO plugin. -->
</head><body class="post"><svg><title>Logo</title></svg><h1>First steps</h1>
<meta property="og:title" content="Of a comment"><link rel="canonical" href="https://evil.test/">
"""  # noqa: E501

BLOGGER = """<!DOCTYPE html>
<html class='v2' dir='ltr' xmlns='http://www.w3.org/1999/xhtml' xmlns:b='http://www.google.com/2005/gml/b'>
<head>
<meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>
<meta content='blogger' name='generator'/>
<link href='https://anna.blogspot.com/favicon.ico' rel='icon' type='image/x-icon'/>
<link href='https://anna.blogspot.com/2025/01/first-steps.html' rel='canonical'/>
<link rel="alternate" type="application/atom+xml" title="Anna - Atom" href="https://anna.blogspot.com/feeds/posts/default" />
<link rel="image_src" href="https://blogger.googleusercontent.com/img/a/steps=w1200"/>
<meta content='https://anna.blogspot.com/2025/01/first-steps.html' property='og:url'/>
<meta content='First steps &amp; more' property='og:title'/>
<meta content='' property='og:description'/>
<meta content='https://blogger.googleusercontent.com/img/b/steps=w1200-h630-p-k-no-nu' property='og:image'/>
<title>Anna: First steps</title>
<style id='page-skin-1' type='text/css'><!-- body { font: x } --></style>
</head>
<body><div itemprop='blogPost' itemscope='itemscope'><meta content='Body' itemprop='name'/>
<script type='application/ld+json'>{"@context":"http://schema.org","@type":"BlogPosting",
"headline":"Of the data","description":"She walks!","author":{"@type":"Person","name":"Anna B."},
"publisher":{"@type":"Organization","name":"Blogger","logo":{"@type":"ImageObject","url":"https://x.test/logo.png"}},
"image":{"@type":"ImageObject","url":"https://blogger.googleusercontent.com/img/b/data","height":630}}</script>
"""  # noqa: E501

GHOST = """<!DOCTYPE html><html lang="de"><head>
    <title>Erste Schritte</title>
    <meta name="description" content="Wann Kinder laufen">
    <link rel="canonical" href="/erste-schritte/">
    <meta name="twitter:title" content="Erste Schritte bei Twitter">
    <meta name="twitter:description" content="Wann Kinder bei Twitter laufen">
    <meta name="twitter:image" content="/content/images/size/w1200/steps.webp">
    <meta name="twitter:creator" content="@anna">
    <script type="application/ld+json">
{
    "@context": "https://schema.org",
    "@type": "Article",
    "publisher": {"@type": "Organization", "name": "Das Nest", "url": "https://blog.test/"},
    "author": [{"@type": "Person", "name": "Anna Müller", "sameAs": []}, {"name": "Berta"}],
    "headline": "Erste Schritte &#8211; Daten",
    "image": ["/content/images/a.jpg", {"@type": "ImageObject", "url": "/content/images/b.jpg"}],
    "mainEntityOfPage": "https://blog.test/erste-schritte/"
}
    </script>
    <meta name="generator" content="Ghost 5.80">
</head><body></body></html>"""

PLAIN = """<html><head><title>
  My   first
  page </title><meta name=Description content="About it"><meta name=author content="Anna">
<meta name="application-name" content="Anna's pages"><body><h1>Hello</h1><img src=a.jpg>"""


def test_wordpress():
    assert read(WORDPRESS) == PageMetadata(
        title="First steps – how they come",
        description="When do babies walk? Later than you think …",
        site_name="Anna's Nest",
        author="Anna Nest",
        images=(
            "https://blog.test/wp-content/uploads/steps.jpg",
            "https://blog.test/wp-content/uploads/card.jpg",
            "https://blog.test/graph.jpg",
            "https://blog.test/thumb.jpg",
        ),
        canonical="https://blog.test/2025/01/first-steps/",
    )


def test_blogger():
    assert read(BLOGGER) == PageMetadata(
        title="First steps & more",
        description="She walks!",
        site_name="Blogger",
        author="Anna B.",
        images=(
            "https://blogger.googleusercontent.com/img/b/steps=w1200-h630-p-k-no-nu",
            "https://blogger.googleusercontent.com/img/b/data",
            "https://blogger.googleusercontent.com/img/a/steps=w1200",
        ),
        canonical="https://anna.blogspot.com/2025/01/first-steps.html",
    )


def test_ghost():
    assert read(GHOST) == PageMetadata(
        title="Erste Schritte bei Twitter",
        description="Wann Kinder bei Twitter laufen",
        site_name="Das Nest",
        author="Anna Müller",
        images=(
            "https://blog.test/content/images/size/w1200/steps.webp",
            "https://blog.test/content/images/a.jpg",
            "https://blog.test/content/images/b.jpg",
        ),
        canonical="https://blog.test/erste-schritte/",
    )


def test_a_plain_page():
    assert read(PLAIN) == PageMetadata(
        title="My first page",
        description="About it",
        site_name="Anna's pages",
        author="Anna",
        images=(),
        canonical="",
    )


@pytest.mark.parametrize("page", ["", "Hello", "<html>", "<head></head>", "<title>", "<p>Hello"])
def test_a_page_that_says_nothing(page):
    assert read(page) == NOTHING


# Whom of several is believed

TITLES = [
    meta("og:title", "Open Graph"),
    meta("twitter:title", "Twitter"),
    ld({"@type": "BlogPosting", "headline": "JSON-LD"}),
    "<title>HTML</title>",
]


def test_titles_in_order_of_trust():
    order = ["Open Graph", "Twitter", "JSON-LD", "HTML"]
    for number, title in enumerate(order):
        assert read("".join(TITLES[number:])).title == title
        assert read("".join(reversed(TITLES[number:]))).title == title


def test_what_is_empty_says_nothing():
    empty = ("", " ", "&nbsp;", "&amp;nbsp;", "\u200b", "<br>", "&lt;br&gt;")
    page = "".join(meta("og:title", value) for value in empty)
    assert read(page + meta("twitter:title", "Twitter")).title == "Twitter"
    assert read("<title> </title><title>Second</title>").title == "Second"


def test_of_equal_ones_the_first_counts():
    assert read(meta("og:title", "One") + meta("og:title", "Two")).title == "One"
    links = "<link rel=canonical href=/one/><link rel=canonical href=/two/>"
    assert read(links).canonical == "https://blog.test/one/"


@pytest.mark.parametrize(
    "tag",
    [
        '<meta property="og:title" content="A">',
        "<META CONTENT=A PROPERTY=OG:Title>",
        '<meta name="og:title" content="A"/>',
        '<meta property=" og:title " name="x" content="A">',
    ],
)
def test_tags_are_read_however_they_are_written(tag):
    assert read(tag).title == "A"


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- {} -->",
        "<template>{}</template>",
        "<script>{}</script>",
        "<style>{}</style>",
        "<noscript>{}</noscript>",
        "<textarea>{}</textarea>",
        "<p>{}",
        "</head><body>{}",
        "<div title='{}'>",
    ],
)
def test_tags_elsewhere_do_not_count(markup):
    tags = "<meta name=author content=A><title>A</title><link rel=canonical href=/a/>"
    assert read(markup.format(tags)) == NOTHING


def test_json_ld_counts_in_the_body_too():
    data = ld({"@type": "Article", "headline": "A"})
    assert read(f"<p>{data}").title == "A"
    for markup in (f"<!-- {data} -->", f"<template>{data}</template>", f"<textarea>{data}"):
        assert read(markup) == NOTHING


# Texts


def test_texts_are_plain_lines():
    title = "<title>A &lt;b&gt; <i>B</i>\n&amp; c\u202e\u200b</title>"
    assert read(title).title == "A <b> B & c"
    assert read(meta("og:title", "Tom &amp;amp; &lt;b&gt;Jerry&lt;/b&gt;")).title == "Tom & Jerry"
    assert read(ld({"@type": "Article", "headline": "Half \ud83d <b>A</b>"})).title == "Half ? A"


def test_long_texts_are_cut_at_a_word():
    names = ("og:title", "og:description", "og:site_name", "author")
    found = read("".join(meta(name, "word " * 500) for name in names))
    texts = (found.title, found.description, found.site_name, found.author)
    for text, length in zip(texts, (200, 300, 80, 80), strict=True):
        assert length - 5 <= len(text) <= length
        assert text.endswith("word…")


def test_an_address_is_no_author():
    assert read(meta("author", "https://facebook.com/anna")).author == ""
    assert read(meta("author", "http://a.test/") + meta("author", "Anna")).author == "Anna"


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "", None),
        ("utf-8", "<meta charset=latin1>", "utf-8"),
        ("latin-1", "", "iso-8859-1"),
        ("latin-1", "<meta charset=iso-8859-1>", None),
        ("utf-16", "", None),
        ("utf-8-sig", "", "latin1"),
    ],
)
def test_pages_are_read_in_their_charset(encoding, declared, charset):
    page = f"<head>{declared}<title>Grüße</title>{meta('author', 'Müller')}".encode(encoding)
    found = read(page, charset)
    assert (found.title, found.author) == ("Grüße", "Müller")


# Pictures and addresses


def test_pictures_are_absolute_and_come_best_first():
    page = (
        "<base href='/deep/'>"
        + "<link rel=image_src href=last.jpg>"
        + meta("twitter:image:src", "card.jpg")
        + meta("og:image", "one.jpg")
        + meta("og:image:url", "//cdn.test/two.jpg")
        + ld({"@type": "Recipe", "image": {"contentUrl": "../data.jpg"}})
    )
    assert read(page).images == (
        "https://blog.test/deep/one.jpg",
        "https://cdn.test/two.jpg",
        "https://blog.test/deep/card.jpg",
        "https://blog.test/data.jpg",
        "https://blog.test/deep/last.jpg",
    )


def test_a_picture_counts_once_and_by_https():
    page = meta("og:image", "http://cdn.test/a.jpg") + meta("og:image", "/b.jpg")
    page += meta("twitter:image", "https://cdn.test/a.jpg") + meta("twitter:image", "/b.jpg")
    assert read(page).images == ("https://cdn.test/a.jpg", "https://blog.test/b.jpg")


def test_there_are_at_most_5_pictures():
    page = "".join(meta("og:image", f"/{number}.jpg") for number in range(50))
    assert read(page).images == tuple(f"https://blog.test/{n}.jpg" for n in range(MAX_IMAGES))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript&#58;alert(1)",
        "java&#10;script:alert(1)",
        "data:image/png;base64,iVBORw0KGgo=",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://blog.test/a.jpg",
        "https://anna:secret@blog.test/a.jpg",
        "http://[",
        "",
        " ",
    ],
)
def test_other_addresses_are_refused(address):
    page = meta("og:image", address) + f'<link rel="image_src canonical" href="{address}">'
    page += ld({"@type": "Article", "image": [html.unescape(address)]})
    found = read(page)
    assert (found.images, found.canonical) == ((), "")
    assert read(page + meta("og:image", "/good.jpg")).images == ("https://blog.test/good.jpg",)


def test_the_canonical_address_may_be_elsewhere():
    """Whether it is believed is for who asks."""
    page = "<link rel='shortlink canonical' href='HTTPS://Other.TEST/ü#x'>"
    assert read(page).canonical == "https://other.test/%C3%BC#x"


# JSON-LD


def said(*values):
    return structured_data([json.dumps(value) for value in values])


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "BlogPosting", "headline": "A"},
        {"@type": "NewsArticle", "headline": "A", "name": "B"},
        {"@type": "Recipe", "name": "A"},
        {"@type": "WebPage", "name": "A"},
        {"@type": ["Thing", "Article"], "headline": "A"},
        {"@type": "http://schema.org/Article", "headline": "A"},
        {"@type": "schema:Article", "headline": "A"},
        {"@type": "Article", "headline": ["", "A", "B"]},
        {"@type": "Article", "headline": {"@value": "A", "@language": "en"}},
        [{"@type": "Article", "headline": "A"}],
        [[{"@type": "Article", "headline": "A"}]],
        {"@graph": [{"@type": "Person", "name": "B"}, {"@type": "Article", "headline": "A"}]},
        {"@graph": {"@type": "Article", "headline": "A"}},
        {"@type": "WebPage", "name": "B", "mainEntity": {"@type": "Article", "headline": "A"}},
        [{"@type": "WebPage", "name": "B"}, {"@type": "Article", "headline": "A"}],
        [{"@type": "Article"}, {"@type": "WebPage", "name": "A"}],
    ],
)
def test_json_ld_in_its_shapes(value):
    assert said(value).title == "A"


@pytest.mark.parametrize(
    "value",
    [
        None,
        5,
        "Article",
        [],
        {},
        {"headline": "A"},
        {"@type": "Product", "name": "A"},
        {"@type": "Organization", "name": "A"},
        {"@type": 5, "headline": "A"},
        {"@type": "Article", "headline": 5},
        {"@type": "Article", "headline": {"name": {"name": "A"}}},
        {"@type": "Article", "headline": [[["A"]]]},
        {"@type": "Article", "image": 5, "author": None, "publisher": [], "description": {}},
        {"@type": "Article", "image": {"url": {"url": "/a.jpg"}}, "author": {"name": 5}},
        {"@type": "Article", "author": {"@id": 5}, "publisher": {"@id": "nowhere"}},
    ],
)
def test_json_ld_that_says_nothing(value):
    assert said(value) == StructuredData()
    assert read(ld(value)) == NOTHING


def test_names_of_people_and_sites():
    post = {"@type": "Article", "author": "Anna"}
    site = {"@type": "WebSite", "name": "The site"}
    assert said(post).author == "Anna"
    assert said(post, site).site_name == "The site"
    post["publisher"] = [{"name": "The publisher"}]
    assert said(post, site).site_name == "The publisher"
    post["publisher"] = {"@id": "#anna"}
    assert said(post, {"@id": "#anna", "@type": "Person", "name": "Anna"}).site_name == "Anna"


@pytest.mark.parametrize(
    "script",
    [
        '\n<!-- {"@type": "Article", "headline": "A"} -->\n',
        '//<![CDATA[\n{"@type": "Article", "headline": "A"}\n//]]>',
        '/*<![CDATA[*/{"@type": "Article", "headline": "A"}/*]]>*/',
        '{"@type": "Article", "headline": "A\n"}',
    ],
)
def test_json_ld_is_read_however_it_is_wrapped(script):
    assert read(f"<script type='application/ld+json'>{script}</script>").title == "A"


@pytest.mark.parametrize("type_", ["Application/LD+JSON", "application/ld+json; charset=utf-8"])
def test_its_media_type_in_other_words(type_):
    script = '{"@type": "Article", "headline": "A"}'
    assert read(f"<script type='{type_}'>{script}</script>").title == "A"
    assert read(f"<script>{script}</script>").title == ""


@pytest.mark.parametrize("broken", ["", "{", "nothing", '{"a": 1,}', "[" * 100_000, "9" * 5000])
def test_a_broken_script_says_nothing_and_the_next_is_read(broken):
    good = json.dumps({"@type": "Article", "headline": "A"})
    assert structured_data([broken, good]).title == "A"


def test_5_scripts_of_256_kib_are_read():
    good = json.dumps({"@type": "Article", "headline": "A"})
    assert structured_data(["{}"] * 4 + [good]).title == "A"
    assert structured_data(["{}"] * 5 + [good]).title == ""
    assert structured_data([good.ljust(MAX_LENGTH)]).title == "A"
    assert structured_data([good.ljust(MAX_LENGTH + 1)]).title == ""
    assert structured_data(["{}".ljust(MAX_LENGTH - 5), good]).title == ""


# What is made to do harm

SCRIPT = b'<script type="application/ld+json">'
SLOW = {
    "nested": b"<div>" * (MIB // 5),
    "attributes": b"<meta " + b"".join(b" a%d" % number for number in range(130_000)) + b">",
    "titles": b"<title><b></title>" * (MIB // 18),
    "metas": b"<meta property=og:title content='<b>'>" * (MIB // 38),
    "long metas": (b"<meta property=og:title content='" + b"<b><i>" * 1300 + b"'>") * 130,
    "pictures": b"<meta property=og:image content='http://['>" * (MIB // 43),
    "links": b"<link rel=canonical href='http://['>" * (MIB // 36),
    "references": b"<title>" + b"&#" + b"9" * MIB + b"</title>",
    "declarations": b"<meta" * (MIB // 5),
    "scripts": SCRIPT * (MIB // len(SCRIPT)),
    "empty scripts": (SCRIPT + b"</script>") * 20_000,
    "deep lists": SCRIPT + b"[" * 250_000 + b"</script>",
    "deep nodes": SCRIPT + b'{"@graph":' * 9000 + b"1" + b"}" * 9000 + b"</script>",
    "deep names": SCRIPT + b'{"@type":"Article","name":' + b"[" * 900 + b"]" * 900 + b"}</script>",
    "wide": SCRIPT
    + b"["
    + b",".join([b'{"@type":"Article","image":[1,2]}'] * 7000)
    + b"]</script>",
    "lists of lists": SCRIPT + b"[" + b",".join([b"[[1],[2]]"] * 25_000) + b"]</script>",
    "numbers": SCRIPT + b"9" * 250_000 + b"</script>",
    "wrappings": SCRIPT + b"--> " * 60_000 + b"</script>",
}


@pytest.mark.parametrize("name", SLOW)
def test_no_page_takes_long(name):
    begun = time.monotonic()
    read(SLOW[name][:MIB])
    assert time.monotonic() - begun < 10  # 0.7 at most, measured


@unhurried
@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "x"]))
def test_bytes_of_any_kind_are_no_error(page, charset):
    read(page, charset)


JSON = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["Article", "WebPage", "#a", "http://[", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "name", "image", "author", "url", "headline"]
            ),
            inner,
        )
    ),
)


@unhurried
@given(JSON)
def test_json_ld_of_any_shape_is_no_error(value):
    read(ld(value))
    read(ld({"@type": "Article", "image": value, "author": value, "@graph": value}))
