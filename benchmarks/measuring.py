"""Measuring the rows of the catalogue, one after the other."""

from __future__ import annotations

import itertools
import math
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from benchmarks import sending
from benchmarks.catalogue import Row
from benchmarks.load import Load, load
from benchmarks.probe import ANSWER, ASKING
from benchmarks.server import WORKERS, Server, serving

#: So many requests at once reach every worker: a first round of them lets all see the row, and of
#: a second one the request with most queries counts.
PROBES = 8 * WORKERS
#: A slow row is loaded until it has answered about so often, or its p95 would mean nothing.
LEAST_REQUESTS = 60
#: Numbers those who send something before a row is loaded.
_SENDERS = itertools.count()


class WrongAnswer(Exception):
    """A row is not answered as it should be."""


@dataclass(frozen=True)
class Measured:
    """What was seen of one row."""

    row: Row
    load: Load
    queries: int
    bytes: int
    peak_mib: float | None


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    etag: str | None
    queries: int


def ask(url: str, headers: dict[str, str], body: str | None = None) -> Answer:
    """One request whose queries are counted: a POST if there is a ``body``, from an address of its
    own, as those of wrk are."""
    data = body.encode() if body is not None else None
    told = {**headers, ASKING: "1", "Content-Type": "application/json"}
    if body is not None:
        number = next(_SENDERS)
        told["X-Forwarded-For"] = f"10.255.{number // 256 % 256}.{number % 256}"
    request = urllib.request.Request(url, data, headers=told)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return _answer(response)
    except urllib.error.HTTPError as error:  # urllib takes 304 for one
        return _answer(error)


def _ask_at_once(url: str, headers: dict[str, str], bodies: Iterator[str | None]) -> list[Answer]:
    told = [next(bodies) for _number in range(PROBES)]
    with ThreadPoolExecutor(PROBES) as pool:
        return list(pool.map(lambda body: ask(url, headers, body), told))


def _answer(response: Any) -> Answer:
    found = response.headers
    return Answer(response.status, response.read(), found.get("ETag"), int(found.get(ANSWER) or 0))


def headers_for(row: Row, ask_plainly: Callable[[], str | None]) -> dict[str, str]:
    """The request headers of a row. ``ask_plainly`` gives the ETag of an answer without any.

    Raises ``WrongAnswer`` when a row that revalidates has no ETag.
    """
    if not row.revalidates:
        return {}
    etag = ask_plainly()
    if etag is None:
        raise WrongAnswer(f"{row.name}: the answer has no ETag to ask again with.")
    return {"If-None-Match": etag}


def measure(
    rows: Iterable[Row],
    *,
    ids: Mapping[str, int | str],
    seconds: int,
    tell: Callable[[Measured], None],
) -> list[Measured]:
    """Measure ``rows``: those with a cache first, then those without, a server each.

    Raises ``WrongAnswer``, ``load.LoadFailed`` or ``server.ServerFailed``.
    """
    found: dict[str, Measured] = {}
    wanted = list(rows)
    for cached in (True, False):
        group = [row for row in wanted if row.cached is cached]
        if not group:
            continue
        with serving(cached=cached) as server:
            for row in group:
                found[row.name] = _measure(row, server, ids, seconds)
                tell(found[row.name])
    return [found[row.name] for row in wanted]


def _require(row: Row, answers: Iterable[Answer]) -> None:
    """Raises ``WrongAnswer`` unless all of them are as the row has it."""
    for answer in answers:
        if answer.status != row.status:
            raise WrongAnswer(
                f"{row.name}: {answer.status} instead of {row.status}: {answer.body[:300]!r}"
            )


def _measure(row: Row, server: Server, ids: Mapping[str, int | str], seconds: int) -> Measured:
    url = server.origin + row.path.format(**ids)
    headers = headers_for(row, lambda: ask(url, {}).etag)
    sent = sending.Bodies(row)
    _require(row, [ask(url, headers, next(sent)), *_ask_at_once(url, headers, sent)])
    started = time.monotonic()
    answers = _ask_at_once(url, headers, sent)
    each_s = (time.monotonic() - started) / PROBES
    _require(row, answers)
    server.forget_peak()
    long_enough = max(seconds, math.ceil(each_s * LEAST_REQUESTS))
    bodies = sent.many(long_enough)
    under_load = load(url, seconds=long_enough, headers=headers, bodies=bodies)
    if not sent.may_repeat and under_load.requests > len(bodies):
        raise WrongAnswer(f"{row.name}: some were sent twice; raise sending.MOST_PER_SECOND.")
    if row.sends:
        # What wrk left behind is answered before these are; then nobody writes any more.
        _ask_at_once(server.origin + "/reference/json/", {}, itertools.repeat(None))
        sending.forget()
    return Measured(
        row=row,
        load=under_load,
        queries=max(answer.queries for answer in answers),
        bytes=len(answers[-1].body),
        peak_mib=server.peak_mib(),
    )
