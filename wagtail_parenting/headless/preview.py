"""Previews: who may see which unsaved page, in which mode, and for how long.

What is being edited is stored once per page, mode and login session: previewing again replaces
it, so that what is stored grows with what is being worked on and not with every keystroke. A
saved revision keeps its content, so that two of them can be compared in two tabs. The token is a
signed key, and the key is a keyed hash of all that the preview is bound to: the page, the
mode, the user, her session hash (a changed password ends it) and the login session. Logging out
deletes the stored preview. A token is good for ``PREVIEW_TOKEN_SECONDS``.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import swapper
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.models import Site
from wagtail_headless_preview.models import PagePreview

from wagtail_parenting import tokens
from wagtail_parenting.conf import config
from wagtail_parenting.errors import InvalidToken
from wagtail_parenting.headless.routing import Frontends, preview_url

#: Said whatever the cause, so that an answer tells nobody what a token once was.
ENDED = "This preview has ended. Open it again from the page editor."
_MODE = "_parenting_preview_mode"
_SALT = "wagtail_parenting.preview"
_KEY_LENGTH = 32


def mode_of(page: Any) -> str | None:
    """In which mode a preview token has opened ``page``, which is shown although it may not be
    public; None for a page that was not opened by one."""
    return getattr(page, _MODE, None)


def store(page: Any, request: HttpRequest, mode: str) -> PagePreview:
    """Keep ``page`` as it stands for the user of ``request``. 3 to 6 queries.

    The result's ``token`` opens it. Tokens that the same user got while she edited the same page
    in the same mode and session stay good, and show the new content.
    """
    sweep()
    session = session_digest(request)
    content = page.to_json()
    revision = "" if getattr(request, "is_editing", False) else _digest(content)
    key = _key(_subject(page), revision, mode, request.user, session)
    seconds = config().preview_token_seconds
    values = {
        "user": request.user,
        "revision": revision,
        "mode": mode,
        "session": session,
        "expires_at": _end(request, timezone.now() + timedelta(seconds=seconds)),
    }
    try:
        return _write(page, content, key, values)
    except IntegrityError:  # the panel and a tab of the same page were first at once
        return _write(page, content, key, values)


def _write(page: Any, content: str, key: str, values: dict[str, Any]) -> PagePreview:
    from wagtail_parenting.headless.models import PreviewGrant

    with transaction.atomic():
        known = PreviewGrant.objects.filter(key=key).values_list("preview_id", flat=True).first()
        stored, _created = PagePreview.objects.update_or_create(
            pk=known,
            defaults={
                "token": tokens.make("preview", key),
                "content_type": page.cached_content_type,
                "content_json": content,
                "created_at": timezone.localdate(),
            },
        )
        PreviewGrant.objects.update_or_create(key=key, defaults={"preview": stored, **values})
    return stored


def read(token: str) -> tuple[Any, Any, str]:
    """(page, user, mode) behind ``token``. 1 query, besides what the page and permissions take.

    Raises ``InvalidToken``, always in the same words.
    """
    from wagtail_parenting.headless.models import PreviewGrant

    try:
        key = tokens.read("preview", token, max_age_s=config().preview_token_seconds)
    except InvalidToken:
        raise InvalidToken(ENDED) from None
    grant = (
        PreviewGrant.objects.filter(key=key, expires_at__gt=timezone.now(), user__is_active=True)
        .select_related("preview", "user")
        .first()
        if isinstance(key, str) and len(key) == _KEY_LENGTH
        else None
    )
    page = _stored_page(grant.preview) if grant else None
    if grant is None or page is None:
        raise InvalidToken(ENDED)
    revision = grant.revision and _digest(grant.preview.content_json)
    bound_to = _key(_subject(page), revision, grant.mode, grant.user, grant.session)
    if not constant_time_compare(bound_to, key) or not _may_see(grant.user, page):
        raise InvalidToken(ENDED)
    setattr(page, _MODE, grant.mode)
    return page, grant.user, grant.mode


def address(page: Any, request: HttpRequest, token: str) -> str | None:
    """Where the frontend of the page's own site shows previews; None without a frontend."""
    frontends = Frontends.of(request)
    root = frontends.root_of(page)
    site = frontends.sites[root.site_id] if root else Site.find_for_request(request)
    if site is None:
        return None
    query = {"content_type": page.get_content_type_str(), "token": token}
    if getattr(request, "in_preview_panel", False):
        query["in_preview_panel"] = "true"
    return preview_url(site, urlencode(query))


def session_digest(request: HttpRequest) -> str:
    """A keyed hash of the login session's key: to find what it previewed, never to be it."""
    return salted_hmac(f"{_SALT}.session", _session_key(request), algorithm="sha256").hexdigest()


def end(request: HttpRequest | None) -> None:
    """Delete what was previewed in the session of ``request``, which is being logged out."""
    if request is not None and _session_key(request):
        PagePreview.objects.filter(parenting_grant__session=session_digest(request)).delete()


def sweep() -> None:
    """Delete the previews that have expired, and stale ones of other headless pages."""
    PagePreview.objects.filter(parenting_grant__expires_at__lte=timezone.now()).delete()
    PagePreview.garbage_collect()


def _session_key(request: HttpRequest) -> str:
    return str(getattr(getattr(request, "session", None), "session_key", None) or "")


def _end(request: HttpRequest, latest: Any) -> Any:
    session = getattr(request, "session", None)
    return latest if session is None else min(latest, session.get_expiry_date())


def _key(subject: str, revision: str, mode: str, user: Any, session: str) -> str:
    account = [str(user.pk), user.get_session_auth_hash()]
    bound_to = "\n".join([subject, revision, mode, *account, session])
    return salted_hmac(_SALT, bound_to, algorithm="sha256").hexdigest()[:_KEY_LENGTH]


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:_KEY_LENGTH]


def _subject(page: Any) -> str:
    """The page, or for one that was never saved, its class and the place where it would stand."""
    return str(page.pk) if page.pk else f"new:{page._meta.label_lower}:{_parent_path(page)}"


def _parent_path(page: Any) -> str:
    return str(page.path[: -page.steplen])


def _stored_page(stored: PagePreview) -> Any:
    """The page as it was previewed, or None when what it cannot be without is gone."""
    model: Any = ContentType.objects.get_for_id(stored.content_type_id).model_class()
    try:
        page = model.from_json(stored.content_json) if model else None
    except Exception:  # modelcluster's word for a protected object that was deleted meanwhile
        return None
    if page is not None:
        page.pk = page.id = page.pk or None
    return page


def _may_see(user: Any, page: Any) -> bool:
    """What Wagtail asks before it previews: by the page as it is now, not as it was stored."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    pages = swapper.load_model("wagtailcore", "Page").objects
    if page.pk is None:
        parent = pages.filter(path=_parent_path(page)).first()
        return parent is not None and parent.permissions_for_user(user).can_add_subpage()
    current = pages.filter(pk=page.pk).first()
    if current is None:
        return False
    allowed = current.permissions_for_user(user)
    return bool(allowed.can_edit() or allowed.can_publish())
