"""Which pages show what: asked when something changes, so that their versions move.

Columns, rows and many-to-many fields of our page classes are found by ordinary joins, whatever
they point at; what bodies point at, by Wagtail's reference index, which ``HeadlessPageMixin.save``
keeps in step. A *reference* shows a page's title or address, a *card* also its picture, authors,
stages, topics and tags.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, ManyToManyField, Model, Q
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, ReferenceIndex, get_page_models

from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.relations import RelatedSuggestion
from wagtail_parenting.articles.topics import Topic
from wagtail_parenting.headless.models import HeadlessSettings
from wagtail_parenting.headless.tree import all_pages, page_model
from wagtail_parenting.headless.visibility import MAX_ALIAS_DEPTH

#: What an article's card shows besides its own columns.
ON_CARDS = {"authors", "hero_image", "stages", "topics", "tags"}
#: Ids in one query.
BATCH = 500


@dataclass(frozen=True)
class Way:
    """How a page class leads to what it shows: ``lookup`` from the class, ``name`` of its field."""

    model: type[Any]
    lookup: str
    name: str


@functools.cache
def ways_to(target: type[Model]) -> tuple[Way, ...]:
    """All ways from our page classes to ``target``; to any page class, if it is a page."""
    return tuple(
        way
        for way, related in _ways()
        if issubclass(target, related)
        or (issubclass(target, AbstractPage) and issubclass(related, AbstractPage))
    )


def is_shown(model: type[Model]) -> bool:
    """Whether pages of ours may show rows of ``model``, which is not a page."""
    media = (get_image_model(), get_document_model())
    return issubclass(model, media) or bool(ways_to(model))


@functools.cache
def _ways() -> tuple[tuple[Way, type[Model]], ...]:
    base = page_model()
    inherited = {field.name for field in base._meta.get_fields()}
    found: list[tuple[Way, type[Model]]] = []
    for model in get_page_models():
        if not getattr(model, "is_headless", False):
            continue
        for field in model._meta.get_fields():
            if field.name not in inherited:
                found.extend(_way(model, field.name, field.name, field))
        for relation in get_all_child_relations(model):
            name = relation.get_accessor_name()
            for field in relation.related_model._meta.get_fields():
                if field.name != relation.field.name:
                    found.extend(_way(model, f"{name}__{field.name}", name, field))
    return tuple(found)


def _way(model: type[Any], lookup: str, name: str, field: Any) -> Iterator[tuple[Way, type[Model]]]:
    is_relation = isinstance(field, (ForeignKey, ManyToManyField, TaggableManager))
    if is_relation and not getattr(field.remote_field, "parent_link", False):
        yield Way(model, lookup, name), field.related_model


def pages_showing(item: Model) -> set[int]:
    """Ids of the pages whose payload shows ``item``, which is not a page: theirs, and those that
    show them as cards."""
    direct: set[int] = set()
    by_card: set[int] = set()
    for shown in _with_owners(item):
        for way in ways_to(type(shown)):
            ids = _by_way(way, [shown.pk])
            direct |= ids
            if way.name in ON_CARDS:
                by_card |= ids
        direct |= _referring(type(shown), [shown.pk])
    return direct | pages_with_cards_of(by_card)


def sites_showing(item: Model) -> list[int]:
    """Ids of the sites whose picture ``item`` is: pages without one of their own show it. At most
    1 query."""
    if not isinstance(item, get_image_model()):
        return []
    settings = HeadlessSettings.objects.filter(share_image=item.pk)
    return list(settings.values_list("site_id", flat=True))


def _with_owners(item: Model) -> list[Model]:
    """``item`` and what shows it in turn: a picture's contributors, a topic's parts."""
    if isinstance(item, Topic):
        return [item, *item.children.all()]
    picture: Any = Contributor._meta.get_field("picture").related_model
    is_picture = isinstance(item, picture)
    return [item, *Contributor.objects.filter(picture=item.pk)] if is_picture else [item]


def pages_with_cards_of(ids: Iterable[int]) -> set[int]:
    """Ids of the pages that show one of these pages as a card."""
    found: set[int] = set()
    for batch in _batches(ids):
        for way in ways_to(page_model()):
            found |= _by_way(way, batch)
        found |= set(
            RelatedSuggestion.objects.filter(article_id__in=batch).values_list("page_id", flat=True)
        )
        found |= _referring(page_model(), batch, as_cards=True)
    return found


def pages_referring_to(ids: Iterable[int]) -> set[int]:
    """Ids of the pages that show one of these pages in any way, cards included."""
    ids = set(ids)
    found = pages_with_cards_of(ids)
    for batch in _batches(ids):
        found |= _referring(page_model(), batch)
    return found


def aliases_of(ids: Iterable[int]) -> set[int]:
    """Ids of the aliases of these pages, and of theirs, as deep as visibility looks."""
    found: set[int] = set()
    latest = set(ids)
    for _depth in range(MAX_ALIAS_DEPTH):
        if not latest:
            break
        latest = set(
            all_pages().filter(alias_of__in=latest).order_by().values_list("pk", flat=True)
        )
        found |= latest
    return found


def _by_way(way: Way, ids: list[int]) -> set[int]:
    return set(
        way.model._default_manager.filter(**{f"{way.lookup}__in": ids})
        .order_by()
        .values_list("pk", flat=True)
    )


def _referring(target: type[Model], ids: list[Any], *, as_cards: bool = False) -> set[int]:
    """Ids of pages whose bodies point at rows of ``target``. 1 query."""
    to_type = ContentType.objects.get_for_model(_base_of(target))
    page_type = ContentType.objects.get_for_model(page_model())
    rows = ReferenceIndex.objects.filter(
        Q(base_content_type=page_type),
        to_content_type=to_type,
        to_object_id__in=[str(pk) for pk in ids],
    ).values_list("object_id", "content_type_id", "model_path")
    return {
        int(object_id)
        for object_id, content_type_id, path in rows
        if not as_cards or not _is_link(content_type_id, path)
    }


def _base_of(model: type[Model]) -> type[Model]:
    """The model that holds the primary key, as the reference index names it."""
    parents = model._meta.get_parent_list()
    return parents[-1] if parents else model


@functools.cache
def _is_link(content_type_id: int, path: str) -> bool:
    """Whether a place in a page (``body.paragraph``) is rich text, which shows addresses only."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    name, *steps = path.split(".")
    names = {field.name for field in model._meta.get_fields()} if model else set()
    block = getattr(model._meta.get_field(name), "stream_block", None) if name in names else None  # type: ignore[union-attr]
    for step in steps:
        if isinstance(block, (StreamBlock, StructBlock)):
            block = block.child_blocks.get(step)
        elif isinstance(block, ListBlock):
            block = block.child_block
    return isinstance(block, RichTextBlock)


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = sorted(set(ids))
    for start in range(0, len(rest), BATCH):
        yield rest[start : start + BATCH]
