"""What tests of mails share: the task worker, and what stands in a mail."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail

from wagtail_parenting.readers import notices
from wagtail_parenting.readers.models import Notice


def deliver_all() -> list[Any]:
    """What the task worker does with waiting mails; the mails that went out."""
    before = len(mail.outbox)
    for row in Notice.objects.values_list("kind", "subject", "recipient"):
        notices.deliver.func(*row)
    return mail.outbox[before:]


def words_of(message: Any) -> str:
    """The text of a mail in one line: where it wraps depends on the length of a date."""
    return " ".join(message.body.split())


def secret_in(message: Any) -> str:
    """That of the link which confirms an address, or ends mails."""
    found = re.search(r"token=([\w-]+)", message.body)
    assert found, message.body
    return found[1]
