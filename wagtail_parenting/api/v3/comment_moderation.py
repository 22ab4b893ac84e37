"""Moderating reader comments with a bearer token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from ninja import Field, Query, Router, Schema

from wagtail_parenting.api.answers import JSON, to_json
from wagtail_parenting.api.pagination import make_cursor, read_cursor
from wagtail_parenting.api.shapes import ModeratedComment, ModeratedComments
from wagtail_parenting.api.times import utc
from wagtail_parenting.api.v3.comment_requests import CommentId
from wagtail_parenting.api.v3.conventions import (
    MAX_ID,
    finish,
    keep_conventions,
    reading,
    writing,
)
from wagtail_parenting.api.v3.visitors import ACCOUNTS, account
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.errors import Forbidden, InvalidCursor, NotFound
from wagtail_parenting.headless.routing import Frontends, cms_origin
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation.permissions import Area, area_of
from wagtail_parenting.moderation.reasons import held_reasons

router = Router(tags=["moderation"])
router.add_decorator(keep_conventions, mode="view")

Act = Callable[..., ReaderComment]
VERBS: dict[str, tuple[Act, str, str]] = {
    "approve": (actions.approve, "Approve a comment", "Everyone can read it."),
    "spam": (actions.mark_spam, "Take a comment for spam", "It is kept for some days."),
    "remove": (actions.remove, "Remove a comment", "Where others replied, a tombstone stays."),
    "restore": (actions.restore, "Restore a comment", "What was removed or spam is approved."),
    "pin": (actions.pin, "Pin a comment", "It comes before all others. Replies cannot."),
    "unpin": (actions.unpin, "Unpin a comment", "It stands in its order again."),
}


class ModerationQuery(Schema):
    status: Literal["held", "approved", "spam", "removed", "withdrawn"] = "held"
    page: int | None = Field(None, ge=1, le=MAX_ID, description="Id of a page.")
    cursor: Annotated[str, Field(max_length=8000)] | None = None
    limit: int = Field(20, ge=1, le=100)


@reading(
    router,
    "/comments/moderation/",
    query=ModerationQuery,
    response=ModeratedComments,
    errors=(400, 401, 403),
    is_private=True,
    auth=ACCOUNTS,
    operation_id="parenting_comment_moderation",
    summary="List comments for moderators",
)
def list_waiting(request: HttpRequest, query: Query[ModerationQuery]) -> HttpResponseBase:
    """Those that the account moderates, with why each was held; what waits, the oldest first, the
    rest the newest first."""
    area = _area(account(request))
    is_queue = query.status == "held"
    listing = ["moderation", query.status, query.page]
    after = read_cursor(listing, query.cursor)
    found = ReaderComment.objects.filter(area.rows(), status=query.status)
    if query.page is not None:
        found = found.filter(page=query.page)
    count = found.count()
    if after is not None:
        if len(after) != 1 or not isinstance(after[0], int):
            raise InvalidCursor("The cursor does not belong to this listing.")
        found = found.filter(**{"pk__gt" if is_queue else "pk__lt": after[0]})
    rows = list(found.order_by("pk" if is_queue else "-pk")[: query.limit + 1])
    shown = rows[: query.limit]
    following = [shown[-1].pk] if len(rows) > query.limit else None
    listed: ModeratedComments = {
        "count": count,
        "items": _moderated(shown, Frontends.of(request)),
        "next": make_cursor(listing, following),
    }
    return HttpResponse(to_json(listed), content_type=JSON)


def _declare(verb: str, act: Act, summary: str, effect: str) -> None:
    errors = (400, 401, 403, 404, 422) if verb == "pin" else (400, 401, 403, 404)

    def operation(request: HttpRequest, comment_id: CommentId) -> HttpResponseBase:
        actor = account(request)
        _require(_area(actor), comment_id)
        comment = act(comment_id=comment_id, actor=actor)
        [moderated] = _moderated([comment], Frontends.of(request))
        return HttpResponse(to_json(moderated), content_type=JSON)

    operation.__name__ = f"{verb}_comment"
    operation.__doc__ = f"{effect} Again is the same. It stands in the audit log."
    writing(
        router,
        "POST",
        f"/comments/{{comment_id}}/actions/{verb}/",
        response={200: ModeratedComment},
        errors=errors,
        auth=ACCOUNTS,
        operation_id=f"parenting_{verb}_comment",
        summary=summary,
    )(operation)


for _verb, _described in VERBS.items():
    _declare(_verb, *_described)


def _area(user: Any) -> Area:
    area = area_of(user)
    if not area:
        raise Forbidden("Your account does not moderate reader comments.")
    return area


def _require(area: Area, comment_id: int) -> None:
    """What someone does not moderate is not there for her."""
    if not ReaderComment.objects.filter(area.rows(), pk=comment_id).exists():
        raise NotFound("There is no such comment.")


def _moderated(comments: list[ReaderComment], frontends: Frontends) -> list[ModeratedComment]:
    """1 query."""
    pages = all_pages().in_bulk({comment.page_id for comment in comments})
    origin = cms_origin(frontends)
    return [
        {
            "id": comment.pk,
            "page": {
                "id": comment.page_id,
                "title": pages[comment.page_id].title,
                "path": frontends.path(pages[comment.page_id]),
            },
            "parent_id": comment.parent_id,
            "status": comment.status,  # type: ignore[typeddict-item]
            "reasons": held_reasons(comment.reasons),
            "name": comment.name,
            "website": comment.website,
            "body": comment.body,
            "html": comment.html,
            "is_confirmed": comment.is_verified,
            "badge": comment.badge or None,  # type: ignore[typeddict-item]
            "pinned": comment.pinned,
            "reports": comment.reports,
            "likes": comment.likes,
            "created_at": utc(comment.created_at) or "",
            "edited_at": utc(comment.edited_at),
            "admin_url": _admin_url(comment.pk, origin),
        }
        for comment in comments
        if comment.page_id in pages
    ]


def _admin_url(comment_id: int, origin: str) -> str:
    try:
        return origin + reverse("parenting_comments:detail", args=[comment_id])
    except NoReverseMatch:
        return ""


finish(router)
