"""Wagtail's user bar and content checks on a frontend of another origin."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from tests.factories import article_model, make_article, make_site, make_user, page_model
from tests.test_preview import never_saved_token, preview_token
from wagtail_parenting.headless.models import HeadlessSettings

pytestmark = pytest.mark.django_db

USERBAR = "/parenting/userbar/"
FRONTEND = "https://www.example.org"
ADMIN = "https://cms.example.org"


@pytest.fixture
def editor(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def article(section):
    return make_article(section, "Night")


def ask(client, origin=FRONTEND, **query):
    return client.get(USERBAR, query, headers={"origin": origin} if origin else {})


def axe_spec(html):
    found = re.search(r'id="checker-axe-configuration"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found, "The page has no configuration of the content checker."
    return json.loads(found[1])["spec"]


def assert_no_bar(response):
    assert (response.status_code, response.content) == (204, b"")
    assert "Access-Control-Allow-Origin" not in response
    assert response["Cache-Control"] == "private, no-store"
    assert {"Origin", "Cookie"} <= set(response["Vary"].split(", "))


# --- The bar ------------------------------------------------------------------------------------


def test_the_frontend_of_the_pages_site_gets_the_bar(client, article, editor):
    response = ask(client, page=article.pk)
    html = response.content.decode()
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == FRONTEND
    assert response["Access-Control-Allow-Credentials"] == "true"
    assert response["Cache-Control"] == "private, no-store"
    assert {"Origin", "Cookie"} <= set(response["Vary"].split(", "))
    assert "<wagtail-userbar>" in html
    assert f"/admin/pages/{article.pk}/edit/" in html
    assert 'src="//testserver/static/wagtailadmin/js/userbar.js' in html
    assert f'data-wagtail-userbar-origin="{ADMIN}"' in html


def test_other_origins_of_the_settings_get_it_too(client, article, editor):
    HeadlessSettings.objects.update(allowed_origins="https://app.example.org\n")
    response = ask(client, "https://app.example.org", page=article.pk)
    assert response["Access-Control-Allow-Origin"] == "https://app.example.org"


def test_the_frontend_may_live_on_the_admins_own_origin(client, article, editor):
    for origin in (None, "http://testserver"):
        response = ask(client, origin, page=article.pk)
        assert response.status_code == 200
        assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize(
    "origin", ["https://anyone.example", "null", "http://www.example.org", f"{FRONTEND}.evil.org"]
)
def test_no_other_origin_gets_it(client, article, editor, origin):
    assert_no_bar(ask(client, origin, page=article.pk))


def test_the_frontend_of_another_site_does_not_get_it(client, article, editor):
    other = make_site("second.example", frontend="https://second.example", default=False)
    assert_no_bar(ask(client, "https://second.example", page=article.pk))
    assert ask(client, "https://second.example", page=other.root_page_id).status_code == 200


def test_readers_get_none(client, article):
    assert_no_bar(ask(client, page=article.pk))
    client.force_login(make_user("reader", superuser=False))
    assert_no_bar(ask(client, page=article.pk))


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "999999", "9" * 30, "9" * 5000, "²", "\x00"])
def test_a_page_that_does_not_exist_has_none(client, site, editor, page):
    assert_no_bar(ask(client, page=page))


def test_a_page_outside_every_site_is_no_frontends(client, site, editor):
    root = page_model().get_first_root_node()
    lost = root.add_child(instance=article_model()(title="Lost", slug="lost"))
    assert_no_bar(ask(client, page=lost.pk))


def test_it_is_only_ever_read(client, article, editor):
    assert client.post(USERBAR, {"page": article.pk}).status_code == 405
    assert client.head(USERBAR, {"page": article.pk}).status_code == 200


# --- With a preview token, where no cookie crosses ------------------------------------------------


def test_a_preview_token_stands_for_the_editor(client, article, editor):
    token = preview_token(client, article)
    html = ask(Client(), token=token).content.decode()
    assert "/admin/" in html
    assert f"/admin/pages/{article.pk}/edit/" not in html, "as in Wagtail's own previews"
    assert_no_bar(ask(Client(), "https://anyone.example", token=token))


def test_in_the_panel_it_checks_without_being_seen(client, article, editor):
    token = preview_token(client, article)
    html = ask(Client(), token=token, in_preview_panel="true").content.decode()
    assert "<aside hidden" in html
    assert "View Wagtail quick actions" in html
    assert "/admin/pages/" not in html
    assert axe_spec(html)["allowedOrigins"]


def test_a_new_page_has_one(client, section, editor):
    assert (
        "<wagtail-userbar>"
        in ask(Client(), token=never_saved_token(client, section)).content.decode()
    )


def test_it_ends_with_the_preview(client, article, editor):
    token = preview_token(client, article)
    client.logout()
    assert_no_bar(ask(Client(), token=token))
    assert_no_bar(ask(Client(), token="x"))


# --- The content checks ---------------------------------------------------------------------------


def edit_url(article):
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def test_editor_and_frontend_may_listen_to_each_other(client, article, editor):
    wanted = ["<same_origin>", FRONTEND, ADMIN]
    assert axe_spec(ask(client, page=article.pk).content.decode())["allowedOrigins"] == wanted
    assert axe_spec(client.get(edit_url(article)).content.decode())["allowedOrigins"] == wanted


def test_a_page_that_has_no_place_yet_may_go_to_any_of_our_frontends(client, section, editor):
    make_site("second.example", frontend="https://second.example", default=False)
    meta = article_model()._meta
    url = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, section.pk])
    known = axe_spec(client.get(url).content.decode())["allowedOrigins"]
    assert known == ["<same_origin>", FRONTEND, "https://second.example", ADMIN]


def test_a_sites_own_checker_is_kept(client, article, editor):
    class Stern(ContentCheckerItem):
        def get_axe_spec(self, request):
            return {**super().get_axe_spec(request), "allowedOrigins": ["https://kept.example"]}

    def be_stern(request, items, page):
        items[:] = [Stern() if isinstance(item, ContentCheckerItem) else item for item in items]

    with hooks.register_temporarily("construct_wagtail_userbar", be_stern):
        known = axe_spec(client.get(edit_url(article)).content.decode())["allowedOrigins"]
    assert known == ["https://kept.example", "<same_origin>", FRONTEND, ADMIN]


def test_pages_that_are_not_ours_keep_wagtails_own_checker(client, site, editor):
    root = page_model().get_first_root_node()
    plain = root.add_child(instance=page_model()(title="Plain", slug="plain"))
    assert "allowedOrigins" not in axe_spec(client.get(edit_url(plain)).content.decode())


def test_its_queries_do_not_grow_with_the_number_of_sites(client, article, editor):
    ask(client, page=article.pk)
    with CaptureQueriesContext(connection) as before:
        ask(client, page=article.pk)
    for number in range(3):
        make_site(f"s{number}.example", frontend=f"https://s{number}.example", default=False)
    ask(client, page=article.pk)
    with CaptureQueriesContext(connection) as after:
        ask(client, page=article.pk)
    assert len(after) == len(before)
