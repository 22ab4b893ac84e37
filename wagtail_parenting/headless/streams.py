"""Walking stream data without building Wagtail's block values.

Raw stream data is the JSON that the database holds. Building values from it costs a query per
kind of chooser and page; walking it costs none, so one bulk load can serve a whole list.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from wagtail.blocks import (
    Block,
    CharBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock

from wagtail_parenting.fields import BodyField
from wagtail_parenting.headless.plain_text import plain_text as plain_rich_text


def body_fields(page: Any) -> tuple[BodyField, ...]:
    """The body fields of a page or a page class."""
    return _body_fields(page if isinstance(page, type) else type(page))


@functools.cache
def _body_fields(model: Any) -> tuple[BodyField, ...]:
    return tuple(field for field in model._meta.get_fields() if isinstance(field, BodyField))


def raw_stream(page: Any, field: BodyField) -> list[dict[str, Any]]:
    """The raw data of a body field, saved or not. No query for a page read from the database."""
    value = getattr(page, field.name)
    return [item for item in value.get_prep_value() if isinstance(item, dict)] if value else []


def child_raw(block: StructBlock, raw: Any, name: str) -> Any:
    """The raw value of a struct's child; its default where older data lacks it."""
    if isinstance(raw, dict) and name in raw:
        return raw[name]
    child = block.child_blocks[name]
    return child.get_prep_value(child.get_default())


def list_items(raw: Any) -> list[Any]:
    """The raw values of a list block, in both forms that Wagtail has stored them."""
    if not isinstance(raw, list):
        return []
    return [
        item.get("value") if isinstance(item, dict) and item.get("type") == "item" else item
        for item in raw
    ]


def stream_items(raw: Any) -> list[dict[str, Any]]:
    """The items of a stream; what is none, as an import may leave it, is passed over."""
    return [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []


def is_id(raw: Any) -> bool:
    """Whether a raw value can be the id of a row."""
    return isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw < 2**31


def leaves(block: Block, raw: Any) -> Iterator[tuple[Block, Any]]:
    """All (block, raw value) pairs below ``block`` that hold no further blocks."""
    if isinstance(block, StreamBlock):
        for item in stream_items(raw):
            child = block.child_blocks.get(item.get("type"))
            if child is not None:
                yield from leaves(child, item.get("value"))
    elif isinstance(block, ListBlock):
        for item in list_items(raw):
            yield from leaves(block.child_block, item)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from leaves(child, child_raw(block, raw, name))
    else:
        yield block, raw


def structs_of(block: Block, raw: Any, kind: type[StructBlock]) -> Iterator[dict[str, Any]]:
    """The raw values of all blocks of a kind at or below ``block``."""
    if isinstance(block, kind):
        if isinstance(raw, dict):
            yield raw
    elif isinstance(block, StreamBlock):
        for item in stream_items(raw):
            child = block.child_blocks.get(item.get("type"))
            if child is not None:
                yield from structs_of(child, item.get("value"), kind)
    elif isinstance(block, ListBlock):
        for item in list_items(raw):
            yield from structs_of(block.child_block, item, kind)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            if isinstance(child, (StreamBlock, StructBlock, ListBlock)):
                yield from structs_of(child, child_raw(block, raw, name), kind)


def plain_text(block: Block, raw: Any) -> Iterator[str]:
    """The words of a stream in reading order, for search, feeds and the reading time."""
    for leaf, value in leaves(block, raw):
        if not value:
            continue
        if isinstance(leaf, RichTextBlock):
            yield plain_rich_text(str(value))
        elif isinstance(leaf, TableBlock):
            yield from (str(cell) for row in table_rows(value) for cell in row if cell)
        elif type(leaf) in _TEXT_BLOCKS or isinstance(leaf, TextBlock):
            yield str(value)


_TEXT_BLOCKS = (CharBlock, TextBlock)
_WORD = re.compile(r"\w[\w'’-]*")


def table_rows(raw: Any) -> list[list[Any]]:
    """The rows of a stored table."""
    rows = raw.get("data") if isinstance(raw, dict) else None
    return [row for row in rows or [] if isinstance(row, list)]


def count_words(texts: Iterator[str]) -> int:
    """How many words ``texts`` hold."""
    return sum(len(_WORD.findall(text)) for text in texts)
