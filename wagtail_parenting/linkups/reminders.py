"""Telling the hosts of a series, those with an account, what waits for them: one mail each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.visibility import public_pages
from wagtail_parenting.linkups import editions
from wagtail_parenting.linkups.page_classes import edition_classes
from wagtail_parenting.moderation import team
from wagtail_parenting.readers import mailings, notices

CLOSED, UNPUBLISHED = "edition_closed", "edition_unpublished"
DAY = datetime.timedelta(days=1)


def remind_due() -> int:
    """Have hosts told of editions that have closed within a day, and of drafts that would open
    within one. Answers how many mails."""
    frontends = Frontends.load()
    return sum(
        _remind(kind, edition, moment, frontends) for kind, edition, moment in _due(frontends)
    )


def _due(frontends: Frontends) -> Iterator[tuple[str, Any, datetime.datetime]]:
    now = frontends.now
    for model in edition_classes():
        own = model._default_manager.filter(alias_of=None)
        closed = own.filter(closes_at__lte=now, closes_at__gt=now - DAY)
        for edition in public_pages(closed, frontends.tree_paths()):
            yield CLOSED, edition, edition.closes_at
        for edition in own.filter(live=False, opens_at__gt=now, opens_at__lte=now + DAY):
            if not edition.approved_schedule:
                yield UNPUBLISHED, edition, edition.opens_at


def _remind(kind: str, edition: Any, moment: datetime.datetime, frontends: Frontends) -> int:
    """Once for each edition, and again where it is moved to another day."""
    series, root = editions.series_of(edition), frontends.root_of(edition)
    if series is None or root is None or not series.live:
        return 0
    subject = f"{edition.pk}-{moment:%Y%m%d}"
    with transaction.atomic():
        if not mailings.once(kind, subject):
            return 0
        hosts = team.accounts_behind(series.hosts.all())
        for user in hosts:
            notices.add(kind, site=frontends.sites[root.site_id], user=user, subject=subject)
    return len(hosts)


def edition_id_of(subject: str) -> int:
    return int(subject.partition("-")[0])
