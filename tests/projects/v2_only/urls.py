from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents import urls as documents_urls
from wagtail.images.views.serve import ServeView

from wagtail_parenting.api.v2.endpoints import ParentingPagesAPIViewSet
from wagtail_parenting.api.v2.linkup_entries import LinkUpEntriesAPIViewSet
from wagtail_parenting.api.v2.reader_comments import ReaderCommentsAPIViewSet
from wagtail_parenting.api.v3.urls import community_api

api_v2 = WagtailAPIRouter("wagtailapi")
api_v2.register_endpoint("pages", ParentingPagesAPIViewSet)
api_v2.register_endpoint("reader_comments", ReaderCommentsAPIViewSet)
api_v2.register_endpoint("linkup_entries", LinkUpEntriesAPIViewSet)

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("documents/", include(documents_urls)),
    path("api/v2/", api_v2.urls),
    path("api/community/", community_api.urls),
    re_path(
        r"^images/([^/]*)/(\d*)/([^/]*)/[^/]*$", ServeView.as_view(), name="wagtailimages_serve"
    ),
    path("", include(wagtail_urls)),
]
