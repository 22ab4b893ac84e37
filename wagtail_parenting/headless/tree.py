"""The page tree: its pages, whatever the base page model is, and where they stand in it.

treebeard writes a page's place as a path of fixed steps, the root's first: a page stands below
another if its path begins with that of the other.
"""

from __future__ import annotations

from typing import Any

import swapper
from django.db.models import QuerySet

#: Characters of a path for each level.
STEP = 4


def page_model() -> Any:
    """The base page model: Wagtail's, or the site's own."""
    return swapper.load_model("wagtailcore", "Page")


def all_pages() -> QuerySet[Any]:
    """Every page there is, public or not."""
    pages: QuerySet[Any] = page_model()._default_manager.all()
    return pages


def parent_path(path: str) -> str:
    """The path of the page right above."""
    return path[:-STEP]


def paths_down_to(path: str, *, top: int = STEP) -> list[str]:
    """The paths of all pages above ``path``, from that of ``top`` characters, and its own."""
    return [path[:end] for end in range(top, len(path) + 1, STEP)]
