"""Everything below ``parenting/`` without Wagtail's v3."""

from __future__ import annotations

import pytest

from tests.factories import full_article, make_article

pytestmark = pytest.mark.django_db
BASE = "/api/community/parenting"


def test_v3_is_not_mounted(client, section):
    assert client.get("/api/v3/pages/").status_code == 404


def test_our_operations_answer(client, section):
    other = make_article(section, "Other")
    full_article(section, "Full", related=[other])
    assert client.get(f"{BASE}/articles/").json()["count"] == 2
    assert client.get(f"{BASE}/facets/").json()["topics"]
    detail_url = client.get(f"{BASE}/articles/").json()["items"][0]["detail_url"]
    assert "/api/v2/pages/" in detail_url


def test_errors_are_problem_details(client, section):
    for url in (f"{BASE}/articles/?x=1", f"{BASE}/preview/"):
        response = client.get(url)
        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"


def test_the_document_describes_them(client, section):
    document = client.get("/api/community/openapi.json").json()
    assert {path.removeprefix(BASE) for path in document["paths"]} >= {
        "/articles/",
        "/facets/",
        "/preview/",
    }


def test_any_origin_may_read(client, section):
    response = client.get(f"{BASE}/articles/", headers={"origin": "https://anyone.example"})
    assert response["Access-Control-Allow-Origin"]
