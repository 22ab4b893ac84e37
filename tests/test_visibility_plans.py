"""The rule of visibility is cheap: the database starts at what is restricted, which is little."""

from __future__ import annotations

import pytest
from django.db import connection
from wagtail.models import Collection

from tests.factories import article_model, make_article, make_image, restrict
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.visibility import public_in_collections, public_pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="plans are told differently"),
]


def scanned(queryset):
    """The tables that are read from end to end, in the order of the plan of SQLite."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [line for line in queryset.explain().splitlines() if " SCAN " in line]


@pytest.mark.parametrize("restricted", [0, 1])
def test_no_page_is_compared_with_all_pages(section, restricted):
    articles = [make_article(section) for _ in range(20)]
    for article in articles[:restricted]:
        restrict(article)
    found = public_pages(article_model()._default_manager.all(), Frontends.load().tree_paths())
    scans = scanned(found)
    assert sum("parenting_r" in line for line in scans) == 2, scans
    assert not [line for line in scans if "parenting_t" in line or "parenting_source" in line]
    assert found.count() == 20 - restricted


def test_no_picture_is_compared_with_all_collections(site):
    top = Collection.get_first_root_node()
    for number in range(20):
        top.add_child(name=f"Collection {number}")
    image = make_image()
    found = public_in_collections(type(image)._default_manager.all())
    scans = scanned(found)
    assert not [line for line in scans if "parenting_t" in line], scans
