"""Statements that Django writes once.

It takes longer to write a statement than a database to answer it, and what every request asks is
the same each time but for some values. A statement is written with ``ID``, ``MARK`` and the like
where these are to stand, and filled with them when it is sent.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import QuerySet

#: Stand for an id, or ids (as the one member of a list), in a statement written before they are
#: known; for the numbers that a cursor names; for the text that one names; for the present moment.
#: Numbers that every column can hold, or Django would leave the condition out.
IDS = ID = 2_147_483_601
NUMBERS = (2_147_483_602, 2_147_483_603, 2_147_483_604)
MARK = "\ufdd0"
NOW = datetime.datetime(1001, 1, 1, tzinfo=datetime.UTC)
_EACH = object()


@dataclass(frozen=True)
class Written:
    """A statement as ``written`` makes it: text between the places of its parameters."""

    pieces: tuple[str, ...]
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, tuple[list[Any], Any]], ...]

    def filled(self, values: Mapping[Any, Any]) -> Filled:
        """With ``values`` for what stands in for them. A list takes as many places."""
        whole, given = [self.pieces[0]], list[Any]()
        for piece, parameter in zip(self.pieces[1:], self.parameters, strict=True):
            value = values.get(parameter, parameter)
            if value is _EACH:
                whole += ("parenting_each.id", piece)
            elif isinstance(value, list):
                whole += (", ".join(["%s"] * len(value)), piece)
                given += value
            else:
                whole += ("%s", piece)
                given.append(value)
        return Filled("".join(whole), given, self)

    def for_each(self, alias: str, ids: Sequence[int]) -> list[Filled]:
        """Branches for ``in_turn`` that find what the statement finds for each of ``ids``.

        PostgreSQL plans a statement as often as it stands there, and that takes longer than
        answering it: so there it stands once, beside a table of the ids.
        """
        if connections[alias].vendor != "postgresql" or not ids:
            return [self.filled({ID: pk}) for pk in ids]
        once = self.filled({ID: _EACH})
        sql = (
            "SELECT parenting_found.* FROM unnest(%s::bigint[]) parenting_each (id)"  # noqa: S608
            f" CROSS JOIN LATERAL ({once.sql}) parenting_found"
        )
        return [Filled(sql, [list(ids), *once.parameters], self)]


@dataclass(frozen=True)
class Filled:
    """A statement that can be sent."""

    sql: str
    parameters: list[Any]
    written: Written


def written(queryset: QuerySet[Any]) -> Written:
    """The statement of a queryset of tuples. No query."""
    compiler = queryset.query.get_compiler(using=queryset.db)
    sql, parameters = compiler.as_sql()
    columns = [column for column, _sql, _name in compiler.select[: compiler.col_count]]
    converters = tuple(compiler.get_converters(columns).items())
    moment = _adapted(queryset.db, NOW)
    known = tuple(NOW if parameter == moment else parameter for parameter in parameters)
    return Written(tuple(sql.split("%s")), known, converters)


def _adapted(alias: str, moment: datetime.datetime) -> Any:
    """A moment as the driver of the database takes it."""
    return connections[alias].ops.adapt_datetimefield_value(moment)


class Prepared:
    """The rows of a queryset of tuples. Where its parameters name ``IDS``, ``NOW`` or ``NUMBERS``,
    ids, a moment and numbers stand in later.

    ``make`` makes the queryset, once for each database.
    """

    def __init__(self, make: Callable[[], QuerySet[Any]]) -> None:
        self._make = make
        self._written: dict[str, Written] = {}

    def rows(
        self,
        alias: str,
        ids: Sequence[int] = (),
        now: datetime.datetime | None = None,
        numbers: Sequence[int] = (),
    ) -> list[Sequence[Any]]:
        """What the database ``alias`` answers. 1 query."""
        known = self._written.get(alias)
        if known is None:
            known = self._written[alias] = written(self._make().using(alias))
        values: dict[Any, Any] = {IDS: list(ids), **dict(zip(NUMBERS, numbers, strict=False))}
        if now is not None:
            values[NOW] = _adapted(alias, now)
        filled = known.filled(values)
        return _rows(alias, filled.sql, filled.parameters, known)


def in_turn(alias: str, branches: Sequence[Filled]) -> list[Sequence[Any]]:
    """The rows of statements of like tuples, each with its own order and limit: that says which
    rows, and not in which order they come (MariaDB shuffles them). 1 query, none without branches.

    Django's ``union`` cannot say so on SQLite: there each branch must be a subquery.
    """
    if not branches:
        return []
    statement = " UNION ALL ".join(
        f"SELECT * FROM ({branch.sql}) parenting_{place}"  # noqa: S608
        for place, branch in enumerate(branches)
    )
    given = [value for branch in branches for value in branch.parameters]
    return _rows(alias, statement, given, branches[0].written)


def _rows(
    alias: str, statement: str, parameters: Sequence[Any], written: Written
) -> list[Sequence[Any]]:
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    if not written.converters:
        return list(rows)
    return [_converted(row, written, connection) for row in rows]


def _converted(row: Sequence[Any], written: Written, connection: Any) -> Sequence[Any]:
    """``row`` as Django gives it: some databases lack types for what it holds."""
    values = list(row)
    for position, (converters, expression) in written.converters:
        for converter in converters:
            values[position] = converter(values[position], expression, connection)
    return values
