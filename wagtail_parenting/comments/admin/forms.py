"""What a moderator types about one comment: an answer, another text, whom to block."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.comments import actions
from wagtail_parenting.comments import body as bodies
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation.admin.queue.forms import ActForm, BlockForm

AUTOSIZE = {"rows": 4, "data-controller": "w-autosize"}


class AnswerForm(ActForm):
    prefix = "answer"
    refused_at = "body"
    body = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs=AUTOSIZE),
        help_text=_("Readers see your name with the badge of the team."),
    )

    def act(self) -> None:
        page = all_pages().get(pk=self.item.page_id).specific
        actions.answer(
            comment_id=self.item.pk,
            actor=self.actor,
            page=page,
            body=self.cleaned_data["body"],
        )


class RedactForm(ActForm):
    prefix = "redact"
    refused_at = "body"
    body = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs=AUTOSIZE),
        help_text=_(
            "Take out what must not stand there: a child’s full name, an address. Readers will see "
            "that it was “edited by the team”. What stood there before stays in the history for "
            "some days."
        ),
    )

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> str:
        return str(self.item.body)

    def act(self) -> None:
        actions.redact(comment_id=self.item.pk, actor=self.actor, body=self.cleaned_data["body"])


class CommentBlockForm(BlockForm):
    def linked(self) -> list[str]:
        return [self.item.website, *bodies.links(self.item.body)]
