"""Which page classes of the site are link-up series, and which are editions."""

from __future__ import annotations

from typing import Any

from wagtail.models import get_page_models


def series_classes() -> list[type[Any]]:
    """The concrete series classes of the site."""
    return [model for model in get_page_models() if getattr(model, "is_linkup_series", False)]


def edition_classes() -> list[type[Any]]:
    """The concrete edition classes of the site."""
    return [model for model in get_page_models() if getattr(model, "is_linkup", False)]
