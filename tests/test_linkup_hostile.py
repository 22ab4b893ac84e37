"""Hostile links, titles, blogs, names and descriptions come out inert, whether a blogger typed them
or her page says them; what is only unusual survives."""

from __future__ import annotations

import json
import logging
import re
from html import escape
from urllib.parse import urlsplit

import pytest

from tests.comments import BASE
from tests.factories import make_edition, make_entry, make_series
from tests.hostile import HOSTILE, assert_plain
from tests.linkups import ENTRIES, LINKUPS, Blogger
from tests.test_comment_hostile import UNUSUAL
from tests.test_linkup_calendar import read, unescaped
from wagtail_parenting.linkups import actions, visits
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.outbound.outcomes import Fetched

pytestmark = pytest.mark.django_db

WORDS = {"title": 200, "blog": 80, "description": 300, "name": 80}


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {
        "FORM_MIN_SECONDS": 0,
        "ENTRIES_PER_MINUTE": 10_000,
        "FLOOD_PER_HOUR": 10_000,
        "FLOOD_PER_PAGE_AND_MINUTE": 10_000,
    }


@pytest.fixture
def series(site):
    return make_series(
        site, entry_approval="none", entries_per_blogger=0, entries_per_domain=0, backlinks="asked"
    )


@pytest.fixture
def edition(series):
    return make_edition(series, 45)


def assert_inert(entry):
    """Of an entry as the API has it: words are plain lines, addresses lead to the web."""
    suggested = entry.get("suggested") or {}
    for text in (entry["title"], entry["blog"], entry["description"], *suggested.values()):
        assert_plain(text)
    assert_plain(entry["author"])
    for address in (entry["url"], entry["visit_url"], entry["meta"]["html_url"]):
        assert re.fullmatch(r"[!-~]+", address), address
        assert urlsplit(address).scheme in ("http", "https"), address
        assert not re.search(r"[<>\"'`\\]", urlsplit(address).netloc), address


def all_entries(edition):
    found, cursor = [], {}
    while True:
        listed = Blogger().entries(edition, limit=100, **cursor)
        found += listed["items"]
        if listed["next"] is None:
            return found
        cursor = {"cursor": listed["next"]}


def test_whatever_is_typed_as_a_link_leads_to_the_web_or_is_refused(edition):
    blogger, kept = Blogger(), 0
    for text in (*HOSTILE, *(f"https://a.example/{text}" for text in HOSTILE)):
        answer = blogger.link(edition, text)
        if answer.status_code == 201:
            kept += 1
            assert_inert(answer.json())
            followed = Blogger().get(f"{ENTRIES}{answer.json()['id']}/visit/")
            assert followed["Location"] == answer.json()["url"]
        else:
            assert answer.status_code in (409, 422), (text, answer.content)
            assert answer.json()["errors"][0]["loc"][-1] == "url"
    assert kept > 20
    for entry in all_entries(edition):
        assert_inert(entry)


def test_words_come_out_inert_also_after_an_edit(edition):
    blogger = Blogger()
    for number, text in enumerate(HOSTILE):
        words = {name: text[:longest] for name, longest in WORDS.items()}
        url = f"https://a.example/{number}/"
        answer = blogger.link(edition, url, **words)
        if answer.status_code == 422:
            at_fault = {error["loc"][-1] for error in answer.json()["errors"]}
            assert at_fault <= set(words)
            answer = blogger.link(edition, url, **dict.fromkeys(words, "x"))
        assert answer.status_code == 201, (text, answer.content)
        assert_inert(answer.json())
        edited = {name: text[: WORDS[name]] for name in ("title", "blog", "description")}
        again = blogger.send("PATCH", f"{ENTRIES}{answer.json()['id']}/", edited)
        assert again.status_code in (200, 422)
        if again.status_code == 200:
            assert_inert(again.json())
    shown = all_entries(edition)
    assert len(shown) == len(HOSTILE)
    for entry in shown:
        assert_inert(entry)


def test_what_strangers_pages_say_is_inert(series, edition, monkeypatch, client, caplog):
    """Open Graph, cards, JSON-LD and titles; and where such a page says that it stands."""
    caplog.set_level(logging.DEBUG)
    page = {}

    def fetch(url, kind):
        return Fetched(
            url=url,
            urls=(url,),
            content_type="text/html",
            charset="utf-8",
            body=page["text"].encode("utf-8", "replace"),
            body_kind="page",
        )

    monkeypatch.setattr(visits, "fetch", fetch)
    monkeypatch.setattr(visits.thumbnails, "find", lambda urls: None)
    for number, text in enumerate(HOSTILE):
        data = json.dumps({"@type": "Article", "headline": text, "image": text})
        quoted = escape(text)
        page["text"] = f"""<head><title>{text}</title>
            <meta property="og:title" content="{quoted}"><meta name="twitter:title"
            content="{text}">
            <meta property="og:site_name" content="{quoted}"><meta name="author" content="{quoted}">
            <meta property="og:description" content="{quoted}"><meta property="og:image"
            content="{quoted}"><link rel="canonical" href="{quoted}">
            <script type="application/ld+json">{data}</script></head>
            <a href="{quoted}">{text}</a>"""
        entry = make_entry(edition, f"https://a-{number}.example/post/", backlink="unknown")
        visits.visit.func(entry.pk)
        entry.refresh_from_db()
        assert entry.preview == "ready"
        assert entry.key.startswith(f"a-{number}.example/")
        assert entry.backlink == "missing"
    for entry in all_entries(edition):
        assert_inert(entry)
    for pk in LinkUpEntry.objects.values_list("pk", flat=True)[:3]:
        actions.pick(entry_id=pk, actor=None)
    following = make_edition(series, 46)
    for pk in (edition.pk, following.pk):
        resolved = client.get(f"{BASE}resolve/", {"page": pk}).json()
        assert not re.search("[<>&\u2028\u2029]", resolved["page"]["structured_data"])
        for entry in (*resolved["entries"]["items"], *resolved["page"]["picks"]):
            assert_inert(entry)
    assert len(resolved["page"]["picks"]) == 3
    for line in caplog.text.splitlines():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u2028-\u202e]", line), line


def test_hostile_titles_of_editions_are_inert_too(series, edition, client):
    url = f"{LINKUPS}{edition.pk}/calendar.ics"
    for text in HOSTILE:
        title = text.replace("\x00", "")[:200] or "x"
        type(edition).objects.filter(pk=edition.pk).update(title=title)
        calendar, [event] = read(client.get(url).content.decode())
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", unescaped(event["SUMMARY"]))
        assert set(event) <= {
            *("UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "URL", "TRANSP"),
        }
        assert calendar["NAME"] == calendar["X-WR-CALNAME"]
        data = client.get(f"/api/v3/pages/{edition.pk}/").json()["structured_data"]
        assert not re.search("[<>&\u2028\u2029]", data)


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_only_unusual_survives_exactly(edition, text):
    words = dict.fromkeys(("title", "blog", "description", "name"), text)
    entry = Blogger().link(edition, **words).json()
    assert (entry["title"], entry["blog"], entry["description"]) == (text, text, text)
    assert entry["author"] == text
    assert all_entries(edition)[0]["title"] == text


def test_the_audit_log_repeats_no_words(edition, admin_user):
    from wagtail.models import ModelLogEntry

    for text in HOSTILE[:20]:
        entry = make_entry(edition, title=text[:200].replace("\x00", ""))
        actions.remove(entry_id=entry.pk, actor=admin_user)
    labels = set(ModelLogEntry.objects.values_list("label", flat=True))
    assert all(re.fullmatch(r"link-up entry \d+", label) for label in labels), labels


@pytest.mark.parametrize("raw", ["{", "[]", "null", '"x"', "", '{"url": NaN}'])
def test_what_is_no_json_object_is_422(client, edition, raw):
    url = f"{LINKUPS}{edition.pk}/entries/"
    assert client.post(url, raw, content_type="application/json").status_code == 422
