"""Links that come at once: one number each, one entry each, no more than there is room for. Real
connections in real threads."""

from __future__ import annotations

import datetime
import threading
import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from tests.factories import make_edition, make_entry, make_series, make_site
from tests.linkups import Blogger, numbers
from tests.test_comment_races import at_once
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.linkups import editions
from wagtail_parenting.linkups.models import EditionSlot, LinkUpEntry

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]),
        reason="threads need a database that they can share: PostgreSQL, MariaDB, an SQLite file",
    ),
]


@pytest.fixture
def series(settings):
    settings.WAGTAIL_PARENTING = {
        "FORM_MIN_SECONDS": 0,
        "ENTRIES_PER_MINUTE": 10_000,
        "FLOOD_PER_HOUR": 10_000,
        "FLOOD_PER_PAGE_AND_MINUTE": 10_000,
    }
    cache.clear()
    return make_series(make_site(), entry_approval="none", entries_per_domain=0)


def sender(edition, number, url=None):
    blogger = Blogger()
    form = blogger.form_of(edition)
    known = {name: form[name] for name in ("form_token", "rules_version")}
    url = url or f"https://b{number}.example.com/post/"
    return lambda: blogger.link(edition, url, email=f"b{number}@example.org", **known)


def statuses(answers):
    return sorted(getattr(answer, "status_code", answer) for answer in answers)


def test_thirty_at_once_get_thirty_numbers(series):
    edition = make_edition(series, 1)
    answers = at_once([sender(edition, number) for number in range(30)])
    assert statuses(answers) == [201] * 30
    assert sorted(answer.json()["number"] for answer in answers) == list(range(1, 31))
    assert PageStamp.objects.get(pk=edition.pk).entries == 30


def test_two_identical_links_are_one_entry_and_the_other_is_told(series):
    edition = make_edition(series, 1)
    url = "https://anna.example.com/naps/"
    answers = at_once([sender(edition, number, url) for number in range(4)])
    assert statuses(answers) == [201, 409, 409, 409]
    entry = LinkUpEntry.objects.get()
    for answer in answers:
        if answer.status_code == 409:
            assert answer.json()["existing"]["id"] == entry.pk


def test_the_last_place_goes_to_one_of_twenty(series):
    edition = make_edition(series, 1, max_entries=10)
    for _number in range(9):
        make_entry(edition)
    answers = at_once([sender(edition, number) for number in range(20)])
    assert statuses(answers) == [201] + [403] * 19
    assert PageStamp.objects.get(pk=edition.pk).entries == 10


def test_the_databases_clock_decides_at_the_closing_instant(series):
    edition = make_edition(series, 1)
    senders = [sender(edition, number) for number in range(50)]
    closes_at = (timezone.now() + datetime.timedelta(seconds=8)).replace(microsecond=0)
    type(edition).objects.filter(pk=edition.pk).update(closes_at=closes_at)
    start = time.monotonic() + (closes_at - timezone.now()).total_seconds() - 5

    def at(moment, send):
        def act():
            time.sleep(max(0, moment - time.monotonic()))
            return send()

        return act

    answers = at_once([at(start + number * 0.15, send) for number, send in enumerate(senders)])
    accepted = [answer for answer in answers if answer.status_code == 201]
    assert set(statuses(answers)) <= {201, 403}
    assert 0 < len(accepted) < 50
    stored = LinkUpEntry.objects.order_by("number")
    assert all(entry.created_at < closes_at for entry in stored)
    shown = Blogger().entries(edition, limit=100)
    assert shown["count"] == len(numbers(shown)) == len(accepted) == stored.count()
    assert Blogger().form_of(edition)["open"] is False


def test_the_clockwork_run_twice_at_once_makes_each_edition_once(series):
    type(series).objects.update(is_running=True, editions_ahead=3)
    made = at_once([editions.make_due, editions.make_due, editions.make_due])
    assert sum(made) == EditionSlot.objects.count() >= 3
    numbers_given = list(EditionSlot.objects.values_list("number", flat=True))
    assert sorted(numbers_given) == list(range(1, len(numbers_given) + 1))


def test_withdrawing_while_a_moderator_approves_ends_in_one_state(series, django_user_model):
    from wagtail_parenting.linkups import actions

    edition = make_edition(series, 1)
    moderator = django_user_model.objects.create_user("m")
    for _round in range(5):
        blogger = Blogger()
        entry = blogger.link(edition, f"https://b{_round}.example.com/1/").json()
        LinkUpEntry.objects.filter(pk=entry["id"]).update(status="held")
        PageStamp.objects.filter(pk=edition.pk).update(entries=0)
        url = f"/api/v3/parenting/linkups/entries/{entry['id']}/"

        def approve(pk=entry["id"]):
            return actions.approve(entry_id=pk, actor=moderator)

        def withdraw(blogger=blogger, url=url):
            return blogger.send("DELETE", url)

        at_once([approve, withdraw])
        assert LinkUpEntry.objects.get(pk=entry["id"]).status == "withdrawn"
        assert PageStamp.objects.get(pk=edition.pk).entries == 0
        assert threading.active_count() < 10
