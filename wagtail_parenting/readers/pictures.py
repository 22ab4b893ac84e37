"""Readers' pictures from Gravatar, for sites that turn them on (``COMMENT_AVATARS``).

Gravatar is asked by task, once for each address that was confirmed, and our copy is shown: it
learns of no visitor, and no digest of an address stands in any page. It does learn the digest of
the address itself, which is why this is off unless a site wants it.
"""

from __future__ import annotations

import hashlib
import logging
import secrets

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from wagtail_parenting import after_commit
from wagtail_parenting.conf import config
from wagtail_parenting.headless.routing import absolute
from wagtail_parenting.outbound.fetch import fetch
from wagtail_parenting.outbound.images import ImageRead, read_image
from wagtail_parenting.outbound.outcomes import FetchFailed
from wagtail_parenting.readers.holdings import holdings
from wagtail_parenting.readers.models import Reader

#: ``d=404``: none rather than a drawing (https://docs.gravatar.com/api/avatars/images/).
ADDRESS = "https://gravatar.com/avatar/{digest}?s=160&d=404"
PIXELS = 160


class _Discreet(logging.Filter):
    """Keeps the paths asked for out of the log of whoever logs at DEBUG: they hold digests."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "/avatar/" not in str(record.args)


logging.getLogger("urllib3.connectionpool").addFilter(_Discreet())


def enqueue(reader: Reader) -> None:
    """Look for a picture once the running transaction has committed, if the site wants them."""
    if config().comment_avatars and reader.picture_asked_at is None:
        after_commit.enqueue(find, reader.pk)


@task()
def find(reader_id: int) -> None:
    """Ask once for the picture of one reader. Safe to run again, or twice at once."""
    waiting = Reader.objects.filter(pk=reader_id, confirmed_at__isnull=False, picture_asked_at=None)
    if not config().comment_avatars or not waiting.update(picture_asked_at=timezone.now()):
        return
    address = Reader.objects.values_list("address", flat=True).get(pk=reader_id)
    digest = hashlib.sha256(address.encode()).hexdigest()
    found = fetch(ADDRESS.format(digest=digest), kind="image")
    if isinstance(found, FetchFailed):
        if found.may_retry:  # the next tick asks again
            Reader.objects.filter(pk=reader_id).update(picture_asked_at=None)
        return
    read = read_image(found.body, max_width=PIXELS, max_height=PIXELS)
    if isinstance(read, ImageRead):
        _keep(reader_id, read)


def _keep(reader_id: int, read: ImageRead) -> None:
    with transaction.atomic():
        reader = Reader.objects.select_for_update().filter(pk=reader_id).first()
        if reader is None:  # erased meanwhile
            return
        reader.picture.save(f"{secrets.token_hex(12)}.webp", ContentFile(read.body), save=False)
        reader.save(update_fields=["picture"])
    holdings.show_again(reader)


def find_due() -> int:
    """Enqueue readers who were never asked about. Answers how many."""
    if not config().comment_avatars:
        return 0
    unasked = Reader.objects.filter(confirmed_at__isnull=False, picture_asked_at=None)
    ids = list(unasked.order_by("pk").values_list("pk", flat=True)[:200])
    for pk in ids:
        find.enqueue(pk)
    return len(ids)


def forget(reader: Reader) -> None:
    """Delete the file of a reader who is erased, once that has committed."""
    storage, name = reader.picture.storage, str(reader.picture.name or "")
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)


def url_of(name: str, origin: str) -> str | None:
    """The address of a picture by the name of its file; ``origin`` is that of the CMS."""
    storage = Reader._meta.get_field("picture").storage
    return absolute(storage.url(name), origin) if name else None
