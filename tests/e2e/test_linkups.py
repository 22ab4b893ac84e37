"""`<parenting-linkup>`: reading an edition, linking up, and what becomes of one's entries."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.conftest import Demo, Open, Violations, Watch
from tests.e2e.linkup_seeds import MANY, PICKED, PLAIN, SENSITIVE, SPONSORED
from tests.e2e.linkups import (
    HELD,
    READING,
    SUGGESTED,
    address,
    approve,
    begin,
    entries,
    entry,
    fill,
    form,
    is_sending,
    link,
    linkup,
    make_editions,
    mounted,
    opened,
    own_url,
    send,
    shown_numbers,
    suggested,
)
from tests.e2e.threads import API, FOCUSED, READ_MS, expect_focus, focused, likes_in

WRITES = re.compile(rf"{API}linkups/\d+/entries/$")
RESOLVES = re.compile(rf"{API}resolve/")


@pytest.fixture(scope="session")
def editions(demo: Demo) -> dict[str, int]:
    return make_editions(demo)


@pytest.fixture
def many(visitor: Page, editions: dict[str, int]) -> Page:
    """An open edition of three pages."""
    return opened(visitor, editions["many"])


@pytest.fixture
def blogger(visitor: Page, editions: dict[str, int]) -> Page:
    """An open edition to which these stories link up."""
    return opened(visitor, editions["writing"])


def refusing(status: int, code: str = "", **more: Any) -> Callable[[Route], None]:
    """Answers a link with an error, and lets all else through."""
    headers = more.pop("headers", {})
    problem = {"status": status, "code": code, "detail": "", "errors": [], **more}

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            kind = "application/problem+json"
            route.fulfill(status=status, json=problem, headers=headers, content_type=kind)
        else:
            route.fallback()

    return refuse


def changing(**changes: Any) -> Callable[[Route], None]:
    """Answers what the API does, with another page."""

    def change(route: Route) -> None:
        found = route.fetch()
        answer = found.json()
        route.fulfill(response=found, json={**answer, "page": {**answer["page"], **changes}})

    return change


def in_seconds(seconds: int) -> str:
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


# --- Reading --------------------------------------------------------------------------------------


def test_an_edition_shows_its_window_and_its_entries(many: Page, watch: Watch) -> None:
    window = linkup(many).locator("[part=window]")
    expect(window).to_contain_text("Open")
    expect(window.locator("[part=countdown]")).to_have_text(re.compile(r"^closes in \d+ hours$"))
    expect(window.locator("time")).to_have_text(re.compile(r"at \d\d:\d\d (GMT|BST)$"))
    expect(window.locator("time")).to_have_attribute("datetime", re.compile(r"Z$"))
    assert window.locator("[aria-live], [role=timer], [role=status]").count() == 0
    first = entry(many, 1)
    title = first.get_by_role("heading", level=3).get_by_role("link")
    expect(title).to_have_text("Post number 1")
    expect(title).to_have_attribute("href", re.compile(r"/entries/\d+/visit/$"))
    expect(title).to_have_attribute("rel", "ugc nofollow noopener")
    assert title.get_attribute("target") is None
    expect(first.locator("[part=meta]")).to_have_text("Blog 1·Bea Lund")
    assert not [url for url in watch.requested if "/form/" in url]
    assert watch.elsewhere == set()


def test_all_pictures_are_equal_and_one_without_has_an_initial(many: Page) -> None:
    sizes = (
        linkup(many)
        .locator("[part=picture]")
        .evaluate_all("all => all.map(each => [each.offsetWidth, each.offsetHeight].join())")
    )
    assert len(sizes) == 20 - 1  # one is veiled
    assert len(set(sizes)) == 1
    expect(entry(many, PLAIN).locator("span[part=picture]")).to_have_text("B")


def test_sponsored_and_picked_entries_say_so(many: Page) -> None:
    sponsored = entry(many, SPONSORED)
    expect(sponsored.locator("[part=badge]")).to_have_text("Sponsored")
    expect(sponsored.get_by_role("heading").get_by_role("link")).to_have_attribute(
        "rel", re.compile("sponsored")
    )
    expect(entry(many, PICKED).locator("[part=badge]")).to_have_text("Picked by the hosts")


def test_a_sensitive_entry_is_veiled_until_one_asks(many: Page) -> None:
    veiled = entry(many, SENSITIVE)
    expect(veiled).not_to_contain_text("Post number")
    expect(veiled).to_have_attribute("aria-label", f"{SENSITIVE}. Sensitive")
    expect(veiled.locator("img")).to_have_count(0)
    veiled.get_by_role("button", name="Show it").click()
    expect(veiled.get_by_role("heading")).to_have_text(f"Post number {SENSITIVE}")
    expect_focus(many, veiled)


def test_more_entries_come_by_cursor_and_focus_goes_to_the_first_new_one(many: Page) -> None:
    more = linkup(many).get_by_role("button", name="Show more links")
    more.click()
    expect(entries(many)).to_have_count(40)
    expect_focus(many, entries(many).nth(20))
    expect(linkup(many).get_by_role("status")).to_have_text("20 more shown.")
    more.click()
    expect(entries(many)).to_have_count(MANY)
    expect(more).to_be_hidden()
    assert list(shown_numbers(many)) == list(range(1, MANY + 1))


def test_entries_are_sorted_and_a_shuffle_stays(many: Page, editions: dict[str, int]) -> None:
    order = linkup(many).get_by_role("combobox", name="Order")
    order.select_option("newest")
    expect(entries(many).first).to_have_id(f"entry-{MANY}")
    expect(linkup(many).get_by_role("status")).to_have_text("Newest first")
    order.select_option("likes")
    expect(entries(many).first).to_contain_text("Like · 6")
    order.select_option("clicks")
    expect(linkup(many).get_by_role("status")).to_have_text("Most visited first")
    order.select_option("random")
    expect(linkup(many).get_by_role("status")).to_have_text("Shuffled")
    shuffled = shown_numbers(many)
    assert sorted(shuffled) != list(shuffled)
    opened(many, editions["many"], 'order="random"')
    expect(order).to_have_value("random")
    assert shown_numbers(many) == shuffled


def test_a_permalink_loads_what_stands_before_it(visitor: Page, editions: dict[str, int]) -> None:
    opened(visitor, editions["many"], fragment=f"#entry-{MANY - 1}")
    wanted = entry(visitor, MANY - 1)
    expect(wanted).to_be_in_viewport()
    expect_focus(visitor, wanted)
    expect(wanted).to_have_attribute("part", re.compile("target"))
    visitor.evaluate("location.hash = '#entry-2'")
    expect_focus(visitor, entry(visitor, 2))
    expect(wanted).not_to_have_attribute("part", re.compile("target"))
    visitor.evaluate("location.hash = '#entry-4711'")
    expect(linkup(visitor).get_by_role("alert")).to_have_text(
        "Link 4711 is not here. It was withdrawn or removed."
    )


def test_closed_editions_take_no_links_and_name_the_next(
    visitor: Page, editions: dict[str, int]
) -> None:
    opened(visitor, editions["closed"])
    window = linkup(visitor).locator("[part=window]")
    expect(window).to_have_text(re.compile(r"^Closed .*Open now: Slow Tuesday 45"))
    expect(form(visitor)).to_have_count(0)
    expect(linkup(visitor).get_by_role("button", name="Add your link")).to_have_count(0)
    expect(entry(visitor, 1).get_by_role("button", name="Like")).to_be_visible()
    opened(visitor, editions["upcoming"])
    expect(window).to_have_text(re.compile(r"^Not open yet opens in 5 days · \w+ \d+ \w+ at"))
    expect(form(visitor)).to_have_count(0)
    expect(linkup(visitor).get_by_text("There are no links yet.")).to_be_visible()
    opened(visitor, editions["full"])
    expect(window).to_contain_text("Closed: all places are taken")
    expect(form(visitor)).to_have_count(0)


def test_when_the_countdown_ends_the_api_says_what_is_true(
    visitor: Page, editions: dict[str, int]
) -> None:
    asked: list[str] = []

    def nearly(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            changing(state="upcoming", opens_at=in_seconds(2), closes_at=in_seconds(60))(route)
        elif len(asked) == 2:  # by its clock it is not time yet
            changing(state="upcoming", opens_at=in_seconds(0), closes_at=in_seconds(60))(route)
        else:
            route.fallback()

    visitor.route(RESOLVES, nearly)
    opened(visitor, editions["writing"])
    expect(form(visitor)).to_have_count(0)
    expect(linkup(visitor).locator("[part=countdown]")).to_have_text(re.compile("opens in"))
    expect(address(visitor)).to_be_visible()
    expect(linkup(visitor).get_by_role("status")).to_have_text("Open")
    assert len(asked) == 3


def test_what_came_with_the_page_is_drawn_without_asking(
    visitor: Page, editions: dict[str, int], demo: Demo, watch: Watch
) -> None:
    found = demo.get(f"{API}resolve/?page={editions['many']}")
    opened(visitor, editions["many"])
    before = len(watch.requested)
    visitor.evaluate(
        """found => {
            const element = document.createElement("parenting-linkup");
            element.setAttribute("page", found.page.id);
            element.linkup = found;
            document.querySelector("parenting-linkup").replaceWith(element);
        }""",
        found,
    )
    expect(entries(visitor)).to_have_count(20)
    assert not [url for url in watch.requested[before:] if "/api/" in url]


# --- Linking up -----------------------------------------------------------------------------------


def test_a_blogger_links_up_from_her_phone(
    open_page: Open, editions: dict[str, int], demo: Demo, watch: Watch
) -> None:
    page = opened(open_page(width=390), editions["writing"])
    assert not [url for url in watch.requested if "bloggers" in url]
    expect(form(page).get_by_role("textbox")).to_have_count(1)  # her link first
    url = own_url()
    here = begin(page, url.removeprefix("https://"))
    expect(address(page)).to_have_value(url)
    expect(here).to_contain_text("Link to one post")
    expect(here).to_contain_text("Please link back to")
    expect_focus(page, here.get_by_role("textbox", name="Name"))
    here.get_by_text("Rules of this link-up").click()
    expect(here.get_by_text("Visit two others.")).to_be_visible()
    here.get_by_role("textbox", name="Name").fill("Nele Holm")
    here.get_by_role("textbox", name="E-mail").fill("nele@example.org")
    here.get_by_role("button", name="Send").click()
    agreed = here.get_by_role("checkbox", name="I agree")
    expect_focus(page, agreed)
    expect(agreed).to_have_attribute("aria-invalid", "true")
    agreed.check()
    page.wait_for_timeout(READ_MS)
    sent = send(page)
    mine = entry(page, sent["number"])
    notice = mine.locator("[part=notice]")
    expect(notice).to_contain_text(HELD)
    expect(notice).to_contain_text("We have sent a mail to confirm your address.")
    expect(address(page)).to_have_value("")
    expect(form(page).get_by_role("textbox")).to_have_count(1)

    suggested(page, sent)
    title = mine.get_by_role("textbox", name="Title")
    expect(title).to_have_value("Ten naps")
    expect(mine.get_by_role("textbox", name="Name of your blog")).to_have_value(
        re.compile("^The blog of")
    )
    expect(mine.get_by_role("textbox", name="What it is about")).to_have_value(
        "All about ten naps."
    )
    expect(mine.locator("img")).to_be_visible()
    title.fill("Ten naps that were none")
    with page.expect_request(lambda asked: asked.method == "PATCH") as saving:
        mine.get_by_role("button", name="Save").click()
    assert saving.value.post_data_json == {"title": "Ten naps that were none"}
    expect(mine.get_by_role("heading")).to_have_text("Ten naps that were none")
    expect_focus(page, mine)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    approve(demo, sent["id"])
    stranger = opened(open_page(), editions["writing"], 'order="newest"')
    shown = entry(stranger, sent["number"])
    expect(shown.get_by_role("heading")).to_have_text("Ten naps that were none")
    expect(shown.get_by_role("button", name="Edit")).to_have_count(0)


def test_where_she_is_when_the_suggestions_come_she_stays(blogger: Page) -> None:
    sent = link(blogger, own_url())
    expect_focus(blogger, entry(blogger, sent["number"]).locator("[part=notice]"))
    expect(entry(blogger, sent["number"])).to_contain_text(READING)
    address(blogger).fill("https://half-a-th")
    mine = suggested(blogger, sent)
    expect_focus(blogger, address(blogger))
    expect(mine.get_by_role("textbox", name="Title")).to_be_visible()
    expect(linkup(blogger).get_by_role("status")).to_contain_text(SUGGESTED)


def test_a_page_that_cannot_be_read_leaves_the_words_to_her(blogger: Page) -> None:
    sent = link(blogger, own_url("broken/post/"))
    mine = entry(blogger, sent["number"])
    expect(mine).to_contain_text("We could not read your page.", timeout=40_000)
    expect(mine.get_by_role("textbox", name="Title")).to_have_value("")
    mine.get_by_role("textbox", name="Title").fill("My own words")
    mine.get_by_role("checkbox", name="Someone paid").check()
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("heading")).to_have_text("My own words")
    expect(mine.locator("[part=badge]")).to_have_text("Sponsored")


def test_a_page_that_is_slow_is_waited_for_a_while(blogger: Page) -> None:
    blogger.clock.install()
    opened(blogger, int(linkup(blogger).get_attribute("page") or 0))
    sent = link(blogger, own_url("slow/post/"))
    mine = entry(blogger, sent["number"])
    expect(mine).to_contain_text(READING)
    looks: list[str] = []
    blogger.on("request", lambda asked: looks.append(asked.url))
    for _look in range(9):
        blogger.clock.run_for(35_000)
        blogger.wait_for_timeout(200)
    expect(mine).to_contain_text("Your page has not been read yet.")
    assert 3 <= len([url for url in looks if f"/entries/{sent['id']}/" in url]) <= 8
    expect(mine.get_by_role("button", name="Edit")).to_be_visible()


def test_a_link_that_is_there_already_is_linked_to(many: Page) -> None:
    url = many.evaluate(
        "page => fetch(`/api/v3/parenting/linkups/${page}/entries/`)"
        ".then(answer => answer.json()).then(found => found.items[1].url)",
        linkup(many).get_attribute("page"),
    )
    fill(begin(many, f"{url}?utm_source=newsletter"))
    assert send(many)["code"] == "duplicate_entry"
    expect(form(many).get_by_text("it is number 2.")).to_be_visible()
    expect_focus(many, address(many))
    there = form(many).get_by_role("link", name="Post number 2")
    expect(there).to_have_attribute("href", re.compile("#entry-2$"))
    expect(address(many)).to_have_value(f"{url}?utm_source=newsletter")
    expect(form(many).get_by_role("textbox", name="Name")).to_have_value("Nele Holm")


def test_what_is_no_address_is_said_at_once(blogger: Page, watch: Watch) -> None:
    address(blogger).fill("my blog")
    form(blogger).get_by_role("button", name="Continue").click()
    expect_focus(blogger, address(blogger))
    expect(address(blogger)).to_have_accessible_description(re.compile("not the address of a web"))
    address(blogger).fill("")
    form(blogger).get_by_role("button", name="Continue").click()
    expect(address(blogger)).to_have_attribute("aria-invalid", "true")
    assert not [url for url in watch.requested if "/form/" in url]


def test_a_home_page_is_refused_beside_the_address(blogger: Page) -> None:
    here = begin(blogger, own_url(""))
    fill(here)
    assert send(blogger)["status"] == 422
    expect_focus(blogger, address(blogger))
    expect(address(blogger)).to_have_accessible_description(re.compile("Link to one post"))


def test_a_draft_survives_a_reload_and_goes_when_it_is_sent(
    blogger: Page, editions: dict[str, int]
) -> None:
    url = own_url()
    here = begin(blogger, url)
    fill(here, "Half Way")
    here.get_by_role("checkbox", name="Not for everyone").check()
    opened(blogger, editions["writing"])
    expect(address(blogger)).to_have_value(url)
    form(blogger).get_by_role("button", name="Continue").click()
    here = form(blogger)
    expect(here.get_by_role("textbox", name="Name")).to_have_value("Half Way")
    expect(here.get_by_role("checkbox", name="Not for everyone")).to_be_checked()
    expect(here.get_by_role("checkbox", name="I agree")).not_to_be_checked()
    here.get_by_role("checkbox", name="I agree").check()
    send(blogger)
    expect(address(blogger)).to_have_value("")
    opened(blogger, editions["writing"])
    expect(address(blogger)).to_have_value("")
    here = begin(blogger, own_url())
    expect(here.get_by_role("textbox", name="Name")).to_have_value("Half Way")
    expect(here.get_by_role("checkbox", name="Not for everyone")).not_to_be_checked()


@pytest.mark.parametrize(
    ("status", "code", "more", "said"),
    [
        (503, "", {}, "Something went wrong on our side."),
        (429, "rate_limited", {"headers": {"Retry-After": "42"}}, "try again in 42 seconds"),
        (403, "entry_limit", {"detail": "As many as there may be."}, "As many as there may be."),
        (403, "linkup_closed", {"detail": "This link-up is full."}, "This link-up is full."),
    ],
)
def test_every_refusal_says_what_happened_and_keeps_the_text(
    blogger: Page, status: int, code: str, more: dict[str, Any], said: str
) -> None:
    url = own_url()
    here = begin(blogger, url)
    mail = fill(here)
    blogger.route(WRITES, refusing(status, code, **more))
    here.get_by_role("button", name="Send").click()
    expect(here.get_by_role("alert")).to_contain_text(said)
    expect(address(blogger)).to_have_value(url)
    expect(here.get_by_role("textbox", name="E-mail")).to_have_value(mail)
    blogger.unroute(WRITES)
    assert send(blogger)["number"]


def test_offline_says_so_and_the_same_form_is_sent_later(blogger: Page) -> None:
    url = own_url()
    here = begin(blogger, url)
    fill(here)
    blogger.context.set_offline(True)
    here.get_by_role("button", name="Send").click()
    expect(here.get_by_role("alert")).to_contain_text("You are offline.")
    blogger.context.set_offline(False)
    assert send(blogger)["url"] == url


def test_what_could_not_be_loaded_is_asked_for_again(blogger: Page) -> None:
    """The rest of the form is a script of its own."""
    blogger.context.set_offline(True)
    address(blogger).fill(own_url())
    form(blogger).get_by_role("button", name="Continue").click()
    expect(form(blogger).get_by_role("alert")).to_contain_text("You are offline.")
    blogger.context.set_offline(False)
    form(blogger).get_by_role("button", name="Continue").click()
    expect(form(blogger).get_by_role("checkbox", name="I agree")).to_be_visible()


def test_a_form_left_open_overnight_is_sent_again_by_itself(blogger: Page) -> None:
    tokens: list[str] = []

    def expire_once(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        body: Any = route.request.post_data_json
        tokens.append(body["form_token"])
        if len(tokens) > 1:
            route.fallback()
            return
        form_url = route.request.url.replace("/entries/", "/form/")
        fresh = blogger.request.get(form_url).json()["form_token"]
        refusing(409, "form_token_expired", form_token=fresh)(route)

    blogger.route(WRITES, expire_once)
    fill(begin(blogger, own_url("good-morning/")))
    form(blogger).get_by_role("button", name="Send").click()
    expect(entries(blogger).first).to_contain_text(READING)
    assert len(tokens) == 2
    assert tokens[0] != tokens[1]


def test_rules_that_have_changed_are_shown_and_agreed_to_anew(blogger: Page) -> None:
    here = begin(blogger, own_url())
    fill(here)
    sent: list[str] = []

    def outdated_once(route: Route) -> None:
        body: Any = route.request.post_data_json
        sent.append(body["rules_version"])
        if len(sent) > 1:
            route.fallback()
            return
        error = {"loc": ["body", "rules_version"], "msg": "The rules have changed.", "type": "x"}
        refusing(422, "invalid_input", errors=[error])(route)

    def changed(route: Route) -> None:
        found = route.fetch()
        route.fulfill(response=found, json={**found.json(), "rules": "<p>Three others.</p>"})

    blogger.route(WRITES, outdated_once)
    blogger.route(re.compile(rf"{API}linkups/\d+/form/"), changed)
    here.get_by_role("button", name="Send").click()
    agreed = here.get_by_role("checkbox", name="I agree")
    expect(agreed).to_have_accessible_description(re.compile("The rules have changed."))
    expect(agreed).not_to_be_checked()
    expect(here.get_by_text("Three others.")).to_be_visible()
    agreed.check()
    assert send(blogger)["number"]


def test_an_edition_that_closes_while_she_writes_keeps_her_words(
    blogger: Page, editions: dict[str, int]
) -> None:
    url = own_url()
    here = begin(blogger, url)
    fill(here)
    blogger.route(WRITES, refusing(403, "linkup_closed", detail="This link-up has closed."))
    blogger.route(RESOLVES, changing(state="closed", closes_at=in_seconds(-1)))
    here.get_by_role("button", name="Send").click()
    expect(here.get_by_role("alert")).to_have_text("This link-up has closed.")
    expect(linkup(blogger).locator("[part=state]")).to_have_text("Closed")
    expect(address(blogger)).to_have_value(url)


def test_what_people_do_not_see_is_not_reached(blogger: Page) -> None:
    trap = begin(blogger, own_url()).locator("[name=leave_empty]")
    expect(trap).to_have_attribute("tabindex", "-1")
    assert trap.evaluate("trap => !!trap.closest('[aria-hidden=true]')")


def test_far_down_the_form_is_still_in_reach(open_page: Open, editions: dict[str, int]) -> None:
    page = opened(open_page(width=390), editions["many"])
    reach = linkup(page).get_by_role("button", name="Add your link")
    expect(reach).to_be_hidden()  # the form is in view
    entry(page, 12).scroll_into_view_if_needed()
    expect(reach).to_be_in_viewport()
    for action in entry(page, 12).get_by_role("button").all():
        action.focus()
        box, cover = action.bounding_box(), reach.bounding_box()
        assert box is not None
        assert cover is not None
        assert box["y"] + box["height"] <= cover["y"] or cover["y"] + cover["height"] <= box["y"]
    reach.click()
    expect_focus(page, address(page))
    expect(reach).to_be_hidden()


# --- One's own entries ----------------------------------------------------------------------------


def test_an_entry_is_edited_until_the_edition_closes(
    blogger: Page, editions: dict[str, int]
) -> None:
    sent = link(blogger, own_url())
    mine = suggested(blogger, sent)
    mine.get_by_role("button", name="Cancel").click()
    edit = mine.get_by_role("button", name="Edit")
    expect_focus(blogger, edit)
    edit.click()
    expect_focus(blogger, mine.get_by_role("textbox", name="Title"))
    mine.get_by_role("textbox", name="What it is about").fill("In other words.")
    mine.get_by_role("button", name="Save").click()
    expect(mine.locator("[part=description]")).to_have_text("In other words.")
    expect(linkup(blogger).get_by_role("status")).to_have_text("Saved.")

    opened(blogger, editions["writing"], 'order="newest"')  # her token shows it to her again
    expect(mine.locator("[part=notice]")).to_contain_text(HELD)
    mine.get_by_role("button", name="Edit").click()
    mine.get_by_role("textbox", name="Title").fill("Too late")
    over = {"detail": "The link-up has closed.", "code": "editing_over", "errors": []}
    blogger.route(
        re.compile(rf"{API}linkups/entries/\d+/$"),
        lambda route: route.fulfill(status=403, json={"status": 403, **over}),
    )
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("alert")).to_have_text("The link-up has closed.")
    expect(mine.get_by_role("textbox", name="Title")).to_have_value("Too late")


def test_withdrawing_asks_once_and_its_number_stays_empty(
    blogger: Page, editions: dict[str, int]
) -> None:
    url = own_url()
    sent = link(blogger, url)
    mine = entry(blogger, sent["number"])
    mine.get_by_role("button", name="Withdraw").click()
    expect(mine.get_by_text("Withdraw this link?")).to_be_visible()
    mine.get_by_role("button", name="Yes, withdraw it").click()
    expect(mine).to_contain_text("This link was withdrawn.")
    expect_focus(blogger, mine)
    again = link(blogger, url)
    assert again["number"] > sent["number"]
    opened(blogger, editions["writing"], 'order="newest"')
    expect(entry(blogger, again["number"])).to_be_visible()
    expect(mine).to_have_count(0)


def test_a_missing_link_back_is_looked_for_again(blogger: Page) -> None:
    sent = link(blogger, own_url())
    mine = suggested(blogger, sent)
    expect(mine.locator("[part=notice]")).to_contain_text("We found no link back on your page.")
    mine.get_by_role("button", name="Cancel").click()

    def found(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "backlink": "found"})

    blogger.route(re.compile(rf"{API}linkups/entries/{sent['id']}/$"), found)
    with blogger.expect_response(re.compile("/recheck/$")) as asking:
        mine.get_by_role("button", name="Check my page again").click()
    assert asking.value.status == 202
    expect(mine.locator("[part=notice]")).to_contain_text("Your page links back to us.")
    expect(mine.get_by_role("button", name="Check my page again")).to_have_count(0)
    expect_focus(blogger, mine.locator("[part=notice]"))


def test_a_link_back_that_is_there_is_thanked_for(
    blogger: Page, editions: dict[str, int], demo: Demo
) -> None:
    path = demo.get(f"{API}resolve/?page={editions['writing']}")["page"]["path"]
    sent = link(blogger, own_url(f"naps/?back={demo.origin}{path}"))
    mine = suggested(blogger, sent)
    expect(mine.locator("[part=notice]")).to_contain_text("Your page links back to us. Thank you.")
    expect(mine.get_by_role("button", name="Check my page again")).to_have_count(0)


# --- What others do -------------------------------------------------------------------------------


def test_a_like_shows_at_once_stays_and_goes(
    many: Page, open_page: Open, editions: dict[str, int]
) -> None:
    like = entry(many, 8).get_by_role("button", name="Like")
    before = likes_in(like.inner_text())
    expect(like).to_have_attribute("aria-pressed", "false")
    with many.expect_response(re.compile("/like/")):
        like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_have_text(f"Like · {before + 1}")
    opened(many, editions["many"])
    expect(like).to_have_attribute("aria-pressed", "true")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "false")
    expect(like).to_have_text(f"Like · {before}" if before else "Like")


def test_a_like_that_fails_is_taken_back(many: Page) -> None:
    like = entry(many, 9).get_by_role("button", name="Like")
    before = like.inner_text()
    answered: list[Route] = []
    many.route("**/like/", lambda route: answered.append(route))
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    answered[0].fulfill(status=500)
    expect(like).to_have_attribute("aria-pressed", "false")
    expect(like).to_have_text(before)
    expect(entry(many, 9).get_by_role("alert")).to_contain_text("Something went wrong")


def test_a_report_is_sent_and_thanked_for(many: Page) -> None:
    one = entry(many, 10)
    one.get_by_role("button", name="Report").click()
    reason = one.get_by_role("combobox", name="What is wrong with it?")
    expect_focus(many, reason)
    reason.select_option(label="The link does not work")
    with many.expect_response(re.compile("/report/")) as reporting:
        one.get_by_role("button", name="Send").click()
    assert reporting.value.status == 202
    assert reporting.value.request.post_data_json["reason"] == "broken"
    thanks = one.get_by_text("Thank you. A moderator will look at it.")
    expect_focus(many, thanks)


# --- For all --------------------------------------------------------------------------------------


def test_the_keyboard_alone_links_up(blogger: Page) -> None:
    blogger.keyboard.press("Tab")
    expect_focus(blogger, address(blogger))
    blogger.keyboard.type(own_url())
    blogger.keyboard.press("Enter")
    expect_focus(blogger, form(blogger).get_by_role("textbox", name="Name"))
    for words in ("Kay Board", "kay@example.org"):
        blogger.keyboard.type(words)
        blogger.keyboard.press("Tab")
    for _number in range(6):
        assert blogger.evaluate(
            f"() => {{ const s = getComputedStyle(({FOCUSED})());"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; }"
        )
        if focused(blogger).get_attribute("name") == "rules_version":
            blogger.keyboard.press("Space")
        if focused(blogger).inner_text() == "Send":
            break
        blogger.keyboard.press("Tab")
    with blogger.expect_response(is_sending) as sending:
        blogger.keyboard.press("Enter")
    sent = sending.value.json()
    notice = entry(blogger, sent["number"]).locator("[part=notice]")
    expect_focus(blogger, notice)
    names = []
    for _number in range(2):
        blogger.keyboard.press("Tab")
        names.append(focused(blogger).inner_text())
    assert names == ["Edit", "Withdraw"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(
    visitor: Page,
    violations: Callable[[Page], Violations],
    editions: dict[str, int],
    theme: str,
) -> None:
    visitor.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    attributes = f'style="color-scheme: {theme}; background: Canvas"'
    for name in ("closed", "upcoming", "full"):
        opened(visitor, editions[name], attributes)
        assert violations(visitor) == {}
    opened(visitor, editions["many"], attributes)
    entry(visitor, 1).get_by_role("button", name="Report").click()
    assert violations(visitor) == {}
    opened(visitor, editions["writing"], attributes)
    url = own_url()
    here = begin(visitor, url)
    here.get_by_role("button", name="Send").click()
    expect(here.locator("[aria-invalid=true]").first).to_be_visible()
    assert violations(visitor) == {}
    fill(here)
    mine = suggested(visitor, send(visitor))
    assert violations(visitor) == {}
    mine.get_by_role("button", name="Withdraw").click()
    assert violations(visitor) == {}
    mine.get_by_role("button", name="Yes, withdraw it").click()
    expect(mine).to_contain_text("This link was withdrawn.")
    assert violations(visitor) == {}


def test_a_narrow_window_from_right_to_left_fits(
    open_page: Open, editions: dict[str, int], shot: Callable[..., None]
) -> None:
    page = opened(open_page(width=320), editions["many"])  # what 400 % of 1280 pixels leaves
    page.evaluate("document.documentElement.dir = 'rtl'")
    begin(page, own_url())
    entry(page, 2).get_by_role("button", name="Report").click()
    shot(page, "link-up-rtl-320")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    number = entry(page, 1).locator("[part=number]").bounding_box()
    assert number is not None
    assert number["x"] > 160
    for button in _targets(page):
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24  # WCAG 2.5.8


def _targets(page: Page) -> list[Locator]:
    buttons = linkup(page).get_by_role("button").locator("visible=true").all()
    return [*buttons[:20], *linkup(page).locator("[part=number]").all()[:5]]


def test_text_twice_as_large_still_fits(open_page: Open, editions: dict[str, int]) -> None:
    page = opened(open_page(width=768), editions["many"])
    begin(page, own_url())
    page.add_style_tag(
        content="html { font-size: 200% } parenting-linkup { font-size: 2.2rem !important }"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_forced_colours_keep_edges(visitor: Page, editions: dict[str, int]) -> None:
    visitor.emulate_media(forced_colors="active")
    opened(visitor, editions["many"])
    for element in (address(visitor), entry(visitor, 1), linkup(visitor).get_by_role("combobox")):
        assert element.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 1


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_screens(
    open_page: Open,
    editions: dict[str, int],
    shot: Callable[..., None],
    width: int,
    theme: str,
) -> None:
    """Pictures for eyes to judge."""
    page = open_page(width=width)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    opened(page, editions["many"])
    page.add_style_tag(content=f":root {{ color-scheme: {theme} }}")
    shot(page, f"link-up-{theme}-{width}")
    here = begin(page, own_url())
    shot(page, f"link-up-form-{theme}-{width}", full=False)
    expect(here).to_be_visible()


# --- Without it -----------------------------------------------------------------------------------


def test_what_stands_inside_stays_when_the_script_does_not_come(
    open_page: Open, editions: dict[str, int]
) -> None:
    page = open_page()
    page.route("**/linkup.js", lambda route: route.abort())
    element = mounted(page, editions["many"], inside="<p>Post number 1</p>")
    expect(element.get_by_text("Post number 1")).to_be_visible()
    expect(element.get_by_role("button")).to_have_count(0)


def test_what_stands_inside_stays_when_the_api_fails(visitor: Page) -> None:
    element = mounted(visitor, 999_999, inside="<p>As it was</p>")
    visitor.wait_for_timeout(500)
    expect(element.get_by_text("As it was")).to_be_visible()


def test_a_failure_with_nothing_inside_offers_another_try(
    visitor: Page, editions: dict[str, int]
) -> None:
    visitor.route(RESOLVES, lambda route: route.fulfill(status=500))
    element = mounted(visitor, editions["many"])
    expect(element.get_by_text("Something went wrong on our side.")).to_be_visible()
    visitor.unroute(RESOLVES)
    element.get_by_role("button", name="Try again").click()
    expect(entries(visitor)).to_have_count(20)


def test_texts_of_another_language_can_be_added(visitor: Page, editions: dict[str, int]) -> None:
    opened(visitor, editions["many"], 'locale="de"')
    german = {"links": "Beiträge", "add": "Beitrag eintragen", "agree": "Einverstanden"}
    visitor.evaluate(
        "texts => { customElements.get('parenting-linkup').addTexts('de', texts);"
        " document.querySelector('parenting-linkup').redraw(); }",
        german,
    )
    expect(linkup(visitor).get_by_role("heading", name="Beiträge")).to_be_visible()
    form(visitor).get_by_role("textbox", name="Beitrag eintragen").fill(own_url())
    form(visitor).get_by_role("button", name="Continue").click()
    expect(form(visitor).get_by_role("checkbox", name="Einverstanden")).to_be_visible()


def test_a_browser_that_keeps_nothing_can_link_up(
    open_page: Open, editions: dict[str, int]
) -> None:
    page = open_page()
    for name in ("localStorage", "sessionStorage"):
        page.add_init_script(
            f"Object.defineProperty(window, {json.dumps(name)},"
            " { get() { throw new DOMException('no'); } })"
        )
    opened(page, editions["writing"])
    sent = link(page, own_url())
    linkup(page).get_by_role("combobox", name="Order").select_option("random")
    expect(linkup(page).get_by_role("status")).to_have_text("Shuffled")
    expect(entry(page, sent["number"]).get_by_role("button", name="Edit")).to_be_visible()
