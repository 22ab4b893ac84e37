"""Acts that begin at the same moment, each over a connection of its own.

A server of databases has 100 or 151 connections by default, and workers of pytest-xdist share it.
Races therefore take turns, and each waits until the server has let go of those before it.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections
from filelock import FileLock

PATIENCE_SECONDS = 300
FOR_OTHER_TESTS = 15  # connections: what other workers hold, or open meanwhile

# Each statement: connections in use, connections there can be.
_IN_USE = {
    "postgresql": (
        "SELECT (SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
        " current_setting('max_connections')::int"
        " - current_setting('superuser_reserved_connections')::int"
    ),
    "mysql": (
        "SELECT (SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS"
        " WHERE VARIABLE_NAME = 'THREADS_CONNECTED'), @@max_connections"
    ),
}


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all of ``acts`` at the same moment; what each answered, or the error it raised."""
    gate = threading.Barrier(len(acts))
    found: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait()
            found[number] = act()
        except Exception as error:
            found[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    with _room_for(len(acts)):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return found


@contextmanager
def _room_for(number: int) -> Iterator[None]:
    """Hold the turn of this race.

    Raises:
        TimeoutError: there can never be so many, races before it did not end, or others hold the
            server's connections.
    """
    statement = _IN_USE.get(connection.vendor)
    if statement is None:
        yield
        return
    where = Path(tempfile.gettempdir()) / f"parenting-races-{connection.vendor}.lock"
    with FileLock(where, timeout=PATIENCE_SECONDS):
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                used, most = map(int, cursor.fetchone())
            if used + number + FOR_OTHER_TESTS <= most:
                break
            if number + FOR_OTHER_TESTS >= most or time.monotonic() > until:
                raise TimeoutError(f"{used} of {most} connections are in use, {number} are needed")
            time.sleep(0.05)
        yield
