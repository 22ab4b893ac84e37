"""What the public may see: the one rule, for every door.

A page is public when it is live, has not expired, stands below the root of a site, neither it nor
an ancestor is restricted, and every source up its alias chain is public too. A picture or
document is public when no collection above it is restricted. All of it is said in SQL, so that
lists and counts cost one query each however many restrictions there are.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
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
    return pages.filter(_below(set(tree_paths), set(roots)), _open(now))


def locked_pages(
    pages: QuerySet[M], tree_paths: Iterable[str], *, roots: Iterable[str] = ()
) -> QuerySet[M]:
    """Those of ``pages`` that would be public but for a restriction. No query of its own."""
    now = timezone.now()
    whole = _below(set(tree_paths), set(roots))
    return pages.filter(whole, _open(now, unlocked=True)).exclude(_open(now))


def public_in_collections(items: QuerySet[M]) -> QuerySet[M]:
    """Those of ``items`` (pictures, documents) that no restricted collection holds."""
    restrictions = CollectionViewRestriction.objects.filter(
        collection__path=Substr(OuterRef("collection__path"), 1, Length(F("collection__path")))
    )
    return items.filter(~Exists(restrictions))


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


def _open(now: datetime.datetime, prefix: str = "", depth: int = 0, *, unlocked: bool = False) -> Q:
    """With ``unlocked``, as if there were no restrictions."""
    restrictions = PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef(f"{prefix}path"), 1, Length(F("page__path")))
    )
    source = f"{prefix}alias_of"
    no_source = Q(**{f"{source}__isnull": True})
    if depth < MAX_ALIAS_DEPTH:
        above = _open(now, f"{source}__", depth + 1, unlocked=unlocked)
        no_source |= Q(**{f"{source}__isnull": False}) & above
    not_expired = Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": now})
    unrestricted = Q() if unlocked else ~Q(Exists(restrictions))
    return Q(**{f"{prefix}live": True}) & not_expired & unrestricted & no_source
