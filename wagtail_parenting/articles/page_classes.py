"""Which page classes of the site are articles, and which are indexes.

They are told by a mark on the mixin, so that what the mixins are made of may ask too.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import get_page_models


def article_classes() -> list[type[Any]]:
    """The concrete article classes of the site."""
    return [model for model in get_page_models() if getattr(model, "is_article", False)]


def index_classes() -> list[type[Any]]:
    """The concrete index classes of the site."""
    return [model for model in get_page_models() if getattr(model, "is_article_index", False)]
