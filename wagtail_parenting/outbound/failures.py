"""From what a client raises to a ``FetchFailed``, and failures that are remembered.

Clients wrap errors in errors, several deep and not always as causes, so the whole heap is looked
through for the kind that says most.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from http.client import HTTPException
from typing import Any

import requests
from django.core.cache import caches
from ssrfguard import BlockedAddressError, SSRFGuardError
from urllib3.exceptions import HTTPError, LocationParseError, ReadTimeoutError
from urllib3.exceptions import SSLError as WrappedSSLError

from wagtail_parenting.conf import config
from wagtail_parenting.outbound.allowance import BadEncoding, OutOfBytes, OutOfTime
from wagtail_parenting.outbound.door import Kind
from wagtail_parenting.outbound.outcomes import FetchFailed, Reason
from wagtail_parenting.tokens import keyed_hash

#: What says most stands first: a lookup that failed is also a connection that failed.
_MEANING: tuple[tuple[Reason, tuple[type[BaseException], ...]], ...] = (
    ("address", (BlockedAddressError,)),
    ("url", (SSRFGuardError,)),
    ("timeout", (OutOfTime,)),
    ("too_large", (OutOfBytes,)),
    ("encoding", (BadEncoding,)),
    ("dns", (socket.gaierror,)),
    ("tls", (ssl.SSLError, WrappedSSLError, requests.exceptions.SSLError)),
    ("connection", (requests.ConnectTimeout,)),
    ("timeout", (TimeoutError, ReadTimeoutError, requests.Timeout)),
    ("url", (requests.exceptions.InvalidURL, LocationParseError, UnicodeError)),
    ("url", (requests.exceptions.MissingSchema, requests.exceptions.InvalidSchema)),
    ("connection", (OSError, HTTPException, HTTPError)),  # requests' own are OSErrors
    ("url", (ValueError,)),
)
_MAY_PASS = {"dns", "connection", "tls", "timeout"}
#: What is true of all addresses of an origin.
_OF_ORIGIN = {"address", "dns", "connection", "tls"}
#: What costs nothing to find out again, or says nothing about the address.
_NOT_KEPT = {"url", "budget", "no_worker", "unexpected"}
#: However long a server asks to wait, it is asked again after a day.
_LONGEST_S = 24 * 3600
TOO_MANY_REQUESTS = 429


def failure_of(error: Exception) -> FetchFailed:
    """What ``error`` means."""
    heap = list(_heap(error))
    for reason, kinds in _MEANING:
        if found := next((each for each in heap if isinstance(each, kinds)), None):
            is_final = isinstance(found, socket.gaierror) and found.errno == socket.EAI_NONAME
            return FetchFailed(reason=reason, may_retry=reason in _MAY_PASS and not is_final)
    return FetchFailed(reason="unexpected", may_retry=True)


def _heap(error: BaseException) -> Iterator[BaseException]:
    waiting: list[Any] = [error]
    seen: set[int] = set()
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, BaseException) and id(each) not in seen:
            seen.add(id(each))
            yield each
            waiting += [*each.args, getattr(each, "reason", None), each.__cause__, each.__context__]


def remembered(*, url: str, kind: Kind) -> FetchFailed | None:
    """The failure of ``url`` a short while ago."""
    return _read(_key(f"{kind} {url}"))


def remembered_of_origin(origin: str) -> FetchFailed | None:
    """A failure a short while ago that holds for all of ``origin``."""
    return _read(_key(f"origin {origin}"))


def remember(failure: FetchFailed, *, url: str, kind: Kind, origin: str, for_s: int) -> None:
    """Keep ``failure`` of ``url``, which happened at ``origin``, for ``for_s`` seconds, or as much
    longer as the server asks for. Neither address can be read from what is kept."""
    if failure.reason in _NOT_KEPT or failure.is_remembered:
        return
    for_s = min(max(for_s, failure.retry_after_s or 0), _LONGEST_S)
    kept = {**asdict(failure), "until": time.time() + for_s}
    keys = [_key(f"{kind} {url}")]
    if origin and (failure.reason in _OF_ORIGIN or failure.status == TOO_MANY_REQUESTS):
        keys.append(_key(f"origin {origin}"))
    caches[config().limit_cache].set_many(dict.fromkeys(keys, kept), for_s)


def _key(what: str) -> str:
    return "parenting:outbound:" + keyed_hash("limits", f"outbound {what}")


def _read(key: str) -> FetchFailed | None:
    kept = caches[config().limit_cache].get(key)
    if kept is None:
        return None
    fields = dict(kept)
    left_s = max(1, round(fields.pop("until") - time.time()))
    failure = FetchFailed(**fields)
    return replace(failure, is_remembered=True, retry_after_s=left_s if failure.may_retry else None)
