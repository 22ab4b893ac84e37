"""``demo_worker``: the task worker and the clockwork, which end with the process that started them.

Its standard input is a pipe from ``serve``. The pipe closes however ``serve`` ends, even when it
is killed, and then the worker stops too; a signal handler alone would miss that.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs db_worker, and parenting_tick as cron would, until standard input closes."

    def handle(self, *args: Any, **options: Any) -> None:
        threading.Thread(target=_stop_with_parent, daemon=True).start()
        threading.Thread(target=_tick, daemon=True).start()
        call_command("db_worker", reload=False, interval=0.5, startup_delay=False)


def _stop_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


def _tick() -> None:
    """What cron does on a real site."""
    while True:
        time.sleep(settings.DEMO_TICK_SECONDS)
        try:
            call_command("parenting_tick", verbosity=0)
        except Exception:
            logger.exception("The clockwork has missed a beat.")
        finally:
            close_old_connections()
