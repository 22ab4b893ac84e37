"""``parenting/articles`` and ``facets``: filters, orders, cursors, errors, methods."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from tests.factories import (
    article_model,
    make_article,
    make_comment,
    make_contributor,
    make_image,
    make_section,
    make_site,
    make_stage,
    make_topic,
)

pytestmark = pytest.mark.django_db
URL = "/api/v3/parenting/articles/"
ODD_TAGS = [
    "b, c",
    "R&D",
    "naïve",
    "naive",
    "a+b",
    "👶",
    "🌱",
    "%2F",
    'say "hi"',
    "café",
    "ABC",
    "abc",
]


def titles(client, **query):
    response = client.get(URL, query)
    assert response.status_code == 200, response.content
    return [item["title"] for item in response.json()["items"]]


@pytest.mark.parametrize("tag", ODD_TAGS)
def test_tags_match_exactly_on_every_database(client, section, tag):
    for number, name in enumerate(ODD_TAGS):
        make_article(section, f"Article {number}", tags=[name])
    expected = [f"Article {ODD_TAGS.index(tag)}"]
    assert titles(client, tag=tag) == expected
    v2 = client.get("/api/v2/pages/", {"type": article_model()._meta.label, "tags": tag})
    assert [item["title"] for item in v2.json()["items"]] == expected
    facets = client.get("/api/v3/parenting/facets/").json()["tags"]
    assert sorted(item["name"] for item in facets) == sorted(ODD_TAGS)
    assert len({item["slug"] for item in facets}) == len(ODD_TAGS)


def test_several_tags_must_all_be_there(client, section):
    make_article(section, "Both", tags=["x", "y"])
    make_article(section, "One", tags=["x"])
    assert titles(client, tag=["x", "y"]) == ["Both"]


def test_filters_find_what_they_name(client, section):
    mara, ruth = make_contributor("Mara"), make_contributor("Ruth")
    naps = make_topic("Naps", parent=make_topic("Sleep"))
    baby = make_stage("Baby", (3, 12))
    weeks = make_stage("Pregnancy", from_weeks=1, to_weeks=42)
    make_article(
        section,
        "A",
        authors=[mara],
        reviewers=[ruth],
        topics=[naps],
        stages=[baby],
        next_review="2026-12-01",
    )
    make_article(section, "B", authors=[ruth], stages=[weeks])
    assert titles(client, author="mara") == ["A"]
    assert titles(client, reviewer="ruth") == ["A"]
    assert titles(client, topic="naps") == ["A"]
    assert titles(client, topic="sleep") == ["A"]
    assert titles(client, stage="baby") == ["A"]
    assert titles(client, stage="BABY") == []
    assert titles(client, pregnancy_week=20) == ["B"]
    assert titles(client, review_due_before="2027-01-01") == ["A"]
    assert titles(client, review_due_before="2026-11-30") == []
    assert [titles(client, age_months=age) for age in (2, 3, 12, 13)] == [[], ["A"], ["A"], []]


def test_a_section_finds_all_below_it(client, section):
    home = section.get_parent().specific
    inner = make_section(section.get_site(), "Inner")
    inner.move(section, pos="last-child")
    inner.refresh_from_db()
    make_article(inner, "Deep")
    make_article(home, "Other")
    assert titles(client, section=section.pk) == ["Deep"]


def test_dates_bound_what_is_found(client, section):
    day = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)
    make_article(section, "May", published_at=day)
    make_article(section, "June", published_at=day + datetime.timedelta(days=31))
    assert titles(client, published_after="2026-05-02") == ["June"]
    assert titles(client, published_before="2026-05-02") == ["May"]
    assert titles(client, published_after="2026-05-01T12:00:00Z") == ["June"]
    changed = article_model().objects.get(title="June").last_published_at
    assert titles(client, updated_after=changed.isoformat()) == []
    before = changed - datetime.timedelta(days=1)
    assert titles(client, updated_after=before.isoformat()) == ["June", "May"]


def test_orders(client, section):
    for title, day in (("Beech", 3), ("Ash", 1), ("Cedar", 2)):
        make_article(
            section, title, published_at=datetime.datetime(2026, 1, day, tzinfo=datetime.UTC)
        )
    assert titles(client) == ["Beech", "Cedar", "Ash"]
    assert titles(client, order="published_at") == ["Ash", "Cedar", "Beech"]
    assert titles(client, order="-updated_at") == ["Cedar", "Ash", "Beech"]
    assert titles(client, order="title") == ["Ash", "Beech", "Cedar"]


def test_the_most_discussed_come_first(client, section):
    quiet, busy, lively = (make_article(section, title) for title in ("Ash", "Beech", "Cedar"))
    for page, count in ((busy, 3), (lively, 2)):
        for _number in range(count):
            make_comment(page)
    for _number in range(5):
        make_comment(quiet, status="held")
    assert titles(client, order="most_discussed") == ["Beech", "Cedar", "Ash"]
    pages = walk(client, order="most_discussed", limit=1)
    assert list(pages) == [["Beech"], ["Cedar"], ["Ash"]]


def test_an_imported_article_without_a_publication_is_in_every_order(client, section):
    article = make_article(section, "Imported")
    article_model().objects.filter(pk=article.pk).update(last_published_at=None)
    for order in ("-published_at", "-updated_at", "title", "most_discussed"):
        assert titles(client, order=order) == ["Imported"]


def test_long_titles_in_any_script_give_cursors_that_work(client, section):
    for number in range(2):
        make_article(section, f"{number}" + "睡" * 250, slug=f"long-{number}")
    first = client.get(URL, {"order": "title", "limit": 1}).json()
    again = client.get(URL, {"order": "title", "limit": 1, "cursor": first["next"]})
    assert again.status_code == 200
    assert again.json()["items"][0]["title"].startswith("1")


def test_trailing_spaces_are_part_of_a_tag(client, section):
    make_article(section, "Plain", tags=["abc"])
    assert titles(client, tag="abc ") == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_v2_search_finds_public_pages_best_first(client, section):
    make_article(section, "Marmalade", standfirst="All about marmalade")
    make_article(section, "Breakfast", standfirst="With marmalade")
    make_article(section, "Marmalade draft", publish=False)
    call_command("update_index", verbosity=0)
    for query in ({}, {"type": article_model()._meta.label}):
        answer = client.get("/api/v2/pages/", {"search": "marmalade", **query})
        assert answer.status_code == 200, answer.content
        found = [item["title"] for item in answer.json()["items"]]
        assert set(found) == {"Marmalade", "Breakfast"}
    ordered = client.get("/api/v2/pages/", {"search": "marmalade", "order": "title"}).json()
    assert [item["title"] for item in ordered["items"]] == ["Breakfast", "Marmalade"]


def walk(client, **query):
    """Titles of every page of a listing, page by page."""
    while True:
        body = client.get(URL, query).json()
        yield [item["title"] for item in body["items"]]
        if body["next"] is None:
            return
        query["cursor"] = body["next"]


@pytest.mark.parametrize(
    "order", ["-published_at", "published_at", "-updated_at", "title", "most_discussed"]
)
def test_cursors_walk_every_article_once(client, section, order):
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    expected = {
        make_article(section, f"T{number}", published_at=moment).title for number in range(7)
    }
    seen = [title for page in walk(client, order=order, limit=3) for title in page]
    assert len(seen) == 7
    assert set(seen) == expected


def test_cursors_neither_repeat_nor_skip_while_articles_are_published(client, section):
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    for number in range(6):
        make_article(
            section, f"Old {number}", published_at=moment + datetime.timedelta(hours=number)
        )
    seen = []
    for step, page in enumerate(walk(client, limit=2)):
        seen += page
        make_article(
            section, f"New {step}", published_at=moment + datetime.timedelta(days=step + 1)
        )
    assert seen == [f"Old {number}" for number in reversed(range(6))]


def test_a_cursor_serves_its_own_listing_only(client, section):
    for number in range(3):
        make_article(section, f"T{number}")
    cursor = client.get(URL, {"limit": 1}).json()["next"]
    assert client.get(URL, {"limit": 2, "cursor": cursor}).status_code == 200
    for query in ({"order": "title"}, {"tag": "x"}):
        response = client.get(URL, {"cursor": cursor, **query})
        assert (response.status_code, response.json()["code"]) == (400, "invalid_cursor")
    assert client.get(URL, {"cursor": cursor[:-2] + "xx"}).status_code == 400


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cursor=st.text(max_size=80))
def test_no_text_breaks_the_cursor(client, section, cursor):
    assert client.get(URL, {"cursor": cursor}).status_code == 400


# MariaDB's full-text index knows committed rows only.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_search_finds_words_of_the_body_by_relevance(client, section):
    from tests.factories import block

    body = [block("tip", {"heading": "", "text": "<p>Warm the marmalade gently.</p>"})]
    make_article(section, "Breakfast", body=body)
    make_article(section, "Marmalade", standfirst="All about marmalade", tags=["x"])
    make_article(section, "Other")
    call_command("update_index", verbosity=0)  # a task does it otherwise
    assert set(titles(client, search="marmalade")) == {"Breakfast", "Marmalade"}
    found = titles(client, search="marmalade", order="relevance", limit=1)
    assert found == ["Marmalade"]
    assert titles(client, search="marmalade", tag="x") == ["Marmalade"]
    assert list(walk(client, search="marmalade", order="relevance", limit=1))[1] == ["Breakfast"]
    assert titles(client, search="nothingofthekind") == []


def test_unknown_parameters_name_the_nearest_known_one(client, section):
    response = client.get(URL, {"tags": "x"})
    body = response.json()
    assert (response.status_code, body["code"]) == (400, "unknown_parameter")
    assert "'tag'" in body["detail"]
    assert body["errors"][0]["loc"] == ["query", "tags"]
    assert body["type"].endswith("#unknown_parameter")


def test_bad_values_name_the_parameter(client, section):
    body = client.get(URL, {"limit": "many"}).json()
    assert body["code"] == "invalid_parameter"
    assert body["errors"][0]["loc"] == ["query", "limit"]


def test_head_options_and_other_methods(client, section):
    make_article(section)
    head = client.head(URL)
    assert (head.status_code, head.content) == (200, b"")
    options = client.options(URL)
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")
    for method in (client.post, client.put, client.patch, client.delete):
        response = method(URL)
        assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "CONNECT", "INVENTED"])
def test_any_other_method_is_answered_as_errors_are(client, section, method):
    response = client.generic(method, URL)
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    response = client.generic(method, "/api/v3/parenting/nothing/")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_unknown_addresses_below_parenting_are_problems_too(client, section):
    for method in (client.get, client.post, client.head):
        response = method("/api/v3/parenting/nothing/here/")
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"


def test_facets_count_what_each_filter_finds(client, section):
    sleep = make_topic("Sleep")
    naps = make_topic("Naps", parent=sleep)
    baby = make_stage("Baby")
    make_article(section, "A", topics=[naps, sleep], stages=[baby], tags=["x"])
    make_article(section, "B", topics=[naps], tags=["x", "y"])
    elsewhere = make_section(section.get_site(), "Elsewhere")
    make_article(elsewhere, "C", topics=[sleep])
    facets = client.get("/api/v3/parenting/facets/").json()
    assert {item["slug"]: item["count"] for item in facets["topics"]} == {"sleep": 3, "naps": 2}
    assert [(item["name"], item["count"]) for item in facets["tags"]] == [("x", 2), ("y", 1)]
    assert [(item["slug"], item["count"]) for item in facets["stages"]] == [("baby", 1)]
    for item in facets["topics"]:
        assert len(titles(client, topic=item["slug"])) == item["count"]
    below = client.get("/api/v3/parenting/facets/", {"section": elsewhere.pk}).json()
    assert [(item["slug"], item["count"]) for item in below["topics"]] == [("sleep", 1)]


def test_two_sites_on_two_frontends(client, section):
    other = make_site("other.example.org", frontend="https://other.example.net", default=False)
    abroad = make_section(other, "Abroad")
    there = make_article(abroad, "There", hero_image=make_image(), hero_alt="x")
    here = make_article(section, "Here", related=[there])
    assert titles(client) == ["Here"]
    for name in ("other.example.org", "other.example.org:80", "other.example.net"):
        item = client.get(URL, {"site": name}).json()["items"][0]
        assert item["html_url"] == "https://other.example.net/abroad/there/"
        assert item["path"] == "/abroad/there/"
        found = client.get("/api/v2/pages/", {"site": name, "fields": "*"}).json()["items"]
        assert {i["meta"]["html_url"].split("/")[2] for i in found} == {"other.example.net"}
    for url in (f"/api/v2/pages/{here.pk}/", f"/api/v3/pages/{here.pk}/"):
        body = client.get(url).json()
        assert body["meta"]["html_url"] == "https://www.example.org/sleep/here/"
        assert body["related"][0]["html_url"] == "https://other.example.net/abroad/there/"
    on_its_host = client.get(URL, headers={"host": "other.example.org"}).json()
    assert [item["title"] for item in on_its_host["items"]] == ["There"]


def test_two_sites_may_be_each_others_translation(client, section, settings):
    from wagtail.models import Locale

    settings.WAGTAIL_I18N_ENABLED = True
    german = Locale.objects.create(language_code="de")
    home = section.get_parent().specific
    heim = home.copy_for_translation(german)
    heim.save_revision().publish()
    Site.objects.create(hostname="de.example.org", root_page=heim, site_name="de")
    make_article(section, "English")
    heim.refresh_from_db()
    make_article(heim, "Deutsch", locale=german)
    assert titles(client) == ["English"]
    assert titles(client, site="de.example.org") == ["Deutsch"]
    assert client.get(URL, {"site": "de.example.org", "locale": "en"}).status_code == 400


def test_languages_are_told_apart(client, section, settings):
    from wagtail.models import Locale

    settings.WAGTAIL_I18N_ENABLED = True
    german = Locale.objects.create(language_code="de")
    make_article(section, "English")
    home = section.get_parent().specific
    heim = home.copy_for_translation(german)
    heim.save_revision().publish()
    heim.refresh_from_db()
    make_article(heim, "Deutsch", locale=german)
    assert titles(client) == ["English"]
    body = client.get(URL, {"locale": "de"}).json()
    assert [item["title"] for item in body["items"]] == ["Deutsch"]
    assert body["items"][0]["path"] == "/de/deutsch/"
    found = client.get("/api/v2/pages/find/", {"html_path": "/de/deutsch/"})
    assert found.status_code == 302


def test_a_listing_that_was_asked_before_costs_1_query_until_anything_changes(client, section):
    make_article(section, "Naps")
    first = client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(URL).content == first.content
    assert len(queries) == 1
    make_article(section, "Nights")
    assert client.get(URL).json()["count"] == 2


def test_a_search_is_never_kept(client, section):
    """Its index is written after the page, by a task."""
    make_article(section, "Naps")
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(URL, {"search": "naps"})
        assert len(queries) > 1
