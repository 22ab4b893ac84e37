"""Readers: confirming an address, and what is one's own."""

from __future__ import annotations

import re
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict, StringConstraints

from wagtail_parenting.api.answers import JSON, to_json
from wagtail_parenting.api.comments import CommentRendering
from wagtail_parenting.api.linkups import EntryPlace, EntryRendering
from wagtail_parenting.api.pagination import make_cursor, read_cursor
from wagtail_parenting.api.shapes import (
    ConfirmedReader,
    Entry,
    Export,
    MailedLinkSent,
    Me,
    SubscriptionList,
    Unsubscribed,
    WrittenText,
)
from wagtail_parenting.api.times import utc
from wagtail_parenting.api.v3.conventions import (
    Text,
    finish,
    keep_conventions,
    reading,
    writing,
)
from wagtail_parenting.api.v3.visitors import READERS, known_visitor, who_asks
from wagtail_parenting.comments import queries, thread_pages
from wagtail_parenting.conf import config
from wagtail_parenting.errors import InvalidCursor, InvalidInput, InvalidToken
from wagtail_parenting.headless.routing import Frontends, cms_origin, reader_url
from wagtail_parenting.limits import spend
from wagtail_parenting.linkups import edition_pages
from wagtail_parenting.linkups import queries as entry_queries
from wagtail_parenting.readers import actions
from wagtail_parenting.readers.addresses import normalised
from wagtail_parenting.readers.export import export
from wagtail_parenting.readers.holdings import holdings
from wagtail_parenting.readers.identity import Who, token_of
from wagtail_parenting.readers.models import Reader
from wagtail_parenting.visitors import address_of

#: Of her links, so many are shown.
MOST_ENTRIES = 100

router = Router(tags=["readers"])
router.add_decorator(keep_conventions, mode="view")

SENT = "If this address can get mail, a link to confirm it is on its way."
Line = Annotated[WrittenText, StringConstraints(max_length=500)]
Token = Annotated[str, StringConstraints(max_length=1_000)]


class OnSite(Schema):
    site: Text | None = Field(None, description="host[:port] of the site or of its frontend.")


class LinkInput(Schema):
    model_config = ConfigDict(extra="forbid")

    email: Line
    next: Line = Field("", description="Path on the frontend to go back to, such as /advice/.")
    subscribe: list[Annotated[str, Field(pattern=r"^series-[1-9][0-9]{0,9}$")]] = Field(
        [], max_length=20, description="What to hear of once the address is confirmed."
    )


@writing(
    router,
    "POST",
    "/readers/",
    query=OnSite,
    response={202: MailedLinkSent},
    errors=(400, 422, 429),
    operation_id="parenting_mail_link",
    summary="Have a link mailed",
)
def mail_link(request: HttpRequest, body: LinkInput, query: Query[OnSite]) -> HttpResponseBase:
    """The link confirms the address, and opens what was written with it on any device. The answer
    is the same for every address."""
    frontends = Frontends.of(request)
    site = frontends.select(request, query.site)
    try:
        address = normalised(body.email)
        if not address:
            raise ValueError("Please give an e-mail address.")
    except ValueError as error:
        raise _wrong("email", str(error)) from None
    if body.next and not _is_path(body.next):
        raise _wrong("next", "It must be a path on the frontend, such as /advice/.")
    spend("mailed links", address_of(request), allowed=config().reports_per_minute)
    reader = actions.reader_of(address)
    actions.ask_to_confirm(
        reader=reader, site=site, next=body.next, topics=body.subscribe, again=True
    )
    sent: MailedLinkSent = {"detail": SENT}
    return _answer(sent, status=202)


class ConfirmInput(Schema):
    model_config = ConfigDict(extra="forbid")

    token: Token


@writing(
    router,
    "POST",
    "/readers/confirm/",
    response={200: ConfirmedReader},
    errors=(400, 401, 410, 422),
    auth=READERS,
    operation_id="parenting_confirm_reader",
    summary="Confirm an address",
)
def confirm(request: HttpRequest, body: ConfirmInput) -> HttpResponseBase:
    """With the token of a mailed link, which works once. Send the visitor token along, and the
    reader token that is answered owns what it owned."""
    confirmed = actions.confirm(secret=body.token, who=who_asks(request))
    reader = actions.reader_behind(confirmed.who)
    answer: ConfirmedReader = {
        "reader_token": token_of(confirmed.who),
        "name": reader.name,
        "next": confirmed.next,
    }
    return _answer(answer)


class MeQuery(OnSite):
    cursor: Annotated[str, Field(max_length=8000)] | None = None
    limit: int = Field(20, ge=1, le=100)


@reading(
    router,
    "/readers/me/",
    query=MeQuery,
    response=Me,
    errors=(400, 401),
    is_private=True,
    auth=READERS,
    operation_id="parenting_me",
    summary="Show who one is, and what one wrote",
)
def show_me(request: HttpRequest, query: Query[MeQuery]) -> HttpResponseBase:
    """On public pages, also what is held. A visitor whose address is not confirmed sees what her
    browser wrote."""
    who = known_visitor(request)
    frontends = Frontends.of(request)
    reader = _reader(who)
    listing = ["me", who.key]
    after = read_cursor(listing, query.cursor)
    if after is not None and (len(after) != 1 or not isinstance(after[0], int)):
        raise InvalidCursor("The cursor does not belong to this listing.")
    rows = queries.of_writer(who, limit=query.limit + 1, after=after[0] if after else None)
    shown = rows[: query.limit]
    pages = thread_pages.on_any_site(frontends, {row.page_id for row in shown})
    rendering = CommentRendering(cms_origin(frontends), pages.values(), who)
    following = [shown[-1].id] if len(rows) > query.limit else None
    me: Me = {
        "email": reader.address if reader is not None else None,
        "name": reader.name if reader is not None else "",
        "website": reader.website if reader is not None else "",
        "comments": [rendering.comment(row) for row in shown if row.page_id in pages],
        "entries": _entries(who, frontends),
        "next": make_cursor(listing, following),
    }
    return _answer(me)


def _entries(who: Who, frontends: Frontends) -> list[Entry]:
    """The latest links that she sent. 2 queries."""
    rows = entry_queries.of_writer(who, limit=MOST_ENTRIES)
    pages = edition_pages.on_any_site(frontends, {row.edition_id for row in rows})
    places = [EntryPlace.at(page, frontends) for page in pages.values()]
    rendering = EntryRendering(frontends, places, who)
    return [rendering.entry(row) for row in rows if row.edition_id in pages]


@writing(
    router,
    "DELETE",
    "/readers/me/",
    response={204: None},
    errors=(400, 401),
    auth=READERS,
    operation_id="parenting_erase_me",
    summary="Erase oneself",
)
def erase_me(request: HttpRequest) -> HttpResponseBase:
    """All that one wrote is withdrawn and emptied; tombstones stay where others replied. The
    address is in no table any more. It cannot be undone."""
    who = known_visitor(request)
    _reader(who)
    actions.erase(who=who)
    return HttpResponse(status=204)


@reading(
    router,
    "/readers/me/export/",
    response=Export,
    errors=(400, 401),
    is_private=True,
    auth=READERS,
    operation_id="parenting_export_me",
    summary="Export what is kept of oneself",
)
def export_me(request: HttpRequest) -> HttpResponseBase:
    """All of it, whatever became of the pages it stands on."""
    who = known_visitor(request)
    response = _answer(export(who, _reader(who)))
    response["Content-Disposition"] = 'attachment; filename="export.json"'
    return response


@reading(
    router,
    "/readers/me/subscriptions/",
    response=SubscriptionList,
    errors=(400, 401),
    is_private=True,
    auth=READERS,
    operation_id="parenting_subscriptions",
    summary="List what one hears of by mail",
)
def list_subscriptions(request: HttpRequest) -> HttpResponseBase:
    return _answer(_subscriptions(actions.reader_behind(who_asks(request))))


class SubscriptionsInput(Schema):
    model_config = ConfigDict(extra="forbid")

    topics: list[Annotated[str, Field(max_length=40)]] = Field(
        ..., max_length=1000, description="Those to keep, as the list names them."
    )


@writing(
    router,
    "PATCH",
    "/readers/me/subscriptions/",
    response={200: SubscriptionList},
    errors=(400, 401, 422),
    auth=READERS,
    operation_id="parenting_set_subscriptions",
    summary="Keep only some of what one hears of",
)
def set_subscriptions(request: HttpRequest, body: SubscriptionsInput) -> HttpResponseBase:
    """All others end. One that is not there cannot be begun here."""
    reader = actions.reader_behind(who_asks(request))
    known = set(reader.subscriptions.values_list("topic", flat=True))
    unknown = [topic for topic in body.topics if topic not in known]
    if unknown:
        raise _wrong("topics", f"You do not hear of {unknown[0]!r}.")
    actions.set_subscriptions(reader, body.topics)
    return _answer(_subscriptions(reader))


class UnsubscribeQuery(Schema):
    token: Annotated[str, Field(max_length=1000)]


@writing(
    router,
    "POST",
    "/readers/unsubscribe/",
    query=UnsubscribeQuery,
    response={200: Unsubscribed},
    errors=(400, 410),
    operation_id="parenting_unsubscribe",
    url_name="parenting_unsubscribe",
    summary="End mails with one click",
)
def unsubscribe(request: HttpRequest, query: Query[UnsubscribeQuery]) -> HttpResponseBase:
    """As mail programs do it (RFC 8058): whatever the body says, the token decides. A GET changes
    nothing and leads to a page that asks."""
    actions.unsubscribe(token=query.token)
    ended: Unsubscribed = {"detail": "You will get no more of these mails."}
    return _answer(ended)


@router.api_operation(["GET", "HEAD"], "/readers/unsubscribe/", include_in_schema=False)
def unsubscribe_page(request: HttpRequest) -> HttpResponseBase:
    """Some mail programs open the link instead: the frontend asks then."""
    frontends = Frontends.of(request)
    site = frontends.select(request, None)
    response = HttpResponse(status=303)
    response["Location"] = reader_url(site, "unsubscribe", request.META.get("QUERY_STRING", ""))
    return response


# --- What they share ------------------------------------------------------------------------------


def _reader(who: Who) -> Reader | None:
    """The reader behind a reader token; None for a visitor. Raises ``InvalidToken`` for one who
    was erased."""
    if who.reader_id is None:
        return None
    try:
        return actions.reader_behind(who)
    except InvalidToken:
        raise InvalidToken("The token is not valid any more.") from None


def _subscriptions(reader: Reader) -> SubscriptionList:
    rows = list(reader.subscriptions.order_by("-created_at", "-pk"))
    titles = holdings.topic_titles([row.topic for row in rows])
    return {
        "items": [
            {
                "topic": row.topic,
                "title": titles[row.topic],
                "created_at": utc(row.created_at) or "",
            }
            for row in rows
        ]
    }


def _is_path(text: str) -> bool:
    """A browser takes ``\\`` for ``/``, and leaves out tabs and line breaks (URL Standard, 4.4)."""
    return re.fullmatch(r"/(?!/)[^\\\s\x00-\x1f\x7f]*", text) is not None


def _wrong(field: str, message: str) -> InvalidInput:
    error: Any = {"loc": ["body", field], "msg": message, "type": "value_error"}
    return InvalidInput(message, errors=[error])


def _answer(body: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(to_json(body), status=status, content_type=JSON)


finish(router)
