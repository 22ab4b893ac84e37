"""Statements that Django writes once.

It takes longer to write a statement than a database to answer it, and what every request asks is
the same each time but for its ids.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import QuerySet

#: Stands for the ids in a statement that is written before they are known.
IDS = -1


@dataclass(frozen=True)
class _Written:
    pieces: list[str]
    parameters: tuple[Any, ...]
    converters: list[tuple[int, tuple[list[Any], Any]]]


class Prepared:
    """The rows of a queryset of tuples. Where its parameters name ``IDS``, ids stand in later.

    ``make`` makes the queryset, once for each database.
    """

    def __init__(self, make: Callable[[], QuerySet[Any]]) -> None:
        self._make = make
        self._written: dict[str, _Written] = {}

    def rows(self, alias: str, ids: Sequence[int] = ()) -> list[Sequence[Any]]:
        """What the database ``alias`` answers. 1 query."""
        written = self._written.get(alias)
        if written is None:
            written = self._written[alias] = self._write(alias)
        whole, given = [written.pieces[0]], list[Any]()
        for piece, parameter in zip(written.pieces[1:], written.parameters, strict=True):
            values = ids if parameter == IDS else [parameter]
            whole += (", ".join(["%s"] * len(values)), piece)
            given += values
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute("".join(whole), given)
            rows = cursor.fetchall()
        return [_converted(row, written, connection) for row in rows]

    def _write(self, alias: str) -> _Written:
        compiler = self._make().query.get_compiler(using=alias)
        sql, parameters = compiler.as_sql()
        columns = [column for column, _sql, _name in compiler.select[: compiler.col_count]]
        converters = list(compiler.get_converters(columns).items())
        return _Written(sql.split("%s"), tuple(parameters), converters)


def _converted(row: Sequence[Any], written: _Written, connection: Any) -> Sequence[Any]:
    """``row`` as Django gives it: some databases lack types for what it holds."""
    if not written.converters:
        return row
    values = list(row)
    for position, (converters, expression) in written.converters:
        for converter in converters:
            values[position] = converter(values[position], expression, connection)
    return values
