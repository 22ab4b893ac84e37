"""The mail that tells moderators what waits."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from tests.comments import Browser
from tests.factories import (
    make_article,
    make_comment,
    make_edition,
    make_entry,
    make_section,
    make_series,
    make_user,
)
from tests.mails import deliver_all
from wagtail_parenting import digests
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.models import CommentSettings, ReaderComment
from wagtail_parenting.moderation.models import ModerationArea
from wagtail_parenting.readers.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


def days_ago(days):
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture
def moderator():
    user = make_user("mo")
    user.email = "mo@example.org"
    user.save()
    return user


def digest():
    digests.send_due()
    return deliver_all()


def test_moderators_are_told_what_waits_in_one_mail(article, moderator):
    for number in range(12):
        make_comment(article, f"Wait {number}", status="held", name=f"Ann {number}")
    (message,) = digest()
    assert message.to == ["mo@example.org"]
    assert "12 reader comments wait" in message.subject
    assert "Ann 0 on “Naps”" in message.body
    assert message.body.count("on “Naps”") == digests.MAX_NAMED
    assert "ann@" not in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_links_that_wait_stand_in_the_same_mail(site, article, moderator):
    edition = make_edition(make_series(site), 45)
    make_comment(article, status="held", name="Bea")
    make_entry(edition, status="held", name="Carla")
    make_entry(edition, name="Dora")
    (message,) = digest()
    assert "1 reader comment waits for you." in message.body
    assert "1 link waits for you." in message.body
    assert f"Carla on “{edition.title}”" in message.body
    assert "/admin/link-ups/" in message.body
    assert "Dora" not in message.body


def test_links_alone_are_reason_enough(site, moderator):
    make_entry(make_edition(make_series(site), 45), status="held", name="Carla")
    (message,) = digest()
    assert "1 link waits for you" in message.subject
    assert digest() == []


def test_no_more_often_than_the_site_says_and_only_for_something_new(article, moderator):
    make_comment(article, status="held")
    assert len(digest()) == 1
    assert digest() == []
    CommentSettings.objects.update(digest_sent_at=days_ago(2))
    ReaderComment.objects.update(created_at=days_ago(3), decided_at=days_ago(3))
    assert digest() == []
    make_comment(article, status="held")
    assert len(digest()) == 1


def test_nothing_waits_any_more_when_the_mail_is_written(article, moderator):
    comment = make_comment(article, status="held")
    digests.send_due()
    actions.approve(comment_id=comment.pk, actor=moderator)
    assert digest() == []
    assert not Notice.objects.filter(kind=digests.DIGEST).exists()


def test_a_moderator_of_a_section_hears_of_it_alone(site, article):
    other = make_section(site, "Food", slug="food")
    group = Group.objects.create(name="Food")
    group.permissions.add(Permission.objects.get(codename="moderate_readercomment"))
    ModerationArea.objects.create(group=group, page=other)
    user = make_user("food", superuser=False)
    user.email = "food@example.org"
    user.save()
    user.groups.add(group)
    make_comment(article, status="held")
    assert digest() == []
    CommentSettings.objects.update(digest_sent_at=None)
    make_comment(make_article(other, "Lunch"), status="held", name="Bea")
    (message,) = digest()
    assert "1 reader comment waits" in message.subject
    assert "Bea on “Lunch”" in message.body


def test_a_site_can_do_without(article, moderator, site):
    CommentSettings.objects.create(site=article.get_site(), digest="off")
    make_comment(article, status="held")
    assert digest() == []


def test_one_click_ends_them(article, moderator, client):
    make_comment(article, status="held")
    (message,) = digest()
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    path = link.split("example.org", 1)[1]
    assert Browser().client.post(path, {"List-Unsubscribe": "One-Click"}).status_code < 300
    CommentSettings.objects.update(digest_sent_at=None)
    make_comment(article, status="held")
    assert digest() == []
