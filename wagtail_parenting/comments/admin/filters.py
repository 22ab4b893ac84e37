"""What the list of comments can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages

from wagtail_parenting.comments.admin.queue import COMMENTS
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.moderation.admin.queue.filters import QueueFilterSet


class ReaderCommentFilterSet(QueueFilterSet):
    queue = COMMENTS
    searched_in = ("body", "name", "website")

    language = django_filters.ChoiceFilter(
        label=_("Language"), empty_label=_("All"), widget=forms.RadioSelect
    )

    class Meta:
        model = ReaderComment
        fields: list[str] = []

    def __init__(self, data: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        languages = get_content_languages()
        if len(languages) > 1:
            self.filters["language"].extra["choices"] = list(languages.items())
        else:
            del self.filters["language"]
