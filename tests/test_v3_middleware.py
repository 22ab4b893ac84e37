"""What ``ParentingAPIMiddleware`` closes of Wagtail's own v3 pages endpoint."""

from __future__ import annotations

import datetime
import json

import pytest
from django.apps import apps
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction

from tests.factories import (
    article_model,
    full_article,
    make_article,
    make_contributor,
    make_section,
    make_token,
    make_user,
    page_model,
    restrict,
)
from wagtail_parenting.api.v3.middleware import ParentingAPIMiddleware

pytestmark = pytest.mark.django_db

PAGES = "/api/v3/pages/"
HUGE = "99999999999999999999"


@pytest.fixture(autouse=True)
def middleware(settings):
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "wagtail_parenting.api.v3.middleware.ParentingAPIMiddleware",
    ]


@pytest.fixture
def bearer():
    return {"Authorization": f"Bearer {make_token(make_user())}"}


def queries(client, url, **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, headers=headers)
    return len(captured), response


# Conditional requests


@pytest.mark.parametrize("url", [f"{PAGES}{{pk}}/", PAGES, f"{PAGES}?type={{type}}&limit=1"])
def test_what_has_not_changed_is_answered_304_after_at_most_3_queries(client, section, url):
    article = full_article(section, "Full", related=[make_article(section, "Other")])
    url = url.format(pk=article.pk, type=article_model()._meta.label)
    first = client.get(url)
    assert first.status_code == 200
    assert first["Cache-Control"].startswith("public, max-age=")
    assert first["Cache-Tag"]
    number, again = queries(client, url, **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert number <= 3
    article.title = "Another"
    article.save_revision().publish()
    changed = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "Another" in changed.text or "limit=1" in url
    assert changed["ETag"] != first["ETag"]


def test_a_new_name_of_an_author_changes_the_detail(client, section):
    ada = make_contributor("Ada")
    url = f"{PAGES}{make_article(section, 'Hers', authors=[ada]).pk}/"
    other = f"{PAGES}{make_article(section, 'Other').pk}/"
    etag, others = client.get(url)["ETag"], client.get(other)["ETag"]
    ada.name = "Ada B."
    ada.save()
    changed = client.get(url, headers={"If-None-Match": etag})
    assert changed.json()["authors"][0]["name"] == "Ada B."
    assert client.get(other, headers={"If-None-Match": others}).status_code == 304


def test_a_detail_costs_at_most_15_queries(client, section):
    other = make_article(section, "Other")
    full = full_article(section, "Full", related=[other])
    client.get(f"{PAGES}{other.pk}/")
    number, response = queries(client, f"{PAGES}{full.pk}/")
    assert response.status_code == 200
    assert number <= 15


def test_a_page_type_that_nobody_keeps_a_version_of_is_told_by_its_content(client, site):
    plain = page_model()(title="Plain", slug="plain")
    site.root_page.add_child(instance=plain)
    url = f"{PAGES}{plain.pk}/"
    first = client.get(url)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    page_model().objects.filter(pk=plain.pk).update(title="Changed")
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_search_is_never_answered_from_a_version(client, section):
    make_article(section, "Sleep well")
    first = client.get(f"{PAGES}?search=sleep")
    assert first.status_code == 200
    assert first["ETag"]
    assert client.get(f"{PAGES}?order=random")["Cache-Control"] == "no-store"


def test_no_answer_outlives_the_expiry_of_a_page(client, section):
    article = make_article(section, "Short")
    article.expire_at = timezone.now() + datetime.timedelta(seconds=20)
    article.save()
    for url in (PAGES, f"{PAGES}{article.pk}/"):
        seconds = int(client.get(url)["Cache-Control"].split("max-age=")[1].split(",")[0])
        assert seconds <= 20


def test_head_is_answered_as_get(client, section):
    article = make_article(section, "Here")
    for url in (PAGES, f"{PAGES}{article.pk}/"):
        got, head = client.get(url), client.head(url)
        assert head.status_code == 200
        assert head.content == b""
        assert head["ETag"] == got["ETag"]
        assert client.head(url, headers={"If-None-Match": got["ETag"]}).status_code == 304
    assert client.head(f"{PAGES}{HUGE}/").status_code == 404


# What is not public


def test_an_expired_page_is_not_there(client, section):
    expired = make_article(section, "Over")
    gone = timezone.now() - datetime.timedelta(seconds=1)
    page_model().objects.filter(pk=expired.pk).update(expire_at=gone)
    _is_not_there(client, expired)


def test_an_alias_of_a_page_that_was_made_private_is_not_there(client, site, section):
    hidden = make_article(make_section(site, "Members"), "Hidden")
    alias = CreatePageAliasAction(hidden, parent=section, update_slug="alias", user=None).execute()
    assert client.get(f"{PAGES}{alias.pk}/").status_code == 200
    restrict(hidden.get_parent())
    _is_not_there(client, alias)


def test_a_page_whose_password_a_cookie_knows_is_not_there(client, section):
    secret = make_article(section, "Secret")
    restriction = restrict(secret, "password", password="open")
    session = client.session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    _is_not_there(client, secret)
    assert client.session["passed_page_view_restrictions"] == [restriction.pk]


def _is_not_there(client, page):
    hidden = client.get(f"{PAGES}{page.pk}/")
    absent = client.get(f"{PAGES}{page.pk + 10_000}/")
    assert hidden.status_code == 404
    assert hidden.content == absent.content
    assert hidden["Cache-Control"] == "no-store"
    assert page.title not in client.get(PAGES).text
    assert client.get(f"{PAGES}find/?id={page.pk}").status_code == 404


def test_a_draft_parent_is_not_named(client, site, section):
    article = make_article(section, "Here")
    parent = f"{PAGES}{article.pk}/"
    assert client.get(parent).json()["meta"]["parent"]["id"] == section.pk
    assert client.get(f"{PAGES}{site.root_page_id}/").json()["meta"]["parent"] is None
    etag = client.get(parent)["ETag"]
    section.unpublish()
    answer = client.get(parent, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer.json()["meta"]["parent"] is None
    assert section.title not in json.dumps(answer.json()["meta"])


# Parameters


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("tags=sleep", "tags"),
        ("ofset=1", "ofset"),
        ("type={type}&tagz=x", "tagz"),
        ("fields=*", "fields"),
        ("pk=1", "pk"),
    ],
)
def test_unknown_parameters_are_refused(client, section, query, named):
    query = query.format(type=article_model()._meta.label)
    answer = client.get(f"{PAGES}?{query}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown_parameter"
    assert answer.json()["errors"][0]["loc"] == ["query", named]


def test_known_parameters_pass(client, section):
    make_article(section, "Here", tags=["sleep"])
    label = article_model()._meta.label
    for query in (
        f"type={label}&tags=sleep",
        "slug=sleep&locale=en&order=-title&offset=0&limit=5",
        f"child_of={section.pk}",
        "search=here&search_operator=and",
        f"id={section.pk}",
        "title=99999999999999",
    ):
        assert client.get(f"{PAGES}?{query}").status_code == 200, query
    detail = f"{PAGES}{section.pk}/?version=live&rich_text_format=markdown&site=localhost"
    assert client.get(detail).status_code == 200
    assert client.get(f"{PAGES}{section.pk}/?verion=live").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        f"offset={HUGE}",
        f"limit={HUGE}",
        f"child_of={HUGE}",
        f"translation_of={HUGE}",
        f"id={HUGE}",
        "type={type}&hero_image={huge}",
        "search=a%00b",
        "title=%00",
    ],
)
def test_absurd_values_are_refused(client, section, query):
    query = query.format(type=article_model()._meta.label, huge=HUGE)
    answer = client.get(f"{PAGES}?{query}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid_parameter"
    assert answer["Cache-Control"] == "no-store"


def test_absurd_places_are_refused(client, site):
    assert client.get(f"{PAGES}find/?id={HUGE}").status_code == 400
    assert client.get(f"{PAGES}find/?html_path=/a%00b/").status_code == 400
    assert client.get(f"{PAGES}{HUGE}/").status_code == 404
    assert client.get(f"{PAGES}{'9' * 5000}/").status_code == 404


# Staff


def test_what_a_token_shows_is_private(client, section, bearer):
    draft = make_article(section, "Draft", publish=False)
    for url in (PAGES, f"{PAGES}{draft.pk}/"):
        answer = client.get(url, headers=bearer)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert "Authorization" in answer["Vary"]
        assert "ETag" not in answer
    assert "Authorization" in client.get(PAGES)["Vary"]


def test_the_live_version_of_a_draft_does_not_exist(client, section, bearer):
    draft = make_article(section, "Draft", publish=False)
    live = client.get(f"{PAGES}{draft.pk}/?version=live", headers=bearer)
    assert live.status_code == 404
    assert client.get(f"{PAGES}{draft.pk}/?version=draft", headers=bearer).status_code == 200


def test_a_write_is_kept_by_nobody(client, section, bearer):
    answer = client.post(
        PAGES,
        {"title": "New", "meta": {"type": article_model()._meta.label, "parent_id": section.pk}},
        content_type="application/json",
        headers=bearer,
    )
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "private, no-store"


def test_other_addresses_are_left_alone(client, site):
    assert "Authorization" not in client.get("/api/v2/pages/").get("Vary", "")


def test_it_takes_itself_out_without_wagtails_v3(monkeypatch):
    monkeypatch.setattr(apps, "is_installed", lambda name: name != "wagtail.api.v3")
    with pytest.raises(MiddlewareNotUsed):
        ParentingAPIMiddleware(lambda request: None)
