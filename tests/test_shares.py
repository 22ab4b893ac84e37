"""Counting shares: what is counted, for whom it looks like nothing, and what is never kept."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_article, make_section, make_site, restrict
from wagtail_parenting import limits
from wagtail_parenting.errors import RateLimited, UnknownTarget
from wagtail_parenting.sharing.actions import count_share
from wagtail_parenting.sharing.models import ShareCount
from wagtail_parenting.visitors import address_of

pytestmark = pytest.mark.django_db

SHARES = "/api/v3/parenting/shares/"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


def post(client, page, target="email", **extra):
    body = {"page": getattr(page, "pk", page), "target": target}
    return client.post(SHARES, json.dumps(body), content_type="application/json", **extra)


def counts(client, page):
    return client.get(SHARES, {"page": page.pk}).json()


def test_a_share_is_counted_by_target_and_day(client, article):
    for target in ("email", "x", "x"):
        assert post(client, article, target).status_code == 204
    assert counts(client, article) == {"count": 3, "by_target": {"x": 2, "email": 1}}
    today = timezone.now().date()
    assert set(ShareCount.objects.values_list("target", "day", "count")) == {
        ("x", today, 2),
        ("email", today, 1),
    }


def test_days_are_counted_apart_and_summed(client, article):
    ShareCount.objects.create(
        page=article.page_ptr if hasattr(article, "page_ptr") else article,
        target="x",
        day=datetime.date(2026, 1, 1),
        count=5,
    )
    post(client, article, "x")
    assert ShareCount.objects.count() == 2
    assert counts(client, article) == {"count": 6, "by_target": {"x": 6}}


def test_an_answer_to_a_share_is_empty_and_kept_by_nobody(client, article):
    answer = post(client, article)
    assert answer.content == b""
    assert answer["Cache-Control"] == "no-store"
    assert answer.cookies == {}


@pytest.mark.parametrize("hide", ["draft", "expired", "private", "nowhere"])
def test_a_page_that_is_not_public_looks_like_none(client, section, article, hide):
    if hide == "draft":
        article = make_article(section, "Draft", publish=False)
    elif hide == "expired":
        article.expire_at = timezone.now() - HOUR
        article.save()
    elif hide == "private":
        restrict(article)
    else:
        root = section.get_site().root_page.get_parent()
        article.move(root, pos="last-child")
    ShareCount.objects.create(page_id=article.pk, target="x", day="2026-01-01", count=1)
    for target in ("email", "rubbish"):
        hidden, none = post(client, article, target), post(client, 2**31 - 1, target)
        assert hidden.status_code == none.status_code == 404
        assert hidden.content == none.content
        assert dict(hidden.items()) == dict(none.items())
    for address in (SHARES, f"{SHARES}qr.svg"):
        hidden = client.get(address, {"page": article.pk})
        none = client.get(address, {"page": 2**31 - 1})
        assert hidden.status_code == none.status_code == 404
        assert hidden.content == none.content
    assert ShareCount.objects.count() == 1


def test_an_alias_counts_for_its_source(client, site, article):
    alias = article.create_alias(parent=make_section(site, "Rest"), update_slug="naps-again")
    again = alias.create_alias(parent=site.root_page, update_slug="naps-once-more")
    post(client, alias)
    post(client, again)
    assert list(ShareCount.objects.values_list("page_id", "count")) == [(article.pk, 2)]
    assert counts(client, alias) == counts(client, article) == counts(client, again)


@pytest.mark.parametrize("target", ["emial", "google-plus", "", "EMAIL", "x" * 200])
def test_an_unknown_target_is_refused_with_the_known_ones(client, article, target):
    answer = post(client, article, target)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "unknown_target"
    assert problem["errors"][0]["loc"] == ["body", "target"]
    for name in ("email", "whatsapp", "qr"):
        assert name in problem["detail"]
    assert not ShareCount.objects.exists()


def test_the_nearest_target_is_named(client, article):
    assert "Did you mean 'email'?" in post(client, article, "emial").json()["detail"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"page": "x", "target": "email"}, "page"),
        ({"page": 0, "target": "email"}, "page"),
        ({"page": 10**30, "target": "email"}, "page"),
        ({"target": "email"}, "page"),
        ({"page": 1}, "target"),
        ({"page": 1, "target": 3}, "target"),
        ({"page": 1, "target": "a\x00b"}, "target"),
        ({"page": 1, "target": "x" * 201}, "target"),
        ({"page": 1, "target": "email", "count": 9}, "count"),
    ],
)
def test_a_bad_body_is_422_and_names_the_field(client, site, body, place):
    answer = client.post(SHARES, json.dumps(body), content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_input"
    assert place in answer.json()["errors"][0]["loc"]


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "\ud800"])
def test_what_is_no_json_object_is_422(client, site, body):
    data = body.encode("utf-8", "surrogatepass")
    answer = client.post(SHARES, data, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_input"


def test_the_other_methods_are_told_what_goes(client, article):
    assert client.options(SHARES)["Allow"] == "POST, GET, HEAD, OPTIONS"
    refused = client.delete(SHARES)
    assert (refused.status_code, refused["Allow"]) == (405, "POST, GET, HEAD, OPTIONS")
    assert client.head(f"{SHARES}?page={article.pk}").status_code == 200
    assert client.options(f"{SHARES}qr.svg")["Allow"] == "GET, HEAD, OPTIONS"


def test_the_frontend_may_write_and_a_stranger_may_not(client, article):
    asked = {
        "HTTP_ACCESS_CONTROL_REQUEST_METHOD": "POST",
        "HTTP_ACCESS_CONTROL_REQUEST_HEADERS": "content-type",
    }
    own = client.options(SHARES, HTTP_ORIGIN="https://www.example.org", **asked)
    assert own["Access-Control-Allow-Origin"] == "https://www.example.org"
    read = client.get(f"{SHARES}?page={article.pk}", HTTP_ORIGIN="https://evil.example")
    assert read["Access-Control-Allow-Origin"]
    assert read["Access-Control-Expose-Headers"] == "ETag, Retry-After"
    other = client.options(SHARES, HTTP_ORIGIN="https://evil.example", **asked)
    assert "Access-Control-Allow-Origin" not in other


# --- What it costs --------------------------------------------------------------------------------


def test_a_share_costs_few_queries(client, article):
    post(client, article)
    with CaptureQueriesContext(connection) as queries:
        post(client, article)
    assert len(queries) == 3  # the site's version, the page, the count


def test_a_click_changes_no_etag_of_a_page(client, article):
    doors = [
        f"/api/v3/pages/{article.pk}/",
        f"/api/v2/pages/{article.pk}/",
        "/api/v3/parenting/articles/",
        "/api/v2/pages/?fields=*",
        f"/api/v3/parenting/resolve/?page={article.pk}",
        f"{SHARES}qr.svg?page={article.pk}",
    ]
    before = {door: client.get(door).get("ETag") for door in doors}
    for _number in range(3):
        assert post(client, article).status_code == 204
    assert {door: client.get(door).get("ETag") for door in doors} == before
    counted = client.get(f"{SHARES}?page={article.pk}")
    post(client, article)
    assert client.get(f"{SHARES}?page={article.pk}")["ETag"] != counted["ETag"]


# --- Limits ---------------------------------------------------------------------------------------


@pytest.fixture
def still(monkeypatch):
    """A clock that stands 15 seconds into a minute."""
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_000 // 60 * 60 + 15)


def test_past_the_limit_it_is_429_until_the_minute_is_over(client, article, still, monkeypatch):
    answers = [post(client, article) for _number in range(31)]
    assert [answer.status_code for answer in answers] == [204] * 30 + [429]
    assert answers[-1]["Retry-After"] == "45"
    assert answers[-1]["Cache-Control"] == "no-store"
    assert "Retry-After" in answers[-1]["Access-Control-Expose-Headers"]
    assert answers[-1].json()["code"] == "rate_limited"
    assert counts(client, article)["count"] == 30
    assert post(client, article, REMOTE_ADDR="192.0.2.7").status_code == 204
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_000 // 60 * 60 + 60)
    assert post(client, article).status_code == 204


def test_the_limit_is_a_setting_and_counts_what_is_refused_too(client, article, settings, still):
    settings.WAGTAIL_PARENTING = {"SHARES_PER_MINUTE": 2}
    assert post(client, 2**31 - 1).status_code == 404
    assert post(client, article, "rubbish").status_code == 422
    assert post(client, article).status_code == 429
    assert post(client, 2**31 - 1).status_code == 429


def test_nothing_of_the_sharer_is_kept_but_a_keyed_hash_for_its_window(
    client, article, still, settings
):
    seen = {}
    original = cache.add

    def add(key, value, timeout=None, **more):
        seen[key] = (value, timeout)
        return original(key, value, timeout, **more)

    cache.add = add
    try:
        post(client, article, REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="Browser 1")
        settings.SECRET_KEY = "another"
        post(client, article, REMOTE_ADDR="192.0.2.7")
    finally:
        cache.add = original
    first, second = seen
    assert first != second, "the hash is not keyed"
    assert set(seen.values()) == {(0, 60)}
    assert "192.0.2.7" not in first
    row = ShareCount.objects.values().get()
    assert set(row) == {"id", "page_id", "target", "day", "count"}


def test_a_hash_of_one_minute_says_nothing_of_the_next(monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *args: keys.append(key))
    for second in (0, 59, 60):
        monkeypatch.setattr(limits.time, "time", lambda second=second: 600 + second)
        limits.spend("shares", "192.0.2.7", allowed=1)
    assert keys[0] == keys[1] != keys[2]


def test_a_cache_that_forgets_refuses_nobody(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
    for _number in range(3):
        limits.spend("shares", "192.0.2.7", allowed=1)


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        (0, "192.0.2.7", "", "192.0.2.7"),
        (0, "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (1, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (3, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.7", "", "192.0.2.7"),
        (0, "", "", ""),
        (1, "10.0.0.1", "rubbish", ""),
        (1, "10.0.0.1", "", ""),
    ],
)
def test_the_address_behind_proxies(settings, proxies, remote, forwarded, expected):
    settings.WAGTAIL_PARENTING = {"TRUSTED_PROXIES": proxies}
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)
    assert address_of(request) == expected


# --- The action by itself -------------------------------------------------------------------------


def test_the_action_counts_and_refuses(article):
    count_share(page_id=article.pk, target="copy")
    count_share(page_id=article.pk, target="copy")
    assert ShareCount.objects.get().count == 2
    with pytest.raises(UnknownTarget):
        count_share(page_id=article.pk, target="rubbish")


def test_spending_raises_with_the_time_that_is_left(still):
    limits.spend("shares", "192.0.2.7", allowed=1)
    with pytest.raises(RateLimited) as refused:
        limits.spend("shares", "192.0.2.7", allowed=1)
    assert refused.value.retry_after_s == 45
    limits.spend("other things", "192.0.2.7", allowed=1)


# --- QR code --------------------------------------------------------------------------------------


def test_the_qr_code_is_an_svg_of_the_address_on_the_frontend(client, article):
    answer = client.get(f"{SHARES}qr.svg", {"page": article.pk})
    assert answer["Content-Type"] == "image/svg+xml"
    assert "max-age" in answer["Cache-Control"]
    assert "https://www.example.org/sleep/naps/" in answer.text
    assert "cms.example.org" not in answer.text
    again = client.get(
        f"{SHARES}qr.svg", {"page": article.pk}, headers={"if-none-match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_the_qr_code_follows_a_page_that_moves(client, site, article):
    first = client.get(f"{SHARES}qr.svg", {"page": article.pk})
    article.move(make_section(site, "Rest"), pos="last-child")
    moved = client.get(f"{SHARES}qr.svg", {"page": article.pk})
    assert "https://www.example.org/rest/naps/" in moved.text
    assert moved["ETag"] != first["ETag"]


def test_the_qr_code_of_an_alias_is_its_sources(client, site, article):
    alias = article.create_alias(parent=make_section(site, "Rest"))
    drawn = client.get(f"{SHARES}qr.svg", {"page": alias.pk})
    assert "https://www.example.org/sleep/naps/" in drawn.text


def test_a_page_of_another_site_leads_to_its_own_frontend(client, site):
    other = make_site("other.example", frontend="https://other.example", default=False)
    page = make_article(make_section(other, "Play"), "Mud")
    drawn = client.get(f"{SHARES}qr.svg", {"page": page.pk})
    assert "https://other.example/play/mud/" in drawn.text
    assert post(client, page).status_code == 204
