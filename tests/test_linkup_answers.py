"""Every answer that the OpenAPI document names for link-ups, driven and held to it."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from tests.documented_answers import DocumentedAnswers
from tests.factories import (
    DAY,
    make_edition,
    make_entry,
    make_reader,
    make_series,
    make_token,
    make_user,
    reader_token,
)
from tests.linkups import ENTRIES, LINKUPS, Blogger
from wagtail_parenting.linkups import actions

pytestmark = pytest.mark.django_db

NO_WAITING = {"FORM_MIN_SECONDS": 0, "ENTRIES_PER_MINUTE": 1000}
WRITTEN = {"url": "https://bea.example.com/naps/", "name": "Bea", "email": "bea@example.org"}


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = NO_WAITING


@pytest.fixture
def series(site):
    return make_series(site, rules="<p>Be kind.</p>", entry_approval="none", backlinks="asked")


@pytest.fixture
def edition(series):
    return make_edition(series, 45)


@pytest.fixture
def ask(db):
    return DocumentedAnswers()


def filled(blogger, edition, **fields):
    """What a form sends."""
    form = blogger.form_of(edition)
    return {
        **WRITTEN,
        "form_token": form["form_token"],
        "rules_version": form["rules_version"],
        **fields,
    }


def test_every_documented_answer_is_given_and_valid(ask, series, edition, settings):
    stranger, broken, lost = Blogger(), Blogger(token="broken"), Blogger(bearer="broken")
    other = Blogger(token=reader_token(make_reader("cleo@example.org", name="Cleo")))
    team = Blogger(bearer=make_token(make_user("mo")))
    nobody = Blogger(bearer=make_token(make_user("eve", superuser=False)))
    closed = make_edition(series, 44, opens=-9 * DAY)
    here, not_here = f"{LINKUPS}{edition.pk}/", f"{LINKUPS}99999/"

    # Editions
    for path in (f"{LINKUPS}current/", f"{LINKUPS}editions/"):
        ask(stranger, "GET", path, 200)
        ask(stranger, "GET", path, 400, nonsense=1)
        ask(stranger, "GET", path, 404, series=99999)
    for name in ("entries/", "form/", "draws/", "calendar.ics"):
        ask(stranger, "GET", f"{here}{name}", 200)
        ask(stranger, "GET", f"{here}{name}", 400, nonsense=1)
        ask(stranger, "GET", f"{not_here}{name}", 404)
    for name in ("entries/", "form/"):
        ask(broken, "GET", f"{here}{name}", 401)

    # Sending
    bea, sending = Blogger(), f"{here}entries/"
    form = filled(bea, edition)
    sent = ask(bea, "POST", sending, 201, form)
    ask(bea, "POST", sending, 400, form, nonsense=1)
    ask(broken, "POST", sending, 401, form)
    ask(bea, "POST", f"{LINKUPS}{closed.pk}/entries/", 403, filled(bea, closed))
    ask(bea, "POST", f"{not_here}entries/", 404, form)
    used = ask(bea, "POST", sending, 409, {**form, "title": "Other"}).json()
    assert used["code"] == "form_token_used"
    same_link = ask(stranger, "POST", sending, 409, filled(stranger, edition)).json()
    assert same_link["existing"]["id"] == sent.json()["id"]
    ask(bea, "POST", sending, 422, {**form, "form_token": "broken"})
    settings.WAGTAIL_PARENTING = {**NO_WAITING, "ENTRIES_PER_MINUTE": 1}
    again = filled(bea, edition, url="https://bea.example.net/walks/")
    ask(bea, "POST", sending, 429, again)
    settings.WAGTAIL_PARENTING = NO_WAITING

    # One's own
    mine, none = f"{ENTRIES}{sent.json()['id']}/", f"{ENTRIES}99999/"
    words = {"title": "Ten naps"}
    for path, method, body in ((mine, "GET", None), (mine, "PATCH", words)):
        ask(bea, method, path, 200, body)
        ask(bea, method, path, 400, body, nonsense=1)
        ask(broken, method, path, 401, body)
        ask(bea, method, none, 404, body)
    ask(other, "PATCH", mine, 403, words)
    ask(bea, "PATCH", mine, 422, {"url": "javascript:alert(1)"})
    taken = make_entry(edition, "https://taken.example.com/walks/")
    ask(bea, "PATCH", mine, 409, {"url": taken.url})
    again = f"{mine}recheck/"
    ask(bea, "POST", again, 202)
    ask(bea, "POST", again, 400, nonsense=1)
    ask(stranger, "POST", again, 401)
    ask(other, "POST", again, 403)
    ask(bea, "POST", f"{none}recheck/", 404)
    settings.WAGTAIL_PARENTING = {**NO_WAITING, "ENTRIES_PER_MINUTE": 1}
    ask(bea, "PATCH", mine, 429, words)
    ask(bea, "POST", again, 429)
    settings.WAGTAIL_PARENTING = NO_WAITING

    # Others'
    reader, report = Blogger(), {"reason": "broken"}
    ask(stranger, "GET", f"{mine}visit/", 302)
    ask(stranger, "GET", f"{mine}visit/", 400, nonsense=1)
    ask(stranger, "GET", f"{none}visit/", 404)
    for method, verb, body, status in (
        ("POST", "like", None, 200),
        ("DELETE", "like", None, 200),
        ("POST", "report", report, 202),
    ):
        ask(reader, method, f"{mine}{verb}/", status, body)
        ask(reader, method, f"{mine}{verb}/", 400, body, nonsense=1)
        ask(broken, method, f"{mine}{verb}/", 401, body)
        ask(reader, method, f"{none}{verb}/", 404, body)
    ask(reader, "POST", f"{mine}report/", 422, {"reason": "dislike"})
    settings.WAGTAIL_PARENTING = {**NO_WAITING, "LIKES_PER_MINUTE": 1, "REPORTS_PER_MINUTE": 1}
    ask(reader, "POST", f"{mine}like/", 429)
    ask(reader, "POST", f"{mine}report/", 429, report)
    settings.WAGTAIL_PARENTING = NO_WAITING

    # Moderating
    for verb in ("approve", "pick", "unpick", "spam", "remove", "restore"):
        act = f"actions/{verb}/"
        ask(team, "POST", f"{mine}{act}", 200)
        ask(team, "POST", f"{mine}{act}", 400, nonsense=1)
        ask(lost, "POST", f"{mine}{act}", 401)
        ask(nobody, "POST", f"{mine}{act}", 403)
        ask(team, "POST", f"{none}{act}", 404)
    held = make_entry(edition, status="held")
    ask(team, "POST", f"{ENTRIES}{held.pk}/actions/pick/", 422)

    # Withdrawing
    ask(bea, "DELETE", mine, 400, nonsense=1)
    ask(broken, "DELETE", mine, 401)
    ask(other, "DELETE", mine, 403)
    ask(bea, "DELETE", none, 404)
    ask(bea, "DELETE", mine, 204)

    assert ask.left_out(LINKUPS) == set()


def test_what_is_held_picked_drawn_or_full_is_valid_too(ask, series, edition, admin_user):
    bea = Blogger()
    held = bea.link(edition, leave_empty="x").json()
    assert held["status"] == "held"
    make_entry(
        edition,
        found_title="Ten naps",
        preview="ready",
        backlink="found",
        picked_at=timezone.now(),
        edited_at=timezone.now(),
        picture="parenting/entries/x.webp",
        picture_width=600,
        picture_height=400,
    )
    here = f"{LINKUPS}{edition.pk}/"
    for order in ("oldest", "newest", "likes", "clicks", "random"):
        listed = ask(bea, "GET", f"{here}entries/", 200, order=order, limit=1).json()
        ask(bea, "GET", f"{here}entries/", 200, order=order, limit=1, cursor=listed["next"])
    edition.refresh_from_db()
    edition.max_entries = 1
    edition.save()
    assert ask(bea, "GET", f"{here}form/", 200).json()["open"] is False
    drawn = actions.announce(edition=edition, actor=admin_user, announced="Round 19000000")
    ask(bea, "GET", f"{here}draws/", 200)
    moment = timezone.now() - datetime.timedelta(minutes=1)
    type(edition).objects.filter(pk=edition.pk).update(closes_at=moment)
    actions.seal_due()
    ask(bea, "GET", f"{here}draws/", 200)
    actions.draw(draw_id=drawn.pk, actor=admin_user, value="00ff")
    [record] = ask(bea, "GET", f"{here}draws/", 200).json()["items"]
    assert record["winners"] == [2]
    for state in ("upcoming", "open", "closed"):
        ask(bea, "GET", f"{LINKUPS}editions/", 200, state=state)
    ask(bea, "GET", f"{LINKUPS}{series.pk}/calendar.ics", 200)
