"""The order of a thread: paths that sort depth first. Pure.

A reply's path is its parent's and then its own id, in 8 upper-case digits to the base of 36, so
comparing texts puts every reply below what it answers, siblings in the order of their ids. That of
a comment that begins a thread is empty. A path has at most 32 steps (MariaDB indexes no longer
one): replies below the 32nd level stand in the order of their ids below the ancestor on the 31st.
Depth is counted without a limit.
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
    """The path of a reply to what has ``parent_path``."""
    return parent_path[: (MAX_STEPS - 1) * STEP] + step_of(comment_id)


def range_below(path: str) -> tuple[str, str] | None:
    """Between which two texts, both left out, all paths lie that begin with ``path``; None for one
    that has all its steps: what answers it stands beside it."""
    if len(path) >= MAX_STEPS * STEP:
        return None
    return path, path + "Z" * (STEP + 1)
