"""Servers for tests of fetching: real ones, on loopback, in threads. Nothing leaves the machine.

Of all addresses only ``PUBLIC`` may be reached through the tests' door. At the same port, on every
other loopback address, listens a server that must never be asked. Names are resolved by a server
of our own. A test module takes the fixture as
``world = outbound_servers.world``.
"""

from __future__ import annotations

import contextlib
import errno
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from wagtail_parenting.outbound import door as door_module
from wagtail_parenting.outbound.door import Door

PUBLIC = "127.80.80.80"
LOOPBACK = "127.0.0.1"
PEM = Path(__file__).parent / "data" / "outbound_tls.pem"
HTML = "text/html; charset=utf-8"


@dataclass
class Request:
    """What a server was asked."""

    path: str
    headers: dict[str, str]
    """Names in lower case."""


@dataclass
class Answer:
    """What a server says: a whole answer, as it goes over the wire."""

    body: bytes = b"<!doctype html><title>Hi</title><p>Hi"
    type: str | None = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    has_length: bool = True

    def on_the_wire(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} Whatever", "Connection: close"]
        if self.type is not None:
            lines.append(f"Content-Type: {self.type}")
        if self.has_length:
            lines.append(f"Content-Length: {len(self.body)}")
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


def redirect(to: str, *, status: int = 302, **headers: str) -> Answer:
    return Answer(b"", status=status, headers={"Location": to, **headers})


#: Says what it wants on the connection, with pauses if it likes.
Talk = Callable[[socket.socket], None]


def drip(first: bytes, piece: bytes, *, every_s: float = 0.05) -> Talk:
    """Says ``first``, and then ``piece`` for ever, with pauses."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            time.sleep(every_s)
            connection.sendall(piece)

    return talk


def flood(first: bytes, piece: bytes) -> Talk:
    """Says ``first``, and then ``piece`` for ever, as fast as it is taken."""
    return drip(first, piece * (1 + 65536 // len(piece)), every_s=0)


class WebServer:
    """Answers by path. Connections are closed after one answer."""

    def __init__(self, address: str, port: int = 0, *, tls: bool = False) -> None:
        self.answers: dict[str, Answer | Talk] = {}
        self.requests: list[Request] = []
        self.connections = 0
        self._tls = _tls_context() if tls else None
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._socket = socket.create_server((address, port), family=family)
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self._socket.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _peer = self._socket.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(20)
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            request = _read_request(connection)
            self.requests.append(request)
            answer = self.answers.get(request.path, Answer(b"<p>Nothing here.", status=404))
            if isinstance(answer, Answer):
                connection.sendall(answer.on_the_wire())
            else:
                answer(connection)
            connection.close()


def _read_request(connection: socket.socket) -> Request:
    said = b""
    while b"\r\n\r\n" not in said:
        more = connection.recv(65536)
        if not more:
            raise ConnectionError
        said += more
    first, *lines = said.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _colon, value in pairs}
    return Request(first.split(" ")[1], headers)


def _tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    return context


class NameServer:
    """Resolves ``names`` to addresses, all others to loopback, as a hostile one would.

    A name has a list of answers, each a list of addresses: the first lookup gets the first, and
    the last one stays. None as an answer means silence.
    """

    def __init__(self) -> None:
        self.names: dict[str, list[list[str] | None]] = {}
        self.asked: list[str] = []
        """Names, once for each lookup of an IPv4 address."""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((LOOPBACK, 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.sendto(b"", (LOOPBACK, self.port))
        self._socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while question := self._socket.recvfrom(4096):
                message, peer = question
                if not message:
                    return
                if answer := self._answer(message):
                    self._socket.sendto(answer, peer)

    def _answer(self, message: bytes) -> bytes | None:
        name, end = _name_in(message)
        (wanted,) = struct.unpack_from("!H", message, end)
        found = self._looked_up(name, counts=wanted == 1)
        if found is None:
            return None
        family = socket.AF_INET if wanted == 1 else socket.AF_INET6
        fitting = [address for address in found if (":" in address) == (wanted == 28)]
        records = b"".join(
            b"\xc0\x0c" + struct.pack("!HHIH", wanted, 1, 0, len(packed)) + packed
            for packed in (socket.inet_pton(family, address) for address in fitting)
        )
        head = message[:2] + struct.pack("!HHHHH", 0x8180, 1, len(fitting), 0, 0)
        return head + message[12 : end + 4] + records

    def _looked_up(self, name: str, *, counts: bool) -> list[str] | None:
        answers = self.names.get(name, [[LOOPBACK]])
        found = answers[min(self.asked.count(name), len(answers) - 1)]
        if counts:  # IPv6 is asked first, IPv4 second: both get the same answer
            self.asked.append(name)
        return found


def _name_in(message: bytes) -> tuple[str, int]:
    labels, place = [], 12
    while length := message[place]:
        labels.append(message[place + 1 : place + 1 + length].decode())
        place += 1 + length
    return ".".join(labels).lower(), place + 1


@dataclass
class World:
    """All the servers of a test, and the door that leads to one of them."""

    site: WebServer
    secure: WebServer
    forbidden: list[WebServer]
    names: NameServer
    door: Door
    swap: Callable[[Door], None]

    def url(self, path: str = "/", *, host: str = "blog.test", scheme: str = "http") -> str:
        port = self.site.port if scheme == "http" else self.secure.port
        return f"{scheme}://{host}:{port}{path}"

    def change_door(self, **fields: Any) -> None:
        self.door = replace(self.door, **fields)
        self.swap(self.door)

    @property
    def was_forbidden_asked(self) -> bool:
        return any(server.connections for server in self.forbidden)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[World]:
    settings.WAGTAIL_PARENTING = {
        **settings.WAGTAIL_PARENTING,
        "OUTBOUND_CONTACT": "https://www.example.org/contact",
    }
    with contextlib.ExitStack() as stack:
        site, forbidden = _at_one_port(stack)
        secure = _opened(stack, WebServer(PUBLIC, tls=True))
        names = _opened(stack, NameServer())
        for name in ("blog.test", "www.blog.test", "other.test"):
            names.names[name] = [[PUBLIC]]
        policy = replace(
            door_module.DOOR.policy,
            allowed_networks=(f"{PUBLIC}/32",),
            allowed_ports=frozenset({80, 443, site.port, secure.port}),
        )
        door = Door(
            policy=policy,
            nameservers=(LOOPBACK,),
            nameserver_port=names.port,
            ca_file=str(PEM),
        )

        def swap(other: Door) -> None:
            monkeypatch.setattr(door_module, "DOOR", other)

        swap(door)
        yield World(site, secure, forbidden, names, door, swap)


def _at_one_port(stack: contextlib.ExitStack) -> tuple[WebServer, list[WebServer]]:
    """The public server, and the forbidden ones at the same port.

    The port the system gives out is free at the public address only: another process may hold it
    at the others, if only as the near end of a connection. Then the next one is tried.
    """
    for _attempt in range(50):
        with contextlib.ExitStack() as attempt:
            try:
                site = _opened(attempt, WebServer(PUBLIC))
            except OSError:
                pytest.skip("This system has no loopback addresses but one.")
            try:
                forbidden = [
                    _opened(attempt, WebServer(address, site.port)) for address in _forbidden()
                ]
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                continue
            stack.push(attempt.pop_all())
            return site, forbidden
    raise RuntimeError("No port is free at every address of this system.")


def _forbidden() -> list[str]:
    """The addresses of this system that nothing may reach: without IPv6, there is one."""
    try:
        WebServer("::1").close()
    except OSError:
        return [LOOPBACK]
    return [LOOPBACK, "::1"]


def _opened(stack: contextlib.ExitStack, server: Any) -> Any:
    stack.callback(server.close)
    return server
