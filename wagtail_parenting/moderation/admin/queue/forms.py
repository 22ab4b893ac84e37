"""What a moderator types about one row.

Each form does its act, ``perform``; what the act refuses stands at the field.
"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.errors import InvalidInput
from wagtail_parenting.moderation.admin.queue import blocking
from wagtail_parenting.moderation.admin.queue.queues import Queue
from wagtail_parenting.moderation.models import BlockEntry


class ActingForm(forms.Form):
    """A form that does something. ``refused_at`` is the field at which a refusal that names none
    stands."""

    refused_at: str | None = None

    def perform(self) -> bool:
        """Whether it was done. Raises ``NotFound`` for what is gone."""
        if not self.is_valid():
            return False
        try:
            self.act()
        except InvalidInput as refused:
            named = [error for error in refused.errors if error["loc"][-1] in self.fields]
            for error in named:
                self.add_error(str(error["loc"][-1]), error["msg"])
            if not named:
                self.add_error(self.refused_at, refused.detail)
            return False
        return True

    def act(self) -> None:
        raise NotImplementedError


class ActForm(ActingForm):
    """A form about one row of a queue."""

    def __init__(self, queue: Queue, item: Any, actor: Any, data: Any = None) -> None:
        self.queue, self.item, self.actor = queue, item, actor
        super().__init__(data, prefix=self.prefix)


class BlockForm(ActForm):
    """Whom to block, without having to see her address."""

    prefix = "block"
    what = forms.MultipleChoiceField(
        label=_("What to block"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what to block.")},
    )
    effect = forms.ChoiceField(
        label=_("What comes from there"),
        choices=BlockEntry.Effect.choices,
        initial=BlockEntry.Effect.SPAM,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        choices=[
            ("1", _("A day")),
            ("7", _("A week")),
            ("30", _("A month")),
            ("365", _("A year")),
            ("", _("For good")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        initial="30",
        help_text=_("A connection is often shared by many: block it for days, not for good."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("Why, for those who look at the block list later."),
    )

    def __init__(self, queue: Queue, item: Any, actor: Any, data: Any = None) -> None:
        super().__init__(queue, item, actor, data)
        what: Any = self.fields["what"]
        what.choices = blocking.choices(item, self.linked(), actor)

    def linked(self) -> list[str]:
        """The addresses that the row links to."""
        raise NotImplementedError

    @property
    def has_choices(self) -> bool:
        what: Any = self.fields["what"]
        return bool(what.choices)

    def act(self) -> None:
        cleaned = self.cleaned_data
        days = cleaned["days"]
        blocking.block(
            self.queue,
            self.item,
            cleaned["what"],
            actor=self.actor,
            effect=cleaned["effect"],
            note=cleaned["note"],
            expires_at=timezone.now() + datetime.timedelta(days=days) if days else None,
        )
