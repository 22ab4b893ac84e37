"""The one place that makes and checks signed tokens, and keyed hashes.

A token is bound to its purpose (a cursor never passes for a preview token) and carries the time
of its making. Keys rotate with Django's ``SECRET_KEY_FALLBACKS``. The content is signed, not
secret: nothing private goes into one.
"""

from __future__ import annotations

from typing import Any, Literal

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from wagtail_parenting.errors import InvalidToken

Purpose = Literal["cursor", "preview", "form", "visitor", "reader", "unsubscribe"]
#: What hashes of what readers send are for; one is never equal to another's.
HashPurpose = Literal["limits", "connection", "address", "input", "body", "mailed_link", "proof"]


def make(purpose: Purpose, content: Any) -> str:
    """Sign JSON-serialisable ``content`` for ``purpose``; the result is URL-safe."""
    return signing.dumps(content, salt=f"wagtail_parenting.{purpose}", compress=True)


def read(purpose: Purpose, token: str, *, max_age_s: int | None = None) -> Any:
    """The content of ``token``. Raises ``InvalidToken`` when altered, foreign or too old."""
    try:
        return signing.loads(token, salt=f"wagtail_parenting.{purpose}", max_age=max_age_s)
    except signing.SignatureExpired:
        raise InvalidToken("The token has expired.") from None
    except Exception:  # signing raises many kinds for what is not base64, zlib or JSON
        raise InvalidToken("The token is not valid.") from None


def keyed_hash(purpose: HashPurpose, text: str) -> str:
    """A hash of ``text`` that nobody can make, or try out, without the secret key; 64 digits."""
    return _keyed_hash(purpose, text, settings.SECRET_KEY)


def keyed_hashes(purpose: HashPurpose, text: str) -> list[str]:
    """``keyed_hash`` under the present key and those that it has replaced."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_keyed_hash(purpose, text, key) for key in keys]


def _keyed_hash(purpose: str, text: str, secret: str | bytes) -> str:
    salt = f"wagtail_parenting.{purpose}"
    return salted_hmac(salt, text, secret=secret, algorithm="sha256").hexdigest()
