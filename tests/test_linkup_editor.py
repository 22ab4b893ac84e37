"""A host makes a series and an edition in the editor."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from tests.factories import (
    edition_model,
    make_edition,
    make_entry,
    make_section,
    make_series,
    make_user,
    series_model,
)
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.linkups.models import EditionSlot, LinkUpEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(client, site):
    client.force_login(make_user("host"))
    return client


def add(model, parent):
    meta = model._meta
    return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])


def series_data(**values):
    return nested_form_data(
        {
            "title": "Tuesday link-up",
            "slug": "tuesday-link-up",
            "rules": rich_text("<p>Be kind.</p>"),
            "hosts": inline_formset([]),
            "zone": "Europe/Berlin",
            "open_weekday": "1",
            "open_time": "08:00",
            "close_weekday": "4",
            "close_time": "20:00",
            "every_weeks": "1",
            "first_day": "2026-11-01",
            "is_running": "on",
            "editions_ahead": "2",
            "edition_publishing": "ahead",
            "edition_title": "{series}, week {number}",
            "first_number": "45",
            "entries_per_blogger": "3",
            "entries_per_domain": "3",
            "backlinks": "none",
            "entry_approval": "",
            "action-publish": "1",
            **values,
        }
    )


def test_a_host_makes_a_series(host, site):
    parent = make_section(site, "Together")
    shown = host.get(add(series_model(), parent))
    assert shown.status_code == 200
    assert "Europe/Berlin" in shown.content.decode()
    answer = host.post(add(series_model(), parent), series_data())
    assert answer.status_code == 302, answer.context["form"].errors
    series = series_model().objects.get()
    assert (series.live, series.zone, series.rules_version != "") == (True, "Europe/Berlin", True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Europe/Atlantis"),
        ("edition_title", "{week}"),
        ("skipped_days", "next Tuesday"),
        ("every_weeks", "0"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(host, site, field, value):
    answer = host.post(
        add(series_model(), make_section(site, "Together")), series_data(**{field: value})
    )
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not series_model().objects.exists()


def test_a_day_to_leave_out_is_one_on_which_something_opens(host, site):
    parent, today = make_section(site, "Together"), timezone.now().date()
    tuesday = today + datetime.timedelta(days=14 + (1 - today.weekday()) % 7)
    past, wednesday = "2026-01-01", tuesday + datetime.timedelta(days=1)
    skipped = f"{past}\n{tuesday}\n\n{wednesday}"
    answer = host.post(add(series_model(), parent), series_data(skipped_days=skipped))
    [message] = answer.context["form"].errors["skipped_days"]
    assert message == f"Nothing opens on {wednesday}: leave out a day of the schedule."
    skipped = f"{past}\n{tuesday}\n"
    answer = host.post(add(series_model(), parent), series_data(skipped_days=skipped))
    assert answer.status_code == 302, answer.context["form"].errors


def test_a_new_edition_begins_with_the_times_of_the_next_week(host, site):
    series = make_series(site, zone="America/New_York", open_time=datetime.time(20), open_weekday=1)
    shown = host.get(add(edition_model(), series))
    assert shown.status_code == 200
    opens_at = shown.context["form"].instance.opens_at
    local = opens_at.astimezone(zoneinfo.ZoneInfo("America/New_York"))
    assert (local.weekday(), local.hour) == (1, 20)


def edition_data(**values):
    return nested_form_data(
        {
            "title": "Week 1",
            "slug": "week-1",
            "opens_at": "2026-12-01 08:00",
            "closes_at": "2026-12-04 08:00",
            "comments_mode": "open",
            "comments_close_after_days": "60",
            "action-publish": "1",
            **values,
        }
    )


def test_it_closes_after_it_has_opened(host, site):
    data = edition_data(closes_at="2026-12-01 08:00")
    answer = host.post(add(edition_model(), make_series(site)), data)
    assert "closes_at" in answer.context["form"].errors


def test_two_editions_of_a_series_have_two_numbers(host, site):
    series = make_series(site)
    first = make_edition(series, 45)
    make_edition(make_series(site, "Other"), 46)
    answer = host.post(add(edition_model(), series), edition_data(number="45"))
    [message] = answer.context["form"].errors["number"]
    assert message == "Another link-up of the series has the number 45."
    answer = host.post(add(edition_model(), series), edition_data(number="46"))
    assert answer.status_code == 302, answer.context["form"].errors
    own = reverse("wagtailadmin_pages:edit", args=[first.pk])
    assert host.post(own, edition_data(slug="first", number="45")).status_code == 302
    answer = host.post(own, edition_data(slug="first", number="46"))
    assert "number" in answer.context["form"].errors


def test_a_deleted_series_takes_everything_along(site):
    series = make_series(site)
    edition = make_edition(series, 1)
    make_entry(edition)
    series_model().objects.get(pk=series.pk).delete()
    assert not LinkUpEntry.objects.exists()
    assert not EditionSlot.objects.exists()
    assert not PageStamp.objects.filter(pk=edition.pk).exists()


def test_a_copy_gets_a_number_of_its_own_and_no_entries(site):
    series = make_series(site)
    edition = make_edition(series, 1)
    make_entry(edition)
    copy = edition.copy(update_attrs={"slug": "copy"})
    assert edition_model().objects.get(pk=copy.pk).number == 2
    assert LinkUpEntry.objects.filter(edition=copy.pk).count() == 0
