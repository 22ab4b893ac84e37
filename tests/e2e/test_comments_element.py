"""`<parenting-comments>` in other people's pages, and where it does not come."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Demo, Open, Watch
from tests.e2e.threads import API, COMPONENTS, QUIET, thread


def mounted(page: Page, inside: str) -> Locator:
    """The component in a bare page of somebody else's, on the same origin."""
    html = (
        f'<!doctype html><html lang="en"><body>{inside}</body>'
        f'<script type="module" src="{COMPONENTS}/comments.js"></script></html>'
    )
    page.route("**/bare/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/bare/")
    return thread(page)


def test_with_an_id_alone_it_asks_the_api_once(visitor: Page, demo: Demo, watch: Watch) -> None:
    element = mounted(
        visitor,
        f'<parenting-comments page="{demo.page_id(QUIET)}" heading-level="3" order="newest">'
        "</parenting-comments>",
    )
    expect(element.get_by_role("heading", name="Comments", level=3)).to_be_visible()
    expect(element.get_by_role("article")).not_to_have_count(0)
    expect(element.get_by_role("combobox", name="Order")).to_have_value("newest")
    assert len([url for url in watch.requested if "/comments/?" in url]) == 1


def test_what_stands_inside_stays_when_the_api_fails(visitor: Page) -> None:
    element = mounted(
        visitor, '<parenting-comments page="999999"><p>As they were</p></parenting-comments>'
    )
    visitor.wait_for_timeout(500)
    expect(element.get_by_text("As they were")).to_be_visible()


def test_a_failure_with_nothing_inside_offers_another_try(visitor: Page, demo: Demo) -> None:
    visitor.route(re.compile(rf"{API}comments/\?"), lambda route: route.fulfill(status=500))
    element = mounted(
        visitor, f'<parenting-comments page="{demo.page_id(QUIET)}"></parenting-comments>'
    )
    expect(element.get_by_text("Something went wrong on our side.")).to_be_visible()
    visitor.unroute(re.compile(rf"{API}comments/\?"))
    element.get_by_role("button", name="Try again").click()
    expect(element.get_by_role("article")).not_to_have_count(0)


def test_closed_comments_are_read_and_not_written(visitor: Page, demo: Demo) -> None:
    element = mounted(
        visitor, f'<parenting-comments page="{demo.page_id(QUIET)}" closed></parenting-comments>'
    )
    expect(element.get_by_text("Comments are closed.")).to_be_visible()
    expect(element.get_by_role("button", name="Like").first).to_be_visible()
    expect(element.get_by_role("button", name="Reply")).to_have_count(0)
    expect(element.locator("textarea")).to_have_count(0)


def test_words_alone_stand_there_when_the_script_does_not_come(open_page: Open) -> None:
    page = open_page()
    page.route(f"**{COMPONENTS}/comments.js", lambda route: route.abort())
    page.goto(QUIET)
    expect(page.locator(".plain-comments li").first).to_be_visible()
    expect(thread(page).get_by_role("button")).to_have_count(0)
