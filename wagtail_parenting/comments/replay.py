"""Sending stored comments through the rules again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.judging import submission_of
from wagtail_parenting.comments.models import ReaderComment, comment_settings
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation.pipeline import Submission
from wagtail_parenting.moderation.replay import Replay


def _unseen() -> QuerySet[Any]:
    """The team's own pass without rules."""
    return ReaderComment.objects.filter(badge="").select_related("reader")


def _submissions(comments: Sequence[Any]) -> Iterator[Submission]:
    approvals = _approvals({comment.page_id for comment in comments}, Frontends.load())
    for comment in comments:
        approval = approvals.get(comment.page_id, "all")
        yield submission_of(comment, approval, is_replayed=True)


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


REPLAY = Replay(
    unseen=_unseen, submissions=_submissions, locked=places.locked, decide=places.decide
)
