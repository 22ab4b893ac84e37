"""The link-up on a page, in the words that stand on it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.outside import picture
from tests.e2e.threads import API, COMPONENTS, numbers, rid

if TYPE_CHECKING:
    from tests.e2e.conftest import Demo

ROOT = Path(__file__).resolve().parents[2]
HELD = "Your link waits for a moderator. Only you can see it."
READING = "We are reading your page"
SUGGESTED = "This is what your page says."


def run_in_demo(demo: Demo, code: str) -> str:
    """Python with the demo's settings and database; answers the last line that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "example_site", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=demo.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def make_editions(demo: Demo) -> dict[str, int]:
    """Ids of the editions of ``linkup_seeds``, by name."""
    made = run_in_demo(
        demo, "import json; from tests.e2e.linkup_seeds import make; print(json.dumps(make()))"
    )
    return {name: int(pk) for name, pk in json.loads(made).items()}


def mounted(
    page: Page, edition: int, attributes: str = "", *, inside: str = "", fragment: str = ""
) -> Locator:
    """The component in a bare page of somebody else's, on the same origin."""
    html = f"""<!doctype html><html lang="en-GB"><meta name="viewport" content="width=device-width">
        <title>A link-up</title><style>
        body {{ margin: 0 auto; max-width: 70rem; padding: 1rem; font: 1.0625rem sans-serif }}
        </style><body><main><h1>A link-up</h1>
        <parenting-linkup page="{edition}" {attributes}>{inside}</parenting-linkup></main>
        <script type="module" src="{COMPONENTS}/linkup.js"></script>"""
    page.route("**/bare/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.route("**/media/parenting/entries/*", _picture)
    page.goto(f"/bare/{fragment}")
    return page.locator("parenting-linkup")


def _picture(route: Route) -> None:
    route.fulfill(body=picture(), content_type="image/png")


def opened(page: Page, edition: int, attributes: str = "", **more: str) -> Page:
    linkup = mounted(page, edition, attributes, **more)
    expect(linkup.get_by_role("heading", name="Links")).to_be_visible()
    return page


def linkup(page: Page) -> Locator:
    return page.locator("parenting-linkup")


def entries(page: Page) -> Locator:
    return linkup(page).get_by_role("article")


def entry(page: Page, number: int) -> Locator:
    return linkup(page).locator(f"#entry-{number}")


def shown_numbers(page: Page) -> Sequence[int]:
    return [int(text) for text in linkup(page).locator("[part=number]").all_inner_texts()]


def form(page: Page) -> Locator:
    """The form for a link."""
    return linkup(page).locator("form[part=write]")


def address(page: Page) -> Locator:
    return form(page).get_by_role("textbox", name="Add your link")


def own_url(path: str = "ten-naps/") -> str:
    """A post of a blog that nobody has linked to."""
    return f"https://{rid('blog').replace(' ', '-')}.example/{path}"


def begin(page: Page, url: str) -> Locator:
    """The form, with all its fields: they come once the address is there."""
    address(page).fill(url)
    form(page).get_by_role("button", name="Continue").click()
    expect(form(page).get_by_role("checkbox", name="I agree")).to_be_visible()
    return form(page)


def fill(here: Locator, name: str = "Nele Holm") -> str:
    """As a guest does, who agrees to the rules; answers her address."""
    mail = f"blogger-{next(numbers)}@example.org"
    here.get_by_role("textbox", name="Name").fill(name)
    here.get_by_role("textbox", name="E-mail").fill(mail)
    here.get_by_role("checkbox", name="I agree").check()
    return mail


def send(page: Page) -> dict[str, Any]:
    """Press the button and wait for the answer."""
    with page.expect_response(is_sending) as sending:
        form(page).get_by_role("button", name="Send").click()
    return dict(sending.value.json())


def is_sending(answer: Any) -> bool:
    return bool(urlsplit(answer.url).path.endswith("/entries/") and answer.request.method == "POST")


def link(page: Page, url: str) -> dict[str, Any]:
    """A link of a guest's."""
    fill(begin(page, url))
    sent = send(page)
    assert "number" in sent, sent
    expect(entry(page, sent["number"])).to_be_visible()
    return sent


def suggested(page: Page, sent: dict[str, Any]) -> Locator:
    """Her entry, once the worker has read its page: with the form for what it found."""
    mine = entry(page, sent["number"])
    expect(mine.get_by_text(SUGGESTED)).to_be_visible(timeout=40_000)
    return mine


def approve(demo: Demo, pk: int) -> None:
    demo.write(f"{API}linkups/entries/{pk}/actions/approve/", {})
