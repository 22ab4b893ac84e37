"""Proof of work, for sites that want it: the extra ``altcha``, and ``PROOF_OF_WORK``.

A browser solves a small riddle before it may send, which costs a reader a second and a spammer
with a million comments a fortnight. ALTCHA's format (https://altcha.org/docs/v2/proof-of-work/), so
that its own widgets can solve it as well as ours. Nobody outside is asked.
"""

from __future__ import annotations

import json
import time
from base64 import b64decode
from typing import Any

from wagtail_parenting import tokens
from wagtail_parenting.conf import config
from wagtail_parenting.errors import RateLimited
from wagtail_parenting.limits import spend

ALGORITHM, ROUNDS = "SHA-256", 1
#: Longer ones cannot be solutions.
MAX_LENGTH = 4000


def is_on() -> bool:
    return config().proof_of_work > 0


def challenge() -> dict[str, Any] | None:
    """A riddle for one form, as JSON has it; None where the site asks for none."""
    if not is_on():
        return None
    import altcha

    made = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        key_prefix="0" * config().proof_of_work,
        expires_at=int(time.time()) + config().form_max_seconds,
        hmac_secret=tokens.keyed_hash("proof", ""),
    )
    return made.to_dict()


def is_solved(payload: str) -> bool:
    """Whether ``payload`` solves a riddle of ours that nobody has handed in yet."""
    import altcha

    if len(payload) > MAX_LENGTH:
        return False
    try:
        secrets = tokens.keyed_hashes("proof", "")
        solved = any(altcha.verify_solution(payload, secret).verified for secret in secrets)
        riddle = json.loads(b64decode(payload))["challenge"]["parameters"]["nonce"]
    except (ValueError, KeyError, TypeError):
        return False
    if not solved:
        return False
    try:
        spend("proof", str(riddle), allowed=1, window_s=2 * config().form_max_seconds)
    except RateLimited:
        return False
    return True
