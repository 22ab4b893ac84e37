"""Turns a written body into the stream data that Wagtail stores.

A written body is a list of one-key dictionaries, ``- tip: {heading: …}``. The page class's own
blocks say how each value is stored, so a block that the package gains needs nothing here. Pages,
pictures and documents are written by name and stored by id.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import (
    Block,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

#: Keys that the texts write differently from the blocks' own names.
WRITTEN_NAMES = {"image": "picture", "file": "document"}
_PAGE_LINK = re.compile(r"\{page:([\w-]+)\}")


@dataclass(frozen=True)
class Names:
    """How names become ids. Each raises ``KeyError`` for a name that does not exist."""

    page: Callable[[str], int]
    picture: Callable[[str], int]
    document: Callable[[str], int]


def stored(block: Block, written: Any, names: Names) -> Any:
    """The raw data of ``written`` for ``block``. Raises ``ValueError`` for an unknown key."""
    if isinstance(block, StreamBlock):
        return [_stream_item(block, item, names) for item in written]
    if isinstance(block, ListBlock):
        child = block.child_block
        return [_identified("item", stored(child, item, names)) for item in written]
    if isinstance(block, StructBlock):
        return _struct(block, written, names)
    return _leaf(block, written, names)


def _stream_item(block: StreamBlock, item: dict[str, Any], names: Names) -> dict[str, Any]:
    [(kind, value)] = item.items()
    if kind not in block.child_blocks:
        raise ValueError(f"There is no block {kind!r}. Known: {', '.join(block.child_blocks)}.")
    return _identified(kind, stored(block.child_blocks[kind], value, names))


def _identified(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _struct(block: StructBlock, written: dict[str, Any], names: Names) -> dict[str, Any]:
    values = dict(written)
    result = {}
    for name, child in block.child_blocks.items():
        key = name if name in values else WRITTEN_NAMES.get(name, name)
        if key in values:
            result[name] = stored(child, values.pop(key), names)
        else:
            result[name] = child.get_prep_value(child.get_default())
    if values:
        raise ValueError(f"{block.label} has no {', '.join(values)}.")
    return result


def _leaf(block: Block, written: Any, names: Names) -> Any:
    if isinstance(block, ImageChooserBlock):
        return names.picture(written)
    if isinstance(block, DocumentChooserBlock):
        return names.document(written)
    if isinstance(block, PageChooserBlock):
        return names.page(written)
    if isinstance(block, TableBlock):
        return block.to_python(written)  # the package's own reading of the written form
    if isinstance(block, RichTextBlock):
        return _PAGE_LINK.sub(lambda link: str(names.page(link[1])), written)
    return written.isoformat() if isinstance(written, datetime.date) else written
