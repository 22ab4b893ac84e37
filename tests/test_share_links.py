"""Share links: what is decoded again is what was put in, cut only where a network says so."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from wagtail_parenting.sharing.links import ELLIPSIS, Shared, cut, hashtag, href, length_in
from wagtail_parenting.sharing.targets import BUILT_IN

LINKS = [target for target in BUILT_IN if target.kind == "link"]
BY_ID = {target.id: target for target in LINKS}
URL = "https://www.example.org/ratgeber/schläft-gut/?a=1&b=2#c"
FAMILY = "👨‍👩‍👧‍👦"
HARD = [
    "She said: \"sleep\" & 'rest' #1 100 % + more = <b>?",
    "One line\nand another",
    f"A family {FAMILY} of four",
    "نوم الأطفال: دليل هادئ",
    "睡眠" * 150,
    "long words " * 30,
    "x" * 300,
    FAMILY * 300,
]
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=320
).map(str.strip)


def values(target, link):
    """What an app reads from a link, decoded once: every parameter, and the fragment's."""
    parts = urlsplit(link)
    query = parts.fragment if target.id == "mastodon" else parts.query
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return {name: unquote(value, errors="strict") for name, _, value in pairs}


def said(target, link):
    """The title in a link, without the address beside it."""
    found = values(target, link)
    text = found.get("text") or found.get("body") or found.get("description") or ""
    text = found.get("subject", found.get("title", text))
    return text.removesuffix(URL).removesuffix(" ")


def shared(title, **more):
    return Shared(
        **{"url": URL, "title": title, "image": "https://cdn.example.org/a b.jpg", **more}
    )


def graphemes(text):
    return regex.findall(r"\X", text)


@pytest.mark.parametrize("target", LINKS, ids=lambda target: target.id)
@given(title=texts.filter(bool))
@example(title=HARD[0])
@example(title=HARD[1])
@example(title=HARD[2])
@example(title=HARD[3])
@example(title=HARD[4])
@example(title=HARD[5].strip())
@example(title=HARD[6])
@example(title=HARD[7])
def test_every_link_says_the_title_and_the_whole_address(target, title):
    link = href(target, shared(title))
    assert "+" not in link
    assert not regex.search(r"[\s\"<>]", link)
    assert URL in "\n".join(values(target, link).values())
    if target.id in ("facebook", "linkedin"):
        return
    text = said(target, link)
    if text == title:
        return
    assert target.max_length is not None
    assert text == "" or text.endswith(ELLIPSIS)
    kept = text.removesuffix(ELLIPSIS)
    assert title.startswith(kept)
    whole = graphemes(title)
    assert graphemes(kept) == whole[: len(graphemes(kept))]
    assert length_in(target.unit)(title) + _beside(target) > target.max_length


@pytest.mark.parametrize("target", LINKS, ids=lambda target: target.id)
@given(title=texts.filter(bool), tags=st.lists(st.text("abc", min_size=1, max_size=40), max_size=9))
def test_no_post_is_longer_than_its_network_takes(target, title, tags):
    if target.max_length is None:
        return
    link = href(target, shared(title, hashtags=tags, account="smallhours"))
    length = length_in(target.unit)
    used = length(said(target, link)) + _beside(target)
    found = values(target, link)
    used += sum(length(f" #{tag}") for tag in found.get("hashtags", "").split(",") if tag)
    used += len(f" via @{found['via']}") if "via" in found else 0
    assert used <= target.max_length


def _beside(target):
    own = length_in(target.unit)(URL) if target.url_length is None else target.url_length
    return own + 1 if own else 0


def test_a_cut_comes_after_a_whole_word():
    assert cut("one two three", 9, len) == "one two…"
    assert cut("one two three", 8, len) == "one two…"
    assert cut("one two three", 7, len) == "one…"
    assert cut("one, two", 5, len) == "one…"
    assert cut("onetwothree", 5, len) == "onet…"
    assert cut("one", 3, len) == "one"
    assert cut("one", 0, len) == ""


def test_bluesky_counts_a_family_as_one_and_x_as_two():
    assert length_in("graphemes")(FAMILY) == 1
    assert length_in("X")(FAMILY) == 2
    assert length_in("X")("睡a") == 3
    assert length_in("X")("cafe\u0301") == length_in("X")("café") == 4
    assert length_in("code points")(FAMILY) == 7


def test_the_table_of_addresses():
    """As the design has it, spaces as %20 and nothing left open."""
    given = shared(
        "Sleep & rest", text="Two\nlines", hashtags=["Sleep", "RD"], account="smallhours"
    )
    url = "https%3A%2F%2Fwww.example.org%2Fratgeber%2Fschl%C3%A4ft-gut%2F%3Fa%3D1%26b%3D2%23c"
    title = "Sleep%20%26%20rest"
    image = "https%3A%2F%2Fcdn.example.org%2Fa%20b.jpg"
    assert {name: href(target, given) for name, target in BY_ID.items()} == {
        "email": f"mailto:?subject={title}&body=Two%0D%0Alines%0D%0A{url}",
        "facebook": f"https://www.facebook.com/sharer/sharer.php?u={url}",
        "x": f"https://x.com/intent/tweet?text={title}&url={url}&hashtags=Sleep%2CRD&via=smallhours",
        "whatsapp": f"https://wa.me/?text={title}%20{url}",
        "telegram": f"https://t.me/share/url?url={url}&text={title}",
        "pinterest": "https://www.pinterest.com/pin/create/button/"
        f"?url={url}&media={image}&description={title}",
        "bluesky": f"https://bsky.app/intent/compose?text={title}%20{url}",
        "mastodon": f"https://share.joinmastodon.org/#text={title}%20{url}",
        "threads": f"https://www.threads.com/intent/post?text={title}&url={url}",
        "linkedin": f"https://www.linkedin.com/sharing/share-offsite/?url={url}",
        "reddit": f"https://www.reddit.com/submit?url={url}&title={title}",
        "sms": f"sms:?&body={title}%20{url}",
    }


def test_what_is_empty_leaves_no_parameter_and_no_stray_space():
    bare = Shared(url="https://a.example/", title="")
    assert parse_qs(urlsplit(href(BY_ID["x"], bare)).query) == {"url": ["https://a.example/"]}
    assert href(BY_ID["whatsapp"], bare) == "https://wa.me/?text=https%3A%2F%2Fa.example%2F"
    assert href(BY_ID["email"], bare) == "mailto:?body=https%3A%2F%2Fa.example%2F"


def test_an_address_longer_than_the_limit_stays_whole():
    long = "https://www.example.org/" + "a" * 400 + "/"
    link = href(BY_ID["bluesky"], Shared(url=long, title="Sleep"))
    assert unquote(link).endswith(f"text={long}")


def test_hashtags_give_way_to_the_title_on_x():
    link = href(BY_ID["x"], shared("w" * 240, hashtags=["Sleep", "Baby", "Rest"]))
    assert values(BY_ID["x"], link)["hashtags"] == "Sleep,Baby"
    link = href(BY_ID["x"], shared("w" * 300, hashtags=["Sleep"]))
    assert "hashtags" not in values(BY_ID["x"], link)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("sleep", "sleep"),
        ("baby sleep", "BabySleep"),
        ("R&D", "RD"),
        ("naïve", "naïve"),
        ("नींद", "नींद"),
        ("6-12 months", "612Months"),
        ("123", ""),
        ("🍼", ""),
    ],
)
def test_a_tag_becomes_one_word(tag, expected):
    assert hashtag(tag) == expected
