"""The guarded session of one fetch: ``requests`` through ``ssrfguard``, and within an allowance.

``ssrfguard`` resolves a name once, checks every answer, and connects to one that it checked. What
it does not do is done here, on the connections that it makes: the deadline holds for every read
from the wire, also in the middle of a header, a TLS handshake or the size of a chunk, and so does
the limit of bytes.

Redirects are not followed here: ``requests`` reads the whole body of each first. Cookies are not
even parsed.
"""

from __future__ import annotations

import io
import itertools
import socket
from http.client import HTTPResponse
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from ssrfguard import Resolver
from ssrfguard.requests import SafeAdapter, Session
from ssrfguard.resolvers import UdpResolver, nameservers_from_resolv_conf
from urllib3.connectionpool import HTTPConnectionPool

from wagtail_parenting.outbound.allowance import Allowance, OutOfTime
from wagtail_parenting.outbound.door import Door

#: Shares of the time that is left. Four attempts to connect (``Policy.max_connection_attempts``)
#: and one lookup are together no more than all of it.
_LOOKUP_SHARE = 0.4
_CONNECT_SHARE = 0.15


class GuardedSession(Session):
    """A session that answers with redirects instead of following them, and forgets cookies."""

    def __init__(self, door: Door, allowance: Allowance) -> None:
        resolver = guarded_resolver(door, allowance)
        super().__init__(policy=door.policy, resolver=resolver)
        adapter = _TimedAdapter(door, allowance, resolver)
        self.mount("http://", adapter)
        self.mount("https://", adapter)
        self.trust_env = False  # no proxies, .netrc or CA bundles of the environment
        self.verify = door.ca_file or True
        self.headers.clear()
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None


class _TimedAdapter(SafeAdapter):
    def __init__(self, door: Door, allowance: Allowance, resolver: Resolver) -> None:
        self._allowance = allowance  # the next line builds the pools
        super().__init__(policy=door.policy, resolver=resolver, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        guarded = self.poolmanager.pool_classes_by_scheme
        self.poolmanager.pool_classes_by_scheme = {
            scheme: _timed_pool(pool, self._allowance) for scheme, pool in guarded.items()
        }

    def build_response(self, req: requests.PreparedRequest, resp: Any) -> requests.Response:
        message = resp._original_response.msg
        del message["Set-Cookie"], message["Set-Cookie2"]
        return super().build_response(req, resp)


def _timed_pool(
    guarded_pool: type[HTTPConnectionPool], allowance: Allowance
) -> type[HTTPConnectionPool]:
    """``guarded_pool`` with connections that keep to ``allowance``."""
    guarded_connection: Any = guarded_pool.ConnectionCls

    class TimedResponse(HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            # The buffer has read nothing yet: it is swapped for one above a timed reader.
            raw = self.fp.detach()
            self.fp = io.BufferedReader(_TimedReader(raw, sock, allowance))

    class TimedConnection(guarded_connection):
        response_class = TimedResponse

        def _new_conn(self) -> socket.socket:
            self.timeout = allowance.left_s() * _CONNECT_SHARE
            sock: socket.socket = super()._new_conn()
            # A handshake is one call for the socket's clock, so this bounds all of it.
            sock.settimeout(allowance.left_s())
            return sock

    class TimedPool(guarded_pool):  # type: ignore[misc, valid-type]
        ConnectionCls = TimedConnection

    return TimedPool


class _TimedReader(io.RawIOBase):
    """Reads of a socket, each of which ends when the fetch must, and counts."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, allowance: Allowance) -> None:
        self._raw = raw
        self._sock = sock
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._allowance.left_s())
        count = self._raw.readinto(buffer)
        self._allowance.count(count or 0)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def guarded_resolver(door: Door, allowance: Allowance | None = None) -> Resolver:
    """A resolver with a deadline, in the shape of ``socket.getaddrinfo``.

    Only connects as ``ssrfguard`` allows make use of it. Raises ``socket.gaierror`` and nothing
    else of what a nameserver may answer, and ``OutOfTime``.
    """

    def look_up(*asked: Any) -> list[Any]:
        timeout_s = allowance.left_s() * _LOOKUP_SHARE if allowance else door.deadline_s / 2
        try:
            resolver = UdpResolver(
                nameservers=door.nameservers or nameservers_from_resolv_conf(),
                nameserver_port=door.nameserver_port,
                timeout=timeout_s,
            )
            return _by_turns(resolver(*asked))
        except (socket.gaierror, OutOfTime):
            raise
        except Exception as error:  # no resolv.conf, or an answer that its parser did not expect
            raise socket.gaierror(socket.EAI_AGAIN, f"No lookup: {error}") from error

    return look_up


def _by_turns(answers: list[Any]) -> list[Any]:
    """IPv4 and IPv6 by turns (RFC 8305, section 4). The resolver names all of IPv6 first: without
    IPv6 here, a site with four such addresses would use up all attempts to connect."""
    by_family: dict[int, list[Any]] = {}
    for answer in answers:
        by_family.setdefault(answer[0], []).append(answer)
    families = sorted(by_family.values(), key=lambda found: found[0][0] != socket.AF_INET)
    rounds = itertools.zip_longest(*families)
    return [answer for turn in rounds for answer in turn if answer is not None]
