"""The errors of the package. Each has a stable ``code`` and the HTTP status it is answered with.

    ParentingError
     ├─ BadRequest            400
     │   ├─ UnknownParameter
     │   ├─ InvalidParameter
     │   └─ InvalidCursor
     ├─ NotAuthenticated      401
     │   └─ InvalidToken
     ├─ Forbidden             403
     │   ├─ Locked
     │   ├─ NotYours
     │   ├─ CommentsClosed
     │   ├─ EditingOver
     │   ├─ LinkUpClosed
     │   └─ EntryLimit
     ├─ NotFound              404
     ├─ Conflict              409
     │   ├─ FormTokenExpired
     │   ├─ FormTokenUsed
     │   └─ DuplicateEntry
     ├─ Gone                  410
     ├─ InvalidInput          422
     │   ├─ UnknownTarget
     │   └─ InvalidFormToken
     └─ RateLimited           429

``detail`` is written for whoever reads the answer: what is wrong and what to do next. The codes
are documented in ``docs/reference/errors.md``. A refused publication is not here: it is a
``ValidationError`` of Django, see ``articles.publishing.PublicationRefused``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail_parenting.api.shapes import ProblemError


class ParentingError(Exception):
    """Base of all errors that the API answers with."""

    code = "error"
    status = 500

    def __init__(self, detail: str, *, errors: Sequence[ProblemError] = (), **more: Any) -> None:
        """``errors`` name the places at fault, ``more`` what else the answer says."""
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors)
        self.more = more


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


class Forbidden(ParentingError):
    """It is there, and not for whoever asks to do this with it."""

    code = "permission_denied"
    status = 403


class Locked(Forbidden):
    """A page is there, for those who are let in."""

    code = "locked"


class NotYours(Forbidden):
    """Someone else wrote it. Send the ``Parenting-Token`` that the answer to writing it gave."""

    code = "not_yours"


class CommentsClosed(Forbidden):
    """The page takes no comments, or no more."""

    code = "comments_closed"


class EditingOver(Forbidden):
    """The time to edit has passed, someone has replied, or a moderator has edited it. It can still
    be withdrawn."""

    code = "editing_over"


class LinkUpClosed(Forbidden):
    """The link-up is not open yet, has closed, or is full."""

    code = "linkup_closed"


class EntryLimit(Forbidden):
    """There are as many links of this blogger, or to this web site, as the link-up takes."""

    code = "entry_limit"


class Conflict(ParentingError):
    """It cannot be done as things stand."""

    code = "conflict"
    status = 409


class FormTokenExpired(Conflict):
    """The form was open too long. Nothing is lost: send the same again with the ``form_token`` of
    this answer."""

    code = "form_token_expired"


class FormTokenUsed(Conflict):
    """Something else was sent with this form token. Send it with the ``form_token`` of this
    answer."""

    code = "form_token_used"


class DuplicateEntry(Conflict):
    """The link is in the link-up already; ``existing`` is the entry, or null while that waits."""

    code = "duplicate_entry"


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


class UnsolvedProof(InvalidInput):
    """The proof of work is missing, wrong, or was used before. Solve that of a new form."""

    code = "unsolved_proof"


class InvalidFormToken(InvalidInput):
    """The form token was altered, or is of another page. Send the same again with the
    ``form_token`` of this answer."""

    code = "invalid_form_token"


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
    Forbidden,
    Locked,
    NotYours,
    CommentsClosed,
    EditingOver,
    LinkUpClosed,
    EntryLimit,
    NotFound,
    Conflict,
    FormTokenExpired,
    FormTokenUsed,
    DuplicateEntry,
    Gone,
    InvalidInput,
    UnknownTarget,
    InvalidFormToken,
    UnsolvedProof,
    RateLimited,
)
