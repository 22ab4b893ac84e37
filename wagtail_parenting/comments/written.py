"""What a reader wrote, checked: every door takes comments through here.

Nothing is cut or guessed: what cannot be kept is refused, naming the field. What draws nothing is
taken out of names, see ``names``.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

import regex
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from wagtail_parenting import names
from wagtail_parenting.comments import body as bodies
from wagtail_parenting.comments.models import MAX_NAME, MAX_WEBSITE, Notify
from wagtail_parenting.conf import config
from wagtail_parenting.errors import InvalidInput
from wagtail_parenting.input_fields import (
    InputFields,
    clean_address,
    field_error,
    refuse_unstorable,
)
from wagtail_parenting.tokens import keyed_hash

_is_web_address = URLValidator(schemes=["http", "https"])
#: What stands in no address as it is (RFC 3986, appendix A), or draws nothing.
_UNWRITTEN = regex.compile(r"[\s\p{C}\"<>\\^`{|}']")


@dataclass(frozen=True, kw_only=True)
class Written:
    """A comment as it may be kept. ``address`` is normalised, ``name`` is one line."""

    body: str
    name: str = ""
    address: str = ""
    website: str = ""
    notify: str = Notify.NONE
    parent_id: int | None = None
    wants_recent_post: bool = False

    @property
    def digest(self) -> str:
        """Of the whole input: two that are equal are one that was sent twice."""
        return keyed_hash("input", json.dumps(vars(self), sort_keys=True))


def check(
    *,
    body: str,
    name: str = "",
    email: str = "",
    website: str = "",
    notify: str = Notify.NONE,
    parent_id: int | None = None,
    wants_recent_post: bool = False,
    needs: Collection[str] = (),
    has_address: bool = False,
) -> Written:
    """What was written, as it may be kept.

    ``needs`` names the fields that must not be empty; ``has_address``: the writer's address is
    known without her giving it. Raises ``InvalidInput`` with an error for each field at fault.
    """
    fields = InputFields(needs)
    written = Written(
        body=fields.cleaned("body", body, clean_body),
        name=fields.cleaned("name", name, clean_name),
        address=fields.cleaned("email", email, clean_address),
        website=fields.cleaned("website", website, clean_website),
        notify=notify,
        parent_id=parent_id,
        wants_recent_post=wants_recent_post,
    )
    if wants_recent_post and not written.website:
        fields.refuse("website", _("A recent post needs a web site."), "missing")
    if notify != Notify.NONE and not (has_address or written.address):
        fields.refuse("email", _("Mails need an address."), "missing")
    fields.finish()
    return written


def clean_body(body: str) -> str:
    """``body`` without white space around it. Raises ``ValueError``."""
    refuse_unstorable(body)
    stripped = body.replace("\r\n", "\n").strip()
    longest = config().comment_max_length
    if len(stripped) > longest:
        message = _("This is too long: %(length)d of at most %(longest)d characters.")
        raise ValueError(message % {"length": len(stripped), "longest": longest})
    if not names.clean(bodies.plain(stripped)):
        raise ValueError(_("Please write something."))
    return stripped


def checked_body(body: str) -> str:
    """``clean_body``, for a text alone. Raises ``InvalidInput``."""
    try:
        return clean_body(body)
    except ValueError as error:
        raise InvalidInput(str(error), errors=[field_error("body", str(error))]) from None


def body_fields(body: str) -> dict[str, str]:
    """What is kept of a clean ``body``."""
    return {
        "body": body,
        "html": bodies.html(body, emoticons=config().comment_emoticons),
        "body_digest": keyed_hash("body", " ".join(body.casefold().split())),
    }


def clean_name(name: str) -> str:
    """``name`` in one line in which nothing hides; may be empty. Raises ``ValueError``."""
    refuse_unstorable(name)
    cleaned = names.clean(name)
    if name.strip() and not cleaned:
        raise ValueError(_("This name has nothing to see in it."))
    if len(cleaned) > MAX_NAME:
        message = _("A name has at most %(longest)d characters.")
        raise ValueError(message % {"longest": MAX_NAME})
    return cleaned


def clean_website(website: str) -> str:
    """A web address, with its scheme; may be empty. Raises ``ValueError``."""
    refuse_unstorable(website)
    address = website.strip()
    if not address:
        return ""
    if ":" not in address:
        address = f"https://{address}"
    if len(address) > MAX_WEBSITE:
        message = _("A web address has at most %(longest)d characters.")
        raise ValueError(message % {"longest": MAX_WEBSITE})
    try:
        _is_web_address(address)
        parts = urlsplit(address)
    except (ValidationError, ValueError):
        parts = None
    if parts is None or parts.username or parts.password or _UNWRITTEN.search(address):
        raise ValueError(_("This is not a web address such as https://example.org."))
    return address
