"""Views that do next to nothing: what a request costs at least on this machine."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse


def trivial_json(request: HttpRequest) -> JsonResponse:
    """No query."""
    return JsonResponse({"answer": 1})


def select_1(request: HttpRequest) -> JsonResponse:
    """1 query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        (answer,) = cursor.fetchone()
    return JsonResponse({"answer": answer})
