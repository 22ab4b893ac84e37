"""Versions: the one place that moves the tokens of pages and sites.

What a page shows lies in many rows. Whoever writes one of them says so here, in the same
transaction, and the tokens of all pages that show it move. Readers read a token before the
content, so what they keep under a token is never older than it.

Every change takes the rows of the sites as a lock first, and waits for others to commit: two
changes that know nothing of each other (a page that gains an author, the author's new name) would
each miss what the other did. Editors' writes are rare; readers wait for nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Min, Model, OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Revision, Site

from wagtail_parenting.headless import dependents
from wagtail_parenting.headless.models import PageStamp, SiteStamp
from wagtail_parenting.headless.outline import neighbours
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages, parent_path
from wagtail_parenting.headless.versions import ALL_READERS, MORE
from wagtail_parenting.headless.visibility import MAX_ALIAS_DEPTH
from wagtail_parenting.linkups import shown as link_ups

#: So many moments of ten digits fit into ``PageStamp.turns``, with the marks.
MOST_TURNS = 17


def lock() -> None:
    """Wait until no one else is changing what pages show. Ends with the transaction. 1 query."""
    if not list(SiteStamp.objects.select_for_update().order_by("pk")):
        add_sites()


def add_sites() -> None:
    """Give every site its row. 2 queries."""
    missing = Site.objects.filter(parenting_stamp=None).values_list("pk", flat=True)
    now = timezone.now()
    SiteStamp.objects.bulk_create(
        [
            SiteStamp(
                site_id=pk,
                structure=_token(),
                anything=_token(),
                structure_modified=now,
                modified=now,
            )
            for pk in missing
        ],
        ignore_conflicts=True,
    )


def touch_pages(ids: Iterable[int]) -> None:
    """Move the tokens of these pages, and of what lists them. At most 4 queries."""
    wanted = sorted(set(ids))
    with transaction.atomic():
        lock()
        values = {"content": _token(), "modified": timezone.now()}
        known = PageStamp.objects.filter(pk__in=wanted)
        missing = set(wanted) - set(known.values_list("pk", flat=True))
        known.update(**values)
        PageStamp.objects.bulk_create(
            [PageStamp(page_id=pk, **values) for pk in sorted(missing)], ignore_conflicts=True
        )
        _touch_anything()


def touch_shown(item: Model) -> None:
    """``item``, which is not a page, has changed or goes: move the tokens of what shows it; of all
    pages of a site, if it is the site's own picture."""
    with transaction.atomic():
        lock()
        touch_pages(dependents.pages_showing(item))
        touch_sites(dependents.sites_showing(item))


def touch_sites(site_ids: Iterable[int] | None = None) -> None:
    """Move the tokens of everything that these sites show; of all sites without an argument."""
    if site_ids is not None:
        site_ids = list(site_ids)
        if not site_ids:
            return
    with transaction.atomic():
        lock()
        sites = SiteStamp.objects.all()
        if site_ids is not None:
            sites = sites.filter(pk__in=site_ids)
        sites.update(structure=_token(), structure_modified=timezone.now())
        _touch_anything()


def touch_subtrees(tree_paths: Iterable[str]) -> None:
    """All pages at and below ``tree_paths`` show up differently: their sites' tokens move, and
    those of pages of other sites that show one of them."""
    paths = set(tree_paths)
    with transaction.atomic():
        lock()
        frontends = Frontends.load()
        sites = {root.site_id for path in paths for root in _roots_of(frontends, path)}
        touch_sites(sites)
        if len(frontends.sites) > len(sites):
            below: set[int] = set()
            for path in paths:
                pages = all_pages().filter(path__startswith=path)
                below |= set(pages.order_by().values_list("pk", flat=True))
            touch_pages(dependents.pages_referring_to(below))


def changes_what_shows(saved: Iterable[str] | None) -> bool:
    """Whether a save of these fields of a page, None for all of them, changes what pages show. What
    Wagtail saves alone (revisions, locks, places in the tree) does not, but for *Convert alias*."""
    return saved is None or not {"alias_of", "alias_of_id"}.isdisjoint(saved)


def page_changed(page: Any) -> None:
    """A page was saved, in whatever shape: move its token and those of what shows it.

    About 12 queries for a public page whose title, address or visibility changed, 8 for one with
    other content, 5 for a draft.
    """
    with transaction.atomic():
        lock()
        before = PageStamp.objects.filter(pk=page.pk).first()
        shown = _digest(page)
        was_shown = before.shown if before else ""
        touched = {page.pk}
        if shown != was_shown:
            everyone = {page.pk} | dependents.aliases_of([page.pk])
            touched |= everyone | dependents.pages_referring_to(everyone)
            touched |= _translations(page) | _ids_beside(page)
        elif shown:
            touched |= dependents.pages_with_cards_of([page.pk])
        follows = link_ups.pages_with_state_of(page)
        touch_pages(touched | follows | link_ups.family(page))
        source = _source_of(page)
        PageStamp.objects.filter(pk=page.pk).update(
            shown=shown, tree_path=page.path, turns=_turns(page), source=source
        )
        others: Any = all_pages().filter(pk__in=follows - {page.pk})
        for other in others.specific() if follows else ():
            PageStamp.objects.filter(pk=other.pk).update(turns=_turns(other))
        if before and before.source_id != source:
            aliases = dependents.aliases_of([page.pk])
            PageStamp.objects.filter(pk__in=aliases).update(source=source or page.pk)
        if before and before.tree_path and before.tree_path != page.path:
            _page_moved(before.tree_path, page.path)
        elif page.numchild and shown != was_shown:
            touch_subtrees([page.path])
        if before is None or shown != was_shown or not page.live:
            touch_sites(_sites_of_home(page))


def page_loaded(page: Any) -> None:
    """A page was written as it is in a fixture, whose other rows may not be there yet."""
    with transaction.atomic():
        touch_pages([page.pk])
        touch_sites(_sites_of_home(page))


def page_going(page: Any) -> None:
    """A page is about to be deleted: whatever shows it will show it no more."""
    with transaction.atomic():
        lock()
        everyone = {page.pk} | dependents.aliases_of([page.pk])
        touched = dependents.pages_referring_to(everyone) | _translations(page) | _ids_beside(page)
        touched |= link_ups.pages_with_state_of(page) | link_ups.family(page)
        touch_pages(touched - {page.pk})
        touch_sites(_sites_of_home(page))


def _page_moved(old_path: str, new_path: str) -> None:
    """Every place below both parents may have shifted: siblings are renumbered by SQL."""
    touch_subtrees({old_path, new_path})
    for above in {parent_path(old_path), parent_path(new_path)}:
        here = all_pages().filter(pk=OuterRef("page_id")).values("path")[:1]
        PageStamp.objects.filter(page__path__startswith=above).update(tree_path=Subquery(here))


def _sites_of_home(page: Any) -> list[int]:
    """The sites that ``page`` is the home page of, in any language. 1 query."""
    homes = Site.objects.filter(root_page__translation_key=page.translation_key)
    return list(homes.values_list("pk", flat=True))


def _touch_anything() -> None:
    now = timezone.now()
    SiteStamp.objects.update(anything=_token(), modified=now, next_change=next_change(now))


def next_change(now: datetime.datetime) -> datetime.datetime | None:
    """When the next page goes live or expires. 2 queries."""
    live = all_pages().filter(live=True, expire_at__gt=now)
    waiting = Revision.objects.filter(approved_go_live_at__gt=now)
    moments = [
        live.aggregate(first=Min("expire_at"))["first"],
        waiting.aggregate(first=Min("approved_go_live_at"))["first"],
    ]
    return min((moment for moment in moments if moment), default=None)


def _digest(page: Any) -> str:
    """What others show of a reference to ``page``; empty while it is not live."""
    if not page.live:
        return ""
    shown = [page.title, page.url_path, str(page.expire_at), str(page.locale_id)]
    return hashlib.blake2b("\0".join(shown).encode(), digest_size=16).hexdigest()


def _source_of(page: Any) -> int | None:
    """The page at the end of the chain of aliases; None for what is none. No query for that."""
    source: int | None = page.alias_of_id
    for _depth in range(MAX_ALIAS_DEPTH - 1):
        if source is None:
            break
        above = all_pages().filter(pk=source).values_list("alias_of_id", flat=True).first()
        if above is None:
            break
        source = above
    return source


def _turns(page: Any) -> str:
    """What changes what ``page`` shows without it, as ``versions.page_version`` reads it: time, by
    what a mixin says in ``turns()`` and by the link-ups that it shows, and readers elsewhere."""
    moments = sorted({*(page.turns() if hasattr(page, "turns") else ()), *link_ups.turns(page)})
    words = [ALL_READERS] if link_ups.shows_readers(page) else []
    words += [str(int(moment.timestamp())) for moment in moments[:MOST_TURNS]]
    return " ".join([*words, MORE] if len(moments) > MOST_TURNS else words)


def _translations(page: Any) -> set[int]:
    others = all_pages().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return set(others.order_by().values_list("pk", flat=True))


def _ids_beside(page: Any) -> set[int]:
    return {neighbour.pk for neighbour in neighbours(page) if neighbour is not None}


def _roots_of(frontends: Frontends, path: str) -> list[Any]:
    """The sites at ``path``: the one above it, and those whose roots lie below."""
    above = next((root for root in frontends.roots if path.startswith(root.tree_path)), None)
    below = [root for root in frontends.roots if root.tree_path.startswith(path)]
    return [*below, *([above] if above else [])]


def _token() -> str:
    return secrets.token_urlsafe(16)
