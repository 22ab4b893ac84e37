"""The thread below an article, in the words that stand on it."""

from __future__ import annotations

import itertools
import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Demo

QUIET = "/sleep/safe-sleep/"
LONG = "/sleep/clock-change/"
API = "/api/v3/parenting/"
COMPONENTS = "/static/wagtail_parenting/components"
#: Longer than ``FORM_MIN_SECONDS``: who sends sooner waits for a moderator for that alone.
READ_MS = 3200
HELD = "Your comment waits for a moderator. Only you can see it."
FOCUSED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
}"""

numbers = itertools.count(1)


def thread(page: Page) -> Locator:
    return page.locator("parenting-comments")


def articles(page: Page) -> Locator:
    return thread(page).get_by_role("article")


def comment(page: Page, pk: int) -> Locator:
    return thread(page).locator(f"#comment-{pk}")


def body_of(article: Locator) -> Locator:
    return article.locator("[part=body]")


def form(page: Page) -> Locator:
    """The form below the thread."""
    return thread(page).locator("form[part=write]")


def opened(page: Page, path: str) -> Page:
    page.goto(path)
    expect(form(page)).to_be_visible()
    return page


def open_form(page: Page, within: Locator | None = None) -> Locator:
    """The form, with all its fields: they come with its token, when it is first focused."""
    here = within or form(page)
    here.locator("textarea").focus()
    expect(here.get_by_role("textbox", name="Web site")).to_be_visible()
    return here


def fill(here: Locator, words: str, name: str = "Nele Holm", address: str = "") -> str:
    """Fill in a form as a guest does; answers the address."""
    address = address or f"guest-{next(numbers)}@example.org"
    here.locator("textarea").fill(words)
    here.get_by_role("textbox", name="Name").fill(name)
    here.get_by_role("textbox", name="E-mail").fill(address)
    return address


def send(page: Page, here: Locator) -> dict[str, Any]:
    """Press the button and wait for the answer."""
    with page.expect_response(is_sending) as sending:
        here.get_by_role("button", name="Send").click()
    return dict(sending.value.json())


def is_sending(answer: Any) -> bool:
    is_list = urlsplit(answer.url).path == f"{API}comments/"
    return bool(is_list and answer.request.method == "POST")


def write(page: Page, words: str, name: str = "Nele Holm") -> dict[str, Any]:
    """A new thread, as a guest."""
    here = open_form(page)
    fill(here, words, name)
    return send(page, here)


def approve(demo: Demo, pk: int) -> None:
    demo.write(f"{API}comments/{pk}/actions/approve/", {})


def focused(page: Page) -> Any:
    return page.evaluate_handle(FOCUSED).as_element()


def expect_focus(page: Page, what: Locator) -> None:
    """Inside of shadow roots too."""
    handle = what.element_handle()
    page.wait_for_function(f"(wanted) => ({FOCUSED})() === wanted", arg=handle)


def rid(words: str) -> str:
    """Words that are said once."""
    return f"{words} {next(numbers)}-{time.time_ns() % 10**6}"


def deepest(demo: Demo) -> dict[str, Any]:
    """A comment far down the longest thread, which no first page shows."""
    listed = demo.get(f"{API}comments/?page={demo.page_id(LONG)}")["items"]
    long = max(listed, key=lambda item: int(item["replies"]["count"]))
    replies = demo.get(f"{API}comments/{long['id']}/replies/?limit=100")["items"]
    return dict(replies[-6])


def likes_in(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0
