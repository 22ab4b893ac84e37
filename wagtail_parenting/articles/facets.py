"""What public articles can be filtered by, with the number that each filter finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from wagtail_parenting.api.shapes import Facets, StageFacet, TagFacet, TopicFacet
from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.articles.scope import Scope
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic

#: How many tags facets name: the most used ones.
TAG_FACETS = 100


@dataclass
class _Counts:
    topics: Counter[int] = field(default_factory=Counter)
    main_topics: Counter[int] = field(default_factory=Counter)
    stages: Counter[int] = field(default_factory=Counter)
    tags: Counter[int] = field(default_factory=Counter)


def facets(scope: Scope) -> Facets:
    """Topics, stages and tags with the number of articles that filtering by each would find.

    3 queries, and 4 for each article class.
    """
    counts = _Counts()
    for model in article_classes():
        articles = scope.articles(model).order_by()
        counts.topics += _tally(articles, "topics")
        main = articles.annotate(main_topic=Coalesce("topics__parent", "topics"))
        counts.main_topics += _tally(main, "main_topic")
        counts.stages += _tally(articles, "stages")
        counts.tags += _tally(articles, "tags")
    if not (counts.topics or counts.stages or counts.tags):
        scope.check_section()
    return {
        "topics": _topic_facets(counts),
        "stages": _stage_facets(counts),
        "tags": _tag_facets(counts),
    }


def _tally(articles: QuerySet[Any], name: str) -> Counter[int]:
    rows = articles.filter(**{f"{name}__isnull": False}).values_list(name)
    return Counter(dict(rows.annotate(number=Count("pk", distinct=True))))


def _topic_facets(counts: _Counts) -> list[TopicFacet]:
    wanted = set(counts.topics) | set(counts.main_topics)
    found: list[TopicFacet] = []
    for topic in Topic.objects.filter(pk__in=wanted).select_related("parent"):
        above = topic.parent
        found.append(
            {
                "id": topic.pk,
                "slug": topic.slug,
                "name": topic.name,
                "parent": {"id": above.pk, "slug": above.slug, "name": above.name}
                if above
                else None,
                "count": counts.topics[topic.pk] if above else counts.main_topics[topic.pk],
            }
        )
    return found


def _stage_facets(counts: _Counts) -> list[StageFacet]:
    return [
        {
            "id": stage.pk,
            "slug": stage.slug,
            "name": stage.name,
            "from_months": stage.from_months,
            "to_months": stage.to_months,
            "from_weeks": stage.from_weeks,
            "to_weeks": stage.to_weeks,
            "count": counts.stages[stage.pk],
        }
        for stage in LifeStage.objects.filter(pk__in=counts.stages)
    ]


def _tag_facets(counts: _Counts) -> list[TagFacet]:
    most = [pk for pk, _number in counts.tags.most_common(TAG_FACETS)]
    tags = Tag.objects.in_bulk(most)
    return [
        {"name": tags[pk].name, "slug": tags[pk].slug, "count": counts.tags[pk]}
        for pk in sorted(most, key=lambda pk: (-counts.tags[pk], tags[pk].name))
    ]
