"""What is held of a reader who sends something to a page, be it comments or links."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.readers.holdings import Holding
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Reader


class SentHolding(Holding):
    """``things`` are what was sent, ``page`` is their key to the page."""

    things: type[Any]
    page: str

    def reader_ids(self, who: Who | None = None) -> QuerySet[Any]:
        found = self.things._default_manager.filter(reader__isnull=False).order_by()
        if who is not None:
            found = found.filter(who.own())
        ids: QuerySet[Any] = found.values_list("reader", flat=True).distinct()
        return ids

    def show_again(self, reader: Reader) -> None:
        """1 query, and 3 for each page that she sent something to."""
        sent = self.things._default_manager.filter(reader=reader, is_verified=True)
        for page_id in sorted(set(sent.values_list(self.page, flat=True))):
            with transaction.atomic(), suppress(NotFound):
                community.lock(page_id)
                community.touch(page_id)
