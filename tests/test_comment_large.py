"""A thread of 100,000, one of whose comments has 8,000 replies: any page costs the same."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.threads import Threads, sizes
from tests.comments import COMMENTS, Browser, ids
from tests.effort import analyze, effort
from tests.factories import make_article, make_comment, make_section, make_site
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.comments.recount import recount
from wagtail_parenting.headless.models import PageStamp

COMMENTS_IN_ALL, REPLIES_OF_ONE = 100_000, 8_000
#: Bytes of a page of 20 threads with 3 replies each, and of 20 replies.
MOST_BYTES = 90_000

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_site())


@pytest.fixture
def older(section):
    """What stood below it was written before anything below ``article``."""
    return below(make_article(section, "Teeth"), sizes(500))


@pytest.fixture
def article(section):
    return below(make_article(section, "Naps"), sizes(COMMENTS_IN_ALL, largest=REPLIES_OF_ONE))


def below(page, replies):
    """``page`` with threads of so many replies."""
    threads = Threads(first_id=1 + (ReaderComment.objects.order_by("-pk").first() or page).pk)
    threads.write(page.pk, replies)
    threads.finish()
    analyze(ReaderComment)
    return page


def test_a_thread_of_100_000_is_read_page_by_page(article):
    reader = Browser()
    stamp = PageStamp.objects.get(pk=article.pk)
    assert stamp.comments == COMMENTS_IN_ALL
    drifted = {drift.name for drift in recount(page_id=article.pk, repair=False)}
    assert drifted <= {"likes"}  # which were given without anyone who likes
    big = ReaderComment.objects.filter(page=article.pk, below=REPLIES_OF_ONE).get().pk
    deep = ReaderComment.objects.filter(root=big).order_by("path")[REPLIES_OF_ONE - 5].pk

    def costs(path, **query):
        with CaptureQueriesContext(connection) as seen:
            answer = reader.get(path, **query)
        assert answer.status_code == 200
        assert len(seen) <= 4, (path, query, "\n".join(one["sql"] for one in seen))
        assert len(answer.content) <= MOST_BYTES
        return answer.json()

    for order in ("oldest", "newest", "top"):
        costs(COMMENTS, page=article.pk, order=order)
        around = costs(COMMENTS, page=article.pk, order=order, around=deep)
        shown = [reply["id"] for item in around["items"] for reply in item["replies"]["items"]]
        assert deep in shown
    costs(f"{COMMENTS}{big}/")
    costs(f"{COMMENTS}{big}/replies/")
    costs(f"{COMMENTS}latest/")

    for order in ("oldest", "newest", "top"):
        begins = {"page": article.pk, "order": order, "limit": 20}
        last = reader.thread(article, order="newest" if order == "oldest" else "oldest", limit=1)
        begins_there = {**begins, "around": last["items"][0]["id"]}
        few, many = (rows_read(reader, query) for query in (begins, begins_there))
        assert many <= 2 * few, (order, few, many)

    firsts = ReaderComment.objects.filter(page=article.pk, root=None).order_by("pk")
    walked = walk_while_others_write(reader, COMMENTS, article, page=article.pk, replies=0)
    assert walked == list(firsts.values_list("pk", flat=True))
    below = ReaderComment.objects.filter(root=big).order_by("path")
    top = ReaderComment(pk=big)
    walked = walk_while_others_write(reader, f"{COMMENTS}{big}/replies/", article, parent=top)
    assert walked == list(below.values_list("pk", flat=True))
    assert len(walked) == REPLIES_OF_ONE + 100


def rows_read(reader, query):
    cache.clear()
    return effort(lambda: reader.get(COMMENTS, **query))


def walk_while_others_write(reader, path, article, *, parent=None, **query):
    """Ids of all pages, by the cursors, while 100 comments are added."""
    found, added, cursor = [], 0, {}
    while True:
        listed = reader.get(path, limit=100, **query, **cursor).json()
        found += ids(listed)
        if listed["next"] is None:
            assert added == 100
            return found
        cursor = {"cursor": listed["next"]}
        for _two in range(2):
            if added < 100:
                make_comment(article, f"New {added}", parent=parent)
                added += 1


def test_what_is_written_below_other_pages_costs_a_list_of_v2_nothing(older, request):
    def costs(order):
        cache.clear()
        return effort(lambda: Browser().get("/api/v2/reader_comments/", page=older.pk, order=order))

    orders = ("id", "-id")
    alone = [costs(order) for order in orders]
    request.getfixturevalue("article")
    for order, few in zip(orders, alone, strict=True):
        assert costs(order) <= 2 * few, (order, few)
