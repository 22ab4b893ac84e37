"""``demo_worker``: the task worker that ends with the process that started it.

Its standard input is a pipe from ``serve``. The pipe closes however ``serve`` ends, even when it
is killed, and then the worker stops too; a signal handler alone would miss that.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Runs db_worker until standard input closes. Started by serve."

    def handle(self, *args: Any, **options: Any) -> None:
        threading.Thread(target=_stop_with_parent, daemon=True).start()
        call_command("db_worker", reload=False, interval=0.5, startup_delay=False)


def _stop_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
