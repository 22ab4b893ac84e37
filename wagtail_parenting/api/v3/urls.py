"""Our operations as an API of its own, for a site that does not mount Wagtail's v3.

::

    from wagtail_parenting.api.v3.urls import community_api

    urlpatterns = [path("api/community/", community_api.urls)]

Everything stands below ``parenting/`` as it would in v3.
"""

from ninja import NinjaAPI
from wagtail.api.v3.errors import register_exception_handlers

from wagtail_parenting import __version__
from wagtail_parenting.api.v3.mount import add_operations

community_api = NinjaAPI(
    title="Parenting API",
    version=__version__,
    urls_namespace="parenting_api",
    openapi_url="/openapi.json",
    docs_url="/docs/",
)
register_exception_handlers(community_api)
add_operations(community_api)
