"""The one place that makes and checks signed tokens.

A token is bound to its purpose (a cursor never passes for a preview token) and carries the time
of its making. Keys rotate with Django's ``SECRET_KEY_FALLBACKS``. The content is signed, not
secret: nothing private goes into one.
"""

from __future__ import annotations

from typing import Any, Literal

from django.core import signing

from wagtail_parenting.errors import InvalidToken

Purpose = Literal["cursor", "preview"]


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
