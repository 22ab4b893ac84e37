"""What an answer says over HTTP: where it leads, or what it brings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests

from wagtail_parenting.outbound import bodies
from wagtail_parenting.outbound.allowance import Allowance, OutOfBytes
from wagtail_parenting.outbound.door import Kind
from wagtail_parenting.outbound.outcomes import BodyKind, Fetched, FetchFailed
from wagtail_parenting.outbound.sniffing import body_kind

#: What a body must be, by its content type. Feeds are served as any of these.
_PAGE_TYPES: dict[str, BodyKind] = {"text/html": "page", "application/xhtml+xml": "page"}
_FEED_TYPES: dict[str, BodyKind] = dict.fromkeys(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "application/feed+json",
        "application/json",
    ),
    "feed",
)
_IMAGE_TYPES: dict[str, BodyKind] = {
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/webp": "webp",
}
_TYPES: dict[Kind, dict[str, BodyKind]] = {
    "page": _PAGE_TYPES,
    "feed": _FEED_TYPES,
    "page_or_feed": _PAGE_TYPES | _FEED_TYPES,
    "image": _IMAGE_TYPES,
}
_REDIRECTS = {301, 302, 303, 307, 308}
#: 202 is what some firewalls answer while they have doubts; 206 was not asked for.
_OK = 200
#: Refused, but perhaps not for good: see linkups, "never punished".
_MAY_PASS = {403, 408, 425, 429}
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", re.ASCII | re.IGNORECASE)


def accepted(kind: Kind) -> str:
    """The ``Accept`` header for what is wanted."""
    return ", ".join(_TYPES[kind])


def target_of(answer: requests.Response, here: str) -> str | None:
    """Where the answer of ``here`` redirects to, as an absolute address; None if it does not.

    One with a scheme stays as it is, for the policy to see: ``urljoin`` would take tabs out of
    it, and put our host where it has none. Raises ``ValueError``.
    """
    location = answer.headers.get("Location")
    if answer.status_code not in _REDIRECTS or not location:
        return None
    target = _as_utf_8(location).strip()
    return target if urlsplit(target).scheme else urljoin(here, target)


def read(
    answer: requests.Response,
    *,
    kind: Kind,
    urls: Sequence[str],
    allowance: Allowance,
    max_bytes: int,
) -> Fetched | FetchFailed:
    """What the last answer of ``urls`` brings. Raises what reading from a network raises."""
    if answer.status_code != _OK:
        return _status_failure(answer)
    content_type, charset = _declared(answer.headers.get("Content-Type", ""))
    wanted = _TYPES[kind].get(content_type)
    if wanted is None:
        return FetchFailed(reason="wrong_type")
    body = _body(answer, allowance, max_bytes)
    if body_kind(body) != wanted:
        return FetchFailed(reason="wrong_type")
    return Fetched(
        url=urls[-1],
        urls=tuple(urls),
        content_type=content_type,
        charset=charset,
        body=body,
        body_kind=wanted,
    )


def _as_utf_8(header: str) -> str:
    """``http.client`` reads headers as Latin-1; addresses in them are mostly UTF-8."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _status_failure(answer: requests.Response) -> FetchFailed:
    status = answer.status_code
    return FetchFailed(
        reason="status",
        status=status,
        may_retry=status in _MAY_PASS or status >= 500,
        retry_after_s=_retry_after_s(answer.headers.get("Retry-After", "")),
    )


def _retry_after_s(header: str) -> int | None:
    """Seconds, from either form of ``Retry-After`` (RFC 9110, 10.2.3)."""
    header = header.strip()
    if header.isascii() and header.isdecimal():
        return int(header[:9])
    try:
        until = parsedate_to_datetime(header)
        return max(0, round((until - datetime.now(UTC)).total_seconds()))
    except (TypeError, ValueError, OverflowError):  # no date, or one without a zone
        return None


def _declared(content_type: str) -> tuple[str, str | None]:
    """Content type and charset of a header, in lower case; of several headers the first."""
    first = content_type.partition(",")[0].lower()
    charset = _CHARSET.search(first)
    return first.partition(";")[0].strip(), charset[1] if charset else None


def _body(answer: requests.Response, allowance: Allowance, max_bytes: int) -> bytes:
    length = answer.headers.get("Content-Length", "")
    if length.isascii() and length.isdecimal() and int(length[:18]) > max_bytes:
        raise OutOfBytes
    encoding = answer.headers.get("Content-Encoding", "")
    return bodies.read(_pieces(answer, allowance), encoding=encoding, max_bytes=max_bytes)


def _pieces(answer: requests.Response, allowance: Allowance) -> Iterator[bytes]:
    for piece in answer.raw.stream(bodies.PIECE, decode_content=False):
        allowance.left_s()
        yield piece
