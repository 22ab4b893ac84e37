"""Readers: confirming an address, what is theirs, mails that end with one click, and erasure."""

from __future__ import annotations

import hashlib
import io
import json
import re

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.comments import BASE, COMMENTS, Browser, ids
from tests.factories import (
    make_article,
    make_comment,
    make_contributor,
    make_reader,
    make_user,
    reader_token,
    restrict,
)
from tests.mails import deliver_all, secret_in
from wagtail_parenting.comments import actions, announcing
from wagtail_parenting.comments.models import (
    CommentLike,
    CommentReport,
    CommentSettings,
    ReaderComment,
)
from wagtail_parenting.comments.recount import recount
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.moderation.models import BlockEntry
from wagtail_parenting.readers import actions as readers
from wagtail_parenting.readers import notices
from wagtail_parenting.readers.models import MailedLink, Notice, Reader, Subscription

pytestmark = pytest.mark.django_db

READERS = f"{BASE}readers/"
ADDRESS = "ann.secret@example.org"


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "REPORTS_PER_MINUTE": 100}


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


def confirmed(browser, address=ADDRESS):
    """``browser`` after its reader has followed the mailed link."""
    deliver_all()
    browser.send("POST", READERS, {"email": address})
    [message] = deliver_all()
    answer = browser.send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    browser.token = answer.json()["reader_token"]
    return browser


# --- Confirming -----------------------------------------------------------------------------------


def test_a_mailed_link_makes_a_reader_of_a_visitor(article):
    browser = Browser()
    comment = browser.comment(article, email=ADDRESS, name="Ann").json()
    [message] = deliver_all()
    assert message.to == [ADDRESS]
    answer = browser.send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    assert answer.status_code == 200
    assert answer.json()["name"] == "Ann"
    assert answer.json()["next"] == f"/sleep/naps/#comment-{comment['id']}"
    reader = Reader.objects.get()
    assert reader.confirmed_at
    elsewhere = Browser(token=answer.json()["reader_token"])
    assert ids(elsewhere.thread(article)) == [comment["id"]]
    url = f"{COMMENTS}{comment['id']}/"
    assert elsewhere.send("PATCH", url, {"body": "Edited"}).status_code == 200


def test_a_confirmed_reader_keeps_what_her_browser_owned(article):
    browser = Browser()
    mine = browser.comment(article, email="other@example.org").json()["id"]
    confirmed(browser)
    assert browser.get(f"{COMMENTS}{mine}/").json()["is_own"] is True


def test_what_a_later_comment_wants_to_hear_of_is_confirmed_too(article):
    browser = Browser()
    browser.comment(article, "First", email=ADDRESS, notify="none")
    later = browser.comment(article, "Second", email=ADDRESS, notify="replies").json()["id"]
    *_first, message = deliver_all()
    answer = Browser().send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    assert answer.status_code == 200
    assert list(Subscription.objects.values_list("topic", flat=True)) == [f"replies-{later}"]


@pytest.mark.parametrize("address", [ADDRESS, "never-seen@example.org"])
def test_asking_for_a_link_answers_the_same_whether_known_or_not(site, address):
    make_reader(ADDRESS)
    answer = Browser().send("POST", READERS, {"email": address})
    assert answer.status_code == 202
    assert answer.json() == {
        "detail": "If this address can get mail, a link to confirm it is on its way."
    }


def test_a_link_works_once_and_other_ones_never(article, site):
    browser = Browser()
    browser.send("POST", READERS, {"email": ADDRESS})
    [message] = deliver_all()
    secret = secret_in(message)
    assert browser.send("POST", f"{READERS}confirm/", {"token": secret}).status_code == 200
    for token in (secret, secret[:-1] + "x", "", "x" * 900, reader_token(Reader.objects.get())):
        answer = Browser().send("POST", f"{READERS}confirm/", {"token": token})
        assert answer.status_code == 410
        assert answer.json()["code"] == "gone"


def test_a_link_expires(site):
    Browser().send("POST", READERS, {"email": ADDRESS})
    [message] = deliver_all()
    MailedLink.objects.update(expires_at=timezone.now())
    answer = Browser().send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    assert answer.status_code == 410
    assert Reader.objects.get().confirmed_at is None


def test_a_get_on_the_mailed_link_changes_nothing(client, site):
    Browser().send("POST", READERS, {"email": ADDRESS})
    [message] = deliver_all()
    address = re.search(r"https?://[^/\s]+(/\S*token=\S+)", message.body)[1]
    for method in (client.get, client.head, client.post):
        method(address)
    assert client.get(f"{READERS}confirm/?token={secret_in(message)}").status_code == 405
    assert Reader.objects.get().confirmed_at is None
    page = client.get(address)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    action = re.search(r'action="([^"]+)"', page.content.decode())[1]
    done = client.post(action, {"token": secret_in(message)})
    assert done.status_code == 200
    assert Reader.objects.get().confirmed_at
    assert client.post(action, {"token": secret_in(message)}).status_code == 410


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        *(({"email": ""}, "email"), ({"email": "x"}, "email"), ({"email": 1}, "email")),
        *(({"next": "//evil.example"}, "next"), ({"next": "https://evil.example"}, "next")),
        ({"subscribe": ["everything"]}, "subscribe"),
        ({"confirmed": True}, "confirmed"),
    ],
)
def test_bad_input_names_the_field(site, fields, place):
    answer = Browser().send("POST", READERS, {"email": ADDRESS, **fields})
    assert answer.status_code == 422
    assert place in str(answer.json()["errors"])
    assert not Notice.objects.exists()


def test_nobody_is_buried_in_mails(site, settings, article):
    settings.WAGTAIL_PARENTING |= {"CONFIRMATIONS_PER_DAY": 2}
    for _time in range(5):
        assert Browser().send("POST", READERS, {"email": ADDRESS}).status_code == 202
        deliver_all()
    assert len(mail.outbox) == 2
    Browser().comment(article, email=ADDRESS)
    assert len(mail.outbox) == 2


def test_asking_for_links_is_limited(site, settings):
    settings.WAGTAIL_PARENTING |= {"REPORTS_PER_MINUTE": 1}
    browser = Browser()
    assert browser.send("POST", READERS, {"email": ADDRESS}).status_code == 202
    assert browser.send("POST", READERS, {"email": ADDRESS}).status_code == 429


def test_a_bot_makes_us_mail_nobody(article):
    Browser().comment(article, email=ADDRESS, leave_empty="x")
    assert not Notice.objects.exists()


# --- Me -------------------------------------------------------------------------------------------


def test_me_shows_what_one_wrote_held_ones_too(article):
    browser = Browser()
    first = browser.comment(article, email=ADDRESS).json()["id"]
    confirmed(browser)
    second = browser.comment(article, "Second").json()["id"]
    make_comment(article, "Someone else's")
    answer = browser.get(f"{READERS}me/")
    assert answer["Cache-Control"] == "private, no-store"
    me = answer.json()
    assert me["email"] == ADDRESS
    assert [comment["id"] for comment in me["comments"]] == [second, first]
    paged = browser.get(f"{READERS}me/", limit=1).json()
    rest = browser.get(f"{READERS}me/", limit=1, cursor=paged["next"]).json()
    assert [comment["id"] for comment in rest["comments"]] == [first]


def test_a_visitor_sees_her_own_without_an_address(article):
    browser = Browser()
    mine = browser.comment(article, email=ADDRESS).json()["id"]
    me = browser.get(f"{READERS}me/").json()
    assert (me["email"], [comment["id"] for comment in me["comments"]]) == (None, [mine])


@pytest.mark.parametrize("path", ["me/", "me/export/", "me/subscriptions/"])
def test_nobody_is_401(site, path):
    assert Browser().get(f"{READERS}{path}").status_code == 401
    assert Browser().send("DELETE", f"{READERS}me/").status_code == 401


def test_the_export_holds_all_of_it(article):
    browser = Browser()
    browser.comment(article, "Mine", email=ADDRESS, notify="thread", website="https://a.example")
    confirmed(browser)
    article.unpublish()
    answer = browser.get(f"{READERS}me/export/")
    assert answer["Content-Disposition"].startswith("attachment")
    exported = answer.json()
    assert exported["email"] == ADDRESS
    [comment] = exported["comments"]
    assert (comment["body"], comment["url"], comment["page"]) == ("Mine", None, "")
    assert exported["subscriptions"] == [f"thread-{comment['id']}"]
    out = io.StringIO()
    call_command("parenting_export_reader", email=ADDRESS.upper(), stdout=out)
    assert json.loads(out.getvalue()) == exported


# --- Subscriptions and mails ----------------------------------------------------------------------


def subscribed(article, notify):
    reader = make_reader(ADDRESS, name="Ann")
    browser = Browser(token=reader_token(reader))
    answer = browser.comment(article, "Mine", name="", email="", notify=notify)
    return browser, ReaderComment.objects.get(pk=answer.json()["id"])


def announced(comment):
    announcing.announce.func(comment.pk)
    return deliver_all()


@pytest.mark.parametrize("notify", ["replies", "thread"])
def test_a_reply_is_mailed_to_whom_it_answers(article, notify):
    article.comments_approval = "none"
    article.save()
    _browser, mine = subscribed(article, notify)
    reply = make_comment(article, "See you *there* <b>x</b>", parent=mine, name="Ken\r\nBcc: x@y.z")
    [message] = announced(reply)
    assert message.to == [ADDRESS]
    assert "\n" not in message.subject
    assert "Ken" in message.subject
    assert "See you there" in message.body
    assert f"/sleep/naps/#comment-{reply.pk}" in message.body
    html = message.alternatives[0][0]
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"].startswith("<https://cms.example.org/api/")
    assert announced(reply) == []


def test_a_thread_is_followed_as_far_as_it_was_asked(article):
    article.comments_approval = "none"
    article.save()
    _browser, mine = subscribed(article, "replies")
    reply = make_comment(article, parent=mine)
    further = make_comment(article, parent=reply)
    assert len(announced(reply)) == 1
    assert announced(further) == []
    Subscription.objects.update(topic=f"thread-{mine.pk}")
    assert len(announced(make_comment(article, parent=reply))) == 1
    assert announced(make_comment(article)) == []


def test_nobody_is_mailed_before_she_has_confirmed_nor_of_her_own(article):
    guest = Browser()
    guest.comment(article, email=ADDRESS, notify="thread")
    mine = ReaderComment.objects.get()
    actions.approve(comment_id=mine.pk, actor=None)
    [link] = announced(make_comment(article, parent=mine))
    guest.send("POST", f"{READERS}confirm/", {"token": secret_in(link)})
    own = make_comment(article, parent=mine, reader=Reader.objects.get(), is_verified=True)
    assert announced(own) == []
    assert len(announced(make_comment(article, parent=mine))) == 1


def test_what_is_hidden_meanwhile_is_not_mailed(article):
    article.comments_approval = "none"
    article.save()
    _browser, mine = subscribed(article, "replies")
    reply = make_comment(article, parent=mine)
    announcing.announce.func(reply.pk)
    actions.remove(comment_id=reply.pk, actor=None)
    assert deliver_all() == []
    assert not Notice.objects.exists()


def test_authors_hear_of_comments_on_their_articles(section, site):
    user = make_user("mara", superuser=False)
    article = make_article(section, "Hers", authors=[make_contributor("Mara", user=user)])
    [message] = announced(make_comment(article, "Hello"))
    assert message.to == ["mara@example.org"]
    assert announced(make_comment(article, "Her own", user=user)) == []
    CommentSettings.objects.create(site=site, notify_authors=False)
    assert announced(make_comment(article, "Later")) == []


def unsubscribe_path(message):
    address = message.extra_headers["List-Unsubscribe"].strip("<>")
    return address.removeprefix("https://cms.example.org")


def test_one_click_ends_it_and_a_get_does_not(article, client):
    article.comments_approval = "none"
    article.save()
    _browser, mine = subscribed(article, "replies")
    [message] = announced(make_comment(article, parent=mine))
    path = unsubscribe_path(message)
    for method in (client.get, client.head):
        answer = method(path)
        assert answer.status_code == 303
        assert "/reader/unsubscribe/?token=" in answer["Location"]
    assert Subscription.objects.count() == 1
    page = client.get(answer["Location"].removeprefix("https://cms.example.org"))
    assert page.status_code == 200
    assert Subscription.objects.count() == 1
    form = {"List-Unsubscribe": "One-Click"}
    for _time in range(2):
        assert client.post(path, form).status_code == 200
    assert not Subscription.objects.exists()
    assert client.post(path[:-1] + "x").status_code == 410
    Reader.objects.all().delete()
    assert client.post(path).status_code == 410


def test_ending_one_topic_keeps_the_mails_of_others(article):
    article.comments_approval = "none"
    article.save()
    _browser, first = subscribed(article, "replies")
    second = make_comment(article, "Hers too", reader=first.reader)
    readers.subscribe(first.reader, [f"replies-{second.pk}"])
    for mine in (first, second):
        announcing.announce.func(make_comment(article, f"To {mine.pk}", parent=mine).pk)
    token = readers.unsubscribe_token(reader=first.reader, topic=f"replies-{first.pk}")
    readers.unsubscribe(token=token)
    [message] = deliver_all()
    assert f"To {second.pk}" in message.body


def test_an_author_can_end_her_mails_too(section, client):
    user = make_user("mara", superuser=False)
    article = make_article(section, "Hers", authors=[make_contributor("Mara", user=user)])
    [message] = announced(make_comment(article))
    client.post(unsubscribe_path(message))
    assert announced(make_comment(article, "Again")) == []


def test_subscriptions_are_listed_by_name_and_ended(article):
    article.comments_approval = "none"
    article.save()
    browser, mine = subscribed(article, "replies")
    listed = browser.get(f"{READERS}me/subscriptions/").json()
    assert [(item["topic"], item["title"]) for item in listed["items"]] == [
        (f"replies-{mine.pk}", "Naps")
    ]
    url = f"{READERS}me/subscriptions/"
    assert browser.send("PATCH", url, {"topics": ["thread-1"]}).status_code == 422
    assert browser.send("PATCH", url, {"topics": []}).json() == {"items": []}


def test_a_mail_that_cannot_be_sent_is_tried_again_and_then_given_up(site, monkeypatch, caplog):

    def broken(message, *args, **kwargs):
        raise OSError(f"cannot reach {message.to}")

    monkeypatch.setattr(EmailMultiAlternatives, "send", broken)
    Browser().send("POST", READERS, {"email": ADDRESS})
    tries = 0
    while Notice.objects.exists():
        Notice.objects.update(next_try_at=timezone.now())
        deliver_all()
        tries += 1
        assert tries < 20
    assert tries == len(notices.BACKOFF_MINUTES) + 1
    assert "given up" in caplog.text
    assert ADDRESS not in caplog.text


def test_what_a_crash_left_behind_is_found(article):
    from wagtail_parenting.ticks import tick

    article.comments_approval = "none"
    article.save()
    _browser, mine = subscribed(article, "replies")
    reply = make_comment(article, parent=mine)
    ReaderComment.objects.filter(pk=reply.pk).update(decided_at="2020-01-01T00:00:00Z")
    found = tick()
    assert found["announcements"] >= 1
    assert "old comments" in found
    assert "old comments" not in tick()


# --- Erasing --------------------------------------------------------------------------------------


def dump():
    """Every table, as text."""
    out = io.StringIO()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                out.write(repr(row) + "\n")
    return out.getvalue()


@pytest.mark.parametrize("how", ["reader", "command", "keeping the text"])
def test_erasing_leaves_no_trace_of_the_address(article, how):
    browser = Browser()
    browser.comment(
        article, "My very own words", email=ADDRESS, name="Ann Erasable", notify="thread"
    )
    confirmed(browser)
    mine = ReaderComment.objects.get()
    actions.approve(comment_id=mine.pk, actor=None)
    actions.redact(comment_id=mine.pk, actor=None, body="My very own wonders")
    reply = make_comment(article, "A reply", parent=mine)
    liked = make_comment(article, "Liked")
    browser.send("POST", f"{COMMENTS}{liked.pk}/like/")
    browser.send("POST", f"{COMMENTS}{liked.pk}/report/", {"reason": "spam", "text": "By Ann"})
    announcing.announce.func(reply.pk)
    block_lists.block(kind=BlockEntry.Kind.EMAIL, value=ADDRESS)
    assert ADDRESS in dump()
    if how == "reader":
        assert browser.send("DELETE", f"{READERS}me/").status_code == 204
    else:
        call_command(
            "parenting_erase_reader",
            email=ADDRESS,
            keep_text=how != "command",
            stdout=io.StringIO(),
        )
    left = dump()
    for word in (ADDRESS, "Ann Erasable", "By Ann", "very own words"):
        assert word not in left, word
    assert ("very own wonders" in left) == (how == "keeping the text")
    listed = Browser().thread(article)
    tombstone = listed["items"][0]
    assert tombstone["status"] == ("approved" if how == "keeping the text" else "tombstone")
    assert tombstone["replies"]["items"][0]["html"] == "<p>A reply</p>"
    assert CommentLike.objects.count() == 0
    liked.refresh_from_db()
    assert liked.likes == 0
    assert browser.comment(article, form_token="x").status_code in (401, 422)
    assert browser.get(f"{READERS}me/").status_code == 401
    assert block_lists.matching(address=ADDRESS, links=[], text="", connections=[])


def test_a_visitor_erases_what_her_browser_wrote_and_the_address_it_typed(article):
    browser = Browser()
    browser.comment(article, "Hello", email=ADDRESS)
    block_lists.block(kind=BlockEntry.Kind.EMAIL, value=ADDRESS)
    assert browser.send("DELETE", f"{READERS}me/").status_code == 204
    assert ADDRESS not in dump()
    assert not ReaderComment.objects.exists()
    assert block_lists.matching(address=ADDRESS, links=[], text="", connections=[])


def test_erasing_by_visitor_leaves_others_with_the_same_address_alone(article):
    make_comment(article, "Hers", reader=make_reader(ADDRESS))
    troll = Browser()
    troll.comment(article, "Not hers", email=ADDRESS)
    troll.send("DELETE", f"{READERS}me/")
    assert Reader.objects.get().address == ADDRESS
    assert ReaderComment.objects.get().body == "Hers"


def test_the_commands_say_when_there_is_nobody():
    for command in ("parenting_export_reader", "parenting_erase_reader"):
        with pytest.raises(CommandError, match="Nobody has written"):
            call_command(command, email="nobody@example.org")
        with pytest.raises(CommandError):
            call_command(command, email="no address")


def test_no_digest_of_the_address_is_one_that_anyone_could_make(article):
    Browser().comment(article, email=ADDRESS)
    block_lists.block(kind=BlockEntry.Kind.EMAIL, value=ADDRESS)
    Reader.objects.all().delete()
    BlockEntry.objects.update(value="")
    for algorithm in ("md5", "sha1", "sha256"):
        assert hashlib.new(algorithm, ADDRESS.encode()).hexdigest() not in dump()


# --- Nobody acts for another ----------------------------------------------------------------------


def test_a_guest_subscribes_nobody_by_typing_her_address(article):
    article.comments_approval = "none"
    article.save()
    make_reader(ADDRESS)
    first = make_comment(article)
    Browser().comment(article, parent=first.pk, email=ADDRESS, notify="thread", leave_empty="x")
    assert announced(make_comment(article, parent=first)) == []


def test_a_stranger_chooses_nobodys_name(article):
    Browser().comment(article, name="Rude", website="https://casino.example", email=ADDRESS)
    [message] = deliver_all()
    reader = Browser()
    link = {"token": secret_in(message)}
    answer = reader.send("POST", f"{READERS}confirm/", link).json()
    assert answer["name"] == ""
    reader.token = answer["reader_token"]
    assert reader.get(f"{COMMENTS}form/", page=article.pk).json()["needs"] == ["body", "name"]
    refused = reader.comment(article, "Mine", name="", email="")
    assert (refused.status_code, refused.json()["errors"][0]["loc"]) == (422, ["body", "name"])
    sent = reader.comment(article, "Mine", name="Ann", email="").json()
    assert (sent["author"]["name"], sent["author"]["url"]) == ("Ann", None)
    assert reader.comment(article, "Again", name="", email="").json()["author"]["name"] == "Ann"


def test_an_answer_does_not_tell_whose_address_is_the_teams_or_blocked(article):
    make_user("boss")
    block_lists.block(kind="email", value="bad@example.org", effect="hold")
    said = {
        Browser()
        .comment(article, f"By {email}", name="x", email=email)
        .json()["email_confirmation"]
        for email in ("boss@example.org", "bad@example.org", "new@example.org")
    }
    assert said == {"sent"}
    assert {notice.address for notice in Notice.objects.all()} == {"new@example.org"}


def test_one_mailbox_gets_few_mails_whatever_its_tags(site):
    for number in range(6):
        Browser().send("POST", READERS, {"email": f"victim+{number}@example.org"})
    assert Notice.objects.count() == 3
    assert Browser().send("POST", READERS, {"email": "root@localhost"}).status_code == 422


@pytest.mark.parametrize("next", ["/\t/evil.example", "/\n/evil.example", "//evil.example", "/\\x"])
def test_next_leads_to_no_other_site(site, next):
    answer = Browser().send("POST", READERS, {"email": ADDRESS, "next": next})
    assert answer.status_code == 422


def test_ending_mails_of_an_account_that_is_gone_is_410(site):
    user = make_user("gone")
    token = readers.unsubscribe_token(topic="moderation_digest", user=user)
    user.delete()
    assert Browser().send("POST", f"{READERS}unsubscribe/?token={token}").status_code == 410


def test_erasing_leaves_no_word_about_her_in_reports(article):
    browser = Browser()
    sent = browser.comment(article, email=ADDRESS).json()
    mine = ReaderComment.objects.get()
    make_comment(article, parent=mine)
    CommentReport.objects.create(comment=mine, reporter="z", reason="privacy", text=f"Is {ADDRESS}")
    assert browser.send("DELETE", f"{READERS}me/").status_code == 204, sent
    assert not CommentReport.objects.filter(text__contains="@").exists()


def test_the_new_title_of_a_page_that_went_private_is_not_exported(article):
    browser = Browser()
    browser.comment(article, email=ADDRESS, notify="thread")
    confirmed(browser)
    article.title = "Secret merger"
    article.save_revision().publish()
    restrict(article)
    assert "merger" not in browser.get(f"{READERS}me/export/").text
    assert "merger" not in browser.get(f"{READERS}me/subscriptions/").text


# --- A visitor who becomes a reader ---------------------------------------------------------------


def test_her_like_and_her_report_are_one_before_and_after(article):
    comment = make_comment(article)
    browser = Browser()
    like = f"{COMMENTS}{comment.pk}/like/"
    browser.send("POST", like)
    browser.send("POST", f"{COMMENTS}{comment.pk}/report/", {"reason": "spam"})
    confirmed(browser)
    assert browser.thread(article)["items"][0]["liked"]
    assert browser.send("POST", like).json()["likes"] == 1
    browser.send("POST", f"{COMMENTS}{comment.pk}/report/", {"reason": "spam"})
    assert CommentReport.objects.count() == 1
    assert browser.send("DELETE", like).json()["likes"] == 0
    assert list(recount(repair=False)) == []


def test_what_two_of_her_browsers_liked_counts_once(article):
    comment = make_comment(article)
    first, second = Browser(), Browser()
    for browser in (first, second):
        browser.send("POST", f"{COMMENTS}{comment.pk}/like/")
        browser.send("POST", f"{COMMENTS}{comment.pk}/report/", {"reason": "spam"})
        confirmed(browser)
    comment.refresh_from_db()
    assert (comment.likes, comment.reports) == (1, 1)
    second.send("DELETE", f"{READERS}me/")
    comment.refresh_from_db()
    assert (comment.likes, comment.reports) == (0, 0)
    assert list(recount(repair=False)) == []


def test_what_she_ended_does_not_come_back_with_another_link(article):
    browser = Browser()
    browser.comment(article, email=ADDRESS, notify="thread")
    confirmed(browser)
    [topic] = Subscription.objects.values_list("topic", flat=True)
    token = readers.unsubscribe_token(reader=Reader.objects.get(), topic=topic)
    readers.unsubscribe(token=token)
    confirmed(browser)
    assert not Subscription.objects.exists()


def test_a_held_comment_that_looked_like_spam_is_asked_about_once_it_is_approved(article):
    Browser().comment(article, email=ADDRESS, notify="replies", leave_empty="autofilled")
    assert deliver_all() == []
    comment = ReaderComment.objects.get()
    actions.approve(comment_id=comment.pk, actor=None)
    [message] = announced(comment)
    browser = Browser()
    browser.send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    assert Subscription.objects.get().topic == f"replies-{comment.pk}"


def test_many_subscriptions_cost_no_more_queries_than_one(article):
    reader = make_reader(ADDRESS)
    browser = Browser(token=reader_token(reader))
    counts = []
    for _number in range(2):
        for _more in range(4):
            readers.subscribe(reader, [f"thread-{make_comment(article).pk}"])
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"{READERS}me/subscriptions/").json()["items"][0]["title"] == "Naps"
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_nobody_keeps_a_notice_from_her_by_typing_her_address(article):
    article.comments_approval = "none"
    article.save()
    _browser, mine = subscribed(article, "replies")
    reply = Browser().comment(article, "A lie", parent=mine.pk, email=ADDRESS).json()
    mails_sent = announced(ReaderComment.objects.get(pk=reply["id"]))
    assert "A lie" in "".join(message.body for message in mails_sent)
