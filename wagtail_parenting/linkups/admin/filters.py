"""What the list of entries can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.linkups.admin.queue import ENTRIES
from wagtail_parenting.linkups.models import BacklinkState, LinkUpEntry, Preview
from wagtail_parenting.moderation.admin.queue.filters import QueueFilterSet


class EntryFilterSet(QueueFilterSet):
    queue = ENTRIES
    searched_in = ("url", "title", "found_title", "blog", "name", "description")

    backlink = django_filters.ChoiceFilter(
        label=_("Link back"), choices=BacklinkState.choices, empty_label=_("All")
    )
    preview = django_filters.ChoiceFilter(
        label=_("Its page"), choices=Preview.choices, empty_label=_("All")
    )
    picked = django_filters.BooleanFilter(label=_("Picked"), method="is_picked")
    sponsored = django_filters.BooleanFilter(label=_("Sponsored"))

    class Meta:
        model = LinkUpEntry
        fields: list[str] = []

    def is_picked(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.filter(picked_at__isnull=not value)
