"""Fixtures for all tests. Objects come from ``tests.factories``."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from wagtail.models import Site

from wagtail_parenting.headless.routing import Frontends


@pytest.fixture(autouse=True)
def media_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Every test begins as a new process does."""
    cache.clear()
    Frontends.forget()


@pytest.fixture
def site(db: Any) -> Site:
    """The default site: a home page, its frontend on https://www.example.org."""
    from tests.factories import make_site

    return make_site()


@pytest.fixture
def section(site: Site) -> Any:
    from tests.factories import make_section

    return make_section(site)
