"""The fields of what readers send, checked one by one.

Nothing is cut or guessed: what cannot be kept is refused, naming the field. What draws nothing is
taken out of names and titles, see ``names``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.utils.translation import gettext as _

from wagtail_parenting import names
from wagtail_parenting.api.shapes import ProblemError, is_storable
from wagtail_parenting.errors import InvalidInput
from wagtail_parenting.readers.addresses import normalised


class InputFields:
    """Collects what is wrong with the fields of an input. ``needs`` names those that must not be
    empty."""

    def __init__(self, needs: Collection[str] = ()) -> None:
        self.needs = needs
        self.errors: list[ProblemError] = []

    def cleaned(self, field: str, value: str, clean: Callable[[str], str]) -> str:
        """``value`` as ``clean`` gives it; empty where that raises ``ValueError``."""
        try:
            found = clean(value)
        except ValueError as error:
            self.refuse(field, str(error))
            return ""
        if not found and field in self.needs:
            self.refuse(field, _("Please fill this in."), "missing")
        return found

    def refuse(self, field: str, message: str, kind: str = "value_error") -> None:
        """Note that a field is at fault, unless it is known to be."""
        if field not in {error["loc"][-1] for error in self.errors}:
            self.errors.append(field_error(field, message, kind))

    def finish(self) -> None:
        """Raises ``InvalidInput`` with an error for each field at fault."""
        if self.errors:
            told = "; ".join(error["msg"] for error in self.errors)
            raise InvalidInput(told, errors=self.errors)


def field_error(field: str, message: str, kind: str = "value_error") -> ProblemError:
    return {"loc": ["body", field], "msg": message, "type": kind}


def missing(field: str) -> InvalidInput:
    """What is said of one that must be filled in after all."""
    message = _("Please fill this in.")
    return InvalidInput(message, errors=[field_error(field, message, "missing")])


def refuse_unstorable(text: str) -> None:
    """Raises ``ValueError`` for what not every database, or no JSON, can hold."""
    if not is_storable(text):
        raise ValueError(_("Null characters and lone surrogates are not allowed."))


def clean_line(text: str, *, longest: int) -> str:
    """``text`` in one line in which nothing hides; may be empty. Raises ``ValueError``."""
    refuse_unstorable(text)
    cleaned = names.clean(text)
    if text.strip() and not cleaned:
        raise ValueError(_("There is nothing to see in it."))
    if len(cleaned) > longest:
        message = _("This is too long: %(length)d of at most %(longest)d characters.")
        raise ValueError(message % {"length": len(cleaned), "longest": longest})
    return cleaned


def clean_address(email: str) -> str:
    """An e-mail address as it is kept; may be empty. Raises ``ValueError``."""
    refuse_unstorable(email)
    return normalised(email)
