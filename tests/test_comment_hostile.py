"""Hostile bodies, names, web sites and titles come out inert; what is only unusual survives."""

from __future__ import annotations

import json
import re

import pytest

from tests.comments import COMMENTS, Browser
from tests.factories import make_article, make_comment
from tests.hostile import HOSTILE, assert_plain, parsed
from wagtail_parenting.comments import body, recent_posts
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.comments.written import body_fields
from wagtail_parenting.names import clean
from wagtail_parenting.outbound import feeds
from wagtail_parenting.outbound.feeds import NewestPost

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {
        "FORM_MIN_SECONDS": 0,
        "COMMENTS_PER_MINUTE": 10_000,
        "FLOOD_PER_HOUR": 10_000,
        "FLOOD_PER_PAGE_AND_MINUTE": 10_000,
        "LINKS_ALLOWED": 100,
        "HOLD_NEW_LINK_DOMAINS": False,
    }


@pytest.fixture
def article(section):
    return make_article(section, "Naps", comments_approval="none")


def test_there_are_at_least_150_of_them():
    assert len(HOSTILE) >= 150


def test_bodies_names_and_web_sites_come_out_inert_also_after_an_edit(article):
    browser = Browser()
    sent = 0
    for number, text in enumerate(HOSTILE):
        fields = {"name": text[:80], "website": text[:300]}
        answer = browser.comment(article, f"{number} {text}", **fields)
        if answer.status_code == 422:
            at_fault = {error["loc"][-1] for error in answer.json()["errors"]}
            assert at_fault <= {"name", "website", "body"}
            answer = browser.comment(
                article,
                f"{number} {text}" if "body" not in at_fault else f"{number}",
                name="Ann" if "name" in at_fault else fields["name"],
                website="" if "website" in at_fault else fields["website"],
            )
        assert answer.status_code == 201, (text, answer.content)
        sent += 1
        comment = answer.json()
        url = f"{COMMENTS}{comment['id']}/"
        edited = browser.send("PATCH", url, {"body": f"{text} {number} edited"})
        for shown in (comment, edited.json() if edited.status_code == 200 else comment):
            parsed(shown["html"])
            assert_plain(shown["author"]["name"])
            website = shown["author"]["url"]
            assert website is None or re.match(r"https?://[^\s<>\"']+$", website), website
    assert sent == len(HOSTILE)
    for item in walked(article):
        parsed(item["html"])


def walked(article):
    """All threads, as a stranger reads them."""
    stranger, cursor = Browser(), {}
    while True:
        listed = stranger.thread(article, limit=100, **cursor)
        yield from listed["items"]
        if listed["next"] is None:
            return
        cursor = {"cursor": listed["next"]}


def test_structured_data_and_mails_are_inert_too(article, client):
    from django.template.loader import render_to_string

    from wagtail_parenting.comments import mails
    from wagtail_parenting.readers.mails import TEMPLATE

    for text in HOSTILE:
        kept = text[:5000].replace("\x00", "") or "x"  # NUL is refused, and PostgreSQL has none
        comment = make_comment(article, kept, name=clean(text)[:80] or "Ann")
        data = client.get(f"/api/v2/pages/{article.pk}/?fields=structured_data").json()
        assert not re.search("[<>&\u2028\u2029]", data["structured_data"])
        told = mails._Told(comment, text[:200], "https://www.example.org/", None)
        mail = {"quote": told.quote, "quote_by": told.name, "paragraphs": [text], "subject": text}
        html = render_to_string(f"{TEMPLATE}.html", {"mail": {**mail, "button": ("Go", "#")}})
        assert not re.search(r"<(script|img|svg|iframe|math|object|form|input|b)\b", html, re.I)
        ReaderComment.objects.all().delete()


def test_titles_of_recent_posts_are_shown_as_text(article, monkeypatch):
    """Whatever a blog's feed says, from the task that reads it to the thread."""
    comments = []
    for number, text in enumerate(HOSTILE):
        title = feeds._title(text) or "x"
        found = NewestPost(title=title, url=f"https://a.example/{number}/", published_at=None)
        monkeypatch.setattr(recent_posts, "newest_post", lambda url, found=found: found)
        comments.append(make_comment(article, website="https://a.example/", recent_state="wanted"))
        recent_posts.find.call(comments[-1].pk)
    shown = {}
    for item in walked(article):
        shown[item["id"]] = item["recent_post"]["title"]
        assert_plain(shown[item["id"]])
        assert re.fullmatch(r"https://a\.example/\d+/", item["recent_post"]["url"])
    assert set(shown) == {comment.pk for comment in comments}


UNUSUAL = [
    "👨‍👩‍👧‍👦 family, 🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag, 👩🏽‍⚕️ skin",
    "Zoe\u0308 is not Zo\u00eb",
    "مرحبا بكم، شكرا جزيلا",
    "שלום לכולם",
    "𝒜 4-byte 𠮷 text 🤱",
    "ﷺ ligature and क्षि Devanagari with ज़",
    "日本語のコメント",
]


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_only_unusual_survives_exactly(article, text):
    browser = Browser()
    comment = browser.comment(article, text, name=text[:80]).json()
    assert comment["body"] == text
    assert comment["html"] == f"<p>{text}</p>"
    assert comment["author"]["name"] == text[:80]
    stored = ReaderComment.objects.get(pk=comment["id"])
    assert (stored.body, stored.name) == (text, text[:80])
    listed = Browser().thread(article)["items"][0]
    assert listed["html"] == f"<p>{text}</p>"


def test_two_names_that_differ_in_code_points_stay_two(article):
    names = {"Zoe\u0308", "Zo\u00eb"}
    for name in names:
        Browser().comment(article, f"By {name}", name=name)
    assert set(ReaderComment.objects.values_list("name", flat=True)) == names


@pytest.mark.parametrize("raw", ["{", "[]", "null", '"x"', "", '{"page": NaN}'])
def test_what_is_no_json_object_is_422(client, site, raw):
    answer = client.post(COMMENTS, raw, content_type="application/json")
    assert answer.status_code == 422


def test_a_deep_json_is_refused_and_hurts_nobody(client, article):
    raw = '{"page":' * 2000 + "1" + "}" * 2000
    assert client.post(COMMENTS, raw, content_type="application/json").status_code == 422


def test_stored_html_is_made_of_the_body_alone():
    fields = body_fields("<b>x</b> *y*")
    assert fields["html"] == "<p>&lt;b&gt;x&lt;/b&gt; <em>y</em></p>"
    assert json.dumps(fields)


# --- What costs much ------------------------------------------------------------------------------


def test_brackets_and_addresses_without_end_are_text(article):
    for many in ("a.co/(" * 833, "a.co " * 1000):
        assert body.links(many) == ()
        assert len(body.html(many)) < 3 * len(many)
    few = "(see https://a.example/x) " * 50
    assert len(body.links(few)) == 50


def test_what_is_too_long_is_refused_unread(article, monkeypatch):
    monkeypatch.setattr(body, "plain", None)
    refused = Browser().comment(article, "a.co/(" * 20_000)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["loc"] == ["body", "body"]


def test_a_text_is_parsed_once_for_html_and_once_for_words(article, monkeypatch):
    seen = []
    parse = body.MarkdownIt.parse
    monkeypatch.setattr(
        body.MarkdownIt, "parse", lambda self, text: seen.append(text) or parse(self, text)
    )
    assert Browser().comment(article, "Nobody wrote this before.").status_code == 201
    assert len(seen) == 2
