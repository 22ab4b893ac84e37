"""Every answer that the OpenAPI document names for comments and readers, driven and held to it."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from tests.comments import BASE, COMMENTS, Browser
from tests.documented_answers import DocumentedAnswers
from tests.factories import (
    make_article,
    make_comment,
    make_reader,
    make_token,
    make_user,
    reader_token,
)
from wagtail_parenting import tokens
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.readers import actions as readers

pytestmark = pytest.mark.django_db

READERS = f"{BASE}readers/"


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}


@pytest.fixture
def article(section):
    return make_article(section, "Naps", comments_approval="none")


@pytest.fixture
def ask(db):
    return DocumentedAnswers()


def test_every_documented_answer_is_given_and_valid(ask, article, section, settings):
    ann = Browser(token=reader_token(make_reader("ann@example.org", name="Ann")))
    stranger, broken = Browser(), Browser(token="broken")
    team = Browser(bearer=make_token(make_user("mo")))
    nobody = Browser(bearer=make_token(make_user("eve", superuser=False)))
    lost = Browser(bearer="broken")
    closed = make_article(section, "Closed", comments_mode="closed")

    # Reading
    for number in range(3):
        make_comment(article, f"Thread {number}")
    first = make_comment(article, "Begins", pinned=True, website="https://a.example/")
    make_comment(article, "Answers", parent=first)
    page = {"page": article.pk}
    ask(stranger, "GET", COMMENTS, 200, limit=1, replies=2, **page)
    ask(stranger, "GET", COMMENTS, 400, order="best", **page)
    ask(broken, "GET", COMMENTS, 401, **page)
    ask(stranger, "GET", COMMENTS, 404, page=99999)
    ask(stranger, "GET", f"{COMMENTS}counts/", 200, **page)
    ask(stranger, "GET", f"{COMMENTS}counts/", 400, page="all")
    ask(stranger, "GET", f"{COMMENTS}latest/", 200, limit=2)
    ask(stranger, "GET", f"{COMMENTS}latest/", 400, cursor="broken")
    ask(stranger, "GET", f"{COMMENTS}form/", 200, **page)
    ask(stranger, "GET", f"{COMMENTS}form/", 400, site="unknown", **page)
    ask(broken, "GET", f"{COMMENTS}form/", 401, **page)
    ask(stranger, "GET", f"{COMMENTS}form/", 404, page=99999)
    one = f"{COMMENTS}{first.pk}/"
    none = f"{COMMENTS}99999/"
    for path in (one, f"{one}replies/"):
        ask(stranger, "GET", path, 200)
        ask(stranger, "GET", path, 400, nonsense=1)
        ask(broken, "GET", path, 401)
        ask(stranger, "GET", path.replace(one, none), 404)

    # Writing
    guest = Browser()
    written = {"page": article.pk, "body": "Hello", "name": "Bea", "email": "bea@example.org"}
    token = guest.form(article)
    sent = ask(guest, "POST", COMMENTS, 201, {**written, "form_token": token})
    ask(guest, "POST", COMMENTS, 400, written, nonsense=1)
    ask(broken, "POST", COMMENTS, 401, written)
    ask(guest, "POST", COMMENTS, 409, {**written, "body": "Other", "form_token": token})
    ask(guest, "POST", COMMENTS, 422, {**written, "form_token": "broken"})
    ask(guest, "POST", COMMENTS, 404, {**written, "page": 99999, "form_token": token})
    shut = {**written, "page": closed.pk, "form_token": guest.form(closed)}
    ask(guest, "POST", COMMENTS, 403, shut)
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "COMMENTS_PER_MINUTE": 1}
    ask(guest, "POST", COMMENTS, 429, {**written, "form_token": guest.form(article)})
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}

    mine = f"{COMMENTS}{sent.json()['id']}/"
    ask(guest, "PATCH", mine, 200, {"body": "Hello again"})
    ask(guest, "PATCH", mine, 400, {"body": "Hello"}, nonsense=1)
    ask(broken, "PATCH", mine, 401, {"body": "Hello"})
    ask(ann, "PATCH", mine, 403, {"body": "Hello"})
    ask(guest, "PATCH", none, 404, {"body": "Hello"})
    ask(guest, "PATCH", mine, 422, {"body": ""})
    ask(ann, "DELETE", mine, 403)
    ask(guest, "DELETE", mine, 400, nonsense=1)
    ask(broken, "DELETE", mine, 401)
    ask(guest, "DELETE", none, 404)
    ask(guest, "DELETE", mine, 204)

    # Reacting
    reader = Browser()
    ask(reader, "POST", f"{one}like/", 200)
    ask(reader, "DELETE", f"{one}like/", 200)
    report = {"reason": "spam"}
    ask(reader, "POST", f"{one}report/", 202, report)
    ask(reader, "POST", f"{one}report/", 422, {"reason": "dislike"})
    for verb, body in (("like", None), ("report", report)):
        ask(reader, "POST", f"{one}{verb}/", 400, body, nonsense=1)
        ask(broken, "POST", f"{one}{verb}/", 401, body)
        ask(reader, "POST", f"{none}{verb}/", 404, body)
    ask(reader, "DELETE", f"{one}like/", 400, nonsense=1)
    ask(broken, "DELETE", f"{one}like/", 401)
    ask(reader, "DELETE", f"{none}like/", 404)
    kinds = ("LIKES", "REPORTS", "COMMENTS")
    settings.WAGTAIL_PARENTING = {f"{kind}_PER_MINUTE": 1 for kind in kinds}
    reader.send("PATCH", one, {"body": "Again"})
    ask(reader, "PATCH", one, 429, {"body": "Again"})
    ask(reader, "POST", f"{one}like/", 429)
    ask(reader, "POST", f"{one}report/", 429, report)
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}

    # Moderating
    queue = f"{COMMENTS}moderation/"
    make_comment(article, "Waits", status="held", reasons=[{"reason": "links", "note": "4"}])
    ask(team, "GET", queue, 200)
    ask(team, "GET", queue, 400, status="all")
    ask(stranger, "GET", queue, 401)
    ask(nobody, "GET", queue, 403)
    for verb in ("approve", "pin", "unpin", "spam", "remove", "restore"):
        act = f"actions/{verb}/"
        ask(team, "POST", f"{one}{act}", 200)
        ask(team, "POST", f"{one}{act}", 400, nonsense=1)
        ask(lost, "POST", f"{one}{act}", 401)
        ask(nobody, "POST", f"{one}{act}", 403)
        ask(team, "POST", f"{none}{act}", 404)
    reply = ReaderComment.objects.get(parent=first.pk)
    ask(team, "POST", f"{COMMENTS}{reply.pk}/actions/pin/", 422)

    # Readers
    cleo = make_reader("cleo@example.org", confirmed=False)
    ask(stranger, "POST", READERS, 202, {"email": "cleo@example.org"})
    ask(stranger, "POST", READERS, 400, {"email": "cleo@example.org"}, nonsense=1)
    ask(stranger, "POST", READERS, 422, {"email": "cleo"})
    secret = readers.make_link(cleo, next="", topics=[])
    confirm = f"{READERS}confirm/"
    ask(stranger, "POST", confirm, 400, {"token": secret}, nonsense=1)
    ask(broken, "POST", confirm, 401, {"token": secret})
    ask(stranger, "POST", confirm, 422, {})
    ask(Browser(), "POST", confirm, 200, {"token": secret})
    ask(stranger, "POST", confirm, 410, {"token": secret})
    settings.WAGTAIL_PARENTING = {"CONFIRMATIONS_PER_DAY": 1, "COMMENTS_PER_MINUTE": 1}
    for _time in range(8):
        if stranger.send("POST", READERS, {"email": "dora@example.org"}).status_code == 429:
            break
    ask(stranger, "POST", READERS, 429, {"email": "dora@example.org"})
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}
    me, subscriptions = f"{READERS}me/", f"{READERS}me/subscriptions/"
    ann.comment(article, "Mine", notify="replies", name="", email="")
    for path in (me, f"{me}export/", subscriptions):
        ask(ann, "GET", path, 200)
        ask(ann, "GET", path, 400, nonsense=1)
        ask(stranger, "GET", path, 401)
    ask(ann, "PATCH", subscriptions, 200, {"topics": []})
    ask(ann, "PATCH", subscriptions, 400, {"topics": []}, nonsense=1)
    ask(stranger, "PATCH", subscriptions, 401, {"topics": []})
    ask(ann, "PATCH", subscriptions, 422, {"topics": "all"})
    out = f"{READERS}unsubscribe/"
    ending = readers.unsubscribe_token(reader=make_reader("eve@example.org"), topic="replies-1")
    ask(stranger, "POST", out, 200, None, token=ending)
    ask(stranger, "POST", out, 400, None, token=ending, nonsense=1)
    ask(stranger, "POST", out, 410, None, token=tokens.make("visitor", "else"))
    ask(ann, "DELETE", me, 400, nonsense=1)
    ask(stranger, "DELETE", me, 401)
    ask(ann, "DELETE", me, 204)

    assert ask.left_out(COMMENTS, READERS) == set()


def test_held_tombstones_and_what_is_ones_own_are_valid_too(ask, article):
    guest = Browser()
    make_comment(article, "Waits", status="held", owner="someone")
    gone = make_comment(article, "Gone")
    make_comment(article, "Stays", parent=gone)
    ReaderComment.objects.filter(pk=gone.pk).update(status="withdrawn")
    recent = timezone.now() - datetime.timedelta(minutes=1)
    make_comment(
        article,
        "With all",
        website="https://a.example/",
        recent_state="ready",
        recent_title="Post",
        recent_url="https://a.example/post/",
        badge="author",
        edited_at=recent,
        edited_by_team=True,
    )
    guest.comment(article, "A [link](https://b.example/)")
    statuses = {item["status"] for item in guest.thread(article)["items"]}
    assert statuses == {"approved", "tombstone", "held"}
    for order in ("oldest", "newest", "top"):
        ask(guest, "GET", COMMENTS, 200, page=article.pk, order=order)
