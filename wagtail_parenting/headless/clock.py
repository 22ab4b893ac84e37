"""The database's clock: what opens and closes goes by it, and not by that of one of the servers.

Servers' clocks differ; the database is one. Requests read it with the stamps, in the same
statement, see ``routing.Frontends.now``.
"""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Now


class DatabaseNow(Now):
    """When the statement began, in UTC, to the microsecond (SQLite: the millisecond).

    Django's own takes the clock of the session on MariaDB and MySQL, whose time zone is the
    server's.
    """

    def as_mysql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="UTC_TIMESTAMP(6)", **extra)
