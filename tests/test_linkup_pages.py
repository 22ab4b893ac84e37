"""Series and editions as both APIs show them, and what of them is not public."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    DAY,
    edition_model,
    make_contributor,
    make_edition,
    make_entry,
    make_series,
    restrict,
)
from tests.linkups import LINKUPS
from wagtail_parenting.linkups.actions import pick

pytestmark = pytest.mark.django_db

BASE = "/api/v3/parenting/"


@pytest.fixture
def series(site):
    return make_series(site, rules="<p>Be <b>kind</b>.</p>", intro="Every Tuesday.")


def detail(client, page):
    answer = client.get(f"/api/v3/pages/{page.pk}/")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_an_edition_says_how_it_stands(client, series):
    edition = make_edition(series, 45)
    make_entry(edition)
    shown = detail(client, edition)
    assert (shown["number"], shown["state"], shown["entry_count"]) == (45, "open", 1)
    assert shown["series"] == {
        "id": series.pk,
        "title": "Tuesday link-up",
        "path": "/tuesday-link-up/",
    }
    assert shown["rules"] == "<p>Be <b>kind</b>.</p>"
    assert shown["rules_version"] == series.rules_version != ""
    assert shown["opens_at"].endswith("Z")
    assert shown["comments"]["open"] is True
    assert shown["share"]["targets"]
    assert shown["head"]["title"].startswith("Tuesday link-up 45")
    assert shown["path"] == f"/tuesday-link-up/{edition.slug}/"


@pytest.mark.parametrize(
    ("opens", "state"), [(DAY, "upcoming"), (-DAY, "open"), (-3 * DAY, "closed")]
)
def test_the_state_follows_from_the_times(client, series, opens, state):
    assert detail(client, make_edition(series, 1, opens=opens))["state"] == state


def test_a_full_edition_has_closed(client, series):
    edition = make_edition(series, 1, max_entries=1)
    make_entry(edition)
    assert detail(client, edition)["state"] == "closed"


def test_it_names_its_neighbours_by_number(client, series):
    before, edition, after = (make_edition(series, number) for number in (1, 2, 3))
    make_edition(series, 4, publish=False)
    shown = detail(client, edition)
    assert (shown["previous"]["id"], shown["next"]["id"]) == (before.pk, after.pk)
    assert shown["previous"]["number"] == 1
    assert detail(client, after)["next"] is None
    assert detail(client, before)["previous"] is None


def test_it_shows_what_was_picked_of_the_last_one(client, series, django_user_model):
    before, edition = make_edition(series, 1, opens=-9 * DAY), make_edition(series, 2)
    host = django_user_model.objects.create_user("host")
    picked, _other = make_entry(before, title="Ten naps"), make_entry(before)
    pick(entry_id=picked.pk, actor=host)
    shown = detail(client, edition)
    assert [entry["title"] for entry in shown["picks"]] == ["Ten naps"]
    assert shown["picks"][0]["edition"]["number"] == 1
    assert detail(client, before)["picks"] == []


def test_a_series_says_when_and_what_is_open(client, site):
    series = make_series(
        site,
        zone="America/New_York",
        open_time=datetime.time(20, 0),
        every_weeks=2,
    )
    open_one = make_edition(series, 1)
    make_edition(series, 2, opens=5 * DAY)
    shown = detail(client, series)
    assert shown["schedule"] == {
        "zone": "America/New_York",
        "open_weekday": "tuesday",
        "open_time": "20:00",
        "close_weekday": "friday",
        "close_time": "20:00",
        "every_weeks": 2,
    }
    assert (shown["current"]["id"], shown["current"]["state"]) == (open_one.pk, "open")


def test_its_hosts_are_people(client, series):
    row = type(series).hosts.rel.related_model
    series.hosts.set([row(contributor=make_contributor("Meera"))])
    series.save_revision().publish()
    assert [host["name"] for host in detail(client, series)["hosts"]] == ["Meera"]


def test_v2_and_v3_show_the_same(client, series):
    edition = make_edition(series, 1)
    make_entry(edition)
    new = detail(client, edition)
    old = client.get(f"/api/v2/pages/{edition.pk}/").json()
    for name in ("number", "series", "state", "opens_at", "rules", "picks", "entry_count"):
        assert old[name] == new[name], name


def test_a_list_of_editions_costs_the_same_for_any_number(client, series):
    for number in range(1, 13):
        make_edition(series, number)
    costs = []
    for limit in (2, 12):
        with CaptureQueriesContext(connection) as queries:
            listed = client.get(
                "/api/v2/pages/",
                {"type": edition_model()._meta.label, "fields": "*", "limit": limit},
            )
        assert len(listed.json()["items"]) == limit, listed.content
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 15


def test_the_moment_of_closing_changes_answers_by_itself(client, series, now_is):
    edition = make_edition(series, 1)
    urls = [f"{BASE}resolve/?page={edition.pk}", f"/api/v2/pages/{edition.pk}/"]
    before = {url: client.get(url) for url in urls}
    now_is(edition.closes_at - datetime.timedelta(seconds=20))
    for url in urls:
        near = client.get(url)
        assert near["ETag"] == before[url]["ETag"]
        assert "max-age=20" in near["Cache-Control"] or "max-age=19" in near["Cache-Control"]
    now_is(edition.closes_at + datetime.timedelta(seconds=1))
    for url in urls:
        after = client.get(url, headers={"If-None-Match": before[url]["ETag"]})
        assert after.status_code == 200
        assert '"state":"closed"' in after.content.decode().replace(": ", ":")


def test_the_current_edition_is_the_open_one_or_the_next(client, series, site):
    assert client.get(f"{LINKUPS}current/").status_code == 404
    later = make_edition(series, 2, opens=5 * DAY)
    assert client.get(f"{LINKUPS}current/").json()["id"] == later.pk
    now = make_edition(series, 1)
    found = client.get(f"{LINKUPS}current/", {"series": series.pk}).json()
    assert (found["id"], found["state"], found["series"]["id"]) == (now.pk, "open", series.pk)
    other = make_series(site, "Other")
    assert client.get(f"{LINKUPS}current/", {"series": other.pk}).status_code == 404
    assert client.get(f"{LINKUPS}current/", {"series": 999_999}).status_code == 404


def test_an_edition_that_is_full_gives_way_to_the_next(client, series):
    full = make_edition(series, 1, max_entries=1)
    make_entry(full)

    def current():
        asked = client.get(f"{LINKUPS}current/", {"series": series.pk}).json()
        assert detail(client, series)["current"]["id"] == asked["id"]
        return asked["id"], asked["state"]

    assert current() == (full.pk, "closed")
    upcoming = make_edition(series, 2, opens=DAY)
    assert current() == (upcoming.pk, "upcoming")
    spacious = make_edition(series, 3, lasts=9 * DAY, max_entries=1)
    assert current() == (spacious.pk, "open")


def test_the_archive_is_walked_by_cursors(client, series):
    made = [make_edition(series, number, opens=-9 * number * DAY) for number in range(1, 6)]
    upcoming = make_edition(series, 9, opens=DAY)
    url, found, cursor = f"{LINKUPS}editions/", [], None
    while True:
        query = {"limit": 2, "series": series.pk, "state": "closed"}
        listed = client.get(url, {**query, **({"cursor": cursor} if cursor else {})}).json()
        assert listed["count"] == 5
        found += [item["id"] for item in listed["items"]]
        cursor = listed["next"]
        if cursor is None:
            break
    assert found == [edition.pk for edition in made]
    assert [item["id"] for item in client.get(url, {"state": "upcoming"}).json()["items"]] == [
        upcoming.pk
    ]


def test_what_is_not_public_is_not_there(client, series):
    edition = make_edition(series, 1)
    entry = make_entry(edition)
    restrict(series)
    for url in (
        f"{LINKUPS}{edition.pk}/entries/",
        f"{LINKUPS}{edition.pk}/form/",
        f"{LINKUPS}{edition.pk}/draws/",
        f"{LINKUPS}{edition.pk}/calendar.ics",
        f"{LINKUPS}entries/{entry.pk}/",
        f"{LINKUPS}entries/{entry.pk}/visit/",
        f"{LINKUPS}current/",
    ):
        assert client.get(url).status_code == 404, url
    assert client.get(f"{LINKUPS}editions/").json()["count"] == 0


def test_the_calendar_has_the_windows(client, series):
    edition = make_edition(series, 45)
    make_edition(series, 46, opens=5 * DAY)
    for page, count in ((series, 2), (edition, 1)):
        answer = client.get(f"{LINKUPS}{page.pk}/calendar.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        text = answer.content.decode()
        assert text.count("BEGIN:VEVENT") == count
        assert f"DTSTART:{edition.opens_at:%Y%m%dT%H%M%SZ}" in text


def test_calendars_tell_when_a_window_was_moved(client, series, now_is):
    edition = make_edition(series, 45)

    def changed():
        text = client.get(f"{LINKUPS}{edition.pk}/calendar.ics").content.decode()
        [stamp] = re.findall(r"DTSTAMP:(\S+)", text)
        assert f"LAST-MODIFIED:{stamp}\r\n" in text
        return stamp

    before = changed()
    later = timezone.now() + datetime.timedelta(minutes=5)
    now_is(later)
    make_entry(edition)
    assert changed() == before
    edition.closes_at += DAY
    edition.save_revision().publish()
    assert changed() == f"{later:%Y%m%dT%H%M%SZ}"


def test_one_request_answers_the_edition_with_its_first_entries(client, series):
    edition = make_edition(series, 1)
    for _number in range(22):
        make_entry(edition)
    with CaptureQueriesContext(connection) as queries:
        shown = client.get(f"{BASE}resolve/", {"page": edition.pk}).json()
    assert len(queries) <= 17
    assert shown["page"]["number"] == 1
    listed = shown["entries"]
    assert (listed["count"], len(listed["items"])) == (22, 20)
    url = f"{LINKUPS}{edition.pk}/entries/"
    assert [item["id"] for item in client.get(url).json()["items"]] == [
        item["id"] for item in listed["items"]
    ]
    rest = client.get(url, {"cursor": listed["next"]}).json()
    assert [item["number"] for item in rest["items"]] == [21, 22]
    assert client.get(f"{BASE}resolve/", {"page": series.pk}).json()["entries"] is None
