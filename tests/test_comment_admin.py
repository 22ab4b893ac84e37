"""Moderating in Wagtail's admin: who sees what, the queue, one comment, and their acts."""

from __future__ import annotations

import csv
import datetime
import io
import re
from html.parser import HTMLParser

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.comments import COMMENTS, Browser
from tests.factories import (
    make_article,
    make_comment,
    make_reader,
    make_section,
    make_user,
    page_model,
)
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.admin.queue import COMMENTS as QUEUE
from wagtail_parenting.comments.models import CommentReport, ReaderComment, RecentPost
from wagtail_parenting.moderation.admin.queue.menu import badge
from wagtail_parenting.moderation.models import BlockEntry, ModerationArea, Refusal
from wagtail_parenting.readers.identity import Who

pytestmark = pytest.mark.django_db

LIST = "parenting_comments:list"
RESULTS = "parenting_comments:list_results"
ACT = "parenting_comments:act"
UNDO = "parenting_comments:undo"
DETAIL = "parenting_comments:detail"
MODERATE, ADDRESSES = "moderate_readercomment", "see_reader_addresses"


def member(name, *pages, permissions=(MODERATE,)):
    """Someone in a group with access to the admin, who may moderate below ``pages``."""
    user = make_user(name, superuser=False)
    group = Group.objects.create(name=name)
    codenames = ["access_admin", *permissions]
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    for page in pages:
        ModerationArea.objects.create(group=group, page=page_model().objects.get(pk=page.pk))
    user.groups.add(group)
    return user


def entered(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(db):
    return entered(make_user("admin"))


@pytest.fixture
def moderator(db):
    return entered(member("moderator"))


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


@pytest.fixture
def elsewhere(site):
    return make_article(make_section(site, "Play"), "Mud")


@pytest.fixture
def sleeper(section):
    """Moderates the section of ``article``, not that of ``elsewhere``."""
    return entered(member("sleeper", section))


def held(page, body="We do it the same way.", *, reasons=("newcomer",), **values):
    kept = [{"reason": reason, "note": ""} for reason in reasons]
    return make_comment(page, body, status="held", reasons=kept, **values)


def listed(client, name=LIST, **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200, answer
    return [row.item.pk for row in answer.context["rows"]]


def act(client, verb, *comments, **more):
    ids = [comment.pk for comment in comments]
    return client.post(reverse(ACT), {"act": verb, "ticked": ids, **more})


def detail(comment, **query):
    url = reverse(DETAIL, args=[comment.pk])
    return f"{url}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else url


def do(client, comment, verb, **form):
    return client.post(reverse(DETAIL, args=[comment.pk]), {"do": verb, **form})


def status(comment):
    return ReaderComment.objects.get(pk=comment.pk).status


def logged(comment):
    kept = ModelLogEntry.objects.filter(
        object_id=str(comment.pk), content_type__model="readercomment"
    )
    return [entry.action.removeprefix("parenting.comment.") for entry in kept.order_by("pk")]


def reported(comment, *who, reason="abuse", text=""):
    for name in who:
        actions.report(
            comment_id=comment.pk, who=Who(visitor=name), reason=reason, text=text, address=name
        )


def words(client):
    """What the messages of the last act say, read from the next page."""
    html = client.get(reverse(LIST)).text
    found = re.search(r'<ul data-w-messages-target="container">.*?</ul>', html, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


# --- Who sees what --------------------------------------------------------------------------------


def test_those_who_moderate_everywhere_see_all_that_waits(admin, moderator, article, elsewhere):
    first, second = held(article), held(elsewhere)
    for client in (admin, moderator):
        assert listed(client) == [first.pk, second.pk], "the oldest first"
        assert client.get(detail(second)).status_code == 200


def test_who_moderates_a_section_sees_its_comments_only(sleeper, article, elsewhere):
    mine, other = held(article, "Mine"), held(elsewhere, "Not mine")
    assert listed(sleeper) == [mine.pk]
    assert listed(sleeper, RESULTS) == [mine.pk]
    assert listed(sleeper, page=elsewhere.pk) == []
    assert listed(sleeper, q="Not mine") == []
    assert sleeper.get(detail(mine)).status_code == 200
    assert sleeper.get(detail(other)).status_code == 404
    assert act(sleeper, "approve", other).status_code == 404
    assert do(sleeper, other, "approve").status_code == 404
    assert sleeper.post(reverse(UNDO), {"was": f"{other.pk}-approved"}).status_code == 404
    act(sleeper, "approve", mine, other)
    assert (status(mine), status(other)) == ("approved", "held")
    text = sleeper.get(reverse(LIST), {"export": "csv", "status": "all"}).getvalue().decode()
    assert "Mine" in text
    assert "Not mine" not in text
    home = sleeper.get(reverse("wagtailadmin_home")).text
    assert "Not mine" not in home


def test_a_thread_shows_a_limited_moderator_her_part_alone(sleeper, article):
    """Threads stay on one page, so what is linked is always hers."""
    comment = held(article)
    reply = make_comment(article, "An answer", parent=make_comment(article, "First"))
    text = sleeper.get(detail(reply)).text
    assert "First" in text
    assert str(comment.pk) not in re.findall(r"reader-comments/(\d+)/", text)


def test_an_editor_without_the_permission_sees_nothing(article):
    editor = entered(member("editor", permissions=()))
    comment = held(article, "Secret words")
    for url in (reverse(LIST), reverse(RESULTS), detail(comment)):
        answer = editor.get(url)
        assert (answer.status_code, answer.get("Location")) == (302, reverse("wagtailadmin_home"))
    assert act(editor, "approve", comment).status_code == 302
    assert do(editor, comment, "approve").status_code == 302
    assert editor.post(reverse(UNDO), {"was": f"{comment.pk}-approved"}).status_code == 302
    assert status(comment) == "held"
    home = editor.get(reverse("wagtailadmin_home")).text
    assert "Reader comments" not in home
    assert "Secret words" not in home


def test_a_visitor_is_sent_to_the_login(client, article):
    comment = held(article)
    for url in (reverse(LIST), detail(comment)):
        assert reverse("wagtailadmin_login") in client.get(url)["Location"]


def test_every_act_needs_a_csrf_token(article):
    comment = held(article)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user("admin"))
    assert act(strict, "approve", comment).status_code == 403
    assert do(strict, comment, "approve").status_code == 403
    assert strict.post(reverse(UNDO), {"was": f"{comment.pk}-approved"}).status_code == 403
    assert strict.get(reverse(ACT)).status_code == 405
    assert status(comment) == "held"


def test_the_menu_counts_what_waits_for_this_moderator(admin, sleeper, article, elsewhere):
    held(article)
    held(elsewhere)
    assert "Reader comments: 2 wait" in admin.get(reverse("wagtailadmin_home")).text
    assert "Reader comments: 1 waits" in sleeper.get(reverse("wagtailadmin_home")).text
    assert badge(QUEUE, 100)["data-parenting-waiting"] == "99+"


def test_the_menu_says_no_number_when_nothing_waits(admin, site):
    text = admin.get(reverse("wagtailadmin_home")).text
    assert '"Reader comments"' in text
    assert "Reader comments:" not in text
    assert "data-parenting-waiting" not in text


# --- The list -------------------------------------------------------------------------------------


def test_tabs_hold_what_they_say(admin, article):
    waits = held(article)
    read = make_comment(article, "Read")
    disliked = make_comment(article, "Disliked")
    reported(disliked, "one")
    spam = make_comment(article, "Buy", status="spam")
    removed = make_comment(article, "Gone", status="removed")
    taken = make_comment(article, "Mine", status="withdrawn")
    assert listed(admin, status="held") == [waits.pk]
    assert listed(admin, status="reported") == [disliked.pk]
    assert listed(admin, status="approved") == [disliked.pk, read.pk], "the newest first"
    assert listed(admin, status="spam") == [spam.pk]
    assert listed(admin, status="removed") == [removed.pk]
    assert listed(admin, status="withdrawn") == [taken.pk]
    assert len(listed(admin, status="all")) == 6
    assert listed(admin, status="nonsense") == [waits.pk]
    text = " ".join(re.sub(r"<[^>]+>", " ", admin.get(reverse(LIST)).text).split())
    assert "Held (1)" in text
    assert "Reported (1)" in text


def test_filters(admin, site, section, article, elsewhere):
    links = held(article, reasons=["links"])
    linked = held(article, reasons=["new_link_domain", "links"], language="de")
    old = held(elsewhere, created_at=timezone.now() - datetime.timedelta(days=9))
    today = timezone.localdate().isoformat()
    assert listed(admin, page=article.pk) == [links.pk, linked.pk]
    assert listed(admin, page="nonsense") == []
    assert listed(admin, page="9" * 30) == []
    assert listed(admin, section=section.pk) == [links.pk, linked.pk]
    assert listed(admin, section=site.root_page.pk) == [links.pk, linked.pk, old.pk]
    assert listed(admin, reason="new_link_domain") == [linked.pk]
    assert listed(admin, reason="links") == [links.pk, linked.pk]
    assert listed(admin, language="de") == [linked.pk]
    assert listed(admin, created_at_from=today) == [links.pk, linked.pk]
    assert listed(admin, created_at_to="2020-01-01") == []
    assert listed(admin, page_title="mu") == [old.pk]


def test_a_filter_that_cannot_be_is_no_way_to_see_more(admin, article):
    waits = held(article)
    make_comment(article)
    assert listed(admin, created_at_from="tomorrow") == [waits.pk]
    assert listed(admin, section="nonsense") == [waits.pk]


def test_search_looks_in_text_and_name(admin, article):
    one = held(article, "A red ball", name="Bea")
    two = held(article, "Blue", name="Redmond")
    assert listed(admin, q="red") == [one.pk, two.pk]
    assert listed(admin, q="bea") == [one.pk]
    assert listed(admin, q="nothing of it") == []


def test_rows_show_words_reasons_writer_and_place(admin, article):
    first = make_comment(article, "What do you do at *three*?", name="Bea")
    kept = [{"reason": "links", "note": "4"}, {"reason": "newcomer", "note": ""}]
    comment = make_comment(
        article,
        "I **rock** him.",
        parent=first,
        status="held",
        name="Cleo",
        website="https://cleo.example/blog",
        reasons=kept,
        likes=3,
    )
    text = admin.get(reverse(LIST)).text
    assert "I <strong>rock</strong> him." in text
    assert "Many links" in text
    assert ">4<" in text or "4" in re.search(r"Many links.*?</li>", text, re.S)[0]
    assert "Newcomer" in text
    assert "Cleo" in text
    assert "https://cleo.example/blog" in text
    assert "Bea" in text
    assert "What do you do at three?" in text
    assert "Naps" in text
    assert detail(comment).partition("?")[0] in text
    assert "https://www.example.org/sleep/naps/" in text
    assert f"#comment-{comment.pk}" not in text, "readers do not see it there yet"


def test_the_link_to_the_site_leads_to_the_comment_that_is_read(admin, article):
    comment = make_comment(article)
    text = admin.get(reverse(LIST), {"status": "approved"}).text
    assert f"https://www.example.org/sleep/naps/#comment-{comment.pk}" in text


def test_rows_tell_who_is_known(admin, article):
    reader = make_reader("bea@example.org")
    stranger = make_reader("cleo@example.org", confirmed=False)
    held(article, reader=reader, is_verified=True)
    held(article, reader=stranger)
    held(article)
    held(article, user=make_user("mara"), is_verified=True, badge="team")
    rows = admin.get(reverse(LIST)).context["rows"]
    assert [str(row.standing) for row in rows] == [
        "Confirmed address",
        "Address not confirmed",
        "No address",
        "Signed in",
    ]


def test_the_list_is_as_fast_for_fifty_as_for_one(admin, article):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as counted:
            rows = listed(admin)
        return len(counted), len(rows)

    def one_more():
        parent = make_comment(article, "Parent")
        reader = make_reader(f"{parent.pk}@example.org")
        comment = held(article, parent=parent, reader=reader, reports=1)
        CommentReport.objects.create(comment=comment, reporter="x", reason="abuse")

    one_more()
    queries()  # content types are cached by Django for the life of a process
    few = queries()
    for _number in range(49):
        one_more()
    many = queries()
    assert (few[1], many[1]) == (1, 50)
    assert few[0] == many[0]


def test_rows_tell_what_was_done_last(moderator, article):
    comment = held(article)
    act(moderator, "approve", comment)
    act(moderator, "spam", comment)
    [row] = moderator.get(reverse(LIST), {"status": "spam"}).context["rows"]
    assert (row.last.said, row.last.who) == ("Reader comment taken for spam", "moderator")


def test_a_long_list_comes_in_pages(admin, article):
    made = [held(article, f"Number {number}").pk for number in range(51)]
    assert listed(admin) == made[:50]
    assert listed(admin, p=2) == made[50:]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "Nothing waits"),
        ({"status": "reported"}, "No reader has reported"),
        ({"status": "approved"}, "Nobody has written yet"),
        ({"status": "spam"}, "Nothing is taken for spam"),
        ({"status": "removed"}, "Nothing has been removed"),
        ({"status": "withdrawn"}, "Nobody has withdrawn"),
        ({"q": "x"}, "No reader comments match"),
    ],
)
def test_an_empty_list_says_what_will_come(admin, site, query, said):
    assert said in admin.get(reverse(LIST), query).text


def test_the_refreshed_part_of_the_list_has_its_form_and_its_tabs(admin, article):
    comment = held(article)
    text = admin.get(reverse(RESULTS), {"status": "held", "q": "same"}).text
    assert "<html" not in text
    assert "csrfmiddlewaretoken" in text
    assert f'value="{comment.pk}"' in text
    assert f'href="{reverse(LIST)}?status=spam&amp;q=same"' in text
    assert 'aria-current="page"' in text


# --- Acts upon many -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        ("held", "approve", "approved"),
        ("held", "spam", "spam"),
        ("held", "remove", "removed"),
        ("spam", "restore", "approved"),
        ("removed", "restore", "approved"),
        ("approved", "hold", "held"),
    ],
)
def test_ticked_rows_are_acted_upon_at_once(moderator, article, before, verb, after):
    ticked = [make_comment(article, f"Number {n}", status=before) for n in range(2)]
    left = make_comment(article, "Not ticked", status=before)
    answer = act(moderator, verb, *ticked, next=f"{reverse(LIST)}?status={before}&q=Number")
    assert answer["Location"] == f"{reverse(LIST)}?status={before}&q=Number"
    assert [status(comment) for comment in (*ticked, left)] == [after, after, before]
    assert [logged(comment) for comment in ticked] == [[verb], [verb]]
    entry = ModelLogEntry.objects.filter(object_id=str(ticked[0].pk)).get()
    assert entry.user.username == "moderator"
    assert words(moderator).startswith("2 reader comments")


def test_the_button_of_a_row_takes_that_row_alone(moderator, article):
    one, ticked = held(article), held(article)
    moderator.post(reverse(ACT), {"one": f"approve-{one.pk}", "ticked": [ticked.pk]})
    assert (status(one), status(ticked)) == ("approved", "held")
    assert words(moderator).startswith("1 reader comment ")


@pytest.mark.parametrize(
    ("before", "verb"),
    [("held", "approve"), ("held", "spam"), ("approved", "remove"), ("spam", "restore")],
)
def test_an_act_upon_many_can_be_undone(moderator, article, before, verb):
    ticked = [make_comment(article, f"Number {n}", status=before) for n in range(2)]
    act(moderator, verb, *ticked)
    html = moderator.get(reverse(LIST)).text
    assert f'action="{reverse(UNDO)}"' in html
    was = re.findall(r'name="was" value="([^"]+)"', html)
    assert was == [f"{comment.pk}-{before}" for comment in ticked]
    moderator.post(reverse(UNDO), {"was": was})
    assert [status(comment) for comment in ticked] == [before, before]
    assert "2 reader comments" in words(moderator)


def test_what_did_not_change_cannot_be_undone(moderator, article):
    act(moderator, "approve", make_comment(article))
    assert reverse(UNDO) not in moderator.get(reverse(LIST)).text


def test_without_a_tick_nothing_happens_and_it_is_said(moderator, article):
    comment = held(article)
    act(moderator, "approve")
    assert "Tick" in words(moderator)
    assert status(comment) == "held"


def test_what_its_writer_took_back_meanwhile_is_left_alone(moderator, article):
    kept, taken = held(article), make_comment(article, status="withdrawn")
    act(moderator, "approve", kept, taken)
    said = words(moderator)
    assert "1 reader comment was approved" in said
    assert "1 reader comment was withdrawn" in said
    assert (status(kept), status(taken)) == ("approved", "withdrawn")


@pytest.mark.parametrize(
    "form",
    [
        {"act": "explode", "ticked": ["{pk}"]},
        {"act": "pin", "ticked": ["{pk}"]},
        {"one": "approve"},
        {"one": "approve-x"},
        {"act": "approve", "ticked": ["x", "9" * 30, "-1"]},
        {},
    ],
)
def test_what_no_button_sends_does_nothing(moderator, article, form):
    comment = held(article)
    sent = {
        name: [part.format(pk=comment.pk) for part in value] if isinstance(value, list) else value
        for name, value in form.items()
    }
    assert moderator.post(reverse(ACT), sent).status_code == 404
    for was in ("x", f"{comment.pk}-withdrawn", f"{comment.pk}-", "9" * 30 + "-held"):
        assert moderator.post(reverse(UNDO), {"was": was}).status_code == 404
    assert (status(comment), logged(comment)) == ("held", [])


def test_the_way_back_leads_nowhere_else(moderator, article):
    answer = act(moderator, "approve", held(article), next="https://evil.example/")
    assert answer["Location"] == reverse(LIST)


# --- One comment ----------------------------------------------------------------------------------


def test_the_detail_shows_all_of_it_in_its_thread(admin, article):
    first = make_comment(article, "The first of all", name="Bea")
    second = make_comment(article, "The second", parent=first)
    comment = make_comment(
        article,
        "The third\n\nwith more",
        parent=second,
        status="held",
        reasons=[{"reason": "borrowed_name", "note": ""}],
        website="https://cleo.example/",
    )
    make_comment(article, "Below it", parent=comment, status="spam", name="Dan")
    text = admin.get(detail(comment)).text
    places = [text.index(part) for part in ("The first of all", "The second", "The third")]
    assert places == sorted(places)
    assert text.index("Below it") > places[-1]
    assert "Name of someone of the team" in text
    assert 'href="https://cleo.example/"' in text


def test_the_detail_of_a_deep_reply_does_not_ask_for_each_above(admin, article):
    node = make_comment(article, "Top")
    for number in range(40):
        node = make_comment(article, f"Level {number}", parent=node)
    with CaptureQueriesContext(connection) as counted:
        assert admin.get(detail(node)).status_code == 200
    assert len(counted) < 45


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        ("held", "approve", "approved"),
        ("held", "spam", "spam"),
        ("held", "remove", "removed"),
        ("spam", "restore", "approved"),
        ("removed", "restore", "approved"),
        ("removed", "spam", "spam"),
        ("approved", "hold", "held"),
        ("approved", "pin", "approved"),
    ],
)
def test_each_act_sets_the_status_and_stands_in_the_log(moderator, article, before, verb, after):
    comment = make_comment(article, status=before)
    answer = do(moderator, comment, verb)
    assert answer["Location"] == detail(comment)
    assert (status(comment), logged(comment)) == (after, [verb])


def test_pinning_and_unpinning(moderator, article):
    comment = make_comment(article)
    do(moderator, comment, "pin")
    assert ReaderComment.objects.get(pk=comment.pk).pinned
    do(moderator, comment, "unpin")
    assert not ReaderComment.objects.get(pk=comment.pk).pinned
    assert logged(comment) == ["pin", "unpin"]
    reply = make_comment(article, parent=comment)
    assert 'value="pin"' not in moderator.get(detail(reply)).text
    assert do(moderator, reply, "pin").status_code == 302
    assert "begins a thread" in words(moderator)


def test_only_acts_that_fit_are_offered(moderator, article):
    def offered(comment):
        return set(re.findall(r'name="do" value="(\w+)"', moderator.get(detail(comment)).text))

    def made(status):
        return make_comment(article, status=status, ip_key="f" * 64)

    forms = {"answer", "redact", "block", "block_spam"}
    assert offered(made("held")) == {"approve", "spam", "remove", *forms}
    assert offered(made("approved")) == {"spam", "remove", "hold", "pin", *forms}
    assert offered(made("spam")) == {"restore", "remove", "hold", "redact", "block"}
    assert offered(made("removed")) == {"restore", "spam", "hold", *forms - {"answer"}}
    assert offered(made("withdrawn")) == set()


def test_what_was_withdrawn_can_be_seen_and_not_touched(moderator, article):
    comment = make_comment(article, status="withdrawn")
    for verb in ("approve", "redact", "answer", "pin", "block"):
        assert do(moderator, comment, verb, **{f"{verb}-body": "Hello"}).status_code == 302
        assert "withdrawn" in words(moderator)
    assert (status(comment), logged(comment)) == ("withdrawn", [])


def test_an_act_that_is_none_is_not_found(moderator, article):
    assert do(moderator, held(article), "explode").status_code == 404


def test_reports_are_shown_without_those_who_reported(moderator, article):
    comment = make_comment(article)
    reported(comment, "visitor-one", reason="advice", text="This is <b>dangerous</b>")
    reported(comment, "visitor-two", reason="spam")
    text = moderator.get(detail(comment)).text
    assert "Dangerous advice" in text
    assert "This is &lt;b&gt;dangerous&lt;/b&gt;" in text
    assert "visitor-one" not in text
    kept = CommentReport.objects.first()
    assert kept.reporter not in text
    assert kept.ip_key not in text
    do(moderator, comment, "clear_reports")
    assert not CommentReport.objects.filter(resolved_at=None).exists()
    assert logged(comment) == ["clear_reports"]
    assert listed(moderator, status="reported") == []


def test_a_recent_post_can_be_taken_out(moderator, article):
    comment = make_comment(
        article,
        recent_state=RecentPost.READY,
        recent_title="Ten <i>tips</i>",
        recent_url="javascript:alert(1)",
    )
    text = moderator.get(detail(comment)).text
    assert "Ten &lt;i&gt;tips" in text
    assert 'href="javascript' not in text
    do(moderator, comment, "remove_recent_post")
    assert ReaderComment.objects.get(pk=comment.pk).recent_state == RecentPost.REMOVED
    assert logged(comment) == ["remove_recent_post"]


def test_redacting_keeps_the_original_and_tells_readers(moderator, article):
    comment = make_comment(article, "My son Tim Smith sleeps")
    text = moderator.get(detail(comment)).text
    assert "edited by the team" in text
    assert "My son Tim Smith sleeps</textarea>" in text
    do(moderator, comment, "redact", **{"redact-body": "My son sleeps"})
    after = moderator.get(detail(comment)).text
    assert "My son Tim Smith sleeps" in after, "in the history"
    assert logged(comment) == ["redact"]
    read = Browser().get(f"{COMMENTS}{comment.pk}/").json()
    assert read["edited_by_team"] is True
    assert "Smith" not in read["html"]
    actions.purge()
    assert "My son Tim Smith sleeps" in moderator.get(detail(comment)).text
    ModelLogEntry.objects.update(timestamp=timezone.now() - datetime.timedelta(days=60))
    actions.purge()
    assert "Smith" not in moderator.get(detail(comment)).text


def test_an_empty_redaction_is_refused_at_its_field(moderator, article):
    comment = make_comment(article, "As it was")
    answer = do(moderator, comment, "redact", **{"redact-body": "   "})
    assert answer.status_code == 200
    assert "This field is required" in answer.text
    answer = do(moderator, comment, "redact", **{"redact-body": "x" * 5001})
    assert "This is too long" in answer.text
    assert "x" * 5001 in answer.text, "nothing typed is lost"
    assert ReaderComment.objects.get(pk=comment.pk).body == "As it was"


def test_answering_as_the_team_approves_what_is_answered(moderator, article):
    comment = held(article)
    assert "Approve and answer" in moderator.get(detail(comment)).text
    do(moderator, comment, "answer", **{"answer-body": "Thank you, *Ann*."})
    reply = ReaderComment.objects.get(parent=comment)
    assert (reply.status, reply.badge, reply.user.username) == ("approved", "team", "moderator")
    assert status(comment) == "approved"
    assert (logged(comment), logged(reply)) == (["approve"], ["answer"])
    assert "Thank you, Ann." in moderator.get(detail(comment)).text


def test_an_empty_answer_is_refused_and_approves_nothing(moderator, article):
    comment = held(article)
    assert do(moderator, comment, "answer", **{"answer-body": ""}).status_code == 200
    assert (status(comment), logged(comment)) == ("held", [])


def test_the_history_names_acts_and_people(moderator, admin, article):
    comment = held(article)
    do(moderator, comment, "approve")
    do(admin, comment, "remove")
    text = moderator.get(detail(comment)).text
    past = text[text.index("History") :]
    assert "Reader comment approved" in past
    assert "Reader comment removed" in past
    assert "moderator" in past
    assert "admin" in past


# --- From one to the next -------------------------------------------------------------------------


def test_from_the_queue_an_act_leads_to_the_next_that_waits(moderator, article, elsewhere):
    one, other, two = held(article), held(elsewhere), held(article)
    queue = f"status%3Dheld%26page%3D{article.pk}"
    text = moderator.get(reverse(LIST), {"status": "held", "page": article.pk}).text
    assert f"{reverse(DETAIL, args=[one.pk])}?queue={queue}".replace("&", "&amp;") in text
    form = {"queue": f"status=held&page={article.pk}"}
    answer = do(moderator, one, "approve", **form)
    assert answer["Location"] == f"{reverse(DETAIL, args=[two.pk])}?queue={queue}"
    answer = do(moderator, two, "spam", **form)
    assert answer["Location"] == f"{reverse(LIST)}?status=held&page={article.pk}"
    assert "last" in words(moderator)
    assert status(other) == "held"


def test_the_queue_goes_on_and_then_round_to_what_was_skipped(moderator, article):
    one, two, three = held(article), held(article), held(article)
    answer = do(moderator, two, "approve", queue="status=held")
    assert answer["Location"].startswith(reverse(DETAIL, args=[three.pk]))
    answer = do(moderator, three, "approve", queue="status=held")
    assert answer["Location"].startswith(reverse(DETAIL, args=[one.pk]))


def test_acts_that_leave_it_waiting_stay_with_it(moderator, article):
    comment = held(article)
    held(article)
    answer = do(moderator, comment, "redact", queue="status=held", **{"redact-body": "Less"})
    assert answer["Location"].startswith(reverse(DETAIL, args=[comment.pk]))


# --- Blocking the sender --------------------------------------------------------------------------


@pytest.fixture
def pest(article):
    return held(
        article,
        "See https://pills.example.com/now and https://www.example.org/sleep/",
        reader=make_reader("pest@spam.example", confirmed=False),
        website="https://shop.example.net/",
        ip_key="f" * 64,
    )


def block(client, comment, *what, verb="block", **form):
    fields = {"effect": "spam", "days": "7", "note": "Sells pills", **form}
    return do(
        client,
        comment,
        verb,
        **{"block-what": what},
        **{f"block-{k}": v for k, v in fields.items()},
    )


def test_a_sender_is_blocked_without_her_address_being_seen(moderator, pest):
    html = moderator.get(detail(pest)).text
    assert "pest@spam.example" not in html
    assert "f" * 64 not in html
    assert 'value="email"' in html
    block(moderator, pest, "email", "connection", "domain:example.net")
    entries = {entry.kind: entry for entry in BlockEntry.objects.all()}
    assert entries["email"].value == "pest@spam.example"
    assert entries["connection"].key == "f" * 64
    assert entries["domain"].key == "example.net"
    for entry in entries.values():
        assert (entry.effect, entry.note) == ("spam", "Sells pills")
        assert entry.created_by.username == "moderator"
        days = (entry.expires_at - timezone.now()).total_seconds() / 86400
        assert 6.9 < days < 7.1
    assert logged(pest) == ["block"]
    assert "pest@spam.example" not in str(ModelLogEntry.objects.values_list("data", "label"))
    assert "pest@spam.example" not in moderator.get(detail(pest)).text
    assert status(pest) == "held"


def test_blocking_offers_domains_but_never_ones_own(moderator, pest):
    html = moderator.get(detail(pest)).text
    offered = re.findall(r'name="block-what" value="([^"]+)"', html)
    assert offered == ["email", "connection", "domain:example.net", "domain:example.com"]


def test_blocking_can_take_the_comment_for_spam_as_well(moderator, pest):
    block(moderator, pest, "email", verb="block_spam", days="")
    assert status(pest) == "spam"
    assert BlockEntry.objects.get().expires_at is None
    assert logged(pest) == ["block", "spam"]


def test_blocking_nothing_or_what_is_not_hers_is_refused(moderator, pest):
    for what in ((), ("domain:innocent.example",)):
        answer = block(moderator, pest, *what)
        assert answer.status_code == 200
        assert not BlockEntry.objects.exists()


def test_a_sender_without_anything_to_block_cannot_be(moderator, article):
    html = moderator.get(detail(held(article))).text
    assert "nothing of its sender is known" in html


# --- E-mail addresses -----------------------------------------------------------------------------


@pytest.fixture
def written(article):
    return held(article, "Hello", reader=make_reader("secret@private.example"), is_verified=True)


def rows_of_export(client, **query):
    text = client.get(reverse(LIST), {"export": "csv", **query}).getvalue().decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_addresses_are_for_those_with_the_permission(written):
    seeing = entered(member("seeing", permissions=(MODERATE, ADDRESSES)))
    for url in (reverse(LIST), detail(written)):
        assert "secret@private.example" in seeing.get(url).text
    assert listed(seeing, q="secret@private") == [written.pk]
    assert rows_of_export(seeing)[0]["E-mail address"] == "secret@private.example"


def test_addresses_are_hidden_from_everyone_else(moderator, written):
    for url in (reverse(LIST), reverse(RESULTS), detail(written), reverse("wagtailadmin_home")):
        assert "secret@private.example" not in moderator.get(url).text
    assert listed(moderator, q="secret@private") == []
    [row] = rows_of_export(moderator)
    assert "E-mail address" not in row
    assert "secret@private.example" not in str(row)


# --- Export ---------------------------------------------------------------------------------------


def test_the_export_holds_what_is_filtered(moderator, article):
    made = held(article, "Hello, *you*", name="Cleo", reasons=["links"], likes=2)
    make_comment(article, "Not in it")
    [row] = rows_of_export(moderator)
    assert row["Number"] == str(made.pk)
    assert row["Text"] == "Hello, *you*"
    assert row["Name"] == "Cleo"
    assert row["Page"] == "Naps"
    assert row["Why it was held"] == "Many links"
    assert row["Status"] == "Held"
    assert len(rows_of_export(moderator, status="all")) == 2


def test_the_export_as_a_workbook(moderator, article):
    held(article, "A bell \x07 and =1+1", name="=cmd()")
    answer = moderator.get(reverse(LIST), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert "=cmd()" in rows[1]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_export_costs_the_same_for_many(moderator, article):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            rows_of_export(moderator)
        return len(counted)

    held(article)
    queries()
    few = queries()
    for number in range(20):
        held(article, reader=make_reader(f"{number}@example.org"))
    assert queries() == few


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_no_cell_of_a_csv_is_a_formula(moderator, article, name):
    held(article, name=name)
    assert rows_of_export(moderator)[0]["Name"] == f"'{name}"


# --- Hostile words --------------------------------------------------------------------------------

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'>'


class Scripts(HTMLParser):
    """Finds what of a page would run, or lead to a script."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            value = (value or "").strip().lower()
            if name.startswith("on") or value.startswith("javascript:"):
                self.found.append((tag, name, value))
        if tag == "img" and dict(attributes).get("src") == "x":
            self.found.append((tag, "src", "x"))


def scripts(html):
    parser = Scripts()
    parser.feed(html)
    return parser.found + re.findall(r"<script>alert", html)


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", f"https://x.example/{HOSTILE}", "data:,x"]
)
def test_hostile_words_are_inert_everywhere(admin, section, website):
    page = make_article(section, f"Naps {HOSTILE}", slug="naps")
    parent = make_comment(page, HOSTILE, name=HOSTILE[:80])
    comment = held(
        page,
        HOSTILE,
        parent=parent,
        name=HOSTILE[:80],
        website=website,
        reasons=["newcomer"],
        reader=make_reader("ann@example.org"),
    )
    ReaderComment.objects.filter(pk=comment.pk).update(
        reasons=[{"reason": "own_rule", "note": HOSTILE}],
        recent_state="ready",
        recent_title=HOSTILE,
        recent_url="https://ann.example.com/",
    )
    CommentReport.objects.create(comment=comment, reporter="x", reason="abuse", text=HOSTILE)
    urls = [reverse(LIST), reverse(RESULTS), detail(comment), detail(parent)]
    urls += [reverse("wagtailadmin_home"), f"{reverse(LIST)}?page={page.pk}&q=%3Cscript%3Ealert"]
    for url in urls:
        assert scripts(admin.get(url).text) == [], url
    act(admin, "spam", comment)
    assert scripts(admin.get(reverse(LIST)).text) == []


def test_a_name_cannot_turn_the_line_around(admin, article):
    held(article, name="Ann")
    assert "<bdi>Ann</bdi>" in admin.get(reverse(LIST)).text


def test_a_web_site_in_other_letters_shows_its_true_host(admin, article):
    held(article, website="https://аpple.com/")
    assert "xn--pple-43d.com" in admin.get(reverse(LIST)).text


# --- The dashboard, the page list, the editor -----------------------------------------------------


def test_the_dashboard_shows_the_oldest_three(moderator, article):
    for number in range(4):
        held(article, f"Number {number} waits")
    text = moderator.get(reverse("wagtailadmin_home")).text
    assert "4 reader comments wait" in text
    assert [n for n in range(4) if f"Number {n} waits" in text] == [0, 1, 2]


def test_the_dashboard_counts_what_was_turned_away(moderator, site):
    today = timezone.now().date()
    Refusal.objects.create(kind="comment", reason="rate_limited", day=today, count=12)
    old = today - datetime.timedelta(days=31)
    Refusal.objects.create(kind="comment", reason="rate_limited", day=old, count=100)
    Refusal.objects.create(kind="entry", reason="rate_limited", day=today, count=1000)
    text = moderator.get(reverse("wagtailadmin_home")).text
    found = re.search(r"Too many at once.*?(\d+)", text, re.S)
    assert found
    assert found[1] == "12"


def test_an_empty_dashboard_says_what_will_come(moderator, site):
    assert "Nothing waits" in moderator.get(reverse("wagtailadmin_home")).text


def article_list(article):
    name = f"parenting_{article._meta.label_lower.replace('.', '_')}"
    return reverse(f"{name}:index")


def test_the_page_list_counts_what_waits_below_each(admin, article, elsewhere):
    held(article)
    held(article)
    make_comment(elsewhere)
    text = admin.get(article_list(article)).text
    assert f'href="{reverse(LIST)}?page={article.pk}"' in text
    assert f'href="{reverse(LIST)}?page={elsewhere.pk}"' not in text
    assert "2 wait" in text


def test_the_page_list_costs_the_same_for_many(admin, section):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            admin.get(article_list(section_article))
        return [q["sql"] for q in counted if "readercomment" in q["sql"]]

    section_article = make_article(section, "First")
    held(section_article)
    few = queries()
    for number in range(10):
        held(make_article(section, f"Article {number}"))
    assert len(few) == len(queries())


def test_the_page_list_of_who_does_not_moderate_has_no_such_column(article):
    from wagtail.models import GroupPagePermission

    user = member("editor", permissions=())
    permission = Permission.objects.get(
        codename="change_page" if page_model()._meta.model_name == "page" else "change_basepage"
    )
    root = page_model().get_first_root_node()
    GroupPagePermission.objects.create(
        group=user.groups.get(), page_id=root.pk, permission=permission
    )
    held(article)
    text = entered(user).get(article_list(article)).text
    assert "Naps" in text
    assert reverse(LIST) not in text
    assert "1 waits" not in text
    assert "Reader comments" not in text


def test_the_editor_of_a_page_leads_to_its_comments(admin, article):
    held(article)
    make_comment(article)
    text = admin.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).text
    assert f'href="{reverse(LIST)}?page={article.pk}"' in text
    assert f'href="{reverse(LIST)}?page={article.pk}&amp;status=approved"' in text
