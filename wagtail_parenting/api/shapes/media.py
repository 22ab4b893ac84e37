"""Pictures and files."""

from typing_extensions import TypedDict


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
