"""Fills an empty database with the same site every time: ours, and its twin for the row **stock**.

Pages are saved one by one through their models, because what a page keeps about itself follows
from ``save()``; everything that hangs on them is written in bulk. Renditions are rows without
files: no row of the catalogue asks for one, and encoding 3,000 pictures would take an hour.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.text import slugify
from PIL import Image as PillowImage
from taggit.models import Tag as StockTag
from wagtail.images.models import Filter, Image, Rendition
from wagtail.models import Collection, Locale, Page, Site

from benchmarks import content, entries
from benchmarks.content import Size, Writer, stable_id
from benchmarks.stock.models import (
    StockArticleAuthor,
    StockArticlePage,
    StockArticleTag,
    StockAuthor,
    StockIndexPage,
    StockRelatedArticle,
)
from benchmarks.threads import Threads, sizes
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.relations import RelatedSuggestion
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.headless.images import all_specs
from wagtail_parenting.headless.models import HeadlessSettings, ImageColour
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.pages.models import (
    AdviceArticlePage,
    AdviceIndexPage,
    ArticleAuthor,
    ArticleReviewer,
    ArticleTag,
    FeaturedArticle,
    LinkUpPage,
    LinkUpSeriesPage,
    RelatedArticle,
)

#: Raise it when the seeds change: a database with older ones is emptied and filled anew.
VERSION = 3
SITE_NAME = "Benchmarks"
NEWEST = datetime.datetime(2026, 1, 31, 9, tzinfo=datetime.UTC)
OPENS = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
CLOSES = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)
#: Names the random order that rows ask for.
SEED = 7
IMAGE_SIZE = (1600, 1067)
STAGES = (
    ("First trimester", "weeks", 1, 12),
    ("Second trimester", "weeks", 13, 27),
    ("Third trimester", "weeks", 28, 42),
    ("Newborn", "months", 0, 3),
    ("Baby", "months", 3, 12),
    ("Toddler", "months", 12, 36),
    ("Preschool", "months", 36, 60),
    ("School", "months", 60, 132),
    ("Teenager", "months", 132, 216),
)
AUTHORS_A_PAGE, TAGS_A_PAGE, RELATED_A_PAGE, LINKS_A_BODY = 1, 3, 2, 3


class NotOurs(Exception):
    """The database holds something else. The message says what to do."""


def is_filled(size: Size) -> bool:
    """Whether the database holds these seeds already. 1 query. Raises ``NotOurs``."""
    names = set(Site.objects.values_list("site_name", flat=True))
    if _mark(size) in names:
        return True
    if Page.objects.count() > 2 and not any(name.startswith(SITE_NAME) for name in names):
        raise NotOurs(
            "The database holds pages that are not of these benchmarks. Name an empty one: "
            "make bench DATABASE_URL=postgres://user@host/empty_database"
        )
    return False


def fill(size: Size) -> None:
    """Empty the database and fill it. A few minutes in full."""
    call_command("flush", interactive=False, verbosity=0)
    with transaction.atomic():
        _fill(size)
    if connection.vendor == "postgresql":  # autovacuum would do it a minute later
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def ids_in_paths() -> dict[str, int | str]:
    """What the paths of the catalogue name, cursors included."""
    articles = AdviceArticlePage.objects.order_by("pk").values_list("pk", flat=True)
    large, small, article = articles[:3]
    thread = ReaderComment.objects.filter(page=large)
    edition, few = LinkUpPage.objects.order_by("number").values_list("pk", flat=True)
    last_page = thread.filter(root=None).order_by("-pk").values_list("pk", flat=True)[:20]
    return {
        "article": article,
        "large": large,
        "small": small,
        "answered": thread.order_by("-below")[0].pk,
        "last": list(last_page)[-1],
        "edition": edition,
        "few": few,
        "seed": SEED,
        "by_number": entries.cursor_in_the_middle(edition, "oldest"),
        "by_likes": entries.cursor_in_the_middle(edition, "likes"),
        "by_chance": entries.cursor_in_the_middle(edition, "random", SEED),
    }


def digest() -> str:
    """A digest of what was filled in, ids included: the same on every machine and database."""
    articles = ("pk", "path", "url_path", "title", "hero_image_id", "published_at", "body")
    found = [
        list(model.objects.order_by("pk").values_list(*fields))
        for model, fields in (
            (AdviceArticlePage, articles),
            (StockArticlePage, articles),
            (ArticleAuthor, ("page_id", "contributor_id")),
            (RelatedArticle, ("page_id", "article_id")),
            (RelatedSuggestion, ("page_id", "article_id")),
            (ArticleTag, ("content_object_id", "tag_id")),
            (AdviceArticlePage.topics.through, ("advicearticlepage_id", "topic_id")),
            (StockArticleTag, ("content_object_id", "tag_id")),
            (ReaderComment, ("pk", "page_id", "root_id", "path", "below", "likes", "body")),
            (LinkUpEntry, ("pk", "edition_id", "number", "key_hash", "title", "likes")),
        )
    ]
    text = json.dumps(found, default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.datetime) else list(value.raw_data)


def _mark(size: Size) -> str:
    return f"{SITE_NAME} {VERSION}, {size.articles} articles"


def _fill(size: Size) -> None:
    locale = Locale.objects.create(language_code="en")
    collection = Collection.add_root(name="Root")
    home = _home(locale, size)
    images = _images(size, collection)
    _fill_ours(size, home, images, locale)
    _fill_stock(size, home, images, locale)
    _fill_threads(size)
    _fill_link_ups(size, home, locale)


def _home(locale: Locale, size: Size) -> Any:
    root = Page.add_root(
        instance=Page(
            title="Root", slug="root", locale=locale, translation_key=stable_id("page", "root")
        )
    )
    home = root.add_child(instance=_section("Home", locale))
    site = Site.objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name=_mark(size)
    )
    HeadlessSettings.objects.create(site=site, frontend_url="https://www.example.org")
    return home


def _section(title: str, locale: Locale) -> AdviceIndexPage:
    return AdviceIndexPage(
        title=title,
        slug=slugify(title),
        intro=f"All about {title.lower()}.",
        locale=locale,
        translation_key=stable_id("page", title),
    )


# --- Pictures ------------------------------------------------------------------------------------


def _images(size: Size, collection: Collection) -> list[Image]:
    images: list[Image] = []
    for number in range(size.images):
        colour = (number * 37 % 256, number * 59 % 256, number * 83 % 256)
        file = io.BytesIO()
        PillowImage.new("RGB", IMAGE_SIZE, colour).save(file, "JPEG", quality=30)
        image = Image(
            title=f"Picture {number}",
            width=IMAGE_SIZE[0],
            height=IMAGE_SIZE[1],
            collection=collection,
            file_size=file.tell(),
            file_hash=stable_id("file", number).hex,
            created_at=NEWEST,
        )
        storage = image.file.storage
        name = f"original_images/benchmark-{number}.jpg"
        if not storage.exists(name):
            storage.save(name, ContentFile(file.getvalue()))
        image.file.name = name
        images.append(image)
    Image.objects.bulk_create(images)
    Rendition.objects.bulk_create(
        [_rendition(image, spec) for image in images for spec in all_specs()], batch_size=500
    )
    ImageColour.objects.bulk_create(
        ImageColour(image=image, colour="#c4623f", file_hash=image.file_hash) for image in images
    )
    return images


def _rendition(image: Image, spec: str) -> Rendition:
    wanted = Filter(spec=spec)
    width, height = wanted.get_transform(image).size
    rendition = Rendition(
        image=image,
        filter_spec=spec,
        focal_point_key=wanted.get_cache_key(image),
        width=int(width),
        height=int(height),
    )
    rendition.file.name = f"images/benchmark-{image.pk}.{slugify(spec)}.webp"
    return rendition


# --- Ours ----------------------------------------------------------------------------------------


def _fill_ours(size: Size, home: Any, images: Sequence[Image], locale: Locale) -> None:
    people = _people(size, images, locale)
    stages = _stages(locale)
    topics = _topics(size, locale)
    tags = Tag.objects.bulk_create(
        Tag(name=f"tag {number}", slug=f"tag-{number}") for number in range(size.tags)
    )
    sections = [
        home.add_child(instance=_section(f"Section {number}", locale))
        for number in range(size.sections)
    ]

    def make(writer: Writer, common: dict[str, Any]) -> AdviceArticlePage:
        return AdviceArticlePage(
            hero_caption=writer.sentence(6),
            hero_credit="A photographer",
            last_reviewed=NEWEST.date(),
            next_review=NEWEST.date() + datetime.timedelta(days=365 + writer.number),
            disclosure="affiliate" if writer.number % 5 == 0 else "none",
            **common,
        )

    pages = _articles(size, sections, images, locale, make)
    rows = _Rows(pages)
    rows.write(ArticleAuthor, "page", "contributor", people, AUTHORS_A_PAGE)
    rows.write(ArticleReviewer, "page", "contributor", people, 1)
    rows.write(RelatedArticle, "page", "article", pages, RELATED_A_PAGE)
    rows.write(RelatedSuggestion, "page", "article", pages, RELATED_A_PAGE)
    rows.write(ArticleTag, "content_object", "tag", tags, TAGS_A_PAGE, ordered=False)
    for target, through, among in (
        ("lifestage", AdviceArticlePage.stages.through, stages),
        ("topic", AdviceArticlePage.topics.through, topics),
    ):
        rows.write(through, "advicearticlepage", target, among, 2, ordered=False)
    FeaturedArticle.objects.bulk_create(
        FeaturedArticle(page=home, article=page, sort_order=place)
        for place, page in enumerate(pages[:6])
    )


def _fill_threads(size: Size) -> None:
    """A large thread, a small one, and the rest shared among the other articles."""
    large, small, *others = AdviceArticlePage.objects.order_by("pk").values_list("pk", flat=True)
    threads = Threads()
    threads.write(large, sizes(size.large_thread, largest=size.replies_of_one))
    threads.write(small, sizes(size.small_thread))
    each = (size.comments - size.large_thread - size.small_thread) // len(others)
    for page_id in others:
        threads.write(page_id, sizes(each))
    threads.finish()


def _fill_link_ups(size: Size, home: Any, locale: Locale) -> None:
    """A series with two editions that are open for long: one with many entries, one with few."""

    def page(model: type[Any], title: str, **values: Any) -> Any:
        key = stable_id("page", title)
        return model(title=title, slug=slugify(title), locale=locale, translation_key=key, **values)

    home.refresh_from_db()
    series = home.add_child(
        instance=page(LinkUpSeriesPage, "Link-up", is_running=False, entry_approval="none")
    )
    first_id = 1
    for number, count in enumerate((size.entries, size.few_entries), start=1):
        edition = page(
            LinkUpPage, f"Link-up {number}", number=number, opens_at=OPENS, closes_at=CLOSES
        )
        series.add_child(instance=edition)
        entries.write(edition.pk, count, first_id=first_id)
        first_id += count


def _people(size: Size, images: Sequence[Image], locale: Locale) -> list[Contributor]:
    return Contributor.objects.bulk_create(
        Contributor(
            name=f"Contributor {number}",
            slug=f"contributor-{number}",
            role="Health editor",
            credentials="Registered midwife",
            bio=Writer(number).sentence(30),
            picture=images[number % len(images)],
            locale=locale,
            translation_key=stable_id("person", number),
        )
        for number in range(size.authors)
    )


def _stages(locale: Locale) -> list[LifeStage]:
    return LifeStage.objects.bulk_create(
        LifeStage(
            name=name,
            slug=slugify(name),
            sort_order=place,
            locale=locale,
            translation_key=stable_id("stage", name),
            **{f"from_{unit}": first, f"to_{unit}": last},
        )
        for place, (name, unit, first, last) in enumerate(STAGES)
    )


def _topics(size: Size, locale: Locale) -> list[Topic]:
    def topic(name: str, parent: Topic | None = None) -> Topic:
        return Topic(
            name=name,
            slug=slugify(name),
            parent=parent,
            locale=locale,
            translation_key=stable_id("topic", name),
        )

    above = Topic.objects.bulk_create(topic(f"Topic {number}") for number in range(size.topics))
    below = [
        topic(f"{main.name} part {number}", main)
        for main in above
        for number in range(size.parts_of_topic)
    ]
    return [*above, *Topic.objects.bulk_create(below)]


# --- Stock ---------------------------------------------------------------------------------------


def _fill_stock(size: Size, home: Any, images: Sequence[Image], locale: Locale) -> None:
    people = StockAuthor._default_manager.bulk_create(
        StockAuthor(
            name=f"Contributor {number}",
            role="Health editor",
            bio=Writer(number).sentence(30),
            picture=images[number % len(images)],
        )
        for number in range(size.authors)
    )
    tags = StockTag.objects.bulk_create(
        StockTag(name=f"tag {number}", slug=f"tag-{number}") for number in range(size.tags)
    )
    index = home.add_child(
        instance=StockIndexPage(
            title="Stock", slug="stock", locale=locale, translation_key=stable_id("page", "stock")
        )
    )

    def make(writer: Writer, common: dict[str, Any]) -> StockArticlePage:
        return StockArticlePage(**common)

    pages = _articles(size, [index], images, locale, make)
    rows = _Rows(pages)
    rows.write(StockArticleAuthor, "page", "author", people, AUTHORS_A_PAGE)
    rows.write(StockRelatedArticle, "page", "article", pages, RELATED_A_PAGE)
    rows.write(StockArticleTag, "content_object", "tag", tags, TAGS_A_PAGE, ordered=False)


# --- Both ----------------------------------------------------------------------------------------


def _articles(
    size: Size,
    parents: Sequence[Any],
    images: Sequence[Image],
    locale: Locale,
    make: Callable[[Writer, dict[str, Any]], Any],
) -> list[Any]:
    """The articles, newest first, spread over ``parents``; bodies link to those made before."""
    pages: list[Any] = []
    for number in range(size.articles):
        writer = Writer(number)
        at = NEWEST - datetime.timedelta(hours=number)
        links = [page.pk for page in writer.several(pages, LINKS_A_BODY)]
        common = {
            "title": writer.title(),
            "slug": f"article-{number}",
            "standfirst": writer.sentence(24),
            "hero_image": writer.choose(images),
            "hero_alt": writer.sentence(8),
            "published_at": at,
            "first_published_at": at,
            "last_published_at": at,
            "latest_revision_created_at": at,
            "body": content.body(writer, links=links, image=writer.choose(images).pk),
            "sources": content.sources(writer),
            "locale": locale,
            "translation_key": stable_id(make.__qualname__, number),
        }
        page = make(writer, common)
        parents[number % len(parents)].add_child(instance=page)
        pages.append(page)
    return pages


class _Rows:
    """Writes what hangs on pages, in bulk: which, follows from the number of the page."""

    def __init__(self, pages: Sequence[Any]) -> None:
        self._writers = [(page, Writer(number + 1_000_000)) for number, page in enumerate(pages)]

    def write(
        self,
        model: Any,
        page_field: str,
        target_field: str,
        among: Sequence[Any],
        count: int,
        *,
        ordered: bool = True,
    ) -> None:
        rows = [
            model(
                **{page_field: page, target_field: target},
                **({"sort_order": place} if ordered else {}),
            )
            for page, writer in self._writers
            for place, target in enumerate(_others(page, writer.several(among, count + 1), count))
        ]
        model.objects.bulk_create(rows, batch_size=500)


def _others(page: Any, chosen: Iterable[Any], count: int) -> list[Any]:
    return [target for target in chosen if target is not page][:count]
