"""Who asks, as operations know it: by the ``Parenting-Token`` header, or a bearer token.

Neither cookies nor sessions count. A stranger is let in wherever readers are; a token that is
broken is told so (401), so that a browser can throw it away.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.security import APIKeyHeader
from wagtail.api.v3.auth import AllowAnonymous, BearerTokenAuth

from wagtail_parenting.errors import InvalidToken, NotAuthenticated
from wagtail_parenting.readers import identity
from wagtail_parenting.readers.identity import STRANGER, Who

HEADER = "Parenting-Token"
MAX_TOKEN = 1000


class ParentingToken(APIKeyHeader):
    """The secret of one visitor's browser."""

    param_name = HEADER
    openapi_description = (
        "The `visitor_token` that the first write answers, or the `reader_token` of a confirmed "
        "address."
    )

    def authenticate(self, request: HttpRequest, key: str | None) -> Who | None:
        if not key:
            return None
        request.user = AnonymousUser()
        if len(key) > MAX_TOKEN:
            raise InvalidToken("The token is not valid.")
        return identity.read(key)


class AccountToken(BearerTokenAuth):
    """Someone with an account, as Wagtail's v3 knows her."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        if super().authenticate(request, token) is None:
            raise InvalidToken("The bearer token is not valid.")
        return Who(user=request.user)


class Stranger(AllowAnonymous):
    def __call__(self, request: HttpRequest) -> Who:
        super().__call__(request)
        return STRANGER


#: For operations that anyone may call.
ANYONE = [AccountToken(), ParentingToken(), Stranger()]
#: For operations of readers themselves.
READERS = [ParentingToken(), Stranger()]
#: For operations of the team.
ACCOUNTS = [AccountToken(), Stranger()]


def who_asks(request: HttpRequest) -> Who:
    """The one whom an operation's ``auth`` has let in."""
    who = getattr(request, "auth", None)
    return who if isinstance(who, Who) else STRANGER


def known_visitor(request: HttpRequest) -> Who:
    """The same, for what only someone known may do. Raises ``NotAuthenticated``."""
    who = who_asks(request)
    if not who.is_known:
        raise NotAuthenticated(f"Send the token that you were given, in the header {HEADER}.")
    return who


def account(request: HttpRequest) -> Any:
    """The account behind a bearer token. Raises ``NotAuthenticated``."""
    user = who_asks(request).user
    if user is None:
        raise NotAuthenticated("Send a bearer token.")
    return user


def may_be_kept(request: HttpRequest) -> bool:
    """Whether the answer is the same for everyone: no token was sent."""
    return not who_asks(request).is_known
