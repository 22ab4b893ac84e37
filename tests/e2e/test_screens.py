"""Every screen once, as axe sees it and as eyes will: pictures go to ``build/screenshots/``.

Each is opened once and then seen at each width, in light and in dark. axe judges at phone and
desk width (the admin: at desk width).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Article, Demo, Open, Violations

Judge = Callable[[Page], Violations]
Shot = Callable[..., None]

HEIGHTS = {360: 740, 768: 1024, 1440: 900}
THEMES = ("light", "dark")
SIZES = [(width, theme) for width in HEIGHTS for theme in THEMES]
AXE_WIDTHS = (360, 1440)
#: Variations on other screens are seen at these sizes only.
FEW_SIZES = [(360, "light"), (1440, "dark")]
FEW = {
    "section-filtered",
    "person",
    "edition-upcoming",
    "reader",
    "reader-confirm",
    "reader-unsubscribe",
    "search",
    "history",
    "edit-people",
    "edit-audience",
    "edit-sharing",
}
#: The page editor scrolls inside its window: only a tall window shows it whole.
WHOLE_EDITOR = 7000

READER_SCREENS = {
    "home": "/",
    "section": "/health/",
    "article": "/safety/bath-time/",
    "article-every-block": "",  # the path of ``full_article``
    "article-comments": "/sleep/safe-sleep/",
    "series": "/what-worked/",
    "edition-open": "/what-worked/what-worked-no-48/",
    "edition-closed": "/what-worked/what-worked-no-47/",
    "edition-upcoming": "/what-worked/what-worked-no-49/",
    "reader": "/reader/",
    "reader-confirm": "/reader/confirm/?token=used",
    "reader-unsubscribe": "/reader/unsubscribe/?token=used",
    "tag": "/tag/?name=sleep%2C%20naps%20%26%20nights",
    "not-found": "/no/such/page/",
    "preview-expired": "/preview/?token=bad",
    "section-filtered": "/health/?stage=toddler",
    "person": "/people/mara-lindqvist/",
    "search": "/search/?q=fever",
}
EDITOR_SCREENS = {
    "list": "/admin/",  # and from there by the menu
    "report": "/admin/reports/reviews-due/",
    "report-shares": "/admin/reports/shares/",
    "settings": "/admin/settings/parenting/headlesssettings/",
    "settings-sharing": "/admin/settings/parenting/sharingsettings/",
    "history": "/admin/pages/{id}/history/",
    "edit": "/admin/pages/{id}/edit/",
    "edit-people": "/admin/pages/{id}/edit/#tab-people_and_review",
    "edit-audience": "/admin/pages/{id}/edit/#tab-audience",
    "edit-sharing": "/admin/pages/{id}/edit/#tab-sharing",
    "edit-series": "/admin/pages/{series}/edit/",
    "edit-edition": "/admin/pages/{edition}/edit/",
}

#: What stock Wagtail's own editor breaks, as (rule, element): the only violations let through.
STOCK = (
    # Draftail gives its text field no name, in any rich text field or block.
    ("aria-input-field-name", re.compile("public-DraftEditor-content")),
    # ListBlock of a plain field labels the list and each child's heading, never the input.
    ("label", re.compile(r"^#body-\d+-value-\w+-\d+-value ")),
    # TableBlock's Handsontable keeps a hidden field for copy and paste.
    ("label", re.compile("^#HandsontableCopyPaste ")),
    # The label of a tag field names the hidden input that tag-it puts its own in place of.
    ("label", re.compile(r"^\.ui-autocomplete-input ")),
)


@pytest.mark.parametrize("name", READER_SCREENS)
def test_what_readers_see(
    name: str, visitor: Page, full_article: Article, violations: Judge, shot: Shot
) -> None:
    visitor.goto(READER_SCREENS[name] or full_article.path)
    expect(visitor.locator("main:not([aria-busy]) h1").first).to_be_attached()
    expect(visitor.locator("#menu a").first).to_be_visible()
    expect(visitor.locator("#footer-topics a").first).to_be_attached()
    wrong = []
    for width, theme in _sizes(visitor, name):
        _load_pictures(visitor)
        shot(visitor, f"{name}-{width}-{theme}")
        if _overflow(visitor) > 0:
            wrong.append(f"{width}-{theme}: wider than the window")
        if width in AXE_WIDTHS:
            wrong += _listed(violations(visitor), f"{width}-{theme}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", EDITOR_SCREENS)
def test_what_editors_see(
    name: str, editor: Page, demo: Demo, full_article: Article, violations: Judge, shot: Shot
) -> None:
    ids = {"series": "/what-worked/", "edition": "/what-worked/what-worked-no-47/"}
    pages = {which: demo.page_id(path) for which, path in ids.items()}
    editor.goto(EDITOR_SCREENS[name].format(id=full_article.id, **pages))
    if name == "list":
        editor.get_by_role("link", name="Advice articles", exact=True).click()
        expect(editor.get_by_role("heading", name="Advice articles")).to_be_visible()
    expect(editor.locator("main")).to_be_visible()
    if name == "edit":
        expect(editor.locator("[name=body-20-type]")).to_be_attached()
    wrong = []
    for width, theme in _sizes(editor, name):
        shot(editor, f"admin-{name}-{width}-{theme}", full=name != "edit")
        if width == max(AXE_WIDTHS):
            wrong += _listed(_without_stock(violations(editor)), f"{width}-{theme}")
    assert not wrong, "\n".join(wrong)


def test_text_twice_as_large_still_fits(open_page: Open) -> None:
    """200 % text at tablet width. 200 % and 400 % zoom of a desk are the narrow widths above."""
    page = open_page(width=768)
    for path in (
        "/",
        "/health/",
        "/safety/bath-time/",
        "/what-worked/",
        "/what-worked/what-worked-no-47/",
    ):
        page.goto(path)
        expect(page.locator("main:not([aria-busy]) h1").first).to_be_attached()
        page.add_style_tag(content="html { font-size: 200% !important }")
        assert _overflow(page) <= 0, f"{path} with text of 200 % is wider than its window."


def test_the_tab_of_a_preview_is_a_whole_document(
    editor: Page, demo: Demo, violations: Judge
) -> None:
    editor.goto(f"/admin/pages/{demo.page_id('/sleep/safe-sleep/')}/view_draft/")
    shown = editor.frame_locator("iframe")
    expect(shown.get_by_text("what you see is not published")).to_be_visible()
    assert _listed(violations(editor), "preview") == []


def _sizes(page: Page, name: str) -> Iterator[tuple[int, str]]:
    """The sizes and themes in which this screen is seen, with the page changed to each."""
    for width, theme in FEW_SIZES if name in FEW else SIZES:
        height = WHOLE_EDITOR if name == "edit" else HEIGHTS[width]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.wait_for_timeout(150)  # longer than any change of colour or place takes
        yield width, theme


def _load_pictures(page: Page) -> None:
    """Those below the fold are lazy, so the page is walked once."""
    page.evaluate(
        "async () => {"
        " for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {"
        "  scrollTo(0, y); await new Promise(requestAnimationFrame) }"
        " scrollTo(0, 0);"
        " await Promise.all([...document.images].map(image => image.decode().catch(() => null)));"
        " await document.fonts.ready }"
    )


def _overflow(page: Page) -> int:
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(overflow))


def _without_stock(broken: Violations) -> Violations:
    def is_stock(rule: str, place: str) -> bool:
        return any(rule == known and where.search(place) for known, where in STOCK)

    return {
        rule: [place for place in places if not is_stock(rule, place)]
        for rule, places in broken.items()
    }


def _listed(broken: Violations, where: str) -> list[str]:
    return [f"{where}: {rule}: {place}" for rule, places in broken.items() for place in places]
