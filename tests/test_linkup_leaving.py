"""An entry that goes leaves its number, and nothing else anywhere, at once."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from tests.comments import BASE
from tests.factories import (
    DAY,
    edition_model,
    make_edition,
    make_entry,
    make_reader,
    make_series,
    reader_token,
)
from tests.linkups import ENTRIES, LINKUPS, Blogger, numbers, walk
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.actions.leaving import purge
from wagtail_parenting.linkups.models import EntryReport, LinkUpEntry
from wagtail_parenting.linkups.queries import ORDERS
from wagtail_parenting.moderation.retention import history
from wagtail_parenting.readers import actions as readers
from wagtail_parenting.readers import notices
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Notice, Subscription

pytestmark = pytest.mark.django_db

GOING = "Naps that go"
OWNER = "visitor-of-the-blogger"


@pytest.fixture
def series(site):
    return make_series(site)


@pytest.fixture
def edition(series):
    """Five entries, of which number 3 goes: picked, liked, and followed."""
    edition = make_edition(series, 45)
    for number in range(1, 6):
        title = GOING if number == 3 else f"Naps {number}"
        make_entry(edition, title=title, likes=number % 3, clicks=number % 2, owner=OWNER)
    return edition


@pytest.fixture
def following(series, edition):
    return make_edition(series, 46, opens=-DAY)


@pytest.fixture
def entry(edition):
    return LinkUpEntry.objects.get(edition=edition.pk, number=3)


def withdraw(entry, actor):
    actions.withdraw(entry_id=entry.pk, who=Who(OWNER))


def remove(entry, actor):
    actions.remove(entry_id=entry.pk, actor=actor)


def mark_spam(entry, actor):
    actions.mark_spam(entry_id=entry.pk, actor=actor)


def hold(entry, actor):
    actions.hold(entry_id=entry.pk, actor=actor)


def report(entry, actor):
    for number in range(9):
        actions.report(
            entry_id=entry.pk,
            who=Who(f"reader-{number}"),
            reason="spam",
            text="",
            address=f"192.0.2.{number}",
        )
        entry.refresh_from_db()
        if not entry.is_approved:
            return


def erase(entry, actor):
    LinkUpEntry.objects.exclude(pk=entry.pk).update(owner="someone else")
    readers.erase(who=Who(OWNER))


ways = pytest.mark.parametrize("go", [withdraw, remove, mark_spam, hold, report, erase])


def addresses(series, edition, following, entry):
    """Everything that shows the entry, or counts it."""
    yield from (f"{LINKUPS}{edition.pk}/entries/?order={order}" for order in ORDERS)
    yield from (f"{ENTRIES}{entry.pk}/", f"/api/v2/linkup_entries/{entry.pk}/")
    yield from ("/api/v2/linkup_entries/", f"/api/v2/linkup_entries/?edition={edition.pk}")
    for page in (edition, following, series):
        yield f"{BASE}resolve/?page={page.pk}"
        yield f"/api/v3/pages/{page.pk}/"
        yield f"/api/v2/pages/{page.pk}/?fields=*"
    yield f"/api/v2/pages/?type={edition_model()._meta.label}&fields=*"
    yield from (f"{LINKUPS}current/", f"{LINKUPS}editions/")


@ways
def test_nothing_shows_or_counts_it_any_more(
    client, series, edition, following, entry, admin_user, now_is, go
):
    now_is(timezone.now())  # likes and clicks are counted anew each minute
    actions.pick(entry_id=entry.pk, actor=admin_user)
    asked = list(addresses(series, edition, following, entry))
    before = {address: client.get(address) for address in asked}
    assert all(answer.status_code == 200 for answer in before.values())
    shown = [address for address, answer in before.items() if GOING in answer.text]
    # Lists, itself and lists in both APIs; the edition resolved, and what search engines read of
    # it; the picks of the next one.
    assert len(shown) == len(ORDERS) + 4 + 1 + 2 + 4, shown

    go(entry, admin_user)

    for address in asked:
        etag = before[address].get("ETag")
        after = client.get(address, headers={"If-None-Match": etag} if etag else {})
        assert GOING not in after.text, address
        gone = after.status_code == 404 and f"/{entry.pk}/" in address
        assert gone or after.content != before[address].content, address
        assert gone or after.status_code == 200, address
    assert client.get(f"{ENTRIES}{entry.pk}/visit/").status_code == 404
    listed = Blogger().entries(edition)
    assert (listed["count"], numbers(listed)) == (4, [1, 2, 4, 5])
    assert client.get(f"/api/v3/pages/{edition.pk}/").json()["entry_count"] == 4
    assert client.get(f"/api/v3/pages/{following.pk}/").json()["picks"] == []
    assert client.get("/api/v2/linkup_entries/").json()["meta"]["total_count"] == 4
    cards = client.get(f"{LINKUPS}editions/").json()["items"]
    assert {card["number"]: card["entry_count"] for card in cards} == {45: 4, 46: 0}
    assert PageStamp.objects.get(pk=edition.pk).entries == 4


@ways
@pytest.mark.parametrize("order", ORDERS)
def test_a_walk_that_had_begun_goes_on_without_it(edition, entry, admin_user, go, order):
    walked = walk(Blogger(), edition, order=order, seed=7) if order == "random" else None
    first = Blogger().entries(edition, order=order, limit=1, seed=7)
    go(entry, admin_user)
    found, cursor = numbers(first), first["next"]
    while cursor:
        listed = Blogger().entries(edition, order=order, limit=1, seed=7, cursor=cursor)
        found, cursor = found + numbers(listed), listed["next"]
    rest = [number for number in found if number != 3]
    assert sorted(rest) == [1, 2, 4, 5]
    assert found.count(3) == (numbers(first) == [3])
    if walked is not None:
        assert rest == [number for number in walked if number != 3]


@ways
def test_its_number_stays_empty_and_is_not_given_again(edition, entry, admin_user, go):
    go(LinkUpEntry.objects.get(edition=edition.pk, number=5), admin_user)
    assert make_entry(edition).number == 6
    assert numbers(Blogger().entries(edition)) == [1, 2, 3, 4, 6] or go is erase


@ways
def test_it_is_not_drawn(client, edition, entry, admin_user, go):
    drawn = actions.announce(edition=edition, actor=admin_user, announced="Round 1", winners=9)
    later = actions.announce(
        edition=edition, actor=admin_user, announced="Round 2", winners=9, reason="Again"
    )
    go(entry, admin_user)
    moment = timezone.now() - datetime.timedelta(minutes=1)
    type(edition).objects.filter(pk=edition.pk).update(closes_at=moment)
    actions.seal_due()
    url = f"{LINKUPS}{edition.pk}/draws/"
    assert [item["pool"]["numbers"] for item in client.get(url).json()["items"]] == [
        [1, 2, 4, 5],
        [1, 2, 4, 5],
    ]
    actions.draw(draw_id=drawn.pk, actor=admin_user, value="1")
    # Of what goes between closing and drawing, the record says that it went.
    number_two = LinkUpEntry.objects.get(edition=edition.pk, number=2)
    actions.remove(entry_id=number_two.pk, actor=admin_user)
    actions.draw(draw_id=later.pk, actor=admin_user, value="2")
    first, second = client.get(url).json()["items"]
    assert sorted(first["winners"]) == [1, 2, 4, 5]
    assert (second["excluded"], sorted(second["winners"])) == ([2], [1, 4, 5])


@ways
def test_the_calendar_never_had_it(client, series, edition, entry, admin_user, go):
    texts = {
        client.get(f"{LINKUPS}{page.pk}/calendar.ics").content.replace(b"\r\n ", b"")
        for page in (series, edition)
    }
    assert not any(GOING.encode() in text or entry.url.encode() in text for text in texts)
    go(entry, admin_user)
    assert {
        client.get(f"{LINKUPS}{page.pk}/calendar.ics").content.replace(b"\r\n ", b"")
        for page in (series, edition)
    } == texts


def test_to_its_blogger_it_is_gone_too(edition):
    reader = make_reader("anna@example.org", name="Anna")
    anna = Blogger(token=reader_token(reader))
    mine = make_entry(edition, reader=reader, title="Mine")
    url = f"{ENTRIES}{mine.pk}/"
    assert anna.get(url).json()["is_own"] is True
    assert anna.send("DELETE", url).status_code == 204
    assert anna.get(url).status_code == 404
    assert 6 not in numbers(anna.entries(edition))
    assert anna.get(f"{BASE}readers/me/").json()["entries"] == []
    for method, path in (("PATCH", url), ("POST", f"{url}recheck/"), ("POST", f"{url}like/")):
        body = {"title": "x"} if method == "PATCH" else None
        assert anna.send(method, path, body).status_code == 404, path


def test_a_place_becomes_free_again(client, edition, entry, admin_user):
    type(edition).objects.filter(pk=edition.pk).update(max_entries=5)
    edition.refresh_from_db()
    edition.save()
    assert client.get(f"/api/v3/pages/{edition.pk}/").json()["state"] == "closed"
    actions.remove(entry_id=entry.pk, actor=admin_user)
    assert client.get(f"/api/v3/pages/{edition.pk}/").json()["state"] == "open"
    assert Blogger().form_of(edition)["open"] is True


@pytest.mark.parametrize("verb", ["approve", "restore", "pick", "remove", "mark_spam"])
def test_what_was_emptied_does_not_come_back(edition, entry, admin_user, verb):
    """Long after it was removed nothing is kept of it but its number."""
    actions.remove(entry_id=entry.pk, actor=admin_user)
    LinkUpEntry.objects.filter(pk=entry.pk).update(decided_at=timezone.now() - 9000 * DAY)
    assert purge()["entries"] == 1
    with pytest.raises(NotFound):
        getattr(actions, verb)(entry_id=entry.pk, actor=admin_user)
    assert numbers(Blogger().entries(edition)) == [1, 2, 4, 5]


def test_nor_do_reasons_reports_and_the_log_keep_its_words(entry, admin_user):
    report = EntryReport.objects.create(entry=entry, reporter="r", reason="spam", text="Of Anna")
    LinkUpEntry.objects.update(reasons=[{"reason": "blocked_word", "detail": "anna"}])
    actions.amend(entry_id=entry.pk, actor=admin_user, title="Naps")
    actions.remove(entry_id=entry.pk, actor=admin_user)
    LinkUpEntry.objects.filter(pk=entry.pk).update(decided_at=timezone.now() - 9000 * DAY)
    purge()
    entry.refresh_from_db()
    report.refresh_from_db()
    assert (entry.reasons, report.text) == ([], "")
    assert [kept.data for kept in history(LinkUpEntry)] == [{}, {}]


def test_words_that_a_host_replaced_are_forgotten_as_long_after(entry, admin_user):
    actions.amend(entry_id=entry.pk, actor=admin_user, title="Naps")
    assert purge()["originals"] == 0
    assert history(LinkUpEntry).get().data == {"before": GOING}
    history(LinkUpEntry).update(timestamp=timezone.now() - 31 * DAY)
    assert purge()["originals"] == 1
    assert history(LinkUpEntry).get().data == {}
    entry.refresh_from_db()
    assert entry.title == "Naps"


@pytest.mark.parametrize("what", ["edition", "series"])
def test_nobody_waits_for_news_of_what_was_deleted(site, series, edition, entry, what):
    reader = make_reader()
    stays = make_edition(make_series(site, "Other"), 1)
    other = make_entry(stays)
    of_it = [f"entry-{entry.pk}"] + [f"series-{series.pk}"] * (what == "series")
    topics = {f"entry-{entry.pk}", f"series-{series.pk}", f"entry-{other.pk}", f"thread-{entry.pk}"}
    for topic in topics:
        Subscription.objects.create(reader=reader, topic=topic)
    subjects = {
        "entry_approved": [entry.pk, other.pk],
        "edition_opens": [edition.pk, stays.pk],
        "edition_closed": [f"{edition.pk}-20260101", f"{edition.pk}1-20260101"],
    }
    for kind, of_kind in subjects.items():
        for subject in of_kind:
            notices.add(kind, site=site, reader=reader, subject=str(subject))
    (edition if what == "edition" else series).delete()
    assert set(Subscription.objects.values_list("topic", flat=True)) == topics - set(of_it)
    left = {(kind, str(of_kind[1])) for kind, of_kind in subjects.items()}
    assert set(Notice.objects.values_list("kind", "subject")) == left
