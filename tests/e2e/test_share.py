"""Share buttons as readers and editors meet them: by pointer, by keyboard, without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Demo, Open, Violations, Watch
from tests.e2e.pages import ArticleEditor

ARTICLE = "/family/tantrums/"
COMPONENTS = "/static/wagtail_parenting/components"


def row(page: Page) -> Locator:
    """The buttons beside the article."""
    return page.locator("parenting-share.share-row")


@pytest.fixture
def reader(visitor: Page) -> Page:
    visitor.goto(ARTICLE)
    expect(row(visitor).get_by_role("button", name="Copy link")).to_be_visible()
    return visitor


def counted(demo: Demo, target: str) -> int:
    counts = demo.get(f"/api/v3/parenting/shares/?page={demo.page_id(ARTICLE)}")
    return int(counts["by_target"].get(target, 0))


def clicks(page: Page, click: Callable[[], object]) -> None:
    """Do it, and wait until it is counted."""
    with page.expect_response(lambda answer: answer.url.endswith("/parenting/shares/")) as counting:
        click()
    assert counting.value.status == 204


# --- Reading --------------------------------------------------------------------------------------


def test_nothing_is_asked_of_other_hosts_before_a_click(reader: Page, watch: Watch) -> None:
    row(reader).locator("summary").click()
    reader.mouse.wheel(0, 20_000)
    reader.wait_for_timeout(500)
    assert watch.elsewhere == set()
    assert not [url for url in watch.requested if "/shares/" in url]


def test_links_leave_in_a_new_tab_and_are_counted(reader: Page, demo: Demo) -> None:
    before = counted(demo, "whatsapp")
    link = row(reader).get_by_role("link", name="WhatsApp")
    assert re.match(
        re.escape("https://wa.me/?text=Tantrums%3A%20")
        + r".*%20"
        + re.escape(quote(f"{demo.origin}{ARTICLE}", safe=""))
        + "$",
        link.get_attribute("href") or "",
    )
    assert link.get_attribute("rel") == "noopener noreferrer"
    with reader.context.expect_page():
        clicks(reader, link.click)
    assert counted(demo, "whatsapp") == before + 1
    mail = row(reader).get_by_role("link", name="Email")
    assert (mail.get_attribute("href") or "").startswith("mailto:?subject=")
    assert mail.get_attribute("target") is None


def test_copying_says_so_and_copies(reader: Page, demo: Demo) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clicks(reader, row(reader).get_by_role("button", name="Copy link").click)
    expect(row(reader).get_by_role("status")).to_have_text("Link copied.")
    assert reader.evaluate("navigator.clipboard.readText()") == f"{demo.origin}{ARTICLE}"


def test_a_browser_that_does_not_copy_shows_the_link(reader: Page, demo: Demo) -> None:
    reader.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    row(reader).get_by_role("button", name="Copy link").click()
    expect(row(reader).get_by_role("status")).to_contain_text(f"{demo.origin}{ARTICLE}")


def test_the_qr_code_comes_with_the_click(reader: Page, watch: Watch) -> None:
    row(reader).locator("summary").click()
    assert not [url for url in watch.requested if "qr.svg" in url]
    clicks(reader, row(reader).get_by_role("button", name="QR code").click)
    dialog = reader.get_by_role("dialog", name="QR code")
    picture = dialog.get_by_role("img")
    expect(picture).to_have_attribute("alt", re.compile("QR code of http"))
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("img => img.naturalWidth") > 0
    reader.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_mastodon_asks_for_the_server_once_and_remembers_it(reader: Page) -> None:
    row(reader).locator("summary").click()
    link = row(reader).get_by_role("link", name="Mastodon")
    assert (link.get_attribute("href") or "").startswith("https://share.joinmastodon.org/#text=")
    link.click()
    field = reader.get_by_role("textbox", name="Your Mastodon server")
    expect(field).to_be_focused()
    field.fill("not a server")
    reader.keyboard.press("Enter")
    assert "such as mastodon.social" in field.evaluate("input => input.validationMessage")
    field.fill("https://social.example/@ruth")
    with reader.context.expect_page() as opened:
        reader.keyboard.press("Enter")
    assert opened.value.url.startswith(
        ("https://social.example/share?text=Tantrums", "chrome-error")
    )
    reader.reload()
    row(reader).locator("summary").click()
    row(reader).get_by_role("link", name="Mastodon").click()
    expect(reader.get_by_role("textbox", name="Your Mastodon server")).to_have_value(
        "social.example"
    )


def test_the_share_menu_of_a_phone_gets_the_words(open_page: Open, demo: Demo) -> None:
    phone = open_page(width=360)
    phone.add_init_script("navigator.share = async (data) => { window.shared = data; }")
    phone.goto(ARTICLE)
    clicks(phone, row(phone).get_by_role("button", name="Share…").click)
    shared = phone.evaluate("window.shared")
    assert shared["url"] == f"{demo.origin}{ARTICLE}"
    assert shared["title"].startswith("Tantrums")
    assert shared["text"]


def test_without_a_share_menu_there_is_no_button_for_it(reader: Page) -> None:
    if reader.evaluate("'share' in navigator"):
        pytest.skip("this Chromium has a share menu")
    expect(row(reader).get_by_role("button", name="Share…")).to_have_count(0)


def test_printing_prints(reader: Page) -> None:
    reader.evaluate("window.print = () => { window.printed = true; }")
    row(reader).locator("summary").click()
    clicks(reader, row(reader).get_by_role("button", name="Print").click)
    assert reader.evaluate("window.printed")


def test_the_block_in_the_text_offers_what_its_editor_chose(reader: Page) -> None:
    block = reader.locator(".share-block parenting-share")
    expect(block.get_by_role("listitem")).to_have_text(
        ["WhatsApp", "Text message", "Email", "Copy link"]
    )


# --- Without a pointer, without a script, in other clothes ----------------------------------------


def test_the_keyboard_reaches_every_button_in_order(reader: Page) -> None:
    row(reader).get_by_role("button", name="Copy link").focus()
    names = []
    for _number in range(6):
        names.append(
            reader.evaluate(
                "(() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) "
                "e = e.shadowRoot.activeElement; return e.textContent; })()"
            )
        )
        reader.keyboard.press("Tab")
    assert names == ["Copy link", "WhatsApp", "Email", "Facebook", "Pinterest", "More"]
    row(reader).locator("summary").focus()
    reader.keyboard.press("Enter")
    expect(row(reader).get_by_role("link", name="Bluesky")).to_be_visible()


def test_plain_links_work_until_the_script_has_taken_over(open_page: Open) -> None:
    page = open_page()
    page.route(f"**{COMPONENTS}/*.js", lambda route: route.abort())
    page.goto(ARTICLE)
    expect(row(page).get_by_role("link", name="WhatsApp")).to_be_visible()
    expect(row(page).get_by_role("link")).to_have_count(9)
    expect(row(page).get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("layout", ["row", "icons", "list"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_layout(
    reader: Page, violations: Callable[[Page], Violations], layout: str, theme: str
) -> None:
    reader.evaluate(
        """([layout, theme]) => {
            document.documentElement.dataset.theme = theme;
            const element = document.querySelector("parenting-share.share-row");
            element.setAttribute("layout", layout);
            element.shadowRoot.querySelector("details").open = true;
        }""",
        [layout, theme],
    )
    assert violations(reader) == {}


@pytest.mark.parametrize("name", ["QR code", "Mastodon"])
def test_axe_finds_nothing_in_the_dialogs(
    reader: Page, violations: Callable[[Page], Violations], name: str
) -> None:
    row(reader).locator("summary").click()
    row(reader).locator("li > [part~=button]", has_text=name).click()
    expect(reader.get_by_role("dialog", name=name)).to_be_visible()
    assert violations(reader) == {}


def test_forced_colours_keep_edges_and_icons(open_page: Open, browser: Browser) -> None:
    page = open_page()
    page.emulate_media(forced_colors="active")
    page.goto(ARTICLE)
    button = row(page).get_by_role("button", name="Copy link")
    expect(button).to_be_visible()
    assert button.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 1
    text = button.evaluate("e => getComputedStyle(e).color")
    assert button.evaluate("e => getComputedStyle(e.querySelector('svg')).stroke") == text
    assert button.evaluate("e => getComputedStyle(e).backgroundColor") != text


def test_right_to_left_and_a_narrow_window_fit(open_page: Open) -> None:
    page = open_page(width=320)  # what 200 % of 640 pixels leaves
    page.goto(ARTICLE)
    page.evaluate("document.documentElement.dir = 'rtl'")
    row(page).locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    copy = row(page).get_by_role("button", name="Copy link").bounding_box()
    mail = row(page).get_by_role("link", name="Email").bounding_box()
    assert copy is not None
    assert mail is not None
    assert copy["x"] > mail["x"]
    assert min(copy["width"], copy["height"]) >= 44


# --- The component on a page of somebody else's ---------------------------------------------------


def mounted(page: Page, demo: Demo, inside: str) -> Locator:
    """The component in a bare page of the same origin."""
    html = (
        f'<!doctype html><html lang="en"><body>{inside}</body>'
        f'<script type="module" src="{COMPONENTS}/share.js"></script></html>'
    )
    page.route("**/bare/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/bare/")
    return page.locator("parenting-share")


def test_with_an_id_alone_it_asks_the_api_once(visitor: Page, demo: Demo, watch: Watch) -> None:
    page_id = demo.page_id(ARTICLE)
    element = mounted(
        visitor, demo, f'<parenting-share page="{page_id}" locale="en" most="3"></parenting-share>'
    )
    expect(element.get_by_role("button", name="Copy link")).to_be_visible()
    assert len([url for url in watch.requested if "/resolve/" in url]) == 1


def test_a_failure_leaves_what_stands_inside(visitor: Page, demo: Demo) -> None:
    element = mounted(
        visitor, demo, '<parenting-share page="999999"><a href="#x">By mail</a></parenting-share>'
    )
    visitor.wait_for_timeout(500)
    expect(element.get_by_role("link", name="By mail")).to_be_visible()


def test_it_takes_a_property_and_texts_of_another_language(visitor: Page, demo: Demo) -> None:
    page_id = demo.page_id(ARTICLE)
    element = mounted(visitor, demo, '<parenting-share locale="de-AT" most="1"></parenting-share>')
    visitor.evaluate(
        """async (id) => {
            const { ParentingShare } = await customElements.whenDefined("parenting-share")
                .then((found) => ({ ParentingShare: found }));
            ParentingShare.addTexts("de", { more: "Mehr" });
            const found = await (await fetch(`/api/v3/parenting/resolve/?page=${id}`)).json();
            document.querySelector("parenting-share").share = found.page.share;
        }""",
        page_id,
    )
    expect(element.locator("summary")).to_have_text("Mehr")


# --- In the editor --------------------------------------------------------------------------------


def test_an_editor_turns_targets_off_and_around_and_sees_it_in_the_preview(
    editor: Page, demo: Demo
) -> None:
    article = ArticleEditor(editor)
    article.open(demo.page_id("/sleep/naps-by-age/"))
    tab = article.tab("Sharing")
    tab.get_by_label("Choose them for this page").check()
    for name in ("Share…", "Facebook", "Pinterest"):
        tab.get_by_role("checkbox", name=name).uncheck()
    up = tab.get_by_role("button", name="Move QR code up")
    for _number in range(15):
        up.click()
    expect(up).to_have_attribute("aria-disabled", "true")
    preview = article.open_preview()
    shown = preview.locator("parenting-share.share-row [part=group]")
    buttons = shown.get_by_role("listitem", include_hidden=True)
    expect(buttons.first).to_have_text("QR code")
    expect(buttons.nth(1)).to_have_text("Copy link")
    expect(shown).not_to_contain_text("Facebook")
    tab.get_by_label("Choose them for this page").uncheck()
    expect(tab.get_by_role("checkbox", name="Facebook")).to_have_count(0)
    expect(shown).to_contain_text("Facebook")
