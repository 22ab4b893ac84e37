"""Views that do next to nothing: what a request costs at least on this machine."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from benchmarks.stock.models import StockNote
from wagtail_parenting.comments.models import ReaderComment


def trivial_json(request: HttpRequest) -> JsonResponse:
    """No query."""
    return JsonResponse({"answer": 1})


def select_1(request: HttpRequest) -> JsonResponse:
    """1 query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        (answer,) = cursor.fetchone()
    return JsonResponse({"answer": answer})


def values_100(request: HttpRequest) -> JsonResponse:
    """1 query for 100 comments of a page, by an index."""
    comments = ReaderComment.objects.filter(page=request.GET["page"], is_shown=True)
    rows = comments.order_by("pk").values(
        *("id", "page_id", "parent_id", "depth", "name", "website", "html", "created_at", "likes")
    )
    return JsonResponse({"items": list(rows[:100])})


@csrf_exempt
def insert_1(request: HttpRequest) -> JsonResponse:
    """1 query that writes a row."""
    note = StockNote._default_manager.create(text=request.body.decode())
    return JsonResponse({"id": note.pk}, status=201)
