"""Proof of work, where a site asks for it."""

from typing_extensions import TypedDict


class RiddleParameters(TypedDict):
    algorithm: str
    nonce: str
    salt: str
    cost: int
    keyLength: int
    keyPrefix: str
    expiresAt: int


class Riddle(TypedDict):
    """A proof of work, as ALTCHA has it (https://altcha.org/docs/v2/proof-of-work/)."""

    parameters: RiddleParameters
    signature: str
