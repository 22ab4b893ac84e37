"""Wagtail's v2 pages endpoint with our visibility, addresses and cost.

It replaces the site's own::

    api_router.register_endpoint("pages", ParentingPagesAPIViewSet)

Parameters and answers are Wagtail's. What differs: only what is public to everyone is shown,
whoever is logged in; every address is on the page's own frontend; and ``fields=*`` costs the same
number of queries at any page size.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence
from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Case, DateTimeField, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import redirect
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder
from taggit.managers import TaggableManager
from wagtail.api.v2.filters import FieldsFilter, SearchFilter
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError, page_models_from_string
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Site

from wagtail_parenting.api.answers import answer, joined
from wagtail_parenting.api.rendering import PageRendering
from wagtail_parenting.api.v2.serializers import ParentingPageSerializer
from wagtail_parenting.errors import BadRequest
from wagtail_parenting.headless.addresses import with_version
from wagtail_parenting.headless.fragments import fragments, versioned, while_unchanged
from wagtail_parenting.headless.loading import Loaded
from wagtail_parenting.headless.page import HeadlessPageMixin
from wagtail_parenting.headless.rich_text import chosen_format
from wagtail_parenting.headless.routing import Frontends, cms_origin
from wagtail_parenting.headless.versions import of_list, of_page, unknown
from wagtail_parenting.headless.visibility import public_pages
from wagtail_parenting.moments import in_utc

Page = swapper.load_model("wagtailcore", "Page")

MAX_OFFSET = 2**31 - 1
#: Ids of what may be hidden, and JSON, which databases compare each in its own way.
NOT_FILTERABLE = {
    *("hero_image", "authors", "reviewers", "related", "featured", "alias_of"),
    "share_targets",
}
MAX_FIELDS_LENGTH = 1000
MAX_NESTED_FIELDS = 10
#: A search looks at this many best hits.
SEARCH_DEPTH = 500
#: JSON as Django REST framework writes it, without white space.
_AS_DRF: dict[str, Any] = {"cls": JSONEncoder, "ensure_ascii": False, "separators": (",", ":")}


class BoundedPagination(WagtailPagination):
    """Wagtail's pagination, refusing numbers that no database takes."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        for name in ("offset", "limit"):
            given = request.GET.get(name, "0")
            if len(given) > 10 or (given.isdecimal() and int(given) > MAX_OFFSET):
                raise BadRequestError(f"{name} must be at most {MAX_OFFSET}")
        return super().paginate_queryset(queryset, request, view)


class ExactTagsFilter(FieldsFilter):
    """Wagtail's field filter, but a tag is one exact name; the parameter is repeated for more.
    Times are the same on every database: without a zone they are in UTC."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        available = set(view.get_available_fields(queryset.model, db_fields_only=True))
        tag_fields = {name for name in available if _is_tags(queryset.model, name)}
        for name in tag_fields & set(request.GET):
            for tag in request.GET.getlist(name):
                if "\x00" in tag:
                    raise BadRequestError(f"null characters are not allowed for {name}")
                tagged = queryset.model._default_manager.filter(**{f"{name}__name": tag})
                queryset = queryset.filter(pk__in=tagged.values("pk"))
        moments = {name for name in available if _is_moment(queryset.model, name)}
        try:
            for name in moments & set(request.GET):
                queryset = queryset.filter(**{name: _moment(queryset.model, name, request)})
            return super().filter_queryset(
                request, queryset, _FieldsBut(view, tag_fields | moments)
            )
        except (ValueError, TypeError, ValidationError) as error:
            raise BadRequestError("a filter has a value that its field cannot have") from error


class RankedSearchFilter(SearchFilter):
    """Wagtail's search filter over any queryset: the best hits first, then the public ones of them.

    Core's hands the queryset to the search backend, which refuses conditions on what it has not
    indexed: our rule of visibility is made of such.
    """

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        if "search" not in request.GET:
            return queryset
        if request.GET.get("search_operator", "and") not in ("and", "or"):
            raise BadRequestError("search_operator must be 'and' or 'or'")
        everything = queryset.model._default_manager.all()
        hits = super().filter_queryset(request, everything, view)
        ids = [hit.pk for hit in hits[:SEARCH_DEPTH]]
        found = queryset.filter(pk__in=ids)
        if "order" in request.GET:
            return found
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(ids)]
        return found.order_by(Case(*places, default=Value(len(ids))), "pk")


class _FieldsBut:
    """A view without some of its filterable fields."""

    def __init__(self, view: Any, left_out: set[str]) -> None:
        self._view, self._left_out = view, left_out

    def get_available_fields(self, model: type[Any], db_fields_only: bool = False) -> list[str]:
        names = self._view.get_available_fields(model, db_fields_only=db_fields_only)
        return [name for name in names if name not in self._left_out]


def _has_versions(content_type_id: int) -> bool:
    """Whether versions tell of all that pages of a type show: those of ours."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return model is not None and issubclass(model, HeadlessPageMixin)


def _is_moment(model: type[Any], name: str) -> bool:
    return any(
        field.name == name and isinstance(field, DateTimeField)
        for field in model._meta.get_fields()
    )


def _moment(model: type[Any], name: str, request: Request) -> datetime.datetime:
    return in_utc(model._meta.get_field(name).to_python(request.GET[name]))


def _is_tags(model: type[Any], name: str) -> bool:
    return any(
        field.name == name and isinstance(field, TaggableManager)
        for field in model._meta.get_fields()
    )


class OfOneSite:
    """A view of what stands on one site: that which ``site=`` or the host of the request names."""

    request: Any

    @property
    def frontends(self) -> Frontends:
        return Frontends.of(self.request)

    @property
    def site(self) -> Site:
        """The site that is asked about."""
        try:
            return self.frontends.select(self.request, self.request.GET.get("site"))
        except BadRequest as error:
            raise BadRequestError(error.detail) from error


class ParentingPagesAPIViewSet(OfOneSite, PagesAPIViewSet):
    """Pages of every type, public ones only. A list costs at most 15 queries."""

    base_serializer_class = ParentingPageSerializer
    pagination_class = BoundedPagination
    filter_backends = [
        {FieldsFilter: ExactTagsFilter, SearchFilter: RankedSearchFilter}.get(backend, backend)
        for backend in PagesAPIViewSet.filter_backends
    ]

    # What may be asked

    @classmethod
    def get_available_fields(cls, model: type[Any], db_fields_only: bool = False) -> list[str]:
        """Fields to filter and order by are those whose values say nothing of hidden rows."""
        names: list[str] = super().get_available_fields(model, db_fields_only=db_fields_only)
        return [name for name in names if not db_fields_only or name not in NOT_FILTERABLE]

    def check_query_parameters(self, queryset: Any) -> None:
        super().check_query_parameters(queryset)
        for name, value in self.request.GET.items():
            if value.lstrip("-").isdecimal() and len(value) > 10:
                raise BadRequestError(f"{name} is too large a number")
        fields = self.request.GET.get("fields", "")
        if len(fields) > MAX_FIELDS_LENGTH or fields.count("(") > MAX_NESTED_FIELDS:
            raise BadRequestError("fields is too long")

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Who names no format gets the first one, JSON. REST framework comes to the same after a
        search that a 304 would notice."""
        plain = request._request
        if plain.META.get("HTTP_ACCEPT", "*/*") == "*/*" and "format" not in plain.GET:
            [renderer, *_others] = self.get_renderers()
            return renderer, renderer.media_type
        return super().perform_content_negotiation(request, force)

    def handle_exception(self, exc: Exception) -> Any:
        if isinstance(exc, (OverflowError, ValidationError)):
            exc = BadRequestError("a parameter has a value that no database holds")
        return super().handle_exception(exc)

    # What may be seen

    def get_base_queryset(self) -> Any:
        return self._public(Page)

    def get_queryset(self) -> Any:
        models = self._models()
        if len(models) == 1:
            return self._public(models[0])
        return self._public(Page).type(*models) if models else self._public(Page)

    def _models(self) -> Sequence[type[Any]]:
        """The page types that are asked for; none for all."""
        wanted = self.request.GET.get("type")
        try:
            return page_models_from_string(wanted) if wanted else ()
        except (LookupError, ValueError) as error:
            raise BadRequestError("type doesn't exist") from error

    def _public(self, model: type[Any]) -> Any:
        site = self.site
        pages = model._default_manager.select_related("content_type", "locale")
        return public_pages(
            pages, self.frontends.tree_paths(site), roots=self.frontends.tree_paths()
        )

    def get_root_page(self) -> Any:
        return self.site.root_page

    # Answers

    def listing_view(self, request: Request) -> Any:
        if not self._can_be_kept or "search" in request.GET or request.GET.get("order") == "random":
            pages = list(self.paginate_queryset(self._wanted()))
            return self.get_paginated_response(self._rendered(pages))
        site = self.site

        def look_up() -> tuple[int, list[Any]]:
            rows = list(self.paginate_queryset(with_version(self._wanted(), is_ordered=True)))
            if not rows:
                self.get_serializer_class()  # says what is wrong with ``fields``
            return self.paginator.total_count, rows

        models = self._models()
        if models and all(issubclass(model, HeadlessPageMixin) for model in models):
            asked = ["v2 list", request.get_full_path()]
            count, rows = while_unchanged(
                self.frontends, site.pk, asked, look_up, also_readers=True
            )
        else:  # versions say nothing of what the site's own types are filtered by
            count, rows = look_up()

        def build() -> bytes:
            kept = self._fragments(rows, lambda ids: list(self.get_queryset().filter(pk__in=ids)))
            listed = (kept[row.pk] for row in rows if row.pk in kept)
            return joined(f'{{"meta":{{"total_count":{count}}},"items":[', listed, "]}")

        version = unknown("pages")
        if all(_has_versions(kind) for kind in {row.content_type_id for row in rows}):
            versions = [(row.pk, row.version) for row in rows]
            version = of_list(self.frontends, site.pk, versions, [str(count)], "pages")
        return answer(request._request, version, build)

    def _wanted(self) -> Any:
        """What the parameters ask for."""
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        return self.filter_queryset(queryset)

    def detail_view(self, request: Request, pk: int) -> Any:
        if not self._can_be_kept:
            return Response(self._rendered([self.get_object()])[0])
        row = while_unchanged(
            self.frontends,
            self.site.pk,
            ["v2 detail", request.get_full_path()],
            lambda: with_version(self.get_queryset().filter(pk=pk)).first(),
            also_readers=True,
        )
        if row is None:
            raise Http404("not found")

        def build() -> bytes:
            return self._fragments([row], lambda ids: [self.get_object()])[row.pk]

        tag = f"page-{row.pk}"
        root = self.frontends.root_of(row)
        version = unknown(tag)
        if root is not None and _has_versions(row.content_type_id):
            version = of_page(self.frontends, root.site_id, row.version, row.modified, tag)
        return answer(request._request, version, build)

    @property
    def _can_be_kept(self) -> bool:
        """Whether versions cover all that is asked for: nested fields may go anywhere."""
        is_json = self.request.accepted_renderer.format == "json"
        return is_json and "(" not in self.request.GET.get("fields", "")

    def _fragments(
        self, rows: Sequence[Any], fetch: Callable[[list[int]], Sequence[Any]]
    ) -> dict[int, bytes]:
        """The JSON of the pages of ``rows`` by id; ``fetch`` gets those that are not at hand."""

        def build(ids: list[int]) -> dict[int, str]:
            pages = fetch(ids)
            shown = zip(pages, self._rendered(pages), strict=True)
            return {page.pk: json.dumps(data, **_AS_DRF) for page, data in shown}

        kinds = {row.content_type_id for row in rows}
        versioned_kinds = {kind for kind in kinds if _has_versions(kind)}
        others = [row.pk for row in rows if row.content_type_id not in versioned_kinds]
        found = {pk: text.encode() for pk, text in build(others).items()} if others else {}
        pages = []
        for row in rows:
            root = self.frontends.root_of(row)
            if root is not None and row.content_type_id in versioned_kinds:
                pages.append(versioned(row.pk, row.version, root.site_id, self.frontends))
        shape = [
            *("v2", self.action, self.request.GET.get("type", "")),
            self.request.GET.get("fields", ""),
            self.request.GET.get("rich_text_format", ""),
            self.request.wagtailapi_router.get_object_detail_urlpath(Page, 0) or "",
        ]
        return found | fragments(pages, shape, self.frontends, build)

    def _rendered(self, pages: Sequence[Any]) -> list[Any]:
        self._load(list(pages))
        return list(self.get_serializer(pages, many=True).data)

    def find_view(self, request: Any) -> Any:
        """Redirect to the detail of a page found by path or id, on the host that was asked."""
        queryset = self.get_queryset()
        try:
            page = self.find_object(queryset, request)
        except (queryset.model.DoesNotExist, ValueError):
            page = None
        if page is None:
            raise Http404("not found")
        query = request.GET.copy()
        for name in self.find_query_parameters:
            query.pop(name, None)
        path = request.wagtailapi_router.get_object_detail_urlpath(queryset.model, page.pk)
        return redirect(f"{path}?{query.urlencode()}" if query else path)

    def find_object(self, queryset: QuerySet[Any], request: Request) -> Any:
        if "html_path" in request.GET:
            return self._at_path(queryset, request.GET["html_path"])
        return super().find_object(queryset, request)

    def _at_path(self, queryset: QuerySet[Any], html_path: str) -> Any:
        """The page at a frontend path, compared exactly on every database. 1 query."""
        site = self.site
        segments = [segment for segment in html_path.split("/") if segment]
        path = "/".join(["", *segments, ""])
        wanted = {
            root.url_path + path[len(root.prefix) :]
            for root in self.frontends.roots
            if root.site_id == site.pk and path.startswith(root.prefix)
        }
        if "\x00" in path:
            return None
        found = queryset.filter(url_path__in=wanted)
        return next((page for page in found if page.url_path in wanted), None)

    def _load(self, pages: list[Any]) -> None:
        aliased = {page.alias_of_id for page in pages if page.alias_of_id}
        self.loaded = Loaded.details(pages, self.frontends, also=aliased)
        self.origin = cms_origin(self.frontends)

    def rendering(self, page: Any) -> PageRendering:
        """The rendering of a page of this answer; one that a site's own field nests in it is
        loaded by itself."""
        loaded = self.loaded
        if id(page) not in loaded.relations:
            also = [page.alias_of_id] if page.alias_of_id else []
            loaded = Loaded.details([page], self.frontends, also=also)
        return PageRendering(page, loaded, chosen_format(self.request.GET.get("rich_text_format")))

    def address_of_detail(self, page_id: int) -> str | None:
        path = self.request.wagtailapi_router.get_object_detail_urlpath(Page, page_id)
        return self.origin + path if path else None
