"""What rows that write send, and taking it out of the database again."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from benchmarks.catalogue import Row
from benchmarks.content import Writer
from wagtail_parenting.comments.actions.writing import form_name
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.moderation import form_tokens
from wagtail_parenting.pages.models import AdviceArticlePage
from wagtail_parenting.readers.models import MailedLink, Notice, Reader

#: More than any server here answers.
MOST_PER_SECOND = 1500


class Bodies(Iterator["str | None"]):
    """The bodies of a row's requests, one after the other; None for each of a row that reads."""

    def __init__(self, row: Row) -> None:
        self.kind = row.sends
        self._numbers = itertools.count(1)
        self._pages: list[int] = []
        if self.kind == "comments":
            self._pages = list(
                AdviceArticlePage.objects.order_by("pk").values_list("pk", flat=True)
            )

    @property
    def may_repeat(self) -> bool:
        return self.kind != "comments"

    def __next__(self) -> str | None:
        if not self.kind:
            return None
        number = next(self._numbers)
        return json.dumps(self._comment(number) if self._pages else {"number": number})

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


def forget() -> None:
    """Delete all that was sent."""
    for rows in (
        ReaderComment.objects.exclude(nonce=None),
        Notice.objects.all(),
        MailedLink.objects.all(),
        Reader.objects.all(),
        apps.get_model("stock", "StockNote")._default_manager.all(),
    ):
        rows._raw_delete(rows.db)
    connection.close()
