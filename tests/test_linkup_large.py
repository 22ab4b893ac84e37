"""An edition with 50,000 entries: any page in any order costs what it costs with fifty."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import entries
from tests.comments import BASE
from tests.effort import analyze, effort
from tests.factories import make_edition, make_entry, make_series, make_site
from tests.linkups import ENTRIES, LINKUPS, Blogger, numbers
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.linkups.queries import ORDERS
from wagtail_parenting.linkups.written import link_fields

pytestmark = pytest.mark.django_db

MANY, FEW = 50_000, 50
SEED = 7
#: Backwards, MariaDB 10.11 enters an index at its end, and passes by what comes before the place.
FLAT_ON_MARIADB = ("oldest",)
#: Of an answer with 20 entries.
MOST_BYTES = 30_000
#: What is asked besides: tables grow by levels of their indexes.
SLACK = 1_000


@pytest.fixture
def series(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}
    return make_series(make_site(), entry_approval="none")


def filled(series, number, count):
    edition = make_edition(series, number)
    last = LinkUpEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    entries.write(edition.pk, count, first_id=last + 1)
    return edition


@pytest.fixture
def small(series):
    return filled(series, 1, FEW)


@pytest.fixture
def large(series, small):
    edition = filled(series, 2, MANY)
    analyze(LinkUpEntry)
    return edition


def pages(edition, **query):
    """All pages, by the cursors: what to ask for the page with, and its numbers."""
    cursor = {}
    while True:
        asked = {**query, "limit": 100, **cursor}
        listed = Blogger().entries(edition, **asked)
        yield asked, numbers(listed)
        if listed["next"] is None:
            return
        cursor = {"cursor": listed["next"]}


def sorted_by(edition, order):
    """Numbers of all entries, as the database sorts them."""
    ways = {"oldest": ["number"], "newest": ["-number"]}.get(order, [f"-{order}", "-number"])
    there = LinkUpEntry.objects.filter(edition=edition.pk, status="approved")
    return list(there.order_by(*ways).values_list("number", flat=True))


def test_any_page_in_any_order_costs_what_it_costs_with_fifty(small, large):
    assert PageStamp.objects.get(pk=large.pk).entries == MANY
    reader = Blogger()  # whose token is sent with all that she asks
    assert reader.link(large, "https://anna.example.net/naps/").status_code == 201
    for order in ORDERS:
        query = {"order": order, **({"seed": SEED} if order == "random" else {})}
        walked = list(pages(large, **query))
        found = [number for _asked, shown in walked for number in shown]
        assert len(walked) == MANY // 100 + 1
        if order == "random":
            assert sorted(found) == list(range(1, MANY + 2))
        else:
            assert found == sorted_by(large, order)
        for place in (0, 1, len(walked) // 2, -2, -1):
            asked = {**walked[place][0], "limit": 20}
            for who in (Blogger(), reader):
                few = effort(lambda who=who, query=query: who.entries(small, **query, limit=20))
                with CaptureQueriesContext(connection) as queries:
                    answer = who.get(f"{LINKUPS}{large.pk}/entries/", **asked)
                assert answer.status_code == 200
                assert len(queries) <= 4, (asked, queries.captured_queries)
                assert len(answer.content) <= MOST_BYTES
                cost = effort(lambda who=who, asked=asked: who.entries(large, **asked))
                is_flat = order in FLAT_ON_MARIADB or connection.vendor != "mysql"
                assert cost <= 2 * few + SLACK or not is_flat, (order, place, cost, few)


def test_a_random_order_stays_while_entries_come_and_go(large, admin_user):
    before = [
        number for _asked, shown in pages(large, order="random", seed=SEED) for number in shown
    ]
    going = {*before[150:160], *before[5_000:5_010], before[-1]}
    found = []
    for place, (_asked, shown) in enumerate(pages(large, order="random", seed=SEED)):
        found += shown
        if place == 0:
            for entry in LinkUpEntry.objects.filter(edition=large.pk, number__in=going):
                actions.remove(entry_id=entry.pk, actor=admin_user)
        if place < 100:
            make_entry(large)
    stayed = [number for number in found if number <= MANY]
    assert stayed == [number for number in before if number not in going]
    assert len(set(found)) == len(found)


def test_the_entries_are_as_if_they_had_been_sent(small):
    for entry in LinkUpEntry.objects.filter(edition=small.pk)[:3]:
        fields = link_fields(entry.url)
        assert {name: getattr(entry, name) for name in fields} == fields


def test_what_else_is_asked_or_sent_costs_the_same(small, large):
    def costs(edition, number):
        entry = LinkUpEntry.objects.filter(edition=edition.pk).latest("number")
        yield effort(lambda: Blogger().get(f"{BASE}resolve/", page=edition.pk))
        yield effort(lambda: Blogger().get(f"{ENTRIES}{entry.pk}/"))
        yield effort(lambda: Blogger().get("/api/v2/linkup_entries/", edition=edition.pk))
        blogger = Blogger()
        form = blogger.form_of(edition)
        known = {name: form[name] for name in ("form_token", "rules_version")}
        url = f"https://anna-{number}.example.net/naps/"

        def send():
            assert blogger.link(edition, url, **known).status_code == 201

        yield effort(send)
        sent = LinkUpEntry.objects.latest("pk").pk
        yield effort(lambda: blogger.get(f"{LINKUPS}{edition.pk}/entries/", order="newest"))
        yield effort(lambda: blogger.send("DELETE", f"{ENTRIES}{sent}/"))

    list(costs(small, 1))  # the first of a process
    for few, many in zip(costs(small, 2), costs(large, 3), strict=True):
        assert many <= 2 * few + SLACK, (few, many)
