"""What an entry's blogger does: send, edit, withdraw, ask to look again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_parenting.api.shapes import ExistingEntry
from wagtail_parenting.conf import config
from wagtail_parenting.errors import (
    DuplicateEntry,
    EditingOver,
    EntryLimit,
    LinkUpClosed,
    NotFound,
    NotYours,
)
from wagtail_parenting.headless import community
from wagtail_parenting.headless.clock import DatabaseNow
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.input_fields import field_error
from wagtail_parenting.limits import spend
from wagtail_parenting.linkups import announcing, places, queries, visits
from wagtail_parenting.linkups.bloggers import Blogger
from wagtail_parenting.linkups.edition_pages import EditionPage
from wagtail_parenting.linkups.judging import approval_of, judge
from wagtail_parenting.linkups.models import (
    BacklinkState,
    EntryClicks,
    EntryLike,
    LinkUpEntry,
    Preview,
)
from wagtail_parenting.linkups.thumbnails import forget as forget_picture
from wagtail_parenting.linkups.written import (
    LINK_FIELDS,
    WORDS,
    WrittenEntry,
    check_link,
    check_words,
    link_fields,
)
from wagtail_parenting.moderation import form_tokens
from wagtail_parenting.moderation.form_tokens import FormToken
from wagtail_parenting.moderation.pipeline import Form, Verdict
from wagtail_parenting.moderation.refusals import counted
from wagtail_parenting.moderation.retention import delete_rows
from wagtail_parenting.moderation.standing import WAITING, Status
from wagtail_parenting.readers import actions as readers
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.tokens import keyed_hash

#: What is shown, and what may still be.
TAKEN = (Status.APPROVED, Status.HELD)
#: With any other reason to hold, the address may be anybody's: it gets no mail.
MAY_BE_CONFIRMED = {"newcomer", "approval"}


#: What is known of a page that has not been looked at.
_UNSEEN: dict[str, Any] = {
    "preview": Preview.PENDING,
    "found_title": "",
    "found_blog": "",
    "found_description": "",
    "picture": "",
    "picture_width": None,
    "picture_height": None,
    "backlink_url": "",
    "backlink_rel": "",
    "visited_at": None,
    "visit_next_at": None,
    "visit_tries": 0,
    "likes": 0,
    "clicks": 0,
    "picked_at": None,
}


@dataclass(frozen=True)
class SentLink:
    """What became of a link: the row, who owns it, and whether a mail is on its way to confirm the
    address."""

    entry: LinkUpEntry
    who: Who
    email_confirmation: str


@dataclass(frozen=True)
class _Sender:
    who: Who
    address: str
    form: FormToken
    honeypot: str
    proof: str


def form_name(edition_id: int) -> str:
    """What a form token of an edition is for."""
    return f"entry-{edition_id}"


@counted("entry")
def submit(
    *,
    page: EditionPage,
    series: Any,
    written: WrittenEntry,
    who: Who,
    address: str,
    form_token: str,
    honeypot: str = "",
    proof: str = "",
) -> SentLink:
    """Store a link in an edition, if the database's clock says that it is open. At most 25 queries,
    however many are there.

    ``series`` is the page above (specific) or None, ``address`` that of the connection. What a form
    token was used for once is answered again. Raises ``InvalidFormToken``, ``FormTokenExpired`` and
    ``FormTokenUsed``, each with a fresh ``form_token``; ``LinkUpClosed``, ``DuplicateEntry``,
    ``EntryLimit``, ``NotFound`` for an edition that has just gone, and what a rule raises.
    """
    form = form_tokens.read_for(form_name(page.id), form_token)
    who = who.with_visitor()
    sender = _Sender(who, address, form, honeypot, proof)
    try:
        with transaction.atomic():
            community.lock(page.id)
            known = LinkUpEntry.objects.filter(nonce=form.nonce).first()
            if known is not None:
                return _repeated(known, written, who, form, page)
            form.refuse_if_expired()
            now = _opened(page)
            return _store(page, series, written, sender, now)
    except IntegrityError:  # the edition was deleted meanwhile
        raise NotFound("There is no such link-up.") from None


def _opened(page: EditionPage) -> datetime.datetime:
    """The database's time, if the edition is open then and has room. 1 query, 2 where the number of
    entries is limited. Raises ``LinkUpClosed``."""
    columns = ("opens_at", "closes_at", "max_entries", "now")
    editions = page.model._default_manager.filter(pk=page.id).annotate(now=DatabaseNow())
    found = editions.values_list(*columns).first()
    if found is None:
        raise NotFound("There is no such link-up.")
    opens_at, closes_at, max_entries, now = found
    if now < opens_at:
        raise LinkUpClosed(_("This link-up is not open yet."))
    if now >= closes_at:
        raise LinkUpClosed(_("This link-up has closed."))
    shown = PageStamp.objects.filter(pk=page.id).values_list("entries", flat=True)
    if max_entries is not None and (shown.first() or 0) >= max_entries:
        raise LinkUpClosed(_("This link-up is full."))
    return now  # type: ignore[no-any-return]


def _store(
    page: EditionPage,
    series: Any,
    written: WrittenEntry,
    sender: _Sender,
    now: datetime.datetime,
) -> SentLink:
    who, form, address = sender.who, sender.form, sender.address
    if who.user is None:
        spend("entries", address, allowed=config().entries_per_minute)
    blogger = Blogger.of(who, written)
    asks_back = series is not None and series.backlinks != "none"
    entry = LinkUpEntry(
        edition_id=page.id,
        **link_fields(written.url),
        title=written.title,
        blog=written.blog,
        description=written.description,
        name=blogger.name,
        sponsored=written.sponsored,
        sensitive=written.sensitive,
        rules_version=written.rules_version,
        backlink=BacklinkState.UNKNOWN if asks_back else "",
        owner=who.visitor,
        reader=blogger.reader,
        is_verified=blogger.is_verified,
        user=blogger.user,
        ip_key=keyed_hash("connection", address) if address else "",
        created_at=now,
        decided_at=now,
        nonce=form.nonce,
        input_digest=written.digest,
    )
    _refuse_duplicate(entry, page, who)
    if not blogger.is_team:
        _refuse_too_many(entry, series)
    seen = Form(
        nonce=form.nonce,
        seconds_open=form.seconds_open,
        honeypot=sender.honeypot,
        proof=sender.proof,
    )
    verdict = Verdict("approved")
    if not blogger.is_team:
        verdict = judge(entry, approval_of(series, page.site), form=seen, connection=address)
    entry.status, entry.reasons = verdict.status, verdict.reasons
    places.insert(entry)
    if entry.status in TAKEN:
        visits.enqueue(entry.pk)
    if verdict.status == "held":
        announcing.tell(entry, announcing.HELD)
    _confirm(entry, verdict, page)
    return SentLink(entry, who, confirmation_of(entry))


def _refuse_duplicate(entry: LinkUpEntry, page: EditionPage, who: Who) -> None:
    """1 query. Raises ``DuplicateEntry``, which names the one that is there, if ``who`` may see
    it."""
    there = LinkUpEntry.objects.filter(edition=entry.edition_id, key_hash=entry.key_hash)
    existing = there.exclude(pk=entry.pk).first()
    if existing is None:
        return
    is_own = who.owns(existing) and existing.status in WAITING
    if not existing.is_approved and not is_own:
        raise DuplicateEntry(_("This link has been sent already."), existing=None)
    message = _("This link is here already: it is number %(number)d.")
    shown: ExistingEntry = {
        "id": existing.pk,
        "number": existing.number,
        "title": existing.title or existing.found_title or existing.url,
        "html_url": f"{page.url}#entry-{existing.number}",
    }
    raise DuplicateEntry(
        message % {"number": existing.number},
        errors=[field_error("url", message % {"number": existing.number}, "duplicate_entry")],
        existing=shown,
    )


def _refuse_too_many(entry: LinkUpEntry, series: Any) -> None:
    """2 queries. Raises ``EntryLimit``. Whose address is not proved is known by her browser. Of a
    site counts what is shown: or strangers could use up its places with links that wait."""
    if series is None:
        return
    mine = Q(owner=entry.owner)
    if entry.is_verified and entry.reader_id is not None:
        mine |= Q(reader=entry.reader_id, is_verified=True)
    if entry.user_id is not None:
        mine |= Q(user=entry.user_id)
    most = series.entries_per_blogger
    hers = queries.own_in_edition(entry.edition_id, mine).exclude(pk=entry.pk)
    if most and hers.filter(status__in=TAKEN).count() >= most:
        raise EntryLimit(_("You have sent as many links as one blogger may send here."))
    most = series.entries_per_domain
    there = LinkUpEntry.objects.filter(edition=entry.edition_id, domain=entry.domain)
    shown = Count("pk", filter=Q(status=Status.APPROVED))
    same_site = there.exclude(pk=entry.pk).aggregate(shown=shown)["shown"]
    if most and entry.domain and same_site >= most:
        raise EntryLimit(_("There are as many links to this web site here as there may be."))


def _repeated(
    known: LinkUpEntry, written: WrittenEntry, who: Who, form: FormToken, page: EditionPage
) -> SentLink:
    """What was made of the same form before."""
    is_the_same = known.edition_id == page.id and known.input_digest == written.digest
    form.refuse_unless_repeated(is_the_same)
    owner = who if who.owns(known) else Who(known.owner)
    return SentLink(known, owner, confirmation_of(known))


def confirmation_of(entry: LinkUpEntry) -> str:
    """Whether the address of an entry is confirmed, or a mail asks to, as far as anyone is to
    know."""
    if entry.reader_id is None:
        return "none"
    return "done" if entry.is_verified else "sent"


def _confirm(entry: LinkUpEntry, verdict: Verdict, page: EditionPage) -> None:
    """A guest's address is asked to confirm it."""
    if entry.reader is None or entry.is_verified or not verdict.words <= MAY_BE_CONFIRMED:
        return
    next = f"{page.path}#entry-{entry.number}"
    topics = [announcing.topic_of(entry.pk)]
    readers.ask_to_confirm(reader=entry.reader, site=page.site, next=next, topics=topics)


# --- What comes later -----------------------------------------------------------------------------


def edit(*, entry_id: int, page: EditionPage, series: Any, who: Who, **given: Any) -> LinkUpEntry:
    """Give an entry another address (``url``), other words (``title``, ``blog``, ``description``)
    or flags (``sponsored``, ``sensitive``), those that are given, until its edition closes or a
    host amends it.

    It goes through the rules again, and a moderator's approval was of what stood there before.
    Another page begins anew: it is looked at, and has no likes, clicks or pick.

    Raises ``NotFound``, ``NotYours``, ``EditingOver``, ``InvalidInput``, ``DuplicateEntry``,
    ``EntryLimit``, and what a rule raises.
    """
    words = {name: given[name] for name in WORDS if name in given}
    changed: dict[str, Any] = dict(check_words(**words))
    if "url" in given:
        permalink = series is not None and series.wants_permalinks
        changed |= check_link(given["url"], wants_permalink=permalink)
    changed |= {name: given[name] for name in ("sponsored", "sensitive") if name in given}
    with transaction.atomic():
        entry = _mine(entry_id, who)
        if entry.status not in (*TAKEN, *WAITING):
            raise NotFound("There is no such entry.")
        try:
            _opened_for_edits(page)
        except LinkUpClosed:
            raise EditingOver(
                _("The link-up has closed, and its entries stay as they are.")
            ) from None
        if entry.edited_by_team:
            raise EditingOver(_("A host has edited this entry: it stays as it is."))
        if changed.get("url") == entry.url:  # known by a better key, once its page was seen
            changed = {name: changed[name] for name in changed if name not in LINK_FIELDS}
        if all(getattr(entry, name) == value for name, value in changed.items()):
            return entry
        was_approved, is_moved = entry.is_approved, "url" in changed
        if is_moved:
            changed |= _UNSEEN | {"backlink": BacklinkState.UNKNOWN if entry.backlink else ""}
            _forget_old_page(entry)
        for name, value in changed.items():
            setattr(entry, name, value)
        if is_moved:
            _refuse_duplicate(entry, page, who)
            if not Blogger(user=entry.user).is_team:
                _refuse_too_many(entry, series)
        verdict = Verdict("approved")
        if not Blogger(user=entry.user).is_team:
            verdict = judge(entry, approval_of(series, page.site))
        if not was_approved:  # an edit is no way around the moderator
            verdict = verdict.besides(entry.reasons)
        places.change(
            entry,
            Status.SPAM if entry.status == Status.SPAM else verdict.status,
            **changed,
            edited_at=timezone.now(),
            reasons=verdict.reasons,
            cleared=False,
        )
        log(entry, "parenting.entry.edit", user=who.user)
        if is_moved and entry.status in TAKEN:
            visits.enqueue(entry.pk)
    return entry


def _forget_old_page(entry: LinkUpEntry) -> None:
    """What visitors and the page itself said was of the page that it led to."""
    forget_picture(entry)
    delete_rows(
        EntryLike.objects.filter(entry=entry.pk), EntryClicks.objects.filter(entry=entry.pk)
    )
    entry.reasons = [kept for kept in entry.reasons if kept["reason"] not in visits.OF_THE_PAGE]


def _opened_for_edits(page: EditionPage) -> None:
    """1 query. Raises ``LinkUpClosed``; that it is full is no reason here."""
    editions = page.model._default_manager.filter(pk=page.id).annotate(now=DatabaseNow())
    closes_at, now = editions.values_list("closes_at", "now").first() or (None, None)
    if closes_at is None or now is None or now >= closes_at:
        raise LinkUpClosed(_("This link-up has closed."))


def withdraw(*, entry_id: int, who: Who) -> None:
    """Take an entry back, at any time. Its number stays empty, and the link can come again.

    Raises ``NotFound`` and ``NotYours``. Withdrawing again changes nothing.
    """
    with transaction.atomic():
        entry = _mine(entry_id, who)
        if entry.status == Status.WITHDRAWN:
            return
        places.change(entry, Status.WITHDRAWN, key_hash=None, visit_next_at=None)
        log(entry, "parenting.entry.withdraw", user=who.user)


def recheck(*, entry_id: int, who: Who) -> LinkUpEntry:
    """Have the linked page looked at again; where a host amended the entry, for the link back
    alone. Raises ``NotFound`` and ``NotYours``."""
    with transaction.atomic():
        entry = _mine(entry_id, who)
        if entry.status not in (*TAKEN, *WAITING):
            raise NotFound("There is no such entry.")
        places.update(entry, visit_tries=0, visit_next_at=timezone.now())
        visits.enqueue(entry.pk)
    return entry


def _mine(entry_id: int, who: Who) -> LinkUpEntry:
    entry = places.locked(entry_id)
    if who.owns(entry):
        return entry
    if not entry.is_approved:
        raise NotFound("There is no such entry.")
    raise NotYours(_("Someone else sent this link."))
