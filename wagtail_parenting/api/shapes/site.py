"""A site, for its frontend, and one address of it."""

from typing import Literal

from typing_extensions import TypedDict

from wagtail_parenting.api.shapes.media import Picture
from wagtail_parenting.api.shapes.pages import PageReference, Person


class MenuItem(TypedDict):
    """A page that editors put in menus, with those right below it."""

    id: int
    title: str
    path: str
    children: list[PageReference]


class Routes(TypedDict):
    """Paths of the frontend that are no pages. What stands in braces is to be filled in,
    percent-encoded: a ``slug``, the ``name`` of a tag, the ``query`` of a search."""

    preview: str
    author: str
    topic: str
    stage: str
    tag: str
    search: str
    reader_confirm: str
    reader: str
    unsubscribe: str


class FrontendSite(TypedDict):
    """What a frontend needs to know of its site before anything else.

    ``locales`` (BCP 47) begin with the site's own language. ``home`` is the home page in the
    language that was asked for, or null while it is not public. ``image`` is what the site shows
    where it is shared.
    """

    name: str
    origin: str
    locale: str
    locales: list[str]
    home: PageReference | None
    image: Picture | None
    routes: Routes
    menu: list[MenuItem]


class PathItem(TypedDict):
    """A public page and its place. ``type`` is its model label; ``updated_at`` is when it was last
    published, null for one that was made live without."""

    id: int
    type: str
    path: str
    locale: str
    updated_at: str | None


class PathList(TypedDict):
    """``next`` is the cursor of the following page, or null at the end."""

    count: int
    items: list[PathItem]
    next: str | None


class PersonList(TypedDict):
    """``next`` is the cursor of the following page, or null at the end."""

    count: int
    items: list[Person]
    next: str | None


class Translation(TypedDict):
    """A public version of a page in another language, on its own frontend."""

    locale: str
    path: str
    html_url: str


class Redirection(TypedDict):
    """``location`` is where to go, in one hop: a path on the same frontend, or a whole address
    elsewhere."""

    outcome: Literal["redirect"]
    location: str
    permanent: bool
