"""One page on its way to the API: what it shows, built from what was loaded.

Built from ``headless.loading.Loaded`` alone, so it costs no query and can name nothing that is
not public. ``payloads`` says which field shows what of it; ``card`` is what lists show.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from django.utils.text import slugify
from wagtail.models import Site

from wagtail_parenting.api import comments, linkups, share
from wagtail_parenting.api.references import detail_url, page_reference
from wagtail_parenting.api.shapes import (
    ArticleCard,
    EditionCard,
    File,
    ListedArticle,
    PageReference,
    Person,
    Picture,
    ProfileLink,
    ShareLink,
    Source,
)
from wagtail_parenting.api.streams import render_stream
from wagtail_parenting.api.times import day, utc
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.conf import config
from wagtail_parenting.fields import BodyField
from wagtail_parenting.headless import rich_text
from wagtail_parenting.headless.images import picture
from wagtail_parenting.headless.loading import Loaded
from wagtail_parenting.headless.rich_text import Format
from wagtail_parenting.headless.routing import (
    absolute,
    cms_origin,
    share_image_id,
    site_name,
)
from wagtail_parenting.headless.streams import raw_stream


class PageRendering:
    """One page on its way to the API, with everything that it shows at hand."""

    def __init__(self, page: Any, loaded: Loaded, format: Format = "html") -> None:
        self.page = page
        self.loaded = loaded
        self.format: Format = format
        self.origin = cms_origin(loaded.frontends)
        self.relations = loaded.relations_for(page)
        self._anchors: dict[str, int] = {}
        self._sources: list[Source] | None = None
        # Shown by several fields: by themselves, on cards, and to search engines.
        self._heroes: dict[str, Picture | None] = {}
        self._persons: dict[int, Person] = {}

    @property
    def site(self) -> Site | None:
        """The site that the page belongs to, with its settings; None outside every site."""
        frontends = self.loaded.frontends
        root = frontends.root_of(self.page) if self.page.path else None
        return frontends.sites[root.site_id] if root else None

    # What blocks ask for (blocks.Rendering).

    def rich_text(self, raw: str, features: list[str] | None = None) -> str:
        address = self.loaded.frontends.address(self.page)
        targets = rich_text.Targets(
            self._page_url,
            self._document_url,
            self._picture_html,
            origin=address.origin if address else "",
        )
        return rich_text.render(raw, format=self.format, targets=targets, features=features)

    def picture(
        self,
        image_id: int | None,
        *,
        set_name: str,
        alt: str = "",
        decorative: bool = False,
        caption: str = "",
        credit: str = "",
    ) -> Picture | None:
        image = self.loaded.images.get(image_id) if isinstance(image_id, int) else None
        if image is None:
            return None
        return picture(
            image,
            set_name=set_name,
            cms_origin=self.origin,
            alt=alt,
            decorative=decorative,
            caption=caption,
            credit=credit,
        )

    def file(self, document_id: int | None) -> File | None:
        document = self.loaded.documents.get(document_id) if isinstance(document_id, int) else None
        if document is None:
            return None
        mime_type, _encoding = mimetypes.guess_type(document.filename)
        return {
            "id": document.pk,
            "title": document.title,
            "url": absolute(document.url, self.origin),
            "filename": document.filename,
            "size_bytes": document.file_size,
            "mime_type": mime_type or "application/octet-stream",
        }

    def article(self, page_id: int | None) -> ArticleCard | None:
        article = self.loaded.articles.get(page_id) if isinstance(page_id, int) else None
        return card(article, self.loaded) if article is not None else None

    def page_reference(self, page_id: int | None) -> PageReference | None:
        page = self.loaded.pages.get(page_id) if isinstance(page_id, int) else None
        return page_reference(page, self.loaded.frontends) if page is not None else None

    def edition(self, page_id: int | None) -> EditionCard | None:
        return linkups.in_block(self, page_id if isinstance(page_id, int) else None)

    def source(self, number: int | None) -> Source | None:
        sources = self.sources()
        known = isinstance(number, int) and 1 <= number <= len(sources)
        return sources[number - 1] if number and known else None

    def sources(self) -> list[Source]:
        if self._sources is None:
            body = self.page._meta.get_field("sources")
            values = [item.get("value") for item in raw_stream(self.page, body)]
            rows = [value if isinstance(value, dict) else {} for value in values]
            self._sources = [_source(number, row) for number, row in enumerate(rows, start=1)]
        return self._sources

    def share_links(self, names: list[str] | None = None) -> list[ShareLink]:
        return share.links(self, names)

    def anchor(self, text: str) -> str:
        slug = slugify(text, allow_unicode=True) or "section"
        count = self._anchors.get(slug, 0) + 1
        self._anchors[slug] = count
        return slug if count == 1 else f"{slug}-{count}"

    # What links in rich text lead to.

    def _page_url(self, page_id: int) -> str | None:
        page = self.loaded.pages.get(page_id)
        return self.loaded.frontends.url(page) if page is not None else None

    def _document_url(self, document_id: int) -> str | None:
        document = self.loaded.documents.get(document_id)
        return absolute(document.url, self.origin) if document is not None else None

    def _picture_html(self, image_id: int, alt: str) -> str | None:
        shown = self.picture(image_id, set_name="inline", alt=alt)
        if shown is None:
            return None
        size = f'width="{shown["width"]}" height="{shown["height"]}"'
        return f'<img src="{escape(shown["src"])}" alt="{escape(alt)}" {size}>'

    # The values of fields.

    def body(self, field_name: str) -> list[Any]:
        field: BodyField = self.page._meta.get_field(field_name)
        self._anchors = {}
        return render_stream(field.stream_block, raw_stream(self.page, field), self)

    def hero(self, set_name: str = "hero") -> Picture | None:
        """The page's own picture; None where it has none, or its class knows of none."""
        if not hasattr(self.page, "hero_image_id"):
            return None
        if set_name not in self._heroes:
            self._heroes[set_name] = self.picture(
                self.page.hero_image_id,
                set_name=set_name,
                alt=self.page.hero_alt,
                caption=self.page.hero_caption,
                credit=self.page.hero_credit,
            )
        return self._heroes[set_name]

    def social_picture(self) -> Picture | None:
        """What shared links show: the page's own picture, else that of its site."""
        own, site = self.hero("social"), self.site
        if own is not None or site is None:
            return own
        return self.picture(share_image_id(site), set_name="social", alt=site_name(site))

    def people(self, cards: Sequence[Any]) -> list[Person]:
        known = [self.loaded.people.get(person["id"]) for person in cards]
        return [self.person(contributor) for contributor in known if contributor is not None]

    def person(self, contributor: Contributor) -> Person:
        if contributor.pk not in self._persons:
            self._persons[contributor.pk] = self._person(contributor)
        return self._persons[contributor.pk]

    def _person(self, contributor: Contributor) -> Person:
        shown = self.picture(contributor.picture_id, set_name="portrait", alt=contributor.name)
        root = self.loaded.frontends.root_of(self.page) if self.page.path else None
        path = self.loaded.frontends.person_path(root.site_id if root else None, contributor.slug)
        return person(contributor, shown, path)

    def cards(self, ids: Sequence[int]) -> list[ArticleCard]:
        found = [self.article(page_id) for page_id in ids if page_id != self.page.pk]
        return [shown for shown in found if shown is not None]

    def related(self) -> list[ArticleCard]:
        """What editors chose, then suggestions up to ``RELATED_LIMIT``; public ones only."""
        chosen = self.cards(self.relations.related_ids)
        room = max(0, config().related_limit - len(chosen))
        return [*chosen, *self.cards(self.relations.suggested_ids)[:room]]

    def section(self) -> PageReference | None:
        above = self.loaded.section_of(self.page)
        return page_reference(above, self.loaded.frontends) if above is not None else None


def person(contributor: Contributor, portrait: Picture | None, path: str) -> Person:
    """``contributor`` in full."""
    rows = raw_stream(contributor, contributor._meta.get_field("links"))
    links: list[ProfileLink] = [
        {"label": value.get("label") or "", "url": value.get("url") or ""}
        for value in (row.get("value") for row in rows)
        if isinstance(value, dict)
    ]
    return {
        "id": contributor.pk,
        "slug": contributor.slug,
        "name": contributor.name,
        "role": contributor.role,
        "credentials": contributor.credentials,
        "bio": contributor.bio,
        "picture": portrait,
        "links": links,
        "path": path,
    }


def card(article: Any, loaded: Loaded) -> ArticleCard:
    """``article`` as lists show it."""
    rendering = PageRendering(article, loaded)
    address = loaded.frontends.address(article)
    relations = rendering.relations
    published_at = article.published_at or article.first_published_at
    return {
        "id": article.pk,
        "type": article._meta.label,
        "path": address.path if address else "",
        "title": article.title,
        "standfirst": article.standfirst,
        "hero": rendering.hero("card"),
        "authors": relations.authors,
        "section": rendering.section(),
        "stages": relations.stages,
        "topics": relations.topics,
        "tags": relations.tags,
        "reading_time": article.reading_time,
        "published_at": utc(published_at) or "",
        "updated_at": utc(article.last_published_at or published_at) or "",
        "last_reviewed": day(article.last_reviewed),
        "html_url": address.url if address else "",
        "detail_url": detail_url(article.pk, rendering.origin),
    }


def listed(article: Any, loaded: Loaded) -> ListedArticle:
    """``article`` as a list of articles shows it."""
    rendering = PageRendering(article, loaded)
    return {**card(article, loaded), "comments": comments.counts(article, loaded, rendering.site)}


def _source(number: int, row: Mapping[str, Any]) -> Source:
    read_on = row.get("read_on")
    return {
        "number": number,
        "title": row.get("title") or "",
        "publisher": row.get("publisher") or "",
        "url": row.get("url") or "",
        "read_on": str(read_on) if read_on else None,
    }
