"""What Wagtail's own v3 pages endpoint leaves open for a headless site, closed from outside.

``{v3}pages/`` is Wagtail's, and a preview; nothing here patches it. For whoever asks without a
token, the middleware

* answers ``ETag``, ``Last-Modified`` and ``Cache-Control`` as ours do, and 304 without asking core;
* shows no page that is not public by ``headless.visibility`` (core shows expired ones, and aliases
  of private ones), and no parent that is not public;
* lets no cookie decide what is shown.

For everyone it answers HEAD, and refuses unknown parameters, absurd numbers and null characters
with 400. What depends on a token is ``private, no-store``. ``docs/explanation/visibility.md`` says
what a middleware cannot close.

Put it last in ``MIDDLEWARE``. Without ``wagtail.api.v3`` it takes itself out.
"""

from __future__ import annotations

import functools
import inspect
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, MiddlewareNotUsed
from django.db.models import Exists, F, ForeignKey, IntegerField, OuterRef
from django.db.models.functions import Length, Substr
from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from wagtail.api import APIField
from wagtail.coreutils import resolve_model_string

from wagtail_parenting.api.answers import keep, to_json
from wagtail_parenting.api.v3.conventions import (
    MAX_ID,
    answer_error,
    refuse_unknown_parameters,
)
from wagtail_parenting.errors import InvalidParameter, NotFound, ParentingError
from wagtail_parenting.headless.page import HeadlessPageMixin
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import STEP, all_pages
from wagtail_parenting.headless.versions import (
    Version,
    of_page,
    of_site,
    stored_version,
    unknown,
)
from wagtail_parenting.headless.visibility import public_pages

Answer = Callable[[HttpRequest], HttpResponseBase]

#: Query parameters of core's that are ids or counts.
NUMBERS = {"limit", "offset", "id", "ancestor_of", "child_of", "descendant_of", "translation_of"}
#: Said of what is not public, and of what is not there.
NO_PAGE = "There is no such page."


class ParentingAPIMiddleware:
    """See the module. Costs other requests nothing but a look at their path."""

    def __init__(self, get_response: Answer) -> None:
        if not apps.is_installed("wagtail.api.v3"):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        place = _place(request)
        if place is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            response = self.get_response(request)
            _keep_private(response)
            return response
        try:
            _check(request, place)
            if "Authorization" in request.headers:
                response = self._for_staff(request, place)
            else:
                response = self._for_everyone(request, place)
        except ParentingError as error:
            response = answer_error(request, error)
        if response.status_code >= 400 and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        patch_vary_headers(response, ["Authorization"])
        return response

    def _for_staff(self, request: HttpRequest, place: str) -> HttpResponseBase:
        """What a token shows. Asked for the live version, a page that is not live has none."""
        page_id = _page_id(place)
        wants_live = page_id is not None and request.GET.get("version") == "live"
        if wants_live and not all_pages().filter(pk=page_id, live=True).exists():
            raise NotFound(NO_PAGE)
        response = self._core(request)
        _keep_private(response)
        return response

    def _for_everyone(self, request: HttpRequest, place: str) -> HttpResponseBase:
        frontends = Frontends.of(request)
        page_id = _page_id(place)
        if page_id is not None:
            return self._detail(request, page_id, frontends)
        if place == "":
            return self._list(request, frontends)
        response = self._core(request)
        if place == "find/" and response.status_code in (301, 302):
            found = re.search(r"/(\d+)/(\?|$)", response["Location"])
            if found is None or not _public_ids([int(found[1])], frontends):
                raise NotFound(NO_PAGE)
            response["Cache-Control"] = "no-store"
        return response

    def _detail(self, request: HttpRequest, page_id: int, frontends: Frontends) -> HttpResponseBase:
        page = _public_page(page_id, frontends)
        if page is None:
            raise NotFound(NO_PAGE)
        root = frontends.root_of(page)
        model = ContentType.objects.get_for_id(page.content_type_id).model_class()
        version = unknown(f"page-{page_id}")
        if root is not None and model is not None and issubclass(model, HeadlessPageMixin):
            version = of_page(
                frontends, root.site_id, page.version, page.modified, f"page-{page_id}"
            )

        def respond() -> HttpResponseBase:
            response = self._core(request)
            if response.status_code == 404:
                raise NotFound(NO_PAGE)
            if response.status_code == 200 and not page.has_public_parent:
                _drop_parent(response)
            return response

        return keep(request, version, respond)

    def _list(self, request: HttpRequest, frontends: Frontends) -> HttpResponseBase:
        def respond() -> HttpResponseBase:
            response = self._core(request)
            if response.status_code == 200:
                _drop_hidden(response, frontends)
            return response

        if "random" in request.GET.getlist("order"):
            response = respond()
            response["Cache-Control"] = "no-store"
            return response
        return keep(request, _version_of_list(request, frontends), respond)

    def _core(self, request: HttpRequest) -> HttpResponseBase:
        """Core's answer to a GET, whatever the visitor's cookies open."""
        method, session = request.method, getattr(request, "session", None)
        request.method = "GET"
        request.session = {}  # type: ignore[assignment]
        try:
            return self.get_response(request)
        finally:
            request.method = method
            if session is None:
                del request.session
            else:
                request.session = session


def _place(request: HttpRequest) -> str | None:
    """The path below ``{v3}pages/``, or None elsewhere."""
    if "/pages/" not in request.path_info:
        return None
    try:
        mount = reverse("wagtailapi_v3:list_pages")
    except NoReverseMatch:
        return None
    return request.path[len(mount) :] if request.path.startswith(mount) else None


def _page_id(place: str) -> int | None:
    """The id in the address of a detail, else None."""
    found = re.fullmatch(r"(\d+)/", place, flags=re.ASCII)
    return int(found[1][:30]) if found else None


# --- What may be asked ----------------------------------------------------------------------------


def _check(request: HttpRequest, place: str) -> None:
    """Raise ``UnknownParameter``, ``InvalidParameter`` or, for an absurd id, ``NotFound``."""
    page_id = _page_id(place)
    if page_id is not None and page_id > MAX_ID:
        raise NotFound(NO_PAGE)
    models = _models(request) if place == "" else []
    known = _known(place, models[0] if len(models) == 1 else all_pages().model)
    if known is not None:
        note = "Fields of a page type need one type=." if place == "" and len(models) != 1 else ""
        refuse_unknown_parameters(request, known, note=note)
    for name, values in request.GET.lists():
        for value in values:
            _check_value(name, value, models)


def _check_value(name: str, value: str, models: list[type[Any]]) -> None:
    if "\x00" in value:
        raise _invalid(name, "null characters are not allowed")
    if not (name in NUMBERS or any(_is_number(model, name) for model in models)):
        return
    digits = value.strip().lstrip("+-").replace("_", "")
    if digits.isdecimal() and (len(digits) > 10 or int(digits) > MAX_ID):
        raise _invalid(name, f"the number must be at most {MAX_ID}")


def _invalid(name: str, message: str) -> InvalidParameter:
    return InvalidParameter(
        f"{name}: {message}",
        errors=[{"loc": ["query", name], "msg": message, "type": "invalid_parameter"}],
    )


def _is_number(model: type[Any], name: str) -> bool:
    try:
        return isinstance(model._meta.get_field(name), IntegerField | ForeignKey)
    except FieldDoesNotExist:
        return False


def _models(request: HttpRequest) -> list[type[Any]]:
    models = []
    for label in request.GET.getlist("type"):
        try:
            models.append(resolve_model_string(label))
        except (LookupError, ValueError):  # core says which types there are
            continue
    return models


def _known(place: str, model: type[Any]) -> frozenset[str] | None:
    """Names of the parameters that core reads there; None where it is not known."""
    if place == "":
        return _list_parameters() | _filters(model._meta.label)
    if place == "find/":
        return _find_parameters() | _detail_parameters()
    return _detail_parameters() if _page_id(place) is not None else None


@functools.cache
def _list_parameters() -> frozenset[str]:
    from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
    from wagtail.api.v3.routers.pages import PageFilterSchema
    from wagtail.api.v3.schemas.params import OrderingSchema, SearchSchema

    schemas = (PageFilterSchema, OrderingSchema, SearchSchema, WagtailLimitOffsetPagination.Input)
    return frozenset(name for schema in schemas for name in schema.model_fields)


@functools.cache
def _filters(label: str) -> frozenset[str]:
    from wagtail.api.v3.schemas.pages import BASE_PAGE_READ_FIELDS

    model = resolve_model_string(label)
    own = APIField.get_fields_for_model(model, db_fields_only=True)
    names = {*BASE_PAGE_READ_FIELDS, model._meta.pk.attname, *(field.name for field in own)}
    return frozenset(names - {"pk"})  # which core allows, and answers with a 500


@functools.cache
def _detail_parameters() -> frozenset[str]:
    from wagtail.api.v3.routers import pages

    return _arguments(pages.get_page) | {"site"}


@functools.cache
def _find_parameters() -> frozenset[str]:
    from wagtail.api.v3.routers import pages

    return _arguments(pages.find_page)


def _arguments(operation: Callable[..., Any]) -> frozenset[str]:
    return frozenset(inspect.signature(operation).parameters) - {"request", "page_id"}


# --- What may be shown ----------------------------------------------------------------------------


def _public_page(page_id: int, frontends: Frontends) -> Any:
    """The public page with its version, as it stood before its content is read. 1 query."""
    trees = frontends.tree_paths()
    parents = public_pages(
        all_pages().filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - STEP)), trees
    )
    found = public_pages(all_pages().filter(pk=page_id), trees)
    found = found.annotate(
        version=stored_version(),
        modified=F("parenting_stamp__modified"),
        has_public_parent=Exists(parents),
    )
    shown = ("path", "url_path", "content_type_id", "version", "modified", "has_public_parent")
    return found.order_by().values_list(*shown, named=True).first()


def _public_ids(ids: Iterable[int], frontends: Frontends) -> set[int]:
    """1 query."""
    found = public_pages(all_pages().filter(pk__in=list(ids)), frontends.tree_paths())
    return set(found.order_by().values_list("pk", flat=True))


def _version_of_list(request: HttpRequest, frontends: Frontends) -> Version:
    """Any change to any page may change a list. What is searched lies in an index of its own."""
    if "search" in request.GET or not frontends.sites:
        return unknown("pages")
    return of_site(frontends, next(iter(frontends.sites)), "pages")


def _drop_parent(response: HttpResponseBase) -> None:
    body = json.loads(response.content)  # type: ignore[attr-defined]
    body["meta"]["parent"] = None
    _replace(response, body)


def _drop_hidden(response: HttpResponseBase, frontends: Frontends) -> None:
    """Leave out what core lists although it is not public. Its count is core's."""
    body = json.loads(response.content)  # type: ignore[attr-defined]
    public = _public_ids([item["id"] for item in body["items"]], frontends)
    shown = [item for item in body["items"] if item["id"] in public]
    if len(shown) < len(body["items"]):
        _replace(response, {**body, "items": shown})


def _replace(response: Any, body: Any) -> None:
    response.content = to_json(body).encode()
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))


def _keep_private(response: HttpResponseBase) -> None:
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Authorization"])
