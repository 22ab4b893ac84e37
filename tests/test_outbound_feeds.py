"""The newest post of a blog: where its feed is, what it says, and what is not believed."""

from __future__ import annotations

import datetime
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import outbound_servers
from tests.outbound_servers import Answer, redirect
from wagtail_parenting.outbound.charsets import decoded
from wagtail_parenting.outbound.feed_entries import Entry, entries_of, newest
from wagtail_parenting.outbound.feed_trimming import MAX_ENTRIES
from wagtail_parenting.outbound.feeds import NewestPost, NoPost, newest_post
from wagtail_parenting.outbound.outcomes import FetchFailed
from wagtail_parenting.outbound.page_head import head_links

world = outbound_servers.world

MIB = 1024 * 1024
ATOM = "http://www.w3.org/2005/Atom"
RSS_TYPE, ATOM_TYPE, JSON_TYPE = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
)


def item(title="A post", link="/post/", date="", more=""):
    date = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{title}</title><link>{link}</link>{date}{more}</item>"


def rss(*items, head=""):
    channel = f"<channel><title>My blog</title><link>/</link>{''.join(items)}</channel>"
    return (
        f"<?xml version='1.0' encoding='utf-8'?>{head}<rss version='2.0'>{channel}</rss>".encode()
    )


def atom(*entries, base=""):
    base = f" xml:base='{base}'" if base else ""
    return f"<feed xmlns='{ATOM}'{base}><title>My blog</title>{''.join(entries)}</feed>".encode()


def json_feed(*items, **more):
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "My blog", "items": items, **more}).encode()


def page(head):
    return f"<!doctype html><html><head><title>Blog</title>{head}</head><body><p>Hi".encode()


def serve(world, body, type_=RSS_TYPE, path="/feed/"):
    world.site.answers[path] = Answer(body, type=type_)


def found(world, path="/"):
    post = newest_post(world.url(path))
    assert isinstance(post, NewestPost), post
    return post


def reason(world, path="/"):
    answer = newest_post(world.url(path))
    assert isinstance(answer, NoPost | FetchFailed), answer
    assert answer.text.endswith(".")
    return answer.reason


def entry_of(body, charset=None):
    entries = entries_of(body, charset=charset)
    assert entries is not None
    return newest(entries)


# Where the feed is


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="/the-feed">',
        "<LINK REL='Alternate' TYPE='Application/RSS+XML' HREF='/the-feed'/>",
        "<link href=/the-feed type=application/atom+xml rel=alternate>",
        '<link rel="alternate home" type="application/feed+json; charset=x" href=" /the-feed\n">',
        '<meta content="a > b"><link rel=alternate type=application/rss+xml href="/the-feed">',
        '<meta name=x content=it\'s><link rel=alternate type=application/rss+xml href="/the-feed">',
        '<script>"<div>"</script><link rel=alternate type=application/rss+xml href="/the-feed">',
        '<!-- <body> --><link rel=alternate type=application/rss+xml href="/the-feed">',
        '<!--><link rel=alternate type=application/rss+xml href="/the-feed">',
        '<link rel=stylesheet href=/x.css><link rel=alternate hreflang=de href=/de/>'
        '<link rel=alternate type=application/rss+xml href="/the-feed">'
        '<link rel=alternate type=application/rss+xml href="/comments/feed/">',
    ],
)  # fmt: skip
def test_the_page_names_its_feed(world, link):
    serve(world, page(link), "text/html", "/")
    serve(world, rss(item()), path="/the-feed")
    assert found(world) == NewestPost(title="A post", url=world.url("/post/"))


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<!-- <link rel="alternate" type="application/rss+xml" href="/wrong"> -->',
        '<script><link rel="alternate" type="application/rss+xml" href="/wrong"></script>',
        '<style><link rel="alternate" type="application/rss+xml" href="/wrong"></style>',
        '<title><link rel="alternate" type="application/rss+xml" href="/wrong"></title>',
        '<template><link rel="alternate" type="application/rss+xml" href="/wrong"></template>',
        '<meta content=\'<link rel="alternate" type="application/rss+xml" href="/wrong">\'>',
        '</head><body><link rel="alternate" type="application/rss+xml" href="/wrong">',
        '<p><link rel="alternate" type="application/rss+xml" href="/wrong">',
        '<link rel="alternate" type="text/html" href="/wrong">',
        '<link rel="stylesheet" type="application/rss+xml" href="/wrong">',
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href="http://[">',
    ],
)
def test_a_page_that_names_none_may_have_one_where_most_have(world, head):
    serve(world, page(head), "text/html", "/blog/about/")
    serve(world, rss(item()))
    assert found(world, "/blog/about/").title == "A post"
    assert [request.path for request in world.site.requests] == ["/blog/about/", "/feed/"]


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        (rss(item()), RSS_TYPE),
        (atom("<entry><title>A post</title><link href='/post/'/></entry>"), ATOM_TYPE),
        (json_feed({"title": "A post", "url": "/post/"}), JSON_TYPE),
    ],
)
def test_the_page_may_itself_be_a_feed(world, body, type_):
    serve(world, body, type_, "/")
    assert found(world) == NewestPost(title="A post", url=world.url("/post/"))
    assert len(world.site.requests) == 1


def test_addresses_are_relative_to_where_a_redirect_led(world):
    world.site.answers["/"] = redirect(world.url("/home/", host="www.blog.test"))
    link = '<link rel="alternate" type="application/rss+xml" href="feed.xml">'
    serve(world, page(link), "text/html", "/home/")
    serve(world, rss(item(link="post/")), path="/home/feed.xml")
    assert found(world).url == world.url("/home/post/", host="www.blog.test")


def test_addresses_are_relative_to_the_base_of_the_page(world):
    link = '<link rel="alternate" type="application/rss+xml" href="feed.xml">'
    bases = '<base target="_blank"><base href="/deep/"><base href="/wrong/">'
    serve(world, page(f"{link}{bases}"), "text/html", "/")
    serve(world, rss(item()), path="/deep/feed.xml")
    assert found(world).title == "A post"


def test_a_base_that_is_no_address_is_passed_over():
    (link,) = head_links(b"<base href='http://['><link href='x'>", url="https://blog.test/a/")
    assert link.url == "https://blog.test/a/x"


def test_a_blog_without_a_feed_has_no_post(world):
    serve(world, page(""), "text/html", "/")
    assert reason(world) == "no_feed"
    serve(world, page(""), "text/html", "/feed/")
    assert reason(world) == "no_feed"


def test_a_feed_that_is_named_and_missing_is_a_failed_fetch(world):
    serve(
        world,
        page('<link rel=alternate type="application/rss+xml" href="/gone">'),
        "text/html",
        "/",
    )
    answer = newest_post(world.url())
    assert isinstance(answer, FetchFailed)
    assert (answer.reason, answer.status, answer.may_retry) == ("status", 404, False)


def test_a_site_that_does_not_answer_may_be_asked_again(world):
    world.site.answers["/"] = Answer(status=503)
    answer = newest_post(world.url())
    assert isinstance(answer, FetchFailed)
    assert answer.may_retry


def test_a_page_cannot_send_us_into_our_network(world):
    for target in ("http://127.0.0.1/", "file:///etc/passwd", "http://169.254.169.254/"):
        head = f'<link rel=alternate type="application/rss+xml" href="{target}">'
        serve(world, page(head), "text/html", "/")
        assert reason(world) in ("url", "address")
    assert not world.was_forbidden_asked


@pytest.mark.parametrize("address", ["", " ", "blog.test", "//blog.test/", "mailto:a@blog.test"])
def test_what_is_no_address_is_a_failure(world, address):
    assert isinstance(newest_post(address), FetchFailed)


# What the feed says


def moment(*parts):
    return datetime.datetime(*parts, tzinfo=datetime.UTC)


def test_the_newest_is_the_one_with_the_latest_time():
    old, new = "Mon, 06 Jan 2025 10:00:00 GMT", "Tue, 07 Jan 2025 10:00:00 +0200"
    entry = entry_of(rss(item("Undated"), item("Old", date=old), item("New", date=new)))
    assert (entry.title, entry.at) == ("New", moment(2025, 1, 7, 8))


def test_without_times_the_first_is_the_newest():
    assert entry_of(rss(item("First"), item("Second"))).title == "First"
    assert entry_of(rss(item("First", date="soon"), item("Second", date="later"))).title == "First"


def test_what_was_published_last_is_newer_than_what_was_changed_last():
    def entry(title, published, updated):
        times = f"<published>{published}</published><updated>{updated}</updated>"
        return f"<entry><title>{title}</title><link href='/'/>{times}</entry>"

    changed = entry("Changed", "2024-01-01T00:00:00Z", "2025-02-01T00:00:00Z")
    new = entry("New", "2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
    assert entry_of(atom(changed, new)).title == "New"


def test_rdf_is_read():
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="/"><title>Blog</title><items><rdf:Seq/></items></channel>
        <item rdf:about="/1"><title>Old</title><link>/1</link><dc:date>2024-01-01</dc:date></item>
        <item rdf:about="/2"><title>New</title><link>/2</link><dc:date>2025-01-01</dc:date></item>
        </rdf:RDF>"""
    assert entry_of(body) == Entry(title="New", link="/2", at=moment(2025, 1, 1))


def test_of_the_links_of_an_entry_the_one_to_the_post_counts():
    links = "<link rel='self' href='/self'/><link rel='enclosure' href='/x.mp3'/>"
    links += "<link rel='alternate' type='text/html' href='post'/><link rel='replies' href='/r'/>"
    entry = entry_of(
        atom(f"<entry><title>A</title>{links}</entry>", base="https://blog.test/2025/")
    )
    assert entry.link == "https://blog.test/2025/post"


def test_a_guid_that_is_an_address_stands_for_the_link():
    body = rss("<item><title>A</title><guid>https://blog.test/1</guid></item>")
    assert entry_of(body).link == "https://blog.test/1"
    body = rss("<item><title>A</title><guid isPermaLink='false'>https://blog.test/1</guid></item>")
    assert entry_of(body).link == ""


def test_titles_of_other_namespaces_and_places_do_not_count():
    more = "<media:title xmlns:media='http://search.yahoo.com/mrss/'>Picture</media:title>"
    assert entry_of(rss(item("Mine", more=more))).title == "Mine"
    within = "<x:title xmlns:x='urn:x'>Other</x:title>"
    within += "<source><title>Elsewhere</title></source><x><title>Deep</title></x>"
    assert entry_of(rss(f"<item>{within}<title>Mine</title></item>")).title == "Mine"


def test_a_json_feed_is_read():
    items = [
        {"id": "1", "title": "Old", "url": "/1", "date_published": "2024-01-01T00:00:00Z"},
        {"id": "2", "title": "New <3", "url": "/2", "date_published": "2025-01-01T12:00:00+02:00"},
        {"id": "3", "title": "Undated", "url": "/3"},
    ]
    assert entry_of(json_feed(*items)) == Entry(
        title="New &lt;3", link="/2", at=moment(2025, 1, 1, 10)
    )


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"{}",
        b'{"version": "2.0", "items": []}',
        b'{"version": ["https://jsonfeed.org/version/1"], "items": 5',
        b"{" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 200_000,
        b'{"version": "https://jsonfeed.org/version/1", "x": ' + b"9" * 100_000 + b"}",
    ],
)
def test_what_is_no_json_feed_is_none(body):
    assert entries_of(body, charset=None) is None


def test_a_json_feed_of_the_wrong_types_is_read_as_far_as_it_goes():
    items = [5, None, [], {"title": 5, "url": {}, "date_published": 5}, {"title": "\ud800 A"}]
    entries = entries_of(json_feed(*items), charset=None)
    assert entries == [Entry(title="", link="", at=None), Entry(title="? A", link="", at=None)]
    assert entries_of(json_feed(items=5), charset=None) == []


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", None),
        ("utf-8", "utf-8"),
        ("utf-8-sig", "iso-8859-1"),
        ("iso-8859-1", "iso-8859-1"),
        ("windows-1252", "windows-1252"),
        ("utf-16", None),
        ("utf-16-le", "utf-16le"),
        ("gb18030", "gb2312"),
    ],
)
def test_feeds_are_read_in_their_encoding(encoding, declared):
    text = rss(item("Grüße")).decode().replace("encoding='utf-8'", "")
    assert entry_of(text.encode(encoding), declared).title == "Grüße"


def test_an_xml_declaration_tells_the_encoding_where_the_server_does_not():
    text = rss(item("Grüße")).decode().replace("utf-8", "iso-8859-1")
    assert entry_of(text.encode("iso-8859-1")).title == "Grüße"
    assert entry_of(text.encode("utf-8"), "utf-8").title == "Grüße"


@pytest.mark.parametrize("declared", ["punycode", "utf-7", "idna", "hex", "rot13", "x", "\0", ""])
def test_encodings_that_no_page_has_are_not_used(declared):
    assert decoded("Grüße".encode(), declared) == "Grüße"


@pytest.mark.parametrize(
    "broken",
    [
        item("Tom & Jerry"),
        item("Tom &amp; Jerry", more="<x>&nbsp;&eacute;&unheard;</x>"),
        item("Tom &amp; Jerry", more="\x0b\x00"),
        item("Tom &amp; Jerry") + "<item><title>Cut",
        item("Tom &amp; Jerry") + "<item><nowhere:title>",
        item("Tom &amp; Jerry") + "</wrong>",
    ],
)
def test_the_usual_mistakes_are_mended(broken):
    assert entry_of(rss(broken)).title == "Tom & Jerry"


def test_leading_space_does_no_harm():
    assert entry_of(b"\n \xef\xbb\xbf" + rss(item())).title == "A post"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<p>Hello",
        b"<html></html>",
        b"<?xml version='1.0'?>",
        b"<rss",
        b"<rss><channel><item><title>Cut off",
        b"\x89PNG",
        b"<urlset/>",
    ],
)
def test_what_is_no_feed_is_none(body):
    assert entries_of(body, charset=None) is None


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_no_error(body):
    entries_of(body, charset=None)
    head_links(body, url="https://blog.test/")


@given(st.text(alphabet="<>/!?=\"' abrsitemlnk&;[]-{}", max_size=80))
def test_markup_of_any_kind_is_no_error(text):
    for body in (text.encode(), rss(text), atom(text), page(text)):
        entries_of(body, charset=None)
        head_links(body, url="https://blog.test/")


# Titles and links


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Plain", "Plain"),
        ("  Two\n lines\t", "Two lines"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("&lt;b&gt;Bold&lt;/b&gt; &lt;3", "Bold <3"),
        ("<![CDATA[<b>Bold</b> &amp; <i>it</i>]]>", "Bold & it"),
        ("<![CDATA[H<sub>2</sub>O]]>", "H2O"),
        ("<![CDATA[One<br>two<p>three</p>]]>", "One two three"),
        ("<![CDATA[<script>alert(1)</script>Hi]]>", "Hi"),
        ("<![CDATA[<style>p{}</style>Hi<!-- no -->]]>", "Hi"),
        ("<![CDATA[Hi<img src=x onerror=alert(1)>]]>", "Hi"),
        ("<![CDATA[Hi <img src=x onerror=alert(1)]]>", "Hi"),
        ("<![CDATA[1 < 2 and 3 > 2]]>", "1 < 2 and 3 > 2"),
        ("&amp;eacute;&amp;#8217;&amp;hellip;", "é’…"),
        ("a\u200bb\u202ec\u2066d", "abcd"),
        ("👩‍👧 Für Elise", "👩‍👧 Für Elise"),
    ],
)
def test_titles_are_one_line_of_plain_text(world, written, shown):
    serve(world, rss(item(written)), path="/")
    assert found(world).title == shown


@pytest.mark.parametrize("type_", ["text", "html", "xhtml"])
def test_titles_of_atom_are_read_in_all_its_ways(world, type_):
    written = {
        "text": "Tom &amp; Jerry",
        "html": "&lt;b&gt;Tom&lt;/b&gt; &amp;amp; Jerry",
        "xhtml": "<div xmlns='http://www.w3.org/1999/xhtml'><b>Tom</b> &amp; Jerry</div>",
    }[type_]
    body = atom(f"<entry><title type='{type_}'>{written}</title><link href='/post/'/></entry>")
    serve(world, body, ATOM_TYPE, "/")
    assert found(world).title == "Tom & Jerry"


def test_long_titles_are_cut_at_a_word(world):
    serve(world, rss(item("word " * 1000)), path="/")
    title = found(world).title
    assert title.endswith("word…")
    assert 190 < len(title) <= 200


@pytest.mark.parametrize("title", ["", " ", "<![CDATA[<img src=x>]]>", "\u200b", "&lt;br&gt;"])
def test_an_entry_without_a_title_is_not_shown(world, title):
    serve(world, rss(item(title)), path="/")
    assert reason(world) == "no_title"


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("/2025/a-post/", "/2025/a-post/"),
        ("/?p=12&amp;b=%20#top", "/?p=12&b=%20#top"),
        ("/grüße/", "/gr%C3%BC%C3%9Fe/"),
        ("/&quot;&gt;&lt;script&gt;", "/%22%3E%3Cscript%3E"),
        (" /post/ ", "/post/"),
    ],
)
def test_links_are_absolute_and_safe(world, link, path):
    serve(world, rss(item(link=link)), path="/")
    assert found(world).url == world.url(path)


def test_a_link_may_lead_to_another_host_of_the_domain(world):
    for host in ("www.blog.test", "blog.test", "a.b.blog.test"):
        serve(world, rss(item(link=f"https://{host}/post/")), path=f"/{host}")
        assert found(world, f"/{host}").url == f"https://{host}/post/"


@pytest.mark.parametrize(
    "link",
    [
        "https://other.test/post/",
        "https://blog.test.other.test/",
        "https://notblog.test/",
        "//other.test/",
        "https://user:password@blog.test/",
        "https://blog.test@other.test/",
        "javascript:alert(1)",
        "JavaScript://blog.test/%0aalert(1)",
        "data:text/html,hi",
        "ftp://blog.test/",
        "mailto:anna@blog.test",
        "",
        "http://[",
        "http://127.0.0.1/",
        "https://",
        "https://blog.test:99999/",
        "https://blog.test/" + "a" * 2000,
    ],
)
def test_a_link_elsewhere_is_refused(world, link):
    serve(world, rss(item(link=link)), path="/")
    assert reason(world) == "foreign_link"


def test_the_domain_is_that_of_the_given_address_wherever_it_leads(world):
    """Else a redirect on a site of one's own would put its name to a stranger's post."""
    world.site.answers["/"] = redirect(world.url("/their-feed", host="other.test"))
    serve(world, rss(item(link="https://other.test/post/")), path="/their-feed")
    assert reason(world) == "foreign_link"


def test_a_feed_without_entries_has_no_post(world):
    serve(world, rss(), path="/")
    assert reason(world) == "empty"


def test_a_feed_that_cannot_be_read_has_no_post(world):
    serve(world, b"<rss><channel><item>", path="/")
    assert reason(world) == "unreadable"


# What is made to do harm

LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))


@pytest.mark.parametrize(
    "own",
    [
        f"<!ENTITY a0 'lol'>{LAUGHS}",
        "<!ENTITY a9 SYSTEM 'file:///etc/passwd'>",
        "<!ENTITY a9 SYSTEM 'http://127.0.0.1/'>",
        "<!ENTITY % a SYSTEM 'http://127.0.0.1/'> %a;",
        f"<!ENTITY a9 '{'x' * 200_000}'>",
        f"<!ATTLIST title big CDATA '{'x' * 200_000}'>",
        "<!ENTITY a9 'harmless'>",
    ],
    ids=["laughs", "file", "http", "parameter", "quadratic", "attribute", "plain"],
)
def test_a_feed_with_declarations_of_its_own_is_refused(own):
    text = rss(item("&a9;" * 1000), head=f"<!DOCTYPE rss [{own}]>").decode()
    for body in (text.encode(), text.encode("utf-16"), text.replace("utf-8", "x").encode()):
        begun = time.monotonic()
        assert entries_of(body, charset=None) is None
        assert time.monotonic() - begun < 5


def test_a_document_type_without_declarations_is_harmless():
    head = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1/rss.dtd">'
    assert entry_of(rss(item(), head=head)).title == "A post"


#: Each took feedparser or lexbor between 15 seconds and more than ten minutes.
SLOW_FEEDS = {
    "nested": b"<rss><channel>" + b"<a>" * (MIB // 3),
    "tags that do not end": b"<rss><channel>& " + b"<a " * (MIB // 3),
    "prolog": b"<?xml " + b'encoding="' * (MIB // 10),
    "items": rss(item() * (MIB // len(item()))),
    "dates": rss(item(more="<pubDate>" + "1 -:" * 25 + "</pubDate>") * 5000),
    "ampersands": b"<rss><channel><item><title>" + b"&" * MIB,
    "attributes": b"<rss>" + b"<a " + b"".join(b"a%d='' " % n for n in range(90_000)) + b"/></rss>",
    "namespaces": b"<rss>" + b"".join(b"<x xmlns:a%d='u%d'>" % (n, n) for n in range(40_000)),
}
SLOW_PAGES = {
    "nested": b"<div>" * (MIB // 5),
    "ends": b"<b>" * (MIB // 6) + b"</p>" * (MIB // 8),
    "attributes": b"<link " + b"".join(b" a%d" % n for n in range(130_000)) + b">",
    "html": b"".join(b"<html a%d>" % n for n in range(95_000)),
    "links": b"<link rel=alternate>" * (MIB // 20),
    "equals": b"<link " + b"=' " * (MIB // 3),
    "templates": b"<template><link>" * (MIB // 16),
    "scripts": b"<script>" * (MIB // 8),
    "comments": b"<!--" * (MIB // 4),
}


@pytest.mark.parametrize("name", SLOW_FEEDS)
def test_no_feed_takes_long(name):
    begun = time.monotonic()
    entries_of(SLOW_FEEDS[name][:MIB], charset=None)
    assert time.monotonic() - begun < 10  # 1.2 at most, measured; else 15 and more


@pytest.mark.parametrize("name", SLOW_PAGES)
def test_no_page_takes_long(name):
    begun = time.monotonic()
    head_links(SLOW_PAGES[name][:MIB], url="https://blog.test/")
    assert time.monotonic() - begun < 10  # 0.3 at most, measured; else 130 and more


def test_an_error_of_the_parser_is_logged_and_no_feed(monkeypatch, caplog):
    monkeypatch.setattr("feedparser.parse", lambda *args, **kwargs: 1 / 0)
    assert entries_of(rss(item()), charset=None) is None
    assert "ZeroDivisionError" in caplog.text


def test_of_a_long_feed_the_beginning_is_read():
    body = rss(*(item(f"Post {number}") for number in range(MAX_ENTRIES + 50)))
    entries = entries_of(body, charset=None)
    assert entries is not None
    assert [entries[0].title, entries[-1].title] == ["Post 0", f"Post {MAX_ENTRIES - 1}"]


def test_the_parser_of_feeds_opens_nothing(monkeypatch):
    def forbidden(*args, **kwargs):
        raise AssertionError("no files, no sockets")

    monkeypatch.setattr("socket.socket", forbidden)
    monkeypatch.setattr("feedparser.http.get", forbidden)
    monkeypatch.setattr("builtins.open", forbidden)
    for body in (b"<rss>http://127.0.0.1/</rss>", rss(item()), b"/etc/passwd"):
        entries_of(body, charset=None)
