"""The addresses that stand in mails to readers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from wagtail_parenting.headless.routing import Frontends, cms_origin, mounted_at, reader_url
from wagtail_parenting.readers.actions import unsubscribe_token
from wagtail_parenting.readers.mails import WaysOut
from wagtail_parenting.readers.models import Notice

ONE_CLICK_VIEWS = ("wagtailapi_v3:parenting_unsubscribe", "parenting_api:parenting_unsubscribe")


def admin_page(frontends: Frontends, view: str, *arguments: Any) -> str:
    """A page of the admin, or where that is not mounted the origin at which it would be."""
    origin = cms_origin(frontends)
    try:
        return origin + reverse(view, args=arguments)
    except NoReverseMatch:
        return origin


def confirm_page(site: Site, secret: str) -> str:
    """The page that asks whether the address is really to be confirmed."""
    return reader_url(site, "reader_confirm", urlencode({"token": secret}))


def ways_out(notice: Notice, topic: str, site: Site) -> WaysOut:
    """What ends the mails of a notice."""
    who: dict[str, Any] = {"reader": notice.reader} if notice.reader else {"user": notice.user}
    query = urlencode({"token": unsubscribe_token(topic=topic, **who)})
    path = next(filter(None, map(mounted_at, ONE_CLICK_VIEWS)), None)
    one_click = f"{cms_origin(Frontends.load())}{path}?{query}" if path else ""
    return WaysOut(reader_url(site, "unsubscribe", query), one_click)
