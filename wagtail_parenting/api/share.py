"""What is shared of a page, and by which links: its ``share``.

Gathered from a ``PageRendering`` alone, as ``search_engines`` does: it costs no query and can name
nothing that is not public. An alias shares its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from wagtail_parenting.api.search_engines import description
from wagtail_parenting.api.shapes import Share, ShareLink
from wagtail_parenting.headless.plain_text import one_line
from wagtail_parenting.headless.routing import mounted_at
from wagtail_parenting.sharing.links import Shared, hashtag, href
from wagtail_parenting.sharing.models import sharing_settings
from wagtail_parenting.sharing.target_choice import known_choice
from wagtail_parenting.sharing.targets import ShareTarget, offered

if TYPE_CHECKING:
    from wagtail_parenting.api.rendering import PageRendering

#: The name of the operation that draws QR codes, in both APIs that may hold it.
QR_VIEWS = ("wagtailapi_v3:parenting_share_qr", "parenting_api:parenting_share_qr")


def share(rendering: PageRendering) -> Share:
    """All that a frontend needs to show share buttons."""
    shared = _shared(rendering)
    return {
        "url": shared.url or None,
        "title": shared.title,
        "text": shared.text,
        "image": rendering.social_picture(),
        "hashtags": list(shared.hashtags),
        "targets": _links(rendering, shared),
    }


def links(rendering: PageRendering, names: list[str] | None = None) -> list[ShareLink]:
    """The ways to share the page: those of ``names``, else those that editors chose for the page,
    else for its site. None while the page has no address."""
    return _links(rendering, _shared(rendering), names)


def _links(
    rendering: PageRendering, shared: Shared, names: list[str] | None = None
) -> list[ShareLink]:
    if not shared.url:
        return []
    own = known_choice(getattr(rendering.page, "share_targets", None))
    settings = sharing_settings(rendering.site)
    of_site = known_choice(settings.targets) if settings is not None else None
    with translation.override(rendering.loaded.language_of(rendering.page) or None):
        found = [
            _link(target, shared, rendering)
            for target in offered(names, own, of_site)
            if shared.image or not target.needs_image
        ]
    return [link for link in found if link is not None]


def _link(target: ShareTarget, shared: Shared, rendering: PageRendering) -> ShareLink | None:
    address: str | None = None
    if target.kind == "link":
        address = href(target, shared)
    elif target.kind == "qr":
        address = _qr_address(rendering)
        if address is None:
            return None
    return {"id": target.id, "label": str(target.label), "kind": target.kind, "href": address}


def _shared(rendering: PageRendering) -> Shared:
    """``url`` is empty for a page that has no address yet."""
    picture, settings = rendering.social_picture(), sharing_settings(rendering.site)
    return Shared(
        url=_url(rendering),
        title=one_line(rendering.page.title),
        text=_text(rendering),
        image=picture["src"] if picture else "",
        hashtags=_hashtags(rendering),
        account=settings.x_account if settings is not None else "",
    )


def _url(rendering: PageRendering) -> str:
    """The canonical address, as in ``head``."""
    page, loaded = rendering.page, rendering.loaded
    return (loaded.frontends.url(loaded.source_of(page)) or "") if page.path else ""


def _text(rendering: PageRendering) -> str:
    own = str(getattr(rendering.page, "share_text", "") or "").strip()
    return own or description(rendering)


def _hashtags(rendering: PageRendering) -> list[str]:
    found = [hashtag(tag["name"]) for tag in rendering.relations.tags]
    return list(dict.fromkeys(tag for tag in found if tag))


def _qr_address(rendering: PageRendering) -> str | None:
    if rendering.page.pk is None:
        return None
    path = next(filter(None, map(mounted_at, QR_VIEWS)), None)
    return f"{rendering.origin}{path}?page={rendering.page.pk}" if path else None
