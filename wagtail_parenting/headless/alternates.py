"""The other languages of a page, as search engines are told of them (``hreflang``).

https://developers.google.com/search/docs/specialty/international/localized-versions: every
version names all of them and itself, and ``x-default`` is what everyone else gets.
"""

from __future__ import annotations

from collections.abc import Iterable

from wagtail_parenting.api.shapes import HeadAlternate
from wagtail_parenting.headless.routing import Frontends, Placed

X_DEFAULT = "x-default"


def alternates(
    translations: Iterable[tuple[str, Placed]], frontends: Frontends
) -> list[HeadAlternate]:
    """``translations`` (language, page), all of them public, on their own frontends.

    Nothing for a page in one language only. ``x-default`` is the version in the language of the
    site, or of the default site where the versions are on several, so that all of them agree.
    """
    found = [(language, frontends.address(page)) for language, page in translations]
    placed = sorted((language, address) for language, address in found if address is not None)
    if len(placed) < 2:
        return []
    urls: dict[str, str] = {language: address.url for language, address in placed}
    sites = {address.site_id for _language, address in placed}
    site = frontends.sites[sites.pop()] if len(sites) == 1 else next(iter(frontends.sites.values()))
    default = urls.get(site.root_page.locale.language_code)
    named: list[HeadAlternate] = [{"locale": name, "url": url} for name, url in urls.items()]
    return [*named, {"locale": X_DEFAULT, "url": default}] if default else named
