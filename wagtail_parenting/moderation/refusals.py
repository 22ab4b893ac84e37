"""Counting what was turned away, so that moderators see that a limit or a token did its work."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from wagtail_parenting import daily_counts
from wagtail_parenting.errors import InvalidInput, NotFound, ParentingError
from wagtail_parenting.moderation.models import Refusal

P = ParamSpec("P")
T = TypeVar("T")


def counted(kind: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Count what ``act`` refuses, by its code. What was merely mistyped does not count."""

    def wrap(act: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(act)
        def acting(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return act(*args, **kwargs)
            except ParentingError as refused:
                is_plain = type(refused) in (InvalidInput, NotFound)
                if not is_plain:
                    daily_counts.count(Refusal, kind=kind, reason=refused.code)
                raise

        return acting

    return wrap
