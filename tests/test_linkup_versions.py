"""What series and editions show of each other moves with them, also when time alone moves it: no
answer that is kept, and no 304, is older than what it tells of."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.comments import BASE
from tests.factories import DAY, edition_model, make_edition, make_entry, make_series, series_model
from tests.linkups import LINKUPS
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.models import LinkUpEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(site):
    return make_series(site, rules="<p>Be kind.</p>")


@pytest.fixture
def editions(series):
    """Numbers 44, closed, 45, open, and 46, upcoming; by no means in the order of the tree."""
    opens = {46: DAY * 5, 44: -DAY * 9, 45: -DAY}
    made = {number: make_edition(series, number, opens=opens[number]) for number in opens}
    for edition in made.values():
        make_entry(edition)
    return made


@pytest.fixture
def kept(client, series, editions):
    """All answers about link-ups, as a cache has them; call it to hold them against the truth."""
    asked = [f"{LINKUPS}current/", f"{LINKUPS}editions/", f"{LINKUPS}editions/?state=open"]
    for page in (series, *editions.values()):
        asked.append(f"{BASE}resolve/?page={page.pk}")
        asked += [f"/api/v3/pages/{page.pk}/", f"/api/v2/pages/{page.pk}/?fields=*"]
    for model in (series_model(), edition_model()):
        asked.append(f"/api/v2/pages/?type={model._meta.label}&fields=*&order=id")

    def ask(headers=None):
        return {url: client.get(url, headers=(headers or {}).get(url, {})) for url in asked}

    before = ask()

    def are_true():
        etags = {url: {"If-None-Match": answer.get("ETag", "")} for url, answer in before.items()}
        again = ask(etags)
        cache.clear()
        Frontends.forget()
        truth = ask()
        stale = [
            url
            for url in asked
            if (before if again[url].status_code == 304 else again)[url].content
            != truth[url].content
        ]
        assert stale == []
        return [url for url in asked if before[url].content != truth[url].content]

    return are_true


def publish(page, **values):
    page = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def entry_of(edition):
    return LinkUpEntry.objects.filter(edition=edition.pk).first()


def send(series, editions, user):
    make_entry(editions[45])


def withdraw(series, editions, user):
    actions.remove(entry_id=entry_of(editions[45]).pk, actor=user)


def fill(series, editions, user):
    publish(editions[45], max_entries=2)
    make_entry(editions[45])


def fill_and_empty(series, editions, user):
    fill(series, editions, user)
    withdraw(series, editions, user)


def pick(series, editions, user):
    actions.pick(entry_id=entry_of(editions[44]).pk, actor=user)


def pick_and_unpick(series, editions, user):
    pick(series, editions, user)
    actions.unpick(entry_id=entry_of(editions[44]).pk, actor=user)
    actions.pick(entry_id=entry_of(editions[45]).pk, actor=user)


def change_rules(series, editions, user):
    publish(series, rules="<p>Be kind, and brief.</p>")


def rename_series(series, editions, user):
    publish(series, title="Thursday link-up")


def rename(series, editions, user):
    publish(editions[45], title="The middle one")


def renumber(series, editions, user):
    publish(editions[45], number=50)


def reopen(series, editions, user):
    publish(editions[44], opens_at=editions[46].opens_at, closes_at=editions[46].closes_at)


def unpublish(series, editions, user):
    editions[45].unpublish()


def delete(series, editions, user):
    editions[45].delete()


def add(series, editions, user):
    series.refresh_from_db()
    make_edition(series, 47, opens=-2 * DAY)


def move_away(series, editions, user):
    editions[45].move(make_series(series.get_site(), "Other"), pos="last-child")


@pytest.mark.parametrize(
    "act",
    [
        *(
            send,
            withdraw,
            fill,
            fill_and_empty,
            pick,
            pick_and_unpick,
            change_rules,
            rename_series,
            rename,
        ),
        *(renumber, reopen, unpublish, delete, add, move_away),
    ],
)
def test_what_they_show_of_each_other_moves(series, editions, kept, admin_user, now_is, act):
    now_is(timezone.now())
    act(series, editions, admin_user)
    assert kept()


@pytest.mark.parametrize("name", ["current/", "editions/", "editions/?state=open"])
def test_what_has_not_changed_is_said_so_for_three_queries(client, editions, name):
    etag = client.get(f"{LINKUPS}{name}")["ETag"]
    with CaptureQueriesContext(connection) as queries:
        again = client.get(f"{LINKUPS}{name}", headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert len(queries) <= 3


def moments(editions):
    return [
        editions[45].closes_at,
        editions[46].opens_at,
        editions[46].closes_at,
    ]


@pytest.mark.parametrize("place", range(3))
def test_time_alone_moves_them(editions, kept, now_is, place):
    now_is(moments(editions)[place] + datetime.timedelta(seconds=1))
    assert kept()


@pytest.mark.parametrize("place", range(3))
def test_no_cache_keeps_them_past_the_moment(client, series, editions, now_is, place):
    moment = moments(editions)[place]
    now_is(moment - datetime.timedelta(seconds=5))
    for url in (
        *(f"{LINKUPS}current/", f"{LINKUPS}editions/", f"{LINKUPS}editions/?state=open"),
        *(f"{BASE}resolve/?page={series.pk}", f"/api/v2/pages/{series.pk}/"),
        *([f"{LINKUPS}{editions[45].pk}/draws/"] if place == 0 else []),
    ):
        answer = client.get(url)
        assert answer.status_code == 404 or kept_s(answer) <= 5, url


def kept_s(answer):
    """Seconds for which a cache may show it."""
    [fresh] = re.findall(r"max-age=(\d+)", answer["Cache-Control"])
    stale = re.findall(r"stale-while-revalidate=(\d+)", answer["Cache-Control"]) or ["0"]
    return int(fresh) + int(stale[0])


def test_nor_what_is_of_an_edition_past_the_end_of_its_page(client, series, editions):
    edition = editions[45]
    publish(edition, expire_at=timezone.now() + datetime.timedelta(seconds=5))
    entry = entry_of(edition)
    for url in (
        *(f"{LINKUPS}{edition.pk}/{name}" for name in ("entries/", "draws/", "calendar.ics")),
        *(f"{LINKUPS}{series.pk}/calendar.ics", f"{LINKUPS}entries/{entry.pk}/"),
        *("/api/v2/linkup_entries/", f"/api/v2/linkup_entries/{entry.pk}/"),
    ):
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert kept_s(answer) <= 5, url
