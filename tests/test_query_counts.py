"""The number of queries of a list does not depend on how many items it returns."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    article_model,
    full_article,
    make_article,
    make_comment,
    make_edition,
    make_section,
    make_series,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hundred(section):
    """100 articles with every field and block in use, all pointing at others."""
    other = make_article(section.get_site().root_page.specific, "Other")
    series = make_series(section.get_site())
    make_edition(series, 45)
    first = full_article(section, "Full 0", related=[other], link_up=series)
    for number in range(1, 100):
        full_article(section, f"Full {number}", related=[first], link_up=series)
    return section


def count(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url)
    assert response.status_code == 200, response.content[:500]
    return len(queries), response.json()


LISTS = {
    "/api/v2/pages/?type={type}&fields=*&child_of={section}&limit={limit}": 15,
    "/api/v2/pages/?fields=*&limit={limit}": 15,
    "/api/v3/parenting/articles/?limit={limit}": 10,
    "/api/v3/parenting/articles/?limit={limit}&tag=R%26D&section={section}": 10,
}


def test_lists_cost_the_same_for_1_20_and_100_items(client, hundred, subtests):
    for url, most in LISTS.items():
        with subtests.test(url):
            counts = {}
            for limit in (1, 20, 100):
                address = url.format(
                    type=article_model()._meta.label, limit=limit, section=hundred.pk
                )
                count(client, address)  # content types are cached by Django for a process's life
                counts[limit], body = count(client, address)
                assert len(body["items"]) == limit
            assert len(set(counts.values())) == 1, counts
            assert counts[100] <= most


def test_facets_cost_the_same_for_1_20_and_100_articles(client, site):
    section = make_section(site)
    other = make_article(section, "Other")
    counts = []
    made = 0
    for number in (1, 20, 100):
        while made < number:
            full_article(section, f"Full {made}", related=[other])
            made += 1
        counts.append(count(client, "/api/v3/parenting/facets/")[0])
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("url", ["/api/v2/pages/{pk}/", "/api/v3/pages/{pk}/"])
def test_a_detail_costs_at_most_15_queries(client, section, url):
    other = make_article(section, "Other")
    plain = make_article(section, "Plain")
    edition = make_edition(make_series(section.get_site()), 45)
    full = full_article(section, "Full", related=[other, plain], link_up=edition)
    make_comment(full)
    client.get(url.format(pk=plain.pk))
    number, body = count(client, url.format(pk=full.pk))
    assert number <= 15
    assert len(body["body"]) == 24
    assert [item["title"] for item in body["related"]] == ["Other", "Plain"]
