"""What pages say of their comments: payloads, cards, search engines, resolve, versions."""

from __future__ import annotations

import datetime
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.comments import BASE, Browser
from tests.factories import article_model, block, full_article, make_article, make_comment
from wagtail_parenting.articles.publishing import PublicationRefused
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.models import CommentSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


def payload(client, article, api):
    if api == "v2":
        return client.get(f"/api/v2/pages/{article.pk}/").json()["comments"]
    if api == "v3":
        return client.get(f"/api/v3/pages/{article.pk}/").json()["comments"]
    return client.get(f"{BASE}resolve/?page={article.pk}").json()["page"]["comments"]


@pytest.mark.parametrize("api", ["v2", "v3", "resolve"])
def test_a_page_says_how_its_comments_stand(client, article, api):
    first = make_comment(article)
    make_comment(article, parent=first)
    make_comment(article, status="held")
    assert payload(client, article, api) == {
        "open": True,
        "closes_at": None,
        "count": 2,
        "thread_count": 1,
        "placement": "end",
    }


@pytest.mark.parametrize(
    ("mode", "has_block", "has_comments", "placement"),
    [
        *(("open", True, False, "block"), ("open", False, False, "end")),
        *(("closed", False, False, "none"), ("closed", False, True, "end")),
        ("closed", True, False, "block"),
    ],
)
def test_where_they_stand(client, section, mode, has_block, has_comments, placement):
    body = [block("comments", {"heading": "And you?"})] if has_block else []
    article = make_article(section, "Naps", comments_mode=mode, body=body)
    if has_comments:
        make_comment(article)
    shown = payload(client, article, "v3")
    assert (shown["placement"], shown["open"]) == (placement, mode == "open")
    resolved = client.get(f"{BASE}resolve/?page={article.pk}").json()["comments"]
    assert (resolved is None) == (placement == "none")


def test_two_comments_blocks_are_refused(section):
    body = [block("comments", {"heading": ""}), block("comments", {"heading": ""})]
    article = make_article(section, "Naps", body=body, publish=False)
    with pytest.raises(PublicationRefused, match="one place only"):
        article.save_revision().publish()


def test_the_block_has_its_heading_on_a_page_that_takes_comments(client, section):
    article = make_article(section, "Naps", body=[block("comments", {"heading": "And you?"})])
    [shown] = client.get(f"/api/v3/pages/{article.pk}/").json()["body"]
    assert (shown["type"], shown["value"]) == ("comments", {"heading": "And you?"})


@pytest.mark.parametrize("url", ["resolve/?page={pk}", "articles/", "comments/?page={pk}"])
def test_the_moment_of_closing_changes_answers_by_itself(client, section, now_is, url):
    article = make_article(section, "Naps", comments_mode="closes", comments_close_after_days=2)
    url = BASE + url.format(pk=article.pk)
    before = client.get(url)
    lifetime = before["Cache-Control"]
    closing = article.comments_close_at
    later = closing - datetime.timedelta(seconds=20)
    now_is(later)
    near = client.get(url)
    if "comments/" not in url:
        assert "max-age=60" in lifetime
        assert "max-age=20" in near["Cache-Control"] or "max-age=19" in near["Cache-Control"]
        assert near["ETag"] == before["ETag"]
        now_is(closing + datetime.timedelta(seconds=1))
        after = client.get(url, headers={"If-None-Match": before["ETag"]})
        assert after.status_code == 200
        assert '"open":false' in after.content.decode()
        assert '"open":true' in before.content.decode()


def test_a_site_that_closes_all_changes_every_answer(client, article, site):
    tag = client.get(f"{BASE}articles/")["ETag"]
    CommentSettings.objects.create(site=site, is_closed=True)
    answer = client.get(f"{BASE}articles/", headers={"If-None-Match": tag})
    assert answer.json()["items"][0]["comments"]["open"] is False


def test_cards_in_a_list_count_comments_and_move_with_them(client, section, article):
    make_article(section, "Other")
    tag = client.get(f"{BASE}articles/")["ETag"]
    make_comment(article)
    answer = client.get(f"{BASE}articles/", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    counts = {item["title"]: item["comments"]["count"] for item in answer.json()["items"]}
    assert counts == {"Naps": 1, "Other": 0}


def test_comments_cost_cards_and_pages_no_query_of_their_own(client, section):
    first = full_article(section, "Full 0")
    full_article(section, "Full 1", related=[first])
    urls = [f"{BASE}articles/", f"/api/v2/pages/{first.pk}/", f"{BASE}facets/"]
    costs = []
    for has_comments in (False, True):
        if has_comments:
            for page in article_model().objects.all():
                make_comment(page)
        from django.core.cache import cache

        row = []
        for url in urls:
            client.get(url)
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            row.append(len(queries))
        costs.append(row)
    articles, detail, facets = zip(*costs, strict=True)
    assert articles[0] == articles[1] <= 10
    assert facets[0] == facets[1]
    assert detail[1] <= detail[0] + 1 <= 15  # the first comments, for search engines


def test_resolve_with_comments_costs_at_most_15_queries_and_then_3(client, section):
    article = full_article(section, "Full", related=[make_article(section, "Other")])
    first = make_comment(article)
    make_comment(article, parent=first)
    url = f"{BASE}resolve/?page={article.pk}"
    client.get(url)
    from django.core.cache import cache

    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert len(queries) <= 15, [query["sql"][:120] for query in queries]
    assert answer.json()["comments"]["items"][0]["id"] == first.pk
    for headers in ({}, {"If-None-Match": answer["ETag"]}):
        with CaptureQueriesContext(connection) as queries:
            client.get(url, headers=headers)
        assert len(queries) <= 3


def test_resolve_brings_the_first_page_of_threads_as_comments_does(client, article):
    for number in range(25):
        first = make_comment(article, f"No {number}")
    for number in range(5):
        make_comment(article, f"Reply {number}", parent=first)
    resolved = client.get(f"{BASE}resolve/?page={article.pk}").json()["comments"]
    listed = Browser().thread(article)
    assert [item["id"] for item in resolved["items"]] == [item["id"] for item in listed["items"]]
    assert resolved["count"] == 25
    rest = Browser().thread(article, cursor=resolved["next"])
    assert rest["items"][-1]["replies"]["count"] == 5
    assert len(rest["items"][-1]["replies"]["items"]) == 3


def graph(client, article):
    shown = client.get(f"/api/v2/pages/{article.pk}/?fields=structured_data").json()
    data = shown["structured_data"]
    assert "<" not in data
    nodes = json.loads(data)["@graph"]
    return next(node for node in nodes if "Article" in node["@type"])


def test_search_engines_are_told_the_first_comments(client, article):
    for number in range(7):
        first = make_comment(article, f"Number *{number}* </script>", name="Ann <b>")
    make_comment(article, status="held")
    make_comment(article, parent=first)
    node = graph(client, article)
    assert node["commentCount"] == 8
    assert len(node["comment"]) == 5
    comment = node["comment"][0]
    assert comment["text"] == "Number 0 </script>"
    assert comment["author"] == {"@type": "Person", "name": "Ann <b>"}
    assert comment["url"].startswith("https://www.example.org/sleep/naps/#comment-")
    for comment in list(_all()):
        actions.remove(comment_id=comment.pk, actor=None)
    node = graph(client, article)
    assert "commentCount" not in node
    assert "comment" not in node


def _all():
    from wagtail_parenting.comments.models import ReaderComment

    return ReaderComment.objects.filter(status="approved").order_by("-pk")


def test_how_comments_are_taken_is_written_through_v3(section, client):
    from tests.factories import make_token, make_user

    article = make_article(section, "Naps")
    bearer = {"Authorization": f"Bearer {make_token(make_user())}"}
    written = {
        "comments_mode": "closes",
        "comments_close_after_days": 7,
        "comments_approval": "all",
    }
    body = {"meta": {"action": "publish"}, **written}
    answer = client.patch(
        f"/api/v3/pages/{article.pk}/", json.dumps(body), "application/json", headers=bearer
    )
    assert answer.status_code == 200, answer.content
    article.refresh_from_db()
    assert article.comments_close_at is not None
    wrong = {"meta": {"action": "publish"}, "comments_mode": "sometimes"}
    answer = client.patch(
        f"/api/v3/pages/{article.pk}/", json.dumps(wrong), "application/json", headers=bearer
    )
    assert answer.status_code == 422
