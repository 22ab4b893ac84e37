"""Form tokens: that a form was shown before it was sent, and that it is sent once.

A token names what it is for, when it was made, and a nonce that is kept with what was sent: so a
retry answers what the first try made. It is judged by nonce before it is judged by age. Whoever
sends an old or a used one is answered a fresh one; ``shown_at`` is carried over, because the form
has been on the screen since then.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wagtail_parenting import tokens
from wagtail_parenting.conf import config
from wagtail_parenting.errors import (
    FormTokenExpired,
    FormTokenUsed,
    InvalidFormToken,
    InvalidToken,
)
from wagtail_parenting.input_fields import field_error

#: Random bytes of a nonce; 22 characters in base 64.
NONCE_BYTES = 16


@dataclass(frozen=True)
class FormToken:
    """What a token says. Times are Unix seconds."""

    form: str
    nonce: str
    shown_at: int
    made_at: int

    @property
    def seconds_open(self) -> int:
        """How long the form has been on the screen."""
        return max(0, int(time.time()) - self.shown_at)

    def refuse_if_expired(self) -> None:
        """Raises ``FormTokenExpired``, with a fresh token."""
        if time.time() - self.made_at > config().form_max_seconds:
            raise FormTokenExpired(
                _("The form was open too long."),
                form_token=make(self.form, shown_at=self.shown_at),
            )

    def refuse_unless_repeated(self, is_the_same: bool) -> None:
        """For a form that was sent before. Raises ``FormTokenUsed``, with a fresh token, if that
        was something else."""
        if not is_the_same:
            raise FormTokenUsed(
                _("Something else was sent with this form."),
                form_token=make(self.form, shown_at=self.shown_at),
            )


def make(form: str, *, shown_at: int | None = None) -> str:
    """A token for a form, such as ``comment-12``."""
    now = int(time.time())
    nonce = secrets.token_urlsafe(NONCE_BYTES)
    return tokens.make("form", [form, nonce, now if shown_at is None else shown_at, now])


def read(token: str) -> FormToken:
    """What ``token`` says, however old. Raises ``InvalidToken`` for what we have not made."""
    content = tokens.read("form", token)
    if not isinstance(content, list) or len(content) != 4:
        raise InvalidToken("The token is not valid.")
    return FormToken(*content)


def read_for(form: str, token: str) -> FormToken:
    """What ``token`` says, however old, if it was made for ``form``. Raises ``InvalidFormToken``,
    with a fresh token."""
    try:
        known = read(token)
        if known.form == form:
            return known
    except InvalidToken:
        pass
    message = _("This form token is not one of this page.")
    raise InvalidFormToken(
        message,
        errors=[field_error("form_token", message, "invalid_form_token")],
        form_token=make(form),
    )
