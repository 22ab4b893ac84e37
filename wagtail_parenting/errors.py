"""The errors of the package. Each has a stable ``code`` and the HTTP status it is answered with.

    ParentingError
     ├─ BadRequest            400
     │   ├─ UnknownParameter
     │   ├─ InvalidParameter
     │   └─ InvalidCursor
     ├─ NotAuthenticated      401
     │   └─ InvalidToken
     ├─ Locked                403
     ├─ NotFound              404
     ├─ Gone                  410
     ├─ InvalidInput          422
     │   └─ UnknownTarget
     └─ RateLimited           429

``detail`` is written for whoever reads the answer: what is wrong and what to do next. The codes
are documented in ``docs/reference/errors.md``. A refused publication is not here: it is a
``ValidationError`` of Django, see ``articles.publishing.PublicationRefused``.
"""

from __future__ import annotations

from collections.abc import Sequence

from wagtail_parenting.api.shapes import ProblemError


class ParentingError(Exception):
    """Base of all errors that the API answers with."""

    code = "error"
    status = 500

    def __init__(self, detail: str, *, errors: Sequence[ProblemError] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors)


class BadRequest(ParentingError):
    """The query cannot be understood."""

    code = "bad_request"
    status = 400


class UnknownParameter(BadRequest):
    """A query parameter that the operation does not know."""

    code = "unknown_parameter"


class InvalidParameter(BadRequest):
    """A known query parameter with a value that it cannot take."""

    code = "invalid_parameter"


class InvalidCursor(BadRequest):
    """A cursor that was altered, or belongs to another listing."""

    code = "invalid_cursor"


class NotAuthenticated(ParentingError):
    """Nobody, or nobody whom we believe, asks for what is not public."""

    code = "not_authenticated"
    status = 401


class InvalidToken(NotAuthenticated):
    """A signed token that is altered, expired, or made for something else."""

    code = "invalid_token"


class NotFound(ParentingError):
    """It does not exist, or is not public: both look the same."""

    code = "not_found"
    status = 404


class Locked(ParentingError):
    """A page is there, for those who are let in."""

    code = "locked"
    status = 403


class Gone(ParentingError):
    """A page was there once, and was deleted."""

    code = "gone"
    status = 410


class InvalidInput(ParentingError):
    """The body of the request is not what the operation takes; ``errors`` names each place."""

    code = "invalid_input"
    status = 422


class UnknownTarget(InvalidInput):
    """A share target that the site does not have; ``detail`` names those that it has."""

    code = "unknown_target"


class RateLimited(ParentingError):
    """Too many requests. ``Retry-After`` says in how many seconds to come back."""

    code = "rate_limited"
    status = 429

    def __init__(self, detail: str, *, retry_after_s: int) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


PUBLIC_ERRORS: tuple[type[ParentingError], ...] = (
    BadRequest,
    UnknownParameter,
    InvalidParameter,
    InvalidCursor,
    NotAuthenticated,
    InvalidToken,
    Locked,
    NotFound,
    Gone,
    InvalidInput,
    UnknownTarget,
    RateLimited,
)
