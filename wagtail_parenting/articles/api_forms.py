"""The forms behind v3's create and patch: the editor's own, saying where in a body errors stand.

Wagtail tells the API of a body only that it holds an error ("Validation error in StreamBlock").
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.forms.formsets import ORDERING_FIELD_NAME
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.utils.forms import CodedMessage, FieldPath, FormValidationError

from wagtail_parenting.headless.stream_places import placed_errors


class PlacedErrors(WagtailAdminPageForm):
    """A form that raises what is wrong with it, each error with its full place."""

    def is_valid(self) -> bool:
        """Whether the form holds no error; never False.

        Raises ``FormValidationError`` if it does: v3 answers 422 with the places and messages.
        """
        if super().is_valid():
            return True
        raise FormValidationError(errors_of(self))


def errors_of(form: Any, place: FieldPath = ()) -> dict[FieldPath, list[CodedMessage]]:
    """The (message, code) pairs of a form and its formsets by their places."""
    found: dict[FieldPath, list[CodedMessage]] = {}
    for name, errors in form.errors.items():
        for error in errors.as_data():
            for at, message, code in placed_errors(error, (*place, name)):
                found.setdefault(at, []).append((message, code))
    for name, formset in getattr(form, "formsets", {}).items():
        for error in formset.non_form_errors().as_data():
            for at, message, code in placed_errors(error, (*place, name)):
                found.setdefault(at, []).append((message, code))
        for index, child in enumerate(formset.forms):
            if not formset._should_delete_form(child):
                found |= errors_of(child, (*place, name, _position(child, index)))
    return found


def _position(child: Any, index: int) -> int:
    """The place of a row in the list as written. Rows to be deleted stand before it in the form;
    Wagtail tells the place by the row's order."""
    order = child.data.get(child.add_prefix(ORDERING_FIELD_NAME))
    return int(order) - 1 if str(order).isdecimal() else index


class ApiFormClass:
    """For ``api_base_form_class``: the form class of the page's editor, with ``PlacedErrors``.

    It is made of the page class's own form, so what a site adds to that holds in the API too.
    """

    def __get__(self, page: Any, page_class: type[Any]) -> type[Any]:
        own = page_class.get_edit_handler().base_form_class or page_class.base_form_class
        return _with_places(own)


@cache
def _with_places(form_class: type[Any]) -> type[Any]:
    return type(f"Api{form_class.__name__}", (PlacedErrors, form_class), {})
