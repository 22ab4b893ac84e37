"""How much a database does to answer, in a measure of its own: only to be compared with itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def effort(act: Callable[[], Any]) -> int:
    """Of all that ``act`` asks: steps of SQLite's machine (a handful for each row that is looked
    at), rows that MariaDB or PostgreSQL reads. The latter counts reading statements alone."""
    return {"sqlite": _steps, "mysql": _handled, "postgresql": _planned}[connection.vendor](act)


def analyze(model: type[Any]) -> None:
    """Have the database find out how many rows there are now, as it would by itself a minute later.

    On MariaDB over another connection: there it ends a transaction, and a test would leave its rows
    to all that come later.
    """
    if connection.vendor == "sqlite":
        return
    is_mariadb = connection.vendor == "mysql"
    asking = connection.copy() if is_mariadb else connection
    with asking.cursor() as cursor:
        cursor.execute(f"ANALYZE {'TABLE ' * is_mariadb}{model._meta.db_table}")
    if is_mariadb:
        asking.close()


def _steps(act: Callable[[], Any]) -> int:
    hundreds = 0

    def count() -> int:
        nonlocal hundreds
        hundreds += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, 100)
    try:
        act()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return hundreds * 100


def _handled(act: Callable[[], Any]) -> int:
    before = _handler_reads()
    act()
    return _handler_reads() - before


def _handler_reads() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW SESSION STATUS LIKE 'Handler_read%%'")
        return sum(int(count) for _name, count in cursor.fetchall())


def _planned(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    statements = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    read = 0
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
            [(plan,)] = cursor.fetchall()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            read += _rows(plan[0]["Plan"])
    return read


def _rows(plan: dict[str, Any]) -> int:
    """Rows that a node and those below it read or throw away."""
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    own = sum(plan.get(name, 0) for name in names) * plan.get("Actual Loops", 1)
    return round(own + sum(_rows(below) for below in plan.get("Plans", ())))
