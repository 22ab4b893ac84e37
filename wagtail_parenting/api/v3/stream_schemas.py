"""Types of stream fields for v3: a precise union of blocks, for reading and for writing.

They follow ``api.streams`` block by block. A block says more about itself with

* ``Meta.api_shape``: the type of its value when read;
* ``written_shape``: the type of its value when written, if it is not that of its children.

Wagtail 8.0 types stream fields as ``list[Any]`` and names precise schemas as missing
(wagtail/wagtail#14494): this module can go when core ships its own.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, NotRequired, Union

from pydantic import Discriminator, JsonValue, StringConstraints
from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.api.v3.schemas.generators.write import RichTextInputSchema
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from wagtail_parenting.api.shapes import File, PageReference, Picture, WrittenText
from wagtail_parenting.api.streams import TEXT_BLOCKS, represents_itself
from wagtail_parenting.articles.blocks.stream import configured_blocks, source_blocks
from wagtail_parenting.fields import BodyField

#: Fields whose blocks come from here share their types, under plain names.
SHARED_BLOCKS = (configured_blocks, source_blocks)


def read_type(field: BodyField) -> Any:
    """The type of a body field when read."""
    return _of_field(field, read_annotation)


def written_type(field: BodyField) -> Any:
    """The type of a body field when written."""
    return _of_field(field, written_annotation)


_shared: dict[Any, Any] = {}


def _of_field(field: BodyField, annotate: Any) -> Any:
    blocks_from = field.blocks_from
    if blocks_from not in SHARED_BLOCKS:
        return annotate(field.stream_block, f"{field.model.__name__}{_camel(field.name)}")
    key = (annotate, blocks_from)
    if key not in _shared:
        _shared[key] = annotate(field.stream_block, "")
    return _shared[key]


# --- Types when read ----------------------------------------------------------------------------


def read_annotation(block: blocks.Block, name: str) -> Any:
    """The type of a block's value when read. ``name`` is for the parts that need one."""
    shape = getattr(block.meta, "api_shape", None)
    if shape is not None:
        return shape
    if isinstance(block, blocks.StreamBlock):
        return list[_union(block, name, read_annotation, "Block")]  # type: ignore[misc]
    if isinstance(block, blocks.ListBlock):
        return list[read_annotation(block.child_block, f"{name}Item")]  # type: ignore[misc]
    if represents_itself(block):
        return JsonValue
    if isinstance(block, blocks.StructBlock):
        fields = {
            key: read_annotation(child, f"{name}{_camel(key)}")
            for key, child in block.child_blocks.items()
        }
        return TypedDict(f"{name}Value", fields)  # type: ignore[operator]
    if isinstance(block, blocks.RichTextBlock):
        return str
    if isinstance(block, blocks.PageChooserBlock):
        return PageReference | None
    if isinstance(block, ImageChooserBlock):
        return Picture | None
    if isinstance(block, DocumentChooserBlock):
        return File | None
    return _leaf(block)


# --- Types when written -------------------------------------------------------------------------


def written_annotation(block: blocks.Block, name: str) -> Any:
    """The type of a block's value when written. A draft may leave any field of a struct out."""
    shape = getattr(block, "written_shape", None)
    if shape is not None:
        return shape
    if isinstance(block, blocks.StreamBlock):
        return list[_union(block, name, written_annotation, "WrittenBlock")]  # type: ignore[misc]
    if isinstance(block, blocks.ListBlock):
        return list[written_annotation(block.child_block, f"{name}Item")]  # type: ignore[misc]
    if isinstance(block, blocks.StructBlock):
        fields = {
            key: NotRequired[written_annotation(child, f"{name}{_camel(key)}")]
            for key, child in block.child_blocks.items()
        }
        return TypedDict(f"Written{name}Value", fields)  # type: ignore[operator]
    if isinstance(block, blocks.RichTextBlock):
        return WrittenText | RichTextInputSchema
    if isinstance(block, blocks.ChooserBlock):
        return int | None
    for kind, annotation in _WRITTEN_TIMES:
        if isinstance(block, kind):
            return annotation | None
    return WrittenText if isinstance(block, _FREE_TEXT) else _leaf(block)


WrittenId = Annotated[WrittenText, StringConstraints(max_length=64)]
_FREE_TEXT = (blocks.CharBlock, blocks.TextBlock, blocks.URLBlock, blocks.EmailBlock)
_WRITTEN_TIMES: list[tuple[type[Any], Any]] = [
    (blocks.DateTimeBlock, datetime.datetime),
    (blocks.DateBlock, datetime.date),
    (blocks.TimeBlock, datetime.time),
]


# --- Both ---------------------------------------------------------------------------------------


def _union(stream: blocks.StreamBlock, name: str, annotate: Any, suffix: str) -> Any:
    members = []
    for key, child in stream.child_blocks.items():
        title = f"{name}{_camel(key)}"
        fields: dict[str, Any] = {
            "type": Literal[key],
            "id": str
            if suffix == "Block"
            else NotRequired[Annotated[WrittenText, StringConstraints(max_length=64)] | None],
            "value": annotate(child, title),
        }
        members.append(TypedDict(f"{title}{suffix}", fields))  # type: ignore[operator]
    if len(members) == 1:
        return members[0]
    return Annotated[Union[tuple(members)], Discriminator("type")]  # noqa: UP007


def _leaf(block: blocks.Block) -> Any:
    if isinstance(block, blocks.ChoiceBlock):
        return _choices(block)
    kinds: list[tuple[type[Any], Any]] = [
        (blocks.BooleanBlock, bool),
        (blocks.IntegerBlock, int),
        (blocks.FloatBlock, float),
        (blocks.DecimalBlock, str),
        (blocks.MultipleChoiceBlock, list[str]),
    ]
    for kind, annotation in kinds:
        if isinstance(block, kind):
            return (
                annotation if block.required or kind is blocks.BooleanBlock else annotation | None
            )
    texts = (*TEXT_BLOCKS, blocks.DateBlock, blocks.TimeBlock, blocks.DateTimeBlock)
    if isinstance(block, texts):
        return str if isinstance(block, TEXT_BLOCKS) else str | None
    return JsonValue


def _choices(block: blocks.ChoiceBlock) -> Any:
    keys = tuple(key for key, _label in block.field.choices if key)
    return Literal[keys] if keys and all(isinstance(key, str) for key in keys) else str


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
