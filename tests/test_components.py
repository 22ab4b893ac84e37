"""The web components as files: small, complete, and loading nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from wagtail_parenting.sharing.targets import BUILT_IN

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "wagtail_parenting" / "static" / "wagtail_parenting" / "components"
FILES = sorted(FOLDER.glob("*.js"))
MAX_SHARE_BYTES = 5000


def text(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_base_and_the_share_component_are_at_most_5_kb_gzipped():
    sizes = {name: len(gzip.compress(text(name).encode(), 9)) for name in ("base.js", "share.js")}
    assert sum(sizes.values()) <= MAX_SHARE_BYTES, sizes


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_component_imports_its_neighbours_only(file):
    script = file.read_text(encoding="utf-8")
    imported = re.findall(r'from "([^"]+)"|import\("([^"]+)"\)', script)
    for name in (one or other for one, other in imported):
        assert name.startswith("./")
        assert (FOLDER / name).exists()
    assert re.findall(r"https?://(?!\$\{)[\w.]+", script) == []


def test_every_target_has_an_icon():
    known = set(re.findall(r"^  (\w+): \"M", text("share.js"), re.MULTILINE))
    assert {target.id for target in BUILT_IN} <= known


def test_every_text_that_is_used_is_there():
    script = text("share.js")
    texts = script.partition('addTexts("en"')[2]
    there = set(re.findall(r"^  (\w+):", texts, re.MULTILINE))
    assert set(re.findall(r'this\.text\("(\w+)"', script)) == there
    german = (ROOT / "example_site" / "frontend" / "share.js").read_text(encoding="utf-8")
    assert set(re.findall(r"^  (\w+): \"", german, re.MULTILINE)) == there
