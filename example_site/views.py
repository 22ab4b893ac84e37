"""The demo's files: the frontend's one page, its assets, and pictures.

The frontend is static and knows the API only. It is served by Django so that one command shows
everything; any web server could do it.
"""

from __future__ import annotations

import html
import mimetypes
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.models import Site

# What browsers refuse under a wrong type; some machines' own tables lack or override these.
for _type, _suffix in {
    "text/javascript": ".js",
    "text/css": ".css",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "font/woff2": ".woff2",
}.items():
    mimetypes.add_type(_type, _suffix)

#: How ``frontend/index.html`` is written: the first site's language and name.
WRITTEN_LANGUAGE, WRITTEN_NAME = '<html lang="en-GB"', "The Small Hours"


@require_safe
@xframe_options_exempt
def frontend(request: HttpRequest) -> HttpResponse:
    """The page that draws every address of a magazine. 1 query, when the host's site is not known.

    The admin of either host may frame it, for the preview panel; nobody else.
    """
    response = HttpResponse(_index(Site.find_for_request(request)))
    frames = f"frame-ancestors 'self' {settings.FIRST_ORIGIN} {settings.SECOND_ORIGIN}"
    response["Content-Security-Policy"] = frames
    response["Cache-Control"] = "no-cache"
    return response


def _index(site: Any) -> str:
    page: str = (settings.FRONTEND_FOLDER / "index.html").read_text(encoding="utf-8")
    if site is None:
        return page
    if site.site_name:
        page = page.replace(WRITTEN_NAME, html.escape(site.site_name))
    language = site.root_page.locale.language_code
    return page if language == "en" else page.replace(WRITTEN_LANGUAGE, f'<html lang="{language}"')


@require_safe
def frontend_asset(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the frontend, asked for anew each time so that an edit shows at once."""
    response = serve(request, path, document_root=settings.FRONTEND_FOLDER)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture or rendition. Wagtail never changes a file under the same name."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "public, max-age=86400"
    return response
