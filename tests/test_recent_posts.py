"""The newest post of a commenter's blog: asked for by her, found by task, kept as it was."""

from __future__ import annotations

import datetime
from functools import partial

import pytest
from django.utils import timezone

from tests import outbound_servers
from tests.comments import Browser
from tests.factories import make_article, make_comment, make_user
from tests.outbound_servers import Answer
from wagtail_parenting.comments import actions, recent_posts
from wagtail_parenting.comments.models import ReaderComment, RecentPost
from wagtail_parenting.headless.models import PageStamp

pytestmark = pytest.mark.django_db

world = outbound_servers.world
FEED = (
    '<rss version="2.0"><channel><title>Blog</title>'
    "<item><title>{title}</title><link>{link}</link></item></channel></rss>"
)


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


def blog(world, title="Ten naps", link=None):
    """A blog whose newest post has this title; its address."""
    post = link or world.url("/ten-naps/")
    world.site.answers["/"] = Answer(FEED.format(title=title, link=post).encode(), type="text/xml")
    return world.url("/")


def wanting(article, website, **values):
    return make_comment(article, website=website, recent_state=RecentPost.WANTED, **values)


def find(comment):
    recent_posts.find.call(comment.pk)
    comment.refresh_from_db()
    return comment


def shown(article):
    return [item["recent_post"] for item in Browser().thread(article)["items"]]


def test_it_is_found_and_shown_with_the_comment(world, article):
    comment = wanting(article, blog(world))
    before = PageStamp.objects.get(pk=article.pk).community
    find(comment)
    assert shown(article) == [{"title": "Ten naps", "url": world.url("/ten-naps/")}]
    assert PageStamp.objects.get(pk=article.pk).community != before


@pytest.mark.parametrize("status", ["held", "spam", "removed", "withdrawn"])
def test_nobody_is_fetched_from_before_a_comment_is_approved(world, article, status):
    comment = find(wanting(article, blog(world), status=status))
    assert comment.recent_state == RecentPost.WANTED
    assert world.site.requests == []


def test_approval_asks_for_it(world, article, queued):
    comment = wanting(article, blog(world), status="held")
    approve = partial(actions.approve, comment_id=comment.pk, actor=make_user())
    assert queued(recent_posts.find, approve) == [[comment.pk]]


def test_only_who_asks_for_it_is_fetched_from(world, article):
    find(make_comment(article, website=blog(world)))
    assert world.site.requests == []
    assert shown(article) == [None]


def test_it_is_fetched_once(world, article):
    comment = find(wanting(article, blog(world)))
    blog(world, title="Something newer")
    find(comment)
    assert comment.recent_title == "Ten naps"
    assert len(world.site.requests) == 1


def test_a_post_elsewhere_is_not_hers(world, article):
    comment = find(wanting(article, blog(world, link="https://elsewhere.example/post/")))
    assert comment.recent_state == RecentPost.FAILED
    assert shown(article) == [None]


def test_a_blog_that_is_down_is_asked_again_and_then_no_more(world, article):
    website = blog(world)
    world.site.answers["/"] = Answer(status=503)
    comment = wanting(article, website)
    world.change_door(remember_failures_s=0)
    pauses = []
    for _try in range(len(recent_posts.BACKOFF_HOURS) + 1):
        find(comment)
        if comment.recent_next_try_at is not None:
            pauses.append(
                round((comment.recent_next_try_at - timezone.now()).total_seconds() / 3600)
            )
        past = timezone.now() - datetime.timedelta(seconds=1)
        ReaderComment.objects.filter(pk=comment.pk).update(recent_next_try_at=past)
    assert pauses == list(recent_posts.BACKOFF_HOURS)
    assert comment.recent_state == RecentPost.FAILED


def test_two_workers_do_not_both_fetch(world, article):
    comment = wanting(article, blog(world))
    later = timezone.now() + recent_posts.IN_HAND
    ReaderComment.objects.filter(pk=comment.pk).update(recent_next_try_at=later)
    find(comment)
    assert world.site.requests == []


def test_what_a_crash_left_behind_is_found(article):
    lost = wanting(article, "https://blog.example/")
    waiting = wanting(article, "https://blog.example/")
    long_ago = timezone.now() - datetime.timedelta(hours=2)
    ReaderComment.objects.filter(pk=lost.pk).update(decided_at=long_ago)
    ReaderComment.objects.filter(pk=waiting.pk).update(recent_next_try_at=long_ago)
    wanting(article, "https://blog.example/")  # just approved: its task is still to come
    assert recent_posts.find_due() == 2


def test_it_expires(world, article):
    comment = find(wanting(article, blog(world)))
    long_ago = timezone.now() - datetime.timedelta(days=400)
    ReaderComment.objects.filter(pk=comment.pk).update(recent_at=long_ago)
    assert recent_posts.expire(365) == 1
    assert shown(article) == [None]
    comment.refresh_from_db()
    assert comment.recent_title == ""


def test_the_reader_sends_her_wish_with_the_form(article, settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}
    guest = Browser()
    guest.comment(article, website="https://blog.example/", recent_post=True)
    assert ReaderComment.objects.get().recent_state == RecentPost.WANTED
    refused = guest.comment(article, "More", recent_post=True)
    assert refused.status_code == 422
    assert [error["loc"] for error in refused.json()["errors"]] == [["body", "website"]]
