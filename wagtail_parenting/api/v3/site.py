"""What a frontend asks of its site as a whole: its facts, its paths, its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponseBase
from ninja import Field, Path, Query, Router, Schema

from wagtail_parenting.api.answers import answer_of_site, to_json
from wagtail_parenting.api.pagination import make_cursor, read_cursor
from wagtail_parenting.api.references import page_reference
from wagtail_parenting.api.rendering import person
from wagtail_parenting.api.shapes import (
    FrontendSite,
    MenuItem,
    PathItem,
    PathList,
    Person,
    PersonList,
    Picture,
    Routes,
)
from wagtail_parenting.api.times import utc
from wagtail_parenting.api.v3.conventions import (
    Moment,
    Text,
    finish,
    keep_conventions,
    reading,
)
from wagtail_parenting.articles import contributors
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.scope import scope_of
from wagtail_parenting.headless import outline
from wagtail_parenting.headless.images import picture, public_images, specs_of
from wagtail_parenting.headless.routing import (
    Frontends,
    cms_origin,
    routes,
    share_image_id,
    site_name,
)

router = Router(tags=["site"])
router.add_decorator(keep_conventions, mode="view")

MAX_PATHS = 1000


class SiteQuery(Schema):
    locale: Text | None = Field(None, description="BCP 47; default: the site's language.")
    site: Text | None = Field(None, description="host[:port] of the site or of its frontend.")


@reading(
    router,
    "/site/",
    query=SiteQuery,
    response=FrontendSite,
    operation_id="parenting_site",
    summary="Show the site",
)
def show_site(request: HttpRequest, query: Query[SiteQuery]) -> HttpResponseBase:
    """What a frontend needs to know before it shows anything: names, languages, routes, menu."""
    frontends = Frontends.of(request)
    site = frontends.select(request, query.site)
    roots = frontends.roots_for(site, query.locale)

    def build() -> str:
        found = outline.outline(frontends, roots)
        menu: list[MenuItem] = [
            {
                **page_reference(page, frontends),
                "children": [page_reference(child, frontends) for child in children],
            }
            for page, children in found.menu
        ]
        own = site.root_page.locale.language_code
        others = {root.language for root in frontends.roots if root.site_id == site.pk} - {own}
        shown_routes: Routes = routes(site)  # type: ignore[assignment]
        facts: FrontendSite = {
            "name": site_name(site),
            "origin": frontends.origins[site.pk],
            "locale": query.locale or own,
            "locales": [own, *sorted(others)],
            "home": page_reference(found.home, frontends) if found.home is not None else None,
            "image": _share_image(frontends, site),
            "routes": shown_routes,
            "menu": menu,
        }
        return to_json(facts)

    return answer_of_site(request, frontends, site.pk, build, "site")


def _share_image(frontends: Frontends, site: Any) -> Picture | None:
    image_id = share_image_id(site)
    images = public_images([image_id], specs=specs_of(["social"])) if image_id else {}
    if image_id not in images:
        return None
    return picture(
        images[image_id], set_name="social", cms_origin=cms_origin(frontends), alt=site_name(site)
    )


class PathQuery(Schema):
    type: Text | None = Field(
        None, description="Model label of a page type, such as parenting_pages.AdviceArticlePage."
    )
    locale: Text | None = Field(None, description="BCP 47; default: every language of the site.")
    updated_after: Moment | None = None
    cursor: Annotated[str, Field(max_length=8000)] | None = None
    limit: int = Field(20, ge=1, le=MAX_PATHS)
    site: Text | None = Field(None, description="host[:port] of the site or of its frontend.")


@reading(
    router,
    "/paths/",
    query=PathQuery,
    response=PathList,
    operation_id="parenting_paths",
    summary="List the paths of all public pages",
)
def list_paths(request: HttpRequest, query: Query[PathQuery]) -> HttpResponseBase:
    """Every public page of the site, whatever its type, in the order of ids: for static builds.

    A page that goes live while you read comes at the end, unless its id is older.
    """
    frontends = Frontends.of(request)
    site = frontends.select(request, query.site)
    listing = ["paths", site.pk, query.dict(exclude={"cursor", "limit", "site"})]
    after = read_cursor(listing, query.cursor)

    def build() -> str:
        found = outline.places(
            frontends,
            site,
            type_label=query.type,
            locale=query.locale,
            updated_after=query.updated_after,
            after=after,
            limit=query.limit,
        )
        items: list[PathItem] = [
            {
                "id": row.pk,
                "type": outline.type_label(row),
                "path": frontends.path(row),
                "locale": row.locale__language_code,
                "updated_at": utc(row.last_published_at),
            }
            for row in found.rows
        ]
        listed: PathList = {
            "count": found.count,
            "items": items,
            "next": make_cursor(listing, found.next),
        }
        return to_json(listed)

    return answer_of_site(request, frontends, site.pk, build, "pages")


class PeopleQuery(Schema):
    locale: Text | None = Field(
        None, description="BCP 47; whom articles in this language name. Default: the site's."
    )
    cursor: Annotated[str, Field(max_length=8000)] | None = None
    limit: int = Field(20, ge=1, le=100)
    site: Text | None = Field(None, description="host[:port] of the site or of its frontend.")


@reading(
    router,
    "/people/",
    query=PeopleQuery,
    response=PersonList,
    operation_id="parenting_people",
    summary="List people",
)
def list_people(request: HttpRequest, query: Query[PeopleQuery]) -> HttpResponseBase:
    """Authors and reviewers of public articles, by name."""
    frontends = Frontends.of(request)
    site = frontends.select(request, query.site)
    scope = scope_of(frontends, site, locale=query.locale, section=None)
    listing = ["people", site.pk, scope.language]
    after = read_cursor(listing, query.cursor)

    def build() -> str:
        found = contributors.list_people(scope, after=after, limit=query.limit)
        listed: PersonList = {
            "count": found.count,
            "items": _persons(found.people, frontends, site.pk),
            "next": make_cursor(listing, found.next),
        }
        return to_json(listed)

    return answer_of_site(request, frontends, site.pk, build, "people")


@reading(
    router,
    "/people/{slug}/",
    query=SiteQuery,
    response=Person,
    errors=(400, 404),
    operation_id="parenting_person",
    summary="Show a person",
)
def show_person(
    request: HttpRequest, slug: Path[Text], query: Query[SiteQuery]
) -> HttpResponseBase:
    """An author or a reviewer of a public article."""
    frontends = Frontends.of(request)
    site = frontends.select(request, query.site)
    scope = scope_of(frontends, site, locale=query.locale, section=None)

    def build() -> str:
        found = contributors.person_called(scope, slug)
        return to_json(_persons([found], frontends, site.pk)[0])

    return answer_of_site(request, frontends, site.pk, build, "people")


def _persons(people: Sequence[Contributor], frontends: Frontends, site_id: int) -> list[Person]:
    """At most 2 queries."""
    ids = {person.picture_id for person in people if person.picture_id}
    images = public_images(ids, specs=specs_of(["portrait"]))
    origin = cms_origin(frontends)

    def portrait(contributor: Contributor) -> Picture | None:
        image = images.get(contributor.picture_id) if contributor.picture_id else None
        if image is None:
            return None
        return picture(image, set_name="portrait", cms_origin=origin, alt=contributor.name)

    return [
        person(
            contributor,
            portrait(contributor),
            frontends.person_path(site_id, contributor.slug),
        )
        for contributor in people
    ]


finish(router)
