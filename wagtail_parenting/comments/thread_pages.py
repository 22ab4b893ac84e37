"""The page below which comments stand, and how it takes them.

An alias shows the threads of its source. What is not public, stands on another site, or belongs to
a class without comments is not there at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import router
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Site

from wagtail_parenting.api.shapes import PageReference
from wagtail_parenting.comments import queries
from wagtail_parenting.comments.models import CommentSettings, comment_settings
from wagtail_parenting.conf import config
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.headless.fragments import while_unchanged
from wagtail_parenting.headless.prepared import IDS, NOW, NUMBERS, Prepared
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.headless.versions import stored_version
from wagtail_parenting.headless.visibility import public_pages
from wagtail_parenting.readers.identity import Who

_STAMP = "parenting_stamp__"
_SOURCE = f"{_STAMP}source__"


@dataclass(frozen=True)
class ThreadPage:
    """A public page whose class takes comments. ``pk`` is the page that was asked for, ``id`` the
    one whose threads it shows; title and place are those of the latter: ``page_path`` is its path
    on its frontend, ``page_url`` the whole address."""

    pk: int
    id: int
    title: str
    tree_path: str
    page_path: str
    page_url: str
    content_type_id: int
    language: str
    site: Site
    version: str
    modified: datetime.datetime | None
    comments: int
    threads: int
    also: tuple[Any, ...] = ()
    """What was asked for besides."""

    @property
    def settings(self) -> CommentSettings:
        return comment_settings(self.site)

    @property
    def reference(self) -> PageReference:
        return {"id": self.id, "title": self.title, "path": self.page_path}


def thread_page(frontends: Frontends, site: Site, page_id: int) -> ThreadPage:
    """The page with this id on ``site``. 1 query, none while nothing changes. Raises
    ``NotFound``."""
    rows = while_unchanged(
        frontends,
        site.pk,
        ["page of threads", str(page_id)],
        lambda: _named_rows(frontends, site, [page_id]) or None,
        also_readers=True,
    )
    return _one(page_id, _shown(frontends, site, rows or []))


def thread_page_around(
    frontends: Frontends, site: Site, page_id: int, comment_id: int, who: Who
) -> ThreadPage:
    """The same; ``also`` makes a ``queries.Target`` of a comment, all null where ``who`` sees none.

    1 query: a like moves the comment's place, and no version by which it could be kept. Raises
    ``NotFound``.
    """
    if who.is_known:
        also = queries.target_columns(comment_id, who)
        return _one(page_id, _found(frontends, site, Q(pk=page_id), also))
    rows = _named_rows(frontends, site, [page_id], around=comment_id)
    return _one(page_id, _shown(frontends, site, rows))


def _one(page_id: int, found: Mapping[int, ThreadPage]) -> ThreadPage:
    if page_id not in found:
        raise NotFound("There is no such page.")
    return found[page_id]


def thread_pages(frontends: Frontends, site: Site, ids: Iterable[int]) -> dict[int, ThreadPage]:
    """Those of ``ids`` that are there, by id. 1 query."""
    return _named(frontends, site, ids)


def on_any_site(frontends: Frontends, ids: Iterable[int]) -> dict[int, ThreadPage]:
    """Those of ``ids`` that are public anywhere, by id. 1 query."""
    return _named(frontends, None, ids)


def page_of_comment(frontends: Frontends, site: Site | None, page_id: int) -> ThreadPage:
    """The page that a comment stands below, if it, or an alias of it, is public on ``site``, or for
    None on any.

    1 query. Raises ``NotFound``.
    """
    found = _named(frontends, site, [page_id], or_source=True)
    page = found.get(page_id) or next(iter(found.values()), None)
    if page is None:
        raise NotFound("There is no such comment.")
    return page


def merged(frontends: Frontends, page: ThreadPage) -> list[ThreadPage]:
    """The pages whose comments are read together with those of ``page``: itself and, with
    ``MERGE_TRANSLATIONS``, its public translations on the same site. At most 1 query."""
    if not config().merge_translations:
        return [page]
    same = all_pages().filter(pk=page.id).values("translation_key")
    wanted = Q(translation_key__in=same, alias_of=None)
    others = _found(frontends, page.site, wanted)
    return [page, *(other for pk, other in sorted(others.items()) if pk != page.id)]


def version_of(pages: Iterable[ThreadPage]) -> str:
    """A stored version that stands for those of all ``pages``."""
    return "+".join(page.version.replace(".", "-") for page in pages)


def public_ids(frontends: Frontends, site: Site) -> QuerySet[Any]:
    """Ids of all public pages of ``site``, for a condition. No query of its own."""
    trees, roots = frontends.tree_paths(site), frontends.tree_paths()
    return public_pages(all_pages(), trees, roots=roots).order_by().values("pk")


def takes_comments(content_type_id: int) -> bool:
    """Whether pages of a type have comments."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return bool(getattr(model, "takes_comments", False))


def specific(page: ThreadPage) -> Any:
    """The page itself with its settings, and without its streams. 1 query. Raises ``NotFound`` for
    one that has gone."""
    model: Any = ContentType.objects.get_for_id(page.content_type_id).model_class()
    fields = model._meta.concrete_fields
    streams = [field.attname for field in fields if isinstance(field, StreamField)]
    found = model._default_manager.filter(pk=page.id).defer(*streams).first()
    if found is None:
        raise NotFound("There is no such page.")
    return found


def _named(
    frontends: Frontends, site: Site | None, ids: Iterable[int], or_source: bool = False
) -> dict[int, ThreadPage]:
    """Those of ``ids``, or also what shows the threads of one. 1 query, none without ids."""
    return _shown(frontends, site, _named_rows(frontends, site, ids, or_source))


def _named_rows(
    frontends: Frontends,
    site: Site | None,
    ids: Iterable[int],
    or_source: bool = False,
    around: int | None = None,
) -> list[Sequence[Any]]:
    """The statement is written once."""
    wanted = sorted(set(ids))
    if not wanted:  # databases read no empty list
        return []
    trees, roots = tuple(frontends.tree_paths(site)), tuple(frontends.tree_paths())
    statement = _statement(trees, roots, or_source, around is not None)
    numbers = () if around is None else (around,)
    alias = router.db_for_read(all_pages().model)
    return statement.rows(alias, wanted, timezone.now(), numbers)


@lru_cache(maxsize=256)
def _statement(
    trees: tuple[str, ...], roots: tuple[str, ...], or_source: bool, is_around: bool
) -> Prepared:
    wanted = Q(pk__in=[IDS])
    if or_source:
        wanted |= Q(parenting_stamp__source__in=[IDS])
    also = queries.target_columns(NUMBERS[0]) if is_around else None
    return Prepared(lambda: _rows(all_pages().filter(wanted), trees, roots, at=NOW, also=also))


def _found(
    frontends: Frontends,
    site: Site | None,
    wanted: Q,
    also: Mapping[str, Any] | None = None,
) -> dict[int, ThreadPage]:
    trees, roots = frontends.tree_paths(site), frontends.tree_paths()
    rows = _rows(all_pages().filter(wanted), trees, roots, also=also)
    return _shown(frontends, site, rows)


class _Columns(NamedTuple):
    """What is read of a page."""

    pk: int
    content_type_id: int
    language: str | None
    thread_id: int
    thread_title: str
    thread_path: str
    thread_url_path: str
    comment_count: int
    thread_count: int
    version: str
    modified: datetime.datetime | None


def _rows(
    pages: QuerySet[Any],
    trees: Iterable[str],
    roots: Iterable[str],
    *,
    at: datetime.datetime | None = None,
    also: Mapping[str, Any] | None = None,
) -> QuerySet[Any]:
    """Those of ``pages`` that are public, as tuples that make ``_Columns``, and ``also`` more."""
    columns = {
        "thread_id": Coalesce(f"{_STAMP}source_id", "alias_of_id", "pk"),
        "thread_title": Coalesce(f"{_SOURCE}page__title", "title"),
        "thread_path": Coalesce(f"{_SOURCE}page__path", "path"),
        "thread_url_path": Coalesce(f"{_SOURCE}page__url_path", "url_path"),
        "comment_count": community.comment_count(_STAMP),
        "thread_count": Coalesce(f"{_SOURCE}threads", f"{_STAMP}threads", 0),
        "version": stored_version(),
        "modified": F(f"{_STAMP}modified"),
        **(also or {}),
    }
    public = public_pages(pages, trees, roots=roots, at=at).order_by()
    found: QuerySet[Any] = public.annotate(**columns)
    return found.values_list("pk", "content_type_id", "locale__language_code", *columns)


def _shown(
    frontends: Frontends, site: Site | None, rows: Iterable[Sequence[Any]]
) -> dict[int, ThreadPage]:
    width = len(_Columns._fields)
    split = [(_Columns(*row[:width]), tuple(row[width:])) for row in rows]
    return {
        row.pk: ThreadPage(
            pk=row.pk,
            id=row.thread_id,
            title=row.thread_title,
            tree_path=row.thread_path,
            page_path=frontends.path(place),
            page_url=frontends.url(place) or "",
            content_type_id=row.content_type_id,
            language=row.language or "",
            site=site or _site_of(frontends, place),
            version=row.version,
            modified=row.modified,
            comments=row.comment_count,
            threads=row.thread_count,
            also=also,
        )
        for row, also in split
        for place in [_Place(row.thread_id, row.thread_path, row.thread_url_path)]
        if takes_comments(row.content_type_id)
    }


def _site_of(frontends: Frontends, place: _Place) -> Site:
    root = frontends.root_of(place)
    if root is None:
        raise NotFound("There is no such page.")
    return frontends.sites[root.site_id]


class _Place(NamedTuple):
    """``routing.Placed``."""

    pk: int
    path: str
    url_path: str


def is_open(page: Any, settings: CommentSettings, now: datetime.datetime) -> bool:
    """Whether comments can be written below ``page`` (specific)."""
    if settings.is_closed:
        return False
    until = page.comments_close_at
    return page.comments_mode != "closed" and (until is None or until > now)
