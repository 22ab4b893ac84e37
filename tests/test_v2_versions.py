"""v2 answers conditionally, from ready-made parts, and the same as it would build anew."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    article_model,
    full_article,
    make_article,
    make_contributor,
    page_model,
)

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"


def queries(client, url, **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, headers=headers)
    return len(captured), response


@pytest.fixture
def full(section):
    other = make_article(section, "Other")
    return full_article(section, "Full", related=[other])


@pytest.fixture
def hundred(section, full):
    for number in range(98):
        make_article(section, f"Article {number}")
    return section


def test_a_warm_list_and_a_304_cost_3_queries_for_1_20_and_100_items(client, hundred):
    label = article_model()._meta.label
    for limit in (1, 20, 100):
        url = f"{PAGES}?type={label}&fields=*&limit={limit}"
        cold = client.get(url)
        assert len(cold.json()["items"]) == limit
        warm, again = queries(client, url)
        assert warm <= 3
        assert again.content == cold.content
        number, unchanged = queries(client, url, **{"If-None-Match": cold["ETag"]})
        assert unchanged.status_code == 304
        assert number <= 3


def test_a_warm_detail_and_a_304_cost_3_queries(client, full):
    url = f"{PAGES}{full.pk}/"
    cold = client.get(url)
    assert cold["Cache-Tag"] == f"page-{full.pk}"
    assert cold["Cache-Control"].startswith("public, max-age=")
    warm, again = queries(client, url)
    assert warm <= 3
    assert again.content == cold.content
    number, unchanged = queries(client, url, **{"If-None-Match": cold["ETag"]})
    assert unchanged.status_code == 304
    assert number <= 3


def test_the_author_of_one_page_changes_that_page_and_lists_that_show_it(client, section):
    ada = make_contributor("Ada")
    hers, other = make_article(section, "Hers", authors=[ada]), make_article(section, "Other")
    label = article_model()._meta.label
    urls = [f"{PAGES}{hers.pk}/", f"{PAGES}?type={label}&fields=*", f"{PAGES}{other.pk}/"]
    etags = [client.get(url)["ETag"] for url in urls]
    ada.name = "Ada B."
    ada.save()
    answers = [
        client.get(url, headers={"If-None-Match": etag})
        for url, etag in zip(urls, etags, strict=True)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 304]
    assert all("Ada B." in answer.text for answer in answers[:2])


@pytest.mark.parametrize(
    "query",
    [
        "",
        "fields=*",
        "fields=_,title",
        "fields=_,id,authors",
        "fields=body&rich_text_format=markdown",
        "fields=*&order=-title",
        "fields=*&limit=2&offset=1",
        "search=full&fields=*",
    ],
)
def test_ready_parts_are_what_would_be_built(client, full, section, query):
    label = article_model()._meta.label
    urls = [f"{PAGES}?type={label}&{query}", f"{PAGES}{full.pk}/?{query}"]
    if "order" in query or "search" in query or "offset" in query:
        urls.pop()
    if "_" not in query and "body" not in query:
        urls.append(f"{PAGES}?{query}")
    for url in urls:
        cold = client.get(url)
        assert cold.status_code == 200, cold.content
        warm = client.get(url)
        assert warm.json() == cold.json(), url


def test_shapes_are_kept_apart(client, full):
    label = article_model()._meta.label
    fields = ("*", "title", "_,title")
    shapes = [client.get(f"{PAGES}?type={label}&fields={name}").json() for name in fields]
    again = [client.get(f"{PAGES}?type={label}&fields={name}").json() for name in fields]
    assert shapes == again
    assert len({str(shape) for shape in shapes}) == 3
    plain = client.get(PAGES).json()["items"][0]
    assert "standfirst" not in plain
    assert "body" in client.get(f"{PAGES}{full.pk}/").json()


def test_pages_that_nobody_keeps_a_version_of_are_told_by_their_content(client, site):
    plain = page_model()(title="Plain", slug="plain")
    site.root_page.add_child(instance=plain)
    for url in (PAGES, f"{PAGES}{plain.pk}/"):
        first = client.get(url)
        again = client.get(url, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304, url
        page_model().objects.filter(pk=plain.pk).update(title=f"Changed {url}")
        assert f"Changed {url}" in client.get(url, headers={"If-None-Match": first["ETag"]}).text


def test_random_orders_and_the_browsable_api_are_not_kept(client, full):
    assert "ETag" not in client.get(f"{PAGES}?order=random")
    assert client.get(PAGES, headers={"Accept": "text/html"}).status_code == 200


def test_wrong_fields_are_refused_also_for_nothing(client, full):
    label = article_model()._meta.label
    assert client.get(f"{PAGES}?type={label}&fields=nonsense").status_code == 400
    assert client.get(f"{PAGES}?type={label}&fields=nonsense&slug=none").status_code == 400


def test_head_is_answered_as_get(client, full):
    got = client.get(PAGES)
    assert client.head(PAGES)["ETag"] == got["ETag"]
    assert client.head(PAGES, headers={"If-None-Match": got["ETag"]}).status_code == 304
