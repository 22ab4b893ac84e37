"""The screens that the stories walk through, in the words that stand on them."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import FrameLocator, Locator, Page, expect

#: The labels of all blocks in the block picker, in its order.
BLOCK_LABELS = (
    "Text",
    "Heading",
    "Quote",
    "Key points",
    "Do and don’t",
    "Steps",
    "Checklist",
    "Milestones",
    "Questions and answers",
    "Tip",
    "Care card",
    "Warning",
    "Helpline",
    "Image",
    "Video",
    "Audio",
    "Download",
    "Expander",
    "Table",
    "Article card",
    "Reference",
    "Share buttons",
    "Reader comments",
    "Link-up",
)


def log_in(page: Page, user: str = "admin", password: str = "parenting") -> None:
    """Through the login form, as everybody does."""
    page.goto("/admin/")
    page.get_by_role("textbox", name="Username").fill(user)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def not_wagtails(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Of what axe found, what is not in Wagtail's own frame around every screen."""
    frame = ("sidebar", "w-slim-header", "w-header-search")
    ours = {
        rule: [place for place in places if not any(name in place for name in frame)]
        for rule, places in found.items()
    }
    return {rule: places for rule, places in ours.items() if places}


class ArticleEditor:
    """The form of an advice article."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.body = page.locator("#panel-child-content-body-section")
        self.sources = page.locator("#panel-child-content-sources-section")

    def add_below(self, section_id: int) -> None:
        """Start a new article the way an editor does: section, then the type of page."""
        self.page.goto(f"/admin/pages/{section_id}/add_subpage/")
        self.page.get_by_role("link", name="Advice article", exact=True).click()
        expect(self.page.get_by_role("heading", name="New: Advice article")).to_be_visible()

    def open(self, page_id: int) -> None:
        self.page.goto(f"/admin/pages/{page_id}/edit/")
        expect(self.body).to_be_visible()

    def tab(self, name: str) -> Locator:
        """Open a tab and give back its panel."""
        self.page.get_by_role("tab", name=re.compile(rf"^{name}")).click()
        panel = self.page.get_by_role("tabpanel", name=re.compile(rf"^{name}"))
        expect(panel).to_be_visible()
        return panel

    @property
    def title(self) -> Locator:
        return self.page.get_by_placeholder("Page title*")

    # Choosers

    def choose_picture(self, within: Locator, title: str) -> None:
        within.get_by_role("button", name="Choose an image").click()
        self._pick_in_modal(title)

    def choose_document(self, within: Locator, title: str) -> None:
        within.get_by_role("button", name="Choose a document").click()
        self._pick_in_modal(title)

    def choose_page(self, within: Locator, title: str) -> None:
        within.get_by_role("button", name="Choose a page").click()
        self._pick_in_modal(title)

    def add_person(self, kind: str, name: str) -> None:
        """``kind`` is Author or Reviewer."""
        panel = self.tab("People and review")
        panel.get_by_role("button", name=f"Add {kind}").click()
        panel.get_by_role("button", name="Choose contributor").last.click()
        self._pick_in_modal(name)
        expect(panel.get_by_text(name, exact=True)).to_be_visible()

    def _pick_in_modal(self, title: str) -> None:
        modal = self.page.locator(".modal.in, .modal.show, dialog[open]").last
        expect(modal).to_be_visible()
        search = modal.get_by_role("textbox", name="Search term")
        if search.count():
            search.fill(title)
        modal.get_by_role("link", name=re.compile(re.escape(title))).first.click()
        expect(modal).to_be_hidden()

    # Blocks

    def block(self, number: int) -> Locator:
        """The body's block of that number, from 0."""
        return self.body.locator(
            f'[data-streamfield-child]:has(> input[name="body-{number}-type"])'
        )

    def open_picker(self, within: Locator | None = None) -> Locator:
        """The block picker, opened at the end of the body (or of ``within``)."""
        (within or self.body).get_by_role("button", name="Insert a block").last.click()
        picker = self.page.get_by_role("listbox", name=re.compile("^Search options"))
        expect(picker).to_be_visible()
        return picker

    def insert(self, label: str, within: Locator | None = None) -> None:
        """Insert a block at the end by its label in the picker."""
        self.open_picker(within)
        self.page.get_by_role("combobox", name=re.compile("^Search options")).fill(label)
        self.page.get_by_role("option", name=label, exact=True).click()

    def insert_and_fill(self, number: int, label: str) -> None:
        """Insert the body's block of that number and fill what it needs."""
        self.insert(label)
        block = self.block(number)
        expect(block).to_be_visible()
        FILL[label](self, block)

    # Preview and publishing

    def open_preview(self) -> FrameLocator:
        """The side panel, whose frame holds the frontend itself."""
        toggle = self.page.get_by_role("button", name="Toggle preview")
        if toggle.get_attribute("aria-expanded") != "true":
            toggle.click()
        return self.page.frame_locator("#w-preview-iframe")

    def close_preview(self) -> None:
        self.page.get_by_role("button", name="Toggle preview").click()

    def choose_action(self, name: str) -> None:
        """An action of the footer's menu, such as Publish."""
        footer = self.page.get_by_role("navigation", name="Actions (footer)")
        footer.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name=name, exact=True).click()


# --- What each block needs, as an editor would type it --------------------------------------------


def rich(block: Locator, words: str) -> None:
    """Type into the (last) rich text field of a block."""
    field = block.locator("[contenteditable=true]").last
    field.click()
    block.page.keyboard.insert_text(words)


def type_into(block: Locator, label: str, words: str) -> None:
    block.get_by_label(re.compile(rf"^{re.escape(label)}\*?$")).first.fill(words)


def lines(block: Locator, list_name: str, words: str) -> None:
    """The first line of a list of plain lines."""
    block.locator(f"input[name$='-{list_name}-0-value']").fill(words)


def _titled(label: str, title: str, words: str) -> Callable[[ArticleEditor, Locator], None]:
    def fill(_editor: ArticleEditor, block: Locator) -> None:
        type_into(block, label, title)
        rich(block, words)

    return fill


def _fill_quote(_editor: ArticleEditor, block: Locator) -> None:
    type_into(block, "Quote", "It gets easier in spring.")
    type_into(block, "Who said it", "A grandmother")


def _fill_do_dont(_editor: ArticleEditor, block: Locator) -> None:
    lines(block, "do", "dress her in layers")
    lines(block, "dont", "cover her face")


def _fill_milestones(_editor: ArticleEditor, block: Locator) -> None:
    type_into(block, "Age in months", "6")
    lines(block, "milestones", "reaches for her mittens")


def _fill_helpline(_editor: ArticleEditor, block: Locator) -> None:
    type_into(block, "Name", "Cold line")
    type_into(block, "Number", "0800 000 000")


def _fill_image(editor: ArticleEditor, block: Locator) -> None:
    editor.choose_picture(block, "Sun safety")
    type_into(block, "Alt text", "A sun hat on a hook")


def _fill_audio(editor: ArticleEditor, block: Locator) -> None:
    editor.choose_document(block, "A hummed lullaby")
    type_into(block, "Title", "A winter lullaby")


def _fill_download(editor: ArticleEditor, block: Locator) -> None:
    editor.choose_document(block, "First-aid card")
    type_into(block, "Title", "A card for the fridge")


def _fill_expander(editor: ArticleEditor, block: Locator) -> None:
    type_into(block, "Summary", "Why does wool itch?")
    editor.insert("Tip", within=block)
    expect(block.locator("[contenteditable=true]")).to_be_visible()
    rich(block, "Because its fibres are thick.")


def _fill_table(editor: ArticleEditor, block: Locator) -> None:
    block.get_by_label("Table headers").select_option(label="Display the first row as a header")
    type_into(block, "Table caption", "Layers by temperature")
    for row, cells in enumerate([("Degrees", "Layers"), ("Ten", "Two"), ("Zero", "Three")]):
        for column, words in enumerate(cells):
            cell = block.locator(f".ht_master tbody tr:nth-child({row + 1}) td").nth(column)
            cell.dblclick()
            editor.page.keyboard.type(words)
            editor.page.keyboard.press("Enter")


def _fill_care_card(_editor: ArticleEditor, block: Locator) -> None:
    block.get_by_label("How urgent").select_option(label="Urgent: get advice today")
    type_into(block, "Heading", "Ask today if she is floppy")
    rich(block, "Warm her up and call.")


def _fill_link_up(editor: ArticleEditor, block: Locator) -> None:
    type_into(block, "Heading", "Blogged about the cold?")
    editor.choose_page(block, "What Worked")


FILL: dict[str, Callable[[ArticleEditor, Locator], None]] = {
    "Text": lambda _editor, block: rich(block, "Babies lose warmth faster than we do."),
    "Heading": lambda _editor, block: type_into(block, "Heading", "What to put on first"),
    "Quote": _fill_quote,
    "Key points": lambda _editor, block: lines(block, "points", "One layer more than you"),
    "Do and don’t": _fill_do_dont,
    "Steps": _titled("Title", "Lay it all out", "Before you undress her."),
    "Checklist": lambda _editor, block: lines(block, "items", "A warm hat"),
    "Milestones": _fill_milestones,
    "Questions and answers": _titled("Question", "Does she need gloves?", "Below ten degrees."),
    "Tip": _titled("Heading", "Try this", "Warm the coat on the radiator."),
    "Care card": _fill_care_card,
    "Warning": _titled("Heading", "No thick coat in the car seat", "The belt gets slack."),
    "Helpline": _fill_helpline,
    "Image": _fill_image,
    "Video": lambda _editor, block: type_into(
        block, "Address of the video", "https://vimeo.com/76979871"
    ),
    "Audio": _fill_audio,
    "Download": _fill_download,
    "Expander": _fill_expander,
    "Table": _fill_table,
    "Article card": lambda editor, block: editor.choose_page(block, "Car seats"),
    "Reference": lambda _editor, block: type_into(block, "Number of the source", "1"),
    "Share buttons": lambda _editor, block: type_into(block, "Heading", "Know a cold pram?"),
    "Reader comments": lambda _editor, block: type_into(block, "Heading", "Tell us yours"),
    "Link-up": _fill_link_up,
}

#: What a reader sees of each of these blocks.
SHOWN = {
    "Text": "Babies lose warmth faster than we do.",
    "Heading": "What to put on first",
    "Quote": "It gets easier in spring.",
    "Key points": "One layer more than you",
    "Do and don’t": "cover her face",
    "Steps": "Lay it all out",
    "Checklist": "A warm hat",
    "Milestones": "reaches for her mittens",
    "Questions and answers": "Does she need gloves?",
    "Tip": "Warm the coat on the radiator.",
    "Care card": "Ask today if she is floppy",
    "Warning": "No thick coat in the car seat",
    "Helpline": "Cold line",
    "Video": "Plays from Vimeo",
    "Audio": "A winter lullaby",
    "Download": "A card for the fridge",
    "Expander": "Why does wool itch?",
    "Table": "Layers by temperature",
    "Article card": "Car seats: the right one",
    "Reference": "Keeping warm",
    "Share buttons": "Know a cold pram?",
    "Reader comments": "Tell us yours",
    "Link-up": "Blogged about the cold?",
}
