"""The edition whose entries are read or sent to, by its id.

An alias shows the entries of its source. What is not public, stands on another site, or is no
edition is not there at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import router
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Site

from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.community import entry_count, thread_id
from wagtail_parenting.headless.fragments import while_unchanged
from wagtail_parenting.headless.prepared import IDS, NOW, Prepared
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.versions import stored_version
from wagtail_parenting.headless.visibility import public_pages
from wagtail_parenting.linkups.page_classes import edition_classes

_STAMP = "parenting_stamp__"
_SOURCE = f"{_STAMP}source__page__"


class _Columns(NamedTuple):
    pk: int
    number: int | None
    opens_at: Any
    closes_at: Any
    max_entries: int | None
    thread_id: int
    title: str
    path: str
    url_path: str
    entries: int
    version: str
    modified: datetime.datetime | None


@dataclass(frozen=True)
class EditionPage:
    """A public edition. ``pk`` is the page that was asked for, ``id`` the one whose entries it
    shows; title and place are those of the latter."""

    pk: int
    id: int
    model: type[Any]
    title: str
    number: int | None
    opens_at: datetime.datetime
    closes_at: datetime.datetime
    max_entries: int | None
    entries: int
    tree_path: str
    path: str
    url: str
    site: Site
    version: str
    modified: datetime.datetime | None


def edition_page(frontends: Frontends, site: Site, page_id: int) -> EditionPage:
    """The edition with this id on ``site``.

    1 query for each edition class, none while nothing changes. Raises ``NotFound``.
    """
    rows = while_unchanged(
        frontends,
        site.pk,
        ["edition", str(page_id), *(model._meta.label for model in edition_classes())],
        lambda: _named_rows(frontends, site, [page_id]) or None,
        also_readers=True,
    )
    found = _shown(frontends, rows or [])
    if page_id not in found:
        raise NotFound("There is no such link-up.")
    return found[page_id]


def edition_pages(frontends: Frontends, site: Site, ids: Iterable[int]) -> dict[int, EditionPage]:
    """Those of ``ids`` that are there, by id. 1 query for each edition class, none without ids."""
    return _named(frontends, site, ids)


def edition_of_entry(frontends: Frontends, site: Site | None, edition_id: int) -> EditionPage:
    """The edition that an entry stands in, if it, or an alias of it, is public on ``site``, or for
    None on any. 1 query for each edition class. Raises ``NotFound``."""
    found = _named(frontends, site, [edition_id], or_source=True)
    page = found.get(edition_id) or next(iter(found.values()), None)
    if page is None:
        raise NotFound("There is no such entry.")
    return page


def on_any_site(frontends: Frontends, ids: Iterable[int]) -> dict[int, EditionPage]:
    """Those of ``ids`` that are public anywhere, by id."""
    return _named(frontends, None, ids)


def _named(
    frontends: Frontends, site: Site | None, ids: Iterable[int], or_source: bool = False
) -> dict[int, EditionPage]:
    return _shown(frontends, _named_rows(frontends, site, ids, or_source))


def _named_rows(
    frontends: Frontends, site: Site | None, ids: Iterable[int], or_source: bool = False
) -> list[tuple[int, Sequence[Any]]]:
    """With the place of each one's class in ``edition_classes``: what is kept names no class, which
    a release of the site may move. The statements are written once."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    trees, roots = tuple(frontends.tree_paths(site)), tuple(frontends.tree_paths())
    return [
        (place, values)
        for place, model in enumerate(edition_classes())
        for values in _statement(model, trees, roots, or_source).rows(  # type: ignore[arg-type]
            router.db_for_read(model), wanted, timezone.now()
        )
    ]


def _shown(
    frontends: Frontends, rows: Iterable[tuple[int, Sequence[Any]]]
) -> dict[int, EditionPage]:
    found: dict[int, EditionPage] = {}
    classes = edition_classes()
    for number, values in rows:
        row = _Columns(*values)
        place = _Place(row.thread_id, row.path, row.url_path)
        root = frontends.root_of(place)
        if root is not None:
            found[row.pk] = _page(
                row, classes[number], place, frontends, frontends.sites[root.site_id]
            )
    return found


class _Place(NamedTuple):
    """``routing.Placed``."""

    pk: int
    path: str
    url_path: str


def _page(
    row: _Columns, model: type[Any], place: _Place, frontends: Frontends, site: Site
) -> EditionPage:
    return EditionPage(
        pk=row.pk,
        id=row.thread_id,
        model=model,
        title=row.title,
        number=row.number,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        max_entries=row.max_entries,
        entries=row.entries,
        tree_path=row.path,
        path=frontends.path(place),
        url=frontends.url(place) or "",
        site=site,
        version=row.version,
        modified=row.modified,
    )


@lru_cache(maxsize=256)
def _statement(
    model: Any, trees: tuple[str, ...], roots: tuple[str, ...], or_source: bool
) -> Prepared:
    wanted = Q(pk__in=[IDS])
    if or_source:
        wanted |= Q(parenting_stamp__source__in=[IDS])
    return Prepared(lambda: _rows(model._default_manager.filter(wanted), trees, roots))


def _rows(pages: QuerySet[Any], trees: Iterable[str], roots: Iterable[str]) -> QuerySet[Any]:
    columns = {
        "thread_id": thread_id(),
        "thread_title": Coalesce(f"{_SOURCE}title", "title"),
        "thread_path": Coalesce(f"{_SOURCE}path", "path"),
        "thread_url_path": Coalesce(f"{_SOURCE}url_path", "url_path"),
        "entry_count": entry_count(_STAMP),
        "version": stored_version(),
        "modified": F(f"{_STAMP}modified"),
    }
    public = public_pages(pages, trees, roots=roots, at=NOW).order_by()
    found: QuerySet[Any] = public.annotate(**columns)
    return found.values_list("pk", "number", "opens_at", "closes_at", "max_entries", *columns)
