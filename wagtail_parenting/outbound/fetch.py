"""Fetching from other people's sites: the one door, and the only code that opens a socket.

For tasks, never for requests. Everything is refused that is not a public web address, at first and
at each redirect (``door.py`` has the rules, ``ssrfguard`` enforces them); everything is bounded:
time, bytes, redirects, and how often a host, a domain and all of them together are asked. A
failure is remembered for a while. Whatever a server does, the answer is a value.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import requests

from wagtail_parenting.errors import RateLimited
from wagtail_parenting.limits import spend
from wagtail_parenting.outbound import answers, door, failures
from wagtail_parenting.outbound.allowance import Allowance
from wagtail_parenting.outbound.callers import refuse_in_request, tasks_run_at_once
from wagtail_parenting.outbound.domains import host_of, registrable_domain
from wagtail_parenting.outbound.door import Door, Kind
from wagtail_parenting.outbound.outcomes import Fetched, FetchFailed
from wagtail_parenting.outbound.transport import GuardedSession, guarded_resolver
from wagtail_parenting.outbound.user_agent import user_agent

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)

#: Headers and the framing of chunks come on top of a body.
_WIRE_EXTRA_BYTES = 256 * 1024


def fetch(url: str, *, kind: Kind) -> Fetched | FetchFailed:
    """What stands at ``url``, if it is of that ``kind``. Takes up to 10 seconds: not in a request,
    nor in a transaction that holds what others wait for.

    ``page`` is HTML, ``feed`` RSS, Atom, RDF or JSON Feed, ``page_or_feed`` either (1 MiB each),
    ``image`` JPEG, PNG or WebP (8 MiB). The answer is a value, whatever happens. Raises only
    ``FetchedInRequest``, for a mistake in the calling code.
    """
    refuse_in_request()
    if tasks_run_at_once():
        return FetchFailed(reason="no_worker", may_retry=True)
    visit = _Visit(url.strip(), kind, door.DOOR)
    try:
        return visit.outcome()
    except Exception:
        # Not for what servers do, which failures.py knows, but so that it stays true.
        logger.exception("A fetch failed in an unexpected way.")
        return FetchFailed(reason="unexpected", may_retry=True)


def guarded_httpx_client() -> httpx.Client:
    """An ``httpx.Client`` with the same rules about where it may lead, for services that bring a
    client of their own (the extra ``akismet``). It follows no redirects and uses no proxies.

    Its limits are httpx's, 5 seconds for each step; what a stranger chooses goes through
    ``fetch`` instead. Raises ``ImportError`` without httpx.
    """
    from ssrfguard.httpx import Client

    return Client(
        policy=door.DOOR.policy,
        resolver=guarded_resolver(door.DOOR),
        trust_env=False,
        timeout=5.0,
        headers={"User-Agent": user_agent()},
    )


class _Visit:
    """One fetch: from the asked address along its redirects to a body."""

    def __init__(self, url: str, kind: Kind, the_door: Door) -> None:
        self.url = url
        self.kind = kind
        self.door = the_door
        self.urls: list[str] = []
        self.origin = ""
        """The one that is asked just now; empty while an address is only looked at."""

    def outcome(self) -> Fetched | FetchFailed:
        found = failures.remembered(url=self.url, kind=self.kind) or self._answer()
        if isinstance(found, FetchFailed):
            logger.info("Nothing fetched from %r: %s.", self.origin, found.reason)
            for_s = self.door.remember_failures_s
            failures.remember(found, url=self.url, kind=self.kind, origin=self.origin, for_s=for_s)
        return found

    def _answer(self) -> Fetched | FetchFailed:
        max_bytes = self.door.max_bytes[self.kind]
        allowance = Allowance(
            time_s=self.door.deadline_s, max_wire_bytes=2 * max_bytes + _WIRE_EXTRA_BYTES
        )
        try:
            with GuardedSession(self.door, allowance) as session:
                session.headers.update(_headers(self.kind))
                return self._follow(session, allowance)
        except RateLimited as limited:
            seconds = limited.retry_after_s
            return FetchFailed(reason="budget", may_retry=True, retry_after_s=seconds)
        except Exception as error:
            failure = failures.failure_of(error)
            if failure.reason == "unexpected":
                raise
            logger.debug("A fetch failed: %s.", failure.reason)
            return failure

    def _follow(self, session: GuardedSession, allowance: Allowance) -> Fetched | FetchFailed:
        target = self.url
        for _hop in range(self.door.policy.max_redirects + 1):
            self.origin = ""
            here = self._checked(target)
            if self.urls and self.urls[-1].startswith("https:") and here.startswith("http:"):
                return FetchFailed(reason="downgrade")
            self.urls.append(here)
            self.origin = urljoin(here, "/")
            if known := failures.remembered_of_origin(self.origin):
                return known
            self._spend(host_of(here))
            left_s = allowance.left_s()
            with session.get(here, stream=True, allow_redirects=False, timeout=left_s) as answer:
                leads_to = answers.target_of(answer, here)
                if leads_to is None:
                    return self._read(answer, allowance)
            target = leads_to
        return FetchFailed(reason="redirects")

    def _read(self, answer: requests.Response, allowance: Allowance) -> Fetched | FetchFailed:
        return answers.read(
            answer,
            kind=self.kind,
            urls=self.urls,
            allowance=allowance,
            max_bytes=self.door.max_bytes[self.kind],
        )

    def _checked(self, url: str) -> str:
        """``url`` as it goes over the wire, without a fragment. Raises what the policy raises."""
        self.door.policy.check_url(url)
        prepared = requests.Request("GET", urldefrag(url).url).prepare().url or ""
        self.door.policy.check_url(prepared)
        return prepared

    def _spend(self, host: str) -> None:
        domain = registrable_domain(host) or host
        spend("fetch host", host, allowed=self.door.per_host_a_minute)
        spend("fetch domain", domain, allowed=self.door.per_domain_a_minute)
        spend("fetch", "all", allowed=self.door.in_all_a_minute)


def _headers(kind: Kind) -> dict[str, str]:
    return {
        "User-Agent": user_agent(),
        "Accept": answers.accepted(kind),
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
