"""Pages go live and expire on time, and no answer is kept past that."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from django_tasks import default_task_backend

from tests.factories import make_article, page_model
from wagtail_parenting.headless.schedule import publish_due

pytestmark = pytest.mark.django_db

ARTICLES = "/api/v3/parenting/articles/"


def soon(**later):
    return timezone.now() + datetime.timedelta(**later)


@pytest.fixture
def tasks():
    default_task_backend.clear()
    return lambda: [
        result.task.run_after
        for result in default_task_backend.results
        if result.task.module_path == publish_due.module_path
    ]


def scheduled(section, moment):
    article = make_article(section, "Soon", publish=False)
    article.go_live_at = moment
    article.save_revision().publish()
    return article


def test_a_scheduled_page_wakes_the_queue_at_its_time(
    section, tasks, django_capture_on_commit_callbacks
):
    moment = soon(hours=1)
    with django_capture_on_commit_callbacks(execute=True):
        scheduled(section, moment)
    (woken,) = tasks()
    assert moment < woken < moment + datetime.timedelta(seconds=1)


def test_a_page_that_expires_wakes_the_queue_at_its_time(
    section, tasks, django_capture_on_commit_callbacks
):
    moment = soon(hours=1)
    article = make_article(section, "Short", publish=False)
    article.expire_at = moment
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    (woken,) = tasks()
    assert moment < woken < moment + datetime.timedelta(seconds=1)


def test_a_page_without_an_end_wakes_nothing(section, tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_article(section, "Always")
    assert tasks() == []


def test_a_queue_that_cannot_wait_is_left_to_cron(
    section, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        article = scheduled(section, soon(hours=1))
    assert not page_model().objects.get(pk=article.pk).live


def test_the_task_publishes_and_expires_what_is_due(section, now_is):
    short = make_article(section, "Short", publish=False)
    short.expire_at = soon(minutes=1)
    short.save_revision().publish()
    article = scheduled(section, soon(minutes=1))
    now_is(soon(minutes=1, milliseconds=200))
    publish_due.func()
    assert page_model().objects.get(pk=article.pk).live
    assert not page_model().objects.get(pk=short.pk).live


@pytest.mark.parametrize("what", ["go_live", "expiry"])
def test_no_answer_is_kept_past_the_next_change(client, section, what):
    short = make_article(section, "Short", publish=False)
    if what == "expiry":
        short.expire_at = soon(seconds=15)
        short.save_revision().publish()
    else:
        scheduled(section, soon(seconds=15))
    other = make_article(section, "Other")
    for url in (ARTICLES, "/api/v3/parenting/facets/", f"{ARTICLES}?limit=1"):
        said = client.get(url)["Cache-Control"]
        assert "public" in said, url
        assert int(said.split("max-age=")[1].split(",")[0]) <= 15, url
        stale = said.partition("stale-while-revalidate=")[2]
        assert int(stale or 0) <= 15, url
    assert other.live


def test_an_expired_page_is_gone_to_the_second(client, section, now_is):
    article = make_article(section, "Short", publish=False)
    article.expire_at = soon(seconds=30)
    article.save_revision().publish()
    first = client.get(ARTICLES)
    assert "Short" in first.text
    now_is(article.expire_at + datetime.timedelta(milliseconds=1))
    after = client.get(ARTICLES, headers={"If-None-Match": first["ETag"]})
    assert after.status_code == 200
    assert "Short" not in after.text
