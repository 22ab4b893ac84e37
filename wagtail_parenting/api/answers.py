"""Public answers: JSON, what they say to browsers and CDNs, and when none need be made at all."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from wagtail_parenting import __version__
from wagtail_parenting.conf import config
from wagtail_parenting.headless.cors import EXPOSED
from wagtail_parenting.headless.fragments import while_unchanged
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.versions import Version, of_site

JSON = "application/json; charset=utf-8"


def to_json(body: Any) -> str:
    """JSON as built, without validating it again: the tests hold it against the document."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def joined(before: str, items: Iterable[bytes], after: str) -> bytes:
    """A list of ready-made JSON, with what stands around it. Copies what is large once."""
    parts = [before.encode()]
    for item in items:
        parts += (item, b",")
    if len(parts) > 1:
        parts.pop()
    return b"".join([*parts, after.encode()])


def answer(
    request: HttpRequest, version: Version, build: Callable[[], str | bytes]
) -> HttpResponseBase:
    """The answer of ``version``; 304 without calling ``build`` for who has it already."""
    return keep(request, version, lambda: HttpResponse(build(), content_type=JSON))


def answer_of_site(
    request: HttpRequest,
    frontends: Frontends,
    site_id: int,
    build: Callable[[], str],
    *tags: str,
) -> HttpResponseBase:
    """The answer to a question about many things of a site. It is kept until any of them changes,
    so what ``build`` costs is paid once a change. Neither 304 nor a kept answer costs a query."""
    version = of_site(frontends, site_id, *tags)

    asked = ["answer", request.get_full_path()]
    return answer(request, version, lambda: while_unchanged(frontends, site_id, asked, build))


def keep(
    request: HttpRequest, version: Version, respond: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """``respond()`` with the headers of ``version``, or 304. What is no success stays as it is."""
    etag = _etag(version.digest) if version.tokens else None
    modified = _whole(version.modified)
    response: HttpResponseBase | None = None
    if etag is not None:
        response = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None:
        response = respond()
        if response.status_code != 200:
            return response
        if etag is None and isinstance(response, HttpResponse):
            etag = _etag(hashlib.blake2b(response.content, digest_size=16).hexdigest())
            response = get_conditional_response(request, etag=etag, response=response) or response
    if response.status_code in (200, 304):
        _say(response, version, etag, modified)
    return response


def _say(
    answer: HttpResponseBase, version: Version, etag: str | None, modified: int | None
) -> None:
    if etag is not None:
        answer["ETag"] = etag
        answer["Access-Control-Expose-Headers"] = EXPOSED
    if modified is not None:
        answer["Last-Modified"] = http_date(modified)
    answer["Cache-Control"] = _lifetime(version.next_change)
    if version.tags:
        answer["Cache-Tag"] = ",".join(version.tags)
        answer["Surrogate-Key"] = " ".join(version.tags)


def _etag(digest: str) -> str:
    return quote_etag(f"{__version__}-{digest}")


def _whole(moment: datetime.datetime | None) -> int | None:
    """Whole seconds; none within the second of a change, in which another could follow."""
    if moment is None or timezone.now() - moment < datetime.timedelta(seconds=1):
        return None
    return int(moment.timestamp())


def _lifetime(next_change: datetime.datetime | None) -> str:
    """``Cache-Control`` that reaches past no change by time (RFC 9111, RFC 5861)."""
    fresh, stale = config().cache_seconds, config().stale_while_revalidate_seconds
    if next_change is not None:
        left = max(0, int((next_change - timezone.now()).total_seconds()))
        fresh = min(fresh, left)
        stale = min(stale, left - fresh)
    parts = ["public", f"max-age={fresh}"]
    parts.append(f"stale-while-revalidate={stale}" if stale else "must-revalidate")
    return ", ".join(parts)
