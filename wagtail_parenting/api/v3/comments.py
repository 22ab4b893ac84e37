"""Reader comments: reading threads; sending, editing and withdrawing a comment."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict, StringConstraints

from wagtail_parenting.api.answers import answer, to_json
from wagtail_parenting.api.comments import (
    FIRST_REPLIES,
    FIRST_THREADS,
    CommentRendering,
    replies_listing,
    threads_listing,
)
from wagtail_parenting.api.pagination import make_cursor, read_cursor
from wagtail_parenting.api.shapes import (
    Comment,
    CommentCountList,
    CommentForm,
    CommentList,
    FormProblem,
    InputProblem,
    LatestComments,
    Replies,
    SentComment,
)
from wagtail_parenting.api.times import utc
from wagtail_parenting.api.v3.comment_requests import Asked, CommentId, OnSite, private
from wagtail_parenting.api.v3.conventions import (
    MAX_ID,
    finish,
    keep_conventions,
    reading,
    writing,
)
from wagtail_parenting.api.v3.visitors import ANYONE, known_visitor
from wagtail_parenting.comments import actions, queries, thread_pages
from wagtail_parenting.comments.actions.writing import form_name
from wagtail_parenting.comments.queries import Row
from wagtail_parenting.comments.thread_pages import is_open, specific
from wagtail_parenting.comments.writers import form_needs, guest_needs
from wagtail_parenting.comments.written import check
from wagtail_parenting.conf import config
from wagtail_parenting.errors import InvalidCursor, NotFound, NotYours
from wagtail_parenting.headless.fragments import while_unchanged
from wagtail_parenting.headless.loose_text import loose_html
from wagtail_parenting.headless.routing import cms_origin
from wagtail_parenting.headless.versions import of_site
from wagtail_parenting.limits import spend
from wagtail_parenting.moderation import form_tokens, proof
from wagtail_parenting.readers.identity import token_of
from wagtail_parenting.visitors import address_of

router = Router(tags=["comments"])
router.add_decorator(keep_conventions, mode="view")

Cursor = Annotated[str, Field(max_length=8000)]
#: In one list, however many threads it has: a list has bounded bytes.
MOST_REPLIES = 1000
#: Long enough for anything that is then refused in words.
Written = Annotated[str, StringConstraints(max_length=200_000)]
Line = Annotated[str, StringConstraints(max_length=2_000)]
Token = Annotated[str, StringConstraints(max_length=4_000)]


class ThreadQuery(OnSite):
    page: int = Field(..., ge=1, le=MAX_ID, description="Id of a public page.")
    order: Literal["oldest", "newest", "top"] | None = Field(
        None, description="Default: as the site has it. Pinned comments come first in any."
    )
    cursor: Cursor | None = None
    limit: int = Field(FIRST_THREADS, ge=1, le=100)
    replies: int = Field(
        FIRST_REPLIES,
        ge=0,
        le=100,
        description=f"Replies shown with each thread; in a list, {MOST_REPLIES} in all. With 0, "
        "`replies/` of a thread begins without a cursor.",
    )
    around: CommentId | None = Field(
        None, description="Id of a comment: begins with the thread that holds it."
    )


@reading(
    router,
    "/comments/",
    query=ThreadQuery,
    response=CommentList,
    errors=(400, 401, 404),
    knows_readers=True,
    auth=ANYONE,
    operation_id="parenting_comments",
    summary="List the comments of a page",
)
def list_comments(request: HttpRequest, query: Query[ThreadQuery]) -> HttpResponseBase:
    """Threads, a page at a time, each with its first replies in reading order and a cursor for the
    rest. At most 4 SQL queries, and 1 more with MERGE_TRANSLATIONS.

    A token shows what of one's own waits for a moderator, and what one likes.
    """
    asked = Asked(request, query.site)
    page = asked.page(query.page, around=query.around)
    pages = thread_pages.merged(asked.frontends, page)

    def build() -> str:
        order = query.order or page.settings.order
        after, back = _read(threads_listing(page.id, order), query.cursor)
        ids = [each.id for each in pages]
        options: dict[str, Any] = {
            "order": order,
            "limit": query.limit,
            "replies": min(query.replies, MOST_REPLIES // query.limit),
            "who": asked.who,
        }
        if query.around is not None:
            target = queries.Target(*page.also)
            if target.page_id not in ids:
                raise NotFound("There is no such comment.")
            found = queries.threads_around(ids, target, **options)
        else:
            found = queries.threads(ids, after=after, back=back, **options)
        count = sum(each.threads for each in pages)
        return to_json(asked.rendering(pages).threads(found, page.id, order, count))

    return asked.answer_of(page, pages, build)


class LatestQuery(OnSite):
    cursor: Cursor | None = None
    limit: int = Field(20, ge=1, le=100)


@reading(
    router,
    "/comments/latest/",
    query=LatestQuery,
    response=LatestComments,
    operation_id="parenting_latest_comments",
    summary="List the newest comments of a site",
)
def list_latest(request: HttpRequest, query: Query[LatestQuery]) -> HttpResponseBase:
    """The newest approved comments on all public pages of the site. 4 SQL queries."""
    asked = Asked(request, query.site)
    listing = ["latest comments", asked.site.pk]
    after = read_cursor(listing, query.cursor)

    def build() -> str:
        public = thread_pages.public_ids(asked.frontends, asked.site)
        found = queries.latest(public, limit=query.limit + 1, after=_id_in(after))
        pages = thread_pages.thread_pages(
            asked.frontends, asked.site, {row.page_id for row in found}
        )
        shown = [row for row in found[: query.limit] if row.page_id in pages]
        rendering = asked.rendering(pages.values())
        following = [found[query.limit - 1].id] if len(found) > query.limit else None
        listed: LatestComments = {
            "count": queries.count_below(public),
            "items": [rendering.comment(row) for row in shown],
            "next": make_cursor(listing, following),
        }
        return to_json(listed)

    version = of_site(asked.frontends, asked.site.pk, "comments", also_readers=True)
    asked_for = ["latest comments", request.get_full_path()]
    return answer(
        request,
        version,
        lambda: while_unchanged(
            asked.frontends, asked.site.pk, asked_for, build, also_readers=True
        ),
    )


class CountQuery(OnSite):
    page: list[Annotated[int, Field(ge=1, le=MAX_ID)]] = Field(
        ..., min_length=1, max_length=100, description="Ids of pages; repeat it to ask for several."
    )


@reading(
    router,
    "/comments/counts/",
    query=CountQuery,
    response=CommentCountList,
    operation_id="parenting_comment_counts",
    summary="Count the comments of many pages",
)
def list_counts(request: HttpRequest, query: Query[CountQuery]) -> HttpResponseBase:
    """What is not public is left out. 2 SQL queries."""
    asked = Asked(request, query.site)
    ids = list(dict.fromkeys(query.page))
    found = thread_pages.thread_pages(asked.frontends, asked.site, ids)
    counts: CommentCountList = {
        "items": [
            {"page": pk, "count": found[pk].comments, "thread_count": found[pk].threads}
            for pk in ids
            if pk in found
        ]
    }
    version = of_site(asked.frontends, asked.site.pk, "comments", also_readers=True)
    return answer(request, version, lambda: to_json(counts))


class FormQuery(OnSite):
    page: int = Field(..., ge=1, le=MAX_ID, description="Id of a public page.")


@reading(
    router,
    "/comments/form/",
    query=FormQuery,
    response=CommentForm,
    errors=(400, 401, 404),
    is_private=True,
    auth=ANYONE,
    operation_id="parenting_comment_form",
    summary="Get what a comment form needs",
)
def show_form(request: HttpRequest, query: Query[FormQuery]) -> HttpResponseBase:
    """Ask for it when the form is shown: its token is good for one comment, and for a day."""
    asked = Asked(request, query.site)
    page = asked.page(query.page)
    whole = specific(page)
    riddle = proof.challenge()
    needs = ["body", *form_needs(asked.who)]
    form: CommentForm = {
        "open": is_open(whole, page.settings, asked.frontends.now),
        "closes_at": utc(whole.comments_close_at),
        "rules": loose_html(
            page.settings.rules, asked.frontends, origin=asked.frontends.origins[asked.site.pk]
        ),
        "form_token": form_tokens.make(form_name(page.id)),
        "needs": [*needs, "altcha"] if riddle else needs,
        "max_length": config().comment_max_length,
        "altcha": riddle,  # type: ignore[typeddict-item]
    }
    return private(form)


class CommentInput(Schema):
    model_config = ConfigDict(extra="forbid")

    page: int = Field(..., ge=1, le=MAX_ID, description="Id of a public page.")
    parent: CommentId | None = Field(None, description="Id of the comment that is answered.")
    name: Line = ""
    email: Line = Field("", description="Never shown to anyone but moderators.")
    website: Line = ""
    body: Written = Field(..., description="A little Markdown: emphasis, links, lists, quotes.")
    notify: Literal["none", "replies", "thread"] = "none"
    recent_post: bool = Field(
        False, description="Show the newest post of `website` below the comment."
    )
    form_token: Token = Field(..., description="As `comments/form/` gave it.")
    leave_empty: Line = Field("", description="For a field that people do not see.")
    altcha: Token = Field("", description="The solved riddle, where the form asks for one.")


@writing(
    router,
    "POST",
    "/comments/",
    query=OnSite,
    response={201: SentComment},
    errors=(400, 401, 403, 404, 409, 422, 429),
    error_shapes={409: FormProblem, 422: InputProblem},
    auth=ANYONE,
    operation_id="parenting_send_comment",
    summary="Send a comment",
)
def send(request: HttpRequest, body: CommentInput, query: Query[OnSite]) -> HttpResponseBase:
    """It is stored before anything is mailed or fetched. A held one is shown to its owner alone.

    The same form token with the same input answers the same comment again, so a request may be
    repeated until it is answered.
    """
    asked = Asked(request, query.site)
    page = asked.page(body.page)
    written = check(
        body=body.body,
        name=body.name,
        email=body.email,
        website=body.website,
        notify=body.notify,
        parent_id=body.parent,
        wants_recent_post=body.recent_post,
        needs=guest_needs(asked.who),
        has_address=asked.who.reader_id is not None,
    )
    sent = actions.submit(
        page=page,
        specific=specific(page),
        written=written,
        who=asked.who,
        address=address_of(request),
        form_token=body.form_token,
        honeypot=body.leave_empty,
        proof=body.altcha,
    )
    rendering = CommentRendering(cms_origin(asked.frontends), [page], sent.who)
    answered: SentComment = {
        **rendering.comment(Row.of(sent.comment)),
        "visitor_token": None if asked.who.is_known else token_of(sent.who),
        "email_confirmation": sent.email_confirmation,  # type: ignore[typeddict-item]
    }
    return private(answered, status=201)


@reading(
    router,
    "/comments/{comment_id}/",
    query=OnSite,
    response=Comment,
    errors=(400, 401, 404),
    knows_readers=True,
    auth=ANYONE,
    operation_id="parenting_comment",
    url_name="parenting_comment",
    summary="Show a comment",
)
def show(request: HttpRequest, comment_id: CommentId, query: Query[OnSite]) -> HttpResponseBase:
    """With its first replies. 4 SQL queries."""
    asked = Asked(request, query.site)
    first, page = asked.comment(comment_id)

    def build() -> str:
        row = asked.as_of(page, first)
        found = queries.replies_below(row, limit=FIRST_REPLIES, who=asked.who)
        return to_json(asked.rendering([page]).with_replies(row, found))

    return asked.answer_of(page, [page], build)


class RepliesQuery(OnSite):
    cursor: Cursor | None = None
    limit: int = Field(20, ge=1, le=100)


@reading(
    router,
    "/comments/{comment_id}/replies/",
    query=RepliesQuery,
    response=Replies,
    errors=(400, 401, 404),
    knows_readers=True,
    auth=ANYONE,
    operation_id="parenting_replies",
    summary="List the replies to a comment",
)
def list_replies(
    request: HttpRequest, comment_id: CommentId, query: Query[RepliesQuery]
) -> HttpResponseBase:
    """All that stands below it, in reading order, depth first. 4 SQL queries."""
    asked = Asked(request, query.site)
    first, page = asked.comment(comment_id)

    def build() -> str:
        row = asked.as_of(page, first)
        after, back = _read(replies_listing(row.id), query.cursor)
        found = queries.replies_below(
            row, limit=query.limit, after=_path_in(after), back=back, who=asked.who
        )
        return to_json(asked.rendering([page]).replies(row, found))

    return asked.answer_of(page, [page], build)


class EditInput(Schema):
    model_config = ConfigDict(extra="forbid")

    body: Written


@writing(
    router,
    "PATCH",
    "/comments/{comment_id}/",
    query=OnSite,
    response={200: Comment},
    errors=(400, 401, 403, 404, 422, 429),
    auth=ANYONE,
    operation_id="parenting_edit_comment",
    summary="Edit a comment of yours",
)
def edit(
    request: HttpRequest, comment_id: CommentId, body: EditInput, query: Query[OnSite]
) -> HttpResponseBase:
    """Until `editable_until`, and until someone replies. What is edited may have to wait again."""
    who = known_visitor(request)
    asked = Asked(request, query.site)
    spend("edits", address_of(request), allowed=config().comments_per_minute)
    _row, page = asked.comment(comment_id)
    actions.edit(comment_id=comment_id, page=page, specific=specific(page), who=who, body=body.body)
    return private(asked.rendering([page]).comment(asked.row(comment_id)))


@writing(
    router,
    "DELETE",
    "/comments/{comment_id}/",
    query=OnSite,
    response={204: None},
    errors=(400, 401, 403, 404),
    auth=ANYONE,
    operation_id="parenting_withdraw_comment",
    summary="Withdraw a comment of yours",
)
def withdraw(request: HttpRequest, comment_id: CommentId, query: Query[OnSite]) -> HttpResponseBase:
    """At any time, whatever became of its page. Where others replied, a tombstone stays."""
    try:
        actions.withdraw(comment_id=comment_id, who=known_visitor(request))
    except NotYours:
        Asked(request, query.site).comment(comment_id)  # or else it is not there at all
        raise
    return HttpResponse(status=204)


def _read(listing: list[Any], cursor: str | None) -> tuple[list[Any] | None, bool]:
    """The place that ``cursor`` names, and whether it leads back. Raises ``InvalidCursor``."""
    if cursor is None:
        return None, False
    try:
        return read_cursor([*listing, "on"], cursor), False
    except InvalidCursor:
        return read_cursor([*listing, "back"], cursor), True


def _id_in(after: list[Any] | None) -> int | None:
    if after is None:
        return None
    if len(after) != 1 or not isinstance(after[0], int):
        raise InvalidCursor("The cursor does not belong to this listing.")
    return after[0]


def _path_in(after: list[Any] | None) -> str | None:
    if after is None:
        return None
    if len(after) != 1 or not isinstance(after[0], str):
        raise InvalidCursor("The cursor does not belong to this listing.")
    return after[0]


finish(router)
