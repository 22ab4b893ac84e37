"""Where in a body something stands, as the API names places.

A place is a path of steps: the index of a block in a stream and ``"value"``, the name of a field
in a block, the index of an item in a list. ``("body", 2, "value", "image")`` is the picture that
the third block of the body shows. These are the steps that lead there in the JSON as written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    Block,
    ListBlock,
    ListBlockValidationError,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
)

from wagtail_parenting.headless.streams import list_items

Place = tuple[str | int, ...]


def placed_leaves(block: Block, written: Any, place: Place) -> Iterator[tuple[Place, Block, Any]]:
    """All (place, block, value) below ``block`` that hold no further blocks and are written.

    ``written`` is as the API takes it, checked against its type. Fields left out are passed over.
    """
    if isinstance(block, StreamBlock):
        for index, item in enumerate(written or []):
            child = block.child_blocks[item["type"]]
            yield from placed_leaves(child, item["value"], (*place, index, "value"))
    elif isinstance(block, ListBlock):
        for index, item in enumerate(list_items(written)):
            yield from placed_leaves(block.child_block, item, (*place, index))
    elif isinstance(block, StructBlock) and isinstance(written, dict):
        for name, child in block.child_blocks.items():
            if name in written:
                yield from placed_leaves(child, written[name], (*place, name))
    elif not isinstance(block, StructBlock):
        yield place, block, written


def placed_errors(error: ValidationError, place: Place) -> Iterator[tuple[Place, str, str]]:
    """(place, message, code) of each error in ``error``.

    Wagtail's errors of blocks hold those of the blocks below, and have no message of their own.
    """
    if isinstance(error, _NESTED):
        for own in error.non_block_errors.as_data():
            yield from placed_errors(own, place)
        for step, below in error.block_errors.items():
            inside = (step, "value") if isinstance(error, StreamBlockValidationError) else (step,)
            yield from placed_errors(below, (*place, *inside))
    else:
        for single in error.error_list:
            yield place, str(single.messages[0]), str(single.code or "invalid")


_NESTED = (StreamBlockValidationError, StructBlockValidationError, ListBlockValidationError)
