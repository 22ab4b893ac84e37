"""What holds for every operation below ``parenting/``, whatever it does.

* Unknown query parameters are refused, naming the nearest known one; bad query values are 400.
* Every error is problem details with a stable ``code``, also 405.
* What answers GET answers HEAD and OPTIONS.
* A write is never cached, and takes no query parameters unless it names them.

``reading`` and ``writing`` declare such operations, ``finish`` closes a router behind its last one,
and ``keep_conventions`` wraps every one of a router.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from ninja import NinjaAPI, Router, Schema
from ninja import Path as PathParameter
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, StringConstraints

from wagtail_parenting.api.shapes import Problem, ProblemError
from wagtail_parenting.conf import config, nearest
from wagtail_parenting.errors import ParentingError, RateLimited, UnknownParameter
from wagtail_parenting.headless.cors import EXPOSED
from wagtail_parenting.moments import in_utc

PROBLEM_JSON = "application/problem+json"
#: The headers that say who asks.
TOKENS = ("Parenting-Token", "Authorization")
_CODES = {
    400: "bad_request",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    422: "invalid_input",
    429: "rate_limited",
}
#: What Ninja says of a body that it cannot parse, with 400.
_UNREADABLE = "Cannot parse request body"


class _AnyMethod(str):
    """Equals every method. Ninja looks a method up in the lists of one operation after the other;
    what is in none is answered as HTML, and anyone may invent a method."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str)

    __hash__ = str.__hash__


_OTHER_METHODS: list[str] = [_AnyMethod("any other")]


def _without_nul(value: str) -> str:
    if "\x00" in value:
        raise ValueError("null characters are not allowed")
    return value


#: Text in a query: short, and without what databases refuse.
Text = Annotated[str, StringConstraints(max_length=200), AfterValidator(_without_nul)]
#: Words to search for.
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_without_nul),
]
#: The largest id that the databases hold.
MAX_ID = 2**31 - 1


def _with_zone(value: Any) -> Any:
    """A day is its first moment, and a time without a zone is meant in UTC."""
    if not isinstance(value, str):
        return value
    value = value.strip()
    if len(value) == 10:
        return f"{value}T00:00:00Z"
    has_zone = value.endswith("Z") or "+" in value[10:] or "-" in value[10:]
    return value if has_zone else f"{value}Z"


Moment = Annotated[AwareDatetime, BeforeValidator(_with_zone), AfterValidator(in_utc)]


class NoQuery(Schema):
    """For an operation without query parameters."""


def problem(
    status: int,
    code: str,
    detail: str,
    errors: list[ProblemError] | None = None,
    **more: Any,
) -> HttpResponse:
    """Problem details (RFC 9457) with our ``code`` and what else an operation says."""
    body: Problem = {
        "type": f"{config().problem_docs_url}#{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": errors or [],
    }
    return HttpResponse(json.dumps({**body, **more}), status=status, content_type=PROBLEM_JSON)


def answer_error(request: HttpRequest, error: ParentingError, **more: Any) -> HttpResponse:
    """The exception handler for our own errors."""
    told = {**error.more, **more}
    response = problem(error.status, error.code, error.detail, error.errors, **told)
    if isinstance(error, RateLimited):
        response["Retry-After"] = str(error.retry_after_s)
        response["Access-Control-Expose-Headers"] = EXPOSED
    return response


def register_errors(api: NinjaAPI) -> None:
    """Let ``api`` answer our errors in our shape."""
    api.add_exception_handler(ParentingError, answer_error)  # type: ignore[arg-type]


def reading(
    router: Router,
    path: str,
    *,
    query: type[Schema] = NoQuery,
    response: Any,
    status: int = 200,
    media_type: str = "",
    errors: tuple[int, ...] = (400,),
    error_shapes: Mapping[int, Any] = MappingProxyType({}),
    is_private: bool = False,
    knows_readers: bool = False,
    **options: Any,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a GET with its HEAD.

    What ``is_private`` depends on a token: no cache may keep any answer to it. What
    ``knows_readers`` answers strangers alike, and those who send a token as they are.
    ``error_shapes`` are those of statuses that say more than a plain problem. ``media_type`` is
    that of an answer that is no JSON; ``status`` that of one that leads elsewhere.
    """
    shapes = {status: error_shapes.get(status, Problem) for status in errors}
    responses = {status: response, **shapes}
    documented = _documented(shapes)
    if media_type:
        documented["responses"]["200"] = {"content": {media_type: {"schema": {"type": "string"}}}}

    def declare(view: Callable[..., Any]) -> Callable[..., Any]:
        view.query_parameters = _names(query)  # type: ignore[attr-defined]
        view.is_private = is_private  # type: ignore[attr-defined]
        view.knows_readers = knows_readers  # type: ignore[attr-defined]
        router.get(path, response=responses, openapi_extra=documented, **options)(view)
        router.api_operation(["HEAD"], path, include_in_schema=False, response=responses)(view)
        return view

    return declare


def writing(
    router: Router,
    method: str,
    path: str,
    *,
    query: type[Schema] = NoQuery,
    response: Mapping[int, Any],
    errors: tuple[int, ...],
    error_shapes: Mapping[int, Any] = MappingProxyType({}),
    **options: Any,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a POST, PATCH or DELETE. No cache keeps its answer."""
    shapes = {status: error_shapes.get(status, Problem) for status in errors}

    def declare(view: Callable[..., Any]) -> Callable[..., Any]:
        view.query_parameters = _names(query)  # type: ignore[attr-defined]
        view.is_writing = True  # type: ignore[attr-defined]
        router.api_operation(
            [method],
            path,
            response={**response, **shapes},
            openapi_extra=_documented(shapes),
            **options,
        )(view)
        return view

    return declare


def finish(router: Router) -> None:
    """Answer OPTIONS, and 405 for every other method, at each path of ``router``. Once, behind its
    last operation: Ninja takes the first one that fits."""
    for path, view in router.path_operations.items():
        methods = [method for operation in view.operations for method in operation.methods]
        allow = ", ".join([*methods, "OPTIONS"])
        for others, answer in ((["OPTIONS"], _allowed), (_OTHER_METHODS, _not_allowed)):
            router.api_operation(others, path, include_in_schema=False)(_at(path, answer, allow))


def _documented(shapes: Mapping[int, Any]) -> dict[str, Any]:
    return {
        "responses": {
            str(status): {"content": {PROBLEM_JSON: {"schema": _reference(shape)}}}
            for status, shape in shapes.items()
        }
    }


def _reference(shape: Any) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _at(path: str, view: Callable[..., HttpResponse], allow: str) -> Callable[..., HttpResponse]:
    """``view``, taking whatever stands in braces in ``path``."""

    @functools.wraps(view)
    def taking(request: HttpRequest, **captured: Any) -> HttpResponse:
        response = view(request)
        response["Allow"] = allow
        return response

    names = re.findall(r"{(?:\w+:)?(\w+)}", path)
    parameters: list[Any] = [(name, str, PathParameter(...)) for name in names]  # type: ignore[type-arg]
    taking._ninja_contribute_args = parameters  # type: ignore[attr-defined]
    return taking


def _allowed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


def _not_allowed(request: HttpRequest) -> HttpResponse:
    return problem(405, "method_not_allowed", f"{request.method} is not possible here.")


def nothing_else() -> Router:
    """The last router below ``parenting/``: unknown addresses are answered as errors are."""
    router = Router()

    def not_found(request: HttpRequest, rest: str) -> HttpResponse:
        return problem(404, "not_found", "There is nothing at this address.")

    methods = ["GET", "HEAD", "OPTIONS", *_OTHER_METHODS]
    router.api_operation(methods, "/{path:rest}", include_in_schema=False)(not_found)
    return router


def _names(query: type[Schema]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in query.model_fields.items())


def keep_conventions(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wrap the run of an operation. For ``Router.add_decorator(..., mode="view")``."""
    view = run.__self__.view_func  # type: ignore[attr-defined]
    known: frozenset[str] | None = getattr(view, "query_parameters", None)
    is_private: bool = getattr(view, "is_private", False)
    is_writing: bool = getattr(view, "is_writing", False)
    knows_readers: bool = getattr(view, "knows_readers", False)

    @functools.wraps(run)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            if known is not None:
                refuse_unknown_parameters(request, known)
            response = _in_our_shape(run(request, **kwargs))
        except UnknownParameter as error:
            response = answer_error(request, error)
        if knows_readers:
            patch_vary_headers(response, TOKENS)
        if is_private or (knows_readers and any(name in request.headers for name in TOKENS)):
            response["Cache-Control"] = "private, no-store"
        elif is_writing or response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        return response

    return wrapped


def refuse_unknown_parameters(
    request: HttpRequest, known: frozenset[str], *, note: str = ""
) -> None:
    """Raise ``UnknownParameter`` for the first one that is not ``known``; ``note`` is said too."""
    name = next((name for name in request.GET if name not in known), None)
    if name is None:
        return
    guess = nearest(name, known)
    hint = f"Did you mean {guess!r}?" if guess else f"Known: {', '.join(sorted(known)) or 'none'}."
    message = f"There is no parameter {name[:100]!r}. {hint} {note}".rstrip()
    raise UnknownParameter(
        message,
        errors=[{"loc": ["query", name[:100]], "msg": message, "type": "unknown_parameter"}],
    )


def _in_our_shape(response: HttpResponseBase) -> HttpResponseBase:
    """Errors of Wagtail's and Ninja's own making, with our code; bad query values as 400."""
    if response.status_code < 400 or not isinstance(response, HttpResponse):
        return response
    if not response.get("Content-Type", "").startswith(PROBLEM_JSON):
        return response
    body = json.loads(response.content)
    if "code" in body:
        return response
    errors = [_error(error) for error in body.get("errors") or []]
    if body["status"] == 422 and all(error["loc"][:1] in (["query"], ["path"]) for error in errors):
        detail = "; ".join(f"{error['loc'][-1]}: {error['msg']}" for error in errors)
        return problem(400, "invalid_parameter", detail, errors)
    if body["status"] == 400 and _UNREADABLE in str(body.get("detail")):
        return problem(422, "invalid_input", "The body of the request is no JSON.", errors)
    code = _CODES.get(body["status"], "error")
    return problem(body["status"], code, body.get("detail") or body["title"], errors)


def _error(raw: dict[str, Any]) -> ProblemError:
    location = [part for part in raw.get("loc") or [] if part not in ("filters", "query_")]
    return {"loc": location, "msg": str(raw.get("msg", "")), "type": str(raw.get("type", ""))}
