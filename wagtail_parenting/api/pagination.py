"""Opaque, signed cursors: bound to the listing that gave them out."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from wagtail_parenting import tokens
from wagtail_parenting.errors import InvalidCursor, InvalidToken


def make_cursor(listing: object, place: list[Any] | None) -> str | None:
    """A cursor for ``place`` in ``listing``; None at the end."""
    return tokens.make("cursor", [_digest(listing), place]) if place is not None else None


def read_cursor(listing: object, cursor: str | None) -> list[Any] | None:
    """The place that ``cursor`` names in ``listing``. Raises ``InvalidCursor``."""
    if cursor is None:
        return None
    try:
        digest, place = tokens.read("cursor", cursor)
    except (InvalidToken, TypeError, ValueError):
        raise InvalidCursor("The cursor is not one that this API has given out.") from None
    if digest != _digest(listing) or not isinstance(place, list):
        raise InvalidCursor("The cursor belongs to a listing with other filters or another order.")
    return place


def _digest(listing: object) -> str:
    return hashlib.sha256(json.dumps(listing, default=str).encode()).hexdigest()[:12]
