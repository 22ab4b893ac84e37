"""``parenting/paths/``: every public page of a site, for static builds."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction

from tests.factories import (
    article_model,
    index_model,
    make_article,
    make_section,
    make_site,
    make_translation,
    page_model,
    restrict,
)

pytestmark = pytest.mark.django_db

PATHS = "/api/v3/parenting/paths/"


def listed(client, **query):
    response = client.get(PATHS, {"limit": 1000, **query})
    assert response.status_code == 200, response.content
    body = response.json()
    assert body["count"] >= len(body["items"])
    return [item["path"] for item in body["items"]]


def test_every_public_page_is_listed_with_its_place(client, section):
    article = make_article(section, "Naps")
    assert listed(client) == ["/", "/sleep/", "/sleep/naps/"]
    item = client.get(PATHS).json()["items"][-1]
    assert item == {
        "id": article.pk,
        "type": article_model()._meta.label,
        "path": "/sleep/naps/",
        "locale": "en",
        "updated_at": item["updated_at"],
    }
    assert item["updated_at"].endswith("Z")


def test_what_is_not_public_is_not_listed(client, site, section):
    make_article(section, "Draft", publish=False)
    expired = make_article(section, "Over")
    gone = timezone.now() - datetime.timedelta(seconds=1)
    page_model().objects.filter(pk=expired.pk).update(expire_at=gone)
    hidden = make_article(make_section(site, "Members"), "Hidden")
    CreatePageAliasAction(hidden, parent=section, update_slug="alias", user=None).execute()
    restrict(hidden.get_parent())
    assert listed(client) == ["/", "/sleep/"]


def test_pages_of_other_sites_are_not_listed(client, section):
    other = make_site("other.example.org", frontend="https://other.example.org", default=False)
    make_section(other, "Theirs")
    assert listed(client) == ["/", "/sleep/"]
    assert listed(client, site="other.example.org") == ["/", "/theirs/"]


def test_a_type_a_language_and_a_time_narrow_it_down(client, section, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    naps = make_article(section, "Naps")
    make_translation(section.get_site().root_page.specific, "Zuhause")
    make_translation(section, "Schlaf")
    assert listed(client, type=article_model()._meta.label) == ["/sleep/naps/"]
    assert listed(client, locale="de") == ["/de/", "/de/schlaf/"]
    assert len(listed(client)) == 5
    moment = naps.last_published_at
    after = moment.isoformat().replace("+00:00", "Z")
    assert "/sleep/naps/" not in listed(client, updated_after=after)
    before = (moment - datetime.timedelta(seconds=1)).isoformat().replace("+00:00", "Z")
    assert "/sleep/naps/" in listed(client, updated_after=before)


def test_cursors_neither_repeat_nor_skip_while_others_publish(client, section):
    articles = [make_article(section, f"Article {number}") for number in range(7)]
    seen, cursor, first = [], None, True
    while cursor or first:
        body = client.get(PATHS, {"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        seen += [item["id"] for item in body["items"]]
        if first:
            articles[1].unpublish()
            make_article(section, "Later")
        first, cursor = False, body["next"]
    assert len(seen) == len(set(seen))
    assert {article.pk for article in articles[2:]} <= set(seen)


@pytest.mark.parametrize(
    "query",
    [
        "type=nothing",
        "type=auth.User",
        "type=%00",
        "locale=fr",
        "updated_after=yesterday",
        "limit=1001",
        "limit=0",
        "cursor=x",
        "pages=1",
    ],
)
def test_bad_parameters_are_refused(client, section, query):
    assert client.get(f"{PATHS}?{query}").status_code == 400


def test_a_cursor_of_another_listing_is_refused(client, section):
    make_article(section, "Naps")
    cursor = client.get(PATHS, {"limit": 1}).json()["next"]
    other = {"limit": 1, "cursor": cursor, "type": index_model()._meta.label}
    assert client.get(PATHS, other).json()["code"] == "invalid_cursor"


def test_it_costs_the_same_for_1_20_and_100_pages(client, section):
    for number in range(100):
        make_article(section, f"Article {number}")
    cold, warm = set(), set()
    for limit in (1, 20, 100):
        for counts in (cold, warm):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(PATHS, {"limit": limit})
            assert len(response.json()["items"]) == limit
            counts.add(len(queries))
    assert len(cold) == len(warm) == 1
    assert max(cold) <= 4
    assert max(warm) <= 3
    with CaptureQueriesContext(connection) as queries:
        again = client.get(PATHS, {"limit": 100}, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert len(queries) <= 3


def test_a_page_that_goes_live_changes_the_answer(client, section):
    first = client.get(PATHS)
    make_article(section, "New")
    again = client.get(PATHS, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "/sleep/new/" in again.text
