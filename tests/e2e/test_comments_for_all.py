"""Comments by keyboard, for assistive technology, on narrow screens, in other colours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Demo, Open, Violations
from tests.e2e.threads import (
    FOCUSED,
    LONG,
    QUIET,
    articles,
    body_of,
    comment,
    deepest,
    expect_focus,
    focused,
    is_sending,
    numbers,
    open_form,
    opened,
    rid,
    thread,
    write,
)


def test_the_keyboard_alone_reads_answers_and_sends(reader: Page) -> None:
    first = articles(reader).first
    first.focus()
    names = []
    for _number in range(4):
        reader.keyboard.press("Tab")
        assert reader.evaluate(
            f"() => {{ const s = getComputedStyle(({FOCUSED})());"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; }"
        )
        names.append(focused(reader).inner_text())
    assert [re.sub(r" · \d+", "", name) for name in names[1:]] == ["Reply", "Like", "Report"]
    reader.keyboard.press("Shift+Tab")
    reader.keyboard.press("Shift+Tab")
    reader.keyboard.press("Enter")
    expect(first.get_by_role("textbox", name="Reply to")).to_be_focused()
    expect(first.get_by_role("textbox", name="Web site")).to_be_visible()
    words = rid("Typed with one hand")
    for text in (words, "Kay Board", f"keys-{next(numbers)}@example.org"):
        reader.keyboard.type(text)
        reader.keyboard.press("Tab")
    for _number in range(3):
        if focused(reader).inner_text() == "Send":
            break
        reader.keyboard.press("Tab")
    with reader.expect_response(is_sending) as sending:
        reader.keyboard.press("Enter")
    assert sending.value.status == 201
    expect_focus(reader, comment(reader, sending.value.json()["id"]).locator("[part=notice]"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(
    visitor: Page, violations: Callable[[Page], Violations], demo: Demo, theme: str
) -> None:
    visitor.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    wanted = deepest(demo)
    opened(visitor, f"{LONG}#comment-{wanted['id']}")
    expect_focus(visitor, comment(visitor, wanted["id"]))
    assert violations(visitor) == {}
    here = open_form(visitor)
    here.get_by_role("textbox", name="Web site").fill("example.org")
    here.get_by_role("button", name="Send").click()
    expect(here.locator("[aria-invalid=true]").first).to_be_visible()
    assert violations(visitor) == {}
    one = articles(visitor).first
    one.get_by_role("button", name="Report").click()
    assert violations(visitor) == {}
    sent = write(visitor, rid("Seen by axe"))
    mine = comment(visitor, sent["id"])
    mine.get_by_role("button", name="Withdraw").click()
    assert violations(visitor) == {}


def test_a_narrow_window_from_right_to_left_fits(open_page: Open, demo: Demo) -> None:
    page = open_page(width=320)  # what 400 % of 1280 pixels leaves
    wanted = deepest(demo)
    opened(page, f"{LONG}#comment-{wanted['id']}")
    page.evaluate("document.documentElement.dir = 'rtl'")
    comment(page, wanted["id"]).get_by_role("button", name="Reply").click()
    expect(comment(page, wanted["id"]).get_by_role("textbox", name="Web site")).to_be_visible()
    open_form(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    face = comment(page, wanted["id"]).locator("[part=face]").bounding_box()
    body = body_of(comment(page, wanted["id"])).bounding_box()
    assert face is not None
    assert body is not None
    assert face["x"] > body["x"]
    for button in thread(page).get_by_role("button").locator("visible=true").all()[:30]:
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24  # WCAG 2.5.8


def test_text_twice_as_large_still_fits(open_page: Open) -> None:
    page = opened(open_page(width=768), LONG)
    open_form(page)
    page.add_style_tag(
        content="html { font-size: 200% } parenting-comments { font-size: 2.2rem !important }"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_forced_colours_keep_edges(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(forced_colors="active")
    here = open_form(opened(page, QUIET))
    for element in (here.locator("textarea"), here.get_by_role("button", name="Send")):
        assert element.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 1


def test_scripts_of_every_direction_and_long_words_stay_inside(reader: Page, demo: Demo) -> None:
    words = f"مرحبا بكم {next(numbers)}\n\n`code()`\n\n" + "Säuglings" * 30
    sent = write(reader, words, name="ليلى")
    body = body_of(comment(reader, sent["id"]))
    assert body.evaluate("body => getComputedStyle(body).direction") == "rtl"
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
