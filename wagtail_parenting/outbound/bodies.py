"""The body of an answer, decompressed by us, within its limit.

The client could decompress, but some of its versions hand out whatever one piece of input makes:
67 MB at once from 285 KB. Only gzip is asked for, and only gzip is taken.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from wagtail_parenting.outbound.allowance import BadEncoding, OutOfBytes

#: Input and output are handled in pieces of this many bytes.
PIECE = 16 * 1024
_GZIP = 16 + zlib.MAX_WBITS


def read(pieces: Iterable[bytes], *, encoding: str, max_bytes: int) -> bytes:
    """The body from its ``pieces`` as they come, at most ``max_bytes`` long when decompressed.

    ``encoding`` is the header's. Raises ``OutOfBytes`` and ``BadEncoding``.
    """
    encoding = encoding.strip().lower()
    if encoding in ("gzip", "x-gzip"):
        pieces = _gunzipped(pieces)
    elif encoding not in ("", "identity"):
        raise BadEncoding
    body = bytearray()
    for piece in pieces:
        if len(body) + len(piece) > max_bytes:
            raise OutOfBytes
        body += piece
    return bytes(body)


def _gunzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Of several gzip members in a row the first counts, as in browsers."""
    stream = zlib.decompressobj(_GZIP)
    for piece in pieces:
        while piece and not stream.eof:
            try:
                yield stream.decompress(piece, PIECE)
            except zlib.error:
                raise BadEncoding from None
            piece = stream.unconsumed_tail
        if stream.eof:
            return
    raise BadEncoding  # cut off
