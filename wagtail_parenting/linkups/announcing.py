"""Telling a blogger what becomes of her link: by mail, each once.

She hears only at an address that is proved to be hers: one that she had confirmed when she sent the
link, or has by the link in the mail that asked because of it, or that of her account. Whoever types
another's address has one mail sent there, which asks; see ``readers.actions.ask_to_confirm``.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Site

from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.readers import notices
from wagtail_parenting.readers.models import Notice, Subscription

HELD, APPROVED, PICKED = "entry_held", "entry_approved", "entry_picked"
KINDS = (HELD, APPROVED, PICKED)


def topic_of(entry_id: int) -> str:
    """What ending the mails about an entry ends."""
    return f"entry-{entry_id}"


def tell(entry: LinkUpEntry, kind: str, *, actor: Any = None) -> None:
    """Have the blogger of a locked entry told, if she was not before, and is not who did it: none
    to 6 queries, and 1 for the task."""
    if kind in entry.told:
        return
    by_reader = entry.reader_id is not None and _is_hers(entry)
    if not by_reader and (entry.user_id is None or (actor is not None and actor == entry.user)):
        return
    site = _site_of(entry.edition_id)
    if site is None:
        return
    _note(entry, [*entry.told, kind])
    who = {"reader": entry.reader} if by_reader else {"user": entry.user}
    notices.add(kind, site=site, subject=str(entry.pk), **who)


def take_back(entry: LinkUpEntry, *kinds: str) -> None:
    """What was to be told is so no more: what has not gone out does not, and may be told again. No
    query unless it was told."""
    gone = [kind for kind in kinds if kind in entry.told]
    gone = [kind for kind in gone if notices.take_back(kind, str(entry.pk))]
    if gone:
        _note(entry, [kind for kind in entry.told if kind not in gone])


def end(entry_ids: list[int], reader_id: int) -> None:
    """A reader wants to hear no more of these entries, if they are hers. 2 queries."""
    mine = LinkUpEntry.objects.filter(pk__in=entry_ids, reader=reader_id)
    mine.update(told=list(KINDS))
    subjects = [str(pk) for pk in entry_ids]
    Notice.objects.filter(kind__in=KINDS, subject__in=subjects, reader=reader_id).delete()


def _is_hers(entry: LinkUpEntry) -> bool:
    """At most 1 query."""
    if entry.is_verified:
        return True
    proved = Subscription.objects.filter(
        reader=entry.reader_id, topic=topic_of(entry.pk), reader__confirmed_at__isnull=False
    )
    return proved.exists()


def _site_of(edition_id: int) -> Site | None:
    frontends = Frontends.load()
    page = all_pages().filter(pk=edition_id).first()
    root = frontends.root_of(page) if page is not None else None
    return frontends.sites[root.site_id] if root is not None else None


def _note(entry: LinkUpEntry, told: list[str]) -> None:
    entry.told = told
    LinkUpEntry.objects.filter(pk=entry.pk).update(told=told)
