"""A statement that is written once finds what its queryset would."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.factories import make_article, make_comment, make_section, make_site
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.headless.prepared import ID, in_turn, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def threads():
    article = make_article(make_section(make_site()), "Naps")
    found = {}
    for number in range(4):
        first = make_comment(article, f"No {number}")
        replies = [make_comment(article, f"Reply {n}", parent=first).pk for n in range(number)]
        found[first.pk] = replies[:2]
    return found


@pytest.fixture
def statement():
    replies = ReaderComment.objects.filter(root=ID, is_shown=True).order_by("path")
    return written(replies.values_list("root_id", "pk", "created_at")[:2])


def test_branches_for_each_id_have_each_its_own_limit(threads, statement):
    branches = statement.for_each("default", list(threads))
    found = sorted((root, pk) for root, pk, _at in in_turn("default", branches))
    assert found == [(root, pk) for root, replies in threads.items() for pk in replies]


def test_they_stand_beside_other_branches(threads, statement):
    first, *others = threads
    branches = [*statement.for_each("default", others), statement.filled({ID: first})]
    kinds = {type(created_at) for *_ids, created_at in in_turn("default", branches)}
    assert kinds == {type(ReaderComment.objects.first().created_at)}
    assert len(in_turn("default", branches)) == sum(map(len, threads.values()))


def test_no_ids_find_nothing(threads, statement):
    assert in_turn("default", statement.for_each("default", [])) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="others cannot, or plan fast")
def test_postgresql_plans_it_once(statement):
    assert len(statement.for_each("default", range(20))) == 1
