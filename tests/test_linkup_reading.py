"""Reading entries: every order, walked by cursors, at a fixed cost."""

from __future__ import annotations

import datetime
import random
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_edition, make_entry, make_series, make_site, make_token, make_user
from tests.linkups import ENTRIES, LINKUPS, Blogger, numbers, walk
from wagtail_parenting.api.v3 import entries as entry_api
from wagtail_parenting.linkups import queries as entry_queries
from wagtail_parenting.linkups.models import SHUFFLE_END, EntryClicks, LinkUpEntry
from wagtail_parenting.linkups.queries import ORDERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(site):
    return make_edition(make_series(site), 45)


@pytest.fixture
def many(edition):
    chance = random.Random(7)
    for _number in range(23):
        make_entry(
            edition,
            likes=chance.randrange(3),
            clicks=chance.randrange(4),
            shuffle_one=chance.randrange(SHUFFLE_END),
            shuffle_two=chance.randrange(SHUFFLE_END),
        )
    return edition


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 5, 100])
def test_walking_finds_each_entry_once(many, order, limit):
    found = walk(Blogger(), many, order=order, limit=limit)
    assert sorted(found) == list(range(1, 24))


def test_orders_are_as_they_are_called(many):
    by_number = {entry.number: entry for entry in LinkUpEntry.objects.all()}
    walked = {order: walk(Blogger(), many, order=order, limit=4) for order in ORDERS}
    assert walked["oldest"] == sorted(by_number)
    assert walked["newest"] == sorted(by_number, reverse=True)
    for order in ("likes", "clicks"):
        counts = [getattr(by_number[number], order) for number in walked[order]]
        assert counts == sorted(counts, reverse=True)


def test_a_seed_is_an_order_that_stays_while_entries_come_and_go(many):
    browser = Blogger()
    before = walk(browser, many, order="random", seed=3)
    assert before == walk(browser, many, order="random", seed=3, limit=2)
    first = browser.entries(many, order="random", seed=3, limit=10)
    LinkUpEntry.objects.filter(number=before[0]).update(status="withdrawn")
    for _number in range(5):
        make_entry(many)
    rest, cursor = [], first["next"]
    while cursor:
        listed = browser.entries(many, order="random", seed=3, limit=4, cursor=cursor)
        rest, cursor = rest + numbers(listed), listed["next"]
    assert [number for number in rest if number <= 23] == before[10:]
    assert len(set(rest)) == len(rest)


def test_seeds_differ_and_every_place_is_as_likely(many):
    firsts = [
        entry_queries.entries(many.pk, order="random", seed=seed, limit=1).rows[0].number
        for seed in range(200)
    ]
    assert len(set(firsts)) > 15
    listed = Blogger().entries(many, order="random")
    assert isinstance(listed["seed"], int)
    assert listed["seed"] == Blogger().entries(many, order="random")["seed"]


@pytest.mark.parametrize("order", ORDERS)
def test_any_page_in_any_order_costs_the_same(many, order):
    costs = set()
    for limit in (1, 20, 100):
        listed = Blogger().entries(many, order=order, limit=limit, seed=1)
        for cursor in filter(None, [None, listed["next"]]):
            with CaptureQueriesContext(connection) as queries:
                Blogger().entries(many, order=order, limit=limit, seed=1, cursor=cursor)
            costs.add(len(queries))
    blogger = Blogger(bearer=make_token(make_user()))
    with CaptureQueriesContext(connection) as queries:
        blogger.entries(many, order=order)
    assert max(costs) <= 3
    assert len(queries) <= 6  # two of them to know who asks


def test_what_was_found_and_kept_is_gone_when_it_expires(edition, monkeypatch):
    edition.expire_at = timezone.now() + datetime.timedelta(hours=1)
    edition.save()
    there = f"{LINKUPS}{edition.pk}/entries/"
    assert [Blogger().get(there).status_code for _time in range(2)] == [200, 200]
    later = timezone.now() + datetime.timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Blogger().get(there).status_code == 404


def test_a_cursor_belongs_to_its_list(many):
    cursor = Blogger().entries(many, limit=2)["next"]
    for query in ({"order": "newest"}, {"order": "random", "seed": 1}):
        answer = Blogger().get(
            f"/api/v3/parenting/linkups/{many.pk}/entries/", **query, cursor=cursor
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


def test_of_an_entry_everyone_sees_this(edition):
    make_entry(
        edition,
        "https://anna.example.com/naps/",
        name="Anna",
        title="Ten naps",
        found_blog="Anna’s blog",
        found_description="How we sleep.",
        preview="ready",
        sponsored=True,
        picture="parenting/entries/x.webp",
        picture_width=600,
        picture_height=400,
    )
    [entry] = Blogger().entries(edition)["items"]
    assert entry["edition"] == {
        "id": edition.pk,
        "number": 45,
        "path": f"/tuesday-link-up/{edition.slug}/",
    }
    assert (entry["title"], entry["blog"]) == ("Ten naps", "Anna’s blog")
    assert entry["description"] == "How we sleep."
    assert entry["picture"]["width"] == 600
    assert entry["picture"]["url"].startswith("http")
    assert entry["visit_url"].endswith(f"{ENTRIES}{entry['id']}/visit/")
    assert entry["meta"]["html_url"].endswith("#entry-1")
    assert entry["backlink"] is None
    assert (entry["is_own"], entry["suggested"], entry["editable_until"]) == (False, None, None)
    alone = Blogger().get(f"{ENTRIES}{entry['id']}/").json()
    assert alone == entry


def test_it_answers_conditionally(client, edition):
    make_entry(edition)
    url = f"/api/v3/parenting/linkups/{edition.pk}/entries/"
    tag = client.get(url)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    assert len(queries) <= 3
    make_entry(edition)
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_following_counts_a_person_once_a_click_and_no_robots(client, edition):
    entry = make_entry(edition)
    url = f"{ENTRIES}{entry.pk}/visit/"
    person = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
    answer = client.get(url, headers=person)
    assert (answer.status_code, answer["Location"]) == (302, entry.url)
    assert answer["Cache-Control"] == "no-store"
    client.get(url, headers=person)
    client.get(url, headers={**person, "Sec-Purpose": "prefetch"})
    client.get(url, headers={"User-Agent": "Googlebot/2.1"})
    client.head(url, headers=person)
    assert LinkUpEntry.objects.get().clicks == 2
    assert EntryClicks.objects.get().count == 2


def test_a_script_that_follows_one_link_is_counted_so_often(client, edition, monkeypatch):
    monkeypatch.setattr(entry_api, "CLICKS_PER_HOUR", 2)
    entry = make_entry(edition)
    person = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
    for _time in range(4):
        assert client.get(f"{ENTRIES}{entry.pk}/visit/", headers=person).status_code == 302
    assert EntryClicks.objects.get().count == 2


def test_addresses_of_an_entry_lead_to_it_whatever_site_it_stands_on(client, edition):
    other = make_site("other.example", frontend="https://other.example", default=False)
    elsewhere = make_edition(make_series(other, "Other"), 3)
    entry = make_entry(elsewhere)
    listed = Blogger().get(f"{LINKUPS}{entry.edition_id}/entries/", site="other.example").json()
    [shown] = listed["items"]
    for url in (shown["meta"]["detail_url"], f"/api/v2/linkup_entries/{entry.pk}/"):
        path = urlsplit(url).path
        found = client.get(path)
        assert found.json()["meta"]["html_url"] == shown["meta"]["html_url"]
        assert client.get(path, {"site": "other.example"}).json() == found.json()
        assert client.get(path, {"site": "localhost"}).status_code == 404
        assert client.get(path, {"site": "nowhere"}).status_code == 400
    visited = client.get(urlsplit(shown["visit_url"]).path)
    assert (visited.status_code, visited["Location"]) == (302, entry.url)
    assert Blogger().send("POST", f"{ENTRIES}{entry.pk}/like/").json()["likes"] == 1
    elsewhere.unpublish()
    assert client.get(urlsplit(shown["visit_url"]).path).status_code == 404


@pytest.mark.parametrize("status", ["held", "spam", "removed", "withdrawn"])
def test_what_is_not_approved_leads_nowhere(client, edition, status):
    entry = make_entry(edition, status=status)
    assert client.get(f"{ENTRIES}{entry.pk}/").status_code == 404
    assert client.get(f"{ENTRIES}{entry.pk}/visit/").status_code == 404
    assert Blogger().send("POST", f"{ENTRIES}{entry.pk}/like/").status_code == 404
    report = Blogger().send("POST", f"{ENTRIES}{entry.pk}/report/", {"reason": "spam"})
    assert report.status_code == 404


def test_a_visitor_likes_once_and_takes_it_back(edition):
    entry = make_entry(edition)
    url = f"{ENTRIES}{entry.pk}/like/"
    visitor = Blogger()
    assert visitor.send("POST", url).json()["likes"] == 1
    assert visitor.send("POST", url).json()["likes"] == 1
    assert Blogger().send("POST", url).json()["likes"] == 2
    assert visitor.entries(edition)["items"][0]["liked"] is True
    assert visitor.send("DELETE", url).json() == {
        "likes": 1,
        "liked": False,
        "visitor_token": None,
    }


def test_enough_reports_hide_it_until_a_moderator_has_looked(edition, settings):
    settings.WAGTAIL_PARENTING = {"REPORTS_TO_HIDE": 2, "TRUSTED_PROXIES": 1}
    entry = make_entry(edition)
    for number in (1, 2):
        answer = Blogger().send(
            "POST",
            f"{ENTRIES}{entry.pk}/report/",
            {"reason": "broken"},
            HTTP_X_FORWARDED_FOR=f"203.0.113.{number}",
        )
        assert answer.status_code == 202
    entry.refresh_from_db()
    assert (entry.status, entry.reasons[-1]["reason"]) == ("held", "reported")


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("approve", "held", "approved"),
        ("spam", "approved", "spam"),
        ("remove", "approved", "removed"),
        ("restore", "removed", "approved"),
    ],
)
def test_moderators_decide_with_a_bearer_token(edition, verb, before, after):
    entry = make_entry(edition, status=before)
    url = f"{ENTRIES}{entry.pk}/actions/{verb}/"
    moderator = Blogger(bearer=make_token(make_user()))
    assert Blogger().send("POST", url).status_code == 401
    nobody = Blogger(bearer=make_token(make_user("nobody", superuser=False)))
    assert nobody.send("POST", url).status_code == 403
    answer = moderator.send("POST", url)
    assert (answer.status_code, answer.json()["status"]) == (200, after)
    assert moderator.send("POST", url).status_code == 200


def test_hosts_pick_what_is_approved(edition):
    host = Blogger(bearer=make_token(make_user()))
    entry, held = make_entry(edition), make_entry(edition, status="held")
    assert host.send("POST", f"{ENTRIES}{entry.pk}/actions/pick/").json()["picked"] is True
    assert Blogger().entries(edition)["items"][0]["picked"] is True
    assert host.send("POST", f"{ENTRIES}{held.pk}/actions/pick/").status_code == 422
    assert host.send("POST", f"{ENTRIES}{entry.pk}/actions/unpick/").json()["picked"] is False


def test_v2_shows_the_same_without_what_is_someones(client, edition, many):
    listed = client.get("/api/v2/linkup_entries/", {"edition": edition.pk, "order": "id"})
    assert listed.status_code == 200, listed.content
    body = listed.json()
    assert body["meta"]["total_count"] == 23
    one = client.get(f"/api/v2/linkup_entries/{body['items'][0]['id']}/").json()
    same = Blogger().get(f"{ENTRIES}{one['id']}/").json()
    assert {**same, "meta": None} | {**one, "meta": None} == {**same, "meta": None}
    assert one["meta"]["detail_url"].endswith(f"/api/v2/linkup_entries/{one['id']}/")
    assert not {"liked", "is_own", "suggested", "editable_until"} & set(one)
    costs = []
    for limit in (1, 20):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/api/v2/linkup_entries/", {"limit": limit}).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 4
    for query in ({"order": "name"}, {"edition": "x"}, {"offset": 10_001}, {"status": "held"}):
        assert client.get("/api/v2/linkup_entries/", query).status_code == 400
    LinkUpEntry.objects.update(status="held")
    assert client.get(f"/api/v2/linkup_entries/{one['id']}/").status_code == 404
