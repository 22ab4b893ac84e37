"""The outline of a site: its menu, its home page, the place of every public page, neighbours."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from wagtail.models import AbstractPage, Site

from wagtail_parenting.errors import InvalidCursor, InvalidParameter
from wagtail_parenting.headless.prepared import in_turn, written
from wagtail_parenting.headless.routing import Frontends, Root
from wagtail_parenting.headless.tree import STEP, all_pages, parent_path
from wagtail_parenting.headless.visibility import public_pages


@dataclass(frozen=True)
class Outline:
    """The home page of a tree, and what is in its menu: each page with those right below it."""

    home: Any
    menu: list[tuple[Any, list[Any]]]


def outline(frontends: Frontends, roots: list[Root]) -> Outline:
    """The outline of a site in one language. Two levels of what is shown in menus. 1 query."""
    top = min(len(root.tree_path) for root in roots) if roots else 0
    depth = top // STEP
    wanted = Q(pk__in=[root.page_id for root in roots])
    if _has_menus():
        wanted |= Q(show_in_menus=True, depth__in=(depth + 1, depth + 2))
    trees = [root.tree_path for root in roots]
    found = public_pages(all_pages().filter(wanted), trees, roots=frontends.tree_paths())
    home: Any = None
    menu: list[tuple[Any, list[Any]]] = []
    by_path: dict[str, list[Any]] = {}
    for page in found.order_by("path").only("pk", "title", "path", "url_path", "depth"):
        if page.depth == depth:
            home = page
        elif page.depth == depth + 1:
            menu.append((page, by_path.setdefault(page.path, [])))
        elif parent_path(page.path) in by_path:
            by_path[parent_path(page.path)].append(page)
    return Outline(home, menu)


@dataclass(frozen=True)
class Places:
    """One page of the list of all places. ``rows`` are named tuples; ``next`` is a key or None."""

    count: int
    rows: list[Any]
    next: list[Any] | None


def places(
    frontends: Frontends,
    site: Site,
    *,
    type_label: str | None,
    locale: str | None,
    updated_after: datetime.datetime | None,
    after: list[Any] | None,
    limit: int,
) -> Places:
    """Public pages of ``site`` in the order of their ids. 2 queries.

    Raises ``InvalidParameter`` for a type or a language that there is not, ``InvalidCursor`` for
    an ``after`` that is no key.
    """
    trees = frontends.tree_paths(site)
    if locale is not None:
        trees = [root.tree_path for root in frontends.roots_for(site, locale)]
    pages = public_pages(all_pages(), trees, roots=frontends.tree_paths())
    if type_label is not None:
        model = _page_type(type_label)
        pages = pages.filter(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
        )
    if updated_after is not None:
        pages = pages.filter(last_published_at__gt=updated_after)
    count = pages.order_by().count()
    if after is not None:
        pages = pages.filter(pk__gt=_id_of(after))
    rows = pages.order_by("pk").values_list(
        "pk",
        "path",
        "url_path",
        "last_published_at",
        "locale__language_code",
        "content_type__app_label",
        "content_type__model",
        named=True,
    )
    found = list(rows[: limit + 1])
    following = [found[limit - 1].pk] if len(found) > limit else None
    return Places(count, found[:limit], following)


class Neighbour(NamedTuple):
    """A page beside another, as a reference names it."""

    pk: int
    title: str
    path: str
    url_path: str


def neighbours(page: Any) -> tuple[Any, Any]:
    """The public pages of the same type right before and right after ``page`` in its section, as
    editors ordered them; None where there is none. 1 query."""
    above = parent_path(page.path)
    siblings = public_pages(
        all_pages().filter(
            depth=page.depth, path__startswith=above, content_type=page.content_type_id
        ),
        [above],
    ).values_list("pk", "title", "path", "url_path")
    before = siblings.filter(path__lt=page.path).order_by("-path")[:1]
    after = siblings.filter(path__gt=page.path).order_by("path")[:1]
    found = [
        Neighbour(*row)
        for row in in_turn(before.db, [written(run).filled({}) for run in (before, after)])
    ]
    return (
        next((one for one in found if one.path < page.path), None),
        next((one for one in found if one.path > page.path), None),
    )


def type_label(row: Any) -> str:
    """The model label of a row of ``places``; that of plain pages for a type that is gone."""
    try:
        model = apps.get_model(row.content_type__app_label, row.content_type__model)
    except LookupError:
        model = all_pages().model
    return str(model._meta.label)


def _page_type(label: str) -> type[AbstractPage]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        model = None
    if model is None or not issubclass(model, AbstractPage):
        message = f"There is no page type {label[:100]!r}."
        error: Any = {"loc": ["query", "type"], "msg": message, "type": "unknown_type"}
        raise InvalidParameter(message, errors=[error])
    return model


def _id_of(after: list[Any]) -> int:
    if len(after) != 1 or not isinstance(after[0], int):
        raise InvalidCursor("The cursor does not belong to this listing.")
    return after[0]


def _has_menus() -> bool:
    """A base page model of the site's own may lack the field."""
    try:
        all_pages().model._meta.get_field("show_in_menus")
    except FieldDoesNotExist:
        return False
    return True
