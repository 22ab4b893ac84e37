"""Link-ups: which edition is open, the archive, what a form needs, draws, the calendar."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Field, Query, Router

from wagtail_parenting.api import linkups
from wagtail_parenting.api.answers import answer, keep, to_json
from wagtail_parenting.api.pagination import make_cursor, read_cursor
from wagtail_parenting.api.shapes import Draw, DrawList, EditionCard, EditionList, EntryForm
from wagtail_parenting.api.times import utc
from wagtail_parenting.api.v3.conventions import MAX_ID, finish, keep_conventions, reading
from wagtail_parenting.api.v3.site_requests import OnSite, SiteRequest, private
from wagtail_parenting.api.v3.visitors import ANYONE
from wagtail_parenting.errors import InvalidCursor, NotFound
from wagtail_parenting.headless.versions import Version, of_site, unknown, until
from wagtail_parenting.linkups import archive, calendar, editions, models
from wagtail_parenting.linkups.actions.sending import form_name
from wagtail_parenting.linkups.bloggers import guest_needs
from wagtail_parenting.linkups.edition_pages import edition_page
from wagtail_parenting.linkups.surroundings import state_of
from wagtail_parenting.moderation import form_tokens, proof

router = Router(tags=["link-ups"])
router.add_decorator(keep_conventions, mode="view")

ICALENDAR = "text/calendar; charset=utf-8"
PageId = Annotated[int, Field(ge=1, le=MAX_ID)]


class OfSeries(OnSite):
    series: int | None = Field(None, ge=1, le=MAX_ID, description="Id of a series.")


@reading(
    router,
    "/linkups/current/",
    query=OfSeries,
    response=EditionCard,
    errors=(400, 404),
    operation_id="parenting_current_linkup",
    summary="Show the edition that is open",
)
def show_current(request: HttpRequest, query: Query[OfSeries]) -> HttpResponseBase:
    """The one that is open and closes first, or else the next one to open; one that is full comes
    after these. 404 where there is none. 3 SQL queries."""
    asked = SiteRequest(request, query.site)
    found = archive.current(asked.frontends, asked.site, query.series)
    if found is None:
        raise NotFound("No link-up is open or planned.")
    edition = found.edition
    card = linkups.edition_card(edition, found.series, asked.frontends)
    version = until(unknown("linkups", f"page-{edition.pk}"), asked.stamp, found.until)
    return answer(request, version, lambda: to_json(card))


class EditionsQuery(OfSeries):
    state: Literal["upcoming", "open", "closed"] | None = None
    cursor: Annotated[str, Field(max_length=8000)] | None = None
    limit: int = Field(20, ge=1, le=100)


@reading(
    router,
    "/linkups/editions/",
    query=EditionsQuery,
    response=EditionList,
    errors=(400, 404),
    operation_id="parenting_linkup_editions",
    summary="List editions",
)
def list_editions(request: HttpRequest, query: Query[EditionsQuery]) -> HttpResponseBase:
    """Those of a series, or of all, the latest first. `state` goes by their times: one that is full
    counts as open here. 5 SQL queries, 2 where nothing has changed."""
    asked = SiteRequest(request, query.site)
    listing = ["editions", asked.site.pk, query.series, query.state]
    after = _place(read_cursor(listing, query.cursor))

    def build() -> str:
        found = archive.editions(
            asked.frontends,
            asked.site,
            series_id=query.series,
            state=query.state,
            limit=query.limit,
            after=after,
        )
        listed: EditionList = {
            "count": found.count,
            "items": [
                linkups.edition_card(edition, series, asked.frontends)
                for edition, series in found.rows
            ],
            "next": make_cursor(listing, found.next),
        }
        return to_json(listed)

    return answer(request, _of_editions(asked), build)


def _of_editions(asked: SiteRequest) -> Version:
    """The version of whatever tells of the editions of a site. 1 query."""
    version = of_site(asked.frontends, asked.site.pk, "linkups", also_readers=True)
    turns = archive.turns(asked.frontends.now)
    if version.tokens and turns.last is not None:
        modified = max(version.modified or turns.last, turns.last)
        version = replace(version, tokens=(*version.tokens, str(turns.last)), modified=modified)
    return until(version, asked.stamp, turns.next)


def _place(key: list[Any] | None) -> tuple[datetime.datetime, int] | None:
    if key is None:
        return None
    try:
        moment, pk = key
        return datetime.datetime.fromisoformat(moment), int(pk)
    except (TypeError, ValueError):
        raise InvalidCursor("The cursor does not belong to this listing.") from None


@reading(
    router,
    "/linkups/{page_id}/form/",
    query=OnSite,
    response=EntryForm,
    errors=(400, 401, 404),
    is_private=True,
    auth=ANYONE,
    operation_id="parenting_entry_form",
    summary="Get what a form for links needs",
)
def show_form(request: HttpRequest, page_id: PageId, query: Query[OnSite]) -> HttpResponseBase:
    """Ask for it when the form is shown: its token is good for one link, and for a day."""
    asked = SiteRequest(request, query.site)
    page = edition_page(asked.frontends, asked.site, page_id)
    series = editions.series_above(page.tree_path)
    riddle = proof.challenge()
    needs = ["url", *guest_needs(asked.who)]
    form: EntryForm = {
        "open": state_of(page, page.entries, asked.frontends) == "open",
        "opens_at": utc(page.opens_at) or "",
        "closes_at": utc(page.closes_at) or "",
        "rules": linkups.rules_of(series, asked.frontends) if series is not None else "",
        "rules_version": series.rules_version if series is not None else "",
        "form_token": form_tokens.make(form_name(page.id)),
        "needs": [*needs, "altcha"] if riddle else needs,
        "permalink": bool(series is not None and series.wants_permalinks),
        "backlink": series.backlinks if series is not None else "none",
        "altcha": riddle,  # type: ignore[typeddict-item]
    }
    return private(form)


@reading(
    router,
    "/linkups/{page_id}/draws/",
    query=OnSite,
    response=DrawList,
    errors=(400, 404),
    operation_id="parenting_draws",
    summary="List the draws of an edition",
)
def list_draws(request: HttpRequest, page_id: PageId, query: Query[OnSite]) -> HttpResponseBase:
    """What was announced, what was drawn from, and who won: enough to draw it again. 3 SQL
    queries."""
    asked = SiteRequest(request, query.site)
    page = edition_page(asked.frontends, asked.site, page_id)
    drawn = models.Draw.objects.filter(edition=page.id).order_by("pk")
    listed: DrawList = {"items": [_draw(row) for row in drawn]}
    seals_at = page.closes_at if page.closes_at > asked.frontends.now else None
    version = until(unknown(f"page-{page.id}"), asked.stamp, seals_at)
    return answer(request, version, lambda: to_json(listed))


def _draw(row: models.Draw) -> Draw:
    is_sealed = row.sealed_at is not None
    return {
        "id": row.pk,
        "announced": row.announced,
        "announced_at": utc(row.announced_at) or "",
        "pool": {"edition": row.name, "numbers": row.pool, "hash": row.pool_hash}
        if is_sealed
        else None,
        "closed_at": utc(row.closed_at),
        "sealed_at": utc(row.sealed_at),
        "count": row.winners_wanted,
        "value": row.value or None,
        "excluded": row.excluded,
        "winners": row.winners,
        "reason": row.reason,
        "drawn_at": utc(row.drawn_at),
    }


@reading(
    router,
    "/linkups/{page_id}/calendar.ics",
    query=OnSite,
    response=str,
    media_type=ICALENDAR,
    errors=(400, 404),
    operation_id="parenting_linkup_calendar",
    summary="Get the calendar of a series or an edition",
)
def show_calendar(request: HttpRequest, page_id: PageId, query: Query[OnSite]) -> HttpResponseBase:
    """iCalendar: when the edition, or the last and the coming ones of the series, are open. At most
    4 SQL queries."""
    asked = SiteRequest(request, query.site)
    name, events = archive.events(asked.frontends, asked.site, page_id)
    text = calendar.calendar_text(events, name=name)

    def respond() -> HttpResponseBase:
        return HttpResponse(text, content_type=ICALENDAR)

    return keep(request, until(unknown(f"page-{page_id}"), asked.stamp), respond)


finish(router)
