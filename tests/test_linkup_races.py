"""Links that come at once: one number each, one entry each, no more than there is room for. Real
connections in real threads."""

from __future__ import annotations

import datetime
import threading
import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.comments import BASE
from tests.factories import make_edition, make_entry, make_series, make_site
from tests.linkups import ENTRIES, Blogger, numbers
from tests.races import at_once
from wagtail_parenting.errors import InvalidInput
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.linkups import actions, editions
from wagtail_parenting.linkups.models import (
    Draw,
    EditionSlot,
    EntryClicks,
    EntryLike,
    LinkUpEntry,
)
from wagtail_parenting.readers.identity import Who, token_of

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


def state_of(edition):
    """State and number of entries as the page says, in both APIs and resolved."""
    asked = (f"/api/v2/pages/{edition.pk}/", f"/api/v3/pages/{edition.pk}/")
    shown = [Client().get(url).json() for url in asked]
    shown.append(Client().get(f"{BASE}resolve/", {"page": edition.pk}).json()["page"])
    [told] = {(page["state"], page["entry_count"]) for page in shown}
    return told


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
    edition = make_edition(series, 1, max_entries=100)
    for _number in range(99):
        make_entry(edition)
    answers = at_once([sender(edition, number) for number in range(20)])
    assert statuses(answers) == [201] + [403] * 19
    assert PageStamp.objects.get(pk=edition.pk).entries == 100
    assert state_of(edition) == ("closed", 100)


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
    assert state_of(edition) == ("closed", len(accepted))


def test_the_clockwork_run_twice_at_once_makes_each_edition_once(series):
    type(series).objects.update(is_running=True, editions_ahead=3)
    made = at_once([editions.make_due, editions.make_due, editions.make_due])
    assert sum(made) == EditionSlot.objects.count() >= 3
    numbers_given = list(EditionSlot.objects.values_list("number", flat=True))
    assert sorted(numbers_given) == list(range(1, len(numbers_given) + 1))


def test_withdrawing_while_a_moderator_approves_ends_in_one_state(series, django_user_model):
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


def test_the_same_form_twice_at_once_makes_one_entry(series):
    edition = make_edition(series, 1)
    blogger = Blogger()
    form = blogger.form_of(edition)
    known = {name: form[name] for name in ("form_token", "rules_version")}
    browsers = [Blogger() for _n in range(8)]
    answers = at_once([lambda b=browser: b.link(edition, **known) for browser in browsers])
    assert statuses(answers) == [201] * 8
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert PageStamp.objects.get(pk=edition.pk).entries == LinkUpEntry.objects.count() == 1


def test_two_first_likes_of_one_visitor_count_once(series):
    entry = make_entry(make_edition(series, 1))
    browsers = [Blogger(token=token_of(Who("one-visitor"))) for _n in range(10)]
    url = f"{ENTRIES}{entry.pk}/like/"
    answers = at_once([lambda b=browser: b.send("POST", url) for browser in browsers])
    assert statuses(answers) == [200] * 10
    entry.refresh_from_db()
    assert entry.likes == EntryLike.objects.count() == 1


def test_likes_and_clicks_of_many_at_once_are_all_counted(series):
    entry = make_entry(make_edition(series, 1))
    person = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
    likes = [
        lambda n=number: Blogger(token=token_of(Who(f"v{n}"))).send(
            "POST", f"{ENTRIES}{entry.pk}/like/"
        )
        for number in range(15)
    ]
    clicks = [lambda: Client().get(f"{ENTRIES}{entry.pk}/visit/", **person)] * 15
    assert statuses(at_once([*likes, *clicks])) == [200] * 15 + [302] * 15
    entry.refresh_from_db()
    assert (entry.likes, entry.clicks) == (15, 15)
    assert EntryClicks.objects.get().count == 15


def test_a_draw_announced_twice_at_once_needs_a_reason_the_second_time(series):
    edition = make_edition(series, 1)
    found = at_once(
        [lambda: actions.announce(edition=edition, actor=None, announced="Round 1")] * 5
    )
    assert sum(isinstance(one, Draw) for one in found) == Draw.objects.count() == 1
    assert [type(one) for one in found].count(InvalidInput) == 4


def test_a_draw_is_sealed_once_and_drawn_once(series):
    edition = make_edition(series, 1)
    for _number in range(6):
        make_entry(edition)
    drawn = actions.announce(edition=edition, actor=None, announced="Round 1", winners=2)
    moment = timezone.now() - datetime.timedelta(minutes=1)
    type(edition).objects.filter(pk=edition.pk).update(closes_at=moment)
    sealed_at = {}

    def seal():
        actions.seal_due()
        sealed_at[threading.get_ident()] = Draw.objects.get().sealed_at

    assert at_once([seal] * 5) == [None] * 5
    assert len(set(sealed_at.values())) == 1
    values = [f"value-{number}" for number in range(6)]
    found = at_once(
        [lambda v=value: actions.draw(draw_id=drawn.pk, actor=None, value=v) for value in values]
    )
    [held] = [one for one in found if isinstance(one, Draw)]
    assert [type(one) for one in found].count(InvalidInput) == 5
    drawn.refresh_from_db()
    assert (drawn.value, drawn.winners) == (held.value, held.winners)


def test_a_link_that_is_removed_while_it_is_drawn_is_excluded_or_wins_but_not_both(series):
    edition = make_edition(series, 1)
    entries = [make_entry(edition) for _number in range(4)]
    drawn = actions.announce(edition=edition, actor=None, announced="Round 1", winners=4)
    moment = timezone.now() - datetime.timedelta(minutes=1)
    type(edition).objects.filter(pk=edition.pk).update(closes_at=moment)
    actions.seal_due()
    found = at_once(
        [
            lambda: actions.draw(draw_id=drawn.pk, actor=None, value="1"),
            *(lambda pk=one.pk: actions.remove(entry_id=pk, actor=None) for one in entries[:2]),
        ]
    )
    assert [one for one in found if isinstance(one, Exception)] == []
    drawn.refresh_from_db()
    assert sorted([*drawn.winners, *drawn.excluded]) == [1, 2, 3, 4]


def test_picks_entries_and_comments_of_one_family_at_once_stop_nobody(series):
    """What is picked or counted of one edition shows on others: no lock of theirs is waited for."""
    editions_there = [make_edition(series, number) for number in (3, 1, 2)]
    picked = [make_entry(edition) for edition in editions_there for _n in range(3)]
    for entry in picked:
        actions.pick(entry_id=entry.pk, actor=None)
    readers = [Blogger() for _n in range(4)]
    forms = [reader.form(editions_there[1]) for reader in readers]
    acts = [
        *(lambda pk=one.pk: actions.remove(entry_id=pk, actor=None) for one in picked[::3]),
        *(lambda pk=one.pk: actions.unpick(entry_id=pk, actor=None) for one in picked[1::3]),
        *(sender(edition, edition.number) for edition in editions_there * 2),
        *(
            lambda n=number: readers[n].comment(editions_there[1], f"No {n}", form_token=forms[n])
            for number in range(4)
        ),
        lambda: type(series).objects.get(pk=series.pk).save_revision().publish(),
    ]
    found = at_once(acts)
    assert [one for one in found if isinstance(one, Exception)] == []
    assert {one.status_code for one in found if hasattr(one, "status_code")} <= {201, 409}
    for edition in editions_there:
        there = LinkUpEntry.objects.filter(edition=edition.pk, status="approved").count()
        assert PageStamp.objects.get(pk=edition.pk).entries == there == 3


def test_deleting_an_edition_while_links_come_orphans_nothing(series):
    edition = make_edition(series, 1)
    acts = [sender(edition, number) for number in range(8)]
    found = at_once([*acts, edition.delete])
    assert not isinstance(found[-1], Exception), found[-1]
    assert {getattr(answer, "status_code", answer) for answer in found[:-1]} <= {201, 404}
    assert not LinkUpEntry.objects.exists()
