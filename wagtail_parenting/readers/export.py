"""All that is kept of someone, for herself."""

from __future__ import annotations

from typing import Any, cast

from wagtail_parenting.api.shapes import Export
from wagtail_parenting.api.times import utc
from wagtail_parenting.headless.routing import Frontends, cms_origin
from wagtail_parenting.readers import pictures
from wagtail_parenting.readers.holdings import holdings
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Reader


def export(who: Who, reader: Reader | None) -> Export:
    """As JSON has it. ``reader`` is None for a visitor whose address is not confirmed."""
    topics = reader.subscriptions.order_by("pk") if reader is not None else None
    found: dict[str, Any] = {
        "email": reader.address if reader is not None else None,
        "name": reader.name if reader is not None else "",
        "website": reader.website if reader is not None else "",
        "picture": _picture(reader) if reader is not None else None,
        "confirmed_at": utc(reader.confirmed_at) if reader is not None else None,
        "subscriptions": list(topics.values_list("topic", flat=True)) if topics else [],
        **holdings.export(who),
    }
    return cast(Export, found)


def _picture(reader: Reader) -> str | None:
    return pictures.url_of(str(reader.picture.name or ""), cms_origin(Frontends.current()))
