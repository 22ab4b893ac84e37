"""Frontend addresses, View live, CORS and who may write."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Site

from tests.factories import block, make_article, make_site, make_user
from wagtail_parenting.errors import InvalidParameter
from wagtail_parenting.headless.models import HeadlessSettings
from wagtail_parenting.headless.routing import Frontends

pytestmark = pytest.mark.django_db


# --- Addresses --------------------------------------------------------------------------


def test_every_address_of_a_page_is_on_its_frontend(section, rf):
    article = make_article(section, "Night")
    wanted = "https://www.example.org/sleep/night/"
    assert article.full_url == wanted
    assert article.url == wanted
    assert article.get_full_url(rf.get("/")) == wanted


def test_the_setting_gives_origins_where_settings_headless_gives_none(section, settings):
    HeadlessSettings.objects.all().delete()
    article = make_article(section, "Night")
    assert article.full_url == "http://localhost/sleep/night/"
    settings.WAGTAIL_PARENTING = {"FRONTENDS": {"default": "https://all.example/"}}
    assert article.full_url == "https://all.example/sleep/night/"
    settings.WAGTAIL_PARENTING = {"FRONTENDS": {"localhost": "https://one.example"}}
    assert article.full_url == "https://one.example/sleep/night/"


def test_wagtail_itself_sends_readers_to_the_frontend(client, section):
    make_article(section, "Night")
    response = client.get("/sleep/night/")
    assert (response.status_code, response["Location"]) == (
        302,
        "https://www.example.org/sleep/night/",
    )


def test_a_site_without_a_frontend_says_so_instead_of_running_in_circles(client, section):
    HeadlessSettings.objects.all().delete()
    make_article(section, "Night")
    response = client.get("/sleep/night/", headers={"host": "localhost"})
    assert response.status_code == 404
    shown = response.content.decode()
    assert "Settings → Headless" in shown
    assert '<html lang="en">' in shown
    assert "<title>No frontend" in shown


def test_view_live_leads_to_the_frontend(client, section):
    article = make_article(section, "Night")
    client.force_login(make_user())
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert 'href="https://www.example.org/sleep/night/"' in shown


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("frontend_url", "https://www.example.org/blog"),
        ("preview_path", "preview/"),
        ("allowed_origins", "https://a.example\nb.example"),
        ("allowed_origins", "https://a.example/x"),
    ],
)
def test_settings_headless_refuses_what_is_no_origin(site, field, value):
    own = HeadlessSettings.objects.get()
    setattr(own, field, value)
    with pytest.raises(ValidationError) as error:
        own.full_clean()
    assert list(error.value.message_dict) == [field]


def test_relative_links_in_rich_text_are_on_the_frontend(client, section):
    body = [block("paragraph", '<p><a href="/contact/">us</a> <a href="//x.example/">x</a></p>')]
    article = make_article(section, "Night", body=body)
    text = client.get(f"/api/v2/pages/{article.pk}/").json()["body"][0]["value"]
    assert 'href="https://www.example.org/contact/"' in text
    assert 'href="//x.example/"' in text


# --- Other origins ----------------------------------------------------------------------


ARTICLES = "/api/v3/parenting/articles/"


@pytest.mark.parametrize("url", [ARTICLES, "/api/v2/pages/", "/api/v3/pages/"])
def test_any_origin_may_read(client, section, url):
    response = client.get(url, headers={"origin": "https://anyone.example"})
    assert response["Access-Control-Allow-Origin"]
    preflight = client.options(
        url,
        headers={"origin": "https://anyone.example", "access-control-request-method": "GET"},
    )
    assert preflight["Access-Control-Allow-Origin"]


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://www.example.org", True),
        ("https://app.example.org", True),
        ("https://anyone.example", False),
        ("null", False),
    ],
)
def test_only_named_origins_may_write(client, section, origin, allowed):
    HeadlessSettings.objects.update(allowed_origins="https://app.example.org\n")
    headers = {"origin": origin, "access-control-request-method": "POST"}
    response = client.options(ARTICLES, headers=headers)
    assert ("Access-Control-Allow-Origin" in response) is allowed


def test_other_addresses_of_the_site_answer_no_other_origin(client, section):
    response = client.get("/admin/login/", headers={"origin": "https://anyone.example"})
    assert "Access-Control-Allow-Origin" not in response


# --- Finding by path --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 302),
        ("/sleep/", 302),
        ("/sleep/night/", 302),
        ("sleep//night", 302),
        ("/Sleep/night/", 404),
        ("/sleep/night/x/", 404),
        ("/" + "a" * 2000 + "/", 404),
        ("/\x00/", 404),
    ],
)
def test_v2_finds_pages_by_their_path_on_the_frontend(client, section, path, status):
    article = make_article(section, "Night")
    response = client.get("/api/v2/pages/find/", {"html_path": path, "fields": "_,title"})
    assert response.status_code == status
    if "night" in path and status == 302:
        assert response["Location"] == f"/api/v2/pages/{article.pk}/?fields=_%2Ctitle"


def test_a_site_without_pages_of_ours_answers_in_our_shape(client, section):
    Site.objects.all().delete()
    response = client.get(ARTICLES)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")


@pytest.mark.parametrize("has_default", [True, False])
def test_the_host_chooses_the_site_as_in_wagtail(rf, db, has_default):
    home = make_site("a.example.org").root_page
    for hostname, port in (("b.example.org", 80), ("b.example.org", 8000), ("c.example.org", 8080)):
        Site.objects.create(hostname=hostname, port=port, root_page=home)
    Site.objects.filter(hostname="a.example.org").update(is_default_site=has_default)
    frontends = Frontends.load()
    for host in (
        *("a.example.org", "a.example.org:81", "b.example.org", "b.example.org:8000"),
        *("b.example.org:1", "c.example.org", "C.example.org:8080", "d.example.org", "bad_host!"),
    ):
        chosen = Site.find_for_request(rf.get("/", HTTP_HOST=host))
        request = rf.get("/", HTTP_HOST=host)
        if chosen is None:
            with pytest.raises(InvalidParameter):
                frontends.select(request, None)
        else:
            assert frontends.select(request, None).pk == chosen.pk, host
