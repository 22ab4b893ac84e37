"""The one bulk loader: everything that a set of pages shows, in a fixed number of queries.

``Loaded.details`` gathers what full pages need, ``Loaded.cards`` what lists of cards need. What
they hand out is public: whatever is not is simply absent, so nothing that is built from them can
leak. The number of queries depends on neither the number of pages nor on what they hold:

=====================================  ========  ======
query                                  details   cards
=====================================  ========  ======
people, stages, topics, tags, related         1       1
pages pointed at, sections, ancestors,        1       1
  translations
people … of articles shown as cards           1
contributors in full                          1
pictures, renditions                          2       2
documents                                     1
=====================================  ========  ======

A site with several article classes pays the first and third once per class.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce, Length, Substr
from wagtail.blocks import PageChooserBlock, RichTextBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from wagtail_parenting.articles.mixins import ArticleMixin
from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.comments.queries import of_pages
from wagtail_parenting.headless import community
from wagtail_parenting.headless.images import public_images
from wagtail_parenting.headless.relations import Relations, relations_of
from wagtail_parenting.headless.rich_text import References, collect
from wagtail_parenting.headless.routing import Frontends, share_image_id
from wagtail_parenting.headless.streams import body_fields, is_id, leaves, raw_stream
from wagtail_parenting.headless.tree import STEP, all_pages, page_model, parent_path, paths_down_to
from wagtail_parenting.headless.visibility import public_in_collections, public_pages
from wagtail_parenting.linkups.queries import of_editions

#: Comments, and links of an edition, that search engines are told of.
FIRST_COMMENTS, FIRST_ENTRIES = 5, 10
_STAMP = "parenting_stamp__"
_COUNTS = {
    "thread_id": community.thread_id(),
    "comment_count": community.comment_count(),
    "thread_count": Coalesce(f"{_STAMP}source__threads", f"{_STAMP}threads", 0),
    "entry_count": community.entry_count(),
}


class Counts(NamedTuple):
    """How much readers wrote, and below which page."""

    thread_id: int
    comments: int
    threads: int
    entries: int


@dataclass
class Loaded:
    """What pages show, by id. Only what is public is in here."""

    frontends: Frontends
    shown: Sequence[Any] = ()
    relations: dict[int, Relations] = field(default_factory=dict)
    pages: dict[int, Any] = field(default_factory=dict)
    sections: dict[str, Any] = field(default_factory=dict)
    translations: dict[Any, list[Any]] = field(default_factory=dict)
    articles: dict[int, Any] = field(default_factory=dict)
    people: dict[int, Contributor] = field(default_factory=dict)
    images: dict[int, Any] = field(default_factory=dict)
    documents: dict[int, Any] = field(default_factory=dict)
    comments: dict[int, list[Any]] | None = None
    entries: dict[int, list[Any]] | None = None
    link_ups: Any = None
    """What ``linkups.surroundings`` has found of the editions and series that are shown."""
    editions: dict[int, Any] | None = None
    """What it has found of those that stand in blocks."""

    @classmethod
    def details(
        cls, pages: Sequence[Any], frontends: Frontends, *, also: Iterable[int] = ()
    ) -> Loaded:
        """All that ``pages`` (specific, of any class) show in full. At most 7 queries.

        ``also`` are ids of further pages to know of.
        """
        loaded = cls(frontends, pages)
        loaded.relations = relations_of(pages, shown_in="detail")
        references = References()
        for page in pages:
            collect_references(page, references)
        cards = {pk for page in pages for pk in loaded.relations[id(page)].card_ids}
        cards |= references.chosen
        sources = {page.alias_of_id for page in pages if page.alias_of_id}
        ids = references.linked | cards | sources | set(also)
        loaded._load_pages(ids, pages, cards, surroundings=True)
        if loaded.articles:
            loaded.relations |= relations_of(list(loaded.articles.values()), shown_in="card")
        loaded._load_people(pages)
        roots = {root for page in pages if page.path and (root := frontends.root_of(page))}
        of_sites = {share_image_id(frontends.sites[root.site_id]) for root in roots}
        loaded._load_images(pages, references.images | {pk for pk in of_sites if pk})
        loaded.documents = public_documents(references.documents)
        return loaded

    @classmethod
    def cards(cls, articles: Sequence[Any], frontends: Frontends) -> Loaded:
        """All that ``articles`` show on cards. 4 queries."""
        loaded = cls(frontends)
        loaded.relations = relations_of(articles, shown_in="card")
        loaded._load_pages(set(), articles, set())
        loaded._load_images(articles, set())
        return loaded

    def relations_for(self, page: Any) -> Relations:
        """People, stages, topics, tags and related articles of a loaded page or card."""
        return self.relations[id(page)]

    def section_of(self, page: Any) -> Any:
        """The public page right above ``page``, or None."""
        return self.sections.get(parent_path(page.path)) if page.path else None

    def ancestors_of(self, page: Any) -> list[Any]:
        """The public pages above a page shown in full, from the root of its site downwards."""
        paths = self._paths_above(page)
        return [self.sections[path] for path in paths if path in self.sections]

    def source_of(self, page: Any) -> Any:
        """What ``page`` is an alias of, where that is public; else ``page`` itself."""
        return self.pages.get(page.alias_of_id, page) if page.alias_of_id else page

    def translations_of(self, page: Any) -> list[Any]:
        """The public versions of a public page in all languages, itself among them.

        Aliases in other languages are none: Wagtail puts them where a translation is missing.
        """
        versions = self.translations.get(page.translation_key, [])
        return versions if any(version.pk == page.pk for version in versions) else []

    def language_of(self, page: Any) -> str:
        """The language of ``page``. No query for a public page."""
        known = self.pages.get(page.pk, page)
        return str(known.locale.language_code) if known.locale_id else ""

    def counts_of(self, page: Any) -> Counts:
        """What readers wrote below ``page``, or below what it is an alias of; nothing for a page
        that is not public. No query."""
        known = self.pages.get(page.pk)
        if known is None:
            return Counts(page.pk or 0, 0, 0, 0)
        return Counts(known.thread_id, known.comment_count, known.thread_count, known.entry_count)

    def comments_of(self, page: Any) -> list[Any]:
        """The first comments below ``page``, as rows of ``comments.queries``. 1 query for all
        pages that were loaded, none where nobody has written anything."""
        if self.comments is None:
            counts = [self.counts_of(shown) for shown in self.shown]
            ids = {count.thread_id for count in counts if count.comments}
            self.comments = of_pages(ids, limit=FIRST_COMMENTS) if ids else {}
        return self.comments.get(self.counts_of(page).thread_id, [])[:FIRST_COMMENTS]

    def entries_of(self, page: Any) -> list[Any]:
        """The first entries of ``page``, as rows of ``linkups.queries``. 1 query for all pages that
        were loaded, none where nobody has sent any."""
        if self.entries is None:
            counts = [self.counts_of(shown) for shown in self.shown]
            ids = {count.thread_id for count in counts if count.entries}
            self.entries = of_editions(ids, limit=FIRST_ENTRIES) if ids else {}
        return self.entries.get(self.counts_of(page).thread_id, [])

    def is_public(self, page: Any) -> bool:
        """Whether a loaded page is public itself."""
        return page.pk in self.pages

    def _paths_above(self, page: Any) -> list[str]:
        root = self.frontends.root_of(page)
        top = len(root.tree_path) if root else 0
        return paths_down_to(parent_path(page.path), top=top) if top else []

    def _load_pages(
        self,
        ids: set[int],
        shown: Sequence[Any],
        cards: set[int],
        *,
        surroundings: bool = False,
    ) -> None:
        """With ``surroundings``, also all ancestors and translations of what is ``shown``."""
        ids = ids | {page.pk for page in shown if page.pk}
        parents = {parent_path(page.path) for page in shown if page.path}
        languages = surroundings and getattr(settings, "WAGTAIL_I18N_ENABLED", False)
        keys = {page.translation_key for page in shown} if languages else set()
        if surroundings:
            parents |= {path for page in shown for path in self._paths_above(page)}
        above_cards = (
            all_pages()
            .filter(pk__in=cards)
            .annotate(parent_path=Substr("path", 1, Length("path") - STEP))
        )
        wanted = Q(pk__in=ids) | Q(path__in=parents)
        if keys:
            wanted |= Q(translation_key__in=keys)
        if cards:
            wanted |= Q(path__in=above_cards.values("parent_path"))
        paths = [way_down(model) for model in article_classes()]
        bodies = [f"{path}__{name}" for path in paths for name in ("body", "sources")]
        found = public_pages(all_pages().filter(wanted), self.frontends.tree_paths())
        found = found.select_related("locale").annotate(**_COUNTS)
        if cards:
            found = found.select_related(*paths).defer(*bodies)
        for page in found:
            self.pages[page.pk] = page
            self.sections[page.path] = page
            if page.translation_key in keys and page.alias_of_id is None:
                self.translations.setdefault(page.translation_key, []).append(page)
            if page.pk in cards:
                self._keep_article(page, paths)

    def _keep_article(self, page: Any, paths: list[str]) -> None:
        for path in paths:
            article = page
            for step in path.split("__"):
                article = getattr(article, step, None)
            if article is not None:
                self.articles[page.pk] = article

    def _load_people(self, pages: Sequence[Any]) -> None:
        ids = {pk for page in pages for pk in self.relations[id(page)].people_ids}
        self.people = Contributor.objects.in_bulk(ids) if ids else {}

    def _load_images(self, pages: Sequence[Any], ids: set[int]) -> None:
        heroes = [*pages, *self.articles.values()]
        wanted = [getattr(page, "hero_image_id", None) for page in heroes]
        wanted += [person.picture_id for person in self.people.values()]
        self.images = public_images(ids | {image_id for image_id in wanted if image_id})


def images_of(page: Any) -> dict[int, set[str]]:
    """The pictures that ``page`` shows, with the names of the rendition sets it needs them in."""
    sets: dict[int, set[str]] = defaultdict(set)
    references = References()
    collect_references(page, references)
    for image_id in references.images:
        sets[image_id].add("inline")
    if getattr(page, "hero_image_id", None):
        sets[page.hero_image_id] |= {"card", "hero", "social"}
    if isinstance(page, ArticleMixin):
        for row in [*page.authors.all(), *page.reviewers.all()]:
            if row.contributor.picture_id:
                sets[row.contributor.picture_id].add("portrait")
    return sets


def collect_references(page: Any, into: References) -> None:
    """Add the ids of what the bodies of ``page`` point at. No query."""
    for body in body_fields(page):
        for block, raw in leaves(body.stream_block, raw_stream(page, body)):
            if isinstance(block, RichTextBlock) and isinstance(raw, str):
                collect(raw, into)
            elif not is_id(raw):
                continue
            elif isinstance(block, PageChooserBlock):
                into.chosen.add(raw)
            elif isinstance(block, ImageChooserBlock):
                into.images.add(raw)
            elif isinstance(block, DocumentChooserBlock):
                into.documents.add(raw)


def way_down(model: type[Any]) -> str:
    """The lookup from a base page to its row as ``model``, which one query can follow."""
    base = page_model()
    chain = [*model._meta.get_base_chain(base), model]
    return "__".join(step._meta.model_name for step in chain if step is not base)


def public_documents(ids: set[int]) -> dict[int, Any]:
    """The public ones of these documents by id. At most 1 query."""
    if not ids:
        return {}
    documents = public_in_collections(get_document_model()._default_manager.filter(pk__in=ids))
    return {document.pk: document for document in documents}
