"""The web components as files: small, complete, and loading nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from wagtail_parenting.linkups.mixins import Backlinks
from wagtail_parenting.linkups.models import BacklinkState
from wagtail_parenting.sharing.targets import BUILT_IN

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "wagtail_parenting" / "static" / "wagtail_parenting" / "components"
FILES = sorted(FOLDER.glob("*.js"))
#: Gzipped, of what a page loads: for sharing alone, for comments alone, for both, and for a link-up
#: alone. What whoever links up needs besides is loaded when she begins.
MAX_SHARE_BYTES = 5000
MAX_COMMENTS_BYTES = 11_500
MAX_BYTES = 15_000
MAX_LINKUP_BYTES = 12_000
MAX_BLOGGERS_BYTES = 4_600
COMMENTS = ("comments.js", "readers.js")
LINKUPS = ("linkup.js", "linkup-bloggers.js", "readers.js")
#: Each of these is imported when it is needed, and by one module alone.
LATE = {"riddle.js": "readers.js", "linkup-bloggers.js": "linkup.js"}
BACKLINKS = {*BacklinkState.values, *Backlinks.values} - {"none", ""}


def text(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def sizes(*names):
    return {name: len(gzip.compress(text(name).encode(), 9)) for name in names}


def keys(script):
    """Of a component's English texts."""
    texts = script.partition('addTexts("en"')[2].partition("});")[0]
    return set(re.findall(r"^  (\w+):", texts, re.MULTILINE))


def german(name):
    script = (ROOT / "example_site" / "frontend" / name).read_text(encoding="utf-8")
    texts = script.partition("const GERMAN")[2].partition("};")[0]
    return set(re.findall(r"^  (\w+): \"", texts, re.MULTILINE))


@pytest.mark.parametrize(
    ("names", "most"),
    [
        (("base.js", "share.js"), MAX_SHARE_BYTES),
        (("base.js", *COMMENTS), MAX_COMMENTS_BYTES),
        (("base.js", "share.js", *COMMENTS), MAX_BYTES),
        (("base.js", "readers.js", "linkup.js"), MAX_LINKUP_BYTES),
        (("linkup-bloggers.js",), MAX_BLOGGERS_BYTES),
    ],
)
def test_what_a_page_loads_is_small(names, most):
    found = sizes(*names)
    assert sum(found.values()) <= most, found


@pytest.mark.parametrize(("late", "importer"), LATE.items())
def test_what_few_need_is_loaded_by_those_alone(late, importer):
    """The riddle by those whom a site asks one, the rest of a form by those who begin to write."""
    assert f'import("./{late}")' in text(importer)
    assert not [file for file in FILES if f'from "./{late}"' in file.read_text(encoding="utf-8")]


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


def test_every_text_of_sharing_is_there():
    there = keys(text("share.js"))
    assert set(re.findall(r'this\.text\("(\w+)"', text("share.js"))) == there
    assert german("share.js") == there


def test_every_text_of_comments_is_there():
    scripts = {name: text(name) for name in COMMENTS}
    there = set().union(*map(keys, scripts.values()))
    code = "".join(script.partition("addTexts(")[0] for script in scripts.values())
    asked = set(re.findall(r'(?:this|host)\.text\("(\w+)"', code))
    assert asked <= there
    # The others are named by values: of a choice, of an end, of a badge, of a button.
    words = set(re.findall(r'"(\w+)"', code))
    prefixed = {f"notify_{word}" for word in words} | {f"{word}_replies" for word in words}
    assert there - asked <= words | prefixed | {"author", "team"}
    assert german("comments.js") == there


def test_every_text_of_linkups_is_there():
    scripts = {name: text(name) for name in LINKUPS}
    there = set().union(*map(keys, scripts.values()))
    code = "".join(script.partition("addTexts(")[0] for script in scripts.values())
    asked = set(re.findall(r'(?:this|host)\.text\("(\w+)"', code))
    assert asked <= there
    # The others are named by values: of a state, of a box to tick, of a link back.
    words = set(re.findall(r"\w+", code))
    backlinks = {f"backlink_{word}" for word in BACKLINKS}
    assert backlinks <= there
    named = words | backlinks | {f"until_{word}" for word in words}
    assert there - asked <= named | {f"{word}_hint" for word in words}
    choices = {"broken", "rules", "likes", "clicks", "random", "picked", "sensitive", "sponsored"}
    assert choices <= there


def test_types_are_no_scripts():
    """Whoever copies the scripts gets all that browsers ask for."""
    imported = {name for file in FILES for name in re.findall(r'"\./(\w+\.js)"', text(file.name))}
    assert imported <= {file.name for file in FILES}
