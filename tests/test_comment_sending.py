"""Sending a comment: what is stored, what is refused by name, and that nothing is lost."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.comments import COMMENTS, Browser, ids
from tests.factories import (
    make_article,
    make_comment,
    make_contributor,
    make_reader,
    make_token,
    make_user,
    reader_token,
)
from wagtail_parenting.comments.models import CommentSettings, ReaderComment
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.moderation.models import Refusal
from wagtail_parenting.readers.models import Notice, Reader, Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "COMMENTS_PER_MINUTE": 1000}


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


@pytest.fixture
def guest(article):
    return Browser()


def in_the_past(monkeypatch, seconds):
    """Tokens made now are so many seconds old."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - seconds)
    yield_back = monkeypatch
    return lambda: yield_back.setattr(time, "time", lambda: now)


def test_a_guests_first_comment_waits_and_only_she_sees_it(guest, article):
    answer = guest.comment(article, "Hello **you** :)")
    assert answer.status_code == 201
    comment = answer.json()
    assert comment["status"] == "held"
    assert comment["html"] == "<p>Hello <strong>you</strong> 🙂</p>"
    assert comment["body"] == "Hello **you** :)"
    assert comment["editable_until"]
    assert comment["visitor_token"] == guest.token
    assert comment["email_confirmation"] == "sent"
    assert ids(guest.thread(article)) == [comment["id"]]
    assert guest.get(f"{COMMENTS}{comment['id']}/").json()["status"] == "held"
    stranger = Browser()
    assert stranger.thread(article)["items"] == []
    assert stranger.get(f"{COMMENTS}{comment['id']}/").status_code == 404
    assert "ann@example.org" not in answer.content.decode()


def test_an_answer_is_kept_by_nobody_and_sets_no_cookie(guest, article):
    answer = guest.comment(article)
    assert answer["Cache-Control"] == "no-store"
    assert answer.cookies == {}


def test_without_approval_everyone_reads_it_at_once(guest, article):
    article.comments_approval = "none"
    article.save()
    comment = guest.comment(article).json()
    assert comment["status"] == "approved"
    assert ids(Browser().thread(article)) == [comment["id"]]
    stamp = PageStamp.objects.get(pk=article.pk)
    assert (stamp.comments, stamp.threads) == (1, 1)


def test_the_site_decides_where_the_page_does_not(guest, article, site):
    CommentSettings.objects.create(site=site, approval="none")
    assert guest.comment(article).json()["status"] == "approved"
    article.comments_approval = "all"
    article.save()
    assert guest.comment(article, "Again").json()["status"] == "held"


def test_a_second_write_answers_no_second_token(guest, article):
    guest.comment(article)
    assert guest.comment(article, "One more").json()["visitor_token"] is None


def test_what_is_stored_of_the_sender_is_no_address(guest, article):
    guest.comment(article, extra={"REMOTE_ADDR": "192.0.2.7"})
    comment = ReaderComment.objects.get()
    assert len(comment.ip_key) == 64
    assert "192.0.2.7" not in comment.ip_key
    assert Reader.objects.get().address == "ann@example.org"


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("status", "approved"), ("author", {"name": "x"}), ("pinned", True), ("id", 1)),
        *(("ip", "192.0.2.1"), ("badge", "team"), ("user", 1), ("created_at", "2020-01-01")),
    ],
)
def test_a_field_that_guests_may_not_set_is_refused_by_name(guest, article, field, value):
    answer = guest.comment(article, **{field: value})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][-1] == field
    assert not ReaderComment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"body": ""}, "body"),
        ({"body": " \n "}, "body"),
        ({"body": "> "}, "body"),
        ({"body": "x" * 100_000}, "body"),
        ({"body": "x" * 5001}, "body"),
        ({"body": "a\x00b"}, "body"),
        ({"body": 3}, "body"),
        ({"name": ""}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"name": "n" * 81}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"email": ""}, "email"),
        ({"email": "ann"}, "email"),
        ({"email": "ann@"}, "email"),
        ({"email": "a b@example.org"}, "email"),
        ({"email": f"{'a' * 250}@example.org"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "https://user:secret@example.org"}, "website"),
        ({"website": "data:text/html,x"}, "website"),
        ({"website": "https://" + "a" * 300 + ".example"}, "website"),
        ({"notify": "everything"}, "notify"),
        ({"recent_post": True}, "website"),
        ({"parent": 99999}, "parent"),
        ({"parent": 0}, "parent"),
    ],
)
def test_bad_input_is_422_names_the_field_and_stores_nothing(guest, article, fields, place):
    answer = guest.comment(article, form_token=guest.form(article), **fields)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] in ("invalid_input", "invalid_form_token")
    assert place in [error["loc"][-1] for error in problem["errors"]]
    assert not ReaderComment.objects.exists()
    assert not Reader.objects.exists()


def test_all_fields_at_fault_are_named_at_once(guest, article):
    problem = guest.comment(article, name="", email="x", website="y z", body="").json()
    assert {error["loc"][-1] for error in problem["errors"]} == {
        *("name", "email", "website", "body")
    }


def test_a_lone_surrogate_is_refused(guest, article):
    token = guest.form(article)
    raw = f'{{"page":{article.pk},"name":"A","email":"a@example.org","body":"\\ud800",'
    raw += f'"form_token":"{token}"}}'
    answer = guest.client.post(COMMENTS, raw, content_type="application/json")
    assert answer.status_code == 422


def test_a_parent_of_another_page_is_refused_by_name(guest, article, section):
    other = make_comment(make_article(section, "Other"))
    problem = guest.comment(article, parent=other.pk)
    assert problem.status_code == 422
    assert problem.json()["errors"][0]["loc"] == ["body", "parent"]


def test_whoever_sends_spam_is_told_that_it_waits(article):
    block_lists.block(kind="word", value="pills", effect="spam")
    sender = Browser()
    sent = sender.comment(article, "Buy pills").json()
    assert (sent["status"], sent["body"]) == ("held", "Buy pills")
    assert sent["editable_until"]
    assert ids(sender.thread(article)) == [sent["id"]]
    assert ids(Browser().thread(article)) == []
    edited = sender.send("PATCH", f"{COMMENTS}{sent['id']}/", {"body": "Buy nothing"}).json()
    assert edited["status"] == "held"
    assert ReaderComment.objects.get().status == "spam"


@pytest.mark.parametrize("status", ["held", "spam", "removed", "withdrawn"])
def test_nobody_answers_what_is_not_there(guest, article, status):
    parent = make_comment(article, status=status)
    assert guest.comment(article, parent=parent.pk).status_code == 422


def test_a_site_may_need_less(guest, article, settings):
    settings.WAGTAIL_PARENTING |= {"COMMENT_NEEDS": []}
    assert guest.get(f"{COMMENTS}form/", page=article.pk).json()["needs"] == ["body"]
    answer = guest.comment(article, name="", email="")
    assert answer.status_code == 201
    assert answer.json()["author"]["name"] == ""
    assert answer.json()["email_confirmation"] == "none"


def test_mails_need_an_address(guest, article, settings):
    settings.WAGTAIL_PARENTING |= {"COMMENT_NEEDS": ["name"]}
    answer = guest.comment(article, email="", notify="replies")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["body", "email"]


def test_a_web_site_may_be_written_as_people_do(guest, article):
    answer = guest.comment(article, website="www.example.org/blog").json()
    assert answer["author"]["url"] == "https://www.example.org/blog"


# --- Closed ---------------------------------------------------------------------------------------


def closed(guest, article):
    answer = guest.comment(article, form_token=guest.form(article))
    assert answer.status_code == 403
    assert answer.json()["code"] == "comments_closed"
    assert guest.get(f"{COMMENTS}form/", page=article.pk).json()["open"] is False
    assert not ReaderComment.objects.exists()


def test_a_page_can_be_closed(guest, article):
    article.comments_mode = "closed"
    article.save()
    closed(guest, article)


def test_a_page_closes_by_itself(guest, article):
    article.comments_mode, article.comments_close_after_days = "closes", 3
    article.published_at = "2020-01-01T00:00:00Z"
    article.save()
    article.refresh_from_db()
    article.save()
    assert article.comments_close_at.isoformat() == "2020-01-04T00:00:00+00:00"
    closed(guest, article)


def test_a_site_closes_all_at_once(guest, article, site):
    CommentSettings.objects.create(site=site, is_closed=True)
    closed(guest, article)


# --- Form tokens ----------------------------------------------------------------------------------


def test_a_retry_answers_the_same_comment(guest, article):
    token = guest.form(article)
    first = guest.comment(article, form_token=token)
    lost = Browser()  # the first answer never arrived: no token was kept
    again = lost.comment(article, form_token=token)
    assert again.status_code == 201
    assert again.json()["id"] == first.json()["id"]
    assert lost.get(f"{COMMENTS}{first.json()['id']}/").json()["status"] == "held"
    assert ReaderComment.objects.count() == 1
    assert Notice.objects.count() == 1


def test_a_used_token_with_something_else_is_409_with_a_fresh_one(guest, article):
    token = guest.form(article)
    guest.comment(article, form_token=token)
    answer = guest.comment(article, "Something else", form_token=token)
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["code"] == "form_token_used"
    assert guest.comment(article, "Something else", form_token=problem["form_token"]).json()["id"]
    assert ReaderComment.objects.count() == 2


def test_a_form_left_open_overnight_loses_nothing(guest, article, settings, monkeypatch):
    settings.WAGTAIL_PARENTING |= {"FORM_MIN_SECONDS": 5}
    back = in_the_past(monkeypatch, 48 * 3600)
    token = guest.form(article)
    back()
    answer = guest.comment(article, "Written at night", form_token=token)
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["code"] == "form_token_expired"
    sent = guest.comment(article, "Written at night", form_token=problem["form_token"])
    assert sent.status_code == 201
    assert [r["reason"] for r in ReaderComment.objects.get().reasons] == ["newcomer"]


def test_a_retry_is_answered_although_the_token_is_old_by_then(guest, article, monkeypatch):
    back = in_the_past(monkeypatch, 48 * 3600)
    token = guest.form(article)
    first = guest.comment(article, form_token=token)
    back()
    assert guest.comment(article, form_token=token).json()["id"] == first.json()["id"]


@pytest.mark.parametrize("kind", ["altered", "of another page", "of another kind", "none"])
def test_a_foreign_token_is_422_with_a_fresh_one(guest, article, section, kind):
    token = {
        "altered": guest.form(article)[:-2] + "xx",
        "of another page": guest.form(make_article(section, "Other")),
        "of another kind": guest.comment(article).json()["visitor_token"],
        "none": "x",
    }[kind]
    before = ReaderComment.objects.count()
    answer = guest.comment(article, "Hello", form_token=token)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "invalid_form_token"
    assert problem["errors"][0]["loc"] == ["body", "form_token"]
    assert guest.comment(article, "Hello", form_token=problem["form_token"]).status_code == 201
    assert ReaderComment.objects.count() == before + 1
    assert Refusal.objects.get(reason="invalid_form_token").count == 1


# --- Rules, each by its own name ------------------------------------------------------------------


def reasons_of(answer):
    assert answer.status_code == 201, answer.content
    stored = ReaderComment.objects.get(pk=answer.json()["id"])
    assert answer.json()["status"] == "held"
    assert "reasons" not in answer.json()
    return [item["reason"] for item in stored.reasons]


def test_too_fast_and_honeypot_are_held(guest, article, settings):
    settings.WAGTAIL_PARENTING |= {"FORM_MIN_SECONDS": 60}
    assert reasons_of(guest.comment(article)) == ["too_fast", "newcomer"]
    settings.WAGTAIL_PARENTING |= {"FORM_MIN_SECONDS": 0}
    answer = guest.comment(article, "Autofill", leave_empty="Ann")
    assert reasons_of(answer) == ["honeypot", "newcomer"]
    assert answer.json()["email_confirmation"] == "sent"  # as far as anyone is to know
    assert not Notice.objects.exists()


def test_the_same_words_twice_are_held(guest, article):
    guest.comment(article, "Buy my book")
    assert "duplicate" in reasons_of(guest.comment(article, "buy  my BOOK"))


def test_a_flood_of_one_connection_is_held_whatever_header_it_sends(guest, article, settings):
    settings.WAGTAIL_PARENTING |= {"FLOOD_PER_HOUR": 3}
    for number in range(4):
        header = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{number}"}
        answer = guest.comment(article, f"Number {number}", extra=header)
    assert "flood" in reasons_of(answer)


def test_a_flood_of_one_page_is_held(article, settings):
    settings.WAGTAIL_PARENTING |= {"FLOOD_PER_PAGE_AND_MINUTE": 2}
    for number in range(3):
        extra = {"REMOTE_ADDR": f"192.0.2.{number + 1}"}
        answer = Browser().comment(article, f"Number {number}", extra=extra)
    assert "busy_page" in reasons_of(answer)


def test_more_than_the_limit_is_429_and_nothing_is_lost(guest, article, settings):
    settings.WAGTAIL_PARENTING |= {"COMMENTS_PER_MINUTE": 1}
    guest.comment(article)
    token = guest.form(article)
    answer = guest.comment(article, "More", form_token=token)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 0
    assert Refusal.objects.get(reason="rate_limited").count == 1
    settings.WAGTAIL_PARENTING |= {"COMMENTS_PER_MINUTE": 10}
    assert guest.comment(article, "More", form_token=token).status_code == 201


def test_links_are_held_by_number_and_by_domain(guest, article):
    body = "https://a.example https://b.example https://c.example"
    assert reasons_of(guest.comment(article, body))[:2] == ["links", "new_link_domain"]
    assert reasons_of(guest.comment(article, "[x](https://d.example/1)"))[0] == "new_link_domain"


@pytest.mark.parametrize(
    "name", ["Ruth Adeyemi", "ruth  ADEYEMI", "Ruth Аdeyemi", "Ruth\u200bAdeyemi"]
)
def test_the_name_of_someone_of_the_team_cannot_be_borrowed(guest, article, name):
    make_contributor("Ruth Adeyemi")
    article.comments_approval = "none"
    article.save()
    assert reasons_of(guest.comment(article, name=name)) == ["borrowed_name"]


def test_the_address_of_someone_of_the_team_cannot_be_borrowed(guest, article):
    user = make_user()
    article.comments_approval = "none"
    article.save()
    answer = guest.comment(article, email=user.email.upper())
    assert reasons_of(answer) == ["borrowed_address"]
    assert answer.json()["author"]["badge"] is None


# --- Who is known ---------------------------------------------------------------------------------


def test_a_reader_needs_neither_name_nor_address(article):
    reader = make_reader("ann@example.org", name="Ann B.")
    browser = Browser(token=reader_token(reader))
    assert browser.get(f"{COMMENTS}form/", page=article.pk).json()["needs"] == ["body"]
    answer = browser.comment(article, name="", email="").json()
    assert answer["author"]["name"] == "Ann B."
    assert answer["email_confirmation"] == "done"
    assert answer["visitor_token"] is None
    assert ReaderComment.objects.get().is_verified


def test_only_a_confirmed_address_has_a_past(article):
    reader = make_reader("ann@example.org", name="Ann")
    make_comment(article, reader=reader, is_verified=True)
    impostor = Browser()
    assert impostor.comment(article, "I am Ann", email="ann@example.org").json()["status"] == "held"
    browser = Browser(token=reader_token(reader))
    assert browser.comment(article, "I am").json()["status"] == "approved"


def test_an_erased_readers_token_is_told_so(article):
    reader = make_reader()
    browser = Browser(token=reader_token(reader))
    reader.delete()
    answer = browser.comment(article)
    assert answer.status_code == 401
    assert answer.json()["code"] == "invalid_token"


def test_a_broken_token_is_401_everywhere(article):
    comment = make_comment(article)
    browser = Browser(token="rubbish")
    for answer in (
        browser.get(COMMENTS, page=article.pk),
        browser.get(f"{COMMENTS}{comment.pk}/"),
        browser.send("POST", f"{COMMENTS}{comment.pk}/like/"),
        browser.get("/api/v3/parenting/readers/me/"),
    ):
        assert answer.status_code == 401
        assert answer.json()["code"] == "invalid_token"


def test_a_bearer_token_writes_as_the_team(article):
    user = make_user("editor")
    browser = Browser(bearer=make_token(user))
    answer = browser.comment(article).json()
    assert answer["status"] == "approved"
    assert answer["author"]["badge"] == "team"
    assert answer["author"]["name"] == "The team"  # a login may be an address
    assert answer["visitor_token"] is None


def test_an_author_carries_her_badge_by_account_and_by_confirmed_address(section):
    user = make_user("mara", superuser=False)
    author = make_contributor("Mara L.", user=user)
    article = make_article(section, "Hers", authors=[author])
    other = make_article(section, "Not hers")
    bearer = Browser(bearer=make_token(user))
    by_mail = Browser(token=reader_token(make_reader(user.email, name="")))
    for browser in (bearer, by_mail):
        comment = browser.comment(article, f"By {browser.token[:3]}", name="", email="").json()
        assert (comment["author"]["name"], comment["author"]["badge"]) == ("Mara L.", "author")
        assert comment["status"] == "approved"
        comment = browser.comment(other, f"By {browser.token[:3]}", name="", email="").json()
        assert comment["author"]["badge"] == "team"


def test_a_bearer_token_that_is_none_is_401(article):
    assert Browser(bearer="rubbish").comment(article, form_token="x").status_code == 401


# --- Subscriptions --------------------------------------------------------------------------------


@pytest.mark.parametrize(("notify", "kind"), [("replies", "replies"), ("thread", "thread")])
def test_what_she_wants_to_hear_of_is_noted(guest, article, notify, kind):
    comment = guest.comment(article, notify=notify).json()
    assert not Subscription.objects.exists()  # anyone can type an address
    assert Notice.objects.get().details["topics"] == [f"{kind}-{comment['id']}"]
    reader = Browser(token=reader_token(make_reader("eve@example.org", name="Eve")))
    comment = reader.comment(article, "Me too", name="", email="", notify=notify).json()
    assert Subscription.objects.get().topic == f"{kind}-{comment['id']}"


# --- Cost -----------------------------------------------------------------------------------------


def cost(send):
    with CaptureQueriesContext(connection) as queries:
        answer = send()
    assert answer.status_code == 201, answer.content
    return sum("SAVEPOINT" not in query["sql"] for query in queries)


def test_sending_costs_at_most_15_queries_however_long_the_thread_is(section, settings):
    settings.WAGTAIL_PARENTING |= {"FLOOD_PER_HOUR": 1000, "FLOOD_PER_PAGE_AND_MINUTE": 1000}
    article = make_article(section, "Long")
    reader = make_reader("eve@example.org", name="Eve")
    make_comment(article, reader=reader, is_verified=True)
    costs = []
    for size in (2, 60):
        parent = deep = make_comment(article)
        for _number in range(size):
            deep = make_comment(article, parent=deep)
        make_comment(article, parent=parent)
        guest, eve = Browser(), Browser(token=reader_token(reader))
        guest.comment(article, f"Warm {size}")  # who the team is, is kept for a minute
        row = []
        for number, browser in enumerate((guest, eve)):
            for answered in (None, parent.pk, deep.pk):
                body = f"Size {size} {number} {answered}"
                address = f"{size}.{number}.{answered}@example.org"
                fields = {"parent": answered, "email": address, "form_token": browser.form(article)}
                fields |= {} if number == 0 else {"name": "", "email": ""}
                row.append(cost(lambda b=browser, t=body, f=fields: b.comment(article, t, **f)))
        costs.append(row)
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 14, costs  # and one for the task that follows
