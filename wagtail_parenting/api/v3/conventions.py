"""What holds for every operation below ``parenting/``, whatever it does.

* Unknown query parameters are refused, naming the nearest known one; bad query values are 400.
* Every error is problem details with a stable ``code``, also 405.
* What answers GET answers HEAD and OPTIONS.

``reading`` declares such an operation; ``keep_conventions`` wraps every one of a router.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import NinjaAPI, Router, Schema
from pydantic import AfterValidator, StringConstraints

from wagtail_parenting.api.shapes import Problem, ProblemError
from wagtail_parenting.conf import config, nearest
from wagtail_parenting.errors import ParentingError, UnknownParameter

PROBLEM_JSON = "application/problem+json"
_CODES = {
    400: "bad_request",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    422: "invalid_input",
    429: "rate_limited",
}


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


class NoQuery(Schema):
    """For an operation without query parameters."""


def problem(
    status: int, code: str, detail: str, errors: list[ProblemError] | None = None
) -> HttpResponse:
    """Problem details (RFC 9457) with our ``code``."""
    body: Problem = {
        "type": f"{config().problem_docs_url}#{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": errors or [],
    }
    return HttpResponse(json.dumps(body), status=status, content_type=PROBLEM_JSON)


def answer_error(request: HttpRequest, error: ParentingError) -> HttpResponse:
    """The exception handler for our own errors."""
    return problem(error.status, error.code, error.detail, error.errors)


def register_errors(api: NinjaAPI) -> None:
    """Let ``api`` answer our errors in our shape."""
    api.add_exception_handler(ParentingError, answer_error)  # type: ignore[arg-type]


def reading(
    router: Router,
    path: str,
    *,
    query: type[Schema] = NoQuery,
    response: Any,
    errors: tuple[int, ...] = (400,),
    is_private: bool = False,
    **options: Any,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a GET with its HEAD and OPTIONS; other methods are answered 405.

    What ``is_private`` depends on a token: no cache may keep any answer to it.
    """
    responses = {200: response, **dict.fromkeys(errors, Problem)}
    documented = {
        "responses": {
            str(status): {"content": {PROBLEM_JSON: {"schema": _problem_reference()}}}
            for status in errors
        }
    }

    def declare(view: Callable[..., Any]) -> Callable[..., Any]:
        view.query_parameters = _names(query)  # type: ignore[attr-defined]
        view.is_private = is_private  # type: ignore[attr-defined]
        router.get(path, response=responses, openapi_extra=documented, **options)(view)
        router.api_operation(["HEAD"], path, include_in_schema=False, response=responses)(view)
        router.api_operation(["OPTIONS"], path, include_in_schema=False)(_allowed)
        router.api_operation(_OTHER_METHODS, path, include_in_schema=False)(_not_allowed)
        return view

    return declare


def _problem_reference() -> dict[str, str]:
    return {"$ref": "#/components/schemas/Problem"}


def _allowed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})


def _not_allowed(request: HttpRequest) -> HttpResponse:
    response = problem(405, "method_not_allowed", f"{request.method} is not possible here.")
    response["Allow"] = "GET, HEAD, OPTIONS"
    return response


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

    @functools.wraps(run)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            if known is not None:
                refuse_unknown_parameters(request, known)
            response = _in_our_shape(run(request, **kwargs))
        except UnknownParameter as error:
            response = answer_error(request, error)
        if is_private:
            response["Cache-Control"] = "private, no-store"
        elif response.status_code >= 400:
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
    code = _CODES.get(body["status"], "error")
    return problem(body["status"], code, body.get("detail") or body["title"], errors)


def _error(raw: dict[str, Any]) -> ProblemError:
    location = [part for part in raw.get("loc") or [] if part not in ("filters", "query_")]
    return {"loc": location, "msg": str(raw.get("msg", "")), "type": str(raw.get("type", ""))}
