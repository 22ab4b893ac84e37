"""One request for one address: the page that stands there, or why there is none."""

from __future__ import annotations

from typing import Annotated, Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponseBase
from ninja import Field, Query, Router, Schema
from pydantic import Discriminator
from wagtail.api.rich_text import RichTextOutputFormat
from wagtail.models import Site

from wagtail_parenting.api.answers import answer, to_json
from wagtail_parenting.api.shapes import Redirection, Unresolved
from wagtail_parenting.api.v3.conventions import (
    MAX_ID,
    Text,
    answer_error,
    finish,
    keep_conventions,
    reading,
)
from wagtail_parenting.api.v3.page_detail import ResolvedPage, resolved_json
from wagtail_parenting.conf import config
from wagtail_parenting.errors import Gone, InvalidParameter, Locked, NotFound
from wagtail_parenting.headless import addresses
from wagtail_parenting.headless.addresses import Hop
from wagtail_parenting.headless.fragments import fragments, versioned, while_unchanged
from wagtail_parenting.headless.gone import is_gone
from wagtail_parenting.headless.page import HeadlessPageMixin
from wagtail_parenting.headless.rich_text import chosen_format
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.versions import of_page, unknown, with_all_readers

router = Router(tags=["resolve"])
router.add_decorator(keep_conventions, mode="view")

MAX_PATH = 4000


class ResolveQuery(Schema):
    path: Annotated[str, Field(max_length=MAX_PATH)] | None = Field(
        None,
        description="The path on the frontend as a browser has it, percent-encoded or not. It may "
        "hold a query string, which only redirects look at.",
    )
    page: int | None = Field(None, ge=1, le=MAX_ID, description="Id of a page, instead of a path.")
    rich_text_format: RichTextOutputFormat | None = Field(
        None, description="Format of rich text; HTML unless said otherwise."
    )
    locale: Text | None = Field(
        None,
        description="BCP 47. Look in this language alone; a path without its prefix leads to it.",
    )
    site: Text | None = Field(None, description="host[:port] of the site or of its frontend.")


@reading(
    router,
    "/resolve/",
    query=ResolveQuery,
    response=Annotated[ResolvedPage | Redirection, Discriminator("outcome")],
    errors=(400, 403, 404, 410),
    error_shapes={403: Unresolved, 404: Unresolved, 410: Unresolved},
    operation_id="parenting_resolve",
    summary="Resolve an address",
)
def resolve(request: HttpRequest, query: Query[ResolveQuery]) -> HttpResponseBase:
    """What stands at an address of the frontend.

    * **page** (200): the page in full.
    * **redirect** (200): where to go instead, in one hop: a redirect of the editors', a renamed or
      moved page, another way to write the path. A page of another site is a redirect to its own
      frontend.
    * **locked** (403): the page is there, for those who are let in.
    * **gone** (410): the page was public once, and was deleted.
    * **not_found** (404): nothing is there, or what is there is not public.
    """
    if (query.path is None) == (query.page is None):
        message = "Give either a path or the id of a page."
        error: Any = {"loc": ["query", "path"], "msg": message, "type": "path_or_page"}
        raise InvalidParameter(message, errors=[error])
    frontends = Frontends.of(request)
    site = frontends.select(request, query.site)
    frontends.roots_for(site, query.locale)
    finder = _Finder(request, frontends, site, query.locale)
    try:
        if query.page is not None:
            return finder.by_id(query.page)
        return finder.by_path(query.path or "")
    except Locked as error:
        return answer_error(request, error, outcome="locked")
    except Gone as error:
        return answer_error(request, error, outcome="gone")
    except NotFound as error:
        return answer_error(request, error, outcome="not_found")


class _Finder:
    """Looks for one address in the order in which things win."""

    def __init__(
        self, request: HttpRequest, frontends: Frontends, site: Site, locale: str | None
    ) -> None:
        self.request, self.frontends, self.site, self.locale = request, frontends, site, locale

    def by_id(self, page_id: int) -> HttpResponseBase:
        page = while_unchanged(
            self.frontends,
            self.site.pk,
            ["page with id", str(page_id)],
            lambda: addresses.page_with_id(self.frontends, page_id),
            also_readers=True,
        )
        if page is None:
            if addresses.is_locked(self.frontends, self.site, page_id=page_id):
                raise Locked("This page is only for those who are let in.")
            raise NotFound("There is no such page.")
        return self._page(page)

    def by_path(self, path: str) -> HttpResponseBase:
        asked = addresses.read(path)
        if asked is None:
            raise NotFound("There is nothing at this address.")
        if asked.query and (hop := addresses.redirect_at(self.site, asked, with_query=True)):
            return self._redirect(self._follow(hop, {path}), hop.permanent)
        page = while_unchanged(
            self.frontends,
            self.site.pk,
            ["page at", asked.path, self.locale or ""],
            lambda: addresses.page_at(self.frontends, self.site, asked, self.locale),
            also_readers=True,
        )
        if page is not None:
            own = self.frontends.path(page)
            if addresses.is_written_as(asked.raw, own):
                return self._page(page)
            return self._redirect(own + (f"?{asked.query}" if asked.query else ""), True)
        hop = addresses.redirect_at(self.site, asked, with_query=False)
        if hop is not None:
            return self._redirect(self._follow(hop, {path}), hop.permanent)
        if addresses.is_locked(self.frontends, self.site, asked=asked, locale=self.locale):
            raise Locked("This page is only for those who are let in.")
        if is_gone(self.site.pk, {asked.path, asked.path.rstrip("/"), asked.path.lower()}):
            raise Gone("The page that stood here was deleted.")
        raise NotFound("There is nothing at this address.")

    def _follow(self, hop: Hop, seen: set[str]) -> str:
        """Where a redirect leads in the end. Raises ``NotFound`` for a loop, or what is hidden."""
        if hop.page_id is not None:
            page = addresses.page_with_id(self.frontends, hop.page_id)
            if page is None:
                raise NotFound("There is nothing at this address.")
            own = self._location(page)
            return own.rstrip("/") + hop.route if hop.route else own
        path = addresses.local_path(self.frontends, self.site, hop.link)
        asked = addresses.read(path) if path is not None else None
        if path is None or asked is None:
            return hop.link
        if path in seen or len(seen) > addresses.MAX_HOPS:
            raise NotFound("There is nothing at this address.")
        page = addresses.page_at(self.frontends, self.site, asked, None)
        if page is not None:
            return self._location(page) + path[len(asked.raw) :]
        further = addresses.redirect_at(self.site, asked, with_query=bool(asked.query))
        return self._follow(further, {*seen, path}) if further else path

    def _location(self, page: Any) -> str:
        """The path of a page of this site, the whole address of another's."""
        address = self.frontends.address(page)
        if address is None:
            raise NotFound("There is nothing at this address.")
        return address.path if address.site_id == self.site.pk else address.url

    def _redirect(self, location: str, permanent: bool) -> HttpResponseBase:
        body: Redirection = {"outcome": "redirect", "location": location, "permanent": permanent}
        return answer(self.request, unknown("redirects"), lambda: to_json(body))

    def _page(self, row: Any) -> HttpResponseBase:
        root = self.frontends.root_of(row)
        if root is None or root.site_id != self.site.pk:
            return self._redirect(self._location(row), False)
        model: Any = ContentType.objects.get_for_id(row.content_type_id).model_class()
        tag = f"page-{row.pk}"

        def build(ids: list[int]) -> dict[int, str]:
            return {pk: _resolved(model, pk, self.request) for pk in ids}

        if model is None or not issubclass(model, HeadlessPageMixin):
            return answer(self.request, unknown(tag), lambda: build([row.pk])[row.pk])
        stored = row.version
        if config().merge_translations:
            stored = with_all_readers(stored)
        place = versioned(row.pk, stored, root.site_id, self.frontends)
        shape = ["resolve", chosen_format(self.request.GET.get("rich_text_format"))]
        version = of_page(self.frontends, root.site_id, stored, row.modified, tag)
        return answer(
            self.request,
            version,
            lambda: fragments([place], shape, self.frontends, build)[row.pk],
        )


def _resolved(model: type[Any], page_id: int, request: HttpRequest) -> str:
    page = model._default_manager.select_related("content_type", "locale").get(pk=page_id)
    return resolved_json(page, request)


finish(router)
