"""Entries of link-ups: reading them; sending, editing and withdrawing one; following its link."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict, StringConstraints

from wagtail_parenting.api.answers import to_json
from wagtail_parenting.api.linkups import (
    FIRST_ENTRIES,
    EntryPlace,
    EntryRendering,
    entries_listing,
)
from wagtail_parenting.api.pagination import make_cursor, read_cursor
from wagtail_parenting.api.shapes import (
    Entry,
    EntryConflict,
    EntryList,
    InputProblem,
    Rechecked,
    SentEntry,
)
from wagtail_parenting.api.v3.conventions import (
    MAX_ID,
    finish,
    keep_conventions,
    reading,
    writing,
)
from wagtail_parenting.api.v3.site_requests import OnSite, SiteRequest, WrittenId, private
from wagtail_parenting.api.v3.visitors import ANYONE, known_visitor
from wagtail_parenting.conf import config
from wagtail_parenting.errors import NotFound, NotYours, RateLimited
from wagtail_parenting.headless.versions import Version
from wagtail_parenting.limits import spend
from wagtail_parenting.linkups import actions, editions, queries
from wagtail_parenting.linkups.bloggers import guest_needs
from wagtail_parenting.linkups.edition_pages import (
    EditionPage,
    edition_of_entry,
    edition_page,
)
from wagtail_parenting.linkups.models import SHUFFLE_END
from wagtail_parenting.linkups.queries import Row
from wagtail_parenting.linkups.written import check
from wagtail_parenting.readers.identity import token_of
from wagtail_parenting.visitors import address_of

router = Router(tags=["link-ups"])
router.add_decorator(keep_conventions, mode="view")

PageId = Annotated[int, Field(ge=1, le=MAX_ID)]
Line = Annotated[str, StringConstraints(max_length=4_000)]
Token = Line
#: Likes and clicks move no version: lists of entries are so old at most.
COUNTS_S = 60
HOUR_S = 3600
#: Of one address, so many visits of an entry count: an office, and not a script.
CLICKS_PER_HOUR = 20
#: Who says so follows links for no one (https://developers.google.com/search/docs/crawling-indexing
#: /overview-google-crawlers and others name themselves alike).
_BOT = re.compile(r"bot|crawl|spider|slurp|preview|fetch|monitor|curl|wget|python|headless", re.I)
_PREFETCH = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


class EntryRequest(SiteRequest):
    """Who asks, on which site, and what of its link-ups she may see."""

    def edition(self, page_id: int) -> EditionPage:
        return edition_page(self.frontends, self.site, page_id)

    def entry(self, entry_id: int) -> tuple[Row, EditionPage]:
        """An entry that may be seen, and its edition, on any site unless one is named. 2 queries.
        Raises ``NotFound``."""
        row = queries.one(entry_id, self.who)
        if row is None:
            raise NotFound("There is no such entry.")
        page = edition_of_entry(self.frontends, self.named, row.edition_id)
        self.found_on(page.site)
        return row, page

    def approved(self, entry_id: int) -> tuple[Row, EditionPage]:
        """The same of one that is there for everyone."""
        row, page = self.entry(entry_id)
        if not row.is_approved:
            raise NotFound("There is no such entry.")
        return row, page

    def rendering(self, page: EditionPage) -> EntryRendering:
        place = EntryPlace.at(page, self.frontends)
        return EntryRendering(self.frontends, [place], self.who)

    def version(self, page: EditionPage) -> Version:
        """Of an answer with entries of an edition: likes and clicks are counted anew each
        minute."""
        version = self.version_of(page.version, None, "entries", f"page-{page.id}")
        return replace(version, tokens=(*version.tokens, self.minute), modified=None)

    @property
    def minute(self) -> str:
        return str(int(self.frontends.now.timestamp()) // COUNTS_S)


class EntriesQuery(OnSite):
    order: Literal["oldest", "newest", "likes", "clicks", "random"] = "oldest"
    seed: int | None = Field(
        None,
        ge=0,
        lt=SHUFFLE_END,
        description="Names a random order. Default: another one each day.",
    )
    cursor: Annotated[str, Field(max_length=8000)] | None = None
    limit: int = Field(FIRST_ENTRIES, ge=1, le=100)


@reading(
    router,
    "/linkups/{page_id}/entries/",
    query=EntriesQuery,
    response=EntryList,
    errors=(400, 401, 404),
    knows_readers=True,
    auth=ANYONE,
    operation_id="parenting_entries",
    summary="List the entries of an edition",
)
def list_entries(
    request: HttpRequest, page_id: PageId, query: Query[EntriesQuery]
) -> HttpResponseBase:
    """3 SQL queries, whatever the order and the page. A token shows what of one's own waits for a
    moderator, and what one likes. Likes and clicks may be a minute old."""
    asked = EntryRequest(request, query.site)
    page = asked.edition(page_id)
    seed = _seed(query, asked.frontends.now)
    listing = entries_listing(page.id, query.order, seed)
    after = read_cursor(listing, query.cursor)

    def build() -> str:
        found = queries.entries(
            page.id,
            order=query.order,
            seed=seed or 0,
            limit=query.limit,
            after=after,
            who=asked.who,
        )
        rendering = asked.rendering(page)
        listed: EntryList = {
            "count": page.entries,
            "order": query.order,
            "seed": seed,
            "items": [rendering.entry(row) for row in found.rows],
            "next": make_cursor(listing, found.next),
        }
        return to_json(listed)

    shape = ["entries", request.get_full_path(), asked.minute, str(seed)]
    return asked.answer(page.pk, page.version, asked.version(page), shape, build)


def _seed(query: EntriesQuery, now: datetime.datetime) -> int | None:
    if query.order != "random":
        return None
    return query.seed if query.seed is not None else now.date().toordinal()


class EntryInput(Schema):
    model_config = ConfigDict(extra="forbid")

    url: Line = Field(..., description="Of the post that is linked to.")
    name: Line = ""
    email: Line = Field("", description="Never shown to anyone but moderators.")
    title: Line = Field("", description="Left empty: as the page has it.")
    blog: Line = Field("", description="Name of the blog. Left empty: as the page has it.")
    description: Line = Field("", description="Left empty: as the page has it.")
    sponsored: bool = Field(False, description="Someone paid for the post.")
    sensitive: bool = Field(False, description="Not for every reader, at every moment.")
    rules_version: Line = Field("", description="As the form gave it: these rules are agreed to.")
    form_token: Line = Field(..., description="As the form gave it.")
    leave_empty: Line = Field("", description="For a field that people do not see.")
    altcha: Token = Field("", description="The solved riddle, where the form asks for one.")


@writing(
    router,
    "POST",
    "/linkups/{page_id}/entries/",
    query=OnSite,
    response={201: SentEntry},
    errors=(400, 401, 403, 404, 409, 422, 429),
    error_shapes={409: EntryConflict, 422: InputProblem},
    auth=ANYONE,
    operation_id="parenting_send_entry",
    summary="Send a link",
)
def send(
    request: HttpRequest, page_id: PageId, body: EntryInput, query: Query[OnSite]
) -> HttpResponseBase:
    """It is stored before its page is looked at: ask for the entry again until `preview` says that
    it was. The same form token with the same input answers the same entry again."""
    asked = EntryRequest(request, query.site)
    page = asked.edition(page_id)
    series = editions.series_above(page.tree_path)
    written = check(
        url=body.url,
        name=body.name,
        email=body.email,
        title=body.title,
        blog=body.blog,
        description=body.description,
        sponsored=body.sponsored,
        sensitive=body.sensitive,
        rules_version=body.rules_version,
        rules_in_force=series.rules_version if series is not None else "",
        wants_permalink=series is not None and series.wants_permalinks,
        needs=guest_needs(asked.who),
    )
    sent = actions.submit(
        page=page,
        series=series,
        written=written,
        who=asked.who,
        address=address_of(request),
        form_token=body.form_token,
        honeypot=body.leave_empty,
        proof=body.altcha,
    )
    new_token = None if asked.who.is_known else token_of(sent.who)
    asked.who = sent.who
    answered: SentEntry = {
        **asked.rendering(page).entry(Row.of(sent.entry)),
        "visitor_token": new_token,
        "email_confirmation": sent.email_confirmation,  # type: ignore[typeddict-item]
    }
    return private(answered, status=201)


@reading(
    router,
    "/linkups/entries/{entry_id}/",
    query=OnSite,
    response=Entry,
    errors=(400, 401, 404),
    knows_readers=True,
    auth=ANYONE,
    operation_id="parenting_entry",
    url_name="parenting_entry",
    summary="Show an entry",
)
def show(request: HttpRequest, entry_id: WrittenId, query: Query[OnSite]) -> HttpResponseBase:
    """3 SQL queries."""
    asked = EntryRequest(request, query.site)
    row, page = asked.entry(entry_id)
    version = asked.version(page)
    shape = ["entry", request.get_full_path(), asked.minute]
    built = to_json(asked.rendering(page).entry(row))
    version = replace(version, tokens=(*version.tokens, *shape, built))
    return asked.answer(page.pk, page.version, version, [*shape, built], lambda: built)


class EntryEdit(Schema):
    model_config = ConfigDict(extra="forbid")

    url: Line | None = None
    title: Line | None = None
    blog: Line | None = None
    description: Line | None = None
    sponsored: bool | None = None
    sensitive: bool | None = None


@writing(
    router,
    "PATCH",
    "/linkups/entries/{entry_id}/",
    query=OnSite,
    response={200: Entry},
    errors=(400, 401, 403, 404, 409, 422, 429),
    error_shapes={409: EntryConflict},
    auth=ANYONE,
    operation_id="parenting_edit_entry",
    summary="Edit an entry of yours",
)
def edit(
    request: HttpRequest, entry_id: WrittenId, body: EntryEdit, query: Query[OnSite]
) -> HttpResponseBase:
    """Until `editable_until`. What is left out stays; an empty text gives way to what the page
    says. Another `url` is looked at anew; `preview` is `pending` until then."""
    who = known_visitor(request)
    asked = EntryRequest(request, query.site)
    spend("edits", address_of(request), allowed=config().entries_per_minute)
    _row, page = asked.entry(entry_id)
    given = {name: value for name, value in body.dict().items() if value is not None}
    series = editions.series_above(page.tree_path)
    actions.edit(entry_id=entry_id, page=page, series=series, who=who, **given)
    row, page = asked.entry(entry_id)
    return private(asked.rendering(page).entry(row))


@writing(
    router,
    "DELETE",
    "/linkups/entries/{entry_id}/",
    query=OnSite,
    response={204: None},
    errors=(400, 401, 403, 404),
    auth=ANYONE,
    operation_id="parenting_withdraw_entry",
    summary="Withdraw an entry of yours",
)
def withdraw(request: HttpRequest, entry_id: WrittenId, query: Query[OnSite]) -> HttpResponseBase:
    """At any time. Its number stays empty, and the link can be sent again."""
    try:
        actions.withdraw(entry_id=entry_id, who=known_visitor(request))
    except NotYours:
        EntryRequest(request, query.site).entry(entry_id)  # or else it is not there at all
        raise
    return HttpResponse(status=204)


@reading(
    router,
    "/linkups/entries/{entry_id}/visit/",
    query=OnSite,
    response=None,
    status=302,
    errors=(400, 404),
    operation_id="parenting_visit_entry",
    url_name="parenting_entry_visit",
    summary="Follow an entry to its page",
)
def follow(request: HttpRequest, entry_id: WrittenId, query: Query[OnSite]) -> HttpResponseBase:
    """302 to the linked page. It counts per day, and keeps nothing of who followed; robots and
    browsers that only look ahead do not count."""
    asked = EntryRequest(request, query.site)
    row, _page = asked.approved(entry_id)
    if _is_someone(request):
        with suppress(RateLimited):  # whoever follows it again and again is led there all the same
            spend(
                f"visit {entry_id}", address_of(request), allowed=CLICKS_PER_HOUR, window_s=HOUR_S
            )
            actions.visit(entry_id=entry_id)
    answer = HttpResponseRedirect(row.url)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _is_someone(request: HttpRequest) -> bool:
    """Whether a person follows the link, as far as the request says."""
    if request.method != "GET" or any(
        "prefetch" in request.headers.get(name, "") or "preview" in request.headers.get(name, "")
        for name in _PREFETCH
    ):
        return False
    agent = request.headers.get("User-Agent", "")
    return bool(agent) and not _BOT.search(agent)


@writing(
    router,
    "POST",
    "/linkups/entries/{entry_id}/recheck/",
    query=OnSite,
    response={202: Rechecked},
    errors=(400, 401, 403, 404, 429),
    auth=ANYONE,
    operation_id="parenting_recheck_entry",
    summary="Have the page of your entry looked at again",
)
def recheck(request: HttpRequest, entry_id: WrittenId, query: Query[OnSite]) -> HttpResponseBase:
    """For its title, words and picture, and for the link back; once a host has edited the entry,
    for the latter alone."""
    who = known_visitor(request)
    asked = EntryRequest(request, query.site)
    spend("rechecks", address_of(request), allowed=config().entries_per_minute)
    asked.entry(entry_id)
    entry = actions.recheck(entry_id=entry_id, who=who)
    looked: Rechecked = {"backlink": entry.backlink or None}  # type: ignore[typeddict-item]
    return private(looked, status=202)


finish(router)
