"""What tests are made of: small, readable, and one place to say what a whole article is."""

from __future__ import annotations

import datetime
import io
import itertools
import uuid
from typing import Any

import swapper
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import APIToken, Collection, Locale, PageViewRestriction, Site

from wagtail_parenting.articles.page_classes import article_classes, index_classes
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Topic
from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.comments.written import body_fields
from wagtail_parenting.headless import community
from wagtail_parenting.headless.models import HeadlessSettings
from wagtail_parenting.linkups import places as entry_places
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.linkups.page_classes import edition_classes, series_classes
from wagtail_parenting.linkups.written import link_fields
from wagtail_parenting.readers.identity import Who, token_of
from wagtail_parenting.readers.models import Reader

_numbers = itertools.count(1)
FRONTEND = "https://www.example.org"
DAY = datetime.timedelta(days=1)


def page_model() -> Any:
    return swapper.load_model("wagtailcore", "Page")


def article_model() -> Any:
    return article_classes()[0]


def index_model() -> Any:
    return index_classes()[0]


def make_site(
    hostname: str = "localhost", *, frontend: str = FRONTEND, port: int = 80, default: bool = True
) -> Site:
    """A site with a home page of our index class and a frontend of its own."""
    Locale.objects.get_or_create(language_code="en")
    if default:
        delete_sites()
    root = page_model().get_first_root_node()
    if root is None:
        root = page_model().add_root(title="Root", slug="root")
    home = root.add_child(
        instance=index_model()(title=f"Home of {hostname}", slug=slugify(hostname))
    )
    site = Site.objects.create(
        hostname=hostname, port=port, root_page=home, is_default_site=default, site_name=hostname
    )
    HeadlessSettings.objects.create(site=site, frontend_url=frontend)
    return site


def delete_sites() -> None:
    """All sites and pages, but for the root of the tree."""
    Site.objects.all().delete()
    for page in page_model().objects.filter(depth=2):
        page.specific.delete()


def make_section(site: Site, title: str = "Sleep", **values: Any) -> Any:
    slug = values.pop("slug", slugify(title))
    home = site.root_page.specific
    return home.add_child(instance=index_model()(title=title, slug=slug, **values))


def make_image(
    title: str = "Cot", *, size: tuple[int, int] = (320, 200), collection: Any = None
) -> Any:
    data = io.BytesIO()
    PillowImage.new("RGB", size, (196, 98, 63)).save(data, "PNG")
    data.seek(0)
    return get_image_model().objects.create(
        title=title,
        file=ImageFile(data, name=f"{slugify(title)}-{next(_numbers)}.png"),
        collection=collection or Collection.get_first_root_node(),
    )


def make_document(title: str = "Card", *, name: str = "card.pdf", collection: Any = None) -> Any:
    return get_document_model().objects.create(
        title=title,
        file=ContentFile(b"%PDF-1.4", name=name),
        collection=collection or Collection.get_first_root_node(),
    )


def make_contributor(name: str | None = None, **values: Any) -> Contributor:
    name = name or f"Contributor {next(_numbers)}"
    values.setdefault("slug", slugify(name))
    return Contributor.objects.create(name=name, locale=Locale.get_default(), **values)


def make_topic(name: str | None = None, **values: Any) -> Topic:
    name = name or f"Topic {next(_numbers)}"
    values.setdefault("slug", slugify(name))
    return Topic.objects.create(name=name, locale=Locale.get_default(), **values)


def make_stage(
    name: str | None = None, months: tuple[int, int] = (0, 3), **values: Any
) -> LifeStage:
    name = name or f"Stage {next(_numbers)}"
    values.setdefault("slug", slugify(name))
    if "from_weeks" not in values:
        values["from_months"], values["to_months"] = months
    return LifeStage.objects.create(name=name, locale=Locale.get_default(), **values)


def series_model() -> Any:
    return series_classes()[0]


def edition_model() -> Any:
    return edition_classes()[0]


def make_series(site: Site, title: str = "Tuesday link-up", **values: Any) -> Any:
    """A published series that makes no editions by itself, unless it is told to."""
    values = {"is_running": False, "slug": slugify(title), **values}
    home = site.root_page.specific
    series = home.add_child(instance=series_model()(title=title, live=False, **values))
    series.save_revision().publish()
    return series_model().objects.get(pk=series.pk)


def make_edition(
    series: Any,
    number: int | None = None,
    *,
    opens: datetime.timedelta = -DAY,
    lasts: datetime.timedelta = 2 * DAY,
    publish: bool = True,
    **values: Any,
) -> Any:
    """An edition below ``series`` that opened a day ago and closes in a day."""
    opens_at = timezone.now() + opens
    title = values.pop("title", f"{series.title} {number or ''}")
    times = {"opens_at": opens_at, "closes_at": opens_at + lasts}
    edition = edition_model()(title=title, number=number, live=False, **{**times, **values})
    series.refresh_from_db()
    series.add_child(instance=edition)
    revision = edition.save_revision()
    if publish:
        revision.publish()
    return edition_model().objects.get(pk=edition.pk)


def make_entry(edition: Any, url: str | None = None, **values: Any) -> LinkUpEntry:
    """An approved entry, as if someone had sent it."""
    url = url or f"https://blog-{next(_numbers)}.example.com/post/"
    with transaction.atomic():
        entry = LinkUpEntry(
            edition_id=edition.pk,
            **{"status": "approved", "created_at": timezone.now(), **link_fields(url), **values},
        )
        entry_places.insert(entry)
    return entry


def block(type_: str, value: Any) -> dict[str, Any]:
    return {"type": type_, "id": str(uuid.uuid4()), "value": value}


def make_article(
    parent: Any,
    title: str | None = None,
    *,
    authors: Any = None,
    reviewers: Any = (),
    stages: Any = (),
    topics: Any = (),
    tags: Any = (),
    related: Any = (),
    publish: bool = True,
    **values: Any,
) -> Any:
    """An article below ``parent``, published unless said otherwise."""
    model = article_model()
    title = title or f"Article {next(_numbers)}"
    values.setdefault("slug", slugify(title))
    article = model(title=title, live=False, **values)
    parent.refresh_from_db()
    parent.add_child(instance=article)
    people = [make_contributor()] if authors is None else authors
    row = _row_models(model)
    article.authors.set([row["authors"](contributor=person) for person in people])
    article.reviewers.set([row["reviewers"](contributor=person) for person in reviewers])
    article.related.set([row["related"](article=page) for page in related])
    article.stages.set(stages)
    article.topics.set(topics)
    article.tags.set(list(tags))
    article.save()
    if publish:
        article.save_revision().publish()
        article = model.objects.get(pk=article.pk)
    return article


def make_translation(page: Any, title: str, *, language: str = "de", publish: bool = True) -> Any:
    """The version of ``page`` in another language; its parent has one already."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    version = page.copy_for_translation(locale)
    version.title = title
    version.slug = slugify(title)
    revision = version.save_revision()
    if publish:
        revision.publish()
    return type(page).objects.get(pk=version.pk)


def _row_models(model: Any) -> dict[str, Any]:
    names = ("authors", "reviewers", "related")
    return {name: model._meta.get_field(name).related_model for name in names}


def every_block(**ids: Any) -> list[dict[str, Any]]:
    """A body with every block. ``page``, ``image`` and ``document`` are ids it may point at, and
    ``link_up``: without it there is no such block."""
    page, image, document = ids["page"], ids["image"], ids["document"]
    text = f'<p>See <a linktype="page" id="{page}">the page</a> and <b>rest</b>.</p>'
    return [
        block("paragraph", text),
        block("heading", {"text": "First steps", "level": "h2"}),
        block("quote", {"quote": "Sleep.", "attribution": "A mother", "source_url": ""}),
        block("key_points", {"heading": "In short", "points": ["One", "Two"]}),
        block(
            "do_dont", {"do_heading": "Do", "do": ["rest"], "dont_heading": "", "dont": ["hurry"]}
        ),
        block("steps", {"heading": "How", "steps": [{"title": "First", "text": text}]}),
        block("checklist", {"heading": "Bag", "items": ["Hat"]}),
        block(
            "milestones",
            {"heading": "", "age_months": 6, "milestones": ["sits"], "red_flags": ["limp"]},
        ),
        block("faq", {"heading": "", "questions": [{"question": "Why?", "answer": text}]}),
        block("tip", {"heading": "Try", "text": text}),
        block(
            "care_card",
            {
                "level": "emergency",
                "heading": "Call now",
                "text": text,
                "phone_label": "Call",
                "phone": "999",
                "link_label": "",
                "link_url": "",
            },
        ),
        block("warning", {"heading": "Never", "text": text}),
        block(
            "helpline",
            {"name": "Line", "number": "111", "hours": "", "country": "GB", "url": ""},
        ),
        block(
            "image",
            {"image": image, "alt": "A cot", "decorative": False, "caption": "", "credit": ""},
        ),
        block(
            "embed",
            {"url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "title": "", "transcript": text},
        ),
        block("audio", {"file": document, "title": "Lullaby", "transcript": text}),
        block("download", {"file": document, "title": ""}),
        block("expander", {"summary": "More", "body": [block("paragraph", text)]}),
        block(
            "table",
            {
                "data": [["Age", "Hours"], ["0", "16"]],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_header_choice": "row",
                "table_caption": "Sleep",
            },
        ),
        block("article_card", {"article": page}),
        block("reference", {"source": 1}),
        block("share_buttons", {"heading": "Pass it on", "layout": "row", "targets": []}),
        block("comments", {"heading": "What do you do?"}),
        *([link_up_block(ids["link_up"])] if ids.get("link_up") else []),
    ]


def link_up_block(link_up: int, **values: Any) -> dict[str, Any]:
    return block("link_up", {"heading": "Join in", "link_up": link_up, "entries": 6} | values)


def source(title: str = "Safe sleep", **values: Any) -> dict[str, Any]:
    return block(
        "source",
        {"title": title, "publisher": "NHS", "url": "https://www.nhs.uk/", "read_on": "2026-05-02"}
        | values,
    )


def full_article(parent: Any, title: str | None = None, *, related: Any = (), **values: Any) -> Any:
    """An article with every field and every block in use."""
    target = related[0] if related else parent
    image = values.pop("image", None) or make_image()
    document = values.pop("document", None) or make_document()
    link_up = values.pop("link_up", None)
    stage = make_stage()
    topic = make_topic(parent=make_topic())
    return make_article(
        parent,
        title,
        standfirst="What helps at three in the morning.",
        hero_image=make_image("Hero"),
        hero_alt="A window at night",
        authors=[make_contributor(picture=image), make_contributor()],
        reviewers=[make_contributor()],
        last_reviewed="2026-01-02",
        next_review="2028-01-02",
        stages=[stage],
        topics=[topic],
        tags=[f"tag {next(_numbers)}", "R&D"],
        body=every_block(
            page=target.pk,
            image=image.pk,
            document=document.pk,
            link_up=link_up.pk if link_up is not None else None,
        ),
        sources=[source()],
        related=related,
        disclosure="affiliate",
        **values,
    )


def restrict(page: Any, kind: str = PageViewRestriction.LOGIN, **values: Any) -> Any:
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, **values)


def make_user(name: str = "editor", *, superuser: bool = True) -> Any:
    users = get_user_model().objects
    create = users.create_superuser if superuser else users.create_user
    return create(name, f"{name}@example.org", "secret")


def make_token(user: Any) -> str:
    """A bearer token of ``user`` for v3."""
    _token, key = APIToken.create_token(user=user, name="tests")
    return key


def make_comment(
    page: Any,
    body: str = "We do it the same way.",
    *,
    parent: Any = None,
    status: str = "approved",
    **values: Any,
) -> Any:
    """A reader comment at its place, with all counts as they should be."""
    now = timezone.now()
    comment = ReaderComment(
        page_id=page.pk,
        status=status,
        **(body_fields(body) | {"name": "Ann", "created_at": now, "decided_at": now} | values),
    )
    with transaction.atomic():
        community.lock(page.pk)
        above = ReaderComment.objects.get(pk=parent.pk) if parent is not None else None
        places.insert(comment, above)
    return comment


def make_reader(address: str = "ann@example.org", *, confirmed: bool = True, **values: Any) -> Any:
    confirmed_at = timezone.now() if confirmed else None
    values.setdefault("name", "Ann")
    return Reader.objects.create(address=address, confirmed_at=confirmed_at, **values)


def reader_token(reader: Any) -> str:
    """What a reader's browser sends once her address is confirmed."""
    return token_of(Who(visitor="visitor-of-the-reader", reader_id=reader.pk))
