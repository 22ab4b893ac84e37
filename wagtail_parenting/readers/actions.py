"""All that writes readers: their addresses, what proves them, what they want to hear of."""

from __future__ import annotations

import datetime
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_parenting import tokens
from wagtail_parenting.conf import config
from wagtail_parenting.errors import Gone, InvalidToken, RateLimited
from wagtail_parenting.limits import spend
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.readers import notices, pictures
from wagtail_parenting.readers.addresses import mailbox_of
from wagtail_parenting.readers.holdings import holdings
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import MailedLink, MutedMail, Reader, Subscription
from wagtail_parenting.tokens import keyed_hash

#: Random bytes of the secret in a mailed link.
SECRET_BYTES = 24
DAY_S = 24 * 60 * 60
DAY = datetime.timedelta(seconds=DAY_S)


@dataclass(frozen=True)
class Confirmed:
    """``who`` the confirmed reader is now, and the path on the frontend that she came for."""

    who: Who
    next: str


def reader_of(address: str) -> Reader:
    """The reader with this normalised address, made if need be. 1 query, 2 for a new one."""
    return Reader.objects.get_or_create(address=address)[0]


def subscribe(reader: Reader, topics: Iterable[str]) -> None:
    """Note what a reader wants to hear of. She hears nothing before her address is confirmed.
    1 query."""
    Subscription.objects.bulk_create(
        [Subscription(reader=reader, topic=topic) for topic in topics], ignore_conflicts=True
    )


def set_subscriptions(reader: Reader, topics: Iterable[str]) -> None:
    """Keep only these of what a reader hears of: nobody subscribes by this to what is not hers.
    At most 5 queries, however many topics."""
    with transaction.atomic():
        ended = reader.subscriptions.exclude(topic__in=set(topics))
        holdings.forget_topics(reader.pk, list(ended.values_list("topic", flat=True)))
        ended.delete()


def ask_to_confirm(
    *, reader: Reader, site: Site, next: str = "", topics: Iterable[str] = (), again: bool = False
) -> None:
    """Have a link mailed that confirms the address, and that its reader wants to hear of
    ``topics``. 2 queries, and 1 for the task.

    Not more than ``CONFIRMATIONS_PER_DAY`` go to one mailbox, whoever asks; unless ``again``, one
    is enough. What is asked for ``again`` is a mail of its own while another waits, or its topics
    would be lost.
    """
    most = config().confirmations_per_day
    day = {"is_asked_for": True, "created_at__gt": timezone.now() - DAY}
    if MailedLink.objects.filter(reader=reader, **day).count() >= (most if again else 1):
        return
    try:
        spend("mails to confirm", mailbox_of(reader.address), allowed=most, window_s=DAY_S)
    except RateLimited:
        return
    details = {"next": next, "topics": list(topics)}
    subject = keyed_hash("input", json.dumps(details, sort_keys=True))[:40] if again else ""
    notices.add(notices.CONFIRM, reader=reader, site=site, subject=subject, details=details)


def make_link(
    reader: Reader, *, next: str, topics: Iterable[str], is_asked_for: bool = True
) -> str:
    """The secret of a new link for a mail. 1 query."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    MailedLink.objects.create(
        reader=reader,
        digest=keyed_hash("mailed_link", secret),
        next=next,
        topics=list(topics),
        is_asked_for=is_asked_for,
        expires_at=timezone.now() + datetime.timedelta(seconds=config().mailed_link_seconds),
    )
    return secret


def confirm(*, secret: str, who: Who) -> Confirmed:
    """Use a mailed link: the address is its reader's, and so is what was written with it.

    ``who`` is the browser in which the link was followed; what it owns, it goes on owning. Raises
    ``Gone`` for a link that was used, has expired, or is not one. At most 7 queries.
    """
    now = timezone.now()
    ours = MailedLink.objects.filter(digest=keyed_hash("mailed_link", secret))
    with transaction.atomic():
        used = ours.filter(used_at=None, expires_at__gt=now).update(used_at=now)
        link = ours.select_related("reader").first() if used else None
        if link is None:
            raise Gone(_("This link has been used or has expired. Ask for a new one."))
        reader = link.reader
        if reader.confirmed_at is None:
            reader.confirmed_at = now
            reader.name, reader.website = holdings.byline_of(who)
            reader.save(update_fields=["confirmed_at", "name", "website"])
            pictures.enqueue(reader)
        subscribe(reader, [*link.topics, *holdings.topics_of(who, reader)])
        known = replace(who.with_visitor(), reader_id=reader.pk)
        if who.visitor:
            holdings.hand_over(who.visitor, known.key)
    return Confirmed(known, link.next)


def reader_behind(who: Who) -> Reader:
    """The reader who holds a reader token. 1 query. Raises ``InvalidToken`` for anybody else, and
    for one who was erased."""
    reader = None
    if who.reader_id is not None:
        reader = Reader.objects.filter(pk=who.reader_id, confirmed_at__isnull=False).first()
    if reader is None:
        raise InvalidToken(_("Confirm your address first."))
    return reader


def unsubscribe_token(*, topic: str, reader: Reader | None = None, user: Any = None) -> str:
    """For the link in a mail: ends one topic, or one kind of mails to someone with an account."""
    if reader is not None:
        return tokens.make("unsubscribe", ["reader", reader.pk, topic])
    return tokens.make("unsubscribe", ["user", str(user.pk), topic])


def unsubscribe(*, token: str) -> None:
    """End what the token names. Again is the same. Raises ``Gone`` for what is no such token."""
    try:
        kind, pk, topic = tokens.read("unsubscribe", token)
    except (InvalidToken, ValueError, TypeError):
        raise Gone(_("This link is not valid any more.")) from None
    if kind == "user":
        if not get_user_model()._default_manager.filter(pk=pk).exists():
            raise Gone(_("This link is not valid any more."))
        MutedMail.objects.bulk_create([MutedMail(user_id=pk, kind=topic)], ignore_conflicts=True)
        return
    if not Reader.objects.filter(pk=pk).exists():
        raise Gone(_("This link is not valid any more."))
    with transaction.atomic():
        Subscription.objects.filter(reader=pk, topic=topic).delete()
        holdings.forget_topics(pk, [topic])


def erase(*, who: Who, keep_text: bool = False) -> None:
    """Take someone out of everything: what she wrote is withdrawn (with ``keep_text``: it stays,
    and is nobody's), and her address stands in no table any more.

    Her address goes last, so that what was cut short can be done again; each page before it in a
    transaction of its own, so that no other reader waits in a circle."""
    reader = Reader.objects.filter(pk=who.reader_id).first() if who.reader_id is not None else None
    typed = holdings.readers_of(who)
    holdings.erase(who, keep_text=keep_text)
    with transaction.atomic():
        if reader is not None:
            block_lists.forget_address(reader.address)
            pictures.forget(reader)
            reader.delete()
        # Addresses that this browser typed and nobody proved: nothing else was written with them.
        unproved = holdings.without_any(Reader.objects.filter(pk__in=typed, confirmed_at=None))
        for address in unproved.values_list("address", flat=True):
            block_lists.forget_address(address)
        unproved.delete()


def purge() -> int:
    """Forget links that have expired, and addresses that nobody confirmed and nothing was written
    with. Answers how many rows went."""
    now = timezone.now()
    links, _each = MailedLink.objects.filter(expires_at__lt=now - DAY).delete()
    unconfirmed = Reader.objects.filter(
        confirmed_at=None,
        created_at__lt=now - datetime.timedelta(days=config().keep_unconfirmed_days),
        notices=None,
    )
    readers, _each = holdings.without_any(unconfirmed).delete()
    return links + readers
