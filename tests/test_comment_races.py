"""What comes at once is all stored and counted right. Real connections in real threads.

On SQLite too: with the options that the architecture names, writers wait for each other, and no
error reaches a reader.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Q

from tests.comments import COMMENTS, Browser, ids, walk
from tests.factories import make_article, make_comment, make_reader, make_section, make_site
from tests.races import at_once
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.actions.reacting import REACTIONS
from wagtail_parenting.comments.models import CommentLike, ReaderComment
from wagtail_parenting.comments.recount import recount
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.readers import actions as readers
from wagtail_parenting.readers.identity import Who, token_of
from wagtail_parenting.readers.models import Reader

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]),
        reason="threads need a database that they can share: PostgreSQL, MariaDB, an SQLite file",
    ),
]

READERS = 50


@pytest.fixture
def article(settings):
    settings.WAGTAIL_PARENTING = {
        "FORM_MIN_SECONDS": 0,
        "COMMENTS_PER_MINUTE": 10_000,
        "FLOOD_PER_HOUR": 10_000,
        "FLOOD_PER_PAGE_AND_MINUTE": 10_000,
        "LIKES_PER_MINUTE": 10_000,
    }
    cache.clear()
    return make_article(make_section(make_site()), "Naps", comments_approval="none")


def counters_are_right():
    return list(recount(repair=False)) == []


def test_fifty_replies_at_once_are_all_stored_in_one_order(article):
    first = make_comment(article, "First")
    browsers = [Browser() for _n in range(READERS)]
    forms = [browser.form(article) for browser in browsers]

    def reply(number):
        return browsers[number].comment(
            article,
            f"Reply {number}",
            parent=first.pk,
            email=f"reader-{number}@example.org",
            form_token=forms[number],
            extra={"REMOTE_ADDR": f"192.0.2.{number + 1}"},
        )

    answers = at_once([lambda n=number: reply(n) for number in range(READERS)])
    assert [getattr(answer, "status_code", answer) for answer in answers] == [201] * READERS
    first.refresh_from_db()
    assert (first.replies, first.below) == (READERS, READERS)
    assert PageStamp.objects.get(pk=article.pk).comments == READERS + 1
    assert counters_are_right()
    listed = Browser().get(f"{COMMENTS}{first.pk}/replies/", limit=100).json()["items"]
    stored = ReaderComment.objects.filter(parent=first.pk).order_by("pk")
    assert [item["id"] for item in listed] == list(stored.values_list("pk", flat=True))
    paths = list(stored.values_list("path", flat=True))
    assert len(set(paths)) == READERS
    assert paths == sorted(paths)


def test_the_first_fifty_comments_of_a_page(article):
    PageStamp.objects.filter(pk=article.pk).delete()
    browsers = [Browser() for _n in range(20)]
    forms = [browser.form(article) for browser in browsers]
    answers = at_once(
        [
            lambda n=number: browsers[n].comment(
                article, f"No {n}", email=f"{n}@example.org", form_token=forms[n]
            )
            for number in range(20)
        ]
    )
    assert [getattr(answer, "status_code", answer) for answer in answers] == [201] * 20
    assert PageStamp.objects.get(pk=article.pk).comments == 20
    assert counters_are_right()


def test_the_same_form_twice_at_once_makes_one_comment(article):
    browsers = [Browser() for _n in range(8)]
    form = browsers[0].form(article)
    answers = at_once(
        [lambda b=browser: b.comment(article, "Once", form_token=form) for browser in browsers]
    )
    assert [getattr(answer, "status_code", answer) for answer in answers] == [201] * 8
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert ReaderComment.objects.count() == 1
    assert Reader.objects.count() == 1
    assert counters_are_right()


def test_two_first_likes_of_one_reader_count_once(article):
    comment = make_comment(article)
    token = token_of(Who("one-reader"))
    browsers = [Browser(token=token) for _n in range(10)]
    url = f"{COMMENTS}{comment.pk}/like/"
    answers = at_once([lambda b=browser: b.send("POST", url) for browser in browsers])
    assert [getattr(answer, "status_code", answer) for answer in answers] == [200] * 10
    comment.refresh_from_db()
    assert comment.likes == CommentLike.objects.count() == 1


def test_likes_of_fifty_readers_count_fifty_and_go_as_one(article):
    comment = make_comment(article)
    browsers = [Browser(token=token_of(Who(f"reader-{n}"))) for n in range(READERS)]
    url = f"{COMMENTS}{comment.pk}/like/"
    at_once([lambda b=browser: b.send("POST", url) for browser in browsers])
    comment.refresh_from_db()
    assert comment.likes == READERS
    for some in (browsers[:25], browsers[25:]):
        answers = at_once([lambda b=browser: b.send("DELETE", url) for browser in some * 2])
        assert {answer.status_code for answer in answers} == {200}
    comment.refresh_from_db()
    assert comment.likes == CommentLike.objects.count() == 0


def test_a_like_that_is_taken_back_erased_and_handed_over_at_once_goes_once(article):
    comment = make_comment(article)
    reader = make_reader("a@example.org")
    mine = Who(visitor="browser", reader_id=reader.pk)
    browser = Who(visitor="browser")
    for _round in range(5):
        actions.like(comment_id=comment.pk, who=browser)
        actions.like(comment_id=comment.pk, who=mine)
        done = at_once(
            [
                lambda: actions.unlike(comment_id=comment.pk, who=browser),
                lambda: REACTIONS.forget([browser.key]),
                lambda: REACTIONS.forget([browser.key]),
                lambda: REACTIONS.hand_over(browser.key, mine.key),
                lambda: actions.like(comment_id=comment.pk, who=mine),
            ]
        )
        assert not [error for error in done if isinstance(error, Exception)], done
        comment.refresh_from_db()
        assert comment.likes == CommentLike.objects.filter(comment=comment.pk).count()


def test_approving_and_withdrawing_at_once_ends_in_one_state(article):
    for number in range(10):
        comment = make_comment(article, f"No {number}", status="held", owner="me")
        found = at_once(
            [
                lambda pk=comment.pk: actions.approve(comment_id=pk, actor=None),
                lambda pk=comment.pk: actions.withdraw(comment_id=pk, who=Who("me")),
            ]
        )
        assert all(not isinstance(one, Exception) or type(one) is NotFound for one in found), found
        comment.refresh_from_db()
        assert comment.status == "withdrawn"
    assert counters_are_right()
    stamp = PageStamp.objects.get(pk=article.pk)
    assert (stamp.comments, stamp.threads) == (0, 0)


def test_a_thread_in_which_everything_happens_at_once(article):
    first = make_comment(article, "First")
    replies = [make_comment(article, f"Reply {n}", parent=first) for n in range(12)]
    deeper = [make_comment(article, f"Deep {n}", parent=one) for n, one in enumerate(replies)]
    acts = [lambda: actions.remove(comment_id=first.pk, actor=None)]
    for one, deep in zip(replies, deeper, strict=True):
        acts.append(lambda pk=one.pk: actions.remove(comment_id=pk, actor=None))
        acts.append(lambda pk=deep.pk: actions.mark_spam(comment_id=pk, actor=None))
        acts.append(lambda pk=one.pk: actions.restore(comment_id=pk, actor=None))
    found = at_once(acts)
    assert [one for one in found if isinstance(one, Exception)] == []
    assert counters_are_right()


def test_deleting_a_page_while_readers_write_orphans_nothing(article):
    browsers = [Browser() for _n in range(12)]
    forms = [browser.form(article) for browser in browsers]
    acts = [
        lambda n=number: browsers[n].comment(
            article, f"No {n}", email=f"{n}@example.org", form_token=forms[n]
        )
        for number in range(12)
    ]
    found = at_once([*acts, article.delete])
    assert not isinstance(found[-1], Exception), found[-1]
    assert {getattr(answer, "status_code", answer) for answer in found[:-1]} <= {201, 404}
    assert not ReaderComment.objects.exists()


def test_an_editor_who_saves_while_readers_write_stops_nobody(article):
    browsers = [Browser() for _n in range(16)]
    forms = [browser.form(article) for browser in browsers]
    acts = [
        lambda n=number: browsers[n].comment(
            article, f"No {n}", email=f"{n}@example.org", form_token=forms[n]
        )
        for number in range(16)
    ]

    def save():
        page = type(article).objects.get(pk=article.pk)
        page.title = "Naps, again"
        page.save_revision().publish()

    found = at_once([*acts, save, save])
    assert [getattr(answer, "status_code", answer) for answer in found[:-2]] == [201] * 16
    assert [one for one in found[-2:] if isinstance(one, Exception)] == []
    assert counters_are_right()


def test_walking_a_thread_while_a_hundred_are_added_yields_each_once(article):
    before = [make_comment(article, f"No {number}").pk for number in range(60)]
    seen = {}

    def walked(order):
        seen[order] = walk(Browser(), article, order=order, limit=5)

    def add():
        for number in range(50):
            make_comment(article, f"Added {number}")

    found = at_once([lambda: walked("oldest"), lambda: walked("newest"), add, add])
    assert [one for one in found if isinstance(one, Exception)] == []
    for listed in seen.values():
        assert len(listed) == len(set(listed))
        assert set(before) <= set(listed)
    assert counters_are_right()
    assert ReaderComment.objects.aggregate(shown=Count("pk", filter=Q(is_shown=True, depth=0)))[
        "shown"
    ] == len(walk(Browser(), article, limit=100))


def test_erasing_a_reader_stops_nobody_who_writes_on_the_same_pages(article):
    section = article.get_parent()
    pages = [article, *(make_article(section, f"Page {n}") for n in range(4))]
    for page in pages[1:]:
        page.comments_approval = "none"
        page.save()
    reader = make_reader()
    for page in [*pages, *reversed(pages)]:
        make_comment(page, reader=reader, is_verified=True)
    who = Who("v1", reader_id=reader.pk)

    def write(number):
        page = pages[number % len(pages)]
        extra = {"REMOTE_ADDR": f"192.0.2.{number + 1}"}
        sent = Browser().comment(page, f"No {number}", extra=extra)
        return sent.status_code

    acts = [lambda n=number: write(n) for number in range(20)]
    answers = at_once([lambda: readers.erase(who=who), *acts])
    assert answers == [None, *[201] * 20]
    assert not ReaderComment.objects.filter(reader=reader.pk).exists()
    assert counters_are_right()


def test_reports_at_once_hold_it_once(article):
    comment = make_comment(article)
    found = at_once(
        [
            lambda n=number: actions.report(
                comment_id=comment.pk,
                who=Who(f"r{n}"),
                reason="spam",
                text="",
                address=f"192.0.2.{n}",
            )
            for number in range(10)
        ]
    )
    assert all(one is None or type(one) is NotFound for one in found), found
    comment.refresh_from_db()
    assert comment.status == "held"
    assert [item["reason"] for item in comment.reasons] == ["reported"]
    assert ids(Browser().thread(article)) == []
