"""Whether a port is free. Standard library only: ``make demo`` asks before it installs anything.

Run as a script: ``python example_site/ports.py 8000`` says what is wrong and exits with 1.
"""

from __future__ import annotations

import socket
import sys

#: Browsers try both for ``localhost``; another program on either would answer in our place.
LOOPBACKS = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


class PortError(Exception):
    """The port cannot be used. The message says why, and what to do."""


def read_port(text: str) -> int:
    """The port that ``text`` names. Raises ``PortError``."""
    if text.isascii() and text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise PortError(f"PORT must be a number from 1 to 65535, not {text!r}.")


def ensure_free(port: int, host: str = "127.0.0.1") -> None:
    """Raise ``PortError`` unless ``host`` can be listened on at ``port``."""
    if any(_answers(family, address, port) for family, address in LOOPBACKS):
        raise PortError(_taken(port))
    try:
        _bind(host, port)
    except PermissionError:
        message = (
            f"Port {port} may not be opened by you. Choose one above 1023: make demo PORT=8000"
        )
        raise PortError(message) from None
    except OSError as error:
        if isinstance(error, socket.gaierror):
            raise PortError(f"There is no host {host!r} on this machine.") from None
        raise PortError(_taken(port)) from None


def _taken(port: int) -> str:
    other = next((candidate for candidate in range(port + 1, 65536) if _is_free(candidate)), 8001)
    return (
        f"Port {port} is taken by another program (perhaps another demo). "
        f"Stop it, or choose another port: make demo PORT={other}"
    )


def _is_free(port: int) -> bool:
    if any(_answers(family, address, port) for family, address in LOOPBACKS):
        return False
    try:
        _bind("127.0.0.1", port)
    except OSError:
        return False
    return True


def _answers(family: int, address: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(1)
            return probe.connect_ex((address, port)) == 0
    except OSError:  # a machine without IPv6
        return False


def _bind(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def main(arguments: list[str]) -> int:
    port, host = [*arguments, *("8000", "127.0.0.1")[len(arguments) :]][:2]
    try:
        ensure_free(read_port(port), host)
    except PortError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
