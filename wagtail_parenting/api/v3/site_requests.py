"""What requests of readers have in common: who asks, and on which site."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Field, Schema
from wagtail.models import Site

from wagtail_parenting.api.answers import JSON, answer, to_json
from wagtail_parenting.api.v3.conventions import Text
from wagtail_parenting.api.v3.visitors import may_be_kept, who_asks
from wagtail_parenting.headless.fragments import fragments, versioned
from wagtail_parenting.headless.models import SiteStamp
from wagtail_parenting.headless.routing import Frontends, cms_origin
from wagtail_parenting.headless.versions import Version, of_page
from wagtail_parenting.readers.identity import Who, token_of

#: The id of what a reader wrote.
WrittenId = Annotated[int, Field(ge=1, le=2**53 - 1)]


class OnSite(Schema):
    site: Text | None = Field(None, description="host[:port] of the site or of its frontend.")


class SiteRequest:
    """Who asks, and on which site. ``named`` is the site that the request names, or None.

    What readers sent has ids of its own, and is shown by its id alone on whatever site it stands:
    answers give addresses with the id and nothing else.
    """

    def __init__(self, request: HttpRequest, site: str | None) -> None:
        self.request = request
        self.frontends = Frontends.of(request)
        self.named = self.frontends.select(request, site) if site is not None else None
        self.who: Who = who_asks(request)

    @cached_property
    def site(self) -> Site:
        """That which is named, or else that of the host, or where ``found_on`` was said. Raises
        ``InvalidParameter``."""
        return self.named or self.frontends.select(self.request, None)

    def found_on(self, site: Site) -> None:
        """What was asked for by its id alone stands there."""
        if self.named is None:
            self.site = site

    @property
    def stamp(self) -> SiteStamp | None:
        return self.frontends.stamp(self.site.pk)

    @property
    def origin(self) -> str:
        """Of the API and of files."""
        return cms_origin(self.frontends)

    def someone(self) -> Who:
        """Who asks; a stranger becomes a visitor, whose ``new_token`` goes into the answer."""
        return self.who if self.who.is_known else self.who.with_visitor()

    def new_token(self, who: Who) -> str | None:
        return None if self.who.is_known else token_of(who)

    def version_of(self, stored: str, modified: datetime.datetime | None, *tags: str) -> Version:
        """Of an answer about one page of the site, with its stored version."""
        return of_page(self.frontends, self.site.pk, stored, modified, *tags)

    def answer(
        self, page_id: int, stored: str, version: Version, shape: Any, build: Callable[[], str]
    ) -> HttpResponseBase:
        """To strangers from what is kept of the page's version, to others made anew."""
        if not may_be_kept(self.request):
            return HttpResponse(build(), content_type=JSON)
        place = versioned(page_id, stored, self.site.pk, self.frontends)
        return answer(
            self.request,
            version,
            lambda: fragments(
                [place], shape, self.frontends, lambda ids: dict.fromkeys(ids, build())
            )[page_id],
        )


def private(body: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(to_json(body), status=status, content_type=JSON)
