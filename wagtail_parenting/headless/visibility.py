"""What the public may see: the one rule, for every door.

A page is public when it is live, has not expired, stands below the root of a site, neither it nor
an ancestor is restricted, and every source up its alias chain is public too. A picture or
document is public when no collection above it is restricted. All of it is said in SQL, in the
statement that reads the rows, so that lists and counts cost one query each however many
restrictions there are, and no change can come between the rule and what it is about.

The rule is written as SQL, not as lookups: every list and every count needs it, and Django took
4 ms to make five levels of subqueries out of lookups, several times what databases take to run
them.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

import swapper
from django.db.models import BooleanField, DateTimeField, F, Func, Model, Q, QuerySet, Value
from django.utils import timezone
from wagtail.models import (
    AbstractPage,
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
)

#: Aliases of aliases are followed this far; longer chains count as not public.
MAX_ALIAS_DEPTH = 4

M = TypeVar("M", bound=Model)
Quote = Callable[[str], str]


def public_pages(
    pages: QuerySet[M],
    tree_paths: Iterable[str],
    *,
    roots: Iterable[str] = (),
    at: datetime.datetime | None = None,
) -> QuerySet[M]:
    """Those of ``pages`` that are public and stand below one of ``tree_paths``.

    ``pages`` may be a queryset of any page class. Whoever selects a site or a part of one names
    the ``roots`` of all sites too: a page belongs to the nearest root above it, so what stands
    below a root that is not selected is left out. No query of its own.
    """
    now = at or timezone.now()
    return pages.filter(_below(set(tree_paths), set(roots)), _IsOpen(now))


def locked_pages(
    pages: QuerySet[M], tree_paths: Iterable[str], *, roots: Iterable[str] = ()
) -> QuerySet[M]:
    """Those of ``pages`` that would be public but for a restriction. No query of its own."""
    now = timezone.now()
    whole = _below(set(tree_paths), set(roots))
    return pages.filter(whole, _IsOpen(now, unlocked=True)).exclude(_IsOpen(now))


def public_in_collections(items: QuerySet[M]) -> QuerySet[M]:
    """Those of ``items`` (pictures, documents) that no restricted collection holds."""
    return items.filter(_IsInOpenCollection())


def is_public(item: Any, tree_paths: Iterable[str]) -> bool:
    """Whether one page, picture or document is public; anything else is. 1 query."""
    same = type(item)._default_manager.filter(pk=item.pk)
    if isinstance(item, AbstractPage):
        return bool(public_pages(same, tree_paths).exists())
    if isinstance(getattr(item, "collection", None), Collection):
        return bool(public_in_collections(same).exists())
    return True


def _below(tree_paths: set[str], roots: set[str]) -> Q:
    conditions = [_own(path, roots - tree_paths) for path in sorted(tree_paths)]
    return reduce(or_, conditions) if conditions else Q(pk__in=[])


def _own(path: str, other_roots: set[str]) -> Q:
    """Below ``path``, and not below another root that stands below it."""
    own = Q(path__startswith=path)
    for root in sorted(other_roots):
        if root.startswith(path):
            own &= ~Q(path__startswith=root)
    return own


class _IsOpen(Func):
    """Whether a page, and every source up its alias chain, is live, unexpired and unrestricted;
    ``unlocked``: as if there were no restrictions."""

    output_field = BooleanField()

    def __init__(self, now: datetime.datetime, unlocked: bool = False) -> None:
        moment = Value(now, output_field=DateTimeField())
        self.unlocked = unlocked
        super().__init__(F("path"), F("live"), F("expire_at"), F("alias_of"), moment)

    def __repr__(self) -> str:
        return "_IsOpen()"

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:  # type: ignore[override]
        *columns, moment = self.get_source_expressions()
        names = [compiler.compile(column)[0] for column in columns]
        placeholder, given = compiler.compile(moment)
        page = swapper.load_model("wagtailcore", "Page")
        sql = _open_sql(connection.ops.quote_name, *names, placeholder, page, self.unlocked)
        return sql, [*given] * (MAX_ALIAS_DEPTH + 1)


class _IsInOpenCollection(Func):
    """Whether no collection above a picture or document, its own included, is restricted."""

    output_field = BooleanField()

    def __init__(self) -> None:
        super().__init__(F("collection__path"))

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:  # type: ignore[override]
        (path,) = self.get_source_expressions()
        name = compiler.compile(path)[0]
        restrictions = _table(CollectionViewRestriction, "collection", Collection)
        return _unrestricted_sql(connection.ops.quote_name, [name], restrictions), []


@dataclass(frozen=True)
class _Restrictions:
    """Where it stands what is restricted: a table of restrictions, and that of their tree."""

    table: str
    foreign_key: str
    tree: str
    primary_key: str
    path: str


@functools.cache
def _table(restriction: type[Model], name: str, tree: type[Model]) -> _Restrictions:
    meta: Any = tree._meta
    return _Restrictions(
        table=restriction._meta.db_table,
        foreign_key=str(restriction._meta.get_field(name).column),  # type: ignore[union-attr]
        tree=meta.db_table,
        primary_key=meta.pk.column,
        path=meta.get_field("path").column,
    )


def _unrestricted_sql(quote: Quote, paths: Iterable[str], of: _Restrictions) -> str:
    """That nothing at or above any of ``paths`` is restricted.

    ``CROSS JOIN`` says to SQLite which table to begin with: after ``ANALYZE``, it takes an empty
    table of restrictions for a huge one, and would look at all pages for each page instead.
    """
    restriction, above = quote("parenting_r"), quote("parenting_t")
    above_path = f"{above}.{quote(of.path)}"
    hit = " OR ".join(f"{above_path} = SUBSTR({path}, 1, LENGTH({above_path}))" for path in paths)
    return (
        f"NOT EXISTS (SELECT 1 FROM {quote(of.table)} {restriction}"  # noqa: S608 - names only
        f" CROSS JOIN {quote(of.tree)} {above}"
        f" WHERE {above}.{quote(of.primary_key)} = {restriction}.{quote(of.foreign_key)}"
        f" AND ({hit}))"
    )


@functools.lru_cache(maxsize=256)
def _open_sql(
    quote: Quote,
    path: str,
    live: str,
    expire_at: str,
    alias_of: str,
    now: str,
    page: type[Any],
    unlocked: bool,
) -> str:
    """The whole rule. ``now`` stands in it ``MAX_ALIAS_DEPTH + 1`` times.

    The sources are joined rather than nested: SQLite's parser has a stack of 100. What is compared
    with 1 is one row at most; an ``EXISTS`` there PostgreSQL would plan twice.
    """
    restrictions = _table(PageViewRestriction, "page", page)  # type: ignore[arg-type]
    table, key = quote(page._meta.db_table), quote(page._meta.pk.column)
    names = ("path", "live", "expire_at", "alias_of")
    columns = [quote(page._meta.get_field(name).column) for name in names]
    sources = [quote(f"parenting_source_{depth}") for depth in range(MAX_ALIAS_DEPTH)]
    joins, conditions, paths, above = [], [], [], alias_of
    for source in sources:
        s_path, s_live, s_expire_at, s_alias_of = (f"{source}.{column}" for column in columns)
        joins.append(f"{table} {source} ON {source}.{key} = {above}")
        shown = _shown_sql(s_live, s_expire_at, now)
        conditions.append(f"({source}.{key} IS NULL OR {shown})")
        paths.append(s_path)
        above = s_alias_of
    chain = (
        f"SELECT 1 FROM {' LEFT JOIN '.join([joins[0].partition(' ON ')[0], *joins[1:]])}"  # noqa: S608
        f" WHERE {sources[0]}.{key} = {alias_of} AND {above} IS NULL"
        f" AND {' AND '.join(conditions)}"
    )
    own = _shown_sql(live, expire_at, now)
    if not unlocked:
        chain += f" AND {_unrestricted_sql(quote, paths, restrictions)}"
        own += f" AND {_unrestricted_sql(quote, [path], restrictions)}"
    return f"({own} AND ({alias_of} IS NULL OR 1 = ({chain})))"


def _shown_sql(live: str, expire_at: str, now: str) -> str:
    return f"({live} AND ({expire_at} IS NULL OR {expire_at} > {now}))"
