"""Who and what hangs on pages: authors, reviewers, stages, topics, tags, related articles.

All of it for any number of pages of one class is one SQL query, a ``UNION ALL`` over the rows of
each kind with the columns that cards show. A page that is not as the database has it (a preview,
a draft) is read from memory instead.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from django.db import router
from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from wagtail_parenting.api.shapes import PersonCard, Stage, Tag, Topic
from wagtail_parenting.articles.relations import RelatedSuggestion
from wagtail_parenting.headless.prepared import IDS, Prepared

ShownIn = Literal["detail", "card"]


@dataclass
class Relations:
    """What hangs on one page, in the order of showing."""

    authors: list[PersonCard] = field(default_factory=list)
    reviewers: list[PersonCard] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    related_ids: list[int] = field(default_factory=list)
    suggested_ids: list[int] = field(default_factory=list)
    featured_ids: list[int] = field(default_factory=list)

    @property
    def people_ids(self) -> list[int]:
        return [person["id"] for person in [*self.authors, *self.reviewers]]

    @property
    def card_ids(self) -> list[int]:
        """Articles shown as cards: as chosen, then as suggested. May name what is not public."""
        return [*self.related_ids, *self.suggested_ids, *self.featured_ids]


class _Row(NamedTuple):
    kind: str
    page_id: int
    position: int
    target_id: int
    slug: str
    name: str
    from_months: int | None
    to_months: int | None
    from_weeks: int | None
    to_weeks: int | None
    parent_id: int | None
    parent_slug: str | None
    parent_name: str | None


def relations_of(pages: Sequence[Any], *, shown_in: ShownIn) -> dict[int, Relations]:
    """The relations of ``pages`` by ``id(page)``. 1 query per page class with any."""
    found: dict[int, Relations] = {id(page): Relations() for page in pages}
    saved: dict[type[Any], list[Any]] = defaultdict(list)
    for page in pages:
        if page.pk is None or getattr(page, "_cluster_related_objects", None):
            rows: Iterable[_Row] = _rows_in_memory(page, shown_in)
            _fill(found[id(page)], rows)
        else:
            saved[type(page)].append(page)
    for model, group in saved.items():
        by_page: dict[int, list[_Row]] = defaultdict(list)
        for row in _rows_in_database(model, [page.pk for page in group], shown_in):
            by_page[row.page_id].append(row)
        for page in group:
            _fill(found[id(page)], by_page[page.pk])
    return found


def _fill(relations: Relations, rows: Iterable[_Row]) -> None:
    for row in sorted(rows, key=lambda row: (row.kind, row.position or 0, row.name, row.target_id)):
        if row.kind == "author":
            relations.authors.append(_person(row))
        elif row.kind == "reviewer":
            relations.reviewers.append(_person(row))
        elif row.kind == "stage":
            relations.stages.append(_stage(row))
        elif row.kind == "topic":
            relations.topics.append(_topic(row))
        elif row.kind == "tag":
            relations.tags.append({"name": row.name, "slug": row.slug})
        elif row.kind == "related":
            relations.related_ids.append(row.target_id)
        elif row.kind == "suggestion":
            relations.suggested_ids.append(row.target_id)
        elif row.kind == "featured":
            relations.featured_ids.append(row.target_id)
    chosen = set(relations.related_ids)
    relations.suggested_ids = [pk for pk in relations.suggested_ids if pk not in chosen]


def _person(row: _Row) -> PersonCard:
    return {"id": row.target_id, "slug": row.slug, "name": row.name}


def _stage(row: _Row) -> Stage:
    return {
        "id": row.target_id,
        "slug": row.slug,
        "name": row.name,
        "from_months": row.from_months,
        "to_months": row.to_months,
        "from_weeks": row.from_weeks,
        "to_weeks": row.to_weeks,
    }


def _topic(row: _Row) -> Topic:
    parent = None
    if row.parent_id is not None:
        parent = {"id": row.parent_id, "slug": row.parent_slug or "", "name": row.parent_name or ""}
    return {"id": row.target_id, "slug": row.slug, "name": row.name, "parent": parent}  # type: ignore[typeddict-item]


# --- From the database -------------------------------------------------------------------------


def _rows_in_database(model: type[Any], ids: list[int], shown_in: ShownIn) -> list[_Row]:
    statement = _statement(model._meta.model, shown_in)
    if statement is None:
        return []
    return [_Row(*values) for values in statement.rows(router.db_for_read(model), ids)]


@functools.cache
def _statement(model: Any, shown_in: ShownIn) -> Prepared | None:
    branches = list(_branches(model, [IDS], shown_in))
    if not branches:
        return None
    first, *others = branches
    return Prepared(lambda: first.union(*others, all=True).order_by())


def _branches(model: type[Any], ids: list[int], shown_in: ShownIn) -> Iterable[QuerySet[Any]]:
    names = {item.name for item in model._meta.get_fields()}
    if "authors" in names:
        yield _people(model, "authors", "author", ids)
    if "hosts" in names:
        yield _people(model, "hosts", "author", ids)
    if "stages" in names:
        yield _through(model, "stages", "stage", ids)
    if "topics" in names:
        yield _through(model, "topics", "topic", ids)
    if "tags" in names:
        yield _tags(model, ids)
    if shown_in == "card":
        return
    if "reviewers" in names:
        yield _people(model, "reviewers", "reviewer", ids)
    if "related" in names:
        yield _chosen(model, "related", "related", ids)
        suggestions = RelatedSuggestion.objects.filter(page_id__in=ids)
        yield _columns(suggestions, "suggestion", "page_id", "article_id", position="sort_order")
    if "featured" in names:
        yield _chosen(model, "featured", "featured", ids)


def _people(model: type[Any], name: str, kind: str, ids: list[int]) -> QuerySet[Any]:
    rows, page = _child_rows(model, name, ids)
    target = "contributor__"
    return _columns(
        rows,
        kind,
        f"{page}_id",
        "contributor_id",
        position="sort_order",
        slug=f"{target}slug",
        name=f"{target}name",
    )


def _chosen(model: type[Any], name: str, kind: str, ids: list[int]) -> QuerySet[Any]:
    rows, page = _child_rows(model, name, ids)
    return _columns(rows, kind, f"{page}_id", "article_id", position="sort_order")


def _child_rows(model: type[Any], name: str, ids: list[int]) -> tuple[QuerySet[Any], str]:
    relation = model._meta.get_field(name)
    page = relation.field.name
    rows = relation.related_model._default_manager.filter(**{f"{page}_id__in": ids})
    return rows, page


def _through(model: type[Any], name: str, kind: str, ids: list[int]) -> QuerySet[Any]:
    relation = model._meta.get_field(name)
    page, target = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    rows = relation.remote_field.through._default_manager.filter(**{f"{page}_id__in": ids})
    texts = {"slug": f"{target}__slug", "name": f"{target}__name"}
    if kind == "topic":
        return _columns(
            rows,
            kind,
            f"{page}_id",
            f"{target}_id",
            **texts,
            parent_id=f"{target}__parent_id",
            parent_slug=f"{target}__parent__slug",
            parent_name=f"{target}__parent__name",
        )
    ages = ("from_months", "to_months", "from_weeks", "to_weeks")
    return _columns(
        rows,
        kind,
        f"{page}_id",
        f"{target}_id",
        **texts,
        position=f"{target}__sort_order",
        **{age: f"{target}__{age}" for age in ages},
    )


def _tags(model: type[Any], ids: list[int]) -> QuerySet[Any]:
    through = model._meta.get_field("tags").remote_field.through
    rows = through._default_manager.filter(content_object_id__in=ids)
    return _columns(rows, "tag", "content_object_id", "tag_id", slug="tag__slug", name="tag__name")


def _columns(
    rows: QuerySet[Any], kind: str, page_id: str, target_id: str, **columns: str
) -> QuerySet[Any]:
    """``rows`` with the columns of ``_Row``. Types are said outright: a ``UNION`` wants them equal,
    and MariaDB its collations too."""
    texts = ("slug", "name", "parent_slug", "parent_name")
    values: dict[str, Any] = {
        "row_kind": Value(kind, output_field=CharField()),
        "row_page_id": F(page_id),
        "row_position": Cast(F(columns["position"]), IntegerField())
        if "position" in columns
        else Cast(Value(0), IntegerField()),
        "row_target_id": F(target_id),
    }
    for name in _Row._fields[4:]:
        kind_of_field = CharField() if name in texts else IntegerField()
        source = F(columns[name]) if name in columns else _nothing(name)
        values[f"row_{name}"] = Cast(source, kind_of_field)
    columns_only: QuerySet[Any] = rows.order_by().annotate(**values).values_list(*values)
    return columns_only


def _nothing(name: str) -> Value:
    return Value("") if name in ("slug", "name") else Value(None)


# --- From memory -------------------------------------------------------------------------------


def _rows_in_memory(page: Any, shown_in: ShownIn) -> Iterable[_Row]:
    for attribute, kind in (
        ("authors", "author"),
        ("hosts", "author"),
        ("reviewers", "reviewer"),
    ):
        for position, row in enumerate(_all(page, attribute)):
            person = row.contributor
            yield _row(kind, position, person.pk, person.slug, person.name)
    for stage in _all(page, "stages"):
        ages = (stage.from_months, stage.to_months, stage.from_weeks, stage.to_weeks)
        yield _row("stage", stage.sort_order, stage.pk, stage.slug, stage.name, *ages)
    for topic in _all(page, "topics"):
        parent = topic.parent
        above = (parent.pk, parent.slug, parent.name) if parent else (None, None, None)
        yield _row("topic", 0, topic.pk, topic.slug, topic.name, None, None, None, None, *above)
    for tag in _all(page, "tags"):
        yield _row("tag", 0, tag.pk or 0, tag.slug, tag.name)
    for attribute in ("related", "featured"):
        for position, row in enumerate(_all(page, attribute)):
            yield _row(attribute, position, row.article_id, "", "")
    if page.pk and hasattr(page, "related") and shown_in == "detail":
        for suggestion in RelatedSuggestion.objects.filter(page_id=page.pk):
            yield _row("suggestion", suggestion.sort_order, suggestion.article_id, "", "")


def _all(page: Any, attribute: str) -> Iterable[Any]:
    manager = getattr(page, attribute, None)
    return manager.all() if manager is not None else ()


def _row(kind: str, position: int, target: int, slug: str, name: str, *rest: Any) -> _Row:
    filled = (*rest, *(None,) * (7 - len(rest)))
    return _Row(kind, 0, position, target, slug, name, *filled)
