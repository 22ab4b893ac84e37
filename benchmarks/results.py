"""Judging what was measured, and writing it down: a table, ``results/``, and the README."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.catalogue import Row
from benchmarks.measuring import Measured

FOLDER = Path(__file__).resolve().parent
README = FOLDER / "README.md"

HEADER = (
    "| row | queries | req/s | p50 ms | p95 ms | bytes | MiB | ratio | goal | met |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- | --- |"
)


def ratio(measured: Measured, all_measured: Iterable[Measured]) -> float | None:
    """How many times the reference's requests per second; None without a measured reference."""
    for other in all_measured:
        if other.row.name == measured.row.of:
            return measured.load.per_second / other.load.per_second
    return None


def missed(measured: Measured, all_measured: Iterable[Measured]) -> list[str] | None:
    """Which goals of its row were not met: ``queries``, ``speed``; None for a row without goals."""
    row = measured.row
    if row.queries is None and row.times is None and row.p95_times is None:
        return None
    found = []
    if row.queries is not None and measured.queries > row.queries:
        found.append("queries")
    times = ratio(measured, all_measured)
    if row.times is not None and (times is None or times < row.times):
        found.append("speed")
    if row.p95_times is not None and not _is_as_even(measured, all_measured):
        found.append("p95")
    return found


def _is_as_even(measured: Measured, all_measured: Iterable[Measured]) -> bool:
    """Whether its p95 is within what its row allows of another's."""
    row = measured.row
    most = (row.p95_times or 0) * next(
        (other.load.p95_ms for other in all_measured if other.row.name == row.p95_of), 0
    )
    return measured.load.p95_ms <= most


def drift(before: Sequence[Measured], after: Sequence[Measured]) -> float:
    """How much faster or slower the references had become by the end: 0.1 is a tenth."""
    ends = {measured.row.name: measured.load.per_second for measured in after}
    starts = {measured.row.name: measured.load.per_second for measured in before}
    return max(abs(ends[name] / starts[name] - 1) for name in ends)


def goal(row: Row) -> str:
    parts = []
    if row.queries is not None:
        parts.append(f"≤ {row.queries} queries")
    if row.times is not None:
        parts.append(f"≥ {row.times:g} × {row.of}")
    if row.p95_times is not None:
        parts.append(f"p95 ≤ {row.p95_times:g} × {row.p95_of}")
    return ", ".join(parts)


def line(measured: Measured, all_measured: Sequence[Measured]) -> str:
    """The row of the table."""
    times = ratio(measured, all_measured)
    failures = missed(measured, all_measured)
    peak = measured.peak_mib
    cells = [
        measured.row.name,
        str(measured.queries),
        f"{measured.load.per_second:,.{1 if measured.load.per_second < 100 else 0}f}",
        f"{measured.load.p50_ms:.1f}",
        f"{measured.load.p95_ms:.1f}",
        f"{measured.bytes:,}",
        f"{peak:.0f}" if peak is not None else "–",
        f"{times:.2f} × {measured.row.of}" if times is not None else "",
        goal(measured.row),
        "" if failures is None else f"no: {' and '.join(failures)}" if failures else "yes",
    ]
    return f"| {' | '.join(cells)} |"


def table(measured: Sequence[Measured]) -> str:
    return "\n".join([HEADER, *(line(one, measured) for one in measured)])


def write(database: str, measured: Sequence[Measured], environment: dict[str, Any]) -> None:
    """Keep the figures in ``results/<database>.json`` and their table in the README."""
    rows = [_as_json(one, measured) for one in measured]
    content = json.dumps({"environment": environment, "rows": rows}, indent=2, ensure_ascii=False)
    (FOLDER / "results").mkdir(exist_ok=True)
    (FOLDER / "results" / f"{database}.json").write_text(content + "\n", encoding="utf-8")
    told = ", ".join(f"{name} {value}" for name, value in environment.items())
    text = README.read_text(encoding="utf-8")
    README.write_text(
        with_section(text, database, f"{told}.\n\n{table(measured)}"), encoding="utf-8"
    )


def with_section(text: str, database: str, content: str) -> str:
    """``text`` with ``content`` between the markers of ``database``."""
    begin, end = f"<!-- {database} -->", f"<!-- /{database} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{README.name} has no place for {database}: {begin} … {end}")
    return pattern.sub(lambda _found: f"{begin}\n{content}\n{end}", text)


def _as_json(measured: Measured, all_measured: Sequence[Measured]) -> dict[str, Any]:
    times = ratio(measured, all_measured)
    failures = missed(measured, all_measured)
    return {
        "name": measured.row.name,
        "path": measured.row.path,
        "queries": measured.queries,
        "requests_per_second": round(measured.load.per_second, 1),
        "p50_ms": round(measured.load.p50_ms, 2),
        "p95_ms": round(measured.load.p95_ms, 2),
        "bytes": measured.bytes,
        "peak_mib": round(measured.peak_mib, 1) if measured.peak_mib is not None else None,
        "reference": measured.row.of,
        "ratio": round(times, 3) if times is not None else None,
        "goal": goal(measured.row),
        "met": None if failures is None else not failures,
    }
