"""Which browsers on other origins may use the API.

Public reading is open to any origin. Writing answers only the site's frontend and the origins of
*Settings → Headless*. The site's own django-cors-headers settings stay in force besides.
"""

from __future__ import annotations

from corsheaders.defaults import default_headers
from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from wagtail_parenting.headless.routing import Frontends

API_NAMESPACES = ("wagtailapi", "wagtailapi_v3", "parenting_api")
READING = ("GET", "HEAD")
#: The header that says which visitor asks, as django-cors-headers writes it.
TOKEN_HEADER = "parenting-token"  # noqa: S105 - its name, not its value
#: What scripts on other origins may read of our answers besides their content.
EXPOSED = "ETag, Retry-After"


def may_answer(request: HttpRequest) -> bool:
    """Whether the origin of ``request`` may read the answer. 1 query for a write."""
    if not _is_api(request):
        return False
    method = request.headers.get("Access-Control-Request-Method") or request.method
    if method in READING:
        return True
    return request.headers.get("Origin", "").rstrip("/") in _writing_origins(request)


def allow_headers() -> None:
    """Let browsers send the token of a visitor, unless the site has a list of its own: a system
    check looks at that."""
    if not hasattr(settings, "CORS_ALLOW_HEADERS"):
        settings.CORS_ALLOW_HEADERS = (*default_headers, TOKEN_HEADER)


def _writing_origins(request: HttpRequest) -> set[str]:
    frontends = Frontends.of(request)
    return {origin for site_id in frontends.sites for origin in frontends.origins_of(site_id)}


def _is_api(request: HttpRequest) -> bool:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    return any(name in API_NAMESPACES for name in match.namespaces)
