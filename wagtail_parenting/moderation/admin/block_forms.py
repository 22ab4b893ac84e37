"""The form of an entry of the block list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from wagtail_parenting.moderation import block_lists
from wagtail_parenting.moderation.models import BlockEntry
from wagtail_parenting.moderation.permissions import may_see_addresses

Kind = BlockEntry.Kind
#: A connection is known by its hash alone: it is blocked where something came from it.
TYPED = [(kind.value, kind.label) for kind in (Kind.EMAIL, Kind.DOMAIN, Kind.WORD)]


class BlockEntryForm(WagtailAdminModelForm):
    """What is blocked is typed once; later only a value that its moderator may see can change."""

    class Meta:
        model = BlockEntry
        fields = ["kind", "value", "effect", "note", "expires_at"]
        widgets = {"expires_at": AdminDateTimeInput}
        labels = {"kind": _("Kind")}
        help_texts = {
            "value": _(
                "A domain stands for all below it, in links and in addresses. A word or a phrase "
                "matches as a whole, in capitals or not."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].required = False  # what is missing, its kind says best
        if self.instance.pk is None:
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=TYPED)
            return
        del self.fields["kind"]
        if not is_typed(self.instance, self.for_user):
            del self.fields["value"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind", self.instance.kind)
        if "value" in cleaned and kind:
            self._set_key(kind, cleaned["value"])
        return cleaned

    def _set_key(self, kind: str, value: str) -> None:
        try:
            key = block_lists.key_of(kind, value)
        except ValueError as error:
            self.add_error("value", str(error))
            return
        others = BlockEntry.objects.filter(kind=kind, key=key).exclude(pk=self.instance.pk)
        if others.exists():
            self.add_error("value", _("This is on the list already."))
        self.instance.key = key

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk is None:
            self.instance.created_by = self.for_user
        return super().save(commit)


def is_typed(entry: BlockEntry, user: Any) -> bool:
    """Whether ``user`` may read and change what an entry stands for: an erased address, a
    connection and what she may not see are known by their keys."""
    if not entry.value or entry.kind == Kind.CONNECTION:
        return False
    return entry.kind != Kind.EMAIL or may_see_addresses(user)
