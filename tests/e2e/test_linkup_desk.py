"""Link-ups in the admin, as hosts and moderators do it: a series whose editions make themselves,
the queue, picks and a draw."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Demo, Open, Violations
from tests.e2e.pages import log_in, not_wagtails

QUEUE = "/admin/link-ups/"
LINKUPS = "/api/v3/parenting/linkups/"
#: The clockwork of the demo runs every few seconds, and the machine may be busy.
WITHIN_S = 90
_numbers = itertools.count(1)


def said_once(words: str) -> str:
    return f"{words} {next(_numbers)}x{time.time_ns() % 10**6}"


def open_edition(demo: Demo) -> dict[str, Any]:
    found: dict[str, Any] = demo.get(f"{LINKUPS}current/")
    assert found["state"] == "open"
    return found


def sent(demo: Demo, title: str) -> dict[str, Any]:
    """A newcomer's link, which waits."""
    edition = open_edition(demo)
    form = demo.get(f"{LINKUPS}{edition['id']}/form/")
    number = next(_numbers)
    body = {
        "url": f"https://blog-{number}-{time.time_ns()}.example/{number}/",
        "title": title,
        "name": "Nele Holm",
        "email": f"linked-{number}@example.org",
        "rules_version": form["rules_version"],
        "form_token": form["form_token"],
    }
    found: dict[str, Any] = demo.send(f"{LINKUPS}{edition['id']}/entries/", body)
    assert found["status"] == "held"
    return found


def listed(demo: Demo, edition_id: int) -> list[int]:
    """The numbers that a visitor sees, the newest first."""
    found = demo.get(f"{LINKUPS}{edition_id}/entries/?order=newest&limit=100")
    return [item["number"] for item in found["items"]]


def row(page: Page, words: str) -> Locator:
    return page.locator("[data-row]").filter(has_text=words)


@pytest.fixture
def moderator(open_page: Open) -> Page:
    tab = open_page()
    log_in(tab, "moderator")
    return tab


def test_a_host_makes_a_series_and_sees_the_next_editions_appear(
    open_page: Open, demo: Demo
) -> None:
    tab, title = open_page(), said_once("Wednesday pram walk")
    log_in(tab)
    tab.goto(f"/admin/pages/{demo.page_id('/')}/add_subpage/")
    tab.get_by_role("link", name="Link-up series", exact=True).click()
    tab.get_by_role("textbox", name="Title", exact=False).first.fill(title)
    tab.get_by_role("tab", name="Schedule").click()
    tab.get_by_label("time zone").select_option("America/New_York")
    tab.get_by_label("editions ahead").fill("2")
    tab.get_by_label("first number").fill("45")
    tab.get_by_role("button", name="More actions").click()
    tab.get_by_role("button", name="Publish").click()
    expect(tab.get_by_text("created and published")).to_be_visible()
    path = demo.get(f"/api/v2/pages/?title={title.replace(' ', '%20')}")["items"][0]
    deadline, numbers = time.monotonic() + WITHIN_S, []
    while len(numbers) < 2 and time.monotonic() < deadline:
        found = demo.get(f"{LINKUPS}editions/?series={path['id']}")
        numbers = sorted(item["number"] for item in found["items"])
        time.sleep(1)
    assert numbers[:2] == [45, 46]
    tab.goto(f"/admin/pages/{path['id']}/")
    expect(tab.get_by_role("link", name=f"{title}, week 45").first).to_be_visible()


def test_a_moderator_clears_the_queue_by_keyboard_and_visitors_see_it(
    moderator: Page, demo: Demo
) -> None:
    word = said_once("Bulk")
    mine = [sent(demo, f"{word} and {number}") for number in range(3)]
    moderator.goto(f"{QUEUE}?q={word.split()[-1]}")
    expect(moderator.locator("[data-row]")).to_have_count(3)
    for _number in range(2):
        moderator.keyboard.press("j")
        moderator.keyboard.press("x")
    moderator.keyboard.press("a")
    said = moderator.locator("[data-queue-said]")
    expect(said).to_contain_text("2 entries were approved.")
    expect(moderator.locator("[data-row]")).to_have_count(1)
    edition = open_edition(demo)["id"]
    assert {mine[0]["number"], mine[1]["number"]} <= set(listed(demo, edition))
    moderator.keyboard.press("u")
    expect(moderator.locator("[data-row]")).to_have_count(3)
    assert not {entry["number"] for entry in mine} & set(listed(demo, edition))
    moderator.keyboard.press("j")
    moderator.keyboard.press("s")
    expect(moderator.locator("[data-row]")).to_have_count(2)


def test_two_entries_of_one_page_are_compared(moderator: Page) -> None:
    moderator.goto(QUEUE)
    moderator.get_by_role("link", name="Leads to the same page as number").first.click()
    compared = moderator.locator("#duplicates-section section")
    expect(compared).to_have_count(2)
    expect(compared.nth(1).get_by_text("Approved", exact=True)).to_be_visible()


def test_a_host_picks_and_the_next_edition_shows_it(moderator: Page, demo: Demo) -> None:
    edition = open_edition(demo)
    before = demo.page(edition["path"])["previous"]
    moderator.goto(f"{QUEUE}editions/{before['id']}/")
    card = moderator.locator(".parenting-picks > li:not(.parenting-picks__picked)").first
    title = card.locator(".parenting-entry__title a").inner_text()
    card.get_by_role("button", name="Pick", exact=True).click()
    expect(moderator.locator(".parenting-picks__picked").filter(has_text=title)).to_be_visible()
    picks = demo.page(edition["path"])["picks"]
    assert title in [pick["title"] for pick in picks]
    picked = moderator.locator(".parenting-picks__picked").filter(has_text=title)
    picked.get_by_role("button", name="Picked: take back").click()
    expect(moderator.get_by_text("is not picked any more").first).to_be_visible()
    assert title not in [pick["title"] for pick in demo.page(edition["path"])["picks"]]


def test_a_host_announces_and_draws_and_everyone_can_read_it(moderator: Page, demo: Demo) -> None:
    closed = demo.get(f"{LINKUPS}editions/?state=closed")["items"]
    edition = next(
        item
        for item in closed
        if item["entry_count"] > 1 and not demo.get(f"{LINKUPS}{item['id']}/draws/")["items"]
    )
    moderator.goto(f"{QUEUE}editions/{edition['id']}/")
    moderator.get_by_label("Public value that decides").fill("drand, round 21345678")
    moderator.get_by_role("spinbutton", name="Winners").fill("2")
    moderator.get_by_role("button", name="Announce the draw").click()
    value = moderator.get_by_label("The value, now that it is out")
    expect(value).to_be_visible()
    value.fill("not ASCII: ä")
    moderator.get_by_role("button", name="Draw", exact=True).click()
    expect(moderator.get_by_text("The value may only have letters").first).to_be_visible()
    expect(value).to_have_value("not ASCII: ä")
    value.fill("5f2c0de1")
    moderator.get_by_role("button", name="Draw", exact=True).click()
    expect(moderator.locator(".parenting-winners li")).to_have_count(2)
    (public,) = demo.get(f"{LINKUPS}{edition['id']}/draws/")["items"]
    assert public["value"] == "5f2c0de1"
    assert len(public["winners"]) == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_screens_of_link_ups(
    moderator: Page, violations: Callable[[Page], Violations], demo: Demo, theme: str
) -> None:
    moderator.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    waits = sent(demo, said_once("Seen by axe"))
    edition = open_edition(demo)["id"]
    paths = ("", "?status=approved", f"{waits['id']}/", "editions/", f"editions/{edition}/")
    for path in paths:
        moderator.goto(QUEUE + path)
        expect(moderator.get_by_role("main")).to_be_visible()
        assert not_wagtails(violations(moderator)) == {}, path
