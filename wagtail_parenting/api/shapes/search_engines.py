"""What search engines and shared links are told."""

from typing import Literal

from typing_extensions import TypedDict


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
