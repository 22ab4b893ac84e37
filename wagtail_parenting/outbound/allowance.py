"""What one fetch may still use: time and bytes. Pure but for the clock.

The clocks and limits of HTTP clients are per read: a server that sends a byte a second, or an
endless header, never meets them.
"""

from __future__ import annotations

import time


class OutOfTime(Exception):
    """The deadline has passed."""


class OutOfBytes(Exception):
    """More came than is taken."""


class BadEncoding(Exception):
    """The body cannot be decompressed, or is compressed in a way that was not asked for."""


class Allowance:
    """Time and bytes of one fetch, over all its redirects.

    Its exceptions are no ``OSError`` on purpose: HTTP clients wrap and retry those.
    """

    def __init__(self, *, time_s: float, max_wire_bytes: int) -> None:
        self._ends_at = time.monotonic() + time_s
        self._wire_bytes_left = max_wire_bytes

    def left_s(self) -> float:
        """Seconds that are left, more than 0. Raises ``OutOfTime``."""
        left_s = self._ends_at - time.monotonic()
        if left_s <= 0:
            raise OutOfTime
        return left_s

    def count(self, wire_bytes: int) -> None:
        """Count bytes as they come from the wire, headers included. Raises ``OutOfBytes``."""
        self._wire_bytes_left -= wire_bytes
        if self._wire_bytes_left < 0:
            raise OutOfBytes
