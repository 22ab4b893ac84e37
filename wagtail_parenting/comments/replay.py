"""Sending stored comments through the rules again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.judging import submission_of
from wagtail_parenting.comments.models import ReaderComment, Status, comment_settings
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation.pipeline import Verdict, would_judge
from wagtail_parenting.moderation.reasons import LASTING

BATCH = 500


@dataclass(frozen=True)
class Change:
    """What the rules would make of a stored comment."""

    comment_id: int
    status: str
    verdict: Verdict

    def __str__(self) -> str:
        words = ", ".join(sorted(self.verdict.words)) or "nothing against it"
        return f"comment {self.comment_id}: {self.status} → {self.verdict.status} ({words})"


def replay(since: datetime.timedelta) -> Iterator[Change]:
    """What would change of comments written ``since`` then, oldest first. Writes nothing.

    Only what the rules decided: what a moderator approved, removed or took for spam, she did, and
    what she, a reader's report or the way of its sending put into the queue waits there.
    """
    found = ReaderComment.objects.filter(
        created_at__gt=timezone.now() - since,
        status__in=[Status.APPROVED, Status.HELD],
        cleared=False,
        badge="",
    )
    frontends = Frontends.load()
    last = 0
    while batch := list(found.filter(pk__gt=last).select_related("reader").order_by("pk")[:BATCH]):
        last = batch[-1].pk
        approvals = _approvals({comment.page_id for comment in batch}, frontends)
        for comment in batch:
            approval = approvals.get(comment.page_id, "all")
            verdict = would_judge(submission_of(comment, approval, is_replayed=True))
            if comment.status == Status.HELD:
                verdict = verdict.besides(
                    [item for item in comment.reasons if item["reason"] in LASTING]
                )
            if verdict.status != comment.status:
                yield Change(comment.pk, comment.status, verdict)


def apply(change: Change) -> None:
    """Make it so, unless someone has decided meanwhile."""
    with transaction.atomic():
        comment = places.locked(change.comment_id)
        if comment.status == change.status and not comment.cleared:
            places.decide(comment, change.verdict.status, reasons=change.verdict.reasons)


def _approvals(page_ids: set[int], frontends: Frontends) -> dict[int, str]:
    """Whose comments wait below each page. 1 query, and 1 for each page class."""
    found: dict[int, str] = {}
    by_model: dict[int, list[int]] = {}
    for page in all_pages().filter(pk__in=page_ids):
        root = frontends.root_of(page)
        site = frontends.sites[root.site_id] if root is not None else None
        found[page.pk] = comment_settings(site).approval
        by_model.setdefault(page.content_type_id, []).append(page.pk)
    for kind, ids in by_model.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or not getattr(model, "takes_comments", False):
            continue
        own = model._default_manager.filter(pk__in=ids).exclude(comments_approval="")
        found |= dict(own.values_list("pk", "comments_approval"))
    return found
