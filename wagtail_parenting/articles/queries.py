"""Finding public articles: filters, orders, cursors and facet counts.

All article classes of a site are listed together: one ``UNION ALL`` of their ids and sort keys
gives a page of the list, however many classes there are. Cursors are keysets: they name the last
item's place in a total order, so nothing is repeated or skipped while others publish.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, Literal

from django.db.models import Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Length, Substr
from wagtail.models import Site
from wagtail.search.backends import get_search_backend

from wagtail_parenting.api.shapes import Facets, StageFacet, TagFacet, TopicFacet
from wagtail_parenting.articles.page_classes import article_classes, index_classes
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic
from wagtail_parenting.errors import InvalidCursor, NotFound
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.visibility import public_pages

Order = Literal["-published_at", "published_at", "-updated_at", "title", "relevance"]
ORDERS: tuple[Order, ...] = ("-published_at", "published_at", "-updated_at", "title", "relevance")

_VERSION = Coalesce("parenting_stamp__content", Value(""))

#: A search looks at this many best hits of each article class.
SEARCH_DEPTH = 1000
#: How many tags facets name: the most used ones.
TAG_FACETS = 100

_SORT_KEYS = {
    "published_at": F("published_at"),
    "updated_at": Coalesce("last_published_at", "published_at", output_field=DateTimeField()),
    "title": F("title"),
}


@dataclass(frozen=True)
class Filters:
    """Which articles are wanted. Slugs and names match exactly; of ``tags``, all must be there."""

    tags: Sequence[str] = ()
    topic: str | None = None
    stage: str | None = None
    author: str | None = None
    reviewer: str | None = None
    age_months: int | None = None
    pregnancy_week: int | None = None
    section: int | None = None
    published_after: datetime.datetime | None = None
    published_before: datetime.datetime | None = None
    updated_after: datetime.datetime | None = None
    review_due_before: datetime.date | None = None
    locale: str | None = None
    search: str | None = None


@dataclass(frozen=True)
class Place:
    """Where to find a listed article: its id, its class, its version."""

    pk: int
    model: type[Any]
    version: str


@dataclass(frozen=True)
class Found:
    """One page of a listing: the articles' places in order, and where the next page starts."""

    count: int
    places: list[Place]
    next: list[Any] | None


@dataclass(frozen=True)
class Scope:
    """Whose articles: those of a site, in one language, below one section or all."""

    frontends: Frontends
    site: Site
    tree_paths: list[str]
    section: int | None = None
    at: datetime.datetime | None = None

    def articles(self, model: type[Any]) -> QuerySet[Any]:
        articles = public_pages(
            model._default_manager.all(),
            self.tree_paths,
            roots=self.frontends.tree_paths(),
            at=self.at,
        )
        if self.section is None:
            return articles
        above = Substr(OuterRef("path"), 1, Length(F("path")))
        below = [Exists(found.filter(path=above)) for found in self._sections()]
        return articles.filter(reduce(or_, below))

    @property
    def language(self) -> str:
        """The language of what is asked about."""
        roots = self.frontends.roots_for(self.site, None)
        known = [root for root in self.frontends.roots if root.tree_path in self.tree_paths]
        return next((root.language for root in [*known, *roots]), "")

    def check_section(self) -> None:
        """Raises ``NotFound`` for a section that does not exist or is not public. For when
        nothing was found: what has public articles below it exists. 1 query per index class."""
        if self.section is not None and not any(found.exists() for found in self._sections()):
            raise NotFound("There is no such section.")

    def _sections(self) -> list[QuerySet[Any]]:
        return [
            public_pages(
                model._default_manager.filter(pk=self.section),
                self.tree_paths,
                roots=self.frontends.tree_paths(),
            )
            for model in index_classes()
        ]


def scope_of(frontends: Frontends, site: Site, *, locale: str | None, section: int | None) -> Scope:
    """The part of the tree that is asked about. No query.

    Raises ``InvalidParameter`` for a language that the site lacks.
    """
    paths = [root.tree_path for root in frontends.roots_for(site, locale)]
    return Scope(frontends, site, paths, section)


def list_articles(
    scope: Scope, filters: Filters, *, order: Order, after: list[Any] | None, limit: int
) -> Found:
    """One page of the listing. 2 queries; a search adds one per article class.

    ``after`` is ``Found.next`` of the page before. Raises ``InvalidCursor`` when it is not, and
    ``NotFound`` for a section that is not there.
    """
    models = article_classes()
    querysets = [scope.articles(model).filter(_matching(model, filters)) for model in models]
    ranks: dict[int, int] = {}
    if filters.search is not None:
        ranks = _ranks(models, filters.search)
        querysets = [queryset.filter(pk__in=list(ranks)) for queryset in querysets]
    if order == "relevance":
        found = _by_relevance(models, querysets, ranks, after, limit)
    else:
        found = _by_key(models, querysets, order, after, limit)
    if not found.count:
        scope.check_section()
    return found


def _matching(model: type[Any], filters: Filters) -> Q:
    wanted = Q()
    for tag in filters.tags:
        wanted &= _having(model, tags__name=tag)
    if filters.topic is not None:
        wanted &= _having(model, topics__slug=filters.topic) | _having(
            model, topics__parent__slug=filters.topic
        )
    if filters.stage is not None:
        wanted &= _having(model, stages__slug=filters.stage)
    if filters.author is not None:
        wanted &= _having(model, authors__contributor__slug=filters.author)
    if filters.reviewer is not None:
        wanted &= _having(model, reviewers__contributor__slug=filters.reviewer)
    if filters.age_months is not None:
        age = filters.age_months
        wanted &= _having(model, stages__from_months__lte=age, stages__to_months__gte=age)
    if filters.pregnancy_week is not None:
        week = filters.pregnancy_week
        wanted &= _having(model, stages__from_weeks__lte=week, stages__to_weeks__gte=week)
    bounds = {
        "published_at__gt": filters.published_after,
        "published_at__lt": filters.published_before,
        "last_published_at__gt": filters.updated_after,
        "next_review__lt": filters.review_due_before,
    }
    return wanted & Q(**{key: value for key, value in bounds.items() if value is not None})


def _having(model: type[Any], **lookups: Any) -> Q:
    """Articles with a related row that meets all of ``lookups``, each article once."""
    return Q(pk__in=model._default_manager.filter(**lookups).order_by().values("pk"))


# --- In the order of a column --------------------------------------------------------------------


def _by_key(
    models: list[type[Any]],
    querysets: list[QuerySet[Any]],
    order: Order,
    after: list[Any] | None,
    limit: int,
) -> Found:
    descending = order.startswith("-")
    key = _SORT_KEYS[order.removeprefix("-")]
    keyed = [
        queryset.order_by().annotate(sort_key=key).filter(sort_key__isnull=False)
        for queryset in querysets
    ]
    count = _together([queryset.values_list("pk") for queryset in keyed]).count()
    beyond = _beyond(order, descending, after)
    branches = [
        queryset.filter(beyond).values_list("sort_key", "pk", Value(position), _VERSION)
        for position, queryset in enumerate(keyed)
    ]
    sign = "-" if descending else ""
    if len(branches) == 1:
        listed = branches[0].order_by(f"{sign}sort_key", f"{sign}pk")
    else:
        listed = _together(branches).order_by(f"{sign}sort_key", f"{sign}pk")
    rows = list(listed[: limit + 1])
    shown = rows[:limit]
    following = None
    if len(rows) > limit:
        key, pk, *_rest = shown[-1]
        following = [key.isoformat() if isinstance(key, datetime.datetime) else key, pk]
    places = [Place(pk, models[position], version) for _key, pk, position, version in shown]
    return Found(count, places, following)


def _beyond(order: Order, descending: bool, after: list[Any] | None) -> Q:
    if after is None:
        return Q()
    try:
        key, pk = after
        if order != "title":
            key = datetime.datetime.fromisoformat(key)
        pk = int(pk)
    except (TypeError, ValueError):
        raise InvalidCursor("The cursor does not belong to this listing.") from None
    direction = "lt" if descending else "gt"
    return Q(**{f"sort_key__{direction}": key}) | Q(sort_key=key, **{f"pk__{direction}": pk})


def _together(querysets: list[QuerySet[Any]]) -> QuerySet[Any]:
    first, *others = querysets
    return first.union(*others, all=True).order_by() if others else first


def fetch(places: Sequence[Place]) -> dict[int, Any]:
    """The articles at ``places`` by id. 1 query per class that is there."""
    by_model: dict[type[Any], list[int]] = defaultdict(list)
    for place in places:
        by_model[place.model].append(place.pk)
    return {
        article.pk: article
        for model, ids in by_model.items()
        for article in model._default_manager.filter(pk__in=ids).defer("body", "sources")
    }


# --- In the order of a search --------------------------------------------------------------------


def _ranks(models: Iterable[type[Any]], text: str) -> dict[int, int]:
    """Ids of the best hits with their places, best first. 1 query per class."""
    backend = get_search_backend()
    ids = [
        hit.pk
        for model in models
        for hit in backend.search(text, model._default_manager.only("pk"))[:SEARCH_DEPTH]
    ]
    return {pk: place for place, pk in enumerate(ids)}


def _by_relevance(
    models: list[type[Any]],
    querysets: list[QuerySet[Any]],
    ranks: dict[int, int],
    after: list[Any] | None,
    limit: int,
) -> Found:
    """Hits may move between two pages: the cursor is a position."""
    branches = [
        queryset.order_by().values_list("pk", Value(position), _VERSION)
        for position, queryset in enumerate(querysets)
    ]
    rows = sorted(_together(branches), key=lambda row: (ranks.get(row[0], 0), row[0]))
    try:
        start = int(after[0]) if after else 0
    except (TypeError, ValueError, IndexError):
        raise InvalidCursor("The cursor does not belong to this listing.") from None
    following = [start + limit] if len(rows) > start + limit else None
    shown = rows[start : start + limit]
    places = [Place(pk, models[position], version) for pk, position, version in shown]
    return Found(len(rows), places, following)


# --- Facets --------------------------------------------------------------------------------------


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
