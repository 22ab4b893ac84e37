"""Moderating link-ups in Wagtail's admin: the queue, one entry, an edition's picks and draws, its
numbers, and who sees what."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import DAY, make_edition, make_entry, make_reader, make_series, make_user
from tests.linkups import LINKUPS, Blogger
from tests.test_comment_admin import entered, member, words
from wagtail_parenting.linkups import actions, draws
from wagtail_parenting.linkups.models import Draw, EntryReport, LinkUpEntry
from wagtail_parenting.moderation.models import BlockEntry, Refusal
from wagtail_parenting.moderation.pipeline import reason
from wagtail_parenting.readers.identity import Who

pytestmark = pytest.mark.django_db

LIST = "parenting_entries:list"
DETAIL = "parenting_entries:detail"
EDITION = "parenting_entries:edition"
STATISTICS = "parenting_entries:statistics"


@pytest.fixture
def admin(db):
    return entered(make_user("admin"))


@pytest.fixture
def moderator(db):
    return entered(member("moderator"))


@pytest.fixture
def series(site):
    return make_series(site)


@pytest.fixture
def edition(series):
    return make_edition(series, 45)


@pytest.fixture
def elsewhere(site):
    return make_edition(make_series(site, "Play link-up"), 7)


@pytest.fixture
def sleeper(series):
    """Moderates the series of ``edition``, not that of ``elsewhere``."""
    return entered(member("sleeper", series))


def held(edition, url=None, *, reasons=("newcomer",), **values):
    kept = [reason(*each) if isinstance(each, tuple) else reason(each) for each in reasons]
    return make_entry(edition, url, status="held", reasons=kept, **values)


def listed(client, **query):
    answer = client.get(reverse(LIST), query)
    assert answer.status_code == 200, answer
    return [row.item.pk for row in answer.context["rows"]]


def act(client, verb, *entries, **more):
    ids = [entry.pk for entry in entries]
    url = reverse("parenting_entries:act")
    return client.post(url, {"act": verb, "ticked": ids, **more})


def do(client, entry, verb, **form):
    return client.post(reverse(DETAIL, args=[entry.pk]), {"do": verb, **form})


def desk(client, edition, verb, **form):
    return client.post(reverse(EDITION, args=[edition.pk]), {"do": verb, **form})


def status(entry):
    return LinkUpEntry.objects.get(pk=entry.pk).status


def logged(entry):
    kept = ModelLogEntry.objects.filter(object_id=str(entry.pk), content_type__model="linkupentry")
    return [each.action.removeprefix("parenting.entry.") for each in kept.order_by("pk")]


# --- The queue ------------------------------------------------------------------------------------


def test_moderators_see_what_waits_in_their_part_of_the_site(admin, sleeper, edition, elsewhere):
    here, there = held(edition), held(elsewhere)
    make_entry(edition)
    assert listed(admin) == [here.pk, there.pk]
    assert listed(sleeper) == [here.pk]
    assert sleeper.get(reverse(DETAIL, args=[there.pk])).status_code == 404
    assert act(sleeper, "approve", there).status_code == 404
    assert status(there) == "held"


@pytest.mark.parametrize("name", [LIST, STATISTICS])
def test_an_editor_without_the_permission_sees_nothing(edition, name):
    editor = entered(member("editor", permissions=()))
    answer = editor.get(reverse(name))
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))


def test_rows_show_the_link_its_words_the_reasons_and_the_evidence(admin, edition):
    held(
        edition,
        "https://anna.example.com/naps/",
        title="Naps without tears",
        found_blog="Anna’s kitchen table",
        description="What we do at two.",
        sponsored=True,
        sensitive=True,
        backlink="missing",
        reasons=("newcomer", "no_backlink"),
    )
    page = admin.get(reverse(LIST)).text
    for shown in (
        "Naps without tears",
        "https://anna.example.com/naps/",
        "What we do at two.",
        "Anna’s kitchen table",
        "Newcomer",
        "Does not link back",
        "Sponsored",
        "Sensitive",
        "Missing",
    ):
        assert shown in page, shown


def test_ticked_entries_are_acted_upon_at_once_and_it_can_be_undone(moderator, edition):
    entries = [held(edition) for _ in range(3)]
    act(moderator, "approve", *entries)
    assert [status(entry) for entry in entries] == ["approved"] * 3
    assert "3 entries were approved." in words(moderator)
    was = [f"{entry.pk}-held" for entry in entries]
    moderator.post(reverse("parenting_entries:undo"), {"was": was})
    assert [status(entry) for entry in entries] == ["held"] * 3
    assert logged(entries[0]) == ["approve", "hold"]


def test_without_a_tick_nothing_happens_and_it_is_said(moderator, edition):
    held(edition)
    act(moderator, "approve")
    assert "Tick the entries first." in words(moderator)


def test_what_its_blogger_took_back_meanwhile_is_left_alone(moderator, edition):
    entry = held(edition, owner="someone")
    actions.withdraw(entry_id=entry.pk, who=Who("someone"))
    act(moderator, "approve", entry)
    assert status(entry) == "withdrawn"
    assert "1 entry was withdrawn by its blogger." in words(moderator)


def test_filters_and_search(admin, edition, elsewhere):
    one = held(edition, title="Naps", backlink="found")
    other = held(elsewhere, title="Mud", backlink="missing", sponsored=True)
    assert listed(admin, page=edition.pk) == [one.pk]
    assert listed(admin, section=elsewhere.get_parent().pk) == [other.pk]
    assert listed(admin, backlink="missing") == [other.pk]
    assert listed(admin, sponsored="true") == [other.pk]
    assert listed(admin, q="mud") == [other.pk]
    assert listed(admin, q=one.url[8:20]) == [one.pk]
    approved = make_entry(edition, picked_at=timezone.now())
    make_entry(edition)
    assert listed(admin, status="approved", picked="true") == [approved.pk]


def test_the_list_is_as_fast_for_fifty_as_for_one(admin, edition):
    def row():
        other = make_entry(edition)
        held(
            edition,
            reasons=(("duplicate_link", f"#{other.number}"),),
            reader=make_reader(f"{other.pk}@x.org"),
        )

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            admin.get(reverse(LIST))
        return len(captured)

    row()
    queries()
    for_one = queries()
    for _ in range(49):
        row()
    assert queries() == for_one


# --- One entry ------------------------------------------------------------------------------------


def test_two_that_lead_to_the_same_page_stand_side_by_side(moderator, edition):
    first = make_entry(edition, "https://anna.example.com/naps/", title="Naps")
    second = held(
        edition,
        "https://short.example.net/x",
        title="Naps, again",
        reasons=(("duplicate_link", f"#{first.number}"),),
    )
    assert "Leads to the same page as number 1: compare them" in moderator.get(reverse(LIST)).text
    page = moderator.get(reverse(DETAIL, args=[second.pk]))
    assert [row.item.pk for row in page.context["side_by_side"]] == [second.pk, first.pk]
    assert first.url in page.text
    do(moderator, second, "approve")
    assert [status(first), status(second)] == ["approved", "approved"]


def test_others_of_the_same_site_are_named(moderator, edition, elsewhere):
    entry = held(edition, "https://anna.example.com/one/")
    same = make_entry(edition, "https://anna.example.com/two/", title="Two")
    make_entry(elsewhere, "https://anna.example.com/three/", title="Three")
    page = moderator.get(reverse(DETAIL, args=[entry.pk]))
    assert [other.pk for other in page.context["neighbours"]] == [same.pk]


def test_the_evidence_of_the_link_back_is_shown(moderator, edition):
    entry = held(
        edition,
        backlink="found",
        backlink_url="https://www.example.com/week-45/",
        backlink_rel="nofollow",
    )
    page = moderator.get(reverse(DETAIL, args=[entry.pk])).text
    assert "https://www.example.com/week-45/" in page
    assert 'rel="nofollow"' in page


def test_a_page_can_be_looked_at_again(moderator, edition, queued):
    entry = make_entry(edition, backlink="blocked", visit_tries=4)
    do(moderator, entry, "look_again")
    entry.refresh_from_db()
    assert entry.visit_tries == 0
    assert logged(entry) == ["look_again"]


def test_a_host_mends_what_is_shown_and_the_old_words_stay_in_the_history(moderator, edition):
    entry = make_entry(edition, title="BUY NOW", blog="Anna", picture="parenting/x.webp")
    form = {
        "amend-title": "Naps",
        "amend-blog": "Anna",
        "amend-description": "",
        "amend-sponsored": "on",
        "amend-without_picture": "on",
    }
    do(moderator, entry, "amend", **form)
    entry.refresh_from_db()
    assert (entry.title, entry.sponsored, entry.picture.name) == ("Naps", True, "")
    assert logged(entry) == ["amend"]
    assert "BUY NOW" in moderator.get(reverse(DETAIL, args=[entry.pk])).text
    (shown,) = Blogger().entries(edition)["items"]
    assert (shown["title"], shown["picture"]) == ("Naps", None)
    page = do(moderator, entry, "amend", **{**form, "amend-title": "x" * 300})
    assert "Nothing was done" in page.text
    do(moderator, entry, "amend", **form)
    assert logged(entry) == ["amend"]


def test_picking_and_unpicking(moderator, edition):
    entry = make_entry(edition)
    do(moderator, entry, "pick")
    entry.refresh_from_db()
    assert entry.picked_at
    do(moderator, entry, "unpick")
    entry.refresh_from_db()
    assert entry.picked_at is None
    assert logged(entry) == ["pick", "unpick"]


def test_reports_are_shown_without_those_who_reported_and_settled(moderator, edition):
    entry = make_entry(edition)
    actions.report(
        entry_id=entry.pk,
        who=Who(visitor="tattler"),
        reason="broken",
        text="It leads nowhere.",
        address="192.0.2.7",
    )
    assert listed(moderator, status="reported") == [entry.pk]
    page = moderator.get(reverse(DETAIL, args=[entry.pk])).text
    assert "It leads nowhere." in page
    assert "The link is broken" in page
    assert "tattler" not in page
    do(moderator, entry, "clear_reports")
    assert not EntryReport.objects.filter(resolved_at=None).exists()
    assert listed(moderator, status="reported") == []
    assert status(entry) == "approved"


def test_a_sender_is_blocked_without_her_address_being_seen(moderator, edition):
    reader = make_reader("pest@example.net")
    entry = held(edition, "https://pest.example.net/buy/", reader=reader, ip_key="hash")
    page = moderator.get(reverse(DETAIL, args=[entry.pk])).text
    assert "pest@example.net" not in page
    form = {
        "block-what": ["email", "connection", "domain:example.net"],
        "block-effect": "spam",
        "block-days": "7",
        "block-note": "",
    }
    do(moderator, entry, "block_spam", **form)
    kinds = BlockEntry.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["connection", "domain", "email"]
    assert status(entry) == "spam"
    assert logged(entry) == ["block", "spam"]


def test_from_the_queue_an_act_leads_to_the_next_that_waits(moderator, edition):
    first, second = held(edition), held(edition)
    answer = do(moderator, first, "approve", queue="status=held")
    assert reverse(DETAIL, args=[second.pk]) in answer["Location"]


HOSTILE = '<img src=x onerror="alert(1)">'


def test_hostile_words_are_inert_everywhere(admin, edition):
    entry = held(
        edition,
        title=HOSTILE,
        blog=HOSTILE,
        name=HOSTILE,
        description=HOSTILE,
        found_title=HOSTILE,
        found_description=HOSTILE,
        backlink="found",
        backlink_url="javascript:alert(1)",
    )
    shown = make_entry(edition, title=HOSTILE, blog=HOSTILE)
    actions.announce(edition=edition, actor=None, announced=HOSTILE)
    for url in (
        reverse(LIST),
        reverse(DETAIL, args=[entry.pk]),
        reverse(DETAIL, args=[shown.pk]),
        reverse(EDITION, args=[edition.pk]),
        reverse("wagtailadmin_home"),
    ):
        page = admin.get(url).text
        assert "<img src=x" not in page, url
        assert 'href="javascript:' not in page, url


# --- Spreadsheets and numbers ---------------------------------------------------------------------


def exported(client, name=LIST, **query):
    answer = client.get(reverse(name), {"export": "csv", **query})
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


def test_the_export_holds_what_is_filtered_and_no_formula(moderator, edition, elsewhere):
    entry = held(edition, title="=1+1", name="Anna", backlink="missing")
    held(elsewhere)
    (row,) = exported(moderator, page=edition.pk)
    assert row["Title"] == "'=1+1"
    assert row["Link"] == entry.url
    assert row["Edition"] == edition.title
    assert row["Link back"] == "Missing"
    assert "E-mail address" not in row
    answer = moderator.get(reverse(LIST), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet.max_row == 3


def test_addresses_are_for_those_with_the_permission(edition):
    held(edition, reader=make_reader("anna@example.org"))
    sees = entered(member("seer", permissions=("moderate_readercomment", "see_reader_addresses")))
    (row,) = exported(sees)
    assert row["E-mail address"] == "anna@example.org"
    assert "anna@example.org" in sees.get(reverse(LIST)).text


def test_the_numbers_of_editions_tell_who_came_again(moderator, series):
    before = make_edition(series, 44, opens=-9 * DAY)
    edition = make_edition(series, 45)
    anna, berta = make_reader("anna@example.org"), make_reader("berta@example.org")
    make_entry(before, reader=anna)
    make_entry(before, "https://carla.example.net/x/")
    make_entry(edition, reader=anna, likes=3, clicks=5)
    make_entry(edition, reader=anna, likes=1)
    make_entry(edition, "https://carla.example.net/y/")
    make_entry(edition, reader=berta)
    held(edition)
    rows = {row["Number"]: row for row in exported(moderator, STATISTICS)}
    row = rows["45"]
    assert {name: row[name] for name in ("Entries", "Waiting", "Likes", "Clicks")} == {
        "Entries": "4",
        "Waiting": "1",
        "Likes": "4",
        "Clicks": "5",
    }
    assert (row["Bloggers"], row["Of them again"], row["State"]) == ("3", "2", "Open")
    assert (rows["44"]["Bloggers"], rows["44"]["Of them again"]) == ("2", "0")


def test_hosts_read_the_state_that_everyone_reads(client, moderator, series, now_is):
    """By the database’s clock, and closed where it is full."""
    full = make_edition(series, 44, max_entries=1)
    make_entry(full)
    roomy = make_edition(series, 45, max_entries=2)
    make_entry(roomy)
    later = make_edition(series, 46, opens=2 * DAY)
    for moment, states in [
        (None, {full: "Closed", roomy: "Open", later: "Upcoming"}),
        (later.opens_at + DAY, {full: "Closed", roomy: "Closed", later: "Open"}),
    ]:
        if moment is not None:
            now_is(moment)
        rows = {row["Number"]: row["State"] for row in exported(moderator, STATISTICS)}
        for edition, state in states.items():
            assert rows[str(edition.number)] == state
            page = moderator.get(reverse(EDITION, args=[edition.pk]))
            assert page.context["page_subtitle"] == state
            public = client.get(f"/api/v3/pages/{edition.pk}/").json()["state"]
            assert public == state.lower()


def test_a_moderator_of_one_series_sees_its_numbers_alone(sleeper, edition, elsewhere):
    assert [row["Edition"] for row in exported(sleeper, STATISTICS)] == [edition.title]
    assert sleeper.get(reverse(EDITION, args=[elsewhere.pk])).status_code == 404


def test_the_numbers_cost_the_same_for_many_editions(moderator, series):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert moderator.get(reverse(STATISTICS)).status_code == 200
        return len(captured)

    make_entry(make_edition(series, 1))
    queries()
    for_one = queries()
    for number in range(2, 12):
        make_entry(make_edition(series, number))
    assert queries() == for_one


# --- The desk of an edition -----------------------------------------------------------------------


def test_a_host_picks_from_the_most_liked(moderator, edition):
    quiet, loved = make_entry(edition), make_entry(edition, likes=9)
    held(edition)
    page = moderator.get(reverse(EDITION, args=[edition.pk]))
    assert [entry.pk for entry in page.context["entries"]] == [loved.pk, quiet.pk]
    answer = desk(moderator, edition, f"pick-{loved.pk}")
    assert answer["Location"].endswith(f"#entry-{loved.pk}")
    assert f"Number {loved.number} is picked." in words(moderator)
    assert LinkUpEntry.objects.get(pk=loved.pk).picked_at
    desk(moderator, edition, f"unpick-{loved.pk}")
    assert LinkUpEntry.objects.get(pk=loved.pk).picked_at is None


def test_picks_come_from_this_edition_alone(moderator, edition, elsewhere):
    other = make_entry(elsewhere)
    assert desk(moderator, edition, f"pick-{other.pk}").status_code == 404
    assert LinkUpEntry.objects.get(pk=other.pk).picked_at is None


def test_what_is_not_approved_cannot_be_picked(moderator, edition):
    entry = held(edition)
    desk(moderator, edition, f"pick-{entry.pk}")
    assert "Only an approved entry can be picked." in words(moderator)


@pytest.mark.parametrize("verb", ["", "explode", "pick-x", "pick-", f"pick-{'9' * 30}", "draw"])
def test_what_no_button_of_the_desk_sends_is_not_there(moderator, edition, verb):
    assert desk(moderator, edition, verb).status_code == 404


def test_a_draw_from_the_announcement_to_the_winners(moderator, series):
    edition = make_edition(series, 45)
    entries = [make_entry(edition) for _ in range(5)]
    announce = {"announce-announced": "drand, round 21345678", "announce-winners": "2"}
    assert desk(moderator, edition, "announce", **announce).status_code == 302
    assert "The draw is announced" in words(moderator)
    assert desk(moderator, edition, "draw", **{"draw-value": "abc"}).status_code == 404
    draw = Draw.objects.get()
    assert draw.sealed_at is None

    edition.closes_at = timezone.now() - DAY / 24
    edition.save_revision().publish()
    actions.seal_due()
    answer = desk(moderator, edition, "draw", **{"draw-value": " "})
    assert "This field is required" in answer.text
    desk(moderator, edition, "draw", **{"draw-value": "F00D"})
    draw.refresh_from_db()
    numbers = [entry.number for entry in entries]
    assert draw.winners == draws.winners(draw.pool_hash, "f00d", numbers, count=2)
    page = moderator.get(reverse(EDITION, args=[edition.pk]))
    assert [entry.number for entry in page.context["draws"][0][1]] == draw.winners
    (public,) = Blogger().get(f"{LINKUPS}{edition.pk}/draws/").json()["items"]
    assert public["winners"] == draw.winners


def test_a_second_draw_needs_its_reason(moderator, edition):
    edition.closes_at = timezone.now() - DAY / 24
    edition.save_revision().publish()
    make_entry(edition)
    announce = {"announce-announced": "round 1", "announce-winners": "1"}
    desk(moderator, edition, "announce", **announce)
    desk(moderator, edition, "draw", **{"draw-value": "abc"})
    answer = desk(moderator, edition, "announce", **announce)
    assert "Say why it is drawn again" in answer.text
    assert Draw.objects.count() == 1
    again = {**announce, "announce-announced": "round 2", "announce-reason": "Nobody answered."}
    desk(moderator, edition, "announce", **again)
    assert Draw.objects.count() == 2


def test_the_editor_of_an_edition_leads_to_its_entries_and_its_desk(admin, edition):
    held(edition)
    make_entry(edition)
    page = admin.get(reverse("wagtailadmin_pages:edit", args=[edition.pk])).text
    assert "1 link can be seen in this edition." in page
    assert "1 waits for a moderator." in page
    assert reverse(EDITION, args=[edition.pk]) in page


# --- The way there --------------------------------------------------------------------------------


def test_the_dashboard_shows_what_waits_and_what_was_turned_away(moderator, edition):
    held(edition, title="Naps")
    Refusal.objects.create(
        kind="entry", reason="duplicate_entry", day=timezone.now().date(), count=4
    )
    page = moderator.get(reverse("wagtailadmin_home")).text
    assert "1 link waits for you." in page
    assert "The link was there already: 4" in page


def test_a_site_without_link_ups_has_no_panel_of_them(moderator, site):
    assert "No link waits for you" not in moderator.get(reverse("wagtailadmin_home")).text


def test_the_menu_counts_what_waits(moderator, edition):
    held(edition)
    page = moderator.get(reverse("wagtailadmin_home")).text
    assert "Link-ups: 1 waits" in page
