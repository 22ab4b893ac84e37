"""Limits: how often one visitor may do one thing.

Requests are counted in the cache that ``LIMIT_CACHE`` names, per window of time. The key is a
keyed hash of the address that is another one in each window, and it expires with it: what stays
says nothing of who came.
"""

from __future__ import annotations

import time

from django.core.cache import caches

from wagtail_parenting.conf import config
from wagtail_parenting.errors import RateLimited
from wagtail_parenting.tokens import keyed_hash


def spend(what: str, address: str, *, allowed: int, window_s: int = 60) -> None:
    """Count one ``what`` of ``address``. Raises ``RateLimited`` past ``allowed`` in a window."""
    window, passed_s = divmod(int(time.time()), window_s)
    counted = f"{what} {window} {address}"
    key = "parenting:limit:" + keyed_hash("limits", counted)
    cache = caches[config().limit_cache]
    cache.add(key, 0, window_s)
    try:
        used = cache.incr(key)
    except ValueError:  # thrown out between the two lines, or a cache that keeps nothing
        return
    if used > allowed:
        left_s = window_s - passed_s
        raise RateLimited(
            f"More than {allowed} in {window_s} seconds. Try again in {left_s} seconds.",
            retry_after_s=left_s,
        )
