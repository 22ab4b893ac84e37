"""Errors."""

from typing import Literal

from typing_extensions import TypedDict


class ProblemError(TypedDict):
    """``loc`` names the place: ``["query", "limit"]``, ``["body", "email"]``."""

    loc: list[str | int]
    msg: str
    type: str


class Problem(TypedDict):
    """Problem details (RFC 9457) with a stable ``code``; ``type`` leads to its documentation."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[ProblemError]


class Unresolved(Problem):
    """Why there is no page at an address."""

    outcome: Literal["gone", "locked", "not_found"]
