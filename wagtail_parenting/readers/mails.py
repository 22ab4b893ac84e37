"""Mails: what they hold, and how they are sent.

Every mail has a plain-text part, says why it came, and can be ended with one click (RFC 8058).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from wagtail_parenting.readers.addresses import header_text

TEMPLATE = "wagtail_parenting/mails/notice"


class WaysOut(NamedTuple):
    """What ends the mails of a kind: ``unsubscribe`` is the address of a page that asks,
    ``one_click`` of the operation that mail programs post to (RFC 8058). Empty for none."""

    unsubscribe: str = ""
    one_click: str = ""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What a mail says. All texts are plain; ``quote`` is what someone wrote.

    ``button`` is (label, address). A mail that nobody subscribed to has no ways out.
    """

    to: str
    subject: str
    site_name: str
    paragraphs: list[str]
    button: tuple[str, str]
    reason: str
    language: str = ""
    quote: str = ""
    quote_by: str = ""
    items: list[tuple[str, str]] = field(default_factory=list)
    ways_out: WaysOut = field(default_factory=WaysOut)


def send(mail: Mail) -> None:
    """Send it now. Raises what the mail server raises."""
    headers = {"Auto-Submitted": "auto-generated"}  # RFC 3834: no holiday note answers it
    if mail.ways_out.one_click:
        headers["List-Unsubscribe"] = f"<{mail.ways_out.one_click}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    with translation.override(mail.language or None):
        text = render_to_string(f"{TEMPLATE}.txt", {"mail": mail})
        html = render_to_string(f"{TEMPLATE}.html", {"mail": mail})
    message = EmailMultiAlternatives(header_text(mail.subject), text, to=[mail.to], headers=headers)
    message.attach_alternative(html, "text/html")
    message.send()
