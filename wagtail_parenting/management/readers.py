"""What commands about readers share."""

from __future__ import annotations

from django.core.management.base import CommandError

from wagtail_parenting.readers.addresses import normalised
from wagtail_parenting.readers.models import Reader


def reader_with(email: str) -> Reader:
    """Raises ``CommandError`` where nobody wrote with this address; it does not repeat it."""
    try:
        found = Reader.objects.filter(address=normalised(email)).first()
    except ValueError as error:
        raise CommandError(str(error)) from None
    if found is None:
        raise CommandError("Nobody has written with this address.")
    return found
