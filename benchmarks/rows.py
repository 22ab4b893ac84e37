"""Rows in bulk, past Django's models: a million take minutes that way, and an hour through them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

BATCH = 5000


class Rows:
    """Writes rows that are like ``blank`` but for some columns."""

    def __init__(self, blank: Model) -> None:
        self._model = type(blank)
        fields = self._model._meta.local_concrete_fields
        columns = [field.column for field in fields]
        self._at = {column: place for place, column in enumerate(columns)}
        self._blank = [
            field.get_db_prep_save(getattr(blank, field.attname), connection) for field in fields
        ]
        quoted = (connection.ops.quote_name(str(name)) for name in columns)
        marks = ", ".join(["%s"] * len(columns))
        table = self._model._meta.db_table
        self._insert = f"INSERT INTO {table} ({', '.join(quoted)}) VALUES ({marks})"

    def write(self, told: Iterable[Mapping[str, Any]]) -> None:
        """One row for each mapping of columns to what they hold, ids included."""
        with connection.cursor() as cursor:
            rows = self._filled(told)
            while batch := list(islice(rows, BATCH)):
                cursor.executemany(self._insert, batch)

    def finish(self) -> None:
        """Let the database go on after the ids that were given here."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [self._model]):
                cursor.execute(statement)

    def _filled(self, told: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
        for values in told:
            row = self._blank.copy()
            for column, value in values.items():
                row[self._at[column]] = value
            yield row


def moment(at: datetime.datetime) -> Any:
    """A moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(at)
