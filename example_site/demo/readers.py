"""Readers who write: whoever does so under a name has an address."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from wagtail_parenting.readers.models import Reader


def reader_fields(name: str, *, is_confirmed: bool) -> dict[str, Any]:
    """What a comment or an entry keeps of its writer. Those who wait have not confirmed theirs
    yet."""
    reader, _made = Reader.objects.get_or_create(
        address=f"{slugify(name) or 'reader'}@example.org", defaults={"name": name}
    )
    if is_confirmed and reader.confirmed_at is None:
        reader.confirmed_at = timezone.now()
        reader.save(update_fields=["confirmed_at"])
    return {"reader": reader, "is_verified": is_confirmed}
