"""Stream data for the API: the value of every block, built from raw data without a query.

A block with ``api_value(raw, rendering)`` builds its own value; None leaves the block out. Other
structs and lists are built from what they hold, fields by their kind, so a site's own blocks need
nothing. A block that overrides Wagtail's ``get_api_representation`` is asked for it, which may
cost queries of its own. ``v3.stream_schemas`` gives the types of the same values.
"""

from __future__ import annotations

import logging
from typing import Any

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from wagtail_parenting.headless.streams import child_raw, list_items, stream_items

logger = logging.getLogger(__name__)


def render_stream(
    stream: blocks.StreamBlock, raw: list[dict[str, Any]], rendering: Any
) -> list[dict[str, Any]]:
    """The values of a stream, without blocks that show nothing. No query."""
    shown = []
    for item in stream_items(raw):
        block = stream.child_blocks.get(item.get("type"))
        if block is None:
            continue
        try:
            value = render_block(block, item.get("value"), rendering)
        except (TypeError, ValueError, AttributeError, KeyError):
            # One block that an import has left in pieces must not take a whole list with it.
            logger.exception("A %s block could not be shown.", item["type"])
            continue
        if value is not None:
            shown.append({"type": item["type"], "id": str(item.get("id") or ""), "value": value})
    return shown


def render_block(block: blocks.Block, raw: Any, rendering: Any) -> Any:
    """The value of one block; None when there is nothing to show."""
    if hasattr(block, "api_value"):
        return block.api_value(raw if isinstance(raw, dict) else {}, rendering)
    if isinstance(block, blocks.StreamBlock):
        return render_stream(block, raw, rendering)
    if isinstance(block, blocks.ListBlock):
        values = [render_block(block.child_block, item, rendering) for item in list_items(raw)]
        return [value for value in values if value is not None]
    if represents_itself(block):
        return block.get_api_representation(block.to_python(raw), context={})
    if isinstance(block, blocks.StructBlock):
        return {
            name: render_block(child, child_raw(block, raw, name), rendering)
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.RichTextBlock):
        return rendering.rich_text(raw if isinstance(raw, str) else "", block.features)
    if isinstance(block, blocks.ChoiceBlock):
        return _choice(block, raw)
    if isinstance(block, blocks.PageChooserBlock):
        return rendering.page_reference(raw)
    if isinstance(block, ImageChooserBlock):
        return rendering.picture(raw, set_name="inline")
    if isinstance(block, DocumentChooserBlock):
        return rendering.file(raw)
    if raw is None and isinstance(block, TEXT_BLOCKS):
        return ""
    return raw


def _choice(block: blocks.ChoiceBlock, raw: Any) -> Any:
    """A choice that there is: older data may lack it, or know another."""
    known = [key for key, _label in block.field.choices if key]
    return raw if raw in known or not known else block.get_default() or known[0]


TEXT_BLOCKS = (
    blocks.CharBlock,
    blocks.TextBlock,
    blocks.URLBlock,
    blocks.EmailBlock,
    blocks.ChoiceBlock,
)
_OWN_REPRESENTATION = {
    base.get_api_representation
    for base in (
        blocks.Block,
        blocks.FieldBlock,
        blocks.StructBlock,
        blocks.RichTextBlock,
        blocks.ChooserBlock,
        blocks.PageChooserBlock,
        ImageChooserBlock,
        DocumentChooserBlock,
        TableBlock,
    )
}


def represents_itself(block: blocks.Block) -> bool:
    """Whether a block, or the site, has an API representation of its own for it."""
    return type(block).get_api_representation not in _OWN_REPRESENTATION
