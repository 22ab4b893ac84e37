"""Settings and system checks: what is wrong is named, with the nearest right name."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from wagtail_parenting import checks
from wagtail_parenting.conf import Config, config
from wagtail_parenting.setting_problems import problems


def ids(found):
    return {message.id for message in found}


@pytest.mark.django_db  # Django asks SQLite what it can do
def test_the_test_site_is_in_order():
    assert [m for m in run_checks() if (m.id or "").startswith("parenting.E")] == []


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"RELATED_LIMITS": 3}, "'RELATED_LIMIT'"),
        ({"related_limit": 3}, "'RELATED_LIMIT'"),
        ({"RELATED_LIMIT": "many"}, "whole number"),
        ({"RELATED_LIMIT": 0}, "1 or more"),
        ({"RELATED_LIMIT": True}, "whole number"),
        ({"FRONTENDS": {"default": "www.example.org"}}, "https://"),
        ({"FRONTENDS": "https://www.example.org"}, "dictionary"),
        ({"PUBLISH_CHECKS": {"autor": "off"}}, "'author'"),
        ({"PUBLISH_CHECKS": {"author": "maybe"}}, "refuse, warn or off"),
        ({"RENDITION_SETS": {"card": []}}, "at least one"),
        ({"RENDITION_SETS": {"card": ["huge-800"]}}, "filter specification"),
        ({"BODY_BLOCKS": "no.such.function"}, "imported"),
        ({"CMS_ORIGIN": 7}, "string"),
        ({"COMMENT_EMOTICONS": 1}, "True or False"),
        ({"COMMENT_NEEDS": ["name", "phone"]}, "'phone'"),
        ({"COMMENT_NEEDS": "name"}, "list"),
        ({"MODERATION_RULES": ["no.such.Rule"]}, "imported"),
        ({"MODERATION_RULES": "no.such.Rule"}, "list"),
        ([], "dictionary"),
    ],
)
def test_wrong_settings_are_named_with_what_was_meant(given, word):
    (problem,) = problems(given)
    assert word in f"{problem.message} {problem.hint}"
    with override_settings(WAGTAIL_PARENTING=given):
        assert ids(checks.check_settings()) == {"parenting.E003"}
        assert isinstance(config(), Config)


def test_a_rendition_set_of_the_site_leaves_the_others_in_place():
    with override_settings(WAGTAIL_PARENTING={"RENDITION_SETS": {"card": ["width-1"]}}):
        assert config().rendition_sets["card"] == ["width-1"]
        assert config().rendition_sets["hero"]


def test_app_order(monkeypatch):
    class App:
        def __init__(self, name):
            self.name = name

    order = [App("wagtail.snippets"), App("wagtail_parenting"), App("wagtail")]
    monkeypatch.setattr(checks.apps, "get_app_configs", lambda: order)
    (found,) = checks.check_app_order()
    assert (found.id, "wagtail.snippets" in found.msg) == ("parenting.E001", True)
    order.sort(key=lambda app: app.name != "wagtail_parenting")
    assert checks.check_app_order() == []


def test_missing_apps(monkeypatch):
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: name != "corsheaders")
    (found,) = checks.check_needed_apps()
    assert (found.id, "corsheaders" in found.msg) == ("parenting.E002", True)


@pytest.mark.parametrize("left_out", ["authors", "tags"])
def test_what_a_page_class_leaves_out(monkeypatch, left_out):
    from tests.factories import article_model

    model = article_model()
    fields = [field for field in model._meta.get_fields() if field.name != left_out]
    monkeypatch.setattr(model._meta, "get_fields", lambda **kwargs: fields)
    assert [m.id for m in checks.check_page_classes()] == ["parenting.E004"]


def test_api_fields_lost_by_inheritance(monkeypatch):
    from tests.factories import article_model

    monkeypatch.setattr(article_model(), "api_fields", ["standfirst"])
    of_sharing, of_comments, of_articles = checks.check_page_classes()
    assert "share" in of_sharing.msg
    assert "comments" in of_comments.msg
    assert "body" in of_articles.msg


def test_a_series_without_its_hosts(monkeypatch):
    from tests.factories import series_model

    model = series_model()
    fields = [field for field in model._meta.get_fields() if field.name != "hosts"]
    monkeypatch.setattr(model._meta, "get_fields", lambda **kwargs: fields)
    (found,) = checks.check_page_classes()
    assert (found.id, "'hosts'" in found.msg) == ("parenting.E004", True)


@pytest.mark.parametrize(
    ("model", "mixins", "names"),
    [
        ("series_model", ["sharing", "series"], ["schedule", "rules_version"]),
        ("edition_model", ["sharing", "comments", "edition"], ["opens_at", "picks"]),
    ],
)
def test_api_fields_of_link_ups_lost_by_inheritance(monkeypatch, model, mixins, names):
    from tests import factories

    monkeypatch.setattr(getattr(factories, model)(), "api_fields", ["intro"])
    found = checks.check_page_classes()
    lists = [f"{mixin}_api_fields" for mixin in mixins]
    assert all(name in message.hint for name, message in zip(lists, found, strict=True))
    assert all(name in found[-1].msg for name in names)
    assert "intro" not in found[-1].msg


def test_sqlite_without_its_options(monkeypatch):
    from django.db import connection, connections

    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connections["default"].settings_dict, "OPTIONS", {})
    assert ids(checks.check_sqlite(databases=["default"])) == {"parenting.W001"}
    options = {"transaction_mode": "IMMEDIATE"}
    monkeypatch.setitem(connections["default"].settings_dict, "OPTIONS", options)
    assert checks.check_sqlite(databases=["default"]) == []


def test_an_immediate_task_backend():
    immediate = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with override_settings(TASKS=immediate):
        assert ids(checks.check_task_backend()) == {"parenting.W002"}
    assert checks.check_task_backend() == []


def test_cors_middleware():
    cors, common = checks.CORS_MIDDLEWARE, checks.COMMON_MIDDLEWARE
    for middleware, wrong in (([], True), ([common, cors], True), ([cors, common], False)):
        with override_settings(MIDDLEWARE=middleware):
            assert (ids(checks.check_cors_middleware()) == {"parenting.W003"}) is wrong


@pytest.mark.parametrize(
    ("allowed", "wrong"), [(["accept"], True), (["Accept", "Parenting-Token"], False)]
)
def test_a_cors_list_of_the_site_s_own_that_lacks_the_token(allowed, wrong):
    assert checks.check_token_header() == []
    with override_settings(CORS_ALLOW_HEADERS=allowed):
        assert (ids(checks.check_token_header()) == {"parenting.W008"}) is wrong


@pytest.mark.parametrize(
    ("given", "extra"), [({"AKISMET_KEY": "abc"}, "akismet"), ({"PROOF_OF_WORK": 3}, "altcha")]
)
def test_an_extra_that_a_setting_needs(monkeypatch, given, extra):
    with override_settings(WAGTAIL_PARENTING=given):
        assert checks.check_extras() == []
        monkeypatch.setattr(checks, "find_spec", lambda name: None)
        (found,) = checks.check_extras()
    assert found.id == "parenting.E006"
    assert f"wagtail-parenting[{extra}]" in found.hint


def test_no_image_serve_view():
    assert checks.check_image_serve_view() == []
    with override_settings(ROOT_URLCONF="tests.test_settings_and_checks"):
        assert ids(checks.check_image_serve_view()) == {"parenting.W004"}


def test_apis_that_do_not_know_their_address():
    assert checks.check_api_address() == []
    with override_settings(WAGTAILAPI_BASE_URL=None):
        assert ids(checks.check_api_address()) == {"parenting.W005"}


def test_rows_that_a_page_class_lacks_are_named_with_what_to_do():
    from tests.factories import index_model
    from wagtail_parenting.articles.mixins import RowsPanel

    with pytest.raises(ImproperlyConfigured, match="related_name='pictures'"):
        RowsPanel("pictures").bind_to_model(index_model())


urlpatterns: list[object] = []


def test_a_small_cache_is_told_before_the_site_goes_live(settings):
    local = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": local}}
    assert ids(checks.check_fragment_cache()) == {"parenting.W006"}
    settings.CACHES = {"default": {"BACKEND": local, "OPTIONS": {"MAX_ENTRIES": 10_000}}}
    assert checks.check_fragment_cache() == []
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}
    assert checks.check_fragment_cache() == []
    settings.WAGTAIL_PARENTING = {"FRAGMENT_CACHE": "shared"}
    assert ids(checks.check_fragment_cache()) == {"parenting.E003"}
