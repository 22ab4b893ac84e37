"""What the editor of an edition says of its entries."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from wagtail_parenting.linkups.statistics import counts_of
from wagtail_parenting.moderation.admin.access import area_for


class EntriesPanel(Panel):
    """How many entries an edition has and how many wait, with the way to them, to picks and to
    draws."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Its links"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_parenting/admin/entries/panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            numbers = counts_of([self.instance])[self.instance.pk]
            return {**context, "numbers": numbers, **_ways(self.instance, self.request)}


def _ways(edition: Any, request: Any) -> dict[str, str]:
    """For whoever moderates the edition; else none."""
    if request is None or not area_for(request.user).holds(edition.path):
        return {}
    return {
        "entries_url": f"{reverse('parenting_entries:list')}?page={edition.pk}",
        "desk_url": reverse("parenting_entries:edition", args=[edition.pk]),
    }
