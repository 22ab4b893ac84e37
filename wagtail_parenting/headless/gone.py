"""Paths of deleted pages that were public once: they are answered 410, not 404."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail.models import PageViewRestriction

from wagtail_parenting.headless.models import GonePath
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import paths_down_to


def remember(page: Any) -> None:
    """``page`` is about to be deleted: keep its path, if it was public once. At most 5 queries.

    What is behind a restriction leaves no trace: a 410 would tell that it was there.
    """
    was_public = page.live or page.first_published_at is not None
    if not was_public or _is_restricted(page):
        return
    address = Frontends.load().address(page)
    if address is None:
        return
    GonePath.objects.update_or_create(
        site_id=address.site_id,
        digest=_digest(address.path),
        defaults={"path": address.path, "gone_at": timezone.now()},
    )


def is_gone(site_id: int, paths: Iterable[str]) -> bool:
    """Whether a public page stood at one of ``paths`` of a site. 1 query."""
    digests = [_digest(path) for path in paths]
    return GonePath.objects.filter(site_id=site_id, digest__in=digests).exists()


def _is_restricted(page: Any) -> bool:
    places = paths_down_to(page.path)
    return bool(PageViewRestriction.objects.filter(page__path__in=places).exists())


def _digest(path: str) -> str:
    return hashlib.blake2b(path.encode(), digest_size=16).hexdigest()
