"""Fixtures for all tests. Objects come from ``tests.factories``."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks import task_backends
from wagtail.models import Site

from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.outbound import callers


def pytest_addoption(parser: Any) -> None:
    parser.addoption(
        "--asks-database",
        action="store_true",
        help="Only tests that ask a database: what others find is the same with any.",
    )


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    if not config.getoption("--asks-database"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not _asks(item)])
    items[:] = [item for item in items if _asks(item)]


def _asks(item: Any) -> bool:
    if item.get_closest_marker("django_db"):
        return True
    return not {"db", "transactional_db"}.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Wagtail's migrations make a page and a site. They go once, and not in every test."""
    from tests.factories import delete_sites

    with django_db_blocker.unblock():
        delete_sites()


@pytest.fixture(autouse=True)
def media_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Every test begins as a new process does, also after one whose request raised an error and
    never ended."""
    cache.clear()
    Frontends.forget()
    callers._end()


@pytest.fixture
def now_is(monkeypatch: Any) -> Any:
    """Set the clocks of Django and, where frontends were loaded, of the database."""
    current, load = Frontends.current, Frontends.load

    def set_clocks(moment: datetime.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr(Frontends, "current", lambda: replace(current(), now=moment))
        monkeypatch.setattr(Frontends, "load", lambda: replace(load(), now=moment))

    return set_clocks


@pytest.fixture
def server_zone() -> Any:
    """Call with the zone that the server is to have."""
    before = os.environ.get("TZ")

    def move(zone: str) -> None:
        os.environ["TZ"] = zone
        time.tzset()

    yield move
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.fixture
def queued(django_capture_on_commit_callbacks: Any) -> Any:
    """Call with a task and what should enqueue it: the arguments it was then enqueued with."""

    def run(task: Any, act: Callable[[], Any]) -> list[list[Any]]:
        backend = task_backends["default"]
        backend.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [result.args for result in backend.results if result.task == task]

    return run


@pytest.fixture
def site(db: Any) -> Site:
    """The default site: a home page, its frontend on https://www.example.org."""
    from tests.factories import make_site

    return make_site()


@pytest.fixture
def section(site: Site) -> Any:
    from tests.factories import make_section

    return make_section(site)
