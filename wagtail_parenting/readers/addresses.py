"""E-mail addresses as they are compared and kept. Pure."""

from __future__ import annotations

import re

import idna
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

MAX_LENGTH = 254  # RFC 5321, 4.5.3.1.3, less the brackets
_is_valid = EmailValidator(allowlist=[])


def normalised(address: str) -> str:
    """``address`` in lower case, its domain in ASCII; empty for none.

    A mail server may tell ``Ann@`` from ``ann@`` (RFC 5321, 2.4); none that readers use does, and
    two readers of one name would share a box in theory only. Raises ``ValueError`` for what is no
    address.
    """
    stripped = address.strip()
    if not stripped:
        return ""
    local, at, domain = stripped.rpartition("@")
    try:
        ascii_domain = idna.encode(domain, uts46=True).decode() if at else ""
    except (idna.IDNAError, UnicodeError):
        raise ValueError(_("This is not an e-mail address.")) from None
    whole = f"{local}@{ascii_domain}".lower()
    try:
        _is_valid(whole)
    except ValidationError:
        raise ValueError(_("This is not an e-mail address.")) from None
    if len(whole) > MAX_LENGTH:
        most = _("An e-mail address has at most %(most)d characters.")
        raise ValueError(most % {"most": MAX_LENGTH})
    return whole


def mailbox_of(address: str) -> str:
    """Where mails to a normalised address end: without its tag (RFC 5233), as most servers do."""
    local, _at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def domain_of(address: str) -> str:
    """What stands behind the ``@`` of a normalised address."""
    return address.rpartition("@")[2]


#: What would begin another header, or another recipient, in a mail.
_BREAKS = re.compile(r"[\r\n\x00-\x1f\x7f]")


def header_text(text: str) -> str:
    """``text`` in one line, for the header of a mail (RFC 5322, 2.2)."""
    return _BREAKS.sub(" ", text).strip()
