"""``parenting/resolve/``: one request for one address."""

from __future__ import annotations

import datetime
import json
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.contrib.redirects.models import Redirect

from tests.factories import (
    full_article,
    make_article,
    make_section,
    make_site,
    make_translation,
    page_model,
    restrict,
)
from wagtail_parenting.headless.models import GonePath

pytestmark = pytest.mark.django_db

RESOLVE = "/api/v3/parenting/resolve/"
STATUS = {"page": 200, "redirect": 200, "gone": 410, "locked": 403, "not_found": 404}


def resolve(client, path=None, **query):
    """The answer for an address, its status checked against its outcome."""
    if path is not None:
        query["path"] = path
    response = client.get(RESOLVE, query)
    body = response.json()
    assert response.status_code == STATUS[body["outcome"]], body
    if response.status_code >= 400:
        assert response["Content-Type"] == "application/problem+json"
        assert response["Cache-Control"] == "no-store"
        assert body["code"] == body["outcome"]
    return body


def leads_to(client, path, **query):
    body = resolve(client, path, **query)
    assert body["outcome"] == "redirect", body
    return body["location"]


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


# A page


def test_a_page_comes_with_what_stands_around_it(client, site, section):
    before = make_article(section, "Before")
    other = make_article(section, "Other")
    article = full_article(section, "Naps", related=[other])
    after = make_article(section, "After")
    body = resolve(client, "/sleep/naps/")
    assert body["outcome"] == "page"
    detail = client.get(f"/api/v3/pages/{article.pk}/").json()
    assert {**body["page"], "meta": None} == {**detail, "meta": None}
    assert body["page"]["meta"]["type"] == detail["meta"]["type"]
    assert [crumb["path"] for crumb in body["breadcrumbs"]] == ["/", "/sleep/"]
    assert body["previous"]["title"] == "Other"
    assert body["next"] == {"id": after.pk, "title": "After", "path": "/sleep/after/"}
    assert [card["title"] for card in body["related"]] == ["Other"]
    assert body["translations"] == []
    assert body["comments"]["items"] == []
    assert body["entries"] is None
    assert before.live


def test_the_home_page_and_plain_pages_resolve_too(client, site):
    plain = page_model()(title="Imprint", slug="imprint")
    site.root_page.add_child(instance=plain)
    assert resolve(client, "/")["page"]["id"] == site.root_page_id
    assert resolve(client, "/")["page"]["meta"]["parent"] is None
    shown = resolve(client, "/imprint/")
    assert shown["page"]["title"] == "Imprint"
    assert shown["breadcrumbs"][0]["path"] == "/"


def test_a_page_resolves_by_its_id(client, article):
    assert resolve(client, page=article.pk) == resolve(client, "/sleep/naps/")
    assert resolve(client, page=article.pk + 1000)["outcome"] == "not_found"


@pytest.mark.parametrize(
    "query", ["", "path=/&page=1", "page=0", "page=x", "page=99999999999999999999"]
)
def test_either_a_path_or_an_id_is_asked_for(client, site, query):
    assert client.get(f"{RESOLVE}?{query}").status_code == 400


def test_a_draft_parent_and_neighbours_are_not_named(client, section):
    hidden = make_article(section, "Hidden", publish=False)
    article = make_article(section, "Naps")
    make_article(section, "Also hidden", publish=False)
    section.unpublish()
    body = resolve(client, "/sleep/naps/")
    assert body["page"]["meta"]["parent"] is None
    assert [crumb["path"] for crumb in body["breadcrumbs"]] == ["/"]
    assert (body["previous"], body["next"]) == (None, None)
    text = json.dumps(body)
    assert hidden.title not in text
    assert "Also hidden" not in text
    assert article.live


def test_an_alias_is_a_page_of_its_own(client, site, section, article):
    food = make_section(site, "Food")
    CreatePageAliasAction(article, parent=food, update_slug="naps", user=None).execute()
    assert resolve(client, "/food/naps/")["page"]["title"] == "Naps"
    restrict(section)
    assert resolve(client, "/food/naps/")["outcome"] in ("locked", "not_found")


# Other ways to write an address


@pytest.mark.parametrize(
    "path",
    [
        "/sleep/naps",
        "sleep/naps",
        "//sleep//naps/",
        "/Sleep/Naps/",
        "/SLEEP/NAPS",
        "/sl%65ep/naps/",
    ],
)
def test_other_ways_to_write_a_path_lead_to_its_own(client, article, path):
    body = resolve(client, path)
    assert body == {"outcome": "redirect", "location": "/sleep/naps/", "permanent": True}


def test_a_query_string_is_carried_along(client, article):
    assert leads_to(client, "/sleep/naps?from=mail") == "/sleep/naps/?from=mail"
    assert resolve(client, "/sleep/naps/?from=mail")["outcome"] == "page"
    assert resolve(client, "/sleep/naps/#part")["outcome"] == "page"


def test_a_path_is_found_as_a_browser_writes_it(client, section):
    make_article(section, "Café", slug="café-ü")
    for path in ("/sleep/café-ü/", quote("/sleep/café-ü/")):
        assert resolve(client, path)["outcome"] == "page", path
    assert leads_to(client, "/sleep/caf%c3%a9-%c3%bc/") == "/sleep/café-ü/"
    assert resolve(client, "/sleep/cafe-u/")["outcome"] == "not_found"


def test_the_exact_path_wins_over_another_letter_case(client, section):
    upper = make_article(section, "Upper", slug="Naps-2")
    assert resolve(client, "/sleep/Naps-2/")["page"]["id"] == upper.pk


@pytest.mark.parametrize(
    "path",
    [
        "/sleep/\x00/",
        "/sleep/%00/",
        "/%ff%fe/",
        "/%",
        "/%zz/",
        "/../etc/passwd",
        "/./sleep/../sleep/naps/",
        "/" + "a" * 1999,
        "/" + "a/" * 1000,
        "/" + "%F0%9F%91%B6" * 150,
        "/?" + "q" * 1990,
        "/sleep/naps/%2e%2e/",
        "/👶/\ud83d".encode("utf-8", "replace").decode(),
        "//evil.example/",
        "https://evil.example/",
        "/sleep/%2F/naps/",
        "/sleep\\naps",
        "/' OR 1=1 --/",
    ],
)
def test_no_path_breaks_it(client, article, path):
    response = client.get(RESOLVE, {"path": path})
    assert response.status_code in (200, 404), response.content
    if response.status_code == 200 and response.json()["outcome"] == "redirect":
        assert "evil" not in response.json()["location"]


def test_a_path_that_is_far_too_long_is_refused(client, site):
    assert client.get(RESOLVE, {"path": "/" + "a" * 5000}).status_code == 400


# Redirects


def test_a_query_redirects(client, article):
    Redirect.add_redirect("/?p=123", redirect_to=article)
    assert leads_to(client, "/?p=123") == "/sleep/naps/"
    assert resolve(client, "/?p=124")["outcome"] == "page"
    assert resolve(client, "/")["outcome"] == "page"


def test_a_redirect_leads_to_a_page_a_path_or_elsewhere(client, article):
    Redirect.add_redirect("/old", redirect_to=article, is_permanent=False)
    Redirect.add_redirect("/find", redirect_to="/search/?q=x")
    Redirect.add_redirect("/away", redirect_to="https://www.who.int/")
    assert resolve(client, "/old/") == {
        "outcome": "redirect",
        "location": "/sleep/naps/",
        "permanent": False,
    }
    assert leads_to(client, "/Old") == "/sleep/naps/"
    assert leads_to(client, "/find/") == "/search/?q=x"
    assert leads_to(client, "/away/") == "https://www.who.int/"
    assert leads_to(client, "/old/?utm=x") == "/sleep/naps/"


def test_redirects_take_one_hop_and_never_loop(client, article):
    Redirect.add_redirect("/a", redirect_to="/b/")
    Redirect.add_redirect("/b", redirect_to="https://www.example.org/c/")
    Redirect.add_redirect("/c", redirect_to=article)
    Redirect.add_redirect("/x", redirect_to="/y/")
    Redirect.add_redirect("/y", redirect_to="/x/")
    Redirect.add_redirect("/self", redirect_to="/self/")
    assert leads_to(client, "/a/") == "/sleep/naps/"
    for path in ("/x/", "/y", "/self", "/self/"):
        assert resolve(client, path)["outcome"] == "not_found", path


def test_a_redirect_to_what_is_not_public_leads_nowhere(client, section):
    draft = make_article(section, "Draft", publish=False)
    Redirect.add_redirect("/old", redirect_to=draft)
    assert resolve(client, "/old/")["outcome"] == "not_found"


def test_a_page_wins_over_a_redirect_from_its_path(client, article):
    Redirect.add_redirect("/sleep/naps", redirect_to="https://elsewhere.example/")
    assert resolve(client, "/sleep/naps/")["outcome"] == "page"


def test_a_redirect_of_another_site_does_not_count(client, article):
    other = make_site("other.example.org", frontend="https://other.example.org", default=False)
    Redirect.add_redirect("/old", redirect_to=article, site=other)
    assert resolve(client, "/old/")["outcome"] == "not_found"
    location = leads_to(client, "/old/", site="other.example.org")
    assert location == "https://www.example.org/sleep/naps/"


def test_renamed_and_moved_pages_lead_to_where_they_are(
    client, site, section, django_capture_on_commit_callbacks
):
    article = make_article(section, "Naps")
    below = make_article(section, "Night")
    with django_capture_on_commit_callbacks(execute=True):
        article.slug = "short-naps"
        article.save_revision().publish()
    assert leads_to(client, "/sleep/naps/") == "/sleep/short-naps/"
    section.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        section.slug = "rest"
        section.save_revision().publish()
    assert leads_to(client, "/sleep/night/") == "/rest/night/"
    assert leads_to(client, "/sleep/naps/") == "/rest/short-naps/"
    food = make_section(site, "Food")
    below.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        below.move(food, "last-child")
    assert leads_to(client, "/rest/night/") == "/food/night/"
    assert leads_to(client, "/sleep/night/") == "/food/night/"


def test_it_works_without_wagtails_redirects(client, article, monkeypatch):
    Redirect.add_redirect("/old", redirect_to=article)
    monkeypatch.setattr(apps, "is_installed", lambda name: name != "wagtail.contrib.redirects")
    assert resolve(client, "/old/")["outcome"] == "not_found"
    assert resolve(client, "/?p=1")["outcome"] == "page"


# Not there, not any more, not for everyone


def test_a_deleted_page_that_was_public_is_gone(client, section, article):
    deep = make_section(section.get_site(), "Deep")
    make_article(deep, "Below")
    article.delete()
    deep.delete()
    for path in ("/sleep/naps/", "/sleep/naps", "/Sleep/Naps/", "/deep/", "/deep/below/"):
        assert resolve(client, path)["outcome"] == "gone", path
    make_article(section, "Naps")
    assert resolve(client, "/sleep/naps/")["outcome"] == "page"


def test_a_deleted_page_that_never_was_public_is_not_found(client, section):
    make_article(section, "Draft", publish=False).delete()
    private = make_article(section, "Private")
    restrict(private)
    private.delete()
    assert resolve(client, "/sleep/draft/")["outcome"] == "not_found"
    assert resolve(client, "/sleep/private/")["outcome"] == "not_found"
    assert not GonePath.objects.exists()


def test_a_redirect_wins_over_a_page_that_is_gone(client, section, article):
    other = make_article(section, "Other")
    article.delete()
    Redirect.add_redirect("/sleep/naps", redirect_to=other)
    assert leads_to(client, "/sleep/naps/") == "/sleep/other/"


def test_a_site_may_be_deleted_with_its_pages(client, site):
    other = make_site("other.example.org", frontend="https://other.example.org", default=False)
    make_section(other, "Theirs")
    other.root_page.specific.delete()
    connection.check_constraints()
    assert resolve(client, "/")["outcome"] == "page"


def test_unpublished_expired_and_draft_pages_are_not_found(client, section, article):
    article.unpublish()
    make_article(section, "Draft", publish=False)
    over = make_article(section, "Over")
    moment = timezone.now() - datetime.timedelta(seconds=1)
    page_model().objects.filter(pk=over.pk).update(expire_at=moment)
    answers = [resolve(client, f"/sleep/{slug}/") for slug in ("naps", "draft", "over", "never")]
    assert {answer["outcome"] for answer in answers} == {"not_found"}
    assert len({json.dumps(answer) for answer in answers}) == 1
    assert resolve(client, page=over.pk)["outcome"] == "not_found"


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_private_page_is_locked_and_tells_nothing(client, section, article, kind):
    restrict(section, kind)
    for answer in (resolve(client, "/sleep/naps/"), resolve(client, page=article.pk)):
        assert answer["outcome"] == "locked"
        assert article.title not in json.dumps(answer)
        assert str(article.pk) not in answer["detail"]
    article.unpublish()
    assert resolve(client, "/sleep/naps/")["outcome"] == "not_found"


# Sites and languages


def test_a_page_of_another_site_leads_to_its_own_frontend(client, article):
    other = make_site("other.example.org", frontend="https://other.example.org", default=False)
    theirs = make_article(make_section(other, "Theirs"), "His")
    assert resolve(client, "/theirs/his/")["outcome"] == "not_found"
    assert resolve(client, "/theirs/his/", site="other.example.org")["outcome"] == "page"
    assert resolve(client, page=theirs.pk) == {
        "outcome": "redirect",
        "location": "https://other.example.org/theirs/his/",
        "permanent": False,
    }


def test_each_language_has_its_paths(client, site, section, article, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    make_translation(site.root_page.specific, "Zuhause")
    make_translation(section, "Schlaf")
    make_translation(article, "Nickerchen")
    body = resolve(client, "/de/schlaf/nickerchen/")
    assert body["page"]["title"] == "Nickerchen"
    assert [crumb["path"] for crumb in body["breadcrumbs"]] == ["/de/", "/de/schlaf/"]
    assert body["translations"] == [
        {
            "locale": "en",
            "path": "/sleep/naps/",
            "html_url": "https://www.example.org/sleep/naps/",
        }
    ]
    assert leads_to(client, "/DE/Schlaf") == "/de/schlaf/"
    assert leads_to(client, "/schlaf/", locale="de") == "/de/schlaf/"
    assert resolve(client, "/schlaf/")["outcome"] == "not_found"
    assert client.get(RESOLVE, {"path": "/", "locale": "fr"}).status_code == 400


# Cost and freshness


def queries(client, status, **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(RESOLVE, {"path": "/sleep/naps/"}, headers=headers)
    assert response.status_code == status
    return len(captured)


def test_it_costs_15_queries_cold_and_3_warm(client, section):
    other = make_article(section, "Other")
    full_article(section, "Naps", related=[other])
    client.get(RESOLVE, {"path": "/sleep/other/"})  # content types are cached by Django
    assert queries(client, 200) <= 15
    assert queries(client, 200) <= 3
    etag = client.get(RESOLVE, {"path": "/sleep/naps/"})["ETag"]
    assert queries(client, 304, **{"If-None-Match": etag}) <= 3


def test_what_is_not_there_costs_little(client, article, section, settings):
    own = "wagtail.contrib.redirects.middleware.RedirectMiddleware"  # looks at every 404 by itself
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != own]
    for path, most in (("/never/", 5), ("/sleep/naps", 3)):
        with CaptureQueriesContext(connection) as captured:
            client.get(RESOLVE, {"path": path})
        assert len(captured) <= most, path


def test_the_answer_changes_with_what_it_shows(client, site, section, article):
    def etag():
        return client.get(RESOLVE, {"path": "/sleep/naps/"})["ETag"]

    def changed(act):
        before = etag()
        act()
        return etag() != before

    def rename_section():
        page = type(section).objects.get(pk=section.pk)
        page.title = "Nights"
        page.save_revision().publish()

    assert changed(lambda: make_article(section, "Neighbour"))
    assert changed(rename_section)
    assert not changed(lambda: make_article(make_section(site, "Far"), "Away"))
    assert resolve(client, "/sleep/naps/")["breadcrumbs"][1]["title"] == "Nights"
    assert resolve(client, "/sleep/naps/")["next"]["title"] == "Neighbour"


def test_markdown_is_a_shape_of_its_own(client, section):
    full_article(section, "Naps", related=[make_article(section, "Other")])
    plain = client.get(RESOLVE, {"path": "/sleep/naps/"}).text
    marked = client.get(RESOLVE, {"path": "/sleep/naps/", "rich_text_format": "markdown"}).text
    assert plain != marked
    assert client.get(RESOLVE, {"path": "/sleep/naps/"}).text == plain
    assert client.get(RESOLVE, {"path": "/", "rich_text_format": "pdf"}).status_code == 400
