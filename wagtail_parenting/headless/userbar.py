"""Wagtail's user bar and content checks on a frontend of another origin.

``UserbarView`` gives the bar as HTML to the frontends of the page's site. It knows the editor by
a preview token, which crosses any border, or by her session, whose cookie browsers send along
only where frontend and admin share a site (``www.example.org`` and ``cms.example.org``).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import swapper
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.generic import View
from wagtail.admin.userbar import ContentCheckerItem, Userbar
from wagtail.admin.utils import get_admin_base_url

from wagtail_parenting.errors import InvalidToken
from wagtail_parenting.headless import preview
from wagtail_parenting.headless.page import HeadlessPageMixin
from wagtail_parenting.headless.routing import Frontends

MAX_ID = 2**31 - 1
SAME_ORIGIN = "<same_origin>"


class UserbarView(View):
    """``GET ?page=<id>`` or ``?token=<preview token>``: the bar as HTML, or 204 without one.

    Whatever the reason that there is none (no editor, no such page, a token that has ended, an
    origin that is not the site's), the answer is the same.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        page, asking = _who_asks(request)
        response = HttpResponse(status=204)
        if page is not None and _may_have_bar(asking.user):
            origin = request.headers.get("Origin", "")
            is_own = origin in ("", f"{request.scheme}://{request.get_host()}")
            if is_own or origin in _origins(request, page):
                response = HttpResponse(
                    FrontendUserbar(object=page).render_html({"request": asking})
                )
                if not is_own:
                    response["Access-Control-Allow-Origin"] = origin
                    response["Access-Control-Allow-Credentials"] = "true"
        patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ("Origin", "Cookie"))
        return response


class FrontendUserbar(Userbar):
    """The bar, which tells the admin of what it finds at the admin's own origin."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["origin"] = _admin_origin() or context["origin"]
        return context


def let_checks_cross_origins(request: HttpRequest, items: Iterable[Any], page: Any) -> None:
    """Let axe in the editor and axe on the page's frontend listen to each other.

    For ``construct_wagtail_userbar``, which makes both; a site's own checker item is kept.
    """
    if not isinstance(page, HeadlessPageMixin):
        return
    frontends = Frontends.of(request)
    root = frontends.root_of(page)
    sites = [root.site_id] if root else frontends.sites  # a new page has no place yet
    known = [origin for site_id in sites for origin in frontends.origins_of(site_id)]
    origins = [SAME_ORIGIN, *known, _admin_origin()]
    for item in items:
        if isinstance(item, ContentCheckerItem):
            item.get_axe_spec = partial(_spec, item.get_axe_spec, origins)


def _spec(
    own: Callable[[HttpRequest], dict[str, Any]], origins: list[str], request: HttpRequest
) -> dict[str, Any]:
    spec = own(request)
    known = [*spec.get("allowedOrigins", ()), *filter(None, origins)]
    return {**spec, "allowedOrigins": list(dict.fromkeys(known))}


def _who_asks(request: HttpRequest) -> tuple[Any, HttpRequest]:
    """The page that is seen, and the request as its editor makes it."""
    if "token" not in request.GET:
        return _page(request.GET.get("page", "")), request
    try:
        page, user, _mode = preview.read(request.GET["token"])
    except InvalidToken:
        return None, request
    asking: Any = copy.copy(request)
    asking.user = user
    asking.is_preview = asking.is_editing = True  # Wagtail then offers no “edit”
    asking.in_preview_panel = request.GET.get("in_preview_panel") == "true"
    return page, asking


def _page(given: str) -> Any:
    if not (given.isascii() and given.isdigit()) or not 0 < int(given[:20]) <= MAX_ID:
        return None
    found = swapper.load_model("wagtailcore", "Page").objects.filter(pk=int(given)).first()
    return found.specific if found else None


def _may_have_bar(user: Any) -> bool:
    return bool(user.is_active and user.has_perm("wagtailadmin.access_admin"))


def _origins(request: HttpRequest, page: Any) -> list[str]:
    """Those of the page's own site; none for a page outside every site."""
    frontends = Frontends.of(request)
    root = frontends.root_of(page)
    return frontends.origins_of(root.site_id) if root else []


def _admin_origin() -> str:
    parts = urlsplit(get_admin_base_url() or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
