"""Who asks: a visitor's browser, a reader whose address is confirmed, or someone with an account.

A visitor is a random id, made with the first thing that is written and signed into the visitor
token, which the browser keeps. The reader token that a confirmed address gives carries the reader
besides, so it owns what the browser wrote and what the address wrote. Nothing is looked up to read
a token: what belonged to a reader who was erased is gone, and ids never come again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from wagtail_parenting import tokens
from wagtail_parenting.errors import InvalidToken

#: Random bytes of a visitor's id; 22 characters in base 64.
ID_BYTES = 16


@dataclass(frozen=True)
class Who:
    """Who asks. ``visitor`` is empty for one who has written nothing yet."""

    visitor: str = ""
    reader_id: int | None = None
    user: Any = None

    @property
    def key(self) -> str:
        """What counts one reader as one, on all her devices; empty for a stranger."""
        if self.user is not None:
            return f"u{self.user.pk}"
        if self.reader_id is not None:
            return f"r{self.reader_id}"
        return self.visitor

    @property
    def is_known(self) -> bool:
        return bool(self.key)

    def owns(self, item: Any) -> bool:
        """Whether she wrote ``item``, which has an ``owner``, a ``reader`` and a ``user``."""
        return bool(
            (self.visitor and item.owner == self.visitor)
            or (self.reader_id is not None and item.reader_id == self.reader_id)
            or (self.user is not None and item.user_id == self.user.pk)
        )

    def own(self) -> Q:
        """The rows that ``owns`` is true for."""
        wanted = Q(pk__in=[])
        if self.visitor:
            wanted |= Q(owner=self.visitor)
        if self.reader_id is not None:
            wanted |= Q(reader=self.reader_id)
        if self.user is not None:
            wanted |= Q(user=self.user.pk)
        return wanted

    def with_visitor(self) -> Who:
        """The same, with a visitor's id, made now where there is none."""
        return self if self.visitor else replace(self, visitor=secrets.token_urlsafe(ID_BYTES))


STRANGER = Who()


def read(token: str) -> Who:
    """Who holds ``token``, a visitor's or a reader's. Raises ``InvalidToken``."""
    try:
        visitor = tokens.read("visitor", token)
    except InvalidToken:
        content = tokens.read("reader", token)
        if isinstance(content, list) and len(content) == 2:
            visitor, reader_id = content
            return Who(str(visitor), int(reader_id))
        raise
    if not isinstance(visitor, str):
        raise InvalidToken("The token is not valid.")
    return Who(visitor)


def token_of(who: Who) -> str:
    """What the browser of ``who`` keeps: the reader token of a reader, else the visitor token."""
    if who.reader_id is not None:
        return tokens.make("reader", [who.visitor, who.reader_id])
    return tokens.make("visitor", who.visitor)
