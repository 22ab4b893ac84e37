"""Telling moderators what waits, of comments and of links: one mail for all of it, no more often
than the site says."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q
from django.urls import NoReverseMatch
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_parenting.comments.admin.queue import COMMENTS
from wagtail_parenting.comments.models import CommentSettings
from wagtail_parenting.headless.routing import Frontends, cms_origin, site_name
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.linkups.admin.queue import ENTRIES
from wagtail_parenting.moderation.admin.queue.queues import Queue, Rows
from wagtail_parenting.moderation.permissions import MODERATE, area_of
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.readers import links, notices
from wagtail_parenting.readers.mails import Mail
from wagtail_parenting.readers.models import MutedMail, Notice

DIGEST = "moderation_digest"
QUEUES = (COMMENTS, ENTRIES)
#: Of each queue, so many are named.
MAX_NAMED = 10
_PAUSES = {
    CommentSettings.Digest.HOURLY: datetime.timedelta(hours=1),
    CommentSettings.Digest.DAILY: datetime.timedelta(days=1),
}


def register() -> None:
    """Say how digests read."""
    notices.register(DIGEST, write)


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
        is_new = Q()
        if last is not None:
            is_new = Q(created_at__gt=last) | Q(decided_at__gt=last)
        news = any(_waiting(queue, frontends, site).filter(is_new).exists() for queue in QUEUES)
        with transaction.atomic():
            if news and _claim(own, now):
                sent += _tell(site, now)
    return sent


def _settings(site: Site) -> CommentSettings:
    own: CommentSettings | None = getattr(site, "commentsettings", None)
    return own if own is not None else CommentSettings.objects.get_or_create(site=site)[0]


def _claim(own: CommentSettings, now: datetime.datetime) -> bool:
    """Of two that look at once, one sends."""
    rows = CommentSettings.objects.filter(pk=own.pk, digest_sent_at=own.digest_sent_at)
    return bool(rows.update(digest_sent_at=now))


def _waiting(queue: Queue, frontends: Frontends, site: Site) -> Rows:
    below = Q(pk__in=[])
    for path in frontends.tree_paths(site):
        below |= Q(**{f"{queue.page}__path__startswith": path})
    rows: Rows = queue.model._default_manager.filter(below, status=Status.HELD)
    return rows


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
    heaps = []
    for queue in QUEUES:
        rows = _waiting(queue, frontends, site).filter(area.rows(f"{queue.page}__path"))
        count = rows.count()
        if count:
            heaps.append((queue, count, rows.order_by("pk")[:MAX_NAMED]))
    if not heaps:
        return None
    language, name = site.root_page.locale.language_code, site_name(site)
    with translation.override(language):
        sentences = [str(queue.waits_for_you % {"count": count}) for queue, count, _rows in heaps]
        return Mail(
            to=user.email,
            subject=_("%(site)s: %(words)s") % {"site": name, "words": sentences[0].rstrip(".")},
            site_name=name,
            language=language,
            paragraphs=sentences,
            items=[
                item for queue, _count, rows in heaps for item in _items(queue, rows, frontends)
            ],
            button=(_("Open the queue"), _admin(heaps[0][0], "list", frontends)),
            reason=_("You moderate comments and link-ups."),
            ways_out=links.ways_out(notice, DIGEST, site),
        )


def _items(queue: Queue, rows: Rows, frontends: Frontends) -> Iterator[tuple[str, str]]:
    """Who sent what waits, and where. 2 queries."""
    found = list(rows)
    ids = {getattr(row, f"{queue.page}_id") for row in found}
    titles = dict(all_pages().filter(pk__in=ids).values_list("pk", "title"))
    for row in found:
        title = titles.get(getattr(row, f"{queue.page}_id"), "")
        words = _("%(name)s on “%(title)s”") % {"name": row.name or _("Someone"), "title": title}
        yield words, _admin(queue, "detail", frontends, row.pk)


def _admin(queue: Queue, view: str, frontends: Frontends, *arguments: Any) -> str:
    try:
        return cms_origin(frontends) + queue.url(view, *arguments)
    except NoReverseMatch:
        return cms_origin(frontends)
