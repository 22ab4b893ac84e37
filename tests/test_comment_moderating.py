"""Moderating through the API: who may, what follows, and what stands in the log."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.comments import COMMENTS, Browser, ids
from tests.factories import (
    make_article,
    make_comment,
    make_section,
    make_token,
    make_user,
    page_model,
)
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.models import CommentReport, ReaderComment
from wagtail_parenting.errors import InvalidInput, NotFound
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.moderation.models import BlockEntry, KnownDomain, ModerationArea
from wagtail_parenting.moderation.permissions import EVERYWHERE, NOWHERE, area_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "REPORTS_PER_MINUTE": 100}


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


@pytest.fixture
def moderator(db):
    return Browser(bearer=make_token(make_user("moderator")))


def member(name, *pages, permissions=("moderate_readercomment", "access_admin")):
    """Someone in a group that moderates below ``pages``, or everywhere."""
    user = make_user(name, superuser=False)
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=permissions))
    for page in pages:
        ModerationArea.objects.create(group=group, page=page_model().objects.get(pk=page.pk))
    user.groups.add(group)
    return type(user).objects.get(pk=user.pk)


def act(browser, comment, verb):
    return browser.send("POST", f"{COMMENTS}{comment.pk}/actions/{verb}/")


# --- Acts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        *(("held", "approve", "approved"), ("spam", "approve", "approved")),
        *(("approved", "spam", "spam"), ("held", "spam", "spam")),
        *(("approved", "remove", "removed"), ("removed", "restore", "approved")),
        *(("spam", "restore", "approved"), ("approved", "approve", "approved")),
        *(("approved", "pin", "approved"), ("approved", "unpin", "approved")),
    ],
)
def test_an_act_answers_what_became_of_it_and_may_be_repeated(
    moderator, article, before, verb, after
):
    comment = make_comment(article, status=before)
    for _time in range(2):
        answer = act(moderator, comment, verb)
        assert answer.status_code == 200
        assert answer.json()["status"] == after
        assert answer.json()["pinned"] == (verb == "pin")
    comment.refresh_from_db()
    assert comment.status == after
    stamp = PageStamp.objects.get(pk=article.pk)
    assert (stamp.comments, stamp.threads) == (1, 1) if after == "approved" else (0, 0)


def test_an_act_stands_in_the_audit_log_without_the_words(moderator, article):
    comment = make_comment(article, "A secret", name="Mallory", status="held")
    act(moderator, comment, "approve")
    entry = ModelLogEntry.objects.for_instance(comment).get()
    assert entry.action == "parenting.comment.approve"
    assert entry.user.username == "moderator"
    assert "secret" not in str(entry.data) + entry.label
    assert "Mallory" not in str(entry.data) + entry.label


def test_only_a_comment_that_begins_a_thread_can_be_pinned(moderator, article):
    first = make_comment(article)
    reply = make_comment(article, parent=first)
    held = make_comment(article, status="held")
    for comment in (reply, held):
        assert act(moderator, comment, "pin").status_code == 422


@pytest.mark.parametrize("verb", ["approve", "spam", "remove", "restore", "pin", "unpin"])
def test_what_its_writer_withdrew_is_not_there(moderator, article, verb):
    assert act(moderator, make_comment(article, status="withdrawn"), verb).status_code == 404
    assert act(moderator, make_comment(article, status="withdrawn"), "fly").status_code == 404


@pytest.mark.parametrize("verb", ["approve", "restore", "remove"])
def test_what_was_emptied_does_not_come_back(article, verb):
    comment = make_comment(article, status="removed")
    ReaderComment.objects.filter(pk=comment.pk).update(body="", html="")
    with pytest.raises(NotFound):
        getattr(actions, verb)(comment_id=comment.pk, actor=make_user())


def test_approval_lets_others_link_to_the_same_site(article):
    comment = make_comment(article, "See https://www.new.example/x", status="held")
    actions.approve(comment_id=comment.pk, actor=None)
    assert KnownDomain.objects.get().name == "new.example"


def test_a_redacted_comment_says_so_and_its_original_stays_in_the_log(article):
    comment = make_comment(article, "Ben Miller of 4 Oak Lane is naughty")
    actions.redact(comment_id=comment.pk, actor=make_user(), body="[a child] is naughty")
    shown = Browser().get(f"{COMMENTS}{comment.pk}/").json()
    assert shown["edited_by_team"] is True
    assert "Oak Lane" not in str(shown)
    entry = ModelLogEntry.objects.for_instance(comment).get()
    assert entry.data == {"before": "Ben Miller of 4 Oak Lane is naughty"}
    with pytest.raises(InvalidInput):
        actions.redact(comment_id=comment.pk, actor=None, body=" ")


def test_an_answer_of_the_team_approves_what_it_answers(article):
    held = make_comment(article, status="held")
    reply = actions.answer(
        comment_id=held.pk, actor=make_user("editor"), page=article, body="Thank you."
    )
    shown = Browser().get(f"{COMMENTS}{reply.pk}/").json()
    assert shown["author"]["badge"] == "team"
    assert shown["parent_id"] == held.pk
    held.refresh_from_db()
    assert held.status == "approved"


def test_a_recent_post_can_be_removed(article):
    comment = make_comment(
        article, recent_state="ready", recent_title="Post", recent_url="https://a.example/post"
    )
    browser = Browser()
    assert browser.get(f"{COMMENTS}{comment.pk}/").json()["recent_post"]["title"] == "Post"
    actions.remove_recent_post(comment_id=comment.pk, actor=None)
    assert browser.get(f"{COMMENTS}{comment.pk}/").json()["recent_post"] is None


# --- Reports --------------------------------------------------------------------------------------


def report(comment, number, **fields):
    extra = {"REMOTE_ADDR": fields.pop("address", f"192.0.2.{number}")}
    body = {"reason": "abuse", "text": "Rude", **fields}
    return Browser().send("POST", f"{COMMENTS}{comment.pk}/report/", body, **extra)


def test_reports_of_three_readers_hold_it_until_a_moderator_has_looked(article, moderator):
    comment = make_comment(article)
    for number in (1, 2):
        assert report(comment, number).status_code == 202
    assert ids(Browser().thread(article)) == [comment.pk]
    report(comment, 3)
    assert ids(Browser().thread(article)) == []
    comment.refresh_from_db()
    assert comment.reasons[-1] == {"reason": "reported", "note": "3"}
    entry = ModelLogEntry.objects.get(object_id=str(comment.pk))
    assert (entry.action, entry.user_id) == ("parenting.comment.hold", None)
    act(moderator, comment, "approve")
    assert ids(Browser().thread(article)) == [comment.pk]
    for number in (4, 5, 6, 7):
        report(comment, number)
    assert ids(Browser().thread(article)) == [comment.pk]


def test_one_reader_counts_once_and_so_does_one_connection(article):
    comment = make_comment(article)
    one = Browser()
    for _time in range(5):
        one.send("POST", f"{COMMENTS}{comment.pk}/report/", {"reason": "spam"})
    assert CommentReport.objects.count() == 1
    for number in range(5):
        report(comment, number, address="192.0.2.200")
    assert ids(Browser().thread(article)) == [comment.pk]


@pytest.mark.parametrize(
    "fields", [{"reason": "boring"}, {"text": "x" * 1001}, {"text": "a\x00"}, {"who": "me"}]
)
def test_a_bad_report_is_422(article, fields):
    assert report(make_comment(article), 1, **fields).status_code == 422


def test_reports_are_limited(article, settings):
    settings.WAGTAIL_PARENTING |= {"REPORTS_PER_MINUTE": 1}
    comment = make_comment(article)
    assert report(comment, 1, address="192.0.2.1").status_code == 202
    assert report(comment, 2, address="192.0.2.1").status_code == 429


# --- Likes ----------------------------------------------------------------------------------------


def test_a_like_counts_once_and_can_be_taken_back(article):
    comment = make_comment(article)
    browser = Browser()
    url = f"{COMMENTS}{comment.pk}/like/"
    first = browser.send("POST", url).json()
    assert (first["likes"], first["liked"]) == (1, True)
    assert first["visitor_token"] == browser.token
    again = browser.send("POST", url).json()
    assert again == {"likes": 1, "liked": True, "visitor_token": None}
    assert browser.thread(article)["items"][0]["liked"] is True
    assert Browser().send("POST", url).json()["likes"] == 2
    assert browser.send("DELETE", url).json() == {"likes": 1, "liked": False, "visitor_token": None}
    assert browser.send("DELETE", url).json()["likes"] == 1
    assert Browser().send("DELETE", url).json()["likes"] == 1


def test_likes_are_limited(article, settings):
    settings.WAGTAIL_PARENTING |= {"LIKES_PER_MINUTE": 2}
    comment = make_comment(article)
    answers = [Browser().send("POST", f"{COMMENTS}{comment.pk}/like/") for _n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


@pytest.mark.parametrize("status", ["held", "removed"])
def test_what_is_not_there_for_everyone_is_neither_liked_nor_reported(article, status):
    first = make_comment(article, status=status)
    assert Browser().send("POST", f"{COMMENTS}{first.pk}/like/").status_code == 404
    assert report(first, 1).status_code == 404


# --- Who may --------------------------------------------------------------------------------------


def test_without_a_bearer_token_it_is_401_and_without_the_permission_403(article):
    comment = make_comment(article, status="held")
    editor = make_user("plain", superuser=False)
    for browser, status in (
        (Browser(), 401),
        (Browser(bearer="rubbish"), 401),
        (Browser(bearer=make_token(editor)), 403),
    ):
        assert act(browser, comment, "approve").status_code == status
        assert browser.get(f"{COMMENTS}moderation/").status_code == status
    comment.refresh_from_db()
    assert comment.status == "held"


def test_a_readers_token_moderates_nothing(article):
    from tests.factories import make_reader, reader_token

    make_user("moderator")
    reader = make_reader("moderator@example.org")
    comment = make_comment(article, status="held")
    assert act(Browser(token=reader_token(reader)), comment, "approve").status_code == 401


def test_a_moderator_of_a_section_moderates_only_there(section, article):
    food = make_section(section.get_site(), "Food")
    elsewhere = make_comment(make_article(food, "Soup"), status="held")
    here = make_comment(article, status="held")
    browser = Browser(bearer=make_token(member("sleepers", section)))
    assert ids(browser.get(f"{COMMENTS}moderation/").json()) == [here.pk]
    assert act(browser, elsewhere, "approve").status_code == 404
    assert act(browser, here, "approve").status_code == 200
    elsewhere.refresh_from_db()
    assert elsewhere.status == "held"


def test_areas_of_several_groups_add_up(section):
    food = make_section(section.get_site(), "Food")
    user = member("sleepers", section)
    assert area_of(user).paths == (section.path,)
    other = Group.objects.create(name="cooks")
    other.permissions.set(Permission.objects.filter(codename="moderate_readercomment"))
    ModerationArea.objects.create(group=other, page=page_model().objects.get(pk=food.pk))
    user.groups.add(other)
    assert set(area_of(user).paths) == {section.path, food.path}
    free = Group.objects.create(name="all")
    free.permissions.set(Permission.objects.filter(codename="moderate_readercomment"))
    user = type(user).objects.get(pk=user.pk)
    user.groups.add(free)
    assert area_of(user) == EVERYWHERE
    assert area_of(make_user("nobody", superuser=False)) == NOWHERE
    user.is_active = False
    assert area_of(user) == NOWHERE


def test_the_queue_names_reasons_and_no_address(article, moderator):
    Browser().comment(article, "One", website="https://a.example")
    make_comment(article, status="spam")
    listed = moderator.get(f"{COMMENTS}moderation/").json()
    assert listed["count"] == 1
    [item] = listed["items"]
    assert item["reasons"] == [{"reason": "newcomer", "label": "Newcomer", "note": ""}]
    assert (item["body"], item["is_confirmed"]) == ("One", False)
    assert "ann@example.org" not in str(listed)
    assert moderator.get(f"{COMMENTS}moderation/", status="spam").json()["count"] == 1
    assert moderator.get(f"{COMMENTS}moderation/", status="new").status_code == 400


def test_the_queue_comes_in_pages(article, moderator):
    made = [make_comment(article, status="held").pk for _number in range(5)]
    first = moderator.get(f"{COMMENTS}moderation/", limit=3).json()
    rest = moderator.get(f"{COMMENTS}moderation/", limit=3, cursor=first["next"]).json()
    assert ids(first) + ids(rest) == made
    assert rest["next"] is None


# --- What a writer does with what moderators decided ----------------------------------------------


def test_an_edit_is_judged_again_and_is_no_way_around_the_moderator(article, moderator):
    article.comments_approval = "none"
    article.save()
    browser = Browser()
    comment = browser.comment(article, "Fine").json()
    url = f"{COMMENTS}{comment['id']}/"
    edited = browser.send("PATCH", url, {"body": "Still fine"}).json()
    assert (edited["status"], edited["html"]) == ("approved", "<p>Still fine</p>")
    assert edited["edited_at"]
    links = "https://a.example https://b.example https://c.example"
    assert browser.send("PATCH", url, {"body": links}).json()["status"] == "held"
    assert browser.send("PATCH", url, {"body": "Fine again"}).json()["status"] == "held"
    assert ReaderComment.objects.get().reasons[0]["reason"] == "links"


def test_editing_ends_with_time_and_with_a_reply(article, settings):
    article.comments_approval = "none"
    article.save()
    browser = Browser()
    comment = browser.comment(article, "Fine").json()
    url = f"{COMMENTS}{comment['id']}/"
    assert browser.get(url).json()["editable_until"]
    make_comment(article, parent=ReaderComment.objects.get())
    answer = browser.send("PATCH", url, {"body": "Changed"})
    assert (answer.status_code, answer.json()["code"]) == (403, "editing_over")
    assert browser.get(url).json()["editable_until"] is None
    other = browser.comment(article, "Another").json()
    settings.WAGTAIL_PARENTING |= {"COMMENT_EDIT_SECONDS": 1}
    ReaderComment.objects.filter(pk=other["id"]).update(created_at="2020-01-01T00:00:00Z")
    answer = browser.send("PATCH", f"{COMMENTS}{other['id']}/", {"body": "Changed"})
    assert answer.json()["code"] == "editing_over"


def test_only_its_owner_edits_and_withdraws(article):
    article.comments_approval = "none"
    article.save()
    browser = Browser()
    url = f"{COMMENTS}{browser.comment(article).json()['id']}/"
    stranger, other = Browser(), Browser()
    other.comment(article, "Something")
    for method, body in (("PATCH", {"body": "Mine now"}), ("DELETE", None)):
        assert stranger.send(method, url, body).status_code == 401
        answer = other.send(method, url, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")
        assert browser.send("PATCH", url, {"body": "x", "status": "approved"}).status_code == 422
    assert browser.send("DELETE", url).status_code == 204
    assert browser.send("DELETE", url).status_code == 204
    assert browser.get(url).status_code == 404


def test_what_is_held_of_someone_else_is_not_there(article):
    browser, other = Browser(), Browser()
    url = f"{COMMENTS}{browser.comment(article).json()['id']}/"
    other.comment(article, "Something")
    assert other.send("DELETE", url).status_code == 404
    assert other.send("PATCH", url, {"body": "x"}).status_code == 404


def test_withdrawing_works_whatever_became_of_the_page(article):
    browser = Browser()
    url = f"{COMMENTS}{browser.comment(article).json()['id']}/"
    article.unpublish()
    assert browser.get(url).status_code == 404
    assert browser.send("DELETE", url).status_code == 204
    assert ReaderComment.objects.get().status == "withdrawn"


def test_a_team_edit_ends_the_writers(article):
    comment = make_comment(article, owner="somebody")
    actions.redact(comment_id=comment.pk, actor=None, body="Redacted")
    from wagtail_parenting.comments.editing import is_editable

    comment.refresh_from_db()
    assert not is_editable(comment)


def test_nothing_is_done_to_what_is_not_there():
    for act_on in (actions.approve, actions.remove, actions.pin, actions.hold):
        with pytest.raises(NotFound):
            act_on(comment_id=10**6, actor=None)


def test_what_is_edited_after_an_approval_can_be_reported_again(article, moderator):
    writer = Browser()
    sent = writer.comment(article, "Nice").json()
    actions.approve(comment_id=sent["id"], actor=None)
    writer.send("PATCH", f"{COMMENTS}{sent['id']}/", {"body": "Nasty"})
    comment = ReaderComment.objects.get(pk=sent["id"])
    for number in range(3):
        report(comment, number)
    comment.refresh_from_db()
    assert comment.status == "held"


def test_whoever_moderates_a_part_that_is_deleted_does_not_moderate_everything(section, site):
    user = make_user("sue", superuser=False)
    group = Group.objects.create(name="Sleep")
    group.permissions.add(Permission.objects.get(codename="moderate_readercomment"))
    ModerationArea.objects.create(group=group, page=section)
    user.groups.add(group)
    assert area_of(user).paths == (section.path,)
    section.delete()
    assert not area_of(type(user).objects.get(pk=user.pk))


def test_a_section_moderator_does_not_change_what_is_blocked_everywhere(section):
    block_lists.block(kind="word", value="pills", effect="spam", note="For good")
    block_lists.block(kind="word", value="pills", effect="hold", note="", may_change=False)
    entry = BlockEntry.objects.get()
    assert (entry.effect, entry.note) == ("spam", "For good")
    BlockEntry.objects.update(expires_at=timezone.now())
    block_lists.block(kind="word", value="pills", effect="hold", expires_at=None, may_change=False)
    assert BlockEntry.objects.get().effect == "hold"
