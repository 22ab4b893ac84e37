"""``parenting/people/``: whom public articles name."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_article,
    make_contributor,
    make_image,
    make_section,
    make_site,
    restrict,
)
from wagtail_parenting.headless.models import HeadlessSettings

pytestmark = pytest.mark.django_db

PEOPLE = "/api/v3/parenting/people/"


def names(client, **query):
    response = client.get(PEOPLE, query)
    assert response.status_code == 200, response.content
    return [person["name"] for person in response.json()["items"]]


def test_authors_and_reviewers_of_public_articles_are_listed_by_name(client, site, section):
    ada, bea, cleo, dora = (make_contributor(name) for name in ("Ada", "Bea", "Cleo", "Dora"))
    make_article(section, "One", authors=[cleo, ada])
    make_article(section, "Two", authors=[ada], reviewers=[bea])
    make_article(section, "Draft", authors=[dora], publish=False)
    members = make_section(site, "Members")
    make_article(members, "Hidden", authors=[dora])
    restrict(members)
    assert names(client) == ["Ada", "Bea", "Cleo"]
    assert client.get(PEOPLE).json()["count"] == 3


def test_a_person_is_shown_in_full(client, section):
    ada = make_contributor("Ada", role="Editor", bio="Writes.", picture=make_image())
    make_article(section, "Hers", authors=[ada])
    person = client.get(f"{PEOPLE}{ada.slug}/").json()
    assert person == client.get(PEOPLE).json()["items"][0]
    assert (person["id"], person["name"], person["role"]) == (ada.pk, "Ada", "Editor")
    assert person["path"] == f"/people/{ada.slug}/"
    assert person["picture"]["alt"] == "Ada"
    assert "user" not in person


def test_whom_no_public_article_names_is_not_there(client, section):
    make_article(section, "Draft", authors=[make_contributor("Ada")], publish=False)
    hidden = client.get(f"{PEOPLE}ada/")
    absent = client.get(f"{PEOPLE}nobody/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


@pytest.mark.parametrize("slug", ["ADA", "%00", "a" * 500, "äda", "%F0%9F%91%B6"])
def test_a_slug_is_exact_and_never_breaks(client, section, slug):
    make_article(section, "Hers", authors=[make_contributor("Ada")])
    assert client.get(f"{PEOPLE}{slug}/").status_code in (400, 404)


def test_each_site_lists_its_own(client, section):
    make_article(section, "Hers", authors=[make_contributor("Ada")])
    other = make_site("other.example.org", frontend="https://other.example.org", default=False)
    make_article(make_section(other, "Theirs"), "His", authors=[make_contributor("Bo")])
    HeadlessSettings.objects.filter(site=other).update(author_path="/team/{slug}/")
    assert names(client) == ["Ada"]
    assert names(client, site="other.example.org") == ["Bo"]
    (bo,) = client.get(PEOPLE, {"site": "other.example.org"}).json()["items"]
    assert bo["path"] == "/team/bo/"


def test_cursors_neither_repeat_nor_skip(client, section):
    people = [
        make_contributor(f"Person {number % 3}", slug=f"person-{number}") for number in range(8)
    ]
    make_article(section, "All", authors=people)
    seen, cursor, first = [], None, True
    while cursor or first:
        body = client.get(PEOPLE, {"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        seen += [person["id"] for person in body["items"]]
        first, cursor = False, body["next"]
    assert sorted(seen) == sorted(person.pk for person in people)
    assert client.get(PEOPLE, {"cursor": "x"}).status_code == 400


def test_it_costs_the_same_for_1_20_and_100_people(client, section):
    image = make_image()
    people = [make_contributor(f"Person {number}", picture=image) for number in range(100)]
    make_article(section, "All", authors=people)
    cold, warm = set(), set()
    for limit in (1, 20, 100):
        for counts in (cold, warm):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(PEOPLE, {"limit": limit})
            assert len(response.json()["items"]) == limit
            counts.add(len(queries))
    assert len(cold) == len(warm) == 1
    assert max(cold) <= 7
    assert max(warm) <= 3
    with CaptureQueriesContext(connection) as queries:
        again = client.get(PEOPLE, {"limit": 100}, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert len(queries) <= 3


def test_a_new_name_changes_the_answers(client, section):
    ada = make_contributor("Ada")
    make_article(section, "Hers", authors=[ada])
    etags = {url: client.get(url)["ETag"] for url in (PEOPLE, f"{PEOPLE}{ada.slug}/")}
    ada.name = "Ada B."
    ada.save()
    for url, etag in etags.items():
        again = client.get(url, headers={"If-None-Match": etag})
        assert again.status_code == 200
        assert "Ada B." in again.text
