"""Ready-made JSON of pages, and what was found out about sites, kept in Django's cache.

A fragment is one page in one shape, under a key of everything it is made from: the page's and its
site's versions, the shape, the settings, the release. Nothing is ever invalidated: what changes
gets another key. Versions come from the database, so a cache of one process is as right as a
shared one.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.core.signals import setting_changed
from wagtail.api.rich_text import APIRichText

from wagtail_parenting import __version__
from wagtail_parenting.conf import config
from wagtail_parenting.headless.routing import Frontends, cms_origin, mounted_at
from wagtail_parenting.headless.versions import anything_of, page_version
from wagtail_parenting.sharing.targets import fingerprint as share_targets_fingerprint

#: Settings of Wagtail's that show in answers.
SETTINGS = (
    "WAGTAIL_APPEND_SLASH",
    "WAGTAIL_I18N_ENABLED",
    "WAGTAIL_SITE_NAME",
    APIRichText.SETTING_NAME,
)
T = TypeVar("T")

#: How long an unused fragment stays, in seconds; and what the next comment makes useless.
KEPT_S = 7 * 24 * 3600
KEPT_UNTIL_READERS_WRITE_S = 300


@dataclass(frozen=True)
class Versioned:
    """A page as it is asked for: its id, its version and its site's, read before its content."""

    page_id: int
    token: str
    site_id: int | None
    structure: str


def versioned(page_id: int, stored: str, site_id: int | None, frontends: Frontends) -> Versioned:
    """``stored`` is what ``versions.stored_version`` has found."""
    stamp = frontends.stamp(site_id) if site_id is not None else None
    token = page_version(stored, frontends).token
    return Versioned(page_id, token, site_id, stamp.structure if stamp else "")


def fragments(
    pages: Iterable[Versioned],
    shape: Iterable[str],
    frontends: Frontends,
    build: Callable[[list[int]], Mapping[int, str]],
) -> dict[int, bytes]:
    """The JSON of ``pages`` in ``shape`` by id, in UTF-8. ``build`` makes what is missing at once.

    No query when nothing is missing; else those of ``build``. What changes while it is built may be
    newer than its key says, which harms nobody: whoever asks later asks for a later key.
    """
    prefix = _digest([*shape, cms_origin(frontends), _surroundings()])
    keys = {page: _key(prefix, page) for page in pages}
    cache = caches[config().fragment_cache]
    kept = cache.get_many(keys.values())
    found = {page.page_id: kept[key] for page, key in keys.items() if key in kept}
    missing = [page for page, key in keys.items() if key not in kept]
    if missing:
        texts = build([page.page_id for page in missing])
        built = {page_id: text.encode() for page_id, text in texts.items()}
        found.update(built)
        named = {keys[page]: built[page.page_id] for page in missing if page.page_id in built}
        if named:
            cache.set_many(named, KEPT_S)
    return found


def while_unchanged(
    frontends: Frontends,
    site_id: int,
    asked: Iterable[str],
    find: Callable[[], T],
    *,
    also_readers: bool = False,
) -> T:
    """What ``find`` says of a site, kept until anything changes. ``asked`` says what was asked;
    ``also_readers``: it says something of what readers wrote too, such as versions of pages. For
    None ``find`` is asked each time: what is not there may come without a token that says so, and
    whoever guesses ids fills no cache.

    No query when it is kept; else those of ``find``.
    """
    token = anything_of(frontends, site_id)
    if token is None:
        return find()
    community = frontends.community.token if also_readers and frontends.community else ""
    parts = [str(site_id), token, community, cms_origin(frontends), _surroundings(), *asked]
    key = "parenting:found:" + _digest(parts)
    cache = caches[config().fragment_cache]
    kept: T | None = cache.get(key)
    if kept is not None:
        return kept
    found = find()
    if found is not None:
        cache.set(key, found, KEPT_UNTIL_READERS_WRITE_S if also_readers else KEPT_S)
    return found


def _key(prefix: str, page: Versioned) -> str:
    return f"parenting:{prefix}:" + _digest([str(page.page_id), page.token, page.structure])


def _digest(parts: list[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@functools.cache
def _surroundings() -> str:
    """What fragments depend on besides the database."""
    parts: list[Any] = [
        __version__,
        config(),
        settings.MEDIA_URL,
        *(getattr(settings, name, None) for name in SETTINGS),
        mounted_at("wagtailapi_v3:detail_page", page_id=0),
        mounted_at("wagtailapi:pages:detail", pk=0),
        mounted_at("wagtailapi_v3:parenting_share_qr"),
        mounted_at("parenting_api:parenting_share_qr"),
        share_targets_fingerprint(),
    ]
    return _digest([repr(part) for part in parts])


def _reset(**kwargs: Any) -> None:
    _surroundings.cache_clear()


setting_changed.connect(_reset, dispatch_uid="wagtail_parenting.fragments")
