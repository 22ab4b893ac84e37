"""Frontend addresses, View live, previews, CORS and who may write."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Site

from tests.factories import article_model, block, make_article, make_site, make_user
from wagtail_parenting import tokens
from wagtail_parenting.errors import InvalidParameter
from wagtail_parenting.headless import preview
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
    assert "Settings → Headless" in response.content.decode()


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


# --- Previews ---------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    user = make_user()
    client.force_login(user)
    return user


def preview_query(client, article, **changes):
    """What the frontend gets to see in its address when the editor previews ``article``."""
    from tests.test_publishing import form_data

    url = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    assert client.post(url, form_data(article, **changes)).json()["is_valid"]
    shown = client.get(url, {"mode": ""}).content.decode()
    address = shown.split('src="')[1].split('"')[0].replace("&amp;", "&")
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://www.example.org/preview/"
    return parse_qs(parts.query)


def test_unsaved_changes_show_on_the_frontend(client, section, editor):
    body = [block("tip", {"heading": "Old", "text": "<p>x</p>"})]
    article = make_article(section, "Saved", body=body)
    query = preview_query(client, article, title="Unsaved", standfirst="Not yet saved")
    client.logout()
    answer = client.get("/api/v3/parenting/preview/", {"token": query["token"][0]})
    assert answer.status_code == 200, answer.content
    assert answer["Cache-Control"] == "private, no-store"
    page = answer.json()["page"]
    assert (page["title"], page["standfirst"]) == ("Unsaved", "Not yet saved")
    assert [item["type"] for item in page["body"]] == ["tip"]
    assert page["authors"]
    article.refresh_from_db()
    assert article.title == "Saved"


def test_a_draft_can_be_previewed_and_stays_hidden(client, section, editor):
    article = make_article(section, "Draft", publish=False)
    query = preview_query(client, article)
    answer = client.get("/api/v3/parenting/preview/", {"token": query["token"][0]})
    assert answer.status_code == 200
    assert client.get(f"/api/v3/pages/{article.pk}/").status_code == 404


def test_a_page_that_was_never_saved_can_be_previewed(client, section, editor):
    from tests.test_publishing import form_data

    meta = article_model()._meta
    never_saved = article_model()(title="Never saved", slug="never-saved")
    place = [meta.app_label, meta.model_name, section.pk]
    url = reverse("wagtailadmin_pages:preview_on_add", args=place)
    assert client.post(url, form_data(never_saved)).json()["is_valid"]
    shown = client.get(url, {"mode": ""}).content.decode()
    address = shown.split('src="')[1].split('"')[0].replace("&amp;", "&")
    token = parse_qs(urlsplit(address).query)["token"][0]
    answer = client.get("/api/v3/parenting/preview/", {"token": token})
    assert answer.status_code == 200, answer.content
    assert (answer.json()["page"]["id"], answer.json()["page"]["title"]) == (0, "Never saved")


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "é" * 50])
def test_what_is_no_token_is_401(client, section, token):
    response = client.get("/api/v3/parenting/preview/", {"token": token})
    assert (response.status_code, response.json()["code"]) == (401, "invalid_token")
    assert response["Cache-Control"] == "private, no-store"


def test_an_expired_token_is_401(client, section, editor, settings, monkeypatch):
    article = make_article(section, "Draft", publish=False)
    token = preview_query(client, article)["token"][0]
    settings.WAGTAIL_PARENTING = {"PREVIEW_TOKEN_SECONDS": 60}
    assert client.get("/api/v3/parenting/preview/", {"token": token}).status_code == 200
    import time

    later = time.time() + 61
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    response = client.get("/api/v3/parenting/preview/", {"token": token})
    assert (response.status_code, response.json()["code"]) == (401, "invalid_token")


def test_a_token_ends_with_the_password_and_the_account(client, section, editor):
    article = make_article(section, "Draft", publish=False)
    token = preview_query(client, article)["token"][0]
    editor.set_password("another")
    editor.save()
    assert client.get("/api/v3/parenting/preview/", {"token": token}).status_code == 401


def test_a_token_for_something_else_is_no_preview_token(client, section, editor):
    article = make_article(section, "Draft", publish=False)
    preview_query(client, article)
    foreign = tokens.make("cursor", [str(article.pk), "", editor.pk, "x"])
    assert client.get("/api/v3/parenting/preview/", {"token": foreign}).status_code == 401


def test_a_token_is_bound_to_its_page(client, section, editor):
    from wagtail_headless_preview.models import PagePreview

    article, other = make_article(section, "One"), make_article(section, "Two")
    token = preview.make_token(article, mode="", user=editor)
    other.update_page_preview(token)
    assert PagePreview.objects.filter(token=token).exists()
    assert client.get("/api/v3/parenting/preview/", {"token": token}).status_code == 401


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
