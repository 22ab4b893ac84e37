"""Articles as lists show them, and what they can be filtered by."""

from __future__ import annotations

import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponseBase
from ninja import Field, Query, Router, Schema

from wagtail_parenting.api.answers import answer, answer_of_site, joined, to_json
from wagtail_parenting.api.pagination import make_cursor, read_cursor
from wagtail_parenting.api.rendering import listed
from wagtail_parenting.api.shapes import ArticleList, Facets
from wagtail_parenting.api.v3.conventions import (
    MAX_ID,
    Moment,
    Text,
    Words,
    finish,
    keep_conventions,
    reading,
)
from wagtail_parenting.articles.facets import facets
from wagtail_parenting.articles.listing import Filters, Found, Order, fetch
from wagtail_parenting.articles.listing import list_articles as list_public_articles
from wagtail_parenting.articles.scope import scope_of
from wagtail_parenting.articles.stages import MAX_MONTHS, MAX_WEEKS
from wagtail_parenting.errors import InvalidParameter
from wagtail_parenting.headless.fragments import fragments, versioned, while_unchanged
from wagtail_parenting.headless.loading import Loaded
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.versions import of_list

router = Router(tags=["articles"])
router.add_decorator(keep_conventions, mode="view")


class ArticleQuery(Schema):
    tag: list[Text] = Field([], description="Exact name of a tag; repeat it to ask for several.")
    topic: Text | None = Field(None, description="Slug; a main topic finds its parts too.")
    stage: Text | None = Field(None, description="Slug of a life stage.")
    author: Text | None = Field(None, description="Slug of a contributor.")
    reviewer: Text | None = Field(None, description="Slug of a contributor.")
    age_months: int | None = Field(
        None, ge=0, le=MAX_MONTHS, description="A child's age: finds every stage that holds it."
    )
    pregnancy_week: int | None = Field(None, ge=1, le=MAX_WEEKS)
    section: int | None = Field(
        None, ge=1, le=MAX_ID, description="Id of an index page; all below it are found."
    )
    published_after: Moment | None = None
    published_before: Moment | None = None
    updated_after: Moment | None = None
    review_due_before: datetime.date | None = None
    locale: Text | None = Field(None, description="BCP 47; default: the site's language.")
    search: Words | None = None
    order: Order = Field("-published_at", description="`relevance` is only possible with `search`.")
    cursor: Annotated[str, Field(max_length=8000)] | None = None
    limit: int = Field(20, ge=1, le=100)
    site: Text | None = Field(None, description="host[:port] of the site or of its frontend.")


@reading(
    router,
    "/articles/",
    query=ArticleQuery,
    response=ArticleList,
    errors=(400, 404),
    operation_id="parenting_articles",
    summary="List articles",
)
def list_articles(request: HttpRequest, query: Query[ArticleQuery]) -> HttpResponseBase:
    """Public articles as cards, filtered and ordered, a page at a time."""
    if query.order == "relevance" and query.search is None:
        message = "The order 'relevance' needs a search."
        error = {"loc": ["query", "order"], "msg": message, "type": "relevance_without_search"}
        raise InvalidParameter(message, errors=[error])  # type: ignore[list-item]
    frontends = Frontends.of(request)
    site = frontends.select(request, query.site)
    scope = scope_of(frontends, site, locale=query.locale, section=query.section)
    listing = [site.pk, query.dict(exclude={"cursor", "limit", "site"})]
    given = query.dict(exclude={"tag", "order", "cursor", "limit", "site"})
    after = read_cursor(listing, query.cursor)

    def look_up() -> Found:
        filters = Filters(tags=query.tag, **given)
        return list_public_articles(
            scope, filters, order=query.order, after=after, limit=query.limit
        )

    if query.search is None:
        asked = ["articles", repr(listing), repr(after), str(query.limit)]
        found = while_unchanged(frontends, site.pk, asked, look_up, also_readers=True)
    else:  # the search index is written after the page
        found = look_up()

    def build() -> bytes:
        pages = [versioned(place.pk, place.version, site.pk, frontends) for place in found.places]
        cards = fragments(pages, ["card"], frontends, lambda ids: _cards(found, ids, frontends))
        listed = (cards[place.pk] for place in found.places if place.pk in cards)
        following = to_json(make_cursor(listing, found.next))
        return joined(f'{{"count":{found.count},"items":[', listed, f'],"next":{following}}}')

    versions = [(place.pk, place.version) for place in found.places]
    besides = [str(found.count), repr(found.next)]
    return answer(request, of_list(frontends, site.pk, versions, besides, "articles"), build)


def _cards(found: Found, ids: list[int], frontends: Frontends) -> dict[int, str]:
    articles = fetch([place for place in found.places if place.pk in set(ids)])
    loaded = Loaded.cards(list(articles.values()), frontends)
    return {pk: to_json(listed(article, loaded)) for pk, article in articles.items()}


class FacetQuery(Schema):
    section: int | None = Field(None, ge=1, le=MAX_ID, description="Id of an index page.")
    locale: Text | None = Field(None, description="BCP 47; default: the site's language.")
    site: Text | None = Field(None, description="host[:port] of the site or of its frontend.")


@reading(
    router,
    "/facets/",
    query=FacetQuery,
    response=Facets,
    errors=(400, 404),
    operation_id="parenting_facets",
    summary="Count articles by topic, stage and tag",
)
def list_facets(request: HttpRequest, query: Query[FacetQuery]) -> HttpResponseBase:
    """What public articles can be filtered by, with the number that each filter finds."""
    frontends = Frontends.of(request)
    site = frontends.select(request, query.site)
    scope = scope_of(frontends, site, locale=query.locale, section=query.section)
    return answer_of_site(request, frontends, site.pk, lambda: to_json(facets(scope)), "articles")


finish(router)
