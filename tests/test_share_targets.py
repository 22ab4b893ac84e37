"""The registry of share targets: what is in it, how a site changes it, what a check says."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from tests.factories import make_article, make_user
from wagtail_parenting.headless import fragments
from wagtail_parenting.sharing.models import SharingSettings
from wagtail_parenting.sharing.target_choice import known_choice
from wagtail_parenting.sharing.targets import (
    BUILT_IN,
    ShareTarget,
    mistakes,
    offered,
    registry,
    share_targets,
)

pytestmark = pytest.mark.django_db  # system checks look at the database

NEXTDOOR = ShareTarget(
    id="nextdoor",
    label="Nextdoor",
    url="https://nextdoor.com/sharekit/?source=example&body={title}%20{url}",
    max_length=1000,
    checked=datetime.date(2026, 11, 24),
    source="https://help.nextdoor.com/",
)


def with_nextdoor():
    first, *others = share_targets()
    return [first, NEXTDOOR, *[target for target in others if target.id != "x"]]


def with_mistakes():
    return [dataclasses.replace(NEXTDOOR, url="https://nextdoor.com/?u={ulr}"), NEXTDOOR]


def failing():
    raise ZeroDivisionError("no")


def messages():
    return [message.msg for message in run_checks() if message.id == "parenting.E005"]


def test_it_holds_what_the_design_names_and_none_of_the_dead():
    assert {target.id for target in BUILT_IN} == {
        *("email", "facebook", "x", "whatsapp", "telegram", "pinterest", "bluesky", "mastodon"),
        *("threads", "linkedin", "reddit", "sms", "copy", "native", "print", "qr"),
    }


def test_each_says_when_and_where_it_was_checked():
    for target in BUILT_IN:
        assert target.checked >= datetime.date(2026, 11, 1), target.id
        assert target.source.startswith("https://"), target.id
    assert mistakes(list(BUILT_IN)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "Next Door"}, "the id must be"),
        ({"label": " "}, "the label is empty"),
        ({"kind": "post"}, "the kind must be one of"),
        ({"kind": "copy"}, "has no address of its own"),
        ({"url": ""}, "the address must begin with"),
        ({"url": "javascript:alert({url})"}, "the address must begin with"),
        ({"url": "https://a.example/?u={ulr}"}, "did you mean {url}?"),
        ({"url": "https://a.example/?u={title}"}, "holds no {url}"),
        ({"url": "https://a.example/?u={url"}, "cannot be read"),
        ({"url": "https://a.example/?t={title}+{url}"}, "must be written as %20"),
        ({"max_length": 0}, "max_length must be"),
        ({"url_length": -1}, "url_length must be"),
        ({"unit": "words"}, "the unit must be"),
        ({"checked": "yesterday"}, "checked must be a date"),
        ({"source": ""}, "source must be the address"),
    ],
)
def test_a_bad_target_is_told_what_is_wrong(changes, said):
    mistake, *_ = mistakes([dataclasses.replace(NEXTDOOR, **changes)])
    assert mistake.startswith(repr(changes.get("id", "nextdoor")))
    assert said in mistake


def test_two_of_one_id_and_what_is_no_target_are_told_too():
    assert mistakes([NEXTDOOR, NEXTDOOR]) == ["'nextdoor': there is another target of this id"]
    assert "is no ShareTarget" in mistakes(["nextdoor"])[0]
    assert "must return a list" in mistakes("nextdoor")[0]


@pytest.mark.parametrize(
    ("function", "said"),
    [
        ("with_nextdoor", []),
        ("with_mistakes", ["did you mean {url}?", "holds no {url}", "another target of this id"]),
        ("failing", ["the function fails: ZeroDivisionError: no"]),
    ],
)
def test_a_system_check_names_what_is_wrong_with_a_sites_own(settings, function, said):
    settings.WAGTAIL_PARENTING = {"SHARE_TARGETS": f"tests.test_share_targets.{function}"}
    found = messages()
    assert len(found) == len(said)
    for message, part in zip(found, said, strict=True):
        assert part in message


def test_a_function_that_is_not_there_is_a_wrong_setting(settings):
    settings.WAGTAIL_PARENTING = {"SHARE_TARGETS": "tests.nowhere.targets"}
    [message] = [found for found in run_checks() if found.id == "parenting.E003"]
    assert "SHARE_TARGETS" in message.msg
    assert messages() == []


def test_a_sites_own_target_is_offered_counted_and_chosen(client, settings, section):
    settings.WAGTAIL_PARENTING = {"SHARE_TARGETS": "tests.test_share_targets.with_nextdoor"}
    page = make_article(section, "Naps")
    targets = client.get(f"/api/v3/pages/{page.pk}/").json()["share"]["targets"]
    assert [target["id"] for target in targets][:3] == ["native", "nextdoor", "copy"]
    assert "x" not in {target["id"] for target in targets}
    assert targets[1]["href"].startswith("https://nextdoor.com/sharekit/?source=example&body=Naps")
    body = {"page": page.pk, "target": "nextdoor"}
    answer = client.post("/api/v3/parenting/shares/", body, content_type="application/json")
    assert answer.status_code == 204
    body["target"] = "x"
    answer = client.post("/api/v3/parenting/shares/", body, content_type="application/json")
    assert answer.status_code == 422
    client.force_login(make_user())
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert 'value="nextdoor"' in form


def test_a_changed_registry_changes_answers_that_are_kept(client, settings, section):
    page = make_article(section, "Naps")
    url = f"/api/v3/parenting/resolve/?page={page.pk}"
    before = client.get(url).json()["page"]["share"]["targets"]
    settings.WAGTAIL_PARENTING = {"SHARE_TARGETS": "tests.test_share_targets.with_nextdoor"}
    after = client.get(url).json()["page"]["share"]["targets"]
    assert "nextdoor" not in {target["id"] for target in before}
    assert "nextdoor" in {target["id"] for target in after}


def test_a_new_release_of_a_sites_own_targets_changes_answers_that_are_kept(
    client, settings, section, monkeypatch
):
    """The setting stays the same: a deployment brings other code."""
    settings.WAGTAIL_PARENTING = {"SHARE_TARGETS": "tests.test_share_targets.with_nextdoor"}
    page = make_article(section, "Naps")
    url = f"/api/v3/parenting/resolve/?page={page.pk}"
    assert "nextdoor" in client.get(url).text
    renamed = dataclasses.replace(NEXTDOOR, label="Neighbours")
    monkeypatch.setattr("tests.test_share_targets.NEXTDOOR", renamed)
    registry.cache_clear()  # as a new process begins
    fragments._surroundings.cache_clear()
    assert "Neighbours" in client.get(url).text


def test_the_first_choice_counts_and_what_is_gone_is_passed_over():
    assert offered(None, None) == list(registry().values())
    assert [target.id for target in offered(None, ["x", "email"])] == ["x", "email"]
    assert [target.id for target in offered(["qr", "google-plus", "qr"], ["x"])] == ["qr"]
    assert offered([], ["x"]) == []
    assert known_choice("x") is None
    assert known_choice(["x", 3, "google-plus"]) == ["x"]


@pytest.mark.parametrize(
    ("backend", "ids"),
    [("locmem.LocMemCache", ["parenting.W007"]), ("redis.RedisCache", [])],
)
def test_a_cache_of_one_process_is_named_before_it_counts_for_limits(settings, backend, ids):
    settings.CACHES = {
        "default": {
            "BACKEND": f"django.core.cache.backends.{backend}",
            "LOCATION": "redis://127.0.0.1:6379" if "redis" in backend else "",
            "OPTIONS": {} if "redis" in backend else {"MAX_ENTRIES": 5000},
        }
    }
    found = run_checks(include_deployment_checks=True)
    assert [message.id for message in found if message.id == "parenting.W007"] == ids


@pytest.mark.parametrize(
    ("written", "stored"), [("@small_hours", "small_hours"), (" small ", "small"), ("", "")]
)
def test_an_account_is_kept_without_its_sign(written, stored):
    settings = SharingSettings(x_account=written)
    settings.clean()
    assert settings.x_account == stored


def test_the_target_of_the_how_to_is_ten_lines_and_right():
    how_to = Path(__file__).resolve().parent.parent / "docs" / "how-to" / "share-buttons.md"
    [code] = re.findall(r"```python\n(from datetime.*?)```", how_to.read_text("utf-8"), re.DOTALL)
    module: dict[str, object] = {}
    exec(code, module)
    assert mistakes(module["targets"]()) == []
    assert len(code.partition("\n\n\n")[0].splitlines()[4:]) <= 10
