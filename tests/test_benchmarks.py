"""The benchmarks fill in the same site everywhere, and every row of theirs is answered.

Nothing here is timed: ``make bench`` is for that.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks import content, results, sending
from benchmarks.catalogue import OURS, REFERENCES, ROWS, Row
from benchmarks.load import Load, LoadFailed, require_wrk
from benchmarks.measuring import Measured, WrongAnswer, headers_for
from tests.factories import article_model, make_article, make_edition, make_series
from wagtail_parenting.headless.streams import count_words, plain_text

ROOT = Path(__file__).resolve().parent.parent
#: Of the tiny site. When it changes, raise ``seeds.VERSION``, so that kept databases are renewed.
DIGEST = "77f4b23b5669b68f95f57c09ce25f4bb1aa6edac25bb6806b33a66a25480a413"


def run_try(folder: Path) -> subprocess.CompletedProcess[str]:
    """The benchmarks' own command, on the database in ``folder``."""
    left_out = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    outer = {key: value for key, value in os.environ.items() if key not in left_out}
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", "--try"],
        cwd=ROOT,
        env={**outer, "BENCHMARK_VAR": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmarks")


@pytest.fixture(scope="module")
def tried(folder: Path) -> list[str]:
    """What ``--try`` says, line by line."""
    answer = run_try(folder)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout.splitlines()


def test_the_seeds_are_the_same_everywhere(tried: list[str]) -> None:
    assert tried[0] == f"seeds {DIGEST}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_is_answered(tried: list[str], row: Row) -> None:
    assert f"{row.status} {row.name}" in tried


def test_a_body_has_as_many_words_as_it_says() -> None:
    block = article_model()._meta.get_field("body").stream_block
    for number in (0, 1, 999):
        body = content.body(content.Writer(number), links=[3, 4, 5], image=1)
        assert count_words(plain_text(block, body)) == content.BODY_WORDS
        assert {item["type"] for item in body} <= set(block.child_blocks)


def test_every_row_is_named_once_and_its_reference_is_measured() -> None:
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    assert {row.of for row in OURS if row.of} <= {row.name for row in REFERENCES}
    assert {row.p95_of for row in OURS if row.p95_of} <= set(names)
    assert all(row.of for row in OURS if row.times)
    assert all(row.p95_of for row in OURS if row.p95_times)


def test_a_database_of_someone_else_is_left_alone(
    tried: list[str], folder: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "db.sqlite3"
    shutil.copy(folder / "db.sqlite3", theirs)
    with closing(sqlite3.connect(theirs)) as database, database:
        database.execute("UPDATE wagtailcore_site SET site_name = 'Mine'")
    answer = run_try(tmp_path)
    assert answer.returncode == 1
    assert "Name an empty one" in answer.stderr
    with closing(sqlite3.connect(theirs)) as database:
        (pages,) = database.execute("SELECT COUNT(*) FROM wagtailcore_page").fetchone()
    assert pages > 2


# --- Without a database ---------------------------------------------------------------------------


def measured(row: Row, per_second: float, queries: int = 1, p95_ms: float = 2.0) -> Measured:
    load = Load(requests=100, per_second=per_second, p50_ms=1.0, p95_ms=p95_ms)
    return Measured(row, load, queries, bytes=10, peak_mib=None)


REFERENCE = measured(Row("select1", "/"), 1000)


@pytest.mark.parametrize(
    ("per_second", "queries", "verdict"),
    [(300, 3, []), (299, 3, ["speed"]), (300, 4, ["queries"]), (1, 9, ["queries", "speed"])],
)
def test_a_goal_is_met_or_missed(per_second: float, queries: int, verdict: list[str]) -> None:
    row = Row("list", "/", queries=3, times=0.3, of="select1")
    assert results.missed(measured(row, per_second, queries), [REFERENCE]) == verdict


def test_a_row_without_goals_is_not_judged() -> None:
    row = Row("facets", "/", of="select1")
    assert results.missed(measured(row, 1), [REFERENCE]) is None
    assert "0.10 × select1" in results.line(measured(row, 100), [REFERENCE])


def test_a_goal_without_its_reference_is_not_met() -> None:
    row = Row("list", "/", times=0.3, of="select1")
    assert results.missed(measured(row, 5000), []) == ["speed"]


@pytest.mark.parametrize(("p95_ms", "verdict"), [(2.6, []), (2.7, ["p95"])])
def test_a_large_thread_may_be_a_little_slower_than_a_small_one(
    p95_ms: float, verdict: list[str]
) -> None:
    small = measured(Row("small", "/"), 100)
    large = Row("large", "/", p95_times=1.3, p95_of="small")
    assert results.missed(measured(large, 90, p95_ms=p95_ms), [small]) == verdict
    assert "p95 ≤ 1.3 × small" in results.line(measured(large, 90), [small])


def test_a_comment_is_sent_once_and_a_row_that_reads_sends_nothing(db: None, section: Any) -> None:
    make_article(section, "Naps")
    bodies = sending.Bodies(Row("posting", "/", sends="comments"))
    sent = [json.loads(body) for body in bodies.many(1)]
    assert len(sent) == sending.MOST_PER_SECOND
    assert len({(told["body"], told["email"]) for told in sent}) == len(sent)
    reading = sending.Bodies(Row("list", "/"))
    assert reading.many(1) == []
    assert next(reading) is None


def test_a_link_is_sent_once(db: None, section: Any) -> None:
    make_edition(make_series(section.get_site()))
    bodies = sending.Bodies(Row("sending", "/", sends="entries"))
    sent = [json.loads(body) for body in bodies.many(1)]
    assert len({(told["url"], told["email"]) for told in sent}) == sending.MOST_PER_SECOND


def test_the_table_of_one_database_replaces_its_own_only() -> None:
    text = "a <!-- sqlite -->\nold\n<!-- /sqlite --> b <!-- postgresql -->\n<!-- /postgresql -->"
    written = results.with_section(text, "sqlite", r"new \1")
    assert written == text.replace("old", r"new \1")
    with pytest.raises(ValueError, match="no place for mysql"):
        results.with_section(text, "mysql", "new")


def test_the_readme_has_a_place_for_both_databases() -> None:
    text = results.README.read_text(encoding="utf-8")
    for database in ("postgresql", "sqlite"):
        assert "| new |" in results.with_section(text, database, "| new |")


def test_a_row_that_revalidates_needs_an_etag() -> None:
    row = Row("detail, 304", "/", revalidates=True)
    assert row.status == 304
    assert headers_for(row, lambda: '"abc"') == {"If-None-Match": '"abc"'}
    with pytest.raises(WrongAnswer, match="no ETag"):
        headers_for(row, lambda: None)


def test_a_missing_wrk_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LoadFailed, match="apt-get install wrk"):
        require_wrk()
