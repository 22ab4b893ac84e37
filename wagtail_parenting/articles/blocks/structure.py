"""What orders the page: folding parts, tables, cards and references."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from wagtail_parenting.api.shapes import ArticleCardValue, TableValue, WrittenTable
from wagtail_parenting.api.shapes import Source as SourceShape
from wagtail_parenting.articles.blocks.advice import (
    ChecklistBlock,
    DoDontBlock,
    HeadingBlock,
    KeyPointsBlock,
    ParagraphBlock,
    QuoteBlock,
    StepsBlock,
    TipBlock,
)
from wagtail_parenting.articles.blocks.care import CareCardBlock, HelplineBlock, WarningBlock
from wagtail_parenting.articles.blocks.media import DownloadBlock, EmbedBlock, ImageBlock
from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.blocks import BodyBlock, Rendering
from wagtail_parenting.headless.streams import table_rows


class TableBlock(WagtailTableBlock):
    """A table of plain text with a caption and header cells.

    Stored as Wagtail's table block stores it; the API reads ``TableValue`` and writes
    ``WrittenTable``.
    """

    written_shape = WrittenTable

    class Meta:
        api_shape = TableValue
        icon = "table"
        label = _("Table")
        group = _("Structure")
        template = "wagtail_parenting/blocks/table.html"
        description = _("A small table with a caption and header cells.")
        preview_template = "wagtail_parenting/blocks/preview.html"
        preview_value = {
            "data": [["Age", "Sleep in a day"], ["0–3 months", "14–17 hours"]],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "How much babies sleep",
        }

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict) and "rows" in value:
            return _stored_table(value)
        return super().to_python(value)

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> TableValue:
        rows = table_rows(raw)
        return {
            "caption": raw.get("table_caption") or "",
            "header_row": bool(raw.get("first_row_is_table_header")),
            "header_column": bool(raw.get("first_col_is_header")),
            "rows": [["" if cell is None else str(cell) for cell in row] for row in rows],
        }


def _stored_table(written: dict[str, Any]) -> dict[str, Any]:
    row, column = bool(written.get("header_row")), bool(written.get("header_column"))
    choice = {(True, True): "both", (True, False): "row", (False, True): "column"}
    return {
        "data": written["rows"],
        "first_row_is_table_header": row,
        "first_col_is_header": column,
        "table_header_choice": choice.get((row, column), "neither"),
        "table_caption": written.get("caption") or "",
    }


class FoldedBlocks(blocks.StreamBlock):
    """What may be folded away."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    key_points = KeyPointsBlock()
    do_dont = DoDontBlock()
    steps = StepsBlock()
    checklist = ChecklistBlock()
    tip = TipBlock()
    warning = WarningBlock()
    care_card = CareCardBlock()
    helpline = HelplineBlock()
    quote = QuoteBlock()
    table = TableBlock()
    image = ImageBlock()
    embed = EmbedBlock()
    download = DownloadBlock()


class ExpanderBlock(BodyBlock):
    """Detail for those who want it, folded away. Nothing pressing belongs inside."""

    summary = blocks.CharBlock(max_length=160, label=_("Summary"))
    body = FoldedBlocks(label=_("Folded content"))

    class Meta:
        icon = "collapse-down"
        label = _("Expander")
        group = _("Structure")
        template = "wagtail_parenting/blocks/expander.html"
        description = _("Detail that readers can open. Never hide a warning in it.")
        preview_value = {
            "summary": "Why does this happen?",
            "body": [{"type": "paragraph", "value": "<p>Her stomach is as big as a walnut.</p>"}],
        }


class ArticleChooserBlock(blocks.PageChooserBlock):
    """Offers the site's articles only."""

    @cached_property
    def target_models(self) -> list[type[Any]]:
        return article_classes()


class ArticleCardBlock(BodyBlock):
    """Another article, shown as a card. It vanishes while that article is not public."""

    article = ArticleChooserBlock(label=_("Article"))

    class Meta:
        api_shape = ArticleCardValue
        icon = "doc-full"
        label = _("Article card")
        group = _("Structure")
        template = "wagtail_parenting/blocks/article_card.html"
        description = _("Points to another article, with its picture.")
        preview_value = {"article": None}

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> ArticleCardValue | None:
        card = rendering.article(raw.get("article"))
        if card is None:
            return None
        return {
            "id": card["id"],
            "path": card["path"],
            "title": card["title"],
            "standfirst": card["standfirst"],
            "hero": card["hero"],
            "html_url": card["html_url"],
        }


class ReferenceBlock(BodyBlock):
    """Points at one of the article's sources, by its number in the list."""

    source = blocks.IntegerBlock(
        min_value=1, label=_("Number of the source"), help_text=_("As in the list of sources.")
    )

    class Meta:
        api_shape = SourceShape
        icon = "link"
        label = _("Reference")
        group = _("Structure")
        template = "wagtail_parenting/blocks/reference.html"
        description = _("Says which source the text above rests on.")
        preview_value = {"source": 1}

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> SourceShape | None:
        return rendering.source(raw.get("source"))


class SourceBlock(blocks.StructBlock):
    """One source of an article."""

    title = blocks.CharBlock(max_length=250, label=_("Title"))
    publisher = blocks.CharBlock(required=False, max_length=160, label=_("Publisher"))
    url = blocks.URLBlock(required=False, label=_("Address"))
    read_on = blocks.DateBlock(required=False, label=_("Read on"))

    class Meta:
        icon = "link-external"
        label = _("Source")
