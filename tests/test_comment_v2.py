"""Reader comments in v2: what a stranger may read, in Wagtail's shape of lists."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.comments import COMMENTS
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db

V2 = "/api/v2/reader_comments/"


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


def test_a_list_is_wagtails_and_its_items_are_v3s(client, article):
    first = make_comment(article, "First")
    reply = make_comment(article, "Reply", parent=first)
    make_comment(article, "Held", status="held")
    listed = client.get(V2).json()
    assert listed["meta"] == {"total_count": 2}
    assert [item["id"] for item in listed["items"]] == [reply.pk, first.pk]
    shown = client.get(f"{COMMENTS}{reply.pk}/").json()
    for name, value in listed["items"][0].items():
        if name != "meta":
            assert value == shown[name]
    detail_url = f"https://cms.example.org{V2}{reply.pk}/"
    assert listed["items"][0]["meta"] == {**shown["meta"], "detail_url": detail_url}
    assert client.get(f"{V2}{reply.pk}/").json() == listed["items"][0]


def test_of_one_page_in_either_order_and_in_pages(client, article, section):
    other = make_article(section, "Other")
    made = [make_comment(article, str(number)).pk for number in range(4)]
    make_comment(other)
    query = {"page": article.pk, "order": "id", "limit": 2, "offset": 1}
    listed = client.get(V2, query).json()
    assert [item["id"] for item in listed["items"]] == made[1:3]
    assert listed["meta"]["total_count"] == 4


def test_what_is_not_there_for_everyone_is_404(client, article):
    held = make_comment(article, status="held")
    shown = make_comment(article)
    assert client.get(f"{V2}{held.pk}/").status_code == 404
    article.unpublish()
    assert client.get(f"{V2}{shown.pk}/").status_code == 404
    assert client.get(V2, {"page": article.pk}).json()["items"] == []
    assert client.get(V2).json()["meta"]["total_count"] == 0


@pytest.mark.parametrize(
    "query",
    [
        *({"status": "held"}, {"order": "name"}, {"page": "x"}, {"offset": 10_001}, {"limit": -1}),
        *({"fields": "email"}, {"search": "x"}),
    ],
)
def test_a_bad_query_is_400(client, article, query):
    assert client.get(V2, query).status_code == 400


def test_it_costs_the_same_for_any_number(client, article):
    for _number in range(30):
        make_comment(article)
    costs = []
    for limit in (1, 20, 30):
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(V2, {"limit": limit}).json()["items"]) == limit
        costs.append(len(queries))
    assert len(set(costs)) == 1
    assert costs[0] <= 4


def test_it_answers_conditionally(client, article):
    comment = make_comment(article)
    tag = client.get(V2)["ETag"]
    assert client.get(V2, headers={"If-None-Match": tag}).status_code == 304
    make_comment(article, parent=comment)
    assert client.get(V2, headers={"If-None-Match": tag}).status_code == 200
