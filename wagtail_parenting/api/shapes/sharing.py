"""Sharing."""

from typing import Literal

from typing_extensions import TypedDict

from wagtail_parenting.api.shapes.media import Picture


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
