"""Body blocks: the ``value`` of each block type.

Fields called ``text``, ``answer`` and ``transcript`` are rich text in the format that the
request asked for (``rich_text_format``; HTML unless said otherwise). All others are plain text.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import AfterValidator
from typing_extensions import TypedDict

from wagtail_parenting.api.shapes.media import File, Picture


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
