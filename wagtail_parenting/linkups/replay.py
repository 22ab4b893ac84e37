"""Sending stored entries through the rules again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages, parent_path
from wagtail_parenting.linkups import places
from wagtail_parenting.linkups.judging import approval_of, submission_of
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.linkups.page_classes import series_classes
from wagtail_parenting.moderation import team
from wagtail_parenting.moderation.pipeline import Submission
from wagtail_parenting.moderation.replay import Replay


def _unseen() -> QuerySet[Any]:
    """The team's own pass without rules, and what a host has picked she has seen."""
    others = Q(user=None) | ~Q(user__in=team.accounts().values("pk"))
    return LinkUpEntry.objects.filter(others, picked_at=None).select_related("reader")


def _submissions(entries: Sequence[Any]) -> Iterator[Submission]:
    approvals = _approvals({entry.edition_id for entry in entries}, Frontends.load())
    for entry in entries:
        approval = approvals.get(entry.edition_id, "all")
        yield submission_of(entry, approval, is_replayed=True)


def _approvals(edition_ids: set[int], frontends: Frontends) -> dict[int, str]:
    """Whose entries wait in each edition. 1 query, and 1 for each series class."""
    pages = list(all_pages().filter(pk__in=edition_ids))
    above = {parent_path(page.path) for page in pages}
    series = {
        found.path: found
        for model in series_classes()
        for found in model._default_manager.filter(path__in=above)
    }
    approvals = {}
    for page in pages:
        root = frontends.root_of(page)
        site = frontends.sites[root.site_id] if root is not None else None
        approvals[page.pk] = approval_of(series.get(parent_path(page.path)), site)
    return approvals


REPLAY = Replay(
    unseen=_unseen, submissions=_submissions, locked=places.locked, decide=places.decide
)
