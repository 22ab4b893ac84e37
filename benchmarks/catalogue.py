"""What is measured: one line a row, with its goal.

``times`` is a ratio to the requests per second of the row that ``of`` names, in the same run.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One request that is measured."""

    name: str
    path: str
    """Path and query. ``{article}`` is the id of an article."""
    cached: bool = True
    """With False, Django's cache keeps nothing: nothing ready-made can be used."""
    queries: int | None = None
    """At most so many SQL queries."""
    times: float | None = None
    """At least so many times the requests per second of ``of``."""
    of: str | None = None
    """The reference row. Without ``times`` the ratio is shown and nothing is asked of it."""
    revalidates: bool = False
    """Ask again with the ETag of an earlier answer; it must be answered 304."""

    @property
    def status(self) -> int:
        return 304 if self.revalidates else 200


V2_LIST = "/api/v2/pages/?type=parenting_pages.AdviceArticlePage&fields=*&limit=20"
CARDS = "/api/v3/parenting/articles/?limit=20"
FILTERED = "/api/v3/parenting/articles/?limit=20&topic=topic-1&age_months=8"
FACETS = "/api/v3/parenting/facets/"
RESOLVE = "/api/v3/parenting/resolve/?page={article}"
V2_DETAIL = "/api/v2/pages/{article}/"
V3_DETAIL = "/api/v3/pages/{article}/"
STOCK = "/stock/api/v2/pages/?type=stock.StockArticlePage&fields=*&limit=20"

#: What the others are held against. Measured first.
REFERENCES = (
    Row("json", "/reference/json/"),
    Row("select1", "/reference/select1/"),
    Row("stock", STOCK),
)
OURS = (
    Row("v2 list, cold", V2_LIST, cached=False, queries=15, times=5, of="stock"),
    Row("v2 list, warm", V2_LIST, queries=3, times=40, of="stock"),
    Row("v2 list, 304", V2_LIST, queries=3, times=0.6, of="select1", revalidates=True),
    Row("articles, cold", CARDS, cached=False, queries=10, times=10, of="stock"),
    Row("articles, warm", CARDS, queries=3, times=0.3, of="select1"),
    Row("articles, 304", CARDS, queries=3, times=0.6, of="select1", revalidates=True),
    Row("articles, filtered, cold", FILTERED, cached=False, queries=10, times=10, of="stock"),
    Row("articles, filtered, warm", FILTERED, queries=3, times=0.3, of="select1"),
    Row("facets, cold", FACETS, cached=False, of="select1"),
    Row("facets, warm", FACETS, of="select1"),
    Row("resolve, cold", RESOLVE, cached=False, queries=15, of="select1"),
    Row("resolve, warm", RESOLVE, queries=3, times=0.4, of="select1"),
    Row("resolve, 304", RESOLVE, queries=3, times=0.6, of="select1", revalidates=True),
    Row("v2 detail, cold", V2_DETAIL, cached=False, queries=15, of="select1"),
    Row("v2 detail, warm", V2_DETAIL, queries=3, times=0.4, of="select1"),
    Row("v3 detail, cold", V3_DETAIL, cached=False, queries=15, of="select1"),
    Row("v3 detail, warm", V3_DETAIL, queries=15, of="select1"),
)
ROWS = (*REFERENCES, *OURS)
