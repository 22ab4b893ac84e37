"""One page of any type in full, as ``resolve`` and ``preview`` show it.

The shape is that of core's ``{v3}pages/{id}/``. What core adds of its own is held to the rule of
visibility: a parent is named only where it is public.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from ninja.responses import NinjaJSONEncoder
from wagtail.api.v3.routers.pages import PageDetailSchema

from wagtail_parenting.api.payloads import rendering_of

__all__ = ["PageDetailSchema", "page_json"]


class _Shown(Schema):
    page: PageDetailSchema


def page_json(page: Any, request: HttpRequest) -> str:
    """The JSON of ``page`` (specific). At most 8 queries."""
    loaded = rendering_of(page, request).loaded
    parent = loaded.section_of(page)
    if parent is not None:
        page._cached_parent_obj = parent  # or else treebeard asks the database
    if page.alias_of_id in loaded.pages:
        page.alias_of = loaded.pages[page.alias_of_id]
    context = {"request": request, "response_status": 200}
    shown = _Shown.model_validate({"page": page}, context=context)
    found = shown.model_dump(by_alias=True, context=context)["page"]
    if parent is None:
        found["meta"]["parent"] = None
    return json.dumps(found, cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":"))
