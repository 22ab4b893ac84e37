"""Wagtail's user bar and content checks on the frontend, also where it is another site."""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.e2e.conftest import ROOT, Demo, Open
from tests.e2e.pages import ArticleEditor, log_in

Shot = Callable[..., None]


def article_of_second_site(demo: Demo) -> dict[str, Any]:
    address = f"{demo.second_origin}/api/v3/parenting/articles/?limit=1"
    with urllib.request.urlopen(address, timeout=30) as answer:
        return dict(json.load(answer)["items"][0])


def let_through(context: BrowserContext, origin: str) -> None:
    context.route(lambda url: url.startswith(f"{origin}/"), lambda route: route.continue_())


@pytest.fixture
def own_editor(open_page: Open) -> Page:
    """A browser of its own: what it remembers of the editor must not reach other stories."""
    page = open_page()
    log_in(page)
    return page


def test_readers_never_ask_for_the_user_bar(visitor: Page, demo: Demo, watch: Any) -> None:
    visitor.goto("/sleep/safe-sleep/")
    expect(visitor.locator("article h1")).to_be_visible()
    visitor.wait_for_load_state("networkidle")
    assert [address for address in watch.requested if "/parenting/userbar/" in address] == []


def test_view_live_shows_the_bar(own_editor: Page, demo: Demo, shot: Shot) -> None:
    page_id = demo.page_id("/sleep/safe-sleep/")
    own_editor.goto(f"/admin/pages/{page_id}/edit/")
    live = own_editor.locator(f'a[href="{demo.origin}/sleep/safe-sleep/"]').first
    with own_editor.expect_popup() as opened:
        live.click()
    page = opened.value
    trigger = page.get_by_role("button", name="View Wagtail quick actions")
    expect(trigger).to_be_visible()
    trigger.click()
    edit = page.get_by_role("menuitem", name="Edit this page")
    expect(edit).to_be_visible()
    assert (edit.get_attribute("href") or "").endswith(f"/admin/pages/{page_id}/edit/")
    shot(page, "userbar-live", full=False)

    # It follows to the next page without a load, and says there what it is about.
    page.keyboard.press("Escape")
    page.locator("#menu a").first.click()
    expect(page.locator("main h1").first).not_to_contain_text("Safer sleep")
    expect(page.locator("wagtail-userbar")).to_have_count(1)
    trigger.click()
    there = page.get_by_role("menuitem", name="Edit this page").get_attribute("href") or ""
    assert re.search(r"/admin/pages/\d+/edit/$", there)
    assert not there.endswith(f"/{page_id}/edit/")


def test_the_checks_of_the_editor_reach_a_frontend_on_another_site(
    own_editor: Page, demo: Demo, shot: Shot
) -> None:
    """The admin on ``localhost``, the frontend on ``127.0.0.1``: no cookie crosses."""
    let_through(own_editor.context, demo.second_origin)
    card = article_of_second_site(demo)
    picture = demo.get("/api/v2/images/?limit=1")["items"][0]["id"]
    meta = {"type": card["type"], "parent_id": card["section"]["id"]}
    written = {"meta": meta, "title": "Ein Bild", "slug": "ein-bild", "hero_image": picture}
    page_id = demo.write("/api/v3/pages/", {**written, "hero_alt": "brei_2.jpg"})["id"]
    own_editor.goto(f"/admin/pages/{page_id}/edit/")
    shown = ArticleEditor(own_editor).open_preview()
    expect(shown.locator("article h1")).to_be_visible()
    frame = next(frame for frame in own_editor.frames if "/preview/" in frame.url)
    assert frame.url.startswith(demo.second_origin)
    expect(shown.locator("wagtail-userbar")).to_have_count(1)
    expect(shown.get_by_role("button", name="View Wagtail quick actions")).to_be_hidden()

    # What is wrong on the frontend stands beside the form.
    own_editor.get_by_role("button", name="Toggle checks").click()
    expect(own_editor.locator("[data-content-word-count]")).not_to_have_text("-")
    issue = own_editor.get_by_text("Image alt text has inappropriate pattern").first
    expect(issue).to_be_visible()
    shot(own_editor, "userbar-checks-elsewhere", full=False)


#: A frontend of nobody's framework: what the how-to says, and nothing else.
PLAIN_FRONTEND = b"""<!doctype html><html lang="en"><title>Elsewhere</title>
<main><h1>Elsewhere</h1></main>"""


class PlainFrontend(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PLAIN_FRONTEND)

    def log_message(self, *_words: Any) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The origin of the plain frontend."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), PlainFrontend)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def snippet(origin: str) -> str:
    """``showUserbar`` as the how-to gives it."""
    how_to = (ROOT / "docs" / "how-to" / "headless-frontend.md").read_text(encoding="utf-8")
    code = how_to.partition("```js\nlet holder;")[2].partition("```")[0]
    assert "async function showUserbar" in code
    return "let holder;" + code.replace("https://cms.example.org", origin)


def allow_origin(page: Page, origin: str) -> None:
    page.goto("/admin/settings/parenting/headlesssettings/")
    page.get_by_role("textbox", name="Other origins that may write").fill(origin)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").get_by_text(re.compile("updated", re.I))).to_be_visible()


def test_the_how_to_shows_the_bar_on_another_origin_of_the_site(
    own_editor: Page, demo: Demo, elsewhere: str, shot: Shot
) -> None:
    """Another port is another origin; the session's cookie goes along with it all the same."""
    page_id = demo.page_id("/sleep/safe-sleep/")
    frontend = own_editor.context.new_page()
    let_through(own_editor.context, elsewhere)
    frontend.goto(f"{elsewhere}/")
    show = (
        f"(async () => {{ {snippet(demo.origin)}; await showUserbar({{ page: {page_id} }}); }})()"
    )
    with pytest.raises(Error, match="Failed to fetch"):
        frontend.evaluate(show)
    allow_origin(own_editor, elsewhere)
    try:
        frontend.evaluate(show)
        trigger = frontend.get_by_role("button", name="View Wagtail quick actions")
        expect(trigger).to_be_visible()
        trigger.click()
        expect(frontend.get_by_role("menuitem", name="Edit this page")).to_be_visible()
        shot(frontend, "userbar-other-origin", full=False)
    finally:
        allow_origin(own_editor, "")
        frontend.close()


def test_a_tab_with_a_preview_has_the_bar(own_editor: Page, demo: Demo, shot: Shot) -> None:
    own_editor.goto(f"/admin/pages/{demo.page_id('/sleep/safe-sleep/')}/view_draft/")
    shown = own_editor.frame_locator("iframe")
    trigger = shown.get_by_role("button", name="View Wagtail quick actions")
    expect(trigger).to_be_visible()
    trigger.click()
    expect(shown.get_by_role("menuitem", name=re.compile("Checks"))).to_be_visible()
    expect(shown.get_by_role("menuitem", name="Edit this page")).to_have_count(0)
    shot(own_editor, "userbar-preview-tab", full=False)


def test_the_address_of_a_preview_ends_when_the_editor_logs_out(
    own_editor: Page, open_page: Open, demo: Demo, shot: Shot
) -> None:
    own_editor.goto(f"/admin/pages/{demo.page_id('/sleep/safe-sleep/')}/view_draft/")
    frame = own_editor.frame_locator("iframe")
    expect(frame.get_by_text("what you see is not published")).to_be_visible()
    address = next(frame.url for frame in own_editor.frames if "/preview/" in frame.url)
    own_editor.goto("/admin/account/")
    own_editor.evaluate(
        """() => {
          const form = document.createElement("form");
          form.method = "post";
          form.action = "/admin/logout/";
          const token = document.querySelector("[name=csrfmiddlewaretoken]");
          form.append(token.cloneNode());
          document.body.append(form);
          form.submit();
        }"""
    )
    own_editor.wait_for_url("**/login/**")
    friend = open_page()
    friend.goto(address)
    expect(friend.get_by_role("heading", name="This preview has ended")).to_be_visible()
    shot(friend, "preview-ended", full=False)
