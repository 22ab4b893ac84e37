"""One entry, what its page said, what leads to the same page, and the acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.admin.filters import EntryFilterSet
from wagtail_parenting.linkups.admin.queue import ENTRIES
from wagtail_parenting.linkups.admin.rows import EntryRow, rows
from wagtail_parenting.linkups.models import (
    MAX_DESCRIPTION,
    MAX_NAME,
    MAX_TITLE,
    LinkUpEntry,
)
from wagtail_parenting.moderation.admin.queue.detail import QueueDetailView
from wagtail_parenting.moderation.admin.queue.forms import ActForm, BlockForm

#: Others from the same site that are named.
MOST_NEIGHBOURS = 12


class AmendForm(ActForm):
    """What visitors see of it, other than she wrote it."""

    prefix = "amend"
    title = forms.CharField(label=_("Title"), max_length=MAX_TITLE, required=False)
    blog = forms.CharField(label=_("Blog"), max_length=MAX_NAME, required=False)
    description = forms.CharField(
        label=_("Description"),
        max_length=MAX_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-controller": "w-autosize"}),
        help_text=_("What is left empty is taken from her page."),
    )
    sponsored = forms.BooleanField(label=_("Sponsored"), required=False)
    sensitive = forms.BooleanField(
        label=_("Sensitive: veiled until a visitor asks to see it"), required=False
    )
    without_picture = forms.BooleanField(label=_("Take the picture off"), required=False)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        return getattr(self.item, field_name, None)

    def act(self) -> None:
        actions.amend(entry_id=self.item.pk, actor=self.actor, **self.cleaned_data)


class EntryBlockForm(BlockForm):
    def linked(self) -> list[str]:
        return [self.item.url]


class EntryView(QueueDetailView):
    queue = ENTRIES
    filterset_class = EntryFilterSet
    template_name = "wagtail_parenting/admin/entries/detail.html"
    forms = {"amend": AmendForm, "block": EntryBlockForm, "block_spam": EntryBlockForm}
    said = {
        "amend": _("Visitors see it like this now."),
        "block": _("The sender is blocked."),
        "block_spam": _("The sender is blocked."),
    }

    def row_of(self, item: Any) -> EntryRow:
        return rows([item], self.request)[0]

    def offered_forms(self) -> list[type[ActForm]]:
        return [AmendForm, EntryBlockForm]

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
