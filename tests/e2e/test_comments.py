"""Reader comments as readers meet them: reading, sorting, going to one, liking, reporting."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Demo, Open, Watch
from tests.e2e.pages import ArticleEditor
from tests.e2e.threads import (
    API,
    LONG,
    QUIET,
    articles,
    comment,
    deepest,
    expect_focus,
    form,
    likes_in,
    numbers,
    opened,
    rid,
    thread,
    write,
)


def test_the_first_paint_asks_for_nothing_but_the_page(reader: Page, watch: Watch) -> None:
    expect(articles(reader)).not_to_have_count(0)
    expect(thread(reader).get_by_role("heading", level=2)).to_have_text(re.compile(r"\d+ comments"))
    reader.wait_for_load_state("networkidle")
    assert not [url for url in watch.requested if "/comments/" in url]
    assert watch.elsewhere == set()


def test_more_threads_come_by_cursor_and_focus_goes_to_the_first_new_one(visitor: Page) -> None:
    opened(visitor, LONG)
    firsts = thread(visitor).locator("li[data-depth='0']")
    expect(firsts).to_have_count(20)
    more = thread(visitor).get_by_role("button", name="Show more comments")
    more.click()
    expect(firsts).not_to_have_count(20)
    expect_focus(visitor, firsts.nth(20).get_by_role("article").first)
    expect(thread(visitor).get_by_role("status")).to_have_text(re.compile(r"^\d+ more shown\.$"))
    expect(more).to_be_hidden()
    ids = articles(visitor).evaluate_all("all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))


def test_more_replies_come_a_part_at_a_time(visitor: Page, demo: Demo) -> None:
    opened(visitor, LONG)
    page_id = demo.page_id(LONG)
    listed = demo.get(f"{API}comments/?page={page_id}")["items"]
    long = max(listed, key=lambda item: int(item["replies"]["count"]))
    count = long["replies"]["count"]
    assert count > 25
    here = comment(visitor, long["id"]).locator("xpath=ancestor::li[1]")
    assert here.get_by_role("article").count() == 1 + 3
    here.get_by_role("button", name=f"Show {count - 3} more replies").click()
    expect(here.get_by_role("article")).to_have_count(1 + 3 + 20)
    expect_focus(visitor, here.get_by_role("article").nth(4))
    rest = count - 23
    here.get_by_role("button", name=re.compile(rf"Show ({rest} more replies|one more)")).click()
    expect(here.get_by_role("article")).to_have_count(1 + count)


def test_the_order_changes_without_losing_what_is_being_written(visitor: Page) -> None:
    opened(visitor, LONG)
    form(visitor).locator("textarea").fill("Half a thought")
    second = thread(visitor).locator("li[data-depth='0']").nth(1).get_by_role("article").first
    oldest = second.get_attribute("id")
    order = thread(visitor).get_by_role("combobox", name="Order")
    expect(order).to_have_value("oldest")
    order.select_option("newest")
    expect(second).not_to_have_id(oldest or "")
    order.select_option("top")
    expect(thread(visitor).get_by_role("status")).to_have_text("Most liked first")
    firsts = thread(visitor).locator("li[data-depth='0'] > article")
    likes = firsts.get_by_role("button", name="Like").all_inner_texts()
    shown = [likes_in(text) for text in likes]
    pinned = 1
    assert shown[pinned:] == sorted(shown[pinned:], reverse=True)
    expect(form(visitor).locator("textarea")).to_have_value("Half a thought")


def test_badges_edits_and_what_is_gone_are_told_in_words(visitor: Page) -> None:
    opened(visitor, LONG)
    whole = thread(visitor)
    more = whole.get_by_role("button", name=re.compile("^Show"))
    while more.count():  # those that are hidden do not count
        more.first.click()
        visitor.wait_for_timeout(300)
    expect(whole.locator("[part=badge]").get_by_text("Pinned")).to_have_count(1)
    expect(whole.locator("[part=badge]").get_by_text("Author").first).to_be_visible()
    expect(whole.locator("[part=badge]").get_by_text("Team").first).to_be_visible()
    expect(whole.get_by_text("recently posted").first).to_be_visible()
    recent = whole.get_by_text("recently posted").first.get_by_role("link")
    expect(recent).to_have_attribute("rel", "ugc nofollow noopener")
    deep = whole.locator("li[data-depth='4'], li[data-depth='5']").first
    expect(deep.get_by_role("link", name=re.compile("^in reply to "))).to_be_visible()
    assert deep.locator("[part=step]").count() == 3


def test_a_permalink_opens_the_midst_of_a_long_thread(visitor: Page, demo: Demo) -> None:
    wanted = deepest(demo)
    path = urlsplit(wanted["meta"]["html_url"])
    opened(visitor, f"{path.path}#{path.fragment}")
    found = comment(visitor, wanted["id"])
    expect(found).to_be_in_viewport()
    expect_focus(visitor, found)
    expect(found).to_have_attribute("part", re.compile("target"))
    assert articles(visitor).count() < 90
    # Both ways on from there, without a gap.
    here = found.locator("xpath=ancestor::li[@data-depth=0]")
    before = here.get_by_role("article").count()
    here.get_by_role("button", name="Show earlier replies").click()
    expect(here.get_by_role("article")).not_to_have_count(before)
    here.get_by_role("button", name="Show later replies").click()
    expect(here.get_by_role("button", name="Show later replies")).to_be_hidden()
    thread(visitor).get_by_role("button", name="Show earlier comments").click()
    expect(thread(visitor).get_by_role("button", name="Show earlier comments")).to_be_hidden()
    ids = articles(visitor).evaluate_all("all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))


def test_the_time_is_a_link_to_the_comment_and_marks_it(reader: Page) -> None:
    second = articles(reader).nth(4)
    second.locator("[part=time]").click()
    expect(reader).to_have_url(re.compile(rf"#{second.get_attribute('id')}$"))
    expect(second).to_have_attribute("part", re.compile("target"))
    expect_focus(reader, second)
    expect(second).to_be_in_viewport()
    articles(reader).nth(5).locator("[part=time]").click()
    expect(second).not_to_have_attribute("part", re.compile("target"))


def test_a_comment_that_is_gone_says_so(visitor: Page) -> None:
    opened(visitor, f"{QUIET}#comment-999999")
    expect(thread(visitor).get_by_role("alert").first).to_have_text("There is no such comment.")
    expect(articles(visitor)).not_to_have_count(0)


def test_a_like_counts_stays_and_goes(reader: Page, open_page: Open) -> None:
    like = articles(reader).nth(3).get_by_role("button", name="Like")
    before = likes_in(like.inner_text())
    expect(like).to_have_attribute("aria-pressed", "false")
    with reader.expect_response(re.compile("/like/")):
        like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    assert likes_in(like.inner_text()) == before + 1
    opened(reader, QUIET)  # asked again with the token that the like brought
    expect(like).to_have_attribute("aria-pressed", "true")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "false")
    assert likes_in(like.inner_text()) == before


def test_a_report_asks_why_and_thanks(reader: Page) -> None:
    about = articles(reader).nth(5)
    about.get_by_role("button", name="Report").click()
    reason = about.get_by_role("combobox", name="What is wrong with it?")
    expect(reason).to_be_focused()
    reason.select_option("advice")
    about.get_by_role("textbox", name="More about it").fill("Honey is not for babies.")
    with reader.expect_response(re.compile("/report/")) as reporting:
        about.get_by_role("button", name="Send").click()
    assert reporting.value.status == 202
    thanks = about.get_by_text("Thank you. A moderator will look at it.")
    expect_focus(reader, thanks)
    expect(about.get_by_role("button", name="Report")).to_have_attribute("aria-expanded", "false")


def test_a_token_that_is_no_good_is_thrown_away(reader: Page) -> None:
    reader.evaluate("localStorage.parentingToken = 'forged'")
    opened(reader, QUIET)
    reader.wait_for_load_state("networkidle")
    expect(articles(reader)).not_to_have_count(0)
    assert reader.evaluate("localStorage.parentingToken") is None
    like = articles(reader).first.get_by_role("button", name="Like")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")


def test_counts_stand_on_cards_and_lead_from_the_byline(visitor: Page) -> None:
    visitor.goto("/sleep/")
    cards = visitor.locator(".card-meta", has_text=re.compile(r"\d+ comments"))
    expect(cards.first).to_be_visible()
    opened(visitor, QUIET)
    visitor.locator(".byline").get_by_role("link", name=re.compile(r"^\d+ comments$")).click()
    expect(thread(visitor).get_by_role("heading", level=2)).to_be_in_viewport()


def test_the_thread_stands_where_its_block_does(visitor: Page, demo: Demo) -> None:
    example = demo.page("/safety/car-seats/")
    slug = f"comments-in-between-{next(numbers)}-{time.time_ns() % 10**6}"
    demo.write(
        "/api/v3/pages/",
        {
            "meta": {
                "type": example["meta"]["type"],
                "parent_id": demo.page_id("/health/"),
                "action": "publish",
            },
            "title": "Comments in between",
            "slug": slug,
            "standfirst": "An article that asks its readers.",
            "authors": [{"contributor_id": example["authors"][0]["id"]}],
            "body": [
                {"type": "paragraph", "value": "<p>Before.</p>"},
                {"type": "comments", "value": {"heading": "What do you do?"}},
                {"type": "paragraph", "value": "<p>After.</p>"},
            ],
        },
    )
    opened(visitor, f"/health/{slug}/")
    expect(visitor.locator(".body > .comments > parenting-comments")).to_have_count(1)
    expect(thread(visitor)).to_have_count(1)
    expect(thread(visitor).get_by_role("heading", name="What do you do?")).to_be_visible()
    expect(thread(visitor).get_by_text("No comments yet.")).to_be_visible()
    write(visitor, rid("The very first"))
    expect(thread(visitor).get_by_text("No comments yet.")).to_be_hidden()


def test_a_preview_shows_how_a_comment_waits_whoever_looks(editor: Page, demo: Demo) -> None:
    form = ArticleEditor(editor)
    form.open(demo.page_id(QUIET))
    editor.evaluate("localStorage.parentingToken = 'of-an-earlier-visit'")
    frame = form.open_preview()
    expect(frame.locator("parenting-comments article").first).to_be_visible()
    editor.locator("#id_preview_mode").select_option("comments_held")
    waiting = frame.locator("parenting-comments article").filter(has_text="A reader")
    expect(waiting).to_contain_text("This is how a comment looks to its writer")
    expect(waiting).to_contain_text("Your comment waits for a moderator.")
    editor.locator("#id_preview_mode").select_option("comments_closed")
    expect(frame.get_by_text("Comments are closed.")).to_be_visible()
    editor.evaluate("delete localStorage.parentingToken")
    form.close_preview()


def test_the_button_above_the_thread_leads_to_the_form_below_it(visitor: Page) -> None:
    opened(visitor, LONG)
    thread(visitor).get_by_role("button", name="Write a comment").click()
    expect_focus(visitor, form(visitor).locator("textarea"))
    expect(form(visitor).locator("textarea")).to_be_in_viewport()


def test_the_german_magazine_speaks_german(open_page: Open, demo: Demo) -> None:
    page = open_page(origin=demo.second_origin)
    page.goto("/ruhige-naechte/")
    here = thread(page)
    expect(here.get_by_role("textbox", name="Kommentar schreiben")).to_be_visible()
    here.locator("textarea").focus()
    expect(here.get_by_role("button", name="Senden")).to_be_visible()
    page.goto("/reader/")
    expect(page.get_by_role("heading", name="Was Ihnen gehört")).to_be_visible()
