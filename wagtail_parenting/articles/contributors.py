"""Finding the people of a site: those whom a public article names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.scope import Scope
from wagtail_parenting.errors import InvalidCursor, NotFound


@dataclass(frozen=True)
class FoundPeople:
    """One page of the list of people; ``next`` is a key or None."""

    count: int
    people: list[Contributor]
    next: list[Any] | None


def list_people(scope: Scope, *, after: list[Any] | None, limit: int) -> FoundPeople:
    """Authors and reviewers of public articles by name. 2 queries.

    Raises ``InvalidCursor`` for an ``after`` that is no key.
    """
    people = _shown_in(scope)
    count = people.count()
    if after is not None:
        people = people.filter(_beyond(after))
    found = list(people.order_by("name", "pk")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return FoundPeople(count, found[:limit], [last.name, last.pk] if last else None)


def person_called(scope: Scope, slug: str) -> Contributor:
    """The person behind ``slug``: of several languages, in that of ``scope``. 1 query.

    Raises ``NotFound`` for whom no public article names.
    """
    language = scope.language
    found = list(_shown_in(scope).filter(slug=slug).select_related("locale"))
    found.sort(key=lambda person: (person.locale.language_code != language, person.pk))
    if not found:
        raise NotFound("There is no such person.")
    return found[0]


def _shown_in(scope: Scope) -> QuerySet[Contributor]:
    named = Q(pk__in=[])
    for model in article_classes():
        articles = scope.articles(model).order_by().values("pk")
        for name in ("authors", "reviewers"):
            named |= Q(pk__in=_people_of(model, name, articles))
    return Contributor.objects.filter(named)


def _people_of(model: type[Any], name: str, articles: QuerySet[Any]) -> QuerySet[Any]:
    rows: Any = model._meta.get_field(name)
    manager = rows.related_model._default_manager
    people: QuerySet[Any] = manager.filter(**{f"{rows.field.name}__in": articles}).order_by()
    return people.values("contributor")


def _beyond(after: Sequence[Any]) -> Q:
    match list(after):
        case [str(name), int(pk)]:
            return Q(name__gt=name) | Q(name=name, pk__gt=pk)
    raise InvalidCursor("The cursor does not belong to this listing.")
