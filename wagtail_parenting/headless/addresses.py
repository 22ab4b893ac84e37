"""From an address on a frontend to what stands there: the way back of ``routing``.

An address may be written in several ways (without its last slash, in other letter case, with
needless percent-encoding); one of them is the page's own, and the others lead to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.apps import apps
from django.db.models import F, Q, QuerySet
from wagtail.models import Site

from wagtail_parenting.headless.routing import Frontends, Root
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.headless.versions import stored_version
from wagtail_parenting.headless.visibility import locked_pages, public_pages

#: Redirects to addresses that are redirected themselves are followed this far.
MAX_HOPS = 5
#: Bytes that stand for themselves in a path (RFC 3986, 3.3), and the slash.
_SAFE = "/-._~!$&'()*+,;=:@"


@dataclass(frozen=True)
class Asked:
    """An address as it was asked for. ``path`` is decoded, with single slashes around it."""

    raw: str
    path: str
    query: str

    @property
    def segments(self) -> list[str]:
        return [segment for segment in self.path.split("/") if segment]


def read(text: str) -> Asked | None:
    """The address in ``text`` (``/advice/caf%C3%A9/?p=1``), or None for what no page can have."""
    address, _hash, _fragment = text.partition("#")
    raw, _mark, query = address.partition("?")
    try:
        decoded = unquote(raw, errors="strict")
        decoded.encode()
    except UnicodeError:
        return None
    if "\x00" in decoded + query:
        return None
    segments = [segment for segment in decoded.split("/") if segment]
    return Asked(raw, "/".join(["", *segments, ""]) if segments else "/", query)


def is_written_as(raw: str, path: str) -> bool:
    """Whether ``raw`` is ``path`` itself, or as a browser writes it."""
    return raw in (path, quote(path, safe=_SAFE))


def page_at(frontends: Frontends, site: Site, asked: Asked, locale: str | None) -> Any:
    """The public page at an address of ``site`` with its version, or None. 1 query.

    The exact path wins; else one that differs in letter case alone.
    """
    pages, wanted = _standing_at(frontends, site, asked, locale)
    if pages is None:
        return None
    found = public_pages(pages, frontends.tree_paths(site), roots=frontends.tree_paths())
    rows = list(with_version(found))
    exact = (row for path in wanted for row in rows if row.url_path == path)
    folded = {path.lower() for path in wanted}  # some databases fold accents besides
    return next(exact, next((row for row in rows if row.url_path.lower() in folded), None))


def page_with_id(frontends: Frontends, page_id: int) -> Any:
    """The public page of any site with its version, or None. 1 query."""
    found = public_pages(all_pages().filter(pk=page_id), frontends.tree_paths())
    return with_version(found).first()


def is_locked(
    frontends: Frontends,
    site: Site,
    *,
    asked: Asked | None = None,
    page_id: int | None = None,
    locale: str | None = None,
) -> bool:
    """Whether there is a page that would be public but for a restriction. 1 query."""
    pages: QuerySet[Any] | None = all_pages().filter(pk=page_id)
    if asked is not None:
        pages, _wanted = _standing_at(frontends, site, asked, locale)
    if pages is None:
        return False
    trees, roots = frontends.tree_paths(site), frontends.tree_paths()
    return bool(locked_pages(pages, trees, roots=roots).exists())


def with_version(pages: QuerySet[Any], *, is_ordered: bool = False) -> QuerySet[Any]:
    """Rows of what is needed to say which page it is and in which version, read before the rest.

    In the order of ids, unless ``pages`` have an order already.
    """
    ordered = pages if is_ordered else pages.order_by("pk")
    rows: QuerySet[Any] = ordered.annotate(
        version=stored_version(),
        modified=F("parenting_stamp__modified"),
    )
    return rows.values_list(
        "pk", "path", "url_path", "content_type_id", "version", "modified", named=True
    )


def _standing_at(
    frontends: Frontends, site: Site, asked: Asked, locale: str | None
) -> tuple[QuerySet[Any] | None, list[str]]:
    """Pages at an address whether public or not, and their paths in Wagtail, likeliest first.

    Wagtail indexes slugs, not paths: the last slug makes it a quick look.
    """
    roots = [root for root in frontends.roots if root.site_id == site.pk]
    if locale is not None:
        roots = frontends.roots_for(site, locale)
    exact = list(_inside(roots, asked.path, needs_prefix=locale is None))
    lower = list(_inside(roots, asked.path.lower(), needs_prefix=locale is None))
    homes = [root.page_id for root in roots if root.url_path in (*exact, *lower)]
    wanted = list(dict.fromkeys([*exact, *lower]))
    if not wanted:
        return None, []
    last = asked.segments[-1] if asked.segments else ""
    place = Q(pk__in=homes)
    if last:
        place |= Q(slug__in=list(dict.fromkeys([last, last.lower()])), url_path__in=wanted)
    return all_pages().filter(place), wanted


def _inside(roots: Iterable[Root], path: str, *, needs_prefix: bool) -> Iterable[str]:
    """Paths in Wagtail of what stands at ``path``: below the longest prefix first."""
    for root in sorted(roots, key=lambda root: len(root.prefix), reverse=True):
        if path.lower().startswith(root.prefix.lower()):
            yield root.url_path + path[len(root.prefix) :]
        elif not needs_prefix:
            yield root.url_path + path[1:]


# --- Redirects -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hop:
    """Where a redirect leads: to a page by id, with what follows its path, or to an address."""

    permanent: bool
    page_id: int | None
    route: str
    link: str


def redirect_at(site: Site, asked: Asked, *, with_query: bool) -> Hop | None:
    """The redirect that editors or Wagtail made for an address, or None. 1 query.

    ``with_query``: one whose query is that of the address; otherwise one without any.
    None where ``wagtail.contrib.redirects`` is not installed.
    """
    if not apps.is_installed("wagtail.contrib.redirects"):
        return None
    from wagtail.contrib.redirects.models import Redirect

    tail = f"?{asked.query}" if with_query else ""
    written = [asked.raw + tail, asked.path + tail, asked.path.lower() + tail]
    wanted = [Redirect.normalise_path(path) for path in written]
    wanted += [Redirect.normalise_path(asked.raw + tail, decode_unicode=False)]
    wanted = [path for path in dict.fromkeys(wanted) if len(path) <= 255]
    found = list(Redirect.get_for_site(site).filter(old_path__in=wanted))
    found.sort(key=lambda redirect: redirect.site_id is None)  # the site's own come first
    for path in wanted:
        for redirect in found:
            if redirect.old_path == path:  # some databases fold case and accents
                return Hop(
                    redirect.is_permanent,
                    redirect.redirect_page_id,
                    redirect.redirect_page_route_path,
                    redirect.redirect_link,
                )
    return None


def local_path(frontends: Frontends, site: Site, link: str) -> str | None:
    """What ``link`` names on the frontend of ``site``, or None elsewhere."""
    if link.startswith("/") and not link.startswith("//"):
        return link
    parts = urlsplit(link)
    if f"{parts.scheme}://{parts.netloc}" != frontends.origins[site.pk]:
        return None
    return re.sub(r"^[a-z]+://[^/?#]*", "", link) or "/"
