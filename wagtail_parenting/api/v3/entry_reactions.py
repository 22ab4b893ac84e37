"""What visitors make of an entry: liking and reporting it."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import ConfigDict, StringConstraints

from wagtail_parenting.api.shapes import Liked, Reported, WrittenText
from wagtail_parenting.api.v3.conventions import finish, keep_conventions, writing
from wagtail_parenting.api.v3.entries import EntryRequest
from wagtail_parenting.api.v3.site_requests import OnSite, WrittenId, private
from wagtail_parenting.api.v3.visitors import ANYONE
from wagtail_parenting.conf import config
from wagtail_parenting.limits import spend
from wagtail_parenting.linkups import actions
from wagtail_parenting.visitors import address_of

router = Router(tags=["link-ups"])
router.add_decorator(keep_conventions, mode="view")


@writing(
    router,
    "POST",
    "/linkups/entries/{entry_id}/like/",
    query=OnSite,
    response={200: Liked},
    errors=(400, 401, 404, 429),
    auth=ANYONE,
    operation_id="parenting_like_entry",
    summary="Like an entry",
)
def like(request: HttpRequest, entry_id: WrittenId, query: Query[OnSite]) -> HttpResponseBase:
    """Once; again is the same."""
    asked = EntryRequest(request, query.site)
    spend("likes", address_of(request), allowed=config().likes_per_minute)
    asked.approved(entry_id)
    who = asked.someone()
    likes = actions.like(entry_id=entry_id, who=who)
    liked: Liked = {"likes": likes, "liked": True, "visitor_token": asked.new_token(who)}
    return private(liked)


@writing(
    router,
    "DELETE",
    "/linkups/entries/{entry_id}/like/",
    query=OnSite,
    response={200: Liked},
    errors=(400, 401, 404),
    auth=ANYONE,
    operation_id="parenting_unlike_entry",
    summary="Take a like of an entry back",
)
def unlike(request: HttpRequest, entry_id: WrittenId, query: Query[OnSite]) -> HttpResponseBase:
    asked = EntryRequest(request, query.site)
    asked.approved(entry_id)
    likes = actions.unlike(entry_id=entry_id, who=asked.who)
    liked: Liked = {"likes": likes, "liked": False, "visitor_token": None}
    return private(liked)


class EntryReportInput(Schema):
    model_config = ConfigDict(extra="forbid")

    reason: Literal["spam", "broken", "rules", "abuse", "other"]
    text: Annotated[WrittenText, StringConstraints(max_length=1000)] = ""


@writing(
    router,
    "POST",
    "/linkups/entries/{entry_id}/report/",
    query=OnSite,
    response={202: Reported},
    errors=(400, 401, 404, 422, 429),
    auth=ANYONE,
    operation_id="parenting_report_entry",
    summary="Report an entry",
)
def report(
    request: HttpRequest, entry_id: WrittenId, body: EntryReportInput, query: Query[OnSite]
) -> HttpResponseBase:
    """Tell moderators that it should not stand. Nobody sees who reported. Once; again is the
    same."""
    asked = EntryRequest(request, query.site)
    spend("reports", address_of(request), allowed=config().reports_per_minute)
    asked.approved(entry_id)
    who = asked.someone()
    actions.report(
        entry_id=entry_id,
        who=who,
        reason=body.reason,
        text=body.text,
        address=address_of(request),
    )
    reported: Reported = {"visitor_token": asked.new_token(who)}
    return private(reported, status=202)


finish(router)
