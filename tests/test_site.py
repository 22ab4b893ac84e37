"""``parenting/site/``: what a frontend asks before it shows anything."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_article,
    make_image,
    make_section,
    make_site,
    make_translation,
    restrict,
)
from wagtail_parenting.headless.models import HeadlessSettings

pytestmark = pytest.mark.django_db

SITE = "/api/v3/parenting/site/"


def shown(client, **query):
    response = client.get(SITE, query)
    assert response.status_code == 200, response.content
    return response.json()


def in_menu(page):
    if not any(field.name == "show_in_menus" for field in page._meta.get_fields()):
        pytest.skip("the site's own base page model knows no menus")
    page.show_in_menus = True
    page.save_revision().publish()
    return page


def test_a_site_tells_its_name_origin_and_languages(client, site):
    facts = shown(client)
    assert facts["origin"] == "https://www.example.org"
    assert facts["name"]
    assert (facts["locale"], facts["locales"]) == ("en", ["en"])
    assert facts["home"] == {"id": site.root_page_id, "title": site.root_page.title, "path": "/"}


def test_the_menu_has_two_levels_of_what_is_public(client, site):
    sleep = in_menu(make_section(site, "Sleep"))
    in_menu(make_article(sleep, "Naps"))
    make_article(sleep, "Not in menus")
    in_menu(make_section(site, "Drafts")).unpublish()
    restrict(in_menu(make_section(site, "Members")))
    food = make_section(site, "Food")
    in_menu(make_article(food, "Of a section that is not in menus"))
    (item,) = shown(client)["menu"]
    assert (item["title"], item["path"]) == ("Sleep", "/sleep/")
    assert [(child["title"], child["path"]) for child in item["children"]] == [
        ("Naps", "/sleep/naps/")
    ]


def test_a_base_page_model_without_menus_has_an_empty_one(client, site, monkeypatch):
    monkeypatch.setattr("wagtail_parenting.headless.outline._has_menus", lambda: False)
    facts = shown(client)
    assert facts["menu"] == []
    assert facts["home"]["path"] == "/"


def test_routes_come_from_the_site_then_the_setting_then_the_defaults(client, site, settings):
    assert shown(client)["routes"]["author"] == "/people/{slug}/"
    settings.WAGTAIL_PARENTING = {
        "FRONTEND_ROUTES": {"author": "/by/{slug}/", "search": "/find/?w={query}"}
    }
    own, _created = HeadlessSettings.objects.get_or_create(site=site)
    own.author_path = "/team/{slug}/"
    own.save()
    routes = shown(client)["routes"]
    assert routes["author"] == "/team/{slug}/"
    assert routes["search"] == "/find/?w={query}"
    assert routes["topic"] == "/topic/{slug}/"


def test_the_picture_of_a_site_is_public_or_absent(client, site):
    assert shown(client)["image"] is None
    image = make_image()
    own, _created = HeadlessSettings.objects.get_or_create(site=site)
    own.share_image = image
    own.save()
    assert shown(client)["image"]["id"] == image.pk
    image.delete()
    assert shown(client)["image"] is None


def test_another_language_has_its_own_menu(client, site, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    sleep = in_menu(make_section(site, "Sleep"))
    make_translation(site.root_page.specific, "Zuhause")
    in_menu(make_translation(sleep, "Schlaf"))
    facts = shown(client, locale="de")
    assert facts["locales"] == ["en", "de"]
    assert [(item["title"], item["path"]) for item in facts["menu"]] == [("Schlaf", "/de/schlaf/")]
    assert facts["home"]["path"] == "/de/"
    assert client.get(SITE, {"locale": "fr"}).status_code == 400


def test_each_site_tells_its_own(client, site):
    make_site("other.example.org", frontend="https://other.example.org", default=False)
    assert shown(client, site="other.example.org")["origin"] == "https://other.example.org"
    assert client.get(SITE, {"site": "nowhere"}).status_code == 400


def test_it_costs_one_query_until_something_changes(client, site):
    section = in_menu(make_section(site, "Sleep"))
    first = client.get(SITE)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(SITE).json() == first.json()
    assert len(queries) <= 3
    with CaptureQueriesContext(connection) as queries:
        assert client.get(SITE, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert len(queries) <= 3
    section.title = "Nights"
    section.save_revision().publish()
    changed = client.get(SITE, headers={"If-None-Match": first["ETag"]})
    assert changed.json()["menu"][0]["title"] == "Nights"


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("people/{slug}/", "slash"),
        ("//evil.example/{slug}/", "slash"),
        ("/people/", "{slug}"),
        ("/people/{slug}/{other}/", "braces"),
        ("/the people/{slug}/", "spaces"),
    ],
)
def test_a_wrong_route_is_refused_in_the_admin_and_in_settings(site, path, wrong):
    from django.core.exceptions import ValidationError

    from wagtail_parenting.setting_problems import problems

    with pytest.raises(ValidationError) as refused:
        HeadlessSettings(site=site, author_path=path).clean()
    assert wrong in str(refused.value.message_dict["author_path"])
    (problem,) = problems({"FRONTEND_ROUTES": {"author": path}})
    assert wrong in problem.message
    assert problems({"FRONTEND_ROUTES": {"auhtor": "/x/"}})[0].message.endswith("'author'?")
