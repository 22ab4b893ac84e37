"""Everything below ``parenting/`` without Wagtail's v3."""

from __future__ import annotations

import pytest

from tests.factories import full_article, make_article, make_edition, make_series

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


def test_link_ups_are_read_and_sent_to(client, site, settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}
    series = make_series(site, entry_approval="none")
    edition = make_edition(series, 45)
    base = f"{BASE}/linkups/{edition.pk}"
    form = client.get(f"{base}/form/").json()
    sent = client.post(
        f"{base}/entries/",
        {
            "url": "https://anna.example.com/naps/",
            "name": "Anna",
            "email": "anna@example.org",
            "form_token": form["form_token"],
            "rules_version": form["rules_version"],
        },
        content_type="application/json",
    )
    assert sent.status_code == 201, sent.content
    [entry] = client.get(f"{base}/entries/").json()["items"]
    assert entry["meta"]["detail_url"].endswith(f"{BASE}/linkups/entries/{entry['id']}/")
    assert entry["visit_url"].endswith(f"{BASE}/linkups/entries/{entry['id']}/visit/")
    followed = client.get(f"{BASE}/linkups/entries/{entry['id']}/visit/")
    assert followed["Location"] == "https://anna.example.com/naps/"
    assert client.get("/api/v2/linkup_entries/").json()["items"][0]["id"] == entry["id"]
    assert client.get(f"{base}/calendar.ics").status_code == 200
    assert client.get(f"{BASE}/linkups/current/").json()["id"] == edition.pk
