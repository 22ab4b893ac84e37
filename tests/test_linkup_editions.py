"""Making editions: ahead of time by the clockwork, or by hand, each week once."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from tests.factories import DAY, edition_model, make_edition, make_series, series_model
from wagtail_parenting.linkups import editions
from wagtail_parenting.linkups.models import EditionSlot

pytestmark = pytest.mark.django_db

NEW_YORK = {
    "zone": "America/New_York",
    "open_weekday": 1,
    "open_time": datetime.time(20, 0),
    "close_weekday": 4,
    "close_time": datetime.time(12, 0),
    "first_day": datetime.date(2026, 10, 1),
    "is_running": True,
}


def at(year, month, day, hour=12):
    return datetime.datetime(year, month, day, hour, tzinfo=datetime.UTC)


def made():
    return list(edition_model().objects.order_by("number"))


def wall(moment):
    return f"{moment.astimezone(zoneinfo.ZoneInfo('America/New_York')):%a %H:%M}"


def test_the_clockwork_makes_the_next_editions(site, now_is):
    now_is(at(2026, 10, 12))
    make_series(site, "Tuesday link-up", **NEW_YORK, editions_ahead=3, first_number=45)
    call_command("parenting_tick")
    found = made()
    assert [edition.number for edition in found] == [45, 46, 47]
    assert [wall(edition.opens_at) for edition in found] == ["Tue 20:00"] * 3
    assert found[0].title == "Tuesday link-up, week 45"
    assert all(edition.live for edition in found)


def test_it_stays_the_same_time_across_the_change_of_clocks(site, now_is):
    now_is(at(2026, 10, 26))
    make_series(site, **NEW_YORK, editions_ahead=2)
    editions.make_due()
    before, after = made()
    assert (wall(before.opens_at), wall(after.opens_at)) == ("Tue 20:00", "Tue 20:00")
    assert after.opens_at - before.opens_at == 7 * DAY + datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        # Tuesdays at 20:00 in New York, before and after each change of 2026 and 2027.
        (at(2026, 3, 2), ["2026-03-04 01:00", "2026-03-11 00:00"]),
        (at(2026, 10, 26), ["2026-10-28 00:00", "2026-11-04 01:00"]),
        (at(2027, 3, 8), ["2027-03-10 01:00", "2027-03-17 00:00"]),
        (at(2027, 11, 1), ["2027-11-03 00:00", "2027-11-10 01:00"]),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_zones_of_the_server_and_of_django_play_no_part(
    site, now_is, settings, server_zone, zone, first, expected
):
    settings.TIME_ZONE = zone
    server_zone(zone)
    now_is(first)
    make_series(site, **{**NEW_YORK, "first_day": datetime.date(2026, 1, 1)}, editions_ahead=2)
    editions.make_due()
    assert [f"{one.opens_at.astimezone(datetime.UTC):%Y-%m-%d %H:%M}" for one in made()] == expected
    days = EditionSlot.objects.order_by("day").values_list("day", flat=True)
    assert [day.weekday() for day in days] == [1, 1]
    assert editions.make_due() == 0


@pytest.mark.parametrize(
    ("now", "values", "opens_at"),
    [
        # 02:30 on the day on which clocks go from 02:00 to 03:00, and from 02:00 to 01:00.
        (at(2026, 3, 6), {"open_time": datetime.time(2, 30)}, "2026-03-08 07:00"),
        (at(2026, 10, 30), {"open_time": datetime.time(1, 30)}, "2026-11-01 05:30"),
        # By half an hour, from 02:00 to 02:30.
        (
            at(2026, 10, 2),
            {"open_time": datetime.time(2, 10), "zone": "Australia/Lord_Howe"},
            "2026-10-03 15:30",
        ),
    ],
)
def test_a_time_that_there_is_not_or_twice_makes_one_edition(site, now_is, now, values, opens_at):
    now_is(now)
    sundays = {"open_weekday": 6, "first_day": now.date()}
    make_series(site, **{**NEW_YORK, **sundays, **values})
    assert (editions.make_due(), editions.make_due()) == (1, 0)
    [edition] = made()
    assert f"{edition.opens_at.astimezone(datetime.UTC):%Y-%m-%d %H:%M}" == opens_at


def test_a_skipped_week_takes_no_number_and_a_deleted_one_keeps_its_own(site, now_is):
    now_is(at(2026, 12, 14))
    make_series(site, **NEW_YORK, skipped_days="2026-12-22\n", first_number=52, editions_ahead=1)
    for day in range(14, 60):
        now_is(at(2026, 12, 1) + (day - 1) * DAY)
        editions.make_due()
        if day == 30:
            made()[-1].delete()
    found = {edition.number: f"{edition.opens_at:%m-%d}" for edition in made()}
    assert found == {52: "12-16", 53: "12-30", 55: "01-13", 56: "01-20", 57: "01-27", 58: "02-03"}


def test_again_makes_nothing_and_a_week_later_the_next(site, now_is):
    now_is(at(2026, 10, 12))
    make_series(site, **NEW_YORK)
    assert (editions.make_due(), editions.make_due()) == (1, 0)
    now_is(at(2026, 10, 15))
    assert (editions.make_due(), editions.make_due()) == (1, 0)
    assert [edition.number for edition in made()] == [1, 2]


def test_numbers_go_on_across_the_new_year(site, now_is):
    now_is(at(2026, 12, 21))
    make_series(site, **NEW_YORK, first_number=52, editions_ahead=3)
    editions.make_due()
    assert [(edition.number, edition.opens_at.year) for edition in made()] == [
        (52, 2026),
        (53, 2026),
        (54, 2027),
    ]


def test_a_deleted_edition_stays_away_and_so_does_its_number(site, now_is):
    now_is(at(2026, 10, 12))
    make_series(site, **NEW_YORK)
    editions.make_due()
    made()[0].delete()
    assert editions.make_due() == 0
    now_is(at(2026, 10, 15))
    editions.make_due()
    assert [edition.number for edition in made()] == [2]


def test_a_week_that_is_left_out_is_not_made(site, now_is):
    now_is(at(2026, 10, 12))
    make_series(site, **NEW_YORK, skipped_days="2026-10-13\n", editions_ahead=1)
    editions.make_due()
    assert [f"{edition.opens_at:%Y-%m-%d}" for edition in made()] == ["2026-10-21"]


def test_they_can_wait_for_their_time_or_for_a_host(site, now_is):
    now_is(timezone.now())
    soon = {**NEW_YORK, "first_day": timezone.now().date()}
    make_series(site, "Scheduled", **soon, edition_publishing="scheduled")
    make_series(site, "Drafts", **soon, edition_publishing="draft")
    editions.make_due()
    scheduled, draft = (
        edition_model().objects.get(title__startswith=name) for name in ("Scheduled", "Drafts")
    )
    assert not scheduled.live
    assert not draft.live
    waiting = Revision.objects.filter(approved_go_live_at__isnull=False)
    assert [revision.object_id for revision in waiting] == [str(scheduled.pk)]


def test_one_made_by_hand_gets_the_next_number_and_its_week_is_made(site, now_is):
    now_is(at(2026, 10, 12))
    series = make_series(site, **NEW_YORK, first_number=45)
    opens_at = at(2026, 10, 14, 0)
    by_hand = make_edition(series, opens_at=opens_at, closes_at=opens_at + DAY)
    assert by_hand.number == 45
    assert EditionSlot.objects.get().day == datetime.date(2026, 10, 13)
    editions.make_due()
    assert [edition.number for edition in made()] == [45]


def test_another_weekday_makes_no_second_edition_of_a_week(site, now_is):
    now_is(at(2026, 10, 14))
    series = make_series(site, **NEW_YORK, editions_ahead=1)
    editions.make_due()
    before = [edition.opens_at for edition in made()]
    series.refresh_from_db()
    series.open_weekday, series.close_weekday = 2, 5
    series.save_revision().publish()
    editions.make_due()
    assert [edition.opens_at for edition in made()] == before
    now_is(at(2026, 10, 22))
    editions.make_due()
    assert wall(made()[-1].opens_at) == "Wed 20:00"


def test_a_new_edition_takes_the_places_that_the_series_says(site, now_is):
    now_is(at(2026, 10, 12))
    series = make_series(site, **NEW_YORK, max_entries=40)
    editions.make_due()
    assert made()[0].max_entries == 40
    by_hand = edition_model()()
    editions.prefill(by_hand, series)
    assert by_hand.max_entries == 40
    assert by_hand.title == f"{series.title}, week 2"


def test_one_that_fails_keeps_no_other_series_from_its_turn(site, now_is, caplog):
    now_is(at(2026, 10, 12))
    broken = make_series(site, "Broken", **NEW_YORK)
    make_series(site, "Fine", **NEW_YORK)
    series_model().objects.filter(pk=broken.pk).update(zone="Nowhere/Land")
    assert editions.make_due() == 1
    assert made()[0].title.startswith("Fine")
    assert "could not be made" in caplog.text


def test_rules_have_the_day_of_their_last_change_as_version(site, now_is):
    now_is(at(2026, 10, 12))
    series = make_series(site, rules="<p>Be kind.</p>")
    assert series.rules_version == "2026-10-12"
    series.rules = "<p>Be kind, and brief.</p>"
    series.save_revision().publish()
    assert series_model().objects.get().rules_version == "2026-10-12-2"
    now_is(at(2026, 10, 20))
    series.save_revision().publish()
    assert series_model().objects.get().rules_version == "2026-10-12-2"
