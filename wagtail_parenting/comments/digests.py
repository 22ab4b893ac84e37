"""Telling moderators what waits: one mail for all of it, no more often than the site says."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from wagtail_parenting.comments.models import CommentSettings, ReaderComment, Status
from wagtail_parenting.headless.routing import Frontends, site_name
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation.permissions import MODERATE, area_of
from wagtail_parenting.readers import links, notices
from wagtail_parenting.readers.mails import Mail
from wagtail_parenting.readers.models import MutedMail, Notice

DIGEST = "moderation_digest"
#: Comments that a digest names.
MAX_NAMED = 10
_PAUSES = {
    CommentSettings.Digest.HOURLY: datetime.timedelta(hours=1),
    CommentSettings.Digest.DAILY: datetime.timedelta(days=1),
}


def send_due() -> int:
    """Have digests sent for the sites whose pause is over and where something new waits. Answers
    how many mails."""
    frontends, now, sent = Frontends.load(), timezone.now(), 0
    for site in frontends.sites.values():
        own = _settings(site)
        pause = _PAUSES.get(CommentSettings.Digest(own.digest))
        last = own.digest_sent_at
        if pause is None or (last is not None and last > now - pause):
            continue
        waiting = _waiting(frontends, site)
        if last is not None:
            waiting = waiting.filter(Q(created_at__gt=last) | Q(decided_at__gt=last))
        if waiting.exists() and _claim(own, now):
            sent += _tell(site, now)
    return sent


def _settings(site: Site) -> CommentSettings:
    own: CommentSettings | None = getattr(site, "commentsettings", None)
    return own if own is not None else CommentSettings.objects.get_or_create(site=site)[0]


def _claim(own: CommentSettings, now: datetime.datetime) -> bool:
    """Of two that look at once, one sends."""
    rows = CommentSettings.objects.filter(pk=own.pk, digest_sent_at=own.digest_sent_at)
    return bool(rows.update(digest_sent_at=now))


def _waiting(frontends: Frontends, site: Site) -> Any:
    below = Q(pk__in=[])
    for path in frontends.tree_paths(site):
        below |= Q(page__path__startswith=path)
    return ReaderComment.objects.filter(below, status=Status.HELD)


def _tell(site: Site, now: datetime.datetime) -> int:
    told = 0
    for user in moderators():
        if MutedMail.objects.filter(user=user, kind=DIGEST).exists():
            continue
        notices.add(DIGEST, site=site, user=user, subject=f"{site.pk}-{now:%Y%m%d%H%M}")
        told += 1
    return told


def moderators() -> list[Any]:
    """Accounts that moderate somewhere, and have an address."""
    app_label, _dot, codename = MODERATE.partition(".")
    permission = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    wanted = Q(is_superuser=True) | Q(groups__permissions__in=permission)
    wanted |= Q(user_permissions__in=permission)
    users = get_user_model()._default_manager.filter(wanted, is_active=True).exclude(email="")
    return list(users.distinct().order_by("pk"))


def write(notice: Notice) -> Mail | None:
    """What waits for this moderator now; None if nothing does any more."""
    frontends = Frontends.load()
    site, user = frontends.sites.get(notice.site_id), notice.user
    area = area_of(user) if user is not None else None
    if site is None or user is None or not area:
        return None
    waiting = _waiting(frontends, site).filter(area.rows()).order_by("pk")
    count = waiting.count()
    if not count:
        return None
    language, name = site.root_page.locale.language_code, site_name(site)
    with translation.override(language):
        sentence = ngettext(
            "%(count)d reader comment waits for you on %(site)s.",
            "%(count)d reader comments wait for you on %(site)s.",
            count,
        )
        words = sentence % {"count": count, "site": name}
        return Mail(
            to=user.email,
            subject=words,
            site_name=name,
            language=language,
            paragraphs=[words],
            items=_items(list(waiting[:MAX_NAMED]), frontends),
            button=(_("Open the queue"), links.admin_page(frontends, "parenting_comments:list")),
            reason=_("You moderate reader comments."),
            ways_out=links.ways_out(notice, DIGEST, site),
        )


def _items(comments: list[ReaderComment], frontends: Frontends) -> list[tuple[str, str]]:
    titles = dict(
        all_pages().filter(pk__in={one.page_id for one in comments}).values_list("pk", "title")
    )
    return [
        (
            _("%(name)s on “%(title)s”")
            % {"name": one.name or _("Someone"), "title": titles.get(one.page_id, "")},
            links.admin_page(frontends, "parenting_comments:detail", one.pk),
        )
        for one in comments
    ]
