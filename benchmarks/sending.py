"""What rows that write send, and taking it out of the database again."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction

from benchmarks.catalogue import Row
from benchmarks.content import Writer
from wagtail_parenting.comments.actions.writing import form_name
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.linkups.actions import sending
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation import form_tokens
from wagtail_parenting.moderation.models import KnownDomain
from wagtail_parenting.pages.models import AdviceArticlePage, LinkUpPage
from wagtail_parenting.readers.models import MailedLink, Notice, Reader

#: The pages to which what is sent is sent.
_PAGES: dict[str, type[Any]] = {"comments": AdviceArticlePage, "entries": LinkUpPage}
#: The web sites of guests begin with it.
GUEST = "guest-"
#: More than any server here answers.
MOST_PER_SECOND = 1500
#: How often it is tried to delete what was sent, a second apart.
PATIENCE = 20


class Bodies(Iterator["str | None"]):
    """The bodies of a row's requests, one after the other; None for each of a row that reads."""

    def __init__(self, row: Row) -> None:
        self.kind = row.sends
        self._numbers = itertools.count(1)
        self._pages: list[int] = []
        if self.kind in _PAGES:
            pages = _PAGES[self.kind]._default_manager.order_by("pk")
            self._pages = list(pages.values_list("pk", flat=True))

    @property
    def may_repeat(self) -> bool:
        return self.kind not in _PAGES

    def __next__(self) -> str | None:
        if not self.kind:
            return None
        number = next(self._numbers)
        make = {"comments": self._comment, "entries": self._entry}.get(self.kind)
        return json.dumps(make(number) if make is not None else {"number": number})

    def many(self, seconds: int) -> list[str]:
        """Enough for so long, if they may not be sent twice."""
        wanted = 1 if self.may_repeat else seconds * MOST_PER_SECOND
        return [body for body in itertools.islice(self, wanted) if body is not None]

    def _comment(self, number: int) -> dict[str, object]:
        """A guest's: all articles in turn, as on a busy day."""
        page = self._pages[number % len(self._pages)]
        return {
            "page": page,
            "body": f"{Writer(number % 5000).sentence(30)} {number}",
            "name": f"Guest {number}",
            "email": f"guest-{number}@example.org",
            "form_token": form_tokens.make(form_name(page)),
        }

    def _entry(self, number: int) -> dict[str, object]:
        """A guest's, to the edition with many."""
        return {
            "url": f"https://{GUEST}{number}.example/posts/{number}/",
            "name": f"Guest {number}",
            "email": f"guest-{number}@example.org",
            "title": f"{Writer(number % 5000).title()} {number}",
            "form_token": form_tokens.make(sending.form_name(self._pages[0])),
        }


def forget() -> None:
    """Delete all that was sent, also what a server was still writing when it was asked to stop."""
    for _time in range(PATIENCE):
        try:
            with transaction.atomic():
                _delete()
            break
        except IntegrityError:
            time.sleep(1)
    connection.close()


def _delete() -> None:
    for rows in (
        ReaderComment.objects.exclude(nonce=None),
        LinkUpEntry.objects.exclude(nonce=None),
        KnownDomain.objects.filter(name__startswith=GUEST),
        Notice.objects.all(),
        MailedLink.objects.all(),
        Reader.objects.all(),
        apps.get_model("stock", "StockNote")._default_manager.all(),
    ):
        rows._raw_delete(rows.db)
