"""The pages that mails to readers lead to, and where they find what is theirs."""

from __future__ import annotations

import email
import json
import re
import time
from collections.abc import Iterator
from email.policy import default
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Demo, Open
from tests.e2e.threads import (
    QUIET,
    READ_MS,
    approve,
    articles,
    comment,
    expect_focus,
    fill,
    form,
    open_form,
    opened,
    rid,
    send,
)

#: A mail waits in a line with the pictures of the freshly loaded demo.
MAIL_WITHIN_S = 240


def mailed_link(demo: Demo, address: str, page: str) -> str:
    """The link to one of the reader's pages, from a mail that the worker wrote into a file."""
    folder = demo.log.parent / "var" / "mails"
    deadline = time.monotonic() + MAIL_WITHIN_S
    while time.monotonic() < deadline:
        for mail in _mails(folder):
            words = mail.get_body(("plain",)).get_content() if mail["To"] == address else ""
            found = re.search(rf"http\S+/reader/{page}/\?token=\S+", words)
            if found:
                return found[0]
        time.sleep(0.2)
    pytest.fail(f"No mail to {address} leads to {page}")


def _mails(folder: Any) -> Iterator[Any]:
    for file in sorted(folder.glob("*.log")) if folder.exists() else []:
        for raw in re.split(rb"\n-{79}\n", file.read_bytes()):
            if raw.strip():
                yield email.message_from_bytes(raw, policy=default)


def confirm(page: Page, demo: Demo, address: str) -> None:
    page.goto(mailed_link(demo, address, "confirm"))
    page.reload()  # as programs that look at links before people do: it changes nothing
    page.get_by_role("button", name="Yes, it is mine").click()
    expect(page.get_by_role("heading", name="Your address is confirmed")).to_be_focused()


def test_an_author_who_confirms_her_address_wears_her_badge(
    visitor: Page, demo: Demo, open_page: Open
) -> None:
    visitor.goto("/reader/")
    visitor.get_by_role("textbox", name="Your e-mail address").fill("mara@example.org")
    visitor.get_by_role("button", name="Mail me a link").click()
    expect(visitor.get_by_text("a link is on its way")).to_be_focused()
    confirm(visitor, demo, "mara@example.org")
    expect(visitor).to_have_url(re.compile("/reader/confirm/$"))
    visitor.get_by_role("link", name="Back to where you were").click()
    expect(visitor.get_by_text("mara@example.org")).to_be_visible()

    opened(visitor, QUIET)
    here = form(visitor)
    here.locator("textarea").focus()
    expect(here.get_by_role("textbox", name="Name")).to_be_visible()
    expect(here.get_by_role("textbox", name="E-mail")).to_be_hidden()
    here.locator("textarea").fill(rid("From the author"))
    sent = send(visitor, here)
    assert sent["status"] == "approved"
    mine = comment(visitor, sent["id"])
    expect(mine.get_by_text("Author", exact=True)).to_be_visible()
    expect_focus(visitor, mine)
    stranger = opened(open_page(), f"{QUIET}#comment-{sent['id']}")
    expect(comment(stranger, sent["id"]).get_by_text("Author", exact=True)).to_be_visible()

    asked = articles(visitor).filter(has_not=visitor.get_by_text("Author", exact=True)).first
    name = asked.locator("[part=name] bdi").first.inner_text()
    asked.get_by_role("button", name="Reply").first.click()
    below = asked.locator("form")
    expect(below.get_by_role("textbox", name=f"Reply to {name}")).to_be_focused()
    below.locator("textarea").fill(rid("An answer from the author"))
    answer = send(visitor, below)
    assert answer["status"] == "approved"
    assert answer["parent_id"] is not None
    expect(comment(visitor, answer["id"]).get_by_text("Author", exact=True).first).to_be_visible()


def test_a_visitor_asks_to_hear_when_a_link_up_opens(visitor: Page, demo: Demo) -> None:
    visitor.goto("/what-worked/")
    here = visitor.get_by_role("region", name="Hear when it opens")
    here.get_by_role("textbox", name="Your e-mail address").fill("waits@example.org")
    here.get_by_role("button", name="Tell me").click()
    expect(here.get_by_text("a link is on its way")).to_be_focused()
    confirm(visitor, demo, "waits@example.org")
    visitor.get_by_role("link", name="See all that is yours").click()
    expect(visitor.get_by_text("What Worked").last).to_be_visible()


def test_a_reader_sees_takes_along_and_erases_what_is_hers(
    reader: Page, demo: Demo, open_page: Open
) -> None:
    here = open_form(reader)
    words = rid("To be forgotten")
    address = fill(here, words, name="Sol Berg")
    here.get_by_role("combobox", name="Mail me about").select_option("thread")
    reader.wait_for_timeout(READ_MS)  # or else it asks nobody to confirm an address
    sent = send(reader, here)
    expect(comment(reader, sent["id"])).to_be_visible()

    elsewhere = open_page()
    confirm(elsewhere, demo, address)
    elsewhere.get_by_role("link", name="See all that is yours").click()
    expect(elsewhere.get_by_text(address)).to_be_visible()
    expect(elsewhere.get_by_text(words)).to_be_visible()
    expect(elsewhere.get_by_text("waits for a moderator")).to_be_visible()

    mails = elsewhere.get_by_role("checkbox", name=re.compile("^Everything in a thread"))
    mails.uncheck()
    elsewhere.get_by_role("button", name="Save").click()
    expect(elsewhere.get_by_text("Saved.")).to_be_visible()
    expect(mails).to_be_hidden()

    with elsewhere.expect_download() as download:
        elsewhere.get_by_role("button", name="Download my data").click()
    taken = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert taken["email"] == address
    assert [each["body"] for each in taken["comments"]] == [words]

    elsewhere.get_by_role("button", name="Erase everything").click()
    expect(elsewhere.get_by_text("This cannot be undone.")).to_be_visible()
    elsewhere.get_by_role("button", name="Yes, erase everything").click()
    expect(elsewhere.get_by_role("heading", name="Everything of yours is erased")).to_be_focused()
    assert elsewhere.evaluate("Object.keys(localStorage).filter(k => /^parenting/.test(k))") == []
    opened(reader, QUIET)  # the other browser's comment is gone as well
    expect(comment(reader, sent["id"])).to_have_count(0)


def test_the_link_at_the_foot_of_a_mail_ends_them_once_the_button_is_pressed(
    reader: Page, demo: Demo, open_page: Open
) -> None:
    here = open_form(reader)
    address = fill(here, rid("Tell me more"))
    here.get_by_role("combobox", name="Mail me about").select_option("replies")
    reader.wait_for_timeout(READ_MS)
    sent = send(reader, here)
    confirm(reader, demo, address)
    approve(demo, sent["id"])
    other = opened(open_page(), f"{QUIET}#comment-{sent['id']}")
    above = comment(other, sent["id"])
    above.get_by_role("button", name="Reply").click()
    there = open_form(other, above.locator("form"))
    fill(there, rid("Here is more"))
    approve(demo, send(other, there)["id"])

    way_out = mailed_link(demo, address, "unsubscribe")
    replies = reader.get_by_role("checkbox", name=re.compile("^Replies to you"))
    stranger = open_page()
    stranger.goto(way_out)
    button = stranger.get_by_role("button", name="End these mails")
    expect(button).to_be_visible()
    reader.goto("/reader/")
    expect(replies).to_be_checked()
    button.click()
    done = stranger.get_by_role("heading", name="You will get no more of these mails")
    expect(done).to_be_focused()
    reader.goto("/reader/")
    expect(reader.get_by_text("You get none.")).to_be_visible()


@pytest.mark.parametrize("path", ["/reader/confirm/", "/reader/unsubscribe/"])
def test_a_link_of_a_mail_that_is_no_good_says_so(visitor: Page, path: str) -> None:
    visitor.goto(f"{path}?token=used")
    visitor.get_by_role("button", name=re.compile("Yes, it is mine|End these mails")).click()
    expect(visitor.get_by_role("alert")).to_have_text(
        "This link has been used or is too old. Ask for a new one."
    )
