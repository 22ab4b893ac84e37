"""Fetching from other sites: what is refused, what is bounded, and that nothing ever raises."""

from __future__ import annotations

import ast
import gzip
import re
import socket
import threading
import time
import tracemalloc
import zlib
from dataclasses import replace
from pathlib import Path

import django
import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import AsyncClient, Client
from django.urls import path
from django.utils import translation

import wagtail_parenting
from tests import outbound_servers
from tests.outbound_servers import LOOPBACK, PUBLIC, Answer, drip, flood, redirect
from wagtail_parenting.outbound import door as door_module
from wagtail_parenting.outbound import failures
from wagtail_parenting.outbound.callers import FetchedInRequest
from wagtail_parenting.outbound.domains import is_same_domain, registrable_domain
from wagtail_parenting.outbound.fetch import fetch, guarded_httpx_client
from wagtail_parenting.outbound.outcomes import Fetched, FetchFailed

world = outbound_servers.world

PACKAGE = Path(wagtail_parenting.__file__).parent
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 50
RSS = b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def hostile_addresses() -> list[str]:
    lines = (Path(__file__).parent / "data" / "outbound_addresses.txt").read_text("utf-8")
    wanted = (line for line in lines.splitlines() if line and not line.startswith("# "))
    return [re.sub(r"\\(x..|u....|[rnt])", _unescaped, line) for line in wanted]


def _unescaped(found: re.Match[str]) -> str:
    return found[0].encode().decode("unicode_escape")


def failure(url: str, kind: str = "page") -> FetchFailed:
    """The failure of fetching ``url``; the test fails where it goes well."""
    outcome = fetch(url, kind=kind)
    assert isinstance(outcome, FetchFailed), outcome
    assert_tells_nothing(outcome)
    return outcome


def assert_tells_nothing(outcome: FetchFailed) -> None:
    assert outcome.text.endswith(".")
    assert not re.search(r"\d|://|\.\w|localhost", outcome.text), outcome.text


# What goes well


def test_a_page_is_fetched_with_where_it_was_found(world):
    world.site.answers["/"] = Answer(
        "<title>Grüße</title>".encode(), type="Text/HTML; charset=UTF-8"
    )
    assert fetch(world.url("/#top"), kind="page") == Fetched(
        url=world.url("/"),
        urls=(world.url("/"),),
        content_type="text/html",
        charset="utf-8",
        body="<title>Grüße</title>".encode(),
        body_kind="page",
    )


def test_all_addresses_on_the_way_are_told(world):
    world.site.answers["/a"] = redirect("/b", status=301)
    world.site.answers["/b"] = redirect("?page=c", status=307)
    world.site.answers["/b?page=c"] = redirect(world.url("/d", host="other.test"), status=308)
    world.site.answers["/d"] = Answer()
    found = fetch(world.url("/a"), kind="page")
    assert isinstance(found, Fetched)
    steps = [world.url(path) for path in ("/a", "/b", "/b?page=c")]
    assert found.urls == (*steps, world.url("/d", host="other.test"))
    assert found.url == found.urls[-1]


def test_a_page_over_tls_is_fetched_under_its_name(world):
    world.secure.answers["/"] = Answer()
    assert isinstance(fetch(world.url(scheme="https"), kind="page"), Fetched)
    assert world.secure.requests[0].headers["host"] == f"blog.test:{world.secure.port}"


def test_a_name_in_another_script_is_fetched(world):
    world.names.names["xn--bcher-kva.test"] = [[PUBLIC]]
    world.site.answers["/%C3%BC"] = Answer()
    found = fetch(world.url("/ü", host="Bücher.test"), kind="page")
    assert isinstance(found, Fetched)
    assert found.url == world.url("/%C3%BC", host="xn--bcher-kva.test")


@pytest.mark.parametrize(
    ("kind", "type_", "body", "is_a"),
    [
        ("page", "application/xhtml+xml", b"<?xml version='1.0'?><html></html>", "page"),
        ("feed", "application/rss+xml", RSS, "feed"),
        ("feed", "text/xml", b"<!-- hi --><feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        ("feed", "application/xml", b"\n<rdf:RDF xmlns:rdf='x'></rdf:RDF>", "feed"),
        ("feed", "application/xml", RSS.decode().encode("utf-16"), "feed"),
        ("feed", "application/feed+json", b'{"items": []}', "feed"),
        ("page_or_feed", "text/html", b"\xef\xbb\xbf<p>Hi", "page"),
        ("page_or_feed", "text/xml", RSS, "feed"),
        ("image", "image/png", PIXEL, "png"),
        ("image", "image/jpeg", b"\xff\xd8\xff\xe0" + b"x" * 50, "jpeg"),
        ("image", "image/webp", b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
    ],
)
def test_what_is_of_the_kind_is_taken(world, kind, type_, body, is_a):
    world.site.answers["/"] = Answer(body, type=type_)
    found = fetch(world.url(), kind=kind)
    assert isinstance(found, Fetched)
    assert (found.body, found.body_kind) == (body, is_a)


def test_we_say_who_we_are_and_no_more(world):
    world.site.answers["/"] = Answer()
    fetch(world.url(), kind="page")
    headers = world.site.requests[0].headers
    version = wagtail_parenting.__version__
    assert headers["user-agent"] == (
        f"wagtail-parenting/{version} (+https://www.example.org/contact)"
    )
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_without_a_contact_the_frontend_is_named(world, site, settings):
    settings.WAGTAIL_PARENTING = {}
    world.site.answers["/"] = Answer()
    fetch(world.url(), kind="page")
    assert world.site.requests[0].headers["user-agent"].endswith(" (+https://www.example.org)")


# Where it may lead


@pytest.mark.parametrize("address", hostile_addresses())
def test_hostile_addresses_are_refused_and_nobody_is_asked(world, address):
    outcome = failure(address.replace("{port}", str(world.site.port)))
    assert outcome.reason in ("url", "address")
    assert not outcome.may_retry
    assert not world.was_forbidden_asked
    assert not world.site.requests


@pytest.mark.parametrize(
    "address", [address for address in hostile_addresses() if not re.search("[\r\n]", address)]
)
def test_redirects_to_hostile_addresses_are_refused(world, address):
    target = address.replace("{port}", str(world.site.port))
    world.site.answers["/"] = redirect(target)
    outcome = failure(world.url())
    assert outcome.reason in ("url", "address")
    assert not world.was_forbidden_asked
    assert len(world.site.requests) == 1


DENIED = [
    "127.0.0.1",
    "127.9.9.9",
    "10.1.2.3",
    "172.20.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "168.63.129.16",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "198.18.0.1",
    "240.0.0.1",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a83f:8110",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "::7f00:1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", DENIED)
def test_a_name_that_resolves_into_a_denied_network_is_refused(world, address):
    world.names.names["trap.test"] = [[address]]
    assert failure(world.url(host="trap.test")).reason == "address"
    assert not world.was_forbidden_asked


def test_a_name_with_one_good_and_one_bad_address_is_refused_as_a_whole(world):
    world.site.answers["/"] = Answer()
    for bad in (LOOPBACK, "::1"):
        world.names.names["mixed.test"] = [[PUBLIC, bad]]
        cache.clear()
        assert failure(world.url(host="mixed.test")).reason == "address"
    assert not world.site.connections
    assert not world.was_forbidden_asked


def test_a_name_is_looked_up_once_for_each_connection(world):
    """So that it cannot say one thing to the check and another to the socket."""
    world.names.names["rebind.test"] = [[PUBLIC], [LOOPBACK]]
    world.site.answers["/"] = Answer()
    assert isinstance(fetch(world.url(host="rebind.test"), kind="page"), Fetched)
    assert world.names.asked == ["rebind.test"]
    assert failure(world.url("/again", host="rebind.test")).reason == "address"
    assert not world.was_forbidden_asked


def test_a_name_that_is_rebound_between_redirects_is_refused(world):
    world.names.names["rebind.test"] = [[PUBLIC], [LOOPBACK]]
    world.site.answers["/"] = redirect("/secret")
    assert failure(world.url(host="rebind.test")).reason == "address"
    assert world.names.asked == ["rebind.test"] * 2
    assert not world.was_forbidden_asked


def test_the_default_door_is_closed_to_loopback_and_all_but_two_ports():
    policy = door_module.Door().policy
    assert policy.allowed_networks == ()
    assert policy.allowed_ports == {80, 443}
    assert policy.allowed_schemes == {"http", "https"}
    assert policy.max_redirects == 5
    assert not policy.allow_userinfo
    assert not policy.allow_proxy
    assert [address for address in DENIED if policy.permits_address(address)] == []
    assert policy.permits_address("93.184.216.34")
    assert policy.permits_address("2606:2800:220:1:248:1893:25c8:1946")
    assert door_module.Door().deadline_s == 10


def test_the_door_of_the_package_is_the_default_one():
    assert repr(door_module.DOOR) == repr(door_module.Door())


def test_ipv4_is_tried_although_a_site_has_four_addresses_of_ipv6(world):
    """Four attempts are made in all, and this machine may have no IPv6 to the outside."""
    nobody = [f"2606:2800:220:1::{number}" for number in range(4)]
    world.names.names["github.test"] = [[*nobody, PUBLIC]]
    world.site.answers["/"] = Answer()
    assert isinstance(fetch(world.url(host="github.test"), kind="page"), Fetched)


# Redirects


def test_five_redirects_are_followed_and_no_sixth(world):
    for number in range(6):
        world.site.answers[f"/{number}"] = redirect(f"/{number + 1}")
    world.site.answers["/6"] = Answer()
    assert isinstance(fetch(world.url("/1"), kind="page"), Fetched)
    outcome = failure(world.url("/0"))
    assert (outcome.reason, outcome.may_retry) == ("redirects", False)
    assert [request.path for request in world.site.requests[6:]] == [f"/{n}" for n in range(6)]


def test_a_loop_ends(world):
    world.site.answers["/"] = redirect("/")
    assert failure(world.url()).reason == "redirects"
    assert len(world.site.requests) == 6


def test_a_redirect_from_https_to_http_is_not_followed(world):
    world.secure.answers["/"] = redirect(world.url("/"))
    world.site.answers["/"] = Answer()
    assert failure(world.url(scheme="https")).reason == "downgrade"
    assert not world.site.requests


def test_a_redirect_from_http_to_https_is_followed(world):
    world.site.answers["/"] = redirect(world.url(scheme="https"))
    world.secure.answers["/"] = Answer()
    found = fetch(world.url(), kind="page")
    assert isinstance(found, Fetched)
    assert found.url == world.url(scheme="https")


def test_the_body_of_a_redirect_is_not_read(world):
    world.site.answers["/"] = flood(
        b"HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Encoding: gzip\r\n\r\n", b"endless"
    )
    world.site.answers["/end"] = Answer()
    assert isinstance(fetch(world.url(), kind="page"), Fetched)


def test_cookies_are_not_kept_and_not_sent(world):
    world.site.answers["/"] = redirect("/next", **{"Set-Cookie": "a=1; Path=/"})
    world.site.answers["/next"] = redirect("/last", **{"Set-Cookie": "b=2; Domain=blog.test"})
    world.site.answers["/last"] = Answer(headers={"Set-Cookie": "c=3"})
    assert isinstance(fetch(world.url(), kind="page"), Fetched)
    assert isinstance(fetch(world.url("/last"), kind="page"), Fetched)
    assert len(world.site.requests) == 4
    assert not [request for request in world.site.requests if "cookie" in request.headers]


def test_the_environment_has_no_say(world, monkeypatch, tmp_path):
    proxy = f"http://{LOOPBACK}:{world.site.port}"
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, proxy)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere.pem")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine blog.test login me password secret")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    world.site.answers["/"] = redirect(world.url(scheme="https"))
    world.secure.answers["/"] = Answer()
    assert isinstance(fetch(world.url(), kind="page"), Fetched)
    assert not world.was_forbidden_asked
    assert "authorization" not in world.site.requests[0].headers
    assert "authorization" not in world.secure.requests[0].headers


# Time


@pytest.mark.parametrize(
    "talk",
    [
        drip(HEAD + b"\r\n<p>", b"a"),
        drip(b"", b"H"),
        drip(b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        drip(HEAD, b"a: b\r\n"),
        drip(HEAD + b"Content-Length: 99999\r\n\r\n", b"a"),
        drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\naa\r\n0\r\n", b"a: b\r\n"),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drip(b"", b""),
    ],
    ids=[
        "body",
        "status",
        "header",
        "headers",
        "length",
        "size",
        "chunks",
        "trailers",
        "continue",
        "silence",
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_drip_ends_when_the_time_is_up(world, talk, scheme):
    world.change_door(deadline_s=0.4)
    (world.site if scheme == "http" else world.secure).answers["/"] = talk
    begun = time.monotonic()
    outcome = failure(world.url(scheme=scheme))
    assert (outcome.reason, outcome.may_retry) == ("timeout", True)
    assert 0.3 < time.monotonic() - begun < 3


def test_the_time_is_that_of_all_redirects_together(world):
    world.change_door(deadline_s=0.6)
    for number in range(5):
        wire = redirect(f"/{number + 1}").on_the_wire()
        world.site.answers[f"/{number}"] = lambda connection, wire=wire: (
            time.sleep(0.25),
            connection.sendall(wire),
        )
    begun = time.monotonic()
    assert failure(world.url("/0")).reason == "timeout"
    assert time.monotonic() - begun < 3
    assert len(world.site.requests) < 5


@pytest.mark.parametrize("piece", [b"", b"\x16"], ids=["silence", "drip"])
def test_a_handshake_that_hangs_ends_when_the_time_is_up(world, piece):
    world.change_door(deadline_s=0.6)
    with socket.create_server((PUBLIC, 0)) as listener:
        port = listener.getsockname()[1]
        ports = world.door.policy.allowed_ports | {port}
        world.change_door(policy=replace(world.door.policy, allowed_ports=ports))

        def hang():
            connection, _peer = listener.accept()
            with connection:
                if piece:
                    # A record of 16 KiB is announced, and comes a byte at a time.
                    connection.sendall(b"\x16\x03\x03\x3f\xff")
                for _turn in range(30):
                    time.sleep(0.05)
                    try:
                        connection.sendall(piece)
                    except OSError:
                        return

        threading.Thread(target=hang, daemon=True).start()
        begun = time.monotonic()
        assert failure(f"https://blog.test:{port}/").reason == "timeout"
        assert 0.5 < time.monotonic() - begun < 3


def test_a_nameserver_that_is_silent_costs_a_share_of_the_time(world):
    world.change_door(deadline_s=0.6)
    world.names.names["silent.test"] = [None]
    begun = time.monotonic()
    outcome = failure(world.url(host="silent.test"))
    assert (outcome.reason, outcome.may_retry) == ("dns", True)
    assert time.monotonic() - begun < 3


def test_addresses_that_nobody_answers_at_cost_shares_of_the_time(world, monkeypatch):
    """Four attempts and no more, and together they keep to the deadline."""
    world.change_door(deadline_s=0.8)
    timeouts = []

    class Hanging(socket.socket):
        def connect(self, address):
            if not address[0].startswith("127.80.80."):
                return super().connect(address)
            timeouts.append(self.gettimeout())
            time.sleep(self.gettimeout())
            raise TimeoutError

    monkeypatch.setattr("ssrfguard._connect.socket.socket", Hanging)
    policy = replace(world.door.policy, allowed_networks=("127.80.80.0/24",))
    world.change_door(policy=policy)
    world.names.names["many.test"] = [[f"127.80.80.{number}" for number in range(20)]]
    assert failure(world.url(host="many.test")).reason == "connection"
    assert len(timeouts) == 4
    assert sum(timeouts) <= 0.6 * 0.8


# Bytes


def gzipped(body: bytes) -> Answer:
    return Answer(gzip.compress(body, mtime=0), headers={"Content-Encoding": "gzip"})


def test_gzip_is_asked_for_and_decompressed(world):
    world.site.answers["/"] = gzipped(b"<p>" + b"Hello. " * 10_000)
    found = fetch(world.url(), kind="page")
    assert isinstance(found, Fetched)
    assert found.body == b"<p>" + b"Hello. " * 10_000
    assert world.site.requests[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize("has_length", [True, False])
def test_a_body_of_the_limit_is_taken_and_one_byte_more_is_not(world, has_length):
    limit = 1024 * 1024
    for size in (limit, limit + 1):
        body = b"<p>".ljust(size, b"a")
        world.site.answers[f"/{size}"] = Answer(body, has_length=has_length)
        world.site.answers[f"/gzip/{size}"] = gzipped(body)
    for path_ in ("/", "/gzip/"):
        assert isinstance(fetch(world.url(f"{path_}{limit}"), kind="page"), Fetched)
        outcome = failure(world.url(f"{path_}{limit + 1}"))
        assert (outcome.reason, outcome.may_retry) == ("too_large", False)


def test_pictures_may_have_eight_mebibytes(world):
    limit = 8 * 1024 * 1024
    for size in (limit, limit + 1):
        world.site.answers[f"/{size}"] = Answer(PIXEL.ljust(size, b"a"), type="image/png")
    assert isinstance(fetch(world.url(f"/{limit}"), kind="image"), Fetched)
    assert failure(world.url(f"/{limit + 1}"), "image").reason == "too_large"


def test_a_gzip_bomb_costs_no_memory(world):
    squeezed = zlib.compressobj(9, wbits=31)
    bomb = b"".join(squeezed.compress(b"<p>".ljust(1 << 20)) for _mebibyte in range(100))
    bomb += squeezed.flush()
    assert len(bomb) < 300_000
    world.site.answers["/"] = Answer(bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    try:
        assert failure(world.url()).reason == "too_large"
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6_000_000


def test_a_length_that_is_too_large_is_believed(world):
    world.site.answers["/"] = drip(HEAD + b"Content-Length: 999999999999999999999\r\n\r\n", b"a")
    begun = time.monotonic()
    assert failure(world.url()).reason == "too_large"
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("talk", "reason"),
    [
        (flood(HEAD + b"\r\n<p>", b"a"), "too_large"),
        (flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"), "too_large"),
        (flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1"), "connection"),
        (flood(HEAD, b"a: b\r\n"), "connection"),
        (flood(HEAD + b"X: ", b"a"), "connection"),
        (flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "too_large"),
        (flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"a: b\r\n"), "too_large"),
        (flood(b"", b"garbage"), "connection"),
    ],
    ids=["body", "chunks", "size", "headers", "header", "continue", "trailers", "garbage"],
)
def test_a_flood_ends_by_its_bytes(world, talk, reason):
    world.change_door(deadline_s=30)
    world.site.answers["/"] = talk
    assert failure(world.url()).reason == reason


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"<p>not gzip at all"),
        ("gzip", zlib.compress(b"<p>deflate")),
        ("gzip", gzip.compress(b"<p>Hello" * 1000, mtime=0)[:-9]),
        ("gzip", b""),
        ("deflate", zlib.compress(b"<p>Hello")),
        ("br", b"<p>Hello"),
        ("zstd", b"<p>Hello"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"<p>Hello", mtime=0), mtime=0)),
        ("x" * 1000, b"<p>Hello"),
    ],
)
def test_what_is_compressed_badly_or_otherwise_is_refused(world, encoding, body):
    world.site.answers["/"] = Answer(body, headers={"Content-Encoding": encoding})
    outcome = failure(world.url())
    assert (outcome.reason, outcome.may_retry) == ("encoding", False)


def test_a_body_that_is_cut_off_is_no_body(world):
    world.site.answers["/"] = Answer(b"<p>Hello", has_length=False, headers={"Content-Length": "9"})
    outcome = failure(world.url())
    assert (outcome.reason, outcome.may_retry) == ("connection", True)


# Kinds


@pytest.mark.parametrize(
    ("kind", "type_", "body"),
    [
        ("page", None, b"<p>Hello"),
        ("page", "", b"<p>Hello"),
        ("page", "text/plain", b"<p>Hello"),
        ("page", "application/rss+xml", RSS),
        ("page", "image/png", PIXEL),
        ("page", "text/html", PIXEL),
        ("page", "text/html", RSS),
        ("page", "text/html", b"%PDF-1.7\n%\x00\x01"),
        ("page", "text/html", b"Hello, no markup"),
        ("page", "text/html", b""),
        ("page", "text/html", b"<p>\x00\x01\x02"),
        ("feed", "text/html", b"<p>Hello"),
        ("feed", "text/html", RSS),
        ("feed", "application/xml", b"<?xml version='1.0'?><urlset></urlset>"),
        ("feed", "application/json", b"[]"),
        ("page_or_feed", "text/html", RSS),
        ("page_or_feed", "application/xml", b"<html><p>Hello</html>"),
        ("page_or_feed", "image/png", PIXEL),
        ("image", "text/html", b"<p>Hello"),
        ("image", "image/png", b"<p>Hello"),
        ("image", "image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("image", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("image", "image/gif", b"GIF89a"),
        ("image", "image/png", b"GIF89a"),
        ("image", "image/jpeg", PIXEL),
        ("image", "application/octet-stream", PIXEL),
        ("image", None, PIXEL),
    ],
)
def test_what_is_not_of_the_kind_is_refused(world, kind, type_, body):
    world.site.answers["/"] = Answer(body, type=type_)
    outcome = failure(world.url(), kind)
    assert (outcome.reason, outcome.may_retry) == ("wrong_type", False)


@pytest.mark.parametrize(
    ("status", "may_retry"),
    [
        *((status, False) for status in (202, 204, 206, 300, 302, 304, 401, 404, 410)),
        *((status, True) for status in (403, 408, 429, 500, 503)),
    ],
)
def test_a_status_is_told_with_whether_another_try_makes_sense(world, status, may_retry):
    world.site.answers["/"] = Answer(b"" if status in (204, 304) else b"<p>No", status=status)
    outcome = failure(world.url())
    assert (outcome.reason, outcome.status, outcome.may_retry) == ("status", status, may_retry)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("9" * 500, 999999999),
        ("", None),
        ("Sun, 99 Nov 99999 99:99:99 GMT", None),
    ],
)
def test_retry_after_is_understood(world, header, seconds):
    world.site.answers["/"] = Answer(status=429, headers={"Retry-After": header})
    assert failure(world.url()).retry_after_s == seconds


# What a server may do besides


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00" * 100,
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n: no name\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: \xff\xfe\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\xff;;;=\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n<p>",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>",
        HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: //\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a" * 60000 + b"\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: " + b"../" * 5000 + b"\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://xn--" + b"9" * 200 + b".test/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation:\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1; expires=" + b"0" * 60000 + b"\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        b"HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
    ],
)
def test_nothing_that_a_server_says_raises(world, said, caplog):
    world.site.answers["/"] = lambda connection: connection.sendall(said)
    assert failure(world.url()).reason != "unexpected"
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_server_that_is_not_there(world):
    world.site.close()
    outcome = failure(world.url())
    assert (outcome.reason, outcome.may_retry) == ("connection", True)


def test_a_certificate_that_nobody_trusts(world):
    world.change_door(ca_file=None)
    world.secure.answers["/"] = Answer()
    assert failure(world.url(scheme="https")).reason == "tls"
    assert not world.secure.requests


def test_a_certificate_of_another_name(world):
    world.secure.answers["/"] = Answer()
    assert failure(world.url(host="www.blog.test", scheme="https")).reason == "tls"
    assert not world.secure.requests


def test_http_where_https_is_spoken(world):
    assert failure(f"http://blog.test:{world.secure.port}/").reason == "connection"


def test_https_where_http_is_spoken(world):
    with socket.create_server((PUBLIC, 0)) as listener:
        port = listener.getsockname()[1]
        policy = replace(world.door.policy, allowed_ports=world.door.policy.allowed_ports | {port})
        world.change_door(policy=policy)

        def answer():
            connection, _peer = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(Answer(status=400).on_the_wire())

        threading.Thread(target=answer, daemon=True).start()
        assert failure(f"https://blog.test:{port}/").reason == "tls"


def test_a_name_that_does_not_exist_is_final(world):
    world.names.names["gone.test"] = [[]]
    outcome = failure(world.url(host="gone.test"))
    assert (outcome.reason, outcome.may_retry) == ("dns", False)


def test_no_nameserver_at_all_is_a_value_too(world, monkeypatch):
    world.change_door(nameservers=None)

    def missing():
        raise OSError("no such file")

    monkeypatch.setattr(
        "wagtail_parenting.outbound.transport.nameservers_from_resolv_conf", missing
    )
    assert failure(world.url()).reason == "dns"


def test_an_error_of_ours_is_logged_and_still_a_value(world, monkeypatch, caplog):
    def broken(origin):
        raise RuntimeError("the cache is down")

    monkeypatch.setattr(failures, "remembered_of_origin", broken)
    outcome = failure(world.url())
    assert (outcome.reason, outcome.may_retry) == ("unexpected", True)
    assert "the cache is down" in caplog.text


def test_texts_are_the_same_for_all_that_would_tell_of_our_network():
    hidden = ("address", "dns", "connection", "tls", "timeout")
    assert len({FetchFailed(reason=reason).text for reason in hidden}) == 1


def test_texts_are_translatable(monkeypatch):
    with translation.override("de"):
        assert FetchFailed(reason="status", status=404).text


# How often


@pytest.fixture
def clock(monkeypatch):
    """Time that stands still until it is moved. Deadlines use another clock."""
    moment = [1_800_000_000.0]
    monkeypatch.setattr("time.time", lambda: moment[0])
    return moment


def test_a_host_is_asked_so_often_and_no_more(world, clock):
    world.change_door(per_host_a_minute=2)
    world.site.answers["/"] = Answer()
    assert isinstance(fetch(world.url(), kind="page"), Fetched)
    assert isinstance(fetch(world.url(), kind="page"), Fetched)
    outcome = failure(world.url())
    assert (outcome.reason, outcome.may_retry) == ("budget", True)
    assert 0 < (outcome.retry_after_s or 0) <= 60
    assert len(world.site.requests) == 2
    assert isinstance(fetch(world.url(host="other.test"), kind="page"), Fetched)
    clock[0] += 60
    assert isinstance(fetch(world.url(), kind="page"), Fetched)


def test_redirects_count_for_the_host_that_they_lead_to(world, clock):
    """Else many pages of one's own could lead here, to overrun somebody else."""
    world.change_door(per_host_a_minute=2)
    world.site.answers["/"] = redirect(world.url("/victim", host="other.test"))
    world.site.answers["/victim"] = Answer()
    for number in range(4):
        world.names.names[f"attack-{number}.test"] = [[PUBLIC]]
        fetch(world.url(host=f"attack-{number}.test"), kind="page")
    asked = [request for request in world.site.requests if request.path == "/victim"]
    assert len(asked) == 2


def test_a_domain_is_asked_so_often_whatever_its_hosts(world, clock):
    world.change_door(per_domain_a_minute=2)
    world.site.answers["/"] = Answer()
    for host in ("blog.test", "www.blog.test"):
        assert isinstance(fetch(world.url(host=host), kind="page"), Fetched)
    world.names.names["third.blog.test"] = [[PUBLIC]]
    assert failure(world.url(host="third.blog.test")).reason == "budget"
    assert isinstance(fetch(world.url(host="other.test"), kind="page"), Fetched)


def test_all_together_are_asked_so_often(world, clock):
    world.change_door(in_all_a_minute=2)
    world.site.answers["/"] = Answer()
    for host in ("blog.test", "other.test"):
        assert isinstance(fetch(world.url(host=host), kind="page"), Fetched)
    world.names.names["third.test"] = [[PUBLIC]]
    assert failure(world.url(host="third.test")).reason == "budget"


# What is remembered


def test_a_failure_is_remembered_for_a_while(world, clock):
    world.site.answers["/"] = Answer(status=503)
    first = failure(world.url())
    world.site.answers["/"] = Answer()
    second = failure(world.url())
    assert (second.reason, second.status, second.text) == ("status", 503, first.text)
    assert second.is_remembered
    assert second.retry_after_s == 600
    assert len(world.site.requests) == 1
    clock[0] += 601
    assert isinstance(fetch(world.url(), kind="page"), Fetched)


def test_a_failure_of_an_address_says_nothing_of_another_or_another_kind(world):
    assert failure(world.url("/gone")).status == 404
    world.site.answers["/"] = Answer()
    assert isinstance(fetch(world.url(), kind="page"), Fetched)
    assert not failure(world.url("/gone"), "image").is_remembered


def test_remembering_does_not_prolong_itself(world, clock):
    failure(world.url("/gone"))
    clock[0] += 400
    assert failure(world.url("/gone")).is_remembered
    clock[0] += 300
    assert not failure(world.url("/gone")).is_remembered


def test_a_server_that_asks_for_patience_gets_it_for_all_its_addresses(world, clock):
    world.site.answers["/"] = Answer(status=429, headers={"Retry-After": "3600"})
    failure(world.url())
    clock[0] += 1800
    assert failure(world.url("/other")).retry_after_s == 1800
    assert len(world.site.requests) == 1


def test_no_server_can_ask_for_more_than_a_day(world, clock):
    world.site.answers["/"] = Answer(status=503, headers={"Retry-After": "9" * 9})
    failure(world.url())
    clock[0] += 24 * 3600 + 1
    assert not failure(world.url()).is_remembered


def test_a_host_that_cannot_be_reached_is_remembered_as_a_whole(world):
    world.names.names["trap.test"] = [["10.0.0.1"]]
    failure(world.url("/one", host="trap.test"))
    assert failure(world.url("/two", host="trap.test")).is_remembered
    assert world.names.asked == ["trap.test"]


def test_a_redirect_into_our_network_says_nothing_of_the_whole_site(world):
    world.site.answers["/bad"] = redirect(f"http://{LOOPBACK}/")
    world.site.answers["/"] = Answer()
    assert failure(world.url("/bad")).reason == "address"
    assert isinstance(fetch(world.url(), kind="page"), Fetched)


def test_what_is_remembered_does_not_tell_which_address_it_was(world):
    failure(world.url("/gone"))
    stored = repr(list(cache._cache.items()))
    assert "outbound" in stored
    assert "blog.test" not in stored
    assert "gone" not in stored


# Who may fetch


def view(request):
    fetch("http://blog.test/", kind="page")
    return HttpResponse()


urlpatterns = [path("fetches/", view)]


@pytest.fixture
def own_urls(settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []


def test_a_request_may_not_fetch(world, own_urls):
    with pytest.raises(FetchedInRequest, match="in tasks only"):
        Client().get("/fetches/")
    world.site.answers["/"] = Answer()
    assert isinstance(fetch(world.url(), kind="page"), Fetched)  # after it, others may


async def _get(address):
    return await AsyncClient().get(address)


@pytest.mark.skipif(
    django.VERSION < (6,), reason="Django 5.2 sends signals of asynchronous requests elsewhere"
)
def test_an_asynchronous_request_may_not_fetch(world, own_urls):
    from asgiref.sync import async_to_sync

    with pytest.raises(FetchedInRequest):
        async_to_sync(_get)("/fetches/")


def test_nothing_is_fetched_where_tasks_run_in_the_request(world, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    outcome = failure(world.url())
    assert (outcome.reason, outcome.may_retry) == ("no_worker", True)
    assert not world.site.requests


# One door


FORBIDDEN = {"aiohttp", "feedparser", "ftplib", "httpx", "requests", "socket", "ssl", "ssrfguard"}
FORBIDDEN |= {"telnetlib", "tldextract", "urllib3", "urllib.request", "http.client"}


def imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def opens_sockets(file: Path) -> set[str]:
    return {
        name
        for name in imported(file)
        if any(name == module or name.startswith(f"{module}.") for module in FORBIDDEN)
    }


def test_there_is_one_door():
    files = [file for file in PACKAGE.rglob("*.py") if file.parent.name != "outbound"]
    assert len(files) > 100
    found = {str(file.relative_to(PACKAGE)): opens_sockets(file) for file in files}
    assert {file: names for file, names in found.items() if names} == {}


def test_what_reads_what_came_in_opens_nothing():
    for name in ("bodies", "charsets", "images", "page_head", "sniffing"):
        assert opens_sockets(PACKAGE / "outbound" / f"{name}.py") == set()


def test_no_code_of_the_package_swaps_the_door():
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert len(re.findall(r"\bDOOR\b.*[^=!]=[^=]", text)) == (file.name == "door.py"), file


# The client for services


def test_the_httpx_client_is_guarded(world):
    pytest.importorskip("httpx")
    from ssrfguard import SSRFGuardError

    world.site.answers["/"] = Answer(headers={"Set-Cookie": "a=1"})
    world.site.answers["/away"] = redirect(f"http://{LOOPBACK}:{world.site.port}/")
    with guarded_httpx_client() as client:
        assert client.get(world.url()).status_code == 200
        assert client.get(world.url("/away")).status_code == 302
        assert client.headers["user-agent"].startswith("wagtail-parenting/")
        for address in ("http://127.0.0.1/", "http://blog.test:22/", world.url(host="trap.test")):
            with pytest.raises(SSRFGuardError):
                client.get(address)
    assert not world.was_forbidden_asked


def test_httpx_is_loaded_only_when_asked_for():
    tree = ast.parse((PACKAGE / "outbound" / "fetch.py").read_text(encoding="utf-8"))
    at_once = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert "httpx" not in ast.unparse(at_once)


# Domains


@pytest.mark.parametrize(
    ("place", "domain"),
    [
        ("blog.example.co.uk", "example.co.uk"),
        ("https://www.Example.org:8080/path?x=//other.org", "example.org"),
        ("EXAMPLE.ORG.", "example.org"),
        ("anna.github.io", "anna.github.io"),
        ("www.anna.blogspot.com", "anna.blogspot.com"),
        ("https://anna.wordpress.com/naps/", "anna.wordpress.com"),
        ("https://medium.com/@anna/naps", ""),
        ("Bücher.example.de", "example.de"),
        ("bücher.de", "xn--bcher-kva.de"),
        ("//xn--bcher-kva.de", "xn--bcher-kva.de"),
        ("a.b.unheard-of", "b.unheard-of"),
        ("co.uk", ""),
        ("github.io", ""),
        ("localhost", ""),
        ("127.0.0.1", ""),
        ("http://[::1]/", ""),
        ("[::1]", ""),
        ("example..org", ""),
        (".example.org", ""),
        ("", ""),
        ("http://", ""),
        ("http://[", ""),
        ("mailto:anna@example.org", ""),
        ("a" * 300 + ".org", ""),
        ("ab\u2028cd.org", ""),
    ],
)
def test_the_registrable_domain(place, domain):
    assert registrable_domain(place) == domain


def test_two_blogs_of_one_provider_are_two_domains():
    assert is_same_domain("https://anna.github.io/blog/", "www.anna.github.io")
    assert not is_same_domain("anna.github.io", "berta.github.io")
    assert not is_same_domain("10.0.0.1", "10.0.0.1")


def test_the_suffix_list_is_neither_downloaded_nor_written(monkeypatch):
    from wagtail_parenting.outbound import domains

    def forbidden(*args, **kwargs):
        raise AssertionError("not without a network")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr("tldextract.cache.DiskCache.set", forbidden)
    domains._extract.cache_clear()
    assert registrable_domain("www.example.org") == "example.org"
