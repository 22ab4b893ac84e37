"""Where everything is: Wagtail, the two APIs, files, and the frontend for every other path."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v3.urls import api as api_v3
from wagtail.documents import urls as documents_urls
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.images.views.serve import ServeView

from example_site import views
from wagtail_parenting.api.v2.endpoints import ParentingPagesAPIViewSet
from wagtail_parenting.api.v2.linkup_entries import LinkUpEntriesAPIViewSet
from wagtail_parenting.api.v2.reader_comments import ReaderCommentsAPIViewSet
from wagtail_parenting.headless.sitemaps import SitemapView

api_v2 = WagtailAPIRouter("wagtailapi")
api_v2.register_endpoint("pages", ParentingPagesAPIViewSet)
api_v2.register_endpoint("reader_comments", ReaderCommentsAPIViewSet)
api_v2.register_endpoint("linkup_entries", LinkUpEntriesAPIViewSet)
api_v2.register_endpoint("images", ImagesAPIViewSet)
api_v2.register_endpoint("documents", DocumentsAPIViewSet)

#: What the frontend never answers: a missing picture or operation must be a plain 404, and
#: ``/admin`` must still get its slash. No page has a dot in its path, so files are left out too.
NOT_THE_FRONTEND = (
    r"(?:_util|admin|api|documents|frontend-assets|images|media|static)(?:/|$)|.*\.\w+/?$"
)

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("api/v2/", api_v2.urls),
    path("api/v3/", api_v3.urls),
    path("documents/", include(documents_urls)),
    path("parenting/", include("wagtail_parenting.headless.urls")),
    path("sitemap.xml", SitemapView.as_view()),
    re_path(
        r"^images/([^/]*)/(\d*)/([^/]*)/[^/]*$", ServeView.as_view(), name="wagtailimages_serve"
    ),
    path("frontend-assets/<path:path>", views.frontend_asset),
    # Pictures only: documents go through Wagtail, which knows who may have them.
    re_path(
        r"^media/(?P<path>(?:images|original_images|avatar_images|parenting/entries)/.*)$",
        views.picture,
    ),
    path("favicon.ico", RedirectView.as_view(url="/frontend-assets/favicon.svg")),
    re_path(rf"^(?!{NOT_THE_FRONTEND})", views.frontend, name="frontend"),
    # Wagtail's forms for protected pages, and names for the addresses of its own page class.
    path("", include(wagtail_urls)),
]

if settings.DEBUG:
    # Django answers a failing request with its page of details; nothing else differs.
    from django.contrib.staticfiles.urls import staticfiles_urlpatterns

    urlpatterns = [*staticfiles_urlpatterns(), *urlpatterns]
