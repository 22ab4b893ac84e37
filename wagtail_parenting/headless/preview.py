"""Preview tokens: who may see which unsaved page, in which mode, and for how long.

A token names the page, the preview mode and the user, carries a digest of the user's session
hash (so that a changed password ends it), and expires after ``PREVIEW_TOKEN_SECONDS``.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from wagtail.models import Site
from wagtail_headless_preview.models import PagePreview

from wagtail_parenting import tokens
from wagtail_parenting.conf import config
from wagtail_parenting.errors import InvalidToken
from wagtail_parenting.headless.routing import Frontends, preview_url

#: Set on a page that a preview token has opened: it is shown although it is not public.
PREVIEWED = "_parenting_previewed"


def make_token(page: Any, *, mode: str, user: Any) -> str:
    """A token for ``page`` as it stands, in ``mode``, for ``user``."""
    return tokens.make("preview", [_subject(page), mode, str(user.pk), _session_digest(user)])


def read(token: str) -> tuple[Any, str]:
    """(page, mode) behind ``token``. Raises ``InvalidToken``. 2 queries besides the page's own."""
    content = tokens.read("preview", token, max_age_s=config().preview_token_seconds)
    if not isinstance(content, list) or len(content) != 4:
        raise InvalidToken("The token is not valid.")
    subject, mode, user_pk, digest = content
    user = get_user_model()._default_manager.filter(pk=user_pk, is_active=True).first()
    if user is None or _session_digest(user) != digest:
        raise InvalidToken("The preview belongs to a session that has ended.")
    stored = PagePreview.objects.filter(token=token).first()
    if stored is None:
        raise InvalidToken("The preview is no longer kept. Open it again from the editor.")
    page = stored.as_page()
    if _subject(page) != subject:
        raise InvalidToken("The token is not valid.")
    return page, mode


def address(page: Any, request: HttpRequest, query: str) -> str:
    """Where the frontend of the page's own site shows previews."""
    frontends = Frontends.of(request)
    root = frontends.root_of(page)
    site = frontends.sites[root.site_id] if root else Site.find_for_request(request)
    return preview_url(site, query)


def _subject(page: Any) -> str:
    return str(page.pk) if page.pk else f"new:{page._meta.label_lower}"


def _session_digest(user: Any) -> str:
    return hashlib.sha256(user.get_session_auth_hash().encode()).hexdigest()[:16]
