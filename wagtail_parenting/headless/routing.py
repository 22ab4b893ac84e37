"""Where pages live for the public: the one place that makes frontend addresses.

Every page belongs to the site whose root is nearest above it, and its address is on that site's
frontend. The origin comes from *Settings → Headless*, else from the ``FRONTENDS`` setting (by
hostname, then ``default``), else from the Wagtail site itself. Paths are Wagtail's own.

``Frontends`` answers from memory. A process keeps them from one request to the next, and reads the
versions of all sites in each, one light query: while those stand, nothing that is kept has
changed, so several processes never disagree.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Protocol
from urllib.parse import urlsplit

import swapper
from django.conf import settings
from django.core.signals import setting_changed
from django.db import router
from django.db.models import Subquery
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import NoReverseMatch, Resolver404, get_urlconf, resolve, reverse
from django.utils import timezone, translation
from wagtail.models import Locale, Site

from wagtail_parenting.conf import config
from wagtail_parenting.errors import InvalidParameter
from wagtail_parenting.headless.clock import DatabaseNow
from wagtail_parenting.headless.models import CommunityStamp, SiteStamp
from wagtail_parenting.headless.prepared import Prepared
from wagtail_parenting.headless.routes import fill, routes_of

#: PostgreSQL guesses billions of rows for tables that it has not counted yet, as those of a new
#: site, and compiles the statement for a second, unless it is told how few are wanted.
MOST_SITES = 1000


class Placed(Protocol):
    """What has a place in the page tree."""

    @property
    def pk(self) -> Any: ...

    @property
    def path(self) -> str: ...

    @property
    def url_path(self) -> str: ...


@dataclass(frozen=True)
class Root:
    """A page tree of a site: its own one, or that of another language."""

    site_id: int
    page_id: int
    tree_path: str
    url_path: str
    origin: str
    prefix: str
    locale: Locale

    @property
    def language(self) -> str:
        return str(self.locale.language_code)


@dataclass(frozen=True)
class Address:
    """``path`` is relative to ``origin``; ``url`` is both together."""

    site_id: int
    origin: str
    path: str

    @property
    def url(self) -> str:
        return self.origin + self.path


@dataclass(frozen=True)
class Frontends:
    """The frontends of all sites, and the way from a page to its address."""

    sites: dict[int, Site]
    roots: tuple[Root, ...]
    origins: dict[int, str] = field(default_factory=dict)
    stamps: dict[int, SiteStamp] = field(default_factory=dict)
    community: CommunityStamp | None = None
    now: datetime.datetime = field(default_factory=timezone.now)
    """By the database's clock, when the stamps were read: what opens and closes goes by it."""

    _kept: ClassVar[dict[Any, Frontends]] = {}
    """By urlconf, which says at which paths languages stand."""

    @classmethod
    def load(cls) -> Frontends:
        """Read all sites with their frontends. 1 query, or 2 with ``WAGTAIL_I18N_ENABLED``."""
        found = Site.objects.select_related(
            "root_page",
            "root_page__locale",
            "headlesssettings",
            "sharingsettings",
            "commentsettings",
            "parenting_stamp",
        ).annotate(**_BESIDE)
        in_order = sorted(
            found.order_by()[:MOST_SITES],
            key=lambda site: (not site.is_default_site, site.hostname, site.port),
        )
        sites = {site.pk: site for site in in_order}
        origins = {pk: frontend_origin(site) for pk, site in sites.items()}
        roots = [_root(site, site.root_page, origins[site.pk]) for site in sites.values()]
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            roots += _translated_roots(sites.values(), origins)
        roots.sort(key=lambda root: len(root.tree_path), reverse=True)
        stamped = [site.parenting_stamp for site in sites.values() if _has_stamp(site)]
        stamps = {stamp.site_id: stamp for stamp in stamped}
        first: Any = next(iter(sites.values()), None)
        community = first and _community(first.community_token, first.community_modified)
        now = first.now if first else timezone.now()
        return cls(sites, tuple(roots), origins, stamps, community, now)

    @classmethod
    def current(cls) -> Frontends:
        """What this process keeps, where it still holds: 1 query. Else those of ``load`` too."""
        key = get_urlconf()
        kept = cls._kept.get(key)
        if kept is not None:
            rows = _STAMPS.rows(router.db_for_read(SiteStamp))
            stamps = {row[0]: SiteStamp(row[0], *row[1 : -len(_BESIDE)]) for row in rows}
            if rows and kept._holds(stamps):
                token, modified, now = rows[0][-len(_BESIDE) :]
                community = _community(token, modified)
                return replace(kept, stamps=stamps, community=community, now=now)
        loaded = cls.load()
        if set(loaded.stamps) == set(loaded.sites):
            cls._kept[key] = loaded
        return loaded

    @classmethod
    def forget(cls, **kwargs: Any) -> None:
        """Look at everything again, as a new process does."""
        cls._kept.clear()

    def _holds(self, stamps: dict[int, SiteStamp]) -> bool:
        return set(stamps) == set(self.stamps) and all(
            stamp.structure == self.stamps[pk].structure for pk, stamp in stamps.items()
        )

    @classmethod
    def of(cls, request: HttpRequest | None) -> Frontends:
        """The frontends, loaded once per request."""
        if request is None:
            return cls.current()
        plain: Any = getattr(request, "_request", request)  # what DRF wraps
        known: Frontends | None = getattr(plain, "_parenting_frontends", None)
        if known is None:
            known = plain._parenting_frontends = cls.current()
        return known

    def stamp(self, site_id: int) -> SiteStamp | None:
        """The versions of a site, as they stood before anything else was read; or None."""
        return self.stamps.get(site_id)

    def root_of(self, page: Placed) -> Root | None:
        """The nearest root above ``page``, or None for a page outside every site."""
        return next((root for root in self.roots if page.path.startswith(root.tree_path)), None)

    def address(self, page: Placed) -> Address | None:
        """The address of ``page`` on its own frontend, or None outside every site."""
        root = self.root_of(page)
        if root is None:
            return None
        path = root.prefix + page.url_path[len(root.url_path) :]
        if not getattr(settings, "WAGTAIL_APPEND_SLASH", True) and path != "/":
            path = path.rstrip("/")
        return Address(root.site_id, root.origin, path)

    def url(self, page: Placed) -> str | None:
        """The full address of ``page``, or None outside every site."""
        address = self.address(page)
        return address.url if address else None

    def path(self, page: Placed) -> str:
        """The path of ``page`` on its frontend; empty outside every site."""
        address = self.address(page)
        return address.path if address else ""

    def person_path(self, site_id: int | None, slug: str) -> str:
        """The path that shows a contributor on the frontend of a site, or where none is known,
        of the first."""
        site = self.sites.get(site_id) if site_id is not None else None
        own = getattr(site, "headlesssettings", None) if site is not None else None
        return fill(routes_of(own)["author"], slug)

    def tree_paths(self, site: Site | None = None) -> list[str]:
        """Tree paths of the roots of ``site``, or of all sites."""
        return [root.tree_path for root in self.roots if site is None or root.site_id == site.pk]

    def roots_for(self, site: Site, locale: str | None) -> list[Root]:
        """The trees of ``site`` in one language, by default its own.

        Raises ``InvalidParameter`` for a language that the site lacks.
        """
        roots = [root for root in self.roots if root.site_id == site.pk]
        wanted = locale or site.root_page.locale.language_code
        found = [root for root in roots if root.language == wanted]
        if not found and locale:
            known = ", ".join(sorted({root.language for root in roots}))
            message = f"The site has no pages in {locale[:35]!r}. Known: {known}."
            error: Any = {"loc": ["query", "locale"], "msg": message, "type": "unknown_locale"}
            raise InvalidParameter(message, errors=[error])
        return found

    def origins_of(self, site_id: int) -> list[str]:
        """The origin of the site's frontend, and the others of *Settings → Headless*."""
        own = getattr(self.sites[site_id], "headlesssettings", None)
        return [self.origins[site_id], *(own.origins() if own is not None else ())]

    def select(self, request: HttpRequest, wanted: str | None) -> Site:
        """The site that ``?site=host[:port]`` or else the request's host names.

        The host may be that of the Wagtail site or of its frontend. Raises ``InvalidParameter``
        when no site, or more than one, answers to it.
        """
        if wanted is None:
            known = self._of_host(request)
            if known is None:
                raise InvalidParameter(
                    "There is no site for this host. Name one with ?site=.",
                    errors=[_site_error("no site for this host")],
                )
            return known
        matches = [site for site in self.sites.values() if self._answers_to(site, wanted)]
        if len(matches) != 1:
            message = (
                f"No site is called {wanted!r}."
                if not matches
                else f"More than one site is called {wanted!r}: add the port, as in host:port."
            )
            raise InvalidParameter(message, errors=[_site_error(message)])
        return matches[0]

    def _of_host(self, request: HttpRequest) -> Site | None:
        """What ``Site.find_for_request`` answers, from memory."""
        plain: Any = getattr(request, "_request", request)  # what DRF wraps
        host, _port = split_domain_port(plain._get_raw_host())
        named = [site for site in self.sites.values() if site.hostname == host]
        default = next((site for site in self.sites.values() if site.is_default_site), None)
        port = str(plain.get_port())
        exact = next((site for site in named if str(site.port) == port), None)
        if exact is not None or default in named:
            return exact or default
        return named[0] if len(named) == 1 else default

    def _answers_to(self, site: Site, wanted: str) -> bool:
        host, _, port = wanted.lower().partition(":")
        if site.hostname.lower() == host and (not port or str(site.port) == port):
            return True
        parts = urlsplit(self.origins[site.pk])
        own_port = str(parts.port or (443 if parts.scheme == "https" else 80))
        return parts.hostname == host and (not port or port == own_port)


#: Beside each site: they are read in one statement.
_BESIDE = {
    "community_token": Subquery(CommunityStamp.objects.order_by().values("token")[:1]),
    "community_modified": Subquery(CommunityStamp.objects.order_by().values("modified")[:1]),
    "now": DatabaseNow(),
}
_STAMPS = Prepared(
    lambda: (
        SiteStamp.objects.order_by()
        .annotate(**_BESIDE)
        .values_list(*(field.attname for field in SiteStamp._meta.concrete_fields), *_BESIDE)
    )
)


def _community(token: str | None, modified: datetime.datetime | None) -> CommunityStamp | None:
    """None where no reader has written anything yet."""
    return CommunityStamp(CommunityStamp.ONLY, token, modified) if token and modified else None


def _has_stamp(site: Site) -> bool:
    return getattr(site, "parenting_stamp", None) is not None


setting_changed.connect(Frontends.forget, dispatch_uid="wagtail_parenting.routing")


def _site_error(message: str) -> Any:
    return {"loc": ["query", "site"], "msg": message, "type": "invalid_site"}


def _root(site: Site, page: Any, origin: str) -> Root:
    language = page.locale.language_code
    return Root(
        site_id=site.pk,
        page_id=page.pk,
        tree_path=page.path,
        url_path=page.url_path,
        origin=origin,
        prefix=_prefix(language, site.root_page.locale.language_code),
        locale=page.locale,
    )


def _translated_roots(sites: Iterable[Site], origins: dict[int, str]) -> list[Root]:
    page_model = swapper.load_model("wagtailcore", "Page")
    by_key: dict[Any, list[Site]] = {}
    for site in sites:
        by_key.setdefault(site.root_page.translation_key, []).append(site)
    roots_of_sites = {site.root_page_id for found in by_key.values() for site in found}
    translations = page_model.objects.filter(translation_key__in=by_key).select_related("locale")
    return [
        _root(site, page, origins[site.pk])
        for page in translations
        if page.pk not in roots_of_sites
        for site in by_key[page.translation_key]
    ]


def _prefix(language: str, site_language: str) -> str:
    """What stands before the paths of a language: what ``i18n_patterns`` gives, or ``/<code>/``."""
    serve = _serve_path(language)
    if language == site_language:
        return serve or "/"
    if serve and serve != _serve_path(site_language):
        return serve
    return f"/{language}/"


def _serve_path(language: str) -> str | None:
    with translation.override(language):
        try:
            return reverse("wagtail_serve", args=("",))
        except NoReverseMatch:
            return None


def frontend_origin(site: Site) -> str:
    """The origin of the frontend of ``site``, without a slash at its end."""
    own = getattr(site, "headlesssettings", None)
    if own is not None and own.frontend_url:
        return _origin(own.frontend_url)
    known = config().frontends
    return _origin(known.get(site.hostname) or known.get("default") or site.root_url)


def _origin(url: str) -> str:
    return str(url).rstrip("/")


def site_name(site: Site) -> str:
    """What readers call ``site``: its own name, else that of the installation, else its host."""
    return str(site.site_name or getattr(settings, "WAGTAIL_SITE_NAME", "") or site.hostname)


def share_image_id(site: Site) -> int | None:
    """The picture that *Settings → Headless* gives a site, public or not."""
    own = getattr(site, "headlesssettings", None)
    return own.share_image_id if own is not None else None


def routes(site: Site) -> dict[str, str]:
    """The routes of the frontend of ``site``."""
    return routes_of(getattr(site, "headlesssettings", None))


def preview_url(site: Site, query: str) -> str | None:
    """The address on the frontend of ``site`` that shows previews; None when nothing serves it.

    Without a frontend elsewhere, a view of the project itself may serve it; Wagtail does not.
    """
    path = routes(site)["preview"]
    here = frontend_origin(site) == _origin(site.root_url)
    if here and not _is_served_here(path.partition("?")[0]):
        return None
    return f"{frontend_origin(site)}{path}{'&' if '?' in path else '?'}{query}"


def reader_url(site: Site, route: str, query: str = "") -> str:
    """The page of the frontend of ``site`` for a reader's own things: ``reader_confirm``,
    ``reader`` or ``unsubscribe``.

    A frontend has it if someone said where, or if the project itself serves it; until then our own
    plain page does, so that no mail leads to nowhere.
    """
    own = getattr(site, "headlesssettings", None)
    path = routes_of(own)[route]
    is_said = bool(getattr(own, f"{route}_path", "")) or route in config().frontend_routes
    here = frontend_origin(site) == _origin(site.root_url)
    plain = mounted_at(f"parenting_headless:{route}")
    if is_said or plain is None or (here and _is_served_here(path)):
        address = frontend_origin(site) + path
    else:
        address = cms_origin(Frontends.load()) + plain
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}{query}" if query else address


def _is_served_here(path: str) -> bool:
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False


def mounted_at(view: str, **arguments: Any) -> str | None:
    """The path at which this project serves a named view, or None where it does not."""
    try:
        return reverse(view, kwargs=arguments)
    except NoReverseMatch:
        return None


def cms_origin(frontends: Frontends) -> str:
    """The origin at which Wagtail is reached: of files with relative addresses, and of the API."""
    given = (
        config().cms_origin
        or getattr(settings, "WAGTAILAPI_BASE_URL", None)
        or getattr(settings, "WAGTAILADMIN_BASE_URL", None)
    )
    if not given:
        given = next((site.root_url for site in frontends.sites.values()), "")
    parts = urlsplit(str(given))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def absolute(url: str, origin: str) -> str:
    """``url`` with ``origin`` before it when it is relative to the host."""
    return origin + url if url.startswith("/") and not url.startswith("//") else url
