"""Sending a link: what is stored, what is refused by name, and that nothing is lost."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
from tests.linkups import ENTRIES, LINKUPS, Blogger, numbers
from tests.test_moderation_rules import solve
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.linkups import actions, visits
from wagtail_parenting.linkups.actions import remove
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.readers.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "ENTRIES_PER_MINUTE": 1000}


@pytest.fixture
def series(site):
    return make_series(site, rules="<p>Be kind.</p>", entry_approval="none")


@pytest.fixture
def edition(series):
    return make_edition(series, 45)


@pytest.fixture
def anna():
    return Blogger()


def counted(edition):
    return PageStamp.objects.get(pk=edition.pk).entries


def field(answer):
    return answer.json()["errors"][0]["loc"][-1]


def test_a_link_is_shown_at_once_with_its_number(anna, edition):
    answer = anna.link(edition, "https://www.anna.example.com/naps/?utm_source=x", title="Ten naps")
    assert answer.status_code == 201, answer.content
    entry = answer.json()
    assert (entry["number"], entry["status"], entry["title"]) == (1, "approved", "Ten naps")
    assert entry["url"] == "https://www.anna.example.com/naps/?utm_source=x"
    assert entry["preview"] == "pending"
    assert entry["author"] == "Anna"
    assert entry["is_own"] is True
    assert entry["editable_until"]
    assert answer.json()["visitor_token"]
    assert answer.json()["email_confirmation"] == "sent"
    assert numbers(Blogger().entries(edition)) == [1]
    assert counted(edition) == 1
    assert Notice.objects.filter(kind="confirm").count() == 1


def test_its_page_is_looked_at_by_task(anna, edition, queued):
    assert queued(visits.visit, lambda: anna.link(edition)) == [[LinkUpEntry.objects.get().pk]]


def test_the_same_form_sent_again_answers_the_same_entry(anna, edition):
    form = anna.form_of(edition)
    known = {name: form[name] for name in ("form_token", "rules_version")}
    first, again = (anna.link(edition, **known) for _time in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert LinkUpEntry.objects.count() == 1
    other = anna.link(edition, "https://anna.example.com/other/", **known)
    assert (other.status_code, other.json()["code"]) == (409, "form_token_used")
    fresh = {**known, "form_token": other.json()["form_token"]}
    assert anna.link(edition, "https://anna.example.com/other/", **fresh).status_code == 201


def test_a_form_that_was_open_overnight_loses_nothing(anna, edition, monkeypatch):
    form = anna.form_of(edition)
    known = {name: form[name] for name in ("form_token", "rules_version")}
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 100_000)
    answer = anna.link(edition, **known)
    assert (answer.status_code, answer.json()["code"]) == (409, "form_token_expired")
    fresh = {**known, "form_token": answer.json()["form_token"]}
    assert anna.link(edition, **fresh).status_code == 201


def test_one_link_is_one_entry_and_the_answer_names_it(anna, edition):
    first = anna.link(edition, "https://anna.example.com/naps/").json()
    again = Blogger().link(edition, "http://www.anna.example.com/naps?utm_medium=x#top")
    assert again.status_code == 409
    problem = again.json()
    assert problem["code"] == "duplicate_entry"
    assert problem["existing"]["id"] == first["id"]
    assert problem["existing"]["number"] == 1
    assert problem["existing"]["html_url"].endswith("#entry-1")
    assert field(again) == "url"


def test_of_one_that_waits_nothing_is_said_but_that_it_is_there(anna, edition):
    make_entry(edition, "https://anna.example.com/naps/", status="held")
    answer = anna.link(edition, "https://anna.example.com/naps/")
    assert (answer.status_code, answer.json()["existing"]) == (409, None)


def test_what_was_withdrawn_can_come_again_and_what_was_removed_not(anna, edition, admin_user):
    first = anna.link(edition).json()
    assert anna.send("DELETE", f"{ENTRIES}{first['id']}/").status_code == 204
    again = anna.link(edition)
    assert (again.status_code, again.json()["number"]) == (201, 2)
    remove(entry_id=again.json()["id"], actor=admin_user)
    assert anna.link(edition).status_code == 409


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "missing"),
        ("not an address", "value_error"),
        ("javascript:alert(1)", "value_error"),
        ("https://user:secret@example.com/post/", "value_error"),
        ("https://127.0.0.1/post/", "value_error"),
        ("https://example.com:8443/post/", "value_error"),
        ("https://anna.example.com/", "home_page"),
        ("https://anna.example.com/" + "x" * 3000, "value_error"),
        ("https://anna.example.com/\x00", "value_error"),
    ],
)
def test_what_is_no_link_to_a_post_is_refused_by_name(anna, edition, url, said):
    answer = anna.link(edition, url)
    assert answer.status_code == 422, answer.content
    assert field(answer) == "url"
    assert answer.json()["errors"][0]["type"] == said


@pytest.mark.parametrize("name", ["status", "number", "id", "likes", "picked", "author", "owner"])
def test_what_a_guest_may_not_set_is_refused(anna, edition, name):
    answer = anna.link(edition, **{name: 1})
    assert answer.status_code == 422
    assert field(answer) == name


@pytest.mark.parametrize("name", ["name", "email"])
def test_a_guest_gives_name_and_address(anna, edition, name):
    answer = anna.link(edition, **{name: ""})
    assert (answer.status_code, field(answer)) == (422, name)


def test_a_reader_needs_neither(edition):
    reader = make_reader("anna@example.org", name="Anna")
    blogger = Blogger(token=reader_token(reader))
    form = blogger.form_of(edition)
    assert form["needs"] == ["url"]
    answer = blogger.link(edition, name="", email="")
    assert answer.status_code == 201, answer.content
    assert answer.json()["author"] == "Anna"
    assert answer.json()["email_confirmation"] == "done"
    assert answer.json()["visitor_token"] is None


def test_consent_is_to_the_rules_as_they_are(anna, series, edition):
    old = anna.form_of(edition)["rules_version"]
    series.rules = "<p>Be kind, and brief.</p>"
    series.save_revision().publish()
    form = anna.form_of(edition)
    answer = anna.link(edition, form_token=form["form_token"], rules_version=old)
    assert (answer.status_code, field(answer)) == (422, "rules_version")
    assert anna.link(edition).status_code == 201
    assert LinkUpEntry.objects.get().rules_version == form["rules_version"]


@pytest.mark.parametrize(("opens", "code"), [(DAY, "linkup_closed"), (-3 * DAY, "linkup_closed")])
def test_an_edition_that_is_not_open_takes_none(anna, series, opens, code):
    edition = make_edition(series, 1, opens=opens)
    assert anna.form_of(edition)["open"] is False
    answer = anna.link(edition)
    assert (answer.status_code, answer.json()["code"]) == (403, code)


def test_a_full_one_takes_none_and_what_waits_holds_no_place(anna, series):
    edition = make_edition(series, 1, max_entries=2)
    make_entry(edition)
    make_entry(edition, status="held")
    assert anna.form_of(edition)["open"] is True
    make_entry(edition)
    assert anna.form_of(edition)["open"] is False
    answer = anna.link(edition)
    assert (answer.status_code, answer.json()["code"]) == (403, "linkup_closed")
    assert "full" in answer.json()["detail"]


def test_one_blogger_sends_so_many_and_one_domain_has_so_many(anna, edition, series):
    type(series).objects.update(entries_per_blogger=2, entries_per_domain=3)
    for number in range(2):
        assert anna.link(edition, f"https://anna.example.com/{number}/").status_code == 201
    more = anna.link(edition, "https://other.example.net/3/")
    assert (more.status_code, more.json()["code"]) == (403, "entry_limit")
    assert Blogger().link(edition, "https://anna.example.com/8/").status_code == 201
    domain = Blogger().link(edition, "https://shop.example.com/9/")
    assert (domain.status_code, domain.json()["code"]) == (403, "entry_limit")
    assert Blogger().link(edition, "https://bea.example.net/9/").status_code == 201


def test_links_that_wait_use_up_no_places_of_a_site(anna, edition, series):
    type(series).objects.update(entries_per_domain=1)
    make_entry(edition, "https://anna.example.com/theirs/", status="held")
    assert anna.link(edition, "https://anna.example.com/hers/").status_code == 201


def test_an_unpublished_series_still_has_its_rules(anna, edition, series):
    series.unpublish()
    home = anna.link(edition, "https://anna.example.com/")
    assert (home.status_code, field(home)) == (422, "url")


def test_of_her_own_that_waits_a_duplicate_is_named_and_of_others_not(anna, edition, series):
    type(series).objects.update(entry_approval="all")
    entry = anna.link(edition).json()
    again = anna.link(edition).json()
    assert (again["code"], again["existing"]["id"]) == ("duplicate_entry", entry["id"])
    assert Blogger().link(edition).json()["existing"] is None


def test_a_site_may_ask_for_proof_of_work(anna, edition, settings):
    pytest.importorskip("altcha")
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "PROOF_OF_WORK": 1}
    form = anna.form_of(edition)
    assert "altcha" in form["needs"]
    refused = anna.link(edition)
    assert (refused.json()["code"], field(refused)) == ("unsolved_proof", "altcha")
    assert anna.link(edition, altcha=solve(form["altcha"])).status_code == 201


def test_nobody_uses_up_the_links_of_another_by_typing_her_address(edition, series):
    type(series).objects.update(entries_per_blogger=1)
    reader = make_reader("bea@example.org", name="Bea")
    assert Blogger().link(edition, email="bea@example.org").status_code == 201
    blogger = Blogger(token=reader_token(reader))
    assert blogger.link(edition, "https://bea.example.net/1/").status_code == 201


def test_newcomers_wait_where_the_series_says_so(anna, edition, series):
    type(series).objects.update(entry_approval="newcomers")
    entry = anna.link(edition).json()
    assert entry["status"] == "held"
    assert numbers(anna.entries(edition)) == [1]
    assert numbers(Blogger().entries(edition)) == []
    assert Blogger().get(f"{ENTRIES}{entry['id']}/").status_code == 404
    assert anna.get(f"{ENTRIES}{entry['id']}/").json()["status"] == "held"
    assert counted(edition) == 0


def test_the_block_lists_of_comments_hold_links_too(anna, edition):
    block_lists.block(kind="domain", value="example.com", effect="hold")
    assert anna.link(edition).json()["status"] == "held"
    assert LinkUpEntry.objects.get().reasons[0]["reason"] == "blocked_domain"


def test_a_filled_honeypot_holds_and_a_borrowed_name_too(anna, edition):
    user = make_user("meera")
    user.first_name, user.last_name = "Meera", "Shah"
    user.save()
    anna.link(edition, leave_empty="x")
    anna.link(edition, "https://b.example.net/1/", name="Meera Shah")
    found = LinkUpEntry.objects.order_by("number")
    assert [entry.reasons[0]["reason"] for entry in found] == ["honeypot", "borrowed_name"]


def test_the_team_links_without_waiting(edition, series):
    type(series).objects.update(entry_approval="all")
    user = make_user("host")
    blogger = Blogger(bearer=make_token(user))
    answer = blogger.link(edition, name="The hosts")
    assert (answer.status_code, answer.json()["status"]) == (201, "approved")


def test_it_costs_the_same_however_many_there_are(edition):
    def cost(number):
        blogger = Blogger()
        form = blogger.form_of(edition)
        known = {name: form[name] for name in ("form_token", "rules_version")}
        with CaptureQueriesContext(connection) as queries:
            sent = blogger.link(edition, f"https://b{number}.example{number}.com/1/", **known)
        assert sent.status_code == 201
        return len(queries)

    cost(1)  # the first of an edition, and of the process
    second = cost(2)
    for _number in range(30):
        make_entry(edition)
    assert cost(3) <= second <= 24


# --- Editing and withdrawing ----------------------------------------------------------------------


def test_words_are_edited_until_it_closes(anna, series, edition):
    entry = anna.link(edition).json()
    url = f"{ENTRIES}{entry['id']}/"
    answer = anna.send("PATCH", url, {"title": "Eleven naps", "sponsored": True})
    assert answer.status_code == 200, answer.content
    assert (answer.json()["title"], answer.json()["sponsored"]) == ("Eleven naps", True)
    assert anna.send("PATCH", url, {"title": ""}).json()["title"] == entry["url"]
    type(edition).objects.update(closes_at=edition.opens_at + DAY / 2)
    late = anna.send("PATCH", url, {"title": "Twelve"})
    assert (late.status_code, late.json()["code"]) == (403, "editing_over")
    assert anna.send("DELETE", url).status_code == 204


@pytest.mark.parametrize(
    "change", [{"title": "Naps!"}, {"sponsored": False}, {"url": "https://anna.example.com/x/"}]
)
def test_what_a_host_has_mended_its_blogger_changes_no_more(anna, edition, admin_user, change):
    entry = anna.link(edition).json()
    url = f"{ENTRIES}{entry['id']}/"
    actions.amend(entry_id=entry["id"], actor=admin_user, title="Naps", sponsored=True)
    assert anna.get(url).json()["editable_until"] is None
    answer = anna.send("PATCH", url, change)
    assert (answer.status_code, answer.json()["code"]) == (403, "editing_over")
    shown = anna.get(url).json()
    assert (shown["title"], shown["sponsored"], shown["url"]) == ("Naps", True, entry["url"])
    assert anna.send("DELETE", url).status_code == 204


def test_a_mistyped_address_is_put_right_under_the_same_number(anna, edition, queued):
    entry = anna.link(edition, "https://anna.example.com/npas/", title="Naps").json()
    LinkUpEntry.objects.update(
        preview="failed",
        found_title="404",
        picture="parenting/x.webp",
        likes=3,
        clicks=5,
        cleared=True,
        picked_at=edition.opens_at,
    )
    url, right = f"{ENTRIES}{entry['id']}/", "https://anna.example.com/naps/"
    answers = []
    again = queued(
        visits.visit, lambda: answers.append(anna.send("PATCH", url, {"url": right}).json())
    )
    assert again == [[entry["id"]]]
    (answer,) = answers
    assert (answer["likes"], answer["clicks"], answer["picked"]) == (0, 0, False)
    assert not LinkUpEntry.objects.get().cleared
    assert (answer["url"], answer["number"], answer["title"]) == (right, entry["number"], "Naps")
    assert (answer["preview"], answer["picture"]) == ("pending", None)
    assert Blogger().link(edition, right).json()["code"] == "duplicate_entry"
    assert Blogger().link(edition, entry["url"]).status_code == 201  # the old one is free again


def test_another_spelling_of_the_same_address_is_no_other_link(anna, edition, queued):
    entry = anna.link(edition, "https://anna.example.com/naps/").json()
    LinkUpEntry.objects.update(key="refined", key_hash="refined", preview="ready")
    url = f"{ENTRIES}{entry['id']}/"
    assert queued(visits.visit, lambda: anna.send("PATCH", url, {"url": entry["url"]})) == []
    assert LinkUpEntry.objects.get().key_hash == "refined"


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("https://taken.example.net/1/", 409, "duplicate_entry"),
        ("ftp://anna.example.com/1/", 422, "invalid_input"),
        ("", 422, "invalid_input"),
        ("https://anna.example.com/", 422, "invalid_input"),
    ],
)
def test_an_address_that_cannot_be_changes_nothing(anna, edition, address, status, code):
    make_entry(edition, "https://taken.example.net/1/")
    entry = anna.link(edition, title="Naps").json()
    answer = anna.send("PATCH", f"{ENTRIES}{entry['id']}/", {"url": address, "title": "New"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["errors"][0]["loc"] == ["body", "url"]
    kept = LinkUpEntry.objects.get(pk=entry["id"])
    assert (kept.url, kept.title) == (entry["url"], "Naps")


def test_a_newcomer_cannot_put_another_page_in_place_of_an_approved_one(
    series, edition, admin_user
):
    type(series).objects.update(entry_approval="newcomers")
    bea = Blogger()
    entry = bea.link(edition, "https://bea.example.org/1/").json()
    actions.approve(entry_id=entry["id"], actor=admin_user)
    url = f"{ENTRIES}{entry['id']}/"
    answer = bea.send("PATCH", url, {"url": "https://casino.example.org/1/"}).json()
    assert answer["status"] == "held"
    assert numbers(Blogger().entries(edition)) == []


def test_others_can_do_neither(anna, edition):
    url = f"{ENTRIES}{anna.link(edition).json()['id']}/"
    other = Blogger()
    assert other.send("PATCH", url, {"title": "x"}).status_code == 401
    other.link(edition, "https://other.example.net/1/")
    for method, path, body in (("PATCH", url, {}), ("DELETE", url, None)):
        answer = other.send(method, path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")
    assert other.send("POST", f"{url}recheck/").status_code == 403


def test_an_edit_is_judged_again(anna, edition):
    url = f"{ENTRIES}{anna.link(edition).json()['id']}/"
    block_lists.block(kind="word", value="casino", effect="hold")
    assert anna.send("PATCH", url, {"title": "Casino naps"}).json()["status"] == "held"
    assert anna.send("PATCH", url, {"title": "Naps"}).json()["status"] == "held"
    assert counted(edition) == 0


def test_what_is_withdrawn_leaves_its_number(anna, edition):
    first = anna.link(edition).json()
    assert anna.send("DELETE", f"{ENTRIES}{first['id']}/").status_code == 204
    assert anna.send("DELETE", f"{ENTRIES}{first['id']}/").status_code == 204
    second = anna.link(edition, "https://anna.example.com/two/").json()
    assert numbers(Blogger().entries(edition)) == [second["number"]] == [2]
    assert anna.get(f"{ENTRIES}{first['id']}/").status_code == 404
    assert counted(edition) == 1


def test_the_page_can_be_looked_at_again(anna, edition, queued):
    entry = anna.link(edition).json()
    again = queued(visits.visit, lambda: anna.send("POST", f"{ENTRIES}{entry['id']}/recheck/"))
    assert again == [[entry["id"]]]


def test_an_alias_takes_links_for_its_source(anna, edition, site):
    alias = edition.create_alias(parent=make_series(site, "Mirror"))
    answer = anna.send(
        "POST",
        f"{LINKUPS}{alias.pk}/entries/",
        {
            "url": "https://anna.example.com/naps/",
            "name": "Anna",
            "email": "anna@example.org",
            "rules_version": anna.form_of(alias)["rules_version"],
            "form_token": anna.form_of(alias)["form_token"],
        },
    )
    assert answer.status_code == 201, answer.content
    assert LinkUpEntry.objects.get().edition_id == edition.pk
    assert numbers(anna.entries(alias)) == [1]
