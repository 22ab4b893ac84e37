"""gunicorn as the deployment guide has it: two sync workers, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
STARTS_WITHIN_S = 60
_ROOT = Path(__file__).resolve().parent.parent


class ServerFailed(Exception):
    """gunicorn did not start."""


@dataclass(frozen=True)
class Server:
    origin: str
    pid: int

    def forget_peak(self) -> None:
        """Let the peak memory of the workers start anew at what they use now."""
        for pid in self._workers():
            Path(f"/proc/{pid}/clear_refs").write_text("5")

    def peak_mib(self) -> float | None:
        """The peak memory (resident set) of the larger worker, in MiB; None where Linux is not."""
        peaks = [
            int(line.split()[1]) / 1024
            for pid in self._workers()
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
            if line.startswith("VmHWM:")
        ]
        return max(peaks, default=None)

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []


@contextmanager
def serving(*, cached: bool) -> Iterator[Server]:
    """A running server whose cache keeps something or, with ``cached=False``, nothing.

    Raises ``ServerFailed``; gunicorn has said why.
    """
    port = _free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "benchmarks.wsgi:application"),
            *("--workers", str(WORKERS), "--worker-class", "sync"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket"),
        ],
        cwd=_ROOT,
        env={**os.environ, "BENCHMARK_CACHE": "on" if cached else "off"},
    )
    server = Server(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait_for(server, process)
        yield server
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.origin}/reference/json/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise ServerFailed("gunicorn did not answer.")
