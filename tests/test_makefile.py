"""The Makefile as a newcomer meets it: what it says when something is missing, and the demo."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKE = shutil.which("make") or ""
STARTS_WITHIN_S = 240
TARGETS = [
    *("demo", "test", "lint", "e2e", "test-postgres", "test-mariadb", "bench"),
    *("matrix", "openapi", "types", "wheel", "docs", "clean"),
]

pytestmark = pytest.mark.skipif(not MAKE, reason="make is not on PATH")


def run_make(*arguments: str, path: str = os.defpath) -> subprocess.CompletedProcess[str]:
    """make in a plain environment, so that an outer make leaves no traces in it."""
    return subprocess.run(
        [MAKE, *arguments],
        cwd=ROOT,
        env={"PATH": path, "HOME": os.environ.get("HOME", "/")},
        capture_output=True,
        text=True,
        timeout=180,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fake_python(folder: Path, name: str, version: str) -> None:
    """A command that fails every test of its version, and tells it."""
    file = folder / name
    file.write_text(f"#!/bin/sh\necho {version}\nexit 1\n")
    file.chmod(0o755)


def test_help_lists_every_target_that_the_documents_name() -> None:
    listed = run_make("help").stdout
    for target in TARGETS:
        assert re.search(rf"^  {target} +\w", listed, re.MULTILINE), target


def test_without_a_goal_nothing_happens_but_help() -> None:
    assert run_make().stdout == run_make("help").stdout


@pytest.mark.parametrize("goal", ["demo", "test"])
def test_a_python_that_is_too_old_is_named_with_its_version(tmp_path: Path, goal: str) -> None:
    fake_python(tmp_path, "python3", "3.9.18")
    venv = tmp_path / "venv"
    answer = run_make(goal, f"VENV={venv}", path=str(tmp_path))
    assert answer.returncode != 0
    assert "needs Python 3.11 or newer" in answer.stderr
    assert "python3: 3.9.18" in answer.stderr
    assert f"make {goal} PYTHON=" in answer.stderr
    assert not venv.exists()


def test_a_machine_without_python_is_told_so(tmp_path: Path) -> None:
    answer = run_make("demo", f"VENV={tmp_path / 'venv'}", path=str(tmp_path))
    assert answer.returncode != 0
    assert "needs Python 3.11 or newer" in answer.stderr


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path) -> None:
    lame = tmp_path / "lame"
    lame.write_text('#!/bin/sh\ncase "$2" in *venv*) exit 1;; *) exit 0;; esac\n')
    lame.chmod(0o755)
    answer = run_make("test", f"VENV={tmp_path / 'venv'}", f"PYTHON={lame}")
    assert answer.returncode != 0
    assert "apt install python3-venv" in answer.stderr


def test_a_shim_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3.13", "no such version")
    (tmp_path / "python3").symlink_to(sys.executable)
    answer = run_make("--dry-run", "test", f"VENV={tmp_path / 'venv'}", path=str(tmp_path))
    assert "with python3 …" in answer.stdout


def test_a_taken_port_is_said_before_anything_is_installed(tmp_path: Path, taken_port: int) -> None:
    venv = tmp_path / "venv"
    answer = run_make("demo", f"PORT={taken_port}", f"VENV={venv}", f"PYTHON={sys.executable}")
    assert answer.returncode != 0
    assert f"Port {taken_port} is taken" in answer.stderr
    assert re.search(r"make demo PORT=\d+", answer.stderr)
    assert not venv.exists()


@pytest.mark.parametrize("port", ["eight", "0", "70000"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    venv = tmp_path / "venv"
    answer = run_make("demo", f"PORT={port}", f"VENV={venv}", f"PYTHON={sys.executable}")
    assert answer.returncode != 0
    assert f"not '{port}'" in answer.stderr


# --- The demo itself --------------------------------------------------------------------


def serve(folder: Path, port: int) -> subprocess.Popen[str]:
    names = ("PATH", "HOME", "VIRTUAL_ENV", "LANG")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "example_site", "serve"],
        cwd=ROOT,
        env={**environment, "PORT": str(port), "DEMO_VAR": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def test_serve_says_in_one_line_that_the_port_is_taken(tmp_path: Path, taken_port: int) -> None:
    output, _ = serve(tmp_path, taken_port).communicate(timeout=180)
    assert f"Port {taken_port} is taken" in output
    assert "Traceback" not in output


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_demo_serves_and_its_worker_ends_with_it(
    tmp_path_factory: pytest.TempPathFactory, ending: signal.Signals
) -> None:
    # One folder for all endings: the first run loads the demo, the others find it loaded.
    folder = tmp_path_factory.getbasetemp() / "running-demo"
    port = free_port()
    demo = serve(folder, port)
    try:
        shown = _read_until(demo, "Ctrl-C stops it")
        worker = _children(demo.pid)
        for address in re.findall(r"http://\S+", shown):
            with urllib.request.urlopen(address, timeout=180) as answer:
                assert answer.status == 200, address
    finally:
        os.kill(demo.pid, ending)
        rest, _ = demo.communicate(timeout=180)
    assert "Traceback" not in shown + rest
    assert len(worker) == 1
    _wait_until_gone(worker[0])


def _read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    shown, deadline = "", time.monotonic() + STARTS_WITHIN_S
    for line in process.stdout:
        shown += line
        if words in line:
            return shown
        assert time.monotonic() < deadline, shown
    pytest.fail(f"The demo ended: {shown}")


def _running() -> dict[int, int]:
    """All processes with their parents, without those that have ended and are not yet collected."""
    if Path("/proc/self/stat").exists():  # a slim container has no ps
        lines = [_stat(file) for file in Path("/proc").glob("[0-9]*/stat")]
    else:
        command = ["ps", "-eo", "pid=,state=,ppid="]
        lines = subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stdout.splitlines()
    found = [line.split() for line in lines if line]
    return {int(pid): int(parent) for pid, state, parent in found if not state.startswith("Z")}


def _stat(file: Path) -> str:
    try:
        before, _, after = file.read_text().rpartition(")")
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return f"{before.split()[0]} {' '.join(after.split()[:2])}"


def _children(pid: int) -> list[int]:
    return [child for child, parent in _running().items() if parent == pid]


def _wait_until_gone(pid: int) -> None:
    for _ in range(300):
        if pid not in _running():
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("The task worker outlived the demo.")
