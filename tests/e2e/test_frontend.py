"""Stories of a reader, with a pointer and without one."""

from __future__ import annotations

import datetime
import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.conftest import Article, Demo, Open, Watch

ARTICLES = "/api/v3/parenting/articles/?limit=100"
#: How a reader recognises each kind of block in a body.
BLOCKS = {
    "paragraph": ".paragraph",
    "heading": ".body-heading",
    "quote": "blockquote",
    "key_points": ".key-points",
    "do_dont": ".do-dont",
    "steps": ".steps",
    "checklist": ".checklist",
    "milestones": ".milestones",
    "faq": ".faq",
    "tip": ".tip",
    "care_card": ".care-card",
    "warning": ".warning",
    "helpline": ".helpline",
    "image": "figure img",
    "embed": ".embed",
    "audio": "audio",
    "download": ".download",
    "expander": "details",
    "table": "table",
    "article_card": ".inline-card",
    "reference": "[class*=source]",
    "share_buttons": ".share-block",
    "comments": ".body parenting-comments",
    "link_up": ".linkup-block",
}


def cards(page: Page) -> Locator:
    """The article cards in the main list."""
    return page.get_by_role("main").locator("article.card")


def opened(page: Page, path: str) -> None:
    """Go to a page and wait until it stands, without its skeleton."""
    page.goto(path)
    settled(page)


def settled(page: Page) -> None:
    expect(page.locator("main:not([aria-busy]) h1").first).to_be_attached()


# --- Finding something to read --------------------------------------------------------------------


def test_the_home_page_leads_by_story_age_and_section(visitor: Page) -> None:
    opened(visitor, "/")
    expect(visitor.locator("article.lead").get_by_role("link")).to_be_visible()
    ages = visitor.get_by_role("region", name="How old is your child?")
    expect(ages.get_by_role("link")).to_have_count(5)
    expect(visitor.get_by_role("region", name="Latest").locator("article")).not_to_have_count(0)
    menu = visitor.get_by_role("navigation", name="Sections")
    expect(menu.get_by_role("link")).to_have_text(
        ["Sleep", "Feeding", "Health", "Safety", "Play", "Family", "What Worked"]
    )
    ages.get_by_role("link", name=re.compile("^Newborn")).click()
    expect(visitor.get_by_role("heading", name="Newborn", level=1)).to_be_visible()
    expect(cards(visitor).first).to_be_visible()


def test_the_filters_of_a_section_are_links_and_back_keeps_the_place(visitor: Page) -> None:
    opened(visitor, "/health/")
    everything = cards(visitor).count()
    ages = visitor.get_by_role("navigation", name="Filter by age")
    topics = visitor.get_by_role("navigation", name="Filter by topic")

    ages.get_by_role("link", name=re.compile("^Toddler")).click()
    expect(visitor).to_have_url(re.compile(r"/health/\?stage=toddler$"))
    chosen = ages.get_by_role("link", name=re.compile("^Toddler"))
    expect(chosen).to_have_attribute("aria-current", "true")
    expect(chosen).to_be_focused()
    promised = int(re.findall(r"\d+", chosen.inner_text())[-1])
    expect(cards(visitor)).to_have_count(promised)

    topics.get_by_role("link", name=re.compile("^Health")).click()
    expect(visitor).to_have_url(re.compile(r"stage=toddler&topic=health"))
    filtered = cards(visitor).count()

    # Such an address can be sent to a friend.
    address = visitor.url
    opened(visitor, address)
    expect(cards(visitor)).to_have_count(filtered)

    # Reading and coming back leaves her where she was.
    last = cards(visitor).last.get_by_role("link")
    title = last.inner_text()
    last.scroll_into_view_if_needed()
    place = visitor.evaluate("scrollY")
    last.click()
    expect(visitor.get_by_role("heading", name=title, level=1)).to_be_visible()
    visitor.go_back()
    expect(visitor).to_have_url(address)
    expect(cards(visitor)).to_have_count(filtered)
    expect(cards(visitor).last.get_by_role("link")).to_be_focused()
    assert abs(visitor.evaluate("scrollY") - place) < 5

    visitor.get_by_role("link", name="Clear filters").click()
    expect(visitor).to_have_url(re.compile(r"/health/$"))
    expect(cards(visitor)).to_have_count(everything)


def test_filters_that_match_nothing_say_so_and_offer_a_way_on(visitor: Page) -> None:
    opened(visitor, "/health/?stage=pregnancy&topic=naps")
    expect(visitor.get_by_role("heading", name="Nothing matches both")).to_be_visible()
    visitor.get_by_role("link", name="see everything in Health").click()
    expect(cards(visitor).first).to_be_visible()


def test_show_more_lengthens_a_list_and_back_keeps_its_length(visitor: Page) -> None:
    opened(visitor, "/topic/health/")
    if not visitor.get_by_role("button", name="Show more articles").count():
        opened(visitor, "/stage/baby/")
    before = cards(visitor).count()
    visitor.get_by_role("button", name="Show more articles").click()
    expect(cards(visitor).nth(before)).to_be_visible()
    expect(cards(visitor).nth(before).get_by_role("link")).to_be_focused()
    after = cards(visitor).count()
    cards(visitor).nth(before).get_by_role("link").click()
    expect(visitor.locator("article.article")).to_be_visible()
    visitor.go_back()
    expect(cards(visitor)).to_have_count(after)


@pytest.mark.parametrize("tag", ["sleep, naps & nights", "R&D", "à table", "🌱 outdoors"])
def test_the_page_of_a_tag_lists_its_articles(tag: str, visitor: Page, demo: Demo) -> None:
    expected = demo.get(f"{ARTICLES}&tag={quote(tag)}")["items"]
    assert expected
    opened(visitor, expected[0]["path"])
    visitor.get_by_role("navigation", name="Tags").get_by_role("link", name=tag, exact=True).click()
    expect(visitor.get_by_role("heading", name=tag, level=1)).to_be_visible()
    expect(cards(visitor)).to_have_count(len(expected))


def test_the_search_finds_by_word(visitor: Page) -> None:
    opened(visitor, "/")
    visitor.get_by_role("link", name="Search").click()
    field = visitor.get_by_role("searchbox", name="Search the articles")
    field.fill("fever")
    field.press("Enter")
    expect(visitor).to_have_url(re.compile(r"/search/\?q=fever"))
    expect(visitor.get_by_role("link", name=re.compile("^Fever in babies"))).to_be_visible()


def test_an_address_where_nothing_is_says_so_and_helps(visitor: Page) -> None:
    opened(visitor, "/no/such/page/")
    expect(
        visitor.get_by_role("heading", name="Nothing lives at this address", level=1)
    ).to_be_visible()
    expect(visitor).to_have_title(re.compile("Nothing lives at this address"))
    expect(visitor.get_by_role("searchbox", name="Search the articles").last).to_be_visible()
    visitor.get_by_role("main").get_by_role("link", name="home page").click()
    expect(visitor.locator("article.lead")).to_be_visible()


@pytest.mark.parametrize("path", ["/safety/winter-coats/", "/health/summer-heat/"])
def test_what_is_not_public_is_not_shown(path: str, visitor: Page) -> None:
    opened(visitor, path)
    expect(visitor.get_by_role("heading", name="Nothing lives at this address")).to_be_visible()


def test_search_engines_read_what_the_api_knows_of_a_page(visitor: Page) -> None:
    opened(visitor, "/health/fever/")
    head = visitor.locator("head")
    canonical = head.locator('link[rel="canonical"]')
    expect(canonical).to_have_attribute("href", re.compile(r"^http.*/health/fever/$"))
    expect(head.locator('meta[name="robots"]')).to_have_attribute("content", "index")
    expect(head.locator('meta[property="og:image"]')).to_have_attribute(
        "content", re.compile("^http")
    )
    data = json.loads(head.locator('script[type="application/ld+json"]').inner_text())
    said = next(node for node in data["@graph"] if node["@type"] == "Article")
    assert visitor.title().startswith(said["headline"])
    visitor.get_by_role("banner").get_by_role("link", name="Search").click()
    expect(visitor).to_have_url(re.compile("/search/"))
    expect(canonical).to_have_count(0)
    expect(head.locator('script[type="application/ld+json"]')).to_have_count(0)


# --- Reading --------------------------------------------------------------------------------------


def test_an_article_says_who_wrote_checked_and_when(visitor: Page) -> None:
    opened(visitor, "/sleep/safe-sleep/")
    head = visitor.locator(".article-head")
    expect(head.get_by_role("link", name="Sleep")).to_be_visible()
    expect(head.get_by_text(re.compile("^By Mara Lindqvist"))).to_be_visible()
    expect(head.get_by_text(re.compile("Reviewed by Ruth Adeyemi"))).to_be_visible()
    expect(head.get_by_text(re.compile("min"))).to_be_visible()
    expect(visitor.get_by_role("heading", name="Sources")).to_be_visible()
    related = visitor.get_by_role("region", name="Read next")
    expect(related.locator("article")).to_have_count(3)
    related.locator("article").first.get_by_role("link").click()
    expect(visitor).not_to_have_url(re.compile("safe-sleep"))
    expect(visitor.locator("article.article h1")).to_be_focused()
    head.get_by_role("link", name=re.compile("^(Mara|Tom|Inês)")).first.click()
    expect(visitor.get_by_role("heading", name=re.compile("^Written by"))).to_be_visible()


def test_every_kind_of_block_is_drawn(visitor: Page, full_article: Article, demo: Demo) -> None:
    assert {block["type"] for block in demo.page(full_article.path)["body"]} == set(BLOCKS)
    opened(visitor, full_article.path)
    for kind, place in BLOCKS.items():
        drawn = visitor.locator(f".article {place}").first
        expect(drawn, f"{kind} is not drawn").to_be_visible()


def test_an_expander_opens_a_checklist_remembers_and_a_video_waits_for_a_click(
    visitor: Page, watch: Watch, full_article: Article
) -> None:
    opened(visitor, "/family/birth-bag/")
    folded = visitor.locator(".article-main details").first
    folded.locator("summary").first.click()
    expect(folded).to_have_attribute("open", "")
    visitor.get_by_role("checkbox").first.check()
    expect(visitor.get_by_text(re.compile("^1 of")).first).to_be_visible()
    opened(visitor, "/family/birth-bag/")
    expect(visitor.get_by_role("checkbox").first).to_be_checked()

    opened(visitor, full_article.path)
    expect(visitor.locator(".embed iframe")).to_have_count(0)
    assert watch.elsewhere == set()
    visitor.get_by_role("button", name=re.compile("^Play the video")).click()
    expect(visitor.locator(".embed iframe")).to_have_attribute("src", re.compile("^https://"))


def test_what_was_paid_for_says_so_before_the_headline(visitor: Page) -> None:
    opened(visitor, "/play/messy-play/")
    expect(visitor.get_by_text(re.compile("^Sponsored: this article was paid for"))).to_be_visible()
    opened(visitor, "/feeding/cup-drinking/")
    expect(visitor.get_by_text(re.compile("^Affiliate links:"))).to_be_visible()


def test_the_second_site_speaks_its_own_language(open_page: Open, demo: Demo) -> None:
    page = open_page(origin=demo.second_origin)
    opened(page, "/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("link", name="Kleine Nacht").first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Ruhige Nächte")).first).to_be_visible()


def test_the_colours_switch_and_stay_switched(visitor: Page) -> None:
    opened(visitor, "/")
    ground = visitor.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    visitor.get_by_role("button", name="Switch to dark colours").click()
    expect(visitor.locator("html")).to_have_attribute("data-theme", "dark")
    assert visitor.evaluate("getComputedStyle(document.documentElement).backgroundColor") != ground
    opened(visitor, "/sleep/")
    expect(visitor.locator("html")).to_have_attribute("data-theme", "dark")


# --- Link-ups -------------------------------------------------------------------------------------


def links(page: Page) -> Locator:
    """The plain cards of an edition, as they stand where the component has not come."""
    return page.locator("parenting-linkup article.entry")


@pytest.fixture
def plain_visitor(visitor: Page) -> Page:
    """A reader to whom the script of the component does not come."""
    visitor.route("**/components/linkup.js", lambda route: route.abort())
    return visitor


def test_the_home_page_leads_to_the_open_link_up(visitor: Page) -> None:
    opened(visitor, "/")
    band = visitor.get_by_role("region", name="What Worked, no. 48")
    expect(band.get_by_text("Open", exact=True)).to_be_visible()
    expect(band.locator(".countdown")).to_have_text(re.compile(r"^closes in \d+ (day|hour)"))
    expect(band.locator(".countdown")).not_to_have_attribute("aria-live", re.compile("."))
    expect(band.locator("article")).to_have_count(3)
    band.get_by_role("link", name="Add your link").click()
    expect(visitor).to_have_url(re.compile("/what-worked/what-worked-no-48/#all-links$"))
    expect(visitor.locator("parenting-linkup")).to_be_in_viewport()


def test_a_series_says_when_it_is_open_by_which_rules_and_what_there_was(visitor: Page) -> None:
    opened(visitor, "/what-worked/")
    expect(visitor.get_by_role("heading", name="What Worked", level=1, exact=True)).to_be_visible()
    expect(visitor.get_by_text(re.compile("^Every week from Tuesday 20:00"))).to_be_visible()
    expect(visitor.get_by_role("link", name="Mara Lindqvist")).to_be_visible()
    rules = visitor.get_by_role("region", name="The rules")
    expect(rules.locator("time")).to_have_attribute("datetime", re.compile(r"^\d{4}-\d\d-\d\d$"))
    now = visitor.get_by_role("region", name="What Worked, no. 48")
    expect(now.get_by_role("link", name="See 22 links")).to_be_visible()
    before = visitor.get_by_role("region", name="Earlier editions").locator("article")
    expect(before).to_have_count(3)
    before.last.get_by_role("link").click()
    expect(visitor.get_by_role("heading", name="What Worked, no. 45", level=1)).to_be_focused()


def test_the_archive_grows_and_back_keeps_its_length(visitor: Page) -> None:
    def ask_for_few(route: Route) -> None:
        few = re.sub(r"limit=\d+", "limit=2", route.request.url)
        route.continue_(url=few if "cursor=" not in few else route.request.url)

    visitor.route("**/linkups/editions/*", ask_for_few)
    opened(visitor, "/what-worked/")
    rows = visitor.get_by_role("region", name="Earlier editions").locator("article")
    expect(rows).to_have_count(2)
    visitor.get_by_role("button", name="Show more editions").click()
    expect(rows).to_have_count(3)
    expect(rows.last.get_by_role("link")).to_be_focused()
    expect(visitor.get_by_role("button", name="Show more editions")).to_have_count(0)


def test_an_archive_that_does_not_come_can_be_asked_for_again(visitor: Page) -> None:
    visitor.route("**/linkups/editions/*", lambda route: route.abort())
    opened(visitor, "/what-worked/")
    expect(visitor.get_by_text("Earlier editions could not be loaded.")).to_be_visible()
    expect(visitor.get_by_role("region", name="What Worked, no. 48")).to_be_visible()
    visitor.unroute("**/linkups/editions/*")
    visitor.get_by_role("button", name="Try again").click()
    before = visitor.get_by_role("region", name="Earlier editions").locator("article")
    expect(before).to_have_count(3)


def test_an_edition_shows_its_window_what_was_picked_and_its_neighbours(
    visitor: Page, demo: Demo
) -> None:
    opened(visitor, "/what-worked/what-worked-no-48/")
    head = visitor.locator(".linkup-head")
    expect(head.locator(".countdown")).to_have_text(re.compile("^closes in"))
    expect(head.locator("time")).to_have_attribute("datetime", re.compile("Z$"))
    calendar = head.get_by_role("link", name="Add to your calendar").get_attribute("href")
    assert calendar is not None
    answer = visitor.request.get(calendar)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:What Worked\\, no. 48" in answer.text()

    picks = visitor.get_by_role("region", name="Picked from last time")
    expect(picks.locator("article")).to_have_count(3)
    found = picks.locator("article").first.get_by_role("link")
    expect(found).to_have_attribute("href", re.compile("/linkups/entries/[0-9]+/visit/$"))
    expect(found).to_have_attribute("rel", "ugc nofollow noopener")

    others = visitor.get_by_role("navigation", name="Other editions")
    others.get_by_role("link", name=re.compile("no. 47")).click()
    expect(visitor.get_by_role("heading", name="What Worked, no. 47", level=1)).to_be_focused()
    others.get_by_role("link", name=re.compile("^Next edition")).click()
    others.get_by_role("link", name=re.compile("^Next edition")).click()
    expect(visitor.get_by_role("heading", name="What Worked, no. 49", level=1)).to_be_focused()
    expect(head.locator(".countdown")).to_have_text(re.compile("^opens in"))
    expect(head.get_by_role("link", name="Add your link")).to_have_count(0)
    expect(others.get_by_role("link")).to_have_count(1)


def test_links_stand_there_also_where_the_component_does_not_come(plain_visitor: Page) -> None:
    opened(plain_visitor, "/what-worked/what-worked-no-48/")
    expect(links(plain_visitor)).to_have_count(20)
    expect(plain_visitor.get_by_text("20 of 22 links are shown.")).to_be_visible()
    expect(
        plain_visitor.get_by_text(re.compile("^The form for your link could not"))
    ).to_be_visible()
    sponsored = links(plain_visitor).filter(has_text="Sponsored").get_by_role("link")
    expect(sponsored).to_have_attribute("rel", "ugc nofollow noopener sponsored")


def test_a_sensitive_link_is_shown_to_whoever_asks(plain_visitor: Page) -> None:
    opened(plain_visitor, "/what-worked/what-worked-no-48/")
    veiled = links(plain_visitor).filter(has_text="Marked as sensitive")
    expect(veiled).to_have_count(1)
    expect(veiled.get_by_role("link")).to_be_hidden()
    veiled.get_by_text("Show it").click()
    expect(veiled.get_by_role("link")).to_be_visible()


def test_winners_lead_to_their_links_and_the_draw_can_be_replayed(
    plain_visitor: Page, demo: Demo
) -> None:
    edition = demo.page_id("/what-worked/what-worked-no-47/")
    [drawn] = demo.get(f"/api/v3/parenting/linkups/{edition}/draws/")["items"]
    opened(plain_visitor, "/what-worked/what-worked-no-47/")
    draw = plain_visitor.get_by_role("region", name="The draw")
    winners = draw.get_by_role("listitem")
    expect(winners).to_have_count(len(drawn["winners"]))
    draw.get_by_text("How it was drawn").click()
    expect(draw.get_by_text(drawn["value"])).to_be_visible()
    expect(draw.get_by_text(drawn["pool"]["hash"])).to_be_visible()
    winners.first.get_by_role("link").click()
    number = drawn["winners"][0]
    expect(plain_visitor).to_have_url(re.compile(f"#entry-{number}$"))
    expect(plain_visitor.locator(f"#entry-{number}")).to_be_in_viewport()


def test_a_countdown_keeps_up_with_the_clock(visitor: Page) -> None:
    visitor.clock.install()
    opened(visitor, "/what-worked/what-worked-no-48/")
    closes_at = visitor.locator(".linkup-head time").get_attribute("datetime")
    assert closes_at is not None
    end = datetime.datetime.fromisoformat(closes_at)
    visitor.clock.set_system_time(end - datetime.timedelta(hours=3, minutes=1))
    visitor.clock.run_for(60_000)
    standing = visitor.locator(".linkup-head .standing")
    expect(standing).to_have_text("Open closes in 3 hours")
    visitor.clock.set_system_time(end - datetime.timedelta(seconds=50))
    visitor.clock.run_for(61_000)
    expect(standing).to_have_text("Closed")


# --- Previews that have ended ---------------------------------------------------------------------


@pytest.mark.parametrize("query", ["?token=bad", "?token=parenting%3Abad%3Atoken", ""])
def test_a_preview_that_is_no_longer_good_says_so_in_words(query: str, visitor: Page) -> None:
    opened(visitor, f"/preview/{query}")
    expected = "This preview has ended" if query else "This address holds no preview"
    expect(visitor.get_by_role("heading", name=expected, level=1)).to_be_visible()
    expect(visitor.get_by_text("open the preview", exact=False)).to_be_visible()


def test_a_preview_opened_in_a_tab_is_good_for_its_own_address_only(
    editor: Page, open_page: Open, demo: Demo
) -> None:
    article = demo.page_id("/sleep/safe-sleep/")
    editor.goto(f"/admin/pages/{article}/view_draft/")
    shown = editor.frame_locator("iframe")
    expect(shown.get_by_text("what you see is not published")).to_be_visible()
    address = editor.frames[-1].url
    assert address.startswith(f"{demo.origin}/preview/?")
    # The address is good for whoever holds it, but not when it was tampered with.
    friend = open_page()
    opened(friend, address)
    expect(friend.get_by_role("heading", name=re.compile("^Safer sleep"), level=1)).to_be_visible()
    opened(friend, address[:-3] + "abc")
    expect(friend.get_by_role("heading", name="This preview has ended")).to_be_visible()


# --- With the keyboard alone ----------------------------------------------------------------------


def test_the_keyboard_alone_leads_from_home_to_an_article_and_back(visitor: Page) -> None:
    opened(visitor, "/")
    visitor.keyboard.press("Tab")
    skip = visitor.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#main")).to_be_focused()

    _tab_to(visitor, re.compile("^/stage/newborn/"))
    visitor.keyboard.press("Enter")
    heading = visitor.get_by_role("heading", name="Newborn", level=1)
    expect(heading).to_be_focused()

    visitor.keyboard.press("Tab")
    focused = visitor.locator(":focus")
    expect(focused).to_have_attribute("href", re.compile("^/[a-z]+/[a-z-]+/$"))
    assert _has_visible_focus(focused)
    title = focused.inner_text()
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", name=title, level=1)).to_be_focused()

    visitor.go_back()  # the browser's own key for it never reaches a headless page
    expect(visitor.get_by_role("link", name=title)).to_be_focused()


def test_the_keyboard_alone_leads_from_home_through_a_link_up(visitor: Page) -> None:
    opened(visitor, "/")
    band = visitor.get_by_role("region", name="What Worked, no. 48")
    band.get_by_role("link", name="What Worked", exact=True).focus()
    visitor.keyboard.press("Tab")
    expect(visitor.locator(":focus")).to_have_text("What Worked, no. 48")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", name="What Worked, no. 48", level=1)).to_be_focused()
    _tab_to(visitor, re.compile("#all-links$"))
    visitor.keyboard.press("Enter")
    expect(visitor.locator("parenting-linkup")).to_be_in_viewport()
    visitor.locator("summary").filter(has_text="The rules").focus()
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_text("Whoever adds a link agrees to them.")).to_be_visible()
    _tab_to(visitor, re.compile("/what-worked-no-47/$"))
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", name="What Worked, no. 47", level=1)).to_be_focused()


def _tab_to(page: Page, address: re.Pattern[str], most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert _has_visible_focus(focused), focused.evaluate("e => e.outerHTML")
        if address.search(focused.get_attribute("href") or ""):
            return
    pytest.fail(f"{most} tabs did not reach {address.pattern}")


def _has_visible_focus(element: Locator) -> bool:
    """An outline on the element, or on the box that a card's link lays over the whole card."""
    outlined = element.evaluate(
        "e => [null, '::after'].map(part => getComputedStyle(e, part)).some(style =>"
        " style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)"
    )
    return bool(outlined)


# --- What the browser asks for --------------------------------------------------------------------


def test_reading_asks_nothing_of_other_hosts(
    visitor: Page, watch: Watch, full_article: Article
) -> None:
    paths = ("/", "/health/", full_article.path, "/tag/?name=R%26D", "/what-worked/")
    for path in (*paths, "/what-worked/what-worked-no-48/"):
        opened(visitor, path)
        visitor.wait_for_load_state("networkidle")
    assert len(watch.requested) > 50
    assert watch.elsewhere == set()


# --- In another language --------------------------------------------------------------------------


def test_the_german_magazine_speaks_german_around_its_articles(open_page: Open, demo: Demo) -> None:
    page = open_page(origin=demo.second_origin)
    opened(page, "/ruhige-naechte/")
    expect(page.locator(".byline")).to_contain_text("Min. Lesezeit")
    expect(page.locator(".care-level").first).to_have_text(re.compile("^(Notfall|Dringend|Nicht)"))
    expect(page.locator(".skip-link")).to_have_text("Zum Inhalt springen")
    opened(page, "/")
    expect(page.get_by_role("heading", name="Wie alt ist Ihr Kind?")).to_be_visible()
    expect(page.locator(".age-count").first).to_contain_text("Artikel")
