"""What a moderator types about one comment: an answer, another text, whom to block.

Each form does its act, ``perform``; what the act refuses stands at the field.
"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.comments import actions
from wagtail_parenting.comments.admin import blocking
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.errors import InvalidInput
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation.models import BlockEntry

AUTOSIZE = {"rows": 4, "data-controller": "w-autosize"}


class CommentForm(forms.Form):
    """A form about one comment."""

    def __init__(self, comment: ReaderComment, actor: Any, data: Any = None) -> None:
        self.comment, self.actor = comment, actor
        super().__init__(data, prefix=self.prefix)

    def perform(self) -> bool:
        """Whether it was done. Raises ``NotFound`` for a comment that was withdrawn."""
        if not self.is_valid():
            return False
        try:
            self.act()
        except InvalidInput as refused:
            self.add_error("body", refused.detail)
            return False
        return True

    def act(self) -> None:
        raise NotImplementedError


class AnswerForm(CommentForm):
    prefix = "answer"
    body = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs=AUTOSIZE),
        help_text=_("Readers see your name with the badge of the team."),
    )

    def act(self) -> None:
        page = all_pages().get(pk=self.comment.page_id).specific
        actions.answer(
            comment_id=self.comment.pk,
            actor=self.actor,
            page=page,
            body=self.cleaned_data["body"],
        )


class RedactForm(CommentForm):
    prefix = "redact"
    body = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs=AUTOSIZE),
        help_text=_(
            "Take out what must not stand there: a child’s full name, an address. Readers will see "
            "that it was “edited by the team”. What stood there before stays in the history for "
            "some days."
        ),
    )

    def __init__(self, comment: ReaderComment, actor: Any, data: Any = None) -> None:
        super().__init__(comment, actor, data)
        self.initial["body"] = comment.body

    def act(self) -> None:
        actions.redact(comment_id=self.comment.pk, actor=self.actor, body=self.cleaned_data["body"])


class BlockForm(CommentForm):
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

    def __init__(self, comment: ReaderComment, actor: Any, data: Any = None) -> None:
        super().__init__(comment, actor, data)
        what: Any = self.fields["what"]
        what.choices = blocking.choices(comment, actor)

    @property
    def has_choices(self) -> bool:
        what: Any = self.fields["what"]
        return bool(what.choices)

    def act(self) -> None:
        cleaned = self.cleaned_data
        days = cleaned["days"]
        blocking.block(
            self.comment,
            cleaned["what"],
            actor=self.actor,
            effect=cleaned["effect"],
            note=cleaned["note"],
            expires_at=timezone.now() + datetime.timedelta(days=days) if days else None,
        )
