"""What readers make of a comment: liking and reporting it."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import ConfigDict, StringConstraints

from wagtail_parenting.api.shapes import Liked, Reported, WrittenText
from wagtail_parenting.api.v3.comment_requests import Asked, CommentId, OnSite, private
from wagtail_parenting.api.v3.conventions import finish, keep_conventions, writing
from wagtail_parenting.api.v3.visitors import ANYONE
from wagtail_parenting.comments import actions
from wagtail_parenting.conf import config
from wagtail_parenting.limits import spend
from wagtail_parenting.visitors import address_of

router = Router(tags=["comments"])
router.add_decorator(keep_conventions, mode="view")


@writing(
    router,
    "POST",
    "/comments/{comment_id}/like/",
    query=OnSite,
    response={200: Liked},
    errors=(400, 401, 404, 429),
    auth=ANYONE,
    operation_id="parenting_like_comment",
    summary="Like a comment",
)
def like(request: HttpRequest, comment_id: CommentId, query: Query[OnSite]) -> HttpResponseBase:
    """Once; again is the same."""
    asked = Asked(request, query.site)
    spend("likes", address_of(request), allowed=config().likes_per_minute)
    asked.approved(comment_id)
    who = asked.someone()
    likes = actions.like(comment_id=comment_id, who=who)
    liked: Liked = {"likes": likes, "liked": True, "visitor_token": asked.new_token(who)}
    return private(liked)


@writing(
    router,
    "DELETE",
    "/comments/{comment_id}/like/",
    query=OnSite,
    response={200: Liked},
    errors=(400, 401, 404),
    auth=ANYONE,
    operation_id="parenting_unlike_comment",
    summary="Take a like back",
)
def unlike(request: HttpRequest, comment_id: CommentId, query: Query[OnSite]) -> HttpResponseBase:
    asked = Asked(request, query.site)
    asked.approved(comment_id)
    likes = actions.unlike(comment_id=comment_id, who=asked.who)
    liked: Liked = {"likes": likes, "liked": False, "visitor_token": None}
    return private(liked)


class ReportInput(Schema):
    model_config = ConfigDict(extra="forbid")

    reason: Literal["spam", "abuse", "privacy", "advice", "other"]
    text: Annotated[WrittenText, StringConstraints(max_length=1000)] = ""


@writing(
    router,
    "POST",
    "/comments/{comment_id}/report/",
    query=OnSite,
    response={202: Reported},
    errors=(400, 401, 404, 422, 429),
    auth=ANYONE,
    operation_id="parenting_report_comment",
    summary="Report a comment",
)
def report(
    request: HttpRequest, comment_id: CommentId, body: ReportInput, query: Query[OnSite]
) -> HttpResponseBase:
    """Tell moderators that it should not stand. Nobody sees who reported. Once; again is the
    same."""
    asked = Asked(request, query.site)
    spend("reports", address_of(request), allowed=config().reports_per_minute)
    asked.approved(comment_id)
    who = asked.someone()
    actions.report(
        comment_id=comment_id,
        who=who,
        reason=body.reason,
        text=body.text,
        address=address_of(request),
    )
    reported: Reported = {"visitor_token": asked.new_token(who)}
    return private(reported, status=202)


finish(router)
