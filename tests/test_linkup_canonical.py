"""Which addresses are one post, and which can be an entry at all."""

from __future__ import annotations

import hashlib
import string
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wagtail_parenting.linkups.canonical import (
    MAX_URL,
    UnusableUrl,
    canonical_key,
    check_entry_url,
    is_home_page,
    key_hash,
    refined_key,
)

PAIRS_FILE = Path(__file__).parent / "data" / "linkup_url_pairs.toml"
TOPICS = tomllib.loads(PAIRS_FILE.read_text(encoding="utf-8"))
PAIRS = [
    pytest.param(pair, id=f"{topic}: {pair['why']}") for topic in TOPICS for pair in TOPICS[topic]
]
POST = "https://blog.test/post"
#: The first address of all waits for the list of suffixes, and the machine may be busy.
unhurried = settings(deadline=None)


def key_of(pair):
    key = canonical_key(pair["one"])
    if not {"leads_to", "canonical"} & set(pair):
        return key
    urls = [pair["one"], *pair.get("leads_to", [])]
    return refined_key(key, urls=urls, canonical=pair.get("canonical"))


def test_the_file_holds_enough_of_every_kind():
    pairs = [param.values[0] for param in PAIRS]
    assert len(pairs) >= 90
    assert len({(pair["one"], pair["other"], str(pair)) for pair in pairs}) == len(pairs)
    assert min(sum(pair["same"] is kind for pair in pairs) for kind in (True, False)) >= 40
    assert all(len(topic) >= 2 for topic in TOPICS.values())


@pytest.mark.parametrize("pair", PAIRS)
def test_two_addresses_are_one_post_or_two(pair):
    assert (key_of(pair) == canonical_key(pair["other"])) is pair["same"]


def test_keys_are_what_they_always_were():
    """They are stored: one that comes out otherwise is another entry."""
    written = (
        "HTTP://WWW.Bücher.example:80/A/./b%7e//It's/index.html?B=x+y&a=1%2f2&utm_source=z#top"
    )
    assert canonical_key(written) == "xn--bcher-kva.example/A/b~/It's?a=1/2&b=x%20y"
    assert canonical_key("https://blog.test") == "blog.test/"
    assert canonical_key("https://blog.test:8080/?p=12#!/a") == "blog.test:8080/?p=12#!a"
    assert canonical_key("https://[2001:DB8::1]/a") == "[2001:db8::1]/a"
    assert key_hash("blog.test/") == hashlib.sha256(b"blog.test/").hexdigest()


@pytest.mark.parametrize(
    "written",
    ["", "/post", "?p=12", "#top", "mailto:anna@blog.test", "javascript:alert(1)", "data:,x",
     "http://", "https:///post", "http://[", "http://[::1", "http://a:b:c/", "http://blog.test:x/",
     "https://blog test/", "ftp://blog.test/", "http:/blog.test/", "tel:+431234567"],
)  # fmt: skip
def test_what_is_no_web_address_is_its_own_key(written):
    assert canonical_key(written) == written
    assert canonical_key(f" {written}\n") == written
    assert not is_home_page(written)


# Home pages


@pytest.mark.parametrize(
    "url",
    ["https://blog.test", "http://www.blog.test/", "blog.test/index.php", "https://blog.test/?",
     "https://blog.test/?utm_source=x&ref=y", "https://blog.test/#about", "https://blog.test//",
     "https://anna.blogspot.com/?m=1", "https://blog.test/index.html?amp=1", "https://m.blog.test/"],
)  # fmt: skip
def test_home_pages(url):
    assert is_home_page(url)


@pytest.mark.parametrize(
    "url",
    [POST, "https://blog.test/?p=12", "https://blog.test/index.php?p=12", "https://blog.test/#!/post",
     "https://blog.test/index.html/post", "https://blog.test/blog/", "https://blog.test/amp/"],
)  # fmt: skip
def test_other_pages(url):
    assert not is_home_page(url)


# What is learnt of a page


def test_without_redirects_the_key_stays():
    assert refined_key("the key", urls=[], canonical=None) == "the key"
    assert refined_key("the key", urls=[POST], canonical=None) == "the key"
    assert refined_key("the key", urls=[POST, "https://blog.test/"], canonical=None) == "the key"


def test_of_what_counts_the_key_is_new():
    assert refined_key("the key", urls=[POST, f"{POST}-2"], canonical=None) == "blog.test/post-2"
    assert refined_key("the key", urls=[POST], canonical=f"{POST}-3") == "blog.test/post-3"
    assert refined_key("the key", urls=[], canonical=f"{POST}-3") == "the key"


def test_a_route_within_a_page_is_not_lost():
    """A fetch knows its addresses without fragments, and all posts of such a site as one page."""
    urls = ["https://blog.test/", "https://www.blog.test/"]
    assert refined_key("blog.test/#!a", urls=urls, canonical=urls[0]) == "blog.test/#!a"


def test_the_canonical_address_of_a_page_in_between_does_not_count():
    urls = [POST, "https://blog.test/login"]
    assert refined_key("the key", urls=urls, canonical="https://blog.test/members") == "the key"


# What can be an entry


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (POST, POST),
        (f"  {POST}\r\n", POST),
        (f"\u200e\ufeff{POST}\u200b\xa0", POST),
        ("blog.test/post", POST),
        ("blog.test", "https://blog.test"),
        ("blog.test:443/post", POST),
        ("blog.test:80/post", "https://blog.test:80/post"),
        ("//blog.test/post", POST),
        ("HTTP://Blog.TEST/Post", "http://blog.test/Post"),
        ("http://blog.test:80/post", "http://blog.test/post"),
        ("https://blog.test:443/post", POST),
        ("http://blog.test:443/post", "http://blog.test:443/post"),
        ("https://blog.test:/post", POST),
        ("https://blog.test./post", POST),
        ("https://bücher.example/grüße?q=ü#ü", "https://xn--bcher-kva.example/gr%C3%BC%C3%9Fe?q=%C3%BC#%C3%BC"),
        ("https://blog.test/?p=12&utm_source=x#!/a", "https://blog.test/?p=12&utm_source=x#!/a"),
        ("https://blog.test?p=12", "https://blog.test?p=12"),
        ("https://blog.test/a%20b/100%", "https://blog.test/a%20b/100%"),
        ('https://blog.test/"><script>', "https://blog.test/%22%3E%3Cscript%3E"),
        ("https://blog.test/a@b:c", "https://blog.test/a@b:c"),
        ("https://anna.blogspot.com/", "https://anna.blogspot.com/"),
    ],
)  # fmt: skip
def test_an_address_is_made_whole(typed, url):
    assert check_entry_url(typed) == url
    assert check_entry_url(url) == url


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("scheme", "ftp://blog.test/"),
        ("scheme", "javascript:alert(1)"),
        ("scheme", "JavaScript://blog.test/%0aalert(1)"),
        ("scheme", "data:text/html,x"),
        ("scheme", "mailto:anna@blog.test"),
        ("scheme", "file:///etc/passwd"),
        ("scheme", "http:blog.test"),
        ("credentials", "https://anna@blog.test/"),
        ("credentials", "https://anna:secret@blog.test/"),
        ("credentials", "https://blog.test@other.test/"),
        ("credentials", "anna@blog.test"),
        ("host", ""),
        ("host", "   "),
        ("host", "/post"),
        ("host", "https://"),
        ("host", "https:///post"),
        ("host", "myblog"),
        ("host", "https://localhost/"),
        ("host", "https://co.uk/"),
        ("host", "https://blogspot.com/"),
        ("host", "https://127.0.0.1/"),
        ("host", "127.0.0.1"),
        ("host", "https://[::1]/"),
        ("host", "https://2130706433/"),
        ("host", "https://0x7f.1/"),
        ("host", "https://0x7f.0x0/"),
        ("host", "https://127.1/"),
        ("host", "https://1.2.3.4.5/"),
        ("host", "https://blog..test/"),
        ("host", "https://.test/"),
        ("host", "https://[/"),
        ("host", "https://blog.test%2f.evil.test/"),
        ("host", "https://" + "a." * 130 + "test/"),
        ("port", "https://blog.test:8080/"),
        ("port", "https://blog.test:22/"),
        ("port", "https://blog.test:x/"),
        ("port", "https://blog.test:99999999/"),
        ("too_long", f"{POST}/" + "a" * MAX_URL),
        ("too_long", f"{POST}/" + "ü" * 400),
        ("characters", "https://blog.test/a b"),
        ("characters", "https://blog test/"),
        ("characters", "https://blog.test/a\nb"),
        ("characters", "https://blog.test/\x00"),
        ("characters", "https://blog.test/\x7f"),
        ("characters", "https://blog.test\\@other.test/"),
        ("characters", "https://blog.test/\u202egpj"),
        ("characters", "https://blog.test/a\u200bb"),
        ("characters", "https://blog.test/\ud800"),
        ("characters", "https://blog.test/a\xa0b"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_entry_is_refused(code, typed):
    with pytest.raises(UnusableUrl) as refused:
        check_entry_url(typed)
    assert refused.value.code == code
    assert isinstance(refused.value, ValueError)


def test_2000_characters_are_not_too_many():
    url = f"{POST}/".ljust(MAX_URL, "a")
    assert check_entry_url(url) == url


# What is made to do harm

MIB = 1024 * 1024
#: Pages have links of any length, and keys never raise.
SLOW = {
    "dots": "https://a.test/" + "../" * (MIB // 3),
    "names": "https://" + "a." * (MIB // 2),
    "www": "https://" + "www." * 60 + "a.test",
    "parameters": "https://a.test/?" + "&a" * (MIB // 2),
    "pasted": "https://a.test/?" + "amp;" * (MIB // 4),
    "sessions": "https://a.test/" + ";jsessionid=" * (MIB // 12),
    "endings": "https://a.test/" + ".amp" * (MIB // 4) + "x",
    "segments": "https://a.test/x" + "/amp" * (MIB // 4),
    "users": "https://" + "@" * MIB,
    "colons": "https://" + ":" * MIB,
    "brackets": "[" * MIB,
    "codes": "https://a.test/" + "%" * MIB,
}


@pytest.mark.parametrize("name", SLOW)
def test_no_address_takes_long(name):
    begun = time.monotonic()
    canonical_key(SLOW[name])
    assert time.monotonic() - begun < 10  # 3 at most, measured


# For all addresses

TRACKING = ("utm_source=x", "FBCLID=y", "gclid", "mc_eid=1&mc_cid=2", "ref=z", "amp=1", "_hsenc=")
words = st.text(f"{string.ascii_letters}{string.digits}-_.~ü%é+ &=/?#'", min_size=1, max_size=8)
#: None of tracking.
names = st.text(string.ascii_letters, min_size=5, max_size=9).map("x{}".format)
hosts = st.sampled_from(("blog.test", "www.bücher.example", "m.a.blogspot.de", "a.example.co.uk"))
queries = st.lists(st.tuples(names, words), max_size=5)
any_text = st.text(max_size=60)
markup = st.text("htps:/.?#&=%@[]\\wmaindex;+!0ü。\u0301\u212a\u037eHTPS ", max_size=40)


def encoded(word):
    return "".join(f"%{byte:02x}" for byte in word.encode())


@st.composite
def addresses(draw):
    path = "".join(f"/{encoded(word)}" for word in draw(st.lists(words, max_size=4)))
    query = "&".join(f"{name}={encoded(value)}" for name, value in draw(queries))
    return f"https://{draw(hosts)}{path}?{query}"


@unhurried
@given(addresses(), st.sampled_from(TRACKING), st.booleans())
def test_tracking_changes_nothing(url, tracking, comes_first):
    tracked = url.replace("?", f"?{tracking}&") if comes_first else f"{url}&{tracking}"
    assert canonical_key(tracked) == canonical_key(url)
    assert is_home_page(tracked) == is_home_page(url)


@unhurried
@given(hosts, st.dictionaries(names.map(str.lower), words, max_size=5), st.randoms())
def test_the_order_of_parameters_changes_nothing(host, parameters, chance):
    pairs = [f"{name}={encoded(value)}" for name, value in parameters.items()]
    shuffled = chance.sample(pairs, len(pairs))
    one, other = (canonical_key(f"{host}/?{'&'.join(order)}") for order in (pairs, shuffled))
    assert one == other


@unhurried
@given(hosts, st.dictionaries(names.map(str.lower), st.integers(0, 9), min_size=1, max_size=3))
def test_parameters_that_count_tell_posts_apart(host, parameters):
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    keys = {canonical_key(f"https://{host}/?{query}{more}") for more in ("", "0", "00", "&x=1")}
    assert len(keys) == 4


@unhurried
@given(addresses())
def test_ways_of_writing_one_address(url):
    key = canonical_key(url)
    assert key.isascii()
    for other in (
        url.replace("https://", "http://"),
        url.replace("https://", ""),
        url.replace("?", "/?"),
        url.replace("?", "//index.html?"),
        f"{url}#top",
        f"\t{url} ",
    ):
        assert canonical_key(other) == key


@unhurried
@given(st.one_of(addresses(), any_text, markup, markup.map("https://blog.test/{}".format)))
@example("http://blog.test/;jsess;jsessionid=1ionid=2")
@example("http://blog.test/..amp/a.amp.amp.html/amp/amp")
@example("http://blog.test/?\u212a=1&H\u0331=2&amp\u037eamp;X")
@example("http:8080/x")
@example("http://http:8080/x")
@example("http://a%2fb.test/")
@example("http://例え。/")
def test_the_key_of_a_key_is_the_key(url):
    key = canonical_key(url)
    assert canonical_key(key) == key
    assert len(key_hash(key)) == 64
    assert is_home_page(key) == is_home_page(url)


@unhurried
@given(st.one_of(any_text, markup))
def test_an_address_is_made_whole_once_or_refused(text):
    try:
        url = check_entry_url(text)
    except UnusableUrl:
        return
    assert url.isascii()
    assert url.startswith(("http://", "https://"))
    assert check_entry_url(url) == url
    assert canonical_key(url) == canonical_key(text)


@unhurried
@given(st.text(max_size=20), st.lists(st.one_of(any_text, markup, addresses())), any_text)
def test_nothing_that_a_page_says_is_an_error(key, urls, canonical):
    assert refined_key(key, urls=urls, canonical=canonical) is not None
