"""Related articles: a task fills up what editors did not choose.

An article on the same topic counts most, then the same life stage, then each shared tag; of
equals, the newer comes first. The choice is stored as rows, and what is not public when a page is
read is left out then.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

import swapper
from django.db import IntegrityError, transaction
from django.db.models import Count
from django_tasks import task

from wagtail_parenting import after_commit
from wagtail_parenting.articles.mixins import ArticleMixin
from wagtail_parenting.articles.relations import RelatedSuggestion
from wagtail_parenting.conf import config
from wagtail_parenting.headless import stamps
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.visibility import public_pages

logger = logging.getLogger(__name__)

#: What a shared subject is worth.
WEIGHTS = {"topics": 4, "stages": 2, "tags": 3}
#: How many candidates of each kind are weighed.
CANDIDATES = 200


@task()
def fill_related(page_id: int, spread: bool = False) -> None:
    """Choose anew for one article. Safe to run again, or twice at once.

    With ``spread``, those that it chose get to know it in turn.
    """
    page = swapper.load_model("wagtailcore", "Page").objects.filter(pk=page_id).first()
    article = page.specific if page is not None else None
    if not isinstance(article, ArticleMixin):
        return
    chosen = suggestions(article)
    try:
        _store(page_id, chosen)
    except IntegrityError:  # one of them was deleted meanwhile; the next publication chooses anew
        logger.info("The related articles of page %s were not stored.", page_id)
        return
    for pk in chosen if spread else ():
        fill_related.enqueue(pk)


def _store(page_id: int, chosen: list[int]) -> None:
    """Nothing is written, and no version moves, where the choice is what it was."""
    with transaction.atomic():
        stamps.lock()
        known = RelatedSuggestion.objects.filter(page_id=page_id).order_by("sort_order")
        if list(known.values_list("article_id", flat=True)) == chosen:
            return
        known.delete()
        RelatedSuggestion.objects.bulk_create(
            [
                RelatedSuggestion(page_id=page_id, article_id=pk, sort_order=position)
                for position, pk in enumerate(chosen)
            ],
            ignore_conflicts=True,
        )
        stamps.touch_pages([page_id])


def suggestions(article: Any) -> list[int]:
    """Ids of the best related public articles of the same language, best first."""
    model = type(article)
    frontends = Frontends.load()
    root = frontends.root_of(article)
    if root is None:
        return []
    others = model._default_manager.exclude(pk=article.pk)
    public = public_pages(others, [root.tree_path], roots=frontends.tree_paths())
    scores: Counter[int] = Counter()
    published: dict[int, Any] = {}
    for name, weight in WEIGHTS.items():
        ids = [shared.pk for shared in getattr(article, name).all()]
        if not ids:
            continue
        matches = public.filter(**{f"{name}__in": ids}).annotate(shared=Count(name))
        newest = matches.order_by("-published_at", "-pk")[:CANDIDATES]
        for pk, moment, shared in newest.values_list("pk", "published_at", "shared"):
            scores[pk] += weight * shared
            published[pk] = moment
    best = sorted(scores, key=lambda pk: (scores[pk], published[pk], pk), reverse=True)
    return best[: 2 * config().related_limit]


def enqueue_related(page_id: int) -> None:
    """Ask for a new choice once the running transaction has committed."""
    after_commit.enqueue(fill_related, page_id, spread=True)
