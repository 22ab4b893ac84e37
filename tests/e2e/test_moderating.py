"""Moderating reader comments in the admin, as moderators do it: by keyboard, in bulk, in their part
of the site."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Demo, Open, Violations
from tests.e2e.pages import log_in, not_wagtails

QUEUE = "/admin/reader-comments/"
API = "/api/v3/parenting/"
ARTICLE, ELSEWHERE = "/sleep/safe-sleep/", "/feeding/fussy-eaters/"
_numbers = itertools.count(1)


def sent(demo: Demo, path: str, words: str, *, parent: int | None = None) -> dict[str, Any]:
    """A guest's comment; a newcomer's waits."""
    page = demo.page_id(path)
    body = {
        "page": page,
        "parent": parent,
        "body": words,
        "name": "Nele Holm",
        "email": f"moderated-{next(_numbers)}@example.org",
        "form_token": demo.get(f"{API}comments/form/?page={page}")["form_token"],
    }
    found: dict[str, Any] = demo.send(f"{API}comments/", body)
    assert found["status"] == "held"
    return found


def said_once(words: str) -> str:
    return f"{words} {next(_numbers)}x{time.time_ns() % 10**6}"


def row(page: Page, words: str) -> Locator:
    return page.locator("[data-row]").filter(has_text=words)


def shown_to_readers(tab: Page, words: str) -> Locator:
    return tab.locator("parenting-comments").get_by_text(words)


@pytest.fixture
def moderator(open_page: Open) -> Page:
    tab = open_page()
    log_in(tab, "moderator")
    return tab


def test_a_moderator_approves_in_bulk_by_keyboard_and_readers_see_it(
    moderator: Page, open_page: Open, demo: Demo
) -> None:
    word = said_once("Bulk")
    mine = [sent(demo, ARTICLE, f"{word} and {number}") for number in range(3)]
    moderator.goto(f"{QUEUE}?q={word.split()[-1]}")
    expect(moderator.locator("[data-row]")).to_have_count(3)
    for _number in range(2):  # go to a row, tick it, twice
        moderator.keyboard.press("j")
        moderator.keyboard.press("x")
    moderator.keyboard.press("a")
    said = moderator.locator("[data-queue-said]")
    expect(said).to_contain_text("2 reader comments were approved.")
    expect(moderator.locator("[data-row]")).to_have_count(1)

    reader = open_page()
    reader.goto(f"{ARTICLE}#comment-{mine[0]['id']}")
    shown = shown_to_readers(reader, word)
    expect(shown).to_have_count(2)

    moderator.keyboard.press("u")  # and takes it back
    expect(moderator.locator("[data-row]")).to_have_count(3)
    reader.reload()
    expect(reader.locator("parenting-comments").get_by_role("article").first).to_be_visible()
    expect(shown_to_readers(reader, word)).to_have_count(0)


def test_a_comment_is_opened_answered_and_approved_in_one(
    moderator: Page, open_page: Open, demo: Demo
) -> None:
    word = said_once("A question")
    asked = sent(demo, ARTICLE, word)
    moderator.goto(f"{QUEUE}{asked['id']}/")
    answer = said_once("An answer of the team")
    panel = moderator.locator("#answer-section")
    panel.get_by_role("textbox").fill(answer)
    panel.get_by_role("button", name="Approve and answer").click()
    reader = open_page()
    reader.goto(f"{ARTICLE}#comment-{asked['id']}")
    expect(shown_to_readers(reader, word)).to_be_visible()
    article = reader.locator("parenting-comments").get_by_role("article").filter(has_text=answer)
    expect(article.get_by_text("Team", exact=True)).to_be_visible()


def test_what_is_redacted_says_so(moderator: Page, open_page: Open, demo: Demo) -> None:
    word = said_once("Her name is Ottilie Fenn")
    asked = sent(demo, ARTICLE, word)
    moderator.goto(f"{QUEUE}{asked['id']}/")
    panel = moderator.locator("#redact-section")
    panel.get_by_role("button", name="Toggle section").click()
    kept = word.replace("Ottilie Fenn", "…")
    panel.get_by_role("textbox").fill(kept)
    panel.get_by_role("button", name="Save the text").click()
    expect(moderator.get_by_text("Ottilie Fenn").first).to_be_hidden()
    demo.write(f"{API}comments/{asked['id']}/actions/approve/", {})
    reader = open_page()
    reader.goto(f"{ARTICLE}#comment-{asked['id']}")
    article = reader.locator(f"parenting-comments #comment-{asked['id']}")
    expect(article.get_by_text("edited by the team")).to_be_visible()
    expect(article.get_by_text("Ottilie")).to_have_count(0)


def test_what_is_removed_leaves_its_place_where_others_replied(
    moderator: Page, open_page: Open, demo: Demo
) -> None:
    word, reply = said_once("Cows drink milk"), said_once("They do not")
    asked = sent(demo, ARTICLE, word)
    demo.write(f"{API}comments/{asked['id']}/actions/approve/", {})
    answered = sent(demo, ARTICLE, reply, parent=asked["id"])
    demo.write(f"{API}comments/{answered['id']}/actions/approve/", {})
    moderator.goto(f"{QUEUE}{asked['id']}/")
    moderator.keyboard.press("r")
    expect(moderator.get_by_text("1 reader comment was removed.").first).to_be_visible()
    reader = open_page()
    reader.goto(f"{ARTICLE}#comment-{asked['id']}")
    place = reader.locator(f"parenting-comments #comment-{asked['id']}")
    expect(place).to_contain_text("This comment was withdrawn or removed.")
    expect(place.get_by_role("button")).to_have_count(0)
    expect(shown_to_readers(reader, reply)).to_be_visible()
    expect(shown_to_readers(reader, word)).to_have_count(0)


def test_who_moderates_a_section_sees_that_alone(open_page: Open, demo: Demo) -> None:
    word = said_once("Sections")
    here, there = sent(demo, ARTICLE, word), sent(demo, ELSEWHERE, word)
    tab = open_page()
    log_in(tab, "sunita")
    tab.goto(f"{QUEUE}?q={word.split()[-1]}")
    expect(tab.locator("[data-row]")).to_have_count(1)
    expect(row(tab, word).get_by_role("link", name="Safer sleep")).to_be_visible()
    assert tab.goto(f"{QUEUE}{here['id']}/").status == 200
    assert tab.goto(f"{QUEUE}{there['id']}/").status == 404


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_moderators_screens(
    moderator: Page, violations: Callable[[Page], Violations], demo: Demo, theme: str
) -> None:
    moderator.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    waits = sent(demo, ARTICLE, said_once("Seen by axe"))
    for path in ("", "?status=approved", "?status=spam", f"{waits['id']}/"):
        moderator.goto(QUEUE + path)
        expect(moderator.get_by_role("main")).to_be_visible()
        assert not_wagtails(violations(moderator)) == {}, path
