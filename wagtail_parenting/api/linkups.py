"""Link-ups on their way to the API: from rows to shapes.

Of whoever sent an entry nothing is in the shape but the name that she gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.files.storage import Storage

from wagtail_parenting.api.pagination import make_cursor
from wagtail_parenting.api.references import detail_url, page_reference
from wagtail_parenting.api.shapes import (
    EditionCard,
    EditionReference,
    Entry,
    EntryList,
    EntryPicture,
    LinkUpSchedule,
    PageReference,
)
from wagtail_parenting.api.times import utc
from wagtail_parenting.headless.loading import Loaded
from wagtail_parenting.headless.loose_text import loose_html
from wagtail_parenting.headless.routing import Frontends, absolute, cms_origin, mounted_at
from wagtail_parenting.linkups import queries, shown
from wagtail_parenting.linkups.edition_pages import EditionPage
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.linkups.preview import shown_state
from wagtail_parenting.linkups.queries import Row
from wagtail_parenting.linkups.surroundings import Around, Edition, around, state_of, stood_for
from wagtail_parenting.moderation.standing import WAITING
from wagtail_parenting.readers.identity import STRANGER, Who

if TYPE_CHECKING:
    from wagtail_parenting.api.rendering import PageRendering

#: In an answer that is not told otherwise.
FIRST_ENTRIES = 20
ENTRY_TYPE: Final = "parenting.LinkUpEntry"
_WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


# --- Pages ----------------------------------------------------------------------------------------


def surroundings(rendering: PageRendering) -> Around:
    """What surrounds an edition or a series. At most 5 queries for all pages that are shown."""
    loaded: Loaded = rendering.loaded
    if loaded.link_ups is None:
        loaded.link_ups = around(loaded.shown, loaded.frontends)
    found: Around | None = loaded.link_ups.get(id(rendering.page))
    return found if found is not None else Around()


def state(rendering: PageRendering) -> Any:
    page, loaded = rendering.page, rendering.loaded
    entries = loaded.counts_of(page).entries
    return state_of(page, entries, loaded.frontends, shown_state(page))


def rules(rendering: PageRendering) -> str:
    """Of a series, or of the series of an edition. At most 2 queries, none without links."""
    page = rendering.page
    series = page if getattr(page, "is_linkup_series", False) else surroundings(rendering).series
    return rules_of(series, rendering.loaded.frontends) if series is not None else ""


def rules_of(series: Any, frontends: Frontends) -> str:
    root = frontends.root_of(series)
    origin = root.origin if root is not None else ""
    return loose_html(series.rules, frontends, origin=origin)


def rules_version(rendering: PageRendering) -> str:
    series = surroundings(rendering).series
    return series.rules_version if series is not None else ""


def schedule(rendering: PageRendering) -> LinkUpSchedule:
    series = rendering.page
    return {
        "zone": series.zone,
        "open_weekday": _WEEKDAYS[series.open_weekday],
        "open_time": f"{series.open_time:%H:%M}",
        "close_weekday": _WEEKDAYS[series.close_weekday],
        "close_time": f"{series.close_time:%H:%M}",
        "every_weeks": series.every_weeks,
    }


def series(rendering: PageRendering) -> PageReference | None:
    above = surroundings(rendering).series
    return page_reference(above, rendering.loaded.frontends) if above is not None else None


def current(rendering: PageRendering) -> EditionCard | None:
    found = surroundings(rendering).current
    frontends = rendering.loaded.frontends
    return edition_card(found, rendering.page, frontends) if found is not None else None


def in_block(rendering: PageRendering, page_id: int | None) -> EditionCard | None:
    """The edition that a block shows: that of the public page with this id, or its current one if
    that is a series. 1 query for all blocks of all pages that are shown."""
    loaded = rendering.loaded
    if loaded.editions is None:
        chosen = {pk for page in loaded.shown for pk in shown.in_blocks(page)}
        pages = [loaded.pages[pk] for pk in sorted(chosen) if pk in loaded.pages]
        loaded.editions = stood_for(pages, loaded.frontends)
    edition = loaded.editions.get(page_id) if page_id is not None else None
    if page_id is None or edition is None:
        return None
    page = loaded.pages[page_id]
    series = page if edition.pk != page_id else loaded.section_of(page)
    return edition_card(edition, series, loaded.frontends)


def in_template(page: Any, limit: int) -> tuple[EditionCard | None, list[Entry]]:
    """What ``in_block`` answers of a public page, and the newest entries of that edition, for
    templates: at most 3 queries."""
    frontends = Frontends.current()
    edition = stood_for([page], frontends).get(page.pk)
    if edition is None:
        return None, []
    place = EntryPlace.of(edition, frontends)
    found = queries.entries(edition.thread_id, order="newest", limit=limit) if limit else None
    entries = EntryRendering(frontends, [place])
    rows = found.rows if found is not None else []
    return edition_card(edition, None, frontends), [entries.entry(row) for row in rows]


def neighbour(rendering: PageRendering, name: str) -> EditionReference | None:
    found: Edition | None = getattr(surroundings(rendering), name)
    if found is None:
        return None
    return {**page_reference(found, rendering.loaded.frontends), "number": found.number}


def picks(rendering: PageRendering) -> list[Entry]:
    """What the host picked of the edition before."""
    here = surroundings(rendering)
    if here.previous is None or not here.picks:
        return []
    frontends = rendering.loaded.frontends
    entries = EntryRendering(frontends, [EntryPlace.of(here.previous, frontends)])
    return [entries.entry(row) for row in here.picks]


def edition_card(edition: Edition, series: Any, frontends: Frontends) -> EditionCard:
    """``edition`` as lists show it; ``series`` is public, or None."""
    return {
        **page_reference(edition, frontends),
        "number": edition.number,
        "series": page_reference(series, frontends) if series is not None else None,
        "state": state_of(edition, edition.entries, frontends),
        "opens_at": utc(edition.opens_at) or "",
        "closes_at": utc(edition.closes_at) or "",
        "max_entries": edition.max_entries,
        "entry_count": edition.entries,
        "html_url": frontends.url(edition) or "",
        "detail_url": detail_url(edition.pk, cms_origin(frontends)),
    }


# --- Entries --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EntryPlace:
    """The edition that entries stand in, as it is shown. ``id`` is that whose entries they are;
    ``closes_at`` is when its writers can edit no more."""

    id: int
    number: int | None
    path: str
    url: str
    closes_at: Any
    is_open: bool

    @classmethod
    def of(cls, edition: Edition, frontends: Frontends) -> EntryPlace:
        return cls(
            id=edition.thread_id,
            number=edition.number,
            path=frontends.path(edition),
            url=frontends.url(edition) or "",
            closes_at=edition.closes_at,
            is_open=state_of(edition, 0, frontends) == "open",
        )

    @classmethod
    def at(cls, page: EditionPage, frontends: Frontends) -> EntryPlace:
        """That it is full closes it to nobody whose link is in it."""
        return cls(
            id=page.id,
            number=page.number,
            path=page.path,
            url=page.url,
            closes_at=page.closes_at,
            is_open=state_of(page, 0, frontends) == "open",
        )


class EntryRendering:
    """Entries as one asker sees them. ``places`` are the editions in which they stand."""

    def __init__(
        self, frontends: Frontends, places: Iterable[EntryPlace], who: Who = STRANGER
    ) -> None:
        self.who = who
        self.places: Mapping[int, EntryPlace] = {place.id: place for place in places}
        self.origin = cms_origin(frontends)
        self._addresses = {view: _address_of(view) for view in ("entry", "entry_visit")}

    def entry(self, row: Row) -> Entry:
        place = self.places[row.edition_id]
        is_own = self.who.owns(row)
        is_editable = is_own and place.is_open and not row.edited_by_team
        return {
            "id": row.id,
            "meta": {
                "type": ENTRY_TYPE,
                "detail_url": self._url("entry", row.id),
                "html_url": f"{place.url}#entry-{row.number}",
            },
            "edition": {"id": place.id, "number": place.number, "path": place.path},
            "number": row.number,
            "url": row.url,
            "title": row.title or row.found_title or row.url,
            "blog": row.blog or row.found_blog,
            "author": row.name,
            "description": row.description or row.found_description,
            "picture": self._picture(row),
            "sponsored": row.sponsored,
            "sensitive": row.sensitive,
            "status": "approved" if row.is_approved else "held",
            "preview": row.preview,  # type: ignore[typeddict-item]
            "backlink": row.backlink or None,  # type: ignore[typeddict-item]
            "picked": row.picked_at is not None,
            "likes": row.likes,
            "clicks": row.clicks,
            "created_at": utc(row.created_at) or "",
            "edited_at": utc(row.edited_at),
            "visit_url": self._url("entry_visit", row.id) or row.url,
            "liked": row.liked,
            "is_own": is_own,
            "editable_until": utc(place.closes_at) if is_editable else None,
            "suggested": {
                "title": row.found_title,
                "blog": row.found_blog,
                "description": row.found_description,
            }
            if is_own
            else None,
        }

    def shows(self, row: Row) -> bool:
        """Whether whoever asks may see an entry that she did not ask for by a list."""
        return row.is_approved or (self.who.owns(row) and row.status in WAITING)

    def _picture(self, row: Row) -> EntryPicture | None:
        if not row.picture:
            return None
        url = absolute(_storage().url(row.picture), self.origin)
        return {"url": url, "width": row.picture_width or 0, "height": row.picture_height or 0}

    def _url(self, view: str, entry_id: int) -> str | None:
        before, after = self._addresses[view]
        return f"{self.origin}{before}{entry_id}{after}" if before else None


def _storage() -> Storage:
    return LinkUpEntry._meta.get_field("picture").storage


def _address_of(view: str) -> tuple[str, str]:
    """What stands before and behind the id in the path of a view; empty where none is mounted."""
    for namespace in ("wagtailapi_v3", "parenting_api"):
        path = mounted_at(f"{namespace}:parenting_{view}", entry_id=0)
        if path is not None:
            before, _zero, after = path.rpartition("0")
            return before, after
    return "", ""


# --- Of a page ------------------------------------------------------------------------------------


def entries_listing(edition_id: int, order: str, seed: int | None) -> list[Any]:
    """What a cursor of a list of entries is bound to."""
    return ["entries", edition_id, order, seed]


def first_entries(rendering: PageRendering) -> EntryList | None:
    """What ``entries/`` of an edition answers without parameters; None for any other page. 1
    query."""
    page, loaded = rendering.page, rendering.loaded
    if not getattr(page, "is_linkup", False) or not page.pk:
        return None
    counted, source, frontends = loaded.counts_of(page), loaded.source_of(page), loaded.frontends
    place = EntryPlace(
        id=counted.thread_id,
        number=page.number,
        path=frontends.path(source),
        url=frontends.url(source) or "",
        closes_at=page.closes_at,
        is_open=state_of(page, 0, frontends) == "open",
    )
    found = queries.entries(counted.thread_id, order="oldest", limit=FIRST_ENTRIES)
    entries = EntryRendering(frontends, [place])
    listing = entries_listing(counted.thread_id, "oldest", None)
    return {
        "count": counted.entries,
        "order": "oldest",
        "seed": None,
        "items": [entries.entry(row) for row in found.rows],
        "next": make_cursor(listing, found.next),
    }
