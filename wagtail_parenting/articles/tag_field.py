"""The editor's field for tags: a tag with a comma stays one tag.

Wagtail's field is tag-it over one text input, whose value it takes apart at each comma, quotes or
not. Ours is told to use another character between tags, one that no tag can hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.forms import Media
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.forms.tags import TagField
from wagtail.admin.widgets import AdminTagWidget

from wagtail_parenting.fields import ShownTags

#: Between tags in the input. Tags are stripped of it, and browsers keep it.
SEPARATOR = "\t"


class ExactTagWidget(AdminTagWidget):
    """Wagtail's widget, with tags that hold commas in quotes."""

    @property
    def media(self) -> Media:
        return Media(js=["wagtail_parenting/js/tag-field.js"])

    def format_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return SEPARATOR.join(_quoted(name) for name in _names(value))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        shown = context["widget"]["attrs"]
        options = json.loads(shown["data-w-tag-options-value"])
        options["singleFieldDelimiter"] = SEPARATOR
        shown["data-w-tag-options-value"] = json.dumps(options)
        shown["data-exact-tags"] = "true"
        return context


class ExactTagField(TagField):
    """Names between separators, or in quotes; without either, as taggit takes a text apart."""

    widget = ExactTagWidget

    def clean(self, value: Any) -> list[str]:
        text = str(value or "")
        if SEPARATOR not in text and not _is_quoted(text):
            found: list[str] = super().clean(value)
            return found
        names = sorted({_unquoted(part) for part in text.split(SEPARATOR)} - {""})
        # What Wagtail and Django ask of every name, each by itself.
        return sorted(
            {name for part in names for name in super(ExactTagField, self).clean(f'"{part}"')}
        )


def _names(tags: Iterable[Any]) -> list[str]:
    return sorted(getattr(tag, "name", None) or tag.tag.name for tag in tags)


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name or " " in name else name


def _is_quoted(text: str) -> bool:
    text = text.strip()
    return len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]


def _unquoted(part: str) -> str:
    part = part.strip()
    return (part[1:-1] if _is_quoted(part) else part).replace('"', "").strip()


def register() -> None:
    """Give forms of pages with ``ShownTags`` this field."""
    register_form_field_override(
        ShownTags,
        override=lambda field: {"form_class": ExactTagField, "tag_model": field.related_model},
    )
