"""Sharing: counting what was shared, and a QR code to share by."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from wagtail_parenting.api.answers import answer, keep, to_json
from wagtail_parenting.api.shapes import ShareCounts
from wagtail_parenting.api.v3.conventions import (
    MAX_ID,
    Text,
    finish,
    keep_conventions,
    reading,
    writing,
)
from wagtail_parenting.conf import config
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.addresses import page_with_id
from wagtail_parenting.headless.fragments import while_unchanged
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.versions import of_page, unknown
from wagtail_parenting.limits import spend
from wagtail_parenting.sharing import qr, queries
from wagtail_parenting.sharing.actions import count_share
from wagtail_parenting.visitors import address_of

router = Router(tags=["shares"])
router.add_decorator(keep_conventions, mode="view")

SVG = "image/svg+xml"


class SharedPage(Schema):
    page: int = Field(..., ge=1, le=MAX_ID, description="Id of a public page.")


class ShareInput(SharedPage):
    model_config = ConfigDict(extra="forbid")

    target: Text = Field(..., description="Id of a share target, as in `share.targets`.")


@writing(
    router,
    "POST",
    "/shares/",
    response={204: None},
    errors=(400, 404, 422, 429),
    operation_id="parenting_count_share",
    summary="Count a share",
)
def count(request: HttpRequest, body: ShareInput) -> HttpResponseBase:
    """Say that a reader has used a share button. Nothing of the reader is stored.

    One address may say so `SHARES_PER_MINUTE` times a minute. An alias counts for its source.
    """
    spend("shares", address_of(request), allowed=config().shares_per_minute)
    count_share(page_id=_shared(request, body.page).pk, target=body.target)
    return HttpResponse(status=204)


@reading(
    router,
    "/shares/",
    query=SharedPage,
    response=ShareCounts,
    errors=(400, 404),
    operation_id="parenting_shares",
    summary="Show how often a page was shared",
)
def show(request: HttpRequest, query: Query[SharedPage]) -> HttpResponseBase:
    """How often readers used our own share buttons on a page. No network gives out counts of its
    own, so this is all that anyone can know."""
    found = queries.counts(_shared(request, query.page).pk)
    counts: ShareCounts = {"count": sum(found.values()), "by_target": found}
    return answer(request, unknown(f"shares-{query.page}"), lambda: to_json(counts))


@reading(
    router,
    "/shares/qr.svg",
    query=SharedPage,
    response=str,
    media_type=SVG,
    errors=(400, 404),
    operation_id="parenting_share_qr",
    url_name="parenting_share_qr",
    summary="Draw the QR code of a page",
)
def draw_qr(request: HttpRequest, query: Query[SharedPage]) -> HttpResponseBase:
    """The page's canonical address on its frontend as a QR code, an SVG picture."""
    frontends = Frontends.of(request)
    page = page_with_id(frontends, query.page)
    root = frontends.root_of(page) if page is not None else None
    if root is None:
        raise _no_page()

    def draw() -> bytes:
        return qr.svg(frontends.url(_shared(request, query.page)) or "")

    def respond() -> HttpResponseBase:
        asked = ["qr", str(query.page)]
        drawn = while_unchanged(frontends, root.site_id, asked, draw)
        return HttpResponse(drawn, content_type=SVG)

    tag = f"page-{query.page}"
    version = of_page(frontends, root.site_id, page.version, page.modified, tag)
    return keep(request, version, respond)


def _shared(request: HttpRequest, page_id: int) -> Any:
    """The page that is shared. Raises ``NotFound`` for what is not public, as for what is not."""
    page = queries.shared_page(Frontends.of(request), page_id)
    if page is None:
        raise _no_page()
    return page


def _no_page() -> NotFound:
    return NotFound("There is no such page.")


finish(router)
