"""A real server, a real browser, and what the stories in this folder share.

The demo runs as its users start it (``python -m example_site serve``, with its task worker), on a
free port and in a folder of its own. Nothing here touches the database of the other tests.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.e2e import threads
from tests.e2e.pages import log_in

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
SCREENSHOTS = BUILD / "screenshots"
FAILURES = BUILD / "e2e-failures"

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TAKEN_BY_PEOPLE = {8000, 8123}
START_WITHIN_S = 300
STOP_WITHIN_S = 15
#: How many related articles the worker fills a page up to.
RELATED = 4
#: Generous, because the machines that run this are busy; a passing test never waits that long.
PATIENCE_MS = 15_000

AXE_PACKAGE = "axe-core@4.14.1"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


# --- The demo -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Demo:
    """The running demo: ``origin`` is the first site's, and the admin's. With ``environment`` other
    commands have its settings and its database."""

    origin: str
    second_origin: str
    token: str
    log: Path
    environment: dict[str, str]

    def get(self, path: str) -> Any:
        """The JSON at ``path``, as a stranger gets it."""
        with urllib.request.urlopen(self.origin + path, timeout=30) as answer:
            return json.load(answer)

    def write(self, path: str, body: dict[str, Any]) -> Any:
        """POST to the v3 API with the demo's token."""
        return self._post(path, body, {"Authorization": f"Bearer {self.token}"})

    def send(self, path: str, body: dict[str, Any]) -> Any:
        """POST to the v3 API as a stranger."""
        return self._post(path, body, {})

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
        request = urllib.request.Request(
            self.origin + path,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **headers},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise RuntimeError(refused.read().decode()) from refused

    def page_id(self, path: str) -> int:
        """The id of the public page at ``path``."""
        return int(self.page(path)["id"])

    def page(self, path: str) -> Any:
        """The public page at ``path``, with all its fields."""
        return self.get(f"/api/v2/pages/find/?html_path={path}")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    log = folder / "server.log"
    port = _free_port()
    environment = _environment(folder / "var", port)
    command = [sys.executable, "-m", "example_site", "serve"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            origin = f"http://localhost:{port}"
            _wait_until_it_answers(server, f"{origin}/api/v3/parenting/articles/", log)
            running = Demo(
                origin, f"http://127.0.0.1:{port}", _printed_token(log), log, environment
            )
            _wait_for_the_worker(running)
            yield running
        finally:
            server.terminate()  # it ends its worker itself
            try:
                server.wait(STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _environment(var: Path, port: int) -> dict[str, str]:
    ours = {
        "PORT": str(port),
        "DEMO_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "tests.e2e.demo_settings",
        "PYTHONUNBUFFERED": "1",
    }
    dropped = {"DATABASE_URL", "HOST", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, **ours}


def _free_port() -> int:
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port not in TAKEN_BY_PEOPLE:
            return port


def _wait_until_it_answers(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"The demo did not start:\n{log.read_text(encoding='utf-8')}", pytrace=False)


def _wait_for_the_worker(demo: Demo) -> None:
    """Related articles are a task's: who came before would keep a page without them."""
    deadline = time.monotonic() + START_WITHIN_S
    while len(demo.page("/sleep/safe-sleep/")["related"]) < RELATED:
        if time.monotonic() > deadline:
            pytest.fail("The demo's worker chose no related articles.", pytrace=False)
        time.sleep(0.5)


def _printed_token(log: Path) -> str:
    found = re.search(r"shown this once: (\S+)", log.read_text(encoding="utf-8"))
    assert found, "serve printed no token for writing with v3"
    return found[1]


#: One block of each kind, in its written shape. ``PAGE``, ``SERIES``, ``PICTURE`` and ``FILE``
#: become ids.
EVERY_BLOCK: dict[str, Any] = {
    "key_points": {"heading": "Key points", "points": ["One layer more than you", "No coat"]},
    "paragraph": "<p>Babies lose warmth faster than we do. It is <b>easy</b> to help.</p>",
    "reference": {"source": 1},
    "heading": {"text": "What to put on first", "level": "h2"},
    "steps": {"heading": "", "steps": [{"title": "Vest", "text": "<p>Cotton, close.</p>"}]},
    "care_card": {
        "level": "emergency",
        "heading": "Call at once if she is cold and floppy",
        "text": "<p>Do not wait.</p>",
        "phone_label": "Call",
        "phone": "999",
    },
    "warning": {"heading": "No thick coat in the car seat", "text": "<p>The belt is slack.</p>"},
    "tip": {"heading": "Try this", "text": "<p>Warm the coat on the radiator.</p>"},
    "do_dont": {"do": ["dress her in layers"], "dont": ["cover her face"]},
    "table": {
        "caption": "Layers by temperature",
        "header_row": True,
        "rows": [["Degrees", "Layers"], ["Ten", "Two"], ["Zero", "Three"]],
    },
    "checklist": {"heading": "By the door", "items": ["Hat", "Mittens", "Blanket"]},
    "milestones": {
        "heading": "By six months",
        "age_months": 6,
        "milestones": ["pulls her mittens off"],
        "red_flags": ["does not turn to your voice"],
    },
    "faq": {"heading": "", "questions": [{"question": "Gloves?", "answer": "<p>Mittens.</p>"}]},
    "image": {"image": "PICTURE", "alt": "A sun hat on a hook", "caption": "For later."},
    "embed": {"url": "https://vimeo.com/76979871", "title": "Putting on a snowsuit"},
    "audio": {"file": "FILE", "title": "A winter lullaby", "transcript": "<p>(humming)</p>"},
    "download": {"file": "FILE", "title": "A card for the fridge"},
    "quote": {"quote": "It gets easier in spring.", "attribution": "A grandmother"},
    "expander": {
        "summary": "Why does wool itch?",
        "body": [{"type": "tip", "value": {"text": "<p>Its fibres are thick.</p>"}}],
    },
    "article_card": {"article": "PAGE"},
    "share_buttons": {"heading": "Pass it on", "layout": "list", "targets": ["email", "copy"]},
    "comments": {"heading": "How do you dress yours?"},
    "link_up": {"heading": "Blogged about the cold?", "link_up": "SERIES", "entries": 3},
    "helpline": {"name": "Cold line", "number": "0800 000 000", "hours": "At night"},
}


@dataclass(frozen=True)
class Article:
    """A published article and where it is."""

    id: int
    path: str


@pytest.fixture(scope="session")
def full_article(demo: Demo) -> Article:
    """A published article with every kind of block, written through v3."""
    example = demo.page("/safety/car-seats/")
    ids = {
        "PAGE": example["id"],
        "PICTURE": demo.get("/api/v2/images/?limit=1")["items"][0]["id"],
        "SERIES": demo.page_id("/what-worked/"),
        "FILE": demo.get("/api/v2/documents/?limit=1")["items"][0]["id"],
    }
    body = [{"type": type_, "value": _with_ids(value, ids)} for type_, value in EVERY_BLOCK.items()]
    meta = {
        "type": example["meta"]["type"],
        "parent_id": demo.page_id("/health/"),
        "action": "publish",
    }
    slug = f"every-kind-of-block-{uuid4().hex[:6]}"
    written = demo.write(
        "/api/v3/pages/",
        {
            "meta": meta,
            "title": "Every kind of block",
            "slug": slug,
            "standfirst": "An article that holds one of each.",
            "authors": [{"contributor_id": example["authors"][0]["id"]}],
            "hero_image": ids["PICTURE"],
            "hero_alt": "A picture of the demo",
            "tags": ["winter"],
            "sources": [{"type": "source", "value": {"title": "Keeping warm"}}],
            "body": body,
        },
    )
    return Article(int(written["id"]), f"/health/{slug}/")


def _with_ids(value: Any, ids: dict[str, int]) -> Any:
    if isinstance(value, dict):
        return {name: _with_ids(part, ids) for name, part in value.items()}
    return ids.get(value, value) if isinstance(value, str) else value


@pytest.fixture(autouse=True)
def nothing_breaks_on_the_server(demo: Demo) -> Iterator[None]:
    """No story may leave a traceback in the server's log, whatever the browser made of it."""
    before = len(demo.log.read_text(encoding="utf-8"))
    yield
    written = demo.log.read_text(encoding="utf-8")[before:]
    assert "Traceback" not in written, written


# --- The browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        pytest.skip("There is no Chromium: set CHROMIUM to its path.")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield launched
        launched.close()


@dataclass
class Watch:
    """What the browser asked for, and what it complained of."""

    origin: str
    tabs: list[Page] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    script_errors: list[str] = field(default_factory=list)

    def attach(self, tab: Page) -> Page:
        self.tabs.append(tab)
        tab.on("request", self._note)
        tab.on("pageerror", lambda error: self.script_errors.append(str(error)))
        return tab

    def _note(self, request: Request) -> None:
        self.requested.append(request.url)

    @property
    def elsewhere(self) -> set[str]:
        """Addresses of other origins that were asked for."""
        own = (f"{self.origin}/", "data:", "blob:", "about:")
        return {address for address in self.requested if not address.startswith(own)}


@pytest.fixture
def watch(demo: Demo, request: pytest.FixtureRequest) -> Iterator[Watch]:
    """Follows the tabs of one story. A script error fails it; failing, it leaves its pictures."""
    watching = Watch(demo.origin)
    yield watching
    if getattr(request.node, "failed", False):
        FAILURES.mkdir(parents=True, exist_ok=True)
        for number, tab in enumerate(watching.tabs):
            name = re.sub(r"\W+", "-", request.node.name).strip("-")
            tab.screenshot(path=FAILURES / f"{name}-{number}.png", full_page=True)
    for opened in (*watching.tabs, *watching.contexts):
        opened.close()
    assert watching.script_errors == []


def _new_context(browser: Browser, origin: str, width: int = 1440) -> BrowserContext:
    context = browser.new_context(
        base_url=origin,
        viewport={"width": width, "height": 900},
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.set_default_timeout(PATIENCE_MS)
    # The machine may be offline: what is asked of other hosts is noted, and never waited for.
    own = (f"{origin}/", "data:", "blob:")
    context.route(lambda url: not url.startswith(own), lambda route: route.abort())
    return context


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, demo: Demo, watch: Watch) -> Open:
    """Opens a stranger's browser: ``open_page(width=1440, origin=…)``."""

    def opened(*, width: int = 1440, origin: str = demo.origin) -> Page:
        context = _new_context(browser, origin, width)
        watch.contexts.append(context)
        return watch.attach(context.new_page())

    return opened


@pytest.fixture
def visitor(open_page: Open) -> Page:
    """A reader at a desk."""
    return open_page()


@pytest.fixture
def reader(visitor: Page) -> Page:
    """A reader below whose article stands a thread that fits on one page."""
    return threads.opened(visitor, threads.QUIET)


@pytest.fixture(scope="session")
def editor_context(browser: Browser, demo: Demo) -> Iterator[BrowserContext]:
    """An administrator's browser: one login, and a cache that is warm from story to story."""
    context = _new_context(browser, demo.origin)
    tab = context.new_page()
    log_in(tab)
    tab.close()
    yield context
    context.close()


@pytest.fixture
def editor(editor_context: BrowserContext, watch: Watch) -> Page:
    """A tab of an administrator who is logged in."""
    return watch.attach(editor_context.new_page())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]
    return report


# --- Accessibility and pictures -------------------------------------------------------------------


@pytest.fixture(scope="session")
def axe_source() -> str:
    """axe-core, by npm into ``build/``."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core comes by npm, and npm is missing.")
    folder = BUILD / "axe"
    file = folder / "node_modules" / "axe-core" / "axe.min.js"
    wanted = AXE_PACKAGE.rpartition("@")[2]
    package = file.parent / "package.json"
    known = package.is_file() and json.loads(package.read_text(encoding="utf-8"))["version"]
    if known != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--silent", "--no-audit", "--no-fund", "--no-save", "--prefix", str(folder)]
        installed = subprocess.run(
            [npm, "install", *options, AXE_PACKAGE], capture_output=True, text=True, check=False
        )
        if installed.returncode:
            pytest.skip(f"npm could not install {AXE_PACKAGE}: {installed.stderr.strip()[-300:]}")
    return file.read_text(encoding="utf-8")


Violations = dict[str, list[str]]


@pytest.fixture
def violations(axe_source: str) -> Callable[[Page], Violations]:
    """Runs axe on a page and its frames: rule → the elements that break it."""

    def run(page: Page) -> Violations:
        for frame in page.frames:
            with suppress(Error):  # the panel of a preview puts a new frame in an old one's place
                frame.evaluate(axe_source)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", AXE_TAGS
        )
        return {
            violation["id"]: [
                " ".join(map(str, node["target"])) + " " + _seen(node)
                for node in violation["nodes"]
            ]
            for violation in found["violations"]
        }

    return run


def _seen(node: dict[str, Any]) -> str:
    words = (node.get("failureSummary") or "").splitlines()[1:2]
    return " ".join([re.sub(r"\s+", " ", node["html"])[:160], *(word.strip() for word in words)])


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Keeps a picture of the whole page in ``build/screenshots/``, for eyes to judge."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str, *, full: bool = True) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=full, animations="disabled")

    return take
