"""``serve``: sets up the demo if need be and runs it, with its task worker, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers import basehttp
from django.core.wsgi import get_wsgi_application

from example_site.demo.users import PASSWORD
from example_site.ports import PortError, ensure_free

STOP_WITHIN_S = 5


class Command(BaseCommand):
    help = "Migrates, loads the demo, starts the task worker and serves on PORT."
    requires_system_checks: list[str] = []  # migrate checks what matters; the rest is for check

    def handle(self, *args: Any, **options: Any) -> None:
        host = os.environ.get("HOST") or "127.0.0.1"
        try:
            ensure_free(settings.PORT, host)
        except PortError as problem:
            raise CommandError(str(problem)) from problem
        # SIGINT too: a shell that starts us in the background has it ignored.
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):  # Windows has no SIGHUP
                signal.signal(getattr(signal, name), _stop)
        try:
            self._set_up()
            with _worker():
                self._serve(host)
        except KeyboardInterrupt:
            self.stdout.write("\nThe demo has stopped. Start it again with: make demo")

    def _set_up(self) -> None:
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_demo", stdout=self.stdout)

    def _serve(self, host: str) -> None:
        # What runserver does, without its reloader and its banner.
        basehttp.run(
            host,
            settings.PORT,
            get_wsgi_application(),
            threading=True,
            on_bind=lambda _port: self._print_addresses(),
        )

    def _print_addresses(self) -> None:
        first, second = settings.FIRST_ORIGIN, settings.SECOND_ORIGIN
        rows = [
            ("The Small Hours", f"{first}/"),
            ("Link-up", f"{first}/what-worked/"),
            ("Kleine Nacht", f"{second}/   a second site, in German"),
            (
                "Admin",
                f"{first}/admin/   admin, editor, moderator, sunita or mara; password {PASSWORD}",
            ),
            ("API v2", f"{first}/api/v2/pages/"),
            ("API v3", f"{first}/api/v3/parenting/articles/"),
            ("v3 documentation", f"{first}/api/v3/docs/"),
        ]
        lines = [f"  {name:<17} {address}" for name, address in rows]
        text = "\n".join(["", *lines, "", "Ctrl-C stops it. Pictures are made in the background."])
        self.stdout.write(text)
        self.stdout.flush()


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@contextmanager
def _worker() -> Iterator[None]:
    """A worker in a session of its own, so that Ctrl-C reaches it through us, in order."""
    command = [sys.executable, "-m", "example_site", "demo_worker"]
    worker = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        cwd=settings.FOLDER.parent,
        start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield
    finally:
        _end(worker)


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:  # in the middle of a picture
        worker.kill()
        worker.wait()
