"""What became of editions, in numbers: for hosts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from wagtail_parenting.headless.tree import parent_path
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.linkups.page_classes import edition_classes
from wagtail_parenting.moderation.standing import Status


@dataclass(frozen=True)
class EditionNumbers:
    """``entries`` are those that everyone sees, ``waiting`` those that are held; likes and clicks
    are of the former. Of the ``bloggers``, ``returning`` have linked up with an earlier edition of
    the series."""

    entries: int = 0
    waiting: int = 0
    likes: int = 0
    clicks: int = 0
    bloggers: int = 0
    returning: int = 0


def counts_of(editions: Iterable[Any]) -> dict[int, EditionNumbers]:
    """Those that need no look at earlier editions: without bloggers. 1 query, none without
    pages."""
    ids = {edition.pk for edition in editions}
    counted = _counted(ids) if ids else {}
    return {pk: EditionNumbers(*counted.get(pk, (0, 0, 0, 0))) for pk in ids}


def numbers_of(editions: Iterable[Any]) -> dict[int, EditionNumbers]:
    """Those of pages, by id. 2 queries, and 1 for each edition class; none without pages."""
    asked = list(editions)
    if not asked:
        return {}
    counted = _counted({edition.pk for edition in asked})
    bloggers = _bloggers({parent_path(edition.path) for edition in asked})
    return {
        edition.pk: EditionNumbers(*counted.get(edition.pk, (0, 0, 0, 0)), *bloggers[edition.pk])
        if edition.pk in bloggers
        else EditionNumbers(*counted.get(edition.pk, (0, 0, 0, 0)))
        for edition in asked
    }


def _counted(ids: set[int]) -> dict[int, tuple[int, int, int, int]]:
    shown = Q(status=Status.APPROVED)
    rows = LinkUpEntry.objects.filter(edition__in=ids).order_by().values_list("edition")
    summed = rows.annotate(
        entry_count=Count("pk", filter=shown),
        waiting_count=Count("pk", filter=Q(status=Status.HELD)),
        like_count=Sum("likes", filter=shown),
        click_count=Sum("clicks", filter=shown),
    )
    return {
        pk: (entries, waiting, likes or 0, clicks or 0)
        for pk, entries, waiting, likes, clicks in summed
    }


def _bloggers(series_paths: set[str]) -> dict[int, tuple[int, int]]:
    """Of each edition of these series: how many bloggers, and how many of them came again."""
    in_time: list[tuple[Any, int, str]] = []
    for model in edition_classes():
        for path in series_paths:
            below = model._default_manager.filter(path__startswith=path)
            in_time += below.values_list("opens_at", "pk", "path")
    in_time.sort()
    linked: dict[int, set[tuple[str, Any]]] = {pk: set() for _opens_at, pk, _path in in_time}
    entries = LinkUpEntry.objects.filter(edition__in=list(linked), status=Status.APPROVED)
    columns = ("edition", "user", "reader", "domain", "owner")
    for pk, *known_by in entries.order_by().values_list(*columns).distinct().iterator():
        linked[pk].add(_blogger(*known_by))
    before: dict[str, set[tuple[str, Any]]] = {path: set() for path in series_paths}
    found = {}
    for _opens_at, pk, path in in_time:
        earlier = before.setdefault(parent_path(path), set())
        found[pk] = (len(linked[pk]), len(linked[pk] & earlier))
        earlier |= linked[pk]
    return found


def _blogger(user: Any, reader: Any, domain: str, owner: str) -> tuple[str, Any]:
    """By what someone is known best: her account, her address, her site, or her browser."""
    if user is not None:
        return ("user", user)
    if reader is not None:
        return ("reader", reader)
    return ("domain", domain) if domain else ("owner", owner)
