"""Stories of an editor: from the login to the article that readers see."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Demo, Open
from tests.e2e.pages import BLOCK_LABELS, SHOWN, ArticleEditor, log_in, type_into

TITLE = "Dressing a baby for winter"


# --- From an empty form to a published article ----------------------------------------------------


def test_an_editor_writes_previews_mends_and_publishes_an_article(
    open_page: Open, demo: Demo
) -> None:
    page = open_page()
    log_in(page)
    editor = ArticleEditor(page)
    editor.add_below(demo.page_id("/sleep/"))

    # She writes: headline, standfirst, picture, and one of each kind of block.
    editor.title.fill(TITLE)
    page.get_by_role("textbox", name="Standfirst").fill("How many layers keep her warm.")
    main_picture = page.locator("#panel-child-content-main_picture-section")
    editor.choose_picture(main_picture, "Winter coats")
    for number, label in enumerate(BLOCK_LABELS):
        editor.insert_and_fill(number, label)
    editor.sources.get_by_role("button", name="Insert a block").click()
    type_into(editor.sources, "Title", "Keeping warm")

    audience = editor.tab("Audience")
    audience.get_by_role("checkbox", name="Baby").check()
    audience.get_by_role("checkbox", name="Health").check()
    tags = audience.locator(".tagit-new input")
    for tag in ("winter", "mud & rain"):
        tags.press_sequentially(tag)
        tags.press("Enter")

    # The panel beside the form shows the real frontend, before anything went out.
    editor.tab("Content")
    preview = editor.open_preview()
    shown = preview.locator("article.article")
    expect(shown.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(preview.get_by_text("what you see is not published")).to_be_visible()
    expect(shown.locator(".standfirst")).to_have_text("How many layers keep her warm.")
    for label, words in SHOWN.items():
        expect(shown, f"The preview lacks the block {label}.").to_contain_text(words)
    expect(shown.get_by_alt_text("A sun hat on a hook")).to_be_visible()
    assert _published(demo, TITLE) == []

    # And it follows what she types, without a save of hers.
    page.get_by_role("textbox", name="Standfirst").fill("Three layers, and a hat.")
    expect(shown.locator(".standfirst")).to_have_text("Three layers, and a hat.")
    editor.close_preview()

    # She tries to publish, and is told in words at the fields what is missing.
    editor.choose_action("Publish")
    refusal = page.get_by_role("status").get_by_text("due to validation errors")
    expect(refusal).to_be_visible()
    alt = page.get_by_role("textbox", name="Alt text").first
    expect(alt).to_have_attribute("aria-invalid", "true")
    expect(
        main_picture.get_by_text("Describe the main picture for those who cannot see it.")
    ).to_be_visible()
    people = page.get_by_role("tab", name="People and review (1 error)")
    expect(people).to_be_visible()
    people.click()
    expect(page.get_by_text("Name at least one author.")).to_be_visible()
    assert _published(demo, TITLE) == []

    # Nothing of what she wrote is lost by the refusal; she mends it and publishes.
    editor.tab("Content")
    expect(editor.title).to_have_value(TITLE)
    alt.fill("A small red coat on a hook")
    editor.add_person("Author", "Mara Lindqvist")
    editor.choose_action("Publish")
    done = page.get_by_role("status").get_by_text(f"Page '{TITLE}' created and published")
    published = page.get_by_role("status").get_by_text(re.compile("published", re.IGNORECASE))
    expect(done.or_(published).first).to_be_visible()

    # "View live" leads to the magazine, where the article is whole.
    page.get_by_role("status").get_by_role("link", name="View live").click()
    expect(page).to_have_url(f"{demo.origin}/sleep/dressing-a-baby-for-winter/")
    article = page.locator("article.article")
    expect(article.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(article.get_by_role("link", name="Mara Lindqvist").first).to_be_visible()
    expect(article.get_by_alt_text("A small red coat on a hook")).to_be_visible()
    for label, words in SHOWN.items():
        expect(article, f"The article lacks the block {label}.").to_contain_text(words)
    expect(article.get_by_role("link", name="Baby")).to_be_visible()
    expect(article.get_by_role("link", name="Health")).to_be_visible()
    for tag in ("winter", "mud & rain"):
        expect(article.get_by_role("link", name=tag)).to_be_visible()

    # The next reader of the section finds it there.
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Sleep").click()
    expect(page.get_by_role("article").get_by_role("link", name=TITLE)).to_be_visible()


def _published(demo: Demo, title: str) -> list[str]:
    """The public articles of that title."""
    answer = demo.get("/api/v3/parenting/articles/?limit=100&order=-published_at")
    return [item["title"] for item in answer["items"] if item["title"] == title]


# --- Other publish checks, at their places in the form --------------------------------------------


@pytest.fixture
def draft(demo: Demo) -> Callable[..., int]:
    """Makes drafts through the v3 API: ``draft("Title", body=[…])`` → page id."""

    def make(title: str, **values: Any) -> int:
        meta = {"type": "parenting_pages.AdviceArticlePage", "parent_id": demo.page_id("/play/")}
        values = {"title": title, "slug": f"draft-{uuid4().hex[:8]}", **values}
        return int(demo.write("/api/v3/pages/", {"meta": meta, **values})["id"])

    return make


def test_a_skipped_heading_and_a_folded_care_card_are_named_where_they_stand(
    editor: Page, draft: Callable[..., int]
) -> None:
    care_card = {"level": "emergency", "heading": "Call 999", "text": "<p>Now.</p>"}
    folded = {"summary": "More", "body": [{"type": "care_card", "value": care_card}]}
    form = ArticleEditor(editor)
    form.open(
        draft(
            "A draft with a skipped heading",
            body=[
                {"type": "heading", "value": {"text": "Too deep", "level": "h4"}},
                {"type": "expander", "value": folded},
            ],
        )
    )
    form.choose_action("Publish")
    expect(editor.get_by_role("status").get_by_text("validation errors")).to_be_visible()
    expect(
        form.body.get_by_text("The heading “Too deep” skips a level: after h1 comes h2.")
    ).to_be_visible()
    expect(
        form.body.get_by_text("The care card “Call 999” is folded away: move it out")
    ).to_be_visible()


def test_a_next_review_before_the_last_one_is_told_at_its_field(
    editor: Page, draft: Callable[..., int]
) -> None:
    form = ArticleEditor(editor)
    form.open(draft("A draft with dates the wrong way round"))
    panel = form.tab("People and review")
    panel.get_by_role("textbox", name="Last reviewed").fill("2026-05-02")
    panel.get_by_role("textbox", name="Next review due").fill("2026-05-01")
    editor.keyboard.press("Escape")  # the calendar
    form.choose_action("Publish")
    panel = form.tab("People and review")
    expect(panel.get_by_text("The next review must come after the last one.")).to_be_visible()


# --- Tags that hold commas ------------------------------------------------------------------------


def test_a_tag_with_a_comma_is_typed_in_quotes_as_the_help_text_says(
    editor: Page, draft: Callable[..., int]
) -> None:
    form = ArticleEditor(editor)
    form.open(draft("A draft for a tag with a comma"))
    panel = form.tab("Audience")
    expect(panel.get_by_text("Use quotes around tags with a comma.")).to_be_visible()
    tags = panel.locator(".tagit-new input")
    tags.press_sequentially('"mud, rain & snow"')
    tags.press("Enter")
    expect(panel.locator(".tagit-label")).to_have_text(
        [re.compile("mud, rain & snow")], timeout=3_000
    )


def test_a_tag_with_a_comma_survives_a_change_of_the_title(
    editor: Page, draft: Callable[..., int], demo: Demo
) -> None:
    tags = ["rain, wind & mud", "R&D"]
    author = demo.page("/play/messy-play/")["authors"][0]
    page_id = draft(
        "A muddy draft", tags=tags, authors=[{"contributor_id": _contributor_id(editor, author)}]
    )
    form = ArticleEditor(editor)
    form.open(page_id)
    form.title.fill("A muddy article")
    form.choose_action("Publish")
    expect(editor.get_by_role("status").get_by_text(re.compile("published"))).to_be_visible()
    kept = demo.get(f"/api/v2/pages/{page_id}/?fields=tags")["tags"]
    assert {tag["name"] for tag in kept} == set(tags)


def _contributor_id(editor: Page, person: dict[str, Any]) -> int:
    """The id of a contributor, from the address of her form."""
    editor.goto("/admin/snippets/parenting/contributor/")
    link = editor.get_by_role("link", name=person["name"], exact=True).first
    found = re.search(r"/edit/(\d+)/", link.get_attribute("href") or "")
    assert found
    return int(found[1])


# --- The block picker -----------------------------------------------------------------------------


def test_the_block_picker_groups_all_blocks_and_previews_each(
    editor: Page, demo: Demo, shot: Callable[..., None]
) -> None:
    form = ArticleEditor(editor)
    form.add_below(demo.page_id("/sleep/"))
    picker = form.open_picker()
    expect(picker.get_by_role("option")).to_have_text(BLOCK_LABELS)
    for group in ("Text", "Advice", "Safety", "Media", "Structure", "Site"):
        expect(picker.locator(".w-combobox__optgroup-label", has_text=group)).to_be_visible()
    for number, label in enumerate(BLOCK_LABELS):
        row = picker.locator(".w-combobox__option-row").filter(
            has=editor.get_by_role("option", name=label, exact=True)
        )
        row.get_by_role("button", name="Preview").click()
        shown = editor.frame_locator("iframe[title='Preview']").last
        block = shown.locator("main > div")
        expect(block).to_be_visible()
        assert (block.inner_text() or "").strip(), f"The preview of {label} shows no words."
        if number in (3, 10, 18):  # key points, care card, table
            editor.wait_for_timeout(300)
            shot(editor, f"admin-block-preview-{label.lower().replace(' ', '-')}", full=False)


# --- The other screens of the magazine ------------------------------------------------------------


def test_the_report_of_due_reviews_names_what_is_due_and_leads_to_it(editor: Page) -> None:
    editor.goto("/admin/")
    editor.get_by_role("button", name="Reports").click()
    editor.get_by_role("link", name="Reviews due").click()
    expect(editor.get_by_role("heading", name="Reviews due")).to_be_visible()
    table = editor.get_by_role("table")
    for heading in ("Title", "Review", "Due", "Last reviewed", "Status"):
        expect(table.get_by_role("columnheader", name=heading, exact=True)).to_be_visible()
    rows = table.get_by_role("row").filter(has_text=re.compile("Review (overdue|due soon)"))
    expect(rows.first).to_be_visible()
    title = rows.first.get_by_role("link").first.inner_text()
    rows.first.get_by_role("link", name=title).first.click()
    expect(ArticleEditor(editor).title).to_have_value(title)


MAGAZINE = {
    "Contributors": ["Inês Duarte", "Mara Lindqvist", "Ruth Adeyemi", "Tom Okafor"],
    "Topics": ["Sleep", "Naps", "Weaning"],
    "Life stages": ["Pregnancy", "Newborn", "Toddler"],
    "Tags": ["5-minute reads", "R&D"],
}


def test_the_magazine_menu_leads_to_its_words_and_people(
    editor: Page, shot: Callable[..., None]
) -> None:
    editor.goto("/admin/reports/reviews-due/")
    for name, entries in MAGAZINE.items():
        editor.get_by_role("button", name="Magazine").click()
        editor.get_by_role("link", name=name, exact=True).click()
        expect(editor.get_by_role("heading", name=name, level=1)).to_be_visible()
        table = editor.get_by_role("table")
        for entry in entries:
            expect(table.get_by_role("link", name=entry, exact=True)).to_be_visible()
        shot(editor, f"admin-{name.lower().replace(' ', '-')}-1440-light")


def test_a_tag_is_found_by_a_part_of_its_name(editor: Page) -> None:
    editor.goto("/admin/snippets/parenting/tag/")
    editor.get_by_role("textbox", name="Search term").fill("table")
    table = editor.get_by_role("table")
    expect(table.get_by_role("link", name="à table", exact=True)).to_be_visible()
    expect(table.get_by_role("link", name="R&D", exact=True)).to_have_count(0)


def test_a_life_stage_that_ends_before_it_begins_is_refused_at_its_field(editor: Page) -> None:
    editor.goto("/admin/snippets/parenting/lifestage/add/")
    editor.get_by_role("textbox", name="Name").fill("Backwards")
    editor.get_by_role("textbox", name="Slug").fill("backwards")
    editor.get_by_label("From (months)").fill("12")
    editor.get_by_label("To (months)").fill("6")
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_text("The age band ends before it begins.")).to_be_visible()


def test_the_settings_of_the_frontend_refuse_what_is_no_origin(editor: Page) -> None:
    editor.goto("/admin/")
    editor.get_by_role("button", name="Settings").click()
    editor.get_by_role("link", name="Headless", exact=True).click()
    address = editor.get_by_role("textbox", name="Frontend address")
    kept = address.input_value()
    address.fill("https://www.example.org/magazine/")
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_text("Give the address without a path")).to_be_visible()
    address.fill(kept)
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_role("status").get_by_text(re.compile("updated", re.I))).to_be_visible()


def test_the_list_of_articles_shows_how_their_reviews_stand(editor: Page) -> None:
    editor.goto("/admin/")
    editor.get_by_role("link", name="Advice articles", exact=True).click()
    table = editor.get_by_role("table")
    states = table.get_by_text(re.compile("Review overdue|Review due|Reviewed|Not reviewed"))
    expect(states.first).to_be_visible()
    table.get_by_role("columnheader", name="Review").get_by_role("link", name="Review").click()
    expect(editor).to_have_url(re.compile("ordering=next_review"))
    expect(editor.get_by_role("table").get_by_role("row").nth(1)).to_be_visible()


def test_the_history_of_an_article_lists_what_was_done(
    editor: Page, draft: Callable[..., int]
) -> None:
    page_id = draft("A draft with a past")
    form = ArticleEditor(editor)
    form.open(page_id)
    form.title.fill("A draft with a longer past")
    editor.get_by_role("button", name="Save draft").click()
    expect(editor.get_by_role("status").get_by_text("has been updated")).to_be_visible()
    editor.goto(f"/admin/pages/{page_id}/history/")
    expect(editor.get_by_role("table").get_by_text("Draft saved").first).to_be_visible()
    expect(editor.get_by_role("table").get_by_text("Created").first).to_be_visible()


def test_the_menu_of_an_editor_without_rights_to_settings_still_has_the_magazine(
    open_page: Open,
) -> None:
    page = open_page()
    log_in(page, "editor")
    expect(page.get_by_role("button", name="Magazine")).to_be_visible()
    expect(page.get_by_role("link", name="Advice articles", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Headless")).to_have_count(0)


# --- What the admin loads -------------------------------------------------------------------------


def test_the_admin_of_the_demo_asks_nothing_of_other_hosts(editor: Page, watch: Any) -> None:
    editor.goto("/admin/")
    editor.wait_for_load_state("networkidle")
    assert watch.elsewhere == set()
