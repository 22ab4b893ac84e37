"""The list of entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from wagtail_parenting.linkups.admin.filters import EntryFilterSet
from wagtail_parenting.linkups.admin.queue import ENTRIES
from wagtail_parenting.linkups.admin.rows import EntryRow, rows
from wagtail_parenting.moderation.admin.queue.export import QueueExport
from wagtail_parenting.moderation.admin.queue.listing import QueueView


class EntryExport(QueueExport):
    export_filename = "link-up-entries"
    export_headings = {
        "number": _("Number"),
        "page_title": _("Edition"),
        "created_at": _("Sent"),
        "url": _("Link"),
        "heading": _("Title"),
        "blog": _("Blog"),
        "name": _("Name"),
        "address": _("E-mail address"),
        "standing": _("Known as"),
        "description": _("Description"),
        "sponsored": _("Sponsored"),
        "sensitive": _("Sensitive"),
        "rules_version": _("Consented to the rules of"),
        "status": _("Status"),
        "reasons": _("Why it was held"),
        "reports": _("Reports"),
        "likes": _("Likes"),
        "clicks": _("Clicks"),
        "backlink": _("Link back"),
        "backlink_url": _("Where it links back"),
        "backlink_rel": _("With rel"),
        "picked_at": _("Picked"),
        "edited_at": _("Edited"),
    }

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        shown = {
            "heading": item.title or item.found_title,
            "blog": item.blog or item.found_blog,
            "description": item.description or item.found_description,
            "backlink": item.get_backlink_display(),
        }
        return {**super().to_row_dict(item), **shown}


class EntriesView(EntryExport, QueueView):
    queue = ENTRIES
    filterset_class = EntryFilterSet

    def rows(self, items: Iterable[Any]) -> Sequence[EntryRow]:
        return rows(items, self.request, self.tab)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse("parenting_entries:statistics")
        statistics = Button(gettext("Editions and numbers"), url=url, icon_name="table", priority=5)
        return [*super().header_more_buttons, statistics]
