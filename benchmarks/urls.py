"""The APIs as a site mounts them, Wagtail's own beside ours, and the reference views."""

from __future__ import annotations

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.v3.urls import api as api_v3
from wagtail.images.views.serve import ServeView

from benchmarks import reference
from wagtail_parenting.api.v2.endpoints import ParentingPagesAPIViewSet
from wagtail_parenting.api.v2.linkup_entries import LinkUpEntriesAPIViewSet
from wagtail_parenting.api.v2.reader_comments import ReaderCommentsAPIViewSet

api_v2 = WagtailAPIRouter("wagtailapi")
api_v2.register_endpoint("pages", ParentingPagesAPIViewSet)
api_v2.register_endpoint("reader_comments", ReaderCommentsAPIViewSet)
api_v2.register_endpoint("linkup_entries", LinkUpEntriesAPIViewSet)
stock_api = WagtailAPIRouter("stock")
stock_api.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [
    path("reference/json/", reference.trivial_json),
    path("reference/select1/", reference.select_1),
    path("reference/values100/", reference.values_100),
    path("reference/insert1/", reference.insert_1),
    path("stock/api/v2/", stock_api.urls),
    path("api/v2/", api_v2.urls),
    path("api/v3/", api_v3.urls),
    re_path(
        r"^images/([^/]*)/(\d*)/([^/]*)/[^/]*$", ServeView.as_view(), name="wagtailimages_serve"
    ),
    path("", include(wagtail_urls)),
]
