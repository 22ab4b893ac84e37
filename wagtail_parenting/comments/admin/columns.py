"""How many comments wait below each page of a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn

from wagtail_parenting.comments.admin.queue import COMMENTS
from wagtail_parenting.moderation.admin.access import area_for

_KEPT = "_parenting_held"


class HeldCommentsColumn(BaseColumn):
    """For moderators alone: whoever makes the list asks ``is_shown``. 1 query for all rows."""

    cell_template_name = "wagtail_parenting/admin/reader_comments/held_cell.html"

    def __init__(self) -> None:
        super().__init__("reader_comments", label=_("Reader comments"), width="12%")

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(area_for(request.user))

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        held = _held(parent_context["table"], parent_context["request"].user)
        return {**context, "held": held.get(instance.pk, 0)}


def _held(table: Any, user: Any) -> dict[int, int]:
    """Of each page of the table, counted when the first of them is drawn."""
    held: dict[int, int] | None = getattr(table, _KEPT, None)
    if held is None:
        ids = [page.pk for page in table.data]
        rows = COMMENTS.waiting(area_for(user)).filter(page__in=ids).order_by().values_list("page")
        held = dict(rows.annotate(count=Count("pk")))
        setattr(table, _KEPT, held)
    return held
