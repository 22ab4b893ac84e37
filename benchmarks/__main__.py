"""``python -m benchmarks``: fill the database if need be, measure, print and write the table.

Run from the root of the repository, or by ``make bench``. ``--try`` measures nothing: it fills a
tiny site and asks for every row once, so that a broken row shows without load.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib.metadata import version

import django

from benchmarks.content import FULL, TINY, Size


def main(arguments: list[str]) -> int:
    given = _parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from benchmarks.load import LoadFailed
    from benchmarks.measuring import WrongAnswer
    from benchmarks.seeds import NotOurs
    from benchmarks.server import ServerFailed

    try:
        if given.try_all:
            _try_all()
        else:
            _measure(given.seconds, given.only)
    except (LoadFailed, NotOurs, ServerFailed, WrongAnswer) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--seconds", type=int, default=5, help="how long each row is loaded (5)")
    parser.add_argument(
        "--only", default="", help="rows whose name holds this, and references; writes no results"
    )
    parser.add_argument("--try", dest="try_all", action="store_true", help="ask each row once")
    return parser


def _measure(seconds: int, only: str) -> None:
    from django.db import connections

    from benchmarks import catalogue, results, seeds
    from benchmarks.load import require_wrk
    from benchmarks.measuring import Measured, measure

    require_wrk()
    _prepare(FULL)
    rows = [row for row in catalogue.ROWS if row in catalogue.REFERENCES or only in row.name]
    ids = seeds.ids_in_paths()
    vendor, environment = _environment(seconds)
    connections.close_all()  # the server's workers are alone with the database

    seen: list[Measured] = []

    def tell(measured: Measured) -> None:
        seen.append(measured)
        print(results.line(measured, seen), flush=True)

    print(results.HEADER)
    measured = measure(rows, ids=ids, seconds=seconds, tell=tell)
    again = measure(catalogue.REFERENCES, ids=ids, seconds=seconds, tell=lambda measured: None)
    drift = f"{results.drift(measured, again):.0%}"
    print(f"\nFrom start to end the references moved by {drift}: the less, the better the figures.")
    environment["drift of the references"] = drift
    if not only:
        results.write(vendor, measured, environment)
        print(f"Written to benchmarks/results/{vendor}.json and benchmarks/README.md.")


def _try_all() -> None:
    """Every row once, in this process, with a tiny site. Raises ``WrongAnswer``."""
    from django.test import Client

    from benchmarks import catalogue, seeds, sending
    from benchmarks.measuring import WrongAnswer, headers_for

    _prepare(TINY)
    print(f"seeds {seeds.digest()}")
    ids, client = seeds.ids_in_paths(), Client()
    for row in catalogue.ROWS:
        path = row.path.format(**ids)
        headers = headers_for(row, lambda path=path: client.get(path).get("ETag"))
        body = next(sending.Bodies(row))
        answer = (
            client.get(path, headers=headers)
            if body is None
            else client.post(path, body, content_type="application/json")
        )
        print(f"{answer.status_code} {row.name}")
        if answer.status_code != row.status:
            raise WrongAnswer(f"{row.name}: {answer.content[:300]!r}")


def _prepare(size: Size) -> None:
    from django.core.management import call_command

    from benchmarks import seeds

    call_command("migrate", verbosity=0)
    if not seeds.is_filled(size):
        print("Filling the database (a few minutes in full) …", file=sys.stderr)
        seeds.fill(size)


def _environment(seconds: int) -> tuple[str, dict[str, str]]:
    """The kind of database, and what the figures depend on besides the code."""
    from django.db import connection

    connection.ensure_connection()
    database = ".".join(map(str, connection.get_database_version()))
    return connection.vendor, {
        "Python": platform.python_version(),
        "Django": version("Django"),
        "Wagtail": version("wagtail"),
        connection.display_name: database,
        "gunicorn": version("gunicorn"),
        "CPU cores": str(os.cpu_count()),
        "seconds a row": str(seconds),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
