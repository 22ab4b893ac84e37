"""Ids in a written body: each must be there.

Wagtail reads an id that is not as nothing chosen, so a mistyped picture would silently vanish.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import ChooserBlock
from wagtail.utils.forms import FormValidationError

from wagtail_parenting.fields import BodyField
from wagtail_parenting.headless.stream_places import Place, placed_leaves
from wagtail_parenting.headless.streams import is_id


def refuse_unknown_ids(field: BodyField, written: list[Any]) -> list[Any]:
    """``written`` as it is. 1 query for each kind of thing that it points at.

    Raises ``FormValidationError`` naming the place of each id that is not there. It is no
    ``ValueError``, so pydantic lets it through, and v3 answers 422 as it does for a form.
    """
    places: dict[type[Any], dict[Any, list[Place]]] = defaultdict(dict)
    for place, block, value in placed_leaves(field.stream_block, written, (field.name,)):
        if isinstance(block, ChooserBlock) and value is not None:
            places[block.model_class].setdefault(value, []).append(place)
    unknown = {
        place: [(_unknown(model, pk), "unknown_id")]
        for model, found in places.items()
        for pk in set(found) - _existing(model, found)
        for place in found[pk]
    }
    if unknown:
        raise FormValidationError(dict(sorted(unknown.items(), key=_in_reading_order)))
    return written


def _existing(model: type[Any], ids: Any) -> set[Any]:
    wanted = [pk for pk in ids if is_id(pk)]
    return set(model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))


def _unknown(model: type[Any], pk: Any) -> str:
    return _("There is no %(kind)s with the id %(id)s.") % {
        "kind": model._meta.verbose_name,
        "id": str(pk)[:40],
    }


def _in_reading_order(item: tuple[Place, Any]) -> list[tuple[bool, Any]]:
    return [(isinstance(step, str), step) for step in item[0]]
