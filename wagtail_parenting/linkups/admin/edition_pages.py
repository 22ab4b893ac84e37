"""Editions as moderators are shown them: those of their part of the site, public or not."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.linkups.page_classes import edition_classes
from wagtail_parenting.linkups.surroundings import state_of
from wagtail_parenting.moderation.permissions import Area


def editions_in(area: Area) -> QuerySet[Any]:
    """All of an area, the latest first, with their times, ``max_entries`` and
    ``edition_number``."""
    is_edition = Q(pk__in=[])
    for model in edition_classes():
        is_edition |= Q(pk__in=model._default_manager.order_by().values("pk"))
    names = ("opens_at", "closes_at", "max_entries", "edition_number")
    columns = {name: _column(name) for name in names}
    rows = all_pages().filter(area.rows("path"), is_edition, alias_of=None).annotate(**columns)
    in_order: QuerySet[Any] = rows.order_by("-opens_at", "-pk")
    return in_order


def edition_in(area: Area, pk: int) -> Any:
    """One of them (specific). Raises ``Http404``."""
    for model in edition_classes():
        found = model._default_manager.filter(area.rows("path"), pk=pk).first()
        if found is not None:
            return found
    raise Http404


def said_state(edition: Any, entries: int, frontends: Frontends) -> str:
    """``state_of`` in a word."""
    state = state_of(edition, entries, frontends)
    return {"upcoming": _("Upcoming"), "open": _("Open"), "closed": _("Closed")}[state]


def _column(name: str) -> Any:
    """A column of whichever class an edition is of."""
    field = name.removeprefix("edition_")
    found = [
        Subquery(model._default_manager.filter(pk=OuterRef("pk")).order_by().values(field)[:1])
        for model in edition_classes()
    ]
    return found[0] if len(found) == 1 else Coalesce(*found)
