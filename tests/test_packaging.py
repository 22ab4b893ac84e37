"""What is installed and what is shipped: pins, files, and nothing of the machine it was made on."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
BUILD_FILES = ("Makefile", ".ci/run", "constraints.txt", "pyproject.toml")
#: Devices, and what finds an interpreter; below an environment, the checkout, and an example.
OF_ANY_MACHINE = ("/dev/", "/usr/bin/env", "/bin/", "/build/", "/path/to/")


def pins() -> list[Requirement]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def asked_for() -> list[Requirement]:
    extras = project()["optional-dependencies"].values()
    lines = [*project()["dependencies"], *(line for extra in extras for line in extra)]
    own = canonicalize_name(project()["name"])
    return [found for line in lines if canonicalize_name((found := Requirement(line)).name) != own]


def in_force(python: str) -> dict[str, Requirement]:
    environment = {**default_environment(), "python_version": python}
    return {
        canonicalize_name(pin.name): pin
        for pin in pins()
        if pin.marker is None or pin.marker.evaluate(environment)
    }


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_everything_that_is_asked_for_is_pinned_once_and_suits(python: str) -> None:
    pinned = in_force(python)
    assert len(pinned) == len([p for p in pins() if canonicalize_name(p.name) != "django"]) + 1
    for wanted in asked_for():
        pin = pinned[canonicalize_name(wanted.name)]
        (version,) = [spec.version for spec in pin.specifier if spec.operator == "=="]
        assert wanted.specifier.contains(version), wanted


@pytest.mark.parametrize(
    ("python", "django"), [("3.11", "5.2."), ("3.12", "6.1."), ("3.13", "6.1.")]
)
def test_the_pins_choose_a_django_that_runs_on_the_python(python: str, django: str) -> None:
    assert str(in_force(python)["django"].specifier).startswith(f"=={django}")


def test_the_package_itself_sets_no_upper_bounds() -> None:
    for wanted in map(Requirement, project()["dependencies"]):
        assert {spec.operator for spec in wanted.specifier} <= {">="}, wanted


@pytest.mark.parametrize("name", BUILD_FILES)
def test_build_files_hold_no_address_and_no_path_of_a_machine(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    text = re.sub(r"https?://(localhost|127\.0\.0\.1)", "", text)
    text = re.sub(r"(postgres|mysql|sqlite)://", "", text)
    assert "://" not in text
    places = re.findall(r"(?<![\w.*-])/\w[\w./-]*", text)
    assert [place for place in places if not place.startswith(OF_ANY_MACHINE)] == []


def test_data_files_of_the_package_are_shipped() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = data["tool"]["setuptools"]["package-data"]["wagtail_parenting"]
    package = ROOT / "wagtail_parenting"
    shipped = {file for pattern in patterns for file in package.rglob("*") if file.match(pattern)}
    for pattern in patterns:
        shipped.update(package.glob(pattern if not pattern.endswith("**") else f"{pattern}/*"))
    left_out = [
        file.relative_to(ROOT)
        for file in package.rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"} and file not in shipped
    ]
    assert left_out == []


def test_every_folder_with_code_is_a_package() -> None:
    for file in (ROOT / "wagtail_parenting").rglob("*.py"):
        assert (file.parent / "__init__.py").exists(), file


def test_the_licence_is_there() -> None:
    assert project()["license"] == "BSD-3-Clause"
    assert "Redistribution and use" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_demos_commands_start_without_anything_set_up(tmp_path: Path) -> None:
    """``check`` with the demo's settings, in a folder and an environment of its own."""
    answer = subprocess.run(
        [sys.executable, str(ROOT / "example_site" / "manage.py"), "check", "--fail-level=WARNING"],
        cwd=tmp_path,
        env={"DEMO_VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    secret = tmp_path / "var" / "secret_key"
    assert len(secret.read_text()) > 50
    assert secret.stat().st_mode & 0o077 == 0
