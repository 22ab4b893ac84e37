"""The order of a thread: paths that sort depth first. Pure.

A comment's path is its parent's and then its own id, in 8 upper-case digits to the base of 36, so
comparing texts puts every reply below what it answers, siblings in the order of their ids. A path
has at most 32 steps (MariaDB indexes no longer one): replies below the 32nd level stand in the
order of their ids below the ancestor on the 31st. Depth is counted without a limit.
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STEP = 8
MAX_STEPS = 32
#: The largest id that a step can hold: 2,821,109,907,455.
MAX_ID = 36**STEP - 1


def step_of(comment_id: int) -> str:
    """``comment_id`` as a step of a path. Raises ``ValueError`` outside 0 to ``MAX_ID``."""
    if not 0 <= comment_id <= MAX_ID:
        raise ValueError(f"{comment_id} is no id of a comment")
    digits = []
    rest = comment_id
    for _place in range(STEP):
        rest, digit = divmod(rest, 36)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits))


def path_of(comment_id: int, parent_path: str = "") -> str:
    """The path of a comment below ``parent_path``; of one that begins a thread without it."""
    return parent_path[: (MAX_STEPS - 1) * STEP] + step_of(comment_id)


def ids_of(path: str) -> list[int]:
    """The ids in a path, from the beginning of the thread down to the comment itself."""
    return [int(path[start : start + STEP], 36) for start in range(0, len(path), STEP)]


def is_below(path: str, ancestor_path: str) -> bool:
    """Whether ``path`` stands in the part of the thread that ``ancestor_path`` begins."""
    return len(path) > len(ancestor_path) and path.startswith(ancestor_path)


def shown_below(path: str, shown_depth: int) -> int | None:
    """The id of the comment under which ``path`` is shown where ``shown_depth`` levels are set in
    (1: all replies right below the first comment); None for one that begins a thread."""
    above = ids_of(path)[:-1]
    return above[min(len(above), shown_depth) - 1] if above else None
