"""What is asked about shares."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum

from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.headless.visibility import public_pages
from wagtail_parenting.sharing.models import ShareCount


def shared_page(frontends: Frontends, page_id: int) -> Any:
    """What is shared by sharing a public page: itself, or what it is an alias of, as a row with
    ``pk``, ``path`` and ``url_path``; None for what is not public. 1 query, 2 for an alias.

    An alias of an alias is one of the first source's: as deep as visibility looks.
    """
    row = _rows(public_pages(all_pages().filter(pk=page_id), frontends.tree_paths()))
    while row is not None and row.alias_of_id is not None:
        row = _rows(all_pages().filter(pk=row.alias_of_id))  # public, or else the alias is not
    return row


def _rows(pages: Any) -> Any:
    return pages.order_by().values_list("pk", "path", "url_path", "alias_of_id", named=True).first()


def counts(page_id: int) -> dict[str, int]:
    """How often a page was shared, by target, the most used first. 1 query."""
    rows = ShareCount.objects.filter(page_id=page_id).values("target")
    summed = rows.annotate(shares=Sum("count")).order_by("-shares", "target")
    return {row["target"]: row["shares"] for row in summed}
