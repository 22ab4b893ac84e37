"""What is measured: one line a row, with its goal.

``times`` is a ratio to the requests per second of the row that ``of`` names, in the same run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Row:
    """One request that is measured."""

    name: str
    path: str
    """Path and query. ``{article}`` is the id of an article, ``{large}`` and ``{small}`` those of
    pages with a thread of 100,000 and of 100 comments, ``{answered}`` of a comment with 8,000
    replies, ``{last}`` of the last one of the large thread. ``{edition}`` and ``{few}`` are the ids
    of editions with 50,000 and with 50 entries; ``{by_number}``, ``{by_likes}`` and ``{by_chance}``
    cursors in the middle of the former's lists, the last one of the random order ``{seed}``."""
    cached: bool = True
    """With False, Django's cache keeps nothing: nothing ready-made can be used."""
    queries: int | None = None
    """At most so many SQL queries."""
    times: float | None = None
    """At least so many times the requests per second of ``of``."""
    of: str | None = None
    """The reference row. Without ``times`` the ratio is shown and nothing is asked of it."""
    p95_times: float | None = None
    """Its p95 is at most so many times that of ``p95_of``."""
    p95_of: str | None = None
    sends: Literal["", "anything", "comments", "entries"] = ""
    """What is posted; without it the row is a GET."""
    revalidates: bool = False
    """Ask again with the ETag of an earlier answer; it must be answered 304."""

    @property
    def status(self) -> int:
        if self.sends:
            return 201
        return 304 if self.revalidates else 200


V2_LIST = "/api/v2/pages/?type=parenting_pages.AdviceArticlePage&fields=*&limit=20"
CARDS = "/api/v3/parenting/articles/?limit=20"
FILTERED = "/api/v3/parenting/articles/?limit=20&topic=topic-1&age_months=8"
FACETS = "/api/v3/parenting/facets/"
RESOLVE = "/api/v3/parenting/resolve/?page={article}"
V2_DETAIL = "/api/v2/pages/{article}/"
V3_DETAIL = "/api/v3/pages/{article}/"
COMMENTS = "/api/v3/parenting/comments/"
THREAD = COMMENTS + "?page={large}&limit=20&replies=3"
LAST_OF_THREAD = THREAD + "&around={last}"
SMALL_THREAD = COMMENTS + "?page={small}&limit=20&replies=3"
LINKS = "/api/v3/parenting/linkups/{edition}/entries/"
ENTRIES = LINKS + "?limit=20"
FEW_ENTRIES = "/api/v3/parenting/linkups/{few}/entries/?limit=20"
BY_LIKES = ENTRIES + "&order=likes"
BY_CHANCE = ENTRIES + "&order=random&seed={seed}"
STOCK = "/stock/api/v2/pages/?type=stock.StockArticlePage&fields=*&limit=20"

#: What the others are held against. Measured first.
REFERENCES = (
    Row("json", "/reference/json/"),
    Row("select1", "/reference/select1/"),
    Row("stock", STOCK),
    Row("values100", "/reference/values100/?page={small}"),
    Row("insert1", "/reference/insert1/", sends="anything"),
)
COMMENT_ROWS = (
    Row("comments of 100, cold", SMALL_THREAD, cached=False, queries=4, times=0.5, of="values100"),
    Row(
        "comments of 100,000, cold",
        THREAD,
        cached=False,
        queries=4,
        times=0.5,
        of="values100",
        p95_times=1.3,
        p95_of="comments of 100, cold",
    ),
    Row(
        "comments, last page, cold",
        LAST_OF_THREAD,
        cached=False,
        queries=4,
        times=0.5,
        of="values100",
        p95_times=1.3,
        p95_of="comments of 100, cold",
    ),
    Row(
        "replies of 8,000, cold",
        COMMENTS + "{answered}/replies/",
        cached=False,
        queries=4,
        times=0.5,
        of="values100",
    ),
    Row("comments of 100,000, warm", THREAD, queries=4, of="values100"),
    Row("comments, 304", THREAD, queries=3, times=0.6, of="select1", revalidates=True),
    Row("latest comments, cold", COMMENTS + "latest/", cached=False, queries=4, of="values100"),
    Row(
        "v2 comments, cold",
        "/api/v2/reader_comments/?page={large}",
        cached=False,
        queries=4,
        of="values100",
    ),
    Row("posting a comment", COMMENTS, sends="comments", queries=15, times=0.25, of="insert1"),
)


def _entries(name: str, path: str) -> Row:
    """A page of entries, which is as fast as any other."""
    return Row(
        f"{name}, cold",
        path,
        cached=False,
        queries=4,
        times=0.5,
        of="values100",
        p95_times=1.3,
        p95_of="entries of 50, cold",
    )


ENTRY_ROWS = (
    Row("entries of 50, cold", FEW_ENTRIES, cached=False, queries=4, times=0.5, of="values100"),
    _entries("entries of 50,000", ENTRIES),
    _entries("entries, middle page", ENTRIES + "&cursor={by_number}"),
    _entries("entries by likes", BY_LIKES),
    _entries("entries by likes, middle page", BY_LIKES + "&cursor={by_likes}"),
    _entries("entries at random", BY_CHANCE),
    _entries("entries at random, middle page", BY_CHANCE + "&cursor={by_chance}"),
    Row("entries of 50,000, warm", ENTRIES, queries=4, of="values100"),
    Row(
        "v2 entries, cold",
        "/api/v2/linkup_entries/?edition={edition}",
        cached=False,
        queries=4,
        of="values100",
    ),
    Row("sending a link", LINKS, sends="entries", queries=25, of="insert1"),
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
    *COMMENT_ROWS,
    *ENTRY_ROWS,
)
ROWS = (*REFERENCES, *OURS)
