"""One entry, what its page said, what leads to the same page, and the acts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.linkups.admin.filters import EntryFilterSet
from wagtail_parenting.linkups.admin.queue import ENTRIES
from wagtail_parenting.linkups.admin.rows import EntryRow, rows
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation.admin.queue.detail import QueueDetailView
from wagtail_parenting.moderation.admin.queue.forms import ActForm, BlockForm

#: Others from the same site that are named.
MOST_NEIGHBOURS = 12


class EntryBlockForm(BlockForm):
    def linked(self) -> list[str]:
        return [self.item.url]


class EntryView(QueueDetailView):
    queue = ENTRIES
    filterset_class = EntryFilterSet
    template_name = "wagtail_parenting/admin/entries/detail.html"
    forms = {"block": EntryBlockForm, "block_spam": EntryBlockForm}
    said = {"block": _("The sender is blocked."), "block_spam": _("The sender is blocked.")}

    def row_of(self, item: Any) -> EntryRow:
        return rows([item], self.request)[0]

    def offered_forms(self) -> list[type[ActForm]]:
        return [EntryBlockForm]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        row: EntryRow = context["row"]
        return {
            **context,
            "side_by_side": rows([self.item, *row.duplicates], self.request)
            if row.duplicates
            else [],
            "neighbours": self._neighbours(),
            "edition_url": reverse("parenting_entries:edition", args=[self.item.edition_id]),
        }

    def _neighbours(self) -> list[LinkUpEntry]:
        """Others that the same site has in this edition. 1 query."""
        if not self.item.domain:
            return []
        same = LinkUpEntry.objects.filter(edition=self.item.edition_id, domain=self.item.domain)
        return list(same.exclude(pk=self.item.pk).order_by("number")[:MOST_NEIGHBOURS])
