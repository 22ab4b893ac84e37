"""The site's own copies of the pictures of linked pages."""

from __future__ import annotations

import secrets

from django.core.files.base import ContentFile
from django.db import transaction

from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.outbound.fetch import fetch
from wagtail_parenting.outbound.images import ImageRead, read_image
from wagtail_parenting.outbound.outcomes import FetchFailed

#: Largest sides of a copy, in pixels: twice those of a card.
MAX_WIDTH = MAX_HEIGHT = 800
#: Smaller ones are buttons and trackers.
MIN_SIDE = 120


def find(urls: tuple[str, ...]) -> ImageRead | FetchFailed | None:
    """The first of ``urls`` that is a picture of a size worth showing; where there is none, the
    first failure after which it may go well another time. For tasks: it fetches up to two."""
    to_ask_again: FetchFailed | None = None
    for url in urls[:2]:
        found = fetch(url, kind="image")
        if isinstance(found, FetchFailed):
            if found.may_retry:
                to_ask_again = to_ask_again or found
            continue
        read = read_image(found.body, max_width=MAX_WIDTH, max_height=MAX_HEIGHT)
        if isinstance(read, ImageRead) and min(read.width, read.height) >= MIN_SIDE:
            return read
    return to_ask_again


def keep(entry: LinkUpEntry, read: ImageRead) -> dict[str, object]:
    """Store a copy, in place of the one that was there. Answers the fields of the entry."""
    forget(entry)
    field = LinkUpEntry._meta.get_field("picture")
    name = field.generate_filename(entry, f"{secrets.token_hex(12)}.webp")
    stored = field.storage.save(name, ContentFile(read.body))
    return {"picture": stored, "picture_width": read.width, "picture_height": read.height}


def forget(entry: LinkUpEntry) -> None:
    """Delete the copy of an entry, once the transaction has committed."""
    storage, name = entry.picture.storage, str(entry.picture.name or "")
    if name:

        def delete() -> None:
            storage.delete(name)

        transaction.on_commit(delete, robust=True)
