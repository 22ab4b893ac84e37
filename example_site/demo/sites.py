"""The two Wagtail sites, their home pages and their frontends."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from wagtail_parenting.headless.models import HeadlessSettings
from wagtail_parenting.pages.models import AdviceIndexPage
from wagtail_parenting.sharing.models import SharingSettings

#: Host names, the default site first. Both are this machine; Wagtail tells them apart.
HOSTS = ("localhost", "127.0.0.1")

#: What parents use most; the others are a tick away in Settings → Sharing.
SHARE_TARGETS = [
    *("native", "copy", "whatsapp", "email", "facebook", "pinterest"),
    *("bluesky", "mastodon", "telegram", "sms", "print", "qr"),
]


class NotOurDatabaseError(Exception):
    """The database holds somebody's site. The message says what to do."""


def is_loaded() -> bool:
    """Whether a site leads to a home page of ours: then all else is there, or was taken away."""
    homes = AdviceIndexPage.objects.values("pk")
    return bool(Site.objects.filter(root_page__in=homes).exists())


def origin(hostname: str, port: int) -> str:
    return f"http://{hostname}" if port == 80 else f"http://{hostname}:{port}"


def make_home(
    hostname: str, port: int, *, name: str, slug: str, intro: str, language: str, picture_id: int
) -> AdviceIndexPage:
    """A site with its home page, unpublished, and its frontend on the same origin."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    home = AdviceIndexPage(title=name, slug=slug, intro=intro, locale=locale, live=False)
    Page.get_first_root_node().add_child(instance=home)
    site = _site(hostname)
    site.port, site.root_page, site.site_name = port, home, name
    site.full_clean()
    site.save()
    HeadlessSettings.objects.update_or_create(
        site=site,
        defaults={"frontend_url": origin(hostname, port), "share_image_id": picture_id},
    )
    SharingSettings.objects.update_or_create(site=site, defaults={"targets": SHARE_TARGETS})
    return home


def _site(hostname: str) -> Site:
    default = Site.objects.filter(is_default_site=True).first()
    if hostname != HOSTS[0]:
        return Site(hostname=hostname)
    site = default or Site(is_default_site=True)
    site.hostname = hostname
    return site


def remove_welcome_page() -> None:
    """Wagtail's first migration leaves a page that says "Welcome to your new Wagtail site!"."""
    for page in Page.get_first_root_node().get_children():
        if _is_welcome(page) and not page.sites_rooted_here.exists():
            page.delete()


def ensure_untouched() -> None:
    """Raise ``NotOurDatabaseError`` if the database holds more than Wagtail's migrations make."""
    pages = Page.objects.filter(depth__gt=1)
    if all(_is_welcome(page) for page in pages) and Site.objects.count() <= 1:
        return
    raise NotOurDatabaseError(
        "This database holds another site, and the demo would take over its addresses. "
        "Point DATABASE_URL at an empty database."
    )


def _is_welcome(page: Page) -> bool:
    return bool(page.specific_class is Page and page.slug == "home" and page.is_leaf())


def follow_port(port: int) -> list[str]:
    """Move both sites to ``port``, and say which moved.

    Only addresses that are still as the demo made them: what an editor wrote stays.
    """
    moved = []
    for site in Site.objects.filter(hostname__in=HOSTS).exclude(port=port):
        own: Any = HeadlessSettings.objects.filter(site=site).first()
        if own is not None and own.frontend_url == origin(site.hostname, site.port):
            own.frontend_url = origin(site.hostname, port)
            own.save()
        site.port = port
        site.save()
        moved.append(site.hostname)
    return moved


def demo_port() -> int:
    return int(getattr(settings, "PORT", 8000))
