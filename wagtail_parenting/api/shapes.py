"""The shape of everything that the API gives out, once.

v2 answers with these dictionaries, v3 and the OpenAPI document are typed by them. A shape says
what a value looks like; it builds nothing and knows no model. Times are ISO 8601 in UTC with
``Z``, dates ISO 8601, ages whole months after birth, sizes pixels or bytes as named. Every
address is absolute; ``path`` alone is relative to the origin of the page's own frontend.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import AfterValidator
from typing_extensions import TypedDict

# --- Pictures and files ------------------------------------------------------------------------


class FocalPoint(TypedDict):
    """Centre and size of what must stay visible, in pixels of ``src``."""

    x: int
    y: int
    width: int
    height: int


class PictureSource(TypedDict):
    """One rendition: ``format`` is a MIME type such as ``image/webp``; ``width`` in pixels."""

    url: str
    width: int
    format: str


class Picture(TypedDict):
    """A picture with its ready renditions.

    ``alt`` is empty when ``decorative``. ``width`` and ``height`` are those of ``src``.
    ``focal_point`` is null where there is none, or where ``src`` is cropped around it already.
    ``colour`` is the dominant colour as ``#rrggbb``, a placeholder until the picture has loaded.
    """

    id: int
    alt: str
    decorative: bool
    caption: str
    credit: str
    width: int
    height: int
    focal_point: FocalPoint | None
    src: str
    srcset: list[PictureSource]
    colour: str | None


class File(TypedDict):
    """A document to download or play. ``size_bytes`` is null where it is not known."""

    id: int
    title: str
    url: str
    filename: str
    size_bytes: int | None
    mime_type: str


# --- People, subjects, pages -------------------------------------------------------------------


class ProfileLink(TypedDict):
    label: str
    url: str


class PersonCard(TypedDict):
    id: int
    slug: str
    name: str


class Person(PersonCard):
    """A contributor: an author or a reviewer. ``path`` is her page on the frontend."""

    role: str
    credentials: str
    bio: str
    picture: Picture | None
    links: list[ProfileLink]
    path: str


class TopicParent(TypedDict):
    id: int
    slug: str
    name: str


class Topic(TypedDict):
    id: int
    slug: str
    name: str
    parent: TopicParent | None


class Tag(TypedDict):
    name: str
    slug: str


class Stage(TypedDict):
    """An age band: months after birth, or weeks of pregnancy. Both ends belong to it."""

    id: int
    slug: str
    name: str
    from_months: int | None
    to_months: int | None
    from_weeks: int | None
    to_weeks: int | None


class PageReference(TypedDict):
    id: int
    title: str
    path: str


class Source(TypedDict):
    """A source of an article. ``number`` counts from 1 in the order of the list."""

    number: int
    title: str
    publisher: str
    url: str
    read_on: str | None


class ArticleCard(TypedDict):
    """An article as lists show it. ``type`` is the page's model label."""

    id: int
    type: str
    path: str
    title: str
    standfirst: str
    hero: Picture | None
    authors: list[PersonCard]
    section: PageReference | None
    stages: list[Stage]
    topics: list[Topic]
    tags: list[Tag]
    reading_time: int
    published_at: str
    updated_at: str
    last_reviewed: str | None
    html_url: str
    detail_url: str | None


class ArticleList(TypedDict):
    """A page of cards. ``next`` is the cursor of the following page, or null at the end."""

    count: int
    items: list[ArticleCard]
    next: str | None


class TopicFacet(Topic):
    count: int


class StageFacet(Stage):
    count: int


class TagFacet(Tag):
    count: int


class Facets(TypedDict):
    """Filter values with the number of public articles that each filter would find."""

    topics: list[TopicFacet]
    stages: list[StageFacet]
    tags: list[TagFacet]


# --- A site, for its frontend ---------------------------------------------------------------------


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


# --- One address ----------------------------------------------------------------------------------


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


# --- Sharing --------------------------------------------------------------------------------------


class ShareLink(TypedDict):
    """One way to share a page. ``href`` is ready for a link; null for what only a script can do
    (``native``, ``copy``, ``print``). That of a ``qr`` is the picture. ``label`` is in the language
    of the page."""

    id: str
    label: str
    kind: Literal["link", "native", "copy", "print", "qr"]
    href: str | None


class Share(TypedDict):
    """What is shared of a page, and how. ``url`` is its canonical address on its frontend, null
    for a page that has none yet; an alias shares its source. ``hashtags`` have no ``#``."""

    url: str | None
    title: str
    text: str
    image: Picture | None
    hashtags: list[str]
    targets: list[ShareLink]


class ShareCounts(TypedDict):
    """How often readers shared a page by our own buttons, as far as they let us know. It is no
    network's count: none of them gives one out."""

    count: int
    by_target: dict[str, int]


class ShareButtonsValue(TypedDict):
    """Share buttons of the page that the block stands in."""

    heading: str
    layout: Literal["row", "icons", "list"]
    targets: list[ShareLink]


# --- Search engines ---------------------------------------------------------------------------


class HeadAlternate(TypedDict):
    """The page in a language (BCP 47), or in ``x-default``: what all others are shown."""

    locale: str
    url: str


class HeadFeed(TypedDict):
    """A feed of what the page shows; ``type`` is a MIME type."""

    title: str
    url: str
    type: str


class OpenGraph(TypedDict):
    """What a shared link shows (https://ogp.me). ``locale`` is a language as Open Graph writes it,
    such as ``en_GB``. The times are null for what is no article."""

    title: str
    description: str
    type: Literal["article", "website"]
    url: str | None
    image: str | None
    image_alt: str
    image_width: int | None
    image_height: int | None
    site_name: str
    locale: str
    published_time: str | None
    modified_time: str | None


class Card(TypedDict):
    """The card of a shared link, for networks that ask for more than Open Graph (``twitter:card``,
    ``twitter:site``). ``site`` is the account with its ``@``, or null."""

    type: Literal["summary", "summary_large_image"]
    site: str | None


class Head(TypedDict):
    """What belongs in the page's ``<head>``. Every text is plain: escape it as any other.

    ``title`` is whole, with the site's name where that is usual. ``canonical`` is null for a page
    that has no address yet. ``alternates`` name public translations, and the page itself.
    """

    title: str
    description: str
    canonical: str | None
    robots: Literal["index", "noindex"]
    og: OpenGraph
    card: Card
    alternates: list[HeadAlternate]
    feeds: list[HeadFeed]


# --- Body blocks: the ``value`` of each block type ------------------------------------------------
# Fields called ``text``, ``answer`` and ``transcript`` are rich text in the format that the
# request asked for (``rich_text_format``; HTML unless said otherwise). All others are plain text.


class HeadingValue(TypedDict):
    """``anchor`` is unique within the page, ready for a fragment identifier."""

    text: str
    level: Literal["h2", "h3", "h4"]
    anchor: str


class KeyPointsValue(TypedDict):
    heading: str
    points: list[str]


class DoDontValue(TypedDict):
    do_heading: str
    do: list[str]
    dont_heading: str
    dont: list[str]


class Step(TypedDict):
    title: str
    text: str


class StepsValue(TypedDict):
    heading: str
    steps: list[Step]


class ChecklistValue(TypedDict):
    heading: str
    items: list[str]


class MilestonesValue(TypedDict):
    heading: str
    age_months: int | None
    milestones: list[str]
    red_flags: list[str]


class Question(TypedDict):
    question: str
    answer: str


class FaqValue(TypedDict):
    heading: str
    questions: list[Question]


class TipValue(TypedDict):
    heading: str
    text: str


class WarningValue(TypedDict):
    heading: str
    text: str


class CareCardValue(TypedDict):
    """What to do, and how soon. Never shortened: ``level`` decides how it is shown."""

    level: Literal["non_urgent", "urgent", "emergency"]
    heading: str
    text: str
    phone_label: str
    phone: str
    link_label: str
    link_url: str


class HelplineValue(TypedDict):
    """``country`` is an ISO 3166-1 alpha-2 code, or empty."""

    name: str
    number: str
    hours: str
    country: str
    url: str


class QuoteValue(TypedDict):
    quote: str
    attribution: str
    source_url: str


class TableValue(TypedDict):
    """Rows of plain-text cells; the first row or column are headers where said so."""

    caption: str
    header_row: bool
    header_column: bool
    rows: list[list[str]]


def is_storable(text: str) -> bool:
    """Whether databases and JSON can hold ``text``: no null character, no lone surrogate."""
    return not any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in text)


def _storable(text: str) -> str:
    if not is_storable(text):
        raise ValueError("null characters and lone surrogates are not allowed")
    return text


#: Text as it is written.
WrittenText = Annotated[str, AfterValidator(_storable)]


class WrittenTable(TypedDict):
    """A table as it is written."""

    rows: list[list[WrittenText]]
    caption: NotRequired[WrittenText]
    header_row: NotRequired[bool]
    header_column: NotRequired[bool]


class EmbedValue(TypedDict):
    """A video. ``embed_url`` is the player's address, or null where only a link is possible."""

    url: str
    title: str
    provider: str
    embed_url: str | None
    transcript: str


class AudioValue(TypedDict):
    title: str
    file: File
    transcript: str


class DownloadValue(TypedDict):
    title: str
    file: File


class ArticleCardValue(TypedDict):
    """A card of another article. The block is left out while that article is not public."""

    id: int
    path: str
    title: str
    standfirst: str
    hero: Picture | None
    html_url: str


# --- Errors ---------------------------------------------------------------------------------------


class ProblemError(TypedDict):
    """``loc`` names the place: ``["query", "limit"]``, ``["body", "email"]``."""

    loc: list[str | int]
    msg: str
    type: str


class Problem(TypedDict):
    """Problem details (RFC 9457) with a stable ``code``; ``type`` leads to its documentation."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[ProblemError]


class Unresolved(Problem):
    """Why there is no page at an address."""

    outcome: Literal["gone", "locked", "not_found"]
