"""Loading one address with wrk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
_SCRIPT = Path(__file__).resolve().parent / "load.lua"


class LoadFailed(Exception):
    """wrk is missing, or requests failed. The message says what to do."""


@dataclass(frozen=True)
class Load:
    """How the answers came under load."""

    requests: int
    per_second: float
    p50_ms: float
    p95_ms: float


def require_wrk() -> None:
    """Raise ``LoadFailed`` if there is no wrk."""
    if shutil.which("wrk") is None:
        raise LoadFailed("wrk is not on PATH. On Debian and Ubuntu: apt-get install wrk")


def load(url: str, *, seconds: int, headers: Mapping[str, str], bodies: Sequence[str] = ()) -> Load:
    """Ask ``url`` as fast as it answers, or post ``bodies`` to it in turn. Raises ``LoadFailed``
    when any request failed."""
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--timeout", "60s"]
    command += ["--duration", f"{seconds}s", "--script", str(_SCRIPT)]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("\n".join(bodies))
        file.flush()
        environment = {**os.environ, "WRK_BODIES": file.name} if bodies else None
        run = subprocess.run([*command, url], capture_output=True, text=True, env=environment)
    if run.returncode != 0:
        raise LoadFailed(f"wrk failed at {url}: {run.stderr or run.stdout}")
    return _read(run.stdout, url)


def _read(output: str, url: str) -> Load:
    found = json.loads(next(line for line in output.splitlines() if line.startswith("{")))
    if found["errors"] or not found["requests"]:
        raise LoadFailed(f"{found['errors']} of {found['requests']} requests failed at {url}.")
    return Load(
        requests=found["requests"],
        per_second=found["requests"] / found["duration_us"] * 1e6,
        p50_ms=found["p50_us"] / 1e3,
        p95_ms=found["p95_us"] / 1e3,
    )
