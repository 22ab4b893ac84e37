"""Link-ups: series, editions and entries."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from wagtail_parenting.api.shapes.comments import HeldReason
from wagtail_parenting.api.shapes.pages import PageReference
from wagtail_parenting.api.shapes.problems import Problem
from wagtail_parenting.api.shapes.riddles import Riddle

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
EditionState = Literal["upcoming", "open", "closed"]


class LinkUpSchedule(TypedDict):
    """When editions open and close: times of day (``20:00``) by the wall clock of ``zone``, an
    IANA time zone."""

    zone: str
    open_weekday: Weekday
    open_time: str
    close_weekday: Weekday
    close_time: str
    every_weeks: int


class EditionReference(PageReference):
    """Another edition of the series."""

    number: int | None


class EditionCard(EditionReference):
    """An edition as lists show it. It is open from ``opens_at`` until just before ``closes_at``,
    or until ``max_entries`` are there; ``state`` says how it stands."""

    series: PageReference | None
    state: EditionState
    opens_at: str
    closes_at: str
    max_entries: int | None
    entry_count: int
    html_url: str
    detail_url: str | None


class LinkUpValue(TypedDict):
    """An invitation to a link-up. The block is left out while nothing of it is public. ``entries``
    is how many of its newest entries to show below: ask for them with
    ``linkups/{edition.id}/entries/?order=newest&limit=…``, or put ``<parenting-linkup>`` there; 0
    stands for the invitation alone."""

    heading: str
    edition: EditionCard
    entries: int


class EditionList(TypedDict):
    """A page of editions, the latest first. ``next`` is the cursor of the following page, or null
    at the end."""

    count: int
    items: list[EditionCard]
    next: str | None


class EditionPlace(TypedDict):
    """The edition that an entry stands in. ``path`` is on its frontend."""

    id: int
    number: int | None
    path: str


class EntryPicture(TypedDict):
    """The site's own copy of the picture of the linked page. It has no alt text: show it as
    decoration, beside the title."""

    url: str
    width: int
    height: int


class EntryMeta(TypedDict):
    """``html_url`` leads to the entry on its edition's frontend."""

    type: Literal["parenting.LinkUpEntry"]
    detail_url: str | None
    html_url: str


class Entry(TypedDict):
    """A link in an edition.

    ``number`` is its own for good; numbers are missing where entries went. ``title``, ``blog`` and
    ``description`` are the blogger's words, or else what the page says of itself, once ``preview``
    is ``ready``. Link to ``visit_url``, which counts and leads on, with ``rel="ugc nofollow"``.
    ``backlink`` is null where none is asked for. ``suggested`` (what the page says) and
    ``editable_until`` are null, and ``liked`` false, unless it is yours.
    """

    id: int
    meta: EntryMeta
    edition: EditionPlace
    number: int
    url: str
    title: str
    blog: str
    author: str
    description: str
    picture: EntryPicture | None
    sponsored: bool
    sensitive: bool
    status: Literal["approved", "held"]
    preview: Literal["pending", "ready", "failed"]
    backlink: Literal["unknown", "found", "missing", "blocked"] | None
    picked: bool
    likes: int
    clicks: int
    created_at: str
    edited_at: str | None
    visit_url: str
    liked: bool
    is_own: bool
    editable_until: str | None
    suggested: "SuggestedEntry | None"


class SuggestedEntry(TypedDict):
    """What the linked page says of itself; empty where it says nothing."""

    title: str
    blog: str
    description: str


class EntryList(TypedDict):
    """A page of entries. ``count`` counts those that everyone sees. ``seed`` names a random order:
    send it to have the same one again. ``next`` is the cursor of the following page, or null at
    the end."""

    count: int
    order: Literal["oldest", "newest", "likes", "clicks", "random"]
    seed: int | None
    items: list[Entry]
    next: str | None


class SentEntry(Entry):
    """What was made of a link that was sent. ``visitor_token`` is new for whoever sent none, and
    owns it; ``email_confirmation`` says whether a mail asks to confirm the address."""

    visitor_token: str | None
    email_confirmation: Literal["sent", "done", "none"]


class EntryForm(TypedDict):
    """What a form for links needs. ``needs`` names the fields that must not be empty; send
    ``rules_version`` back, which says that its rules are agreed to. ``altcha`` is the riddle whose
    solution is sent along where ``needs`` says so."""

    open: bool
    opens_at: str
    closes_at: str
    rules: str
    rules_version: str
    form_token: str
    needs: list[str]
    permalink: bool
    backlink: Literal["none", "asked", "required"]
    altcha: Riddle | None


class ExistingEntry(TypedDict):
    """The entry that a link is already."""

    id: int
    number: int
    title: str
    html_url: str


class EntryConflict(Problem):
    """The link is there already: ``existing`` is the entry, or null where it waits for a moderator.
    Or the form is used up or too old: ``form_token`` is a fresh one, send the same again with
    it."""

    existing: NotRequired[ExistingEntry | None]
    form_token: NotRequired[str]


class Rechecked(TypedDict):
    """The page will be looked at again."""

    backlink: Literal["unknown", "found", "missing", "blocked"] | None


class ModeratedEntry(TypedDict):
    """An entry as moderators see it."""

    id: int
    edition: EditionPlace
    number: int
    url: str
    title: str
    blog: str
    name: str
    description: str
    status: Literal["approved", "held", "spam", "removed", "withdrawn"]
    reasons: list[HeldReason]
    picked: bool
    backlink: Literal["unknown", "found", "missing", "blocked"] | None
    reports: int
    likes: int
    clicks: int
    created_at: str


class DrawPool(TypedDict):
    """The entries among which it is drawn: those that were there at closing. ``edition`` and
    ``numbers`` make the text whose SHA-256 is ``hash``."""

    edition: str
    numbers: list[int]
    hash: str


class Draw(TypedDict):
    """A draw, which anyone can replay. ``announced`` names the public value that decides, and was
    said before it could be known. ``pool`` is null until the edition has closed; ``value`` is
    null, and nobody has won, until it is drawn. ``excluded`` are numbers that went since."""

    id: int
    announced: str
    announced_at: str
    pool: DrawPool | None
    closed_at: str | None
    sealed_at: str | None
    count: int
    value: str | None
    excluded: list[int]
    winners: list[int]
    reason: str
    drawn_at: str | None


class DrawList(TypedDict):
    """All draws of an edition, in the order in which they were announced."""

    items: list[Draw]
