"""Writes the OpenAPI document of v3: ``python -m example_site.openapi [--ours] <file>``.

With the settings that ``DJANGO_SETTINGS_MODULE`` names, or the demo's. ``--ours`` keeps what the
snapshot in ``tests/snapshots/`` holds: the part that this package answers for.
"""

from __future__ import annotations

import argparse
import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import django


def document() -> Any:
    """The whole document, as plain JSON."""
    from django.test import Client

    # Asked for over HTTP, so that it is what a frontend developer gets, mount points and all.
    answer = Client().get("/api/v3/openapi.json", headers={"host": "localhost"})
    return answer.json()


def ours(whole: Any) -> dict[str, Any]:
    """The part that the snapshot holds, as the test that compares it says."""
    operations, pages = import_module("tests.test_openapi").ours(whole)
    return {"paths": operations, "pages": pages}


def write(content: Any, file: Path) -> None:
    """Sorted and indented, so that a change of the contract reads well as a difference."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--ours", action="store_true")
    options = arguments.parse_args()
    whole = document()
    write(ours(whole) if options.ours else whole, options.file)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")
    django.setup()
    main()
