"""Drawing winners so that anyone can draw them again. Pure.

While an edition is open its host names a public value that nobody can know yet, such as a round of
the drand beacon (https://docs.drand.love). When it has closed, the set of its entries is written
down as a text, and the hash of that text is published. Once the value is out, winners follow from
hash and value alone.

Why this is fair: entries stand in the order of SHA-256 of hash, value and number. As long as
SHA-256 behaves like a random function, each value puts them in each order with the same
probability. The set was fixed before the value could be known, so nobody, the host included,
could choose one to suit the other; another set has another hash, and with it another order.

What it cannot show, the public record does: which entries were left out, and every other draw of
the same edition with its reason. docs/reference/draws.md says all this in words, with a script that
draws again. A change of any byte here is another algorithm: give it another ``FIRST_LINE``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

from django.utils.translation import gettext as _

FIRST_LINE = "wagtail-parenting draw 1"
MAX_VALUE = 1000
_HASH = re.compile(r"[0-9a-f]{64}")


def pool_text(edition: str, numbers: Collection[int]) -> str:
    """The set of the entries of ``edition`` as a text: who entered is not in it.

    One line each for ``FIRST_LINE``, the edition and, from low to high, the number of every entry;
    each line ends with a line feed. Raises ``ValueError`` for an edition that is no single line of
    visible text, and for numbers that are not 1 or more, each once.
    """
    if not edition.isprintable() or edition != edition.strip() or not edition:
        raise ValueError(f"{edition!r} cannot stand for an edition in one line")
    lines = [FIRST_LINE, edition, *map(str, _sorted(numbers))]
    return "".join(f"{line}\n" for line in lines)


def pool_hash(text: str) -> str:
    """SHA-256 (FIPS 180-4) of ``text`` in UTF-8: 64 hexadecimal digits in lower case."""
    return hashlib.sha256(text.encode()).hexdigest()


def normalized(value: str) -> str:
    """The public value as the record has it; twice is the same as once.

    White space around it goes, within it becomes one space, and letters become small. Who can
    choose how a value is written can try ways until the winners suit: 64 hexadecimal digits have
    billions, by letter case alone. Raises ``ValueError``, translated, for what is empty, not in
    ASCII or longer than ``MAX_VALUE``.
    """
    value = " ".join(value.split())
    if not value:
        raise ValueError(_("Please give the value."))
    if not value.isascii() or not value.isprintable():
        raise ValueError(_("The value may only have letters from A to Z, digits and signs."))
    if len(value) > MAX_VALUE:
        message = _("The value is %(length)s characters long; at most %(longest)s are possible.")
        raise ValueError(message % {"length": len(value), "longest": MAX_VALUE})
    return value.lower()


def ranking(pool_hash: str, value: str, numbers: Collection[int]) -> list[int]:
    """``numbers`` in the order in which they are drawn.

    That is the order of SHA-256 of ``<hash>:<normalized value>:<number>`` in hexadecimal digits,
    the lowest first; with equal ones, which nobody has ever seen, the lower number. Raises
    ``ValueError`` for what is no hash, no value or no set of numbers.
    """
    if not _HASH.fullmatch(pool_hash):
        raise ValueError(f"{pool_hash!r} is no SHA-256 in lower case")
    value = normalized(value)

    def rank(number: int) -> str:
        return hashlib.sha256(f"{pool_hash}:{value}:{number}".encode()).hexdigest()

    return sorted(_sorted(numbers), key=rank)


def winners(
    pool_hash: str,
    value: str,
    numbers: Collection[int],
    *,
    count: int,
    excluded: Collection[int] = (),
) -> list[int]:
    """The first ``count`` of the ranking that are not ``excluded``; the first of them comes first.

    ``numbers`` are all that the hash was made of, ``excluded`` those of them that were withdrawn or
    removed since: the others keep their order. Fewer win where fewer are left. Raises
    ``ValueError`` as ``ranking`` does, for a ``count`` below 1, and for excluded ones that are not
    in the pool.
    """
    if count < 1:
        raise ValueError("at least one wins")
    left_out = set(excluded)
    if strangers := left_out.difference(numbers):
        raise ValueError(f"excluded, but not in the pool: {sorted(strangers)}")
    drawn = [number for number in ranking(pool_hash, value, numbers) if number not in left_out]
    return drawn[:count]


def _sorted(numbers: Collection[int]) -> list[int]:
    in_order = sorted(numbers)
    if len(set(in_order)) < len(in_order):
        raise ValueError("a number stands twice in the pool")
    if in_order and in_order[0] < 1:
        raise ValueError(f"{in_order[0]} is no number of an entry")
    return in_order
