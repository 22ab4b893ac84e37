"""Counts the SQL queries of a request that asks for it; every other one passes untouched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

ASKING = "X-Count-Queries"
ANSWER = "X-Queries"


class QueryCountMiddleware:
    """Stands above all others, so that their queries count too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if ASKING not in request.headers:
            return self.get_response(request)
        number = 0

        def count(execute: Callable[..., Any], *args: Any) -> Any:
            nonlocal number
            number += 1
            return execute(*args)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response[ANSWER] = str(number)
        return response
