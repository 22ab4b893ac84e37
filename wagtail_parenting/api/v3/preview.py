"""Unsaved pages for the frontend that shows previews."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from wagtail_parenting.api.answers import JSON
from wagtail_parenting.api.v3.conventions import finish, keep_conventions, reading
from wagtail_parenting.api.v3.page_detail import ResolvedPage, resolved_json
from wagtail_parenting.headless import preview

router = Router(tags=["preview"])
router.add_decorator(keep_conventions, mode="view")


#: The id of a page that has never been saved.
UNSAVED_ID = 0


class PreviewQuery(Schema):
    token: str = Field(max_length=1000, description="As the admin hands it to the frontend.")


class PreviewedPage(ResolvedPage):
    """A page as it stands in the editor, in one of its preview modes."""

    mode: str


@reading(
    router,
    "/preview/",
    query=PreviewQuery,
    response=PreviewedPage,
    errors=(400, 401),
    is_private=True,
    operation_id="parenting_preview",
    summary="Show an unsaved page",
)
def previewed(request: HttpRequest, query: Query[PreviewQuery]) -> HttpResponse:
    """The page behind a preview token, which only an editor's session can make.

    It comes as ``resolve`` gives a page. One that has never been saved has the id 0.
    """
    page, _user, mode = preview.read(query.token)
    if page.pk is None:
        page.id = page.pk = UNSAVED_ID
    return HttpResponse(resolved_json(page, request, mode=mode), content_type=JSON)


finish(router)
