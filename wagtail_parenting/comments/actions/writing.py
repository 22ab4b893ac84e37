"""What a comment's writer does: send, edit, withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_parenting.comments import editing, second_opinion
from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.initials import new_seed
from wagtail_parenting.comments.judging import judge
from wagtail_parenting.comments.models import (
    Notify,
    ReaderComment,
    RecentPost,
    Status,
)
from wagtail_parenting.comments.thread_pages import ThreadPage, is_open
from wagtail_parenting.comments.writers import Writer
from wagtail_parenting.comments.written import Written, body_fields, checked_body
from wagtail_parenting.conf import config
from wagtail_parenting.errors import (
    CommentsClosed,
    EditingOver,
    InvalidInput,
    NotFound,
    NotYours,
)
from wagtail_parenting.headless import community
from wagtail_parenting.limits import spend
from wagtail_parenting.moderation import akismet, form_tokens
from wagtail_parenting.moderation.form_tokens import FormToken
from wagtail_parenting.moderation.pipeline import Form, Verdict
from wagtail_parenting.moderation.refusals import counted
from wagtail_parenting.readers import actions as readers
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.tokens import keyed_hash

#: With any other reason to hold, the address may be anybody's: it gets no mail.
MAY_BE_CONFIRMED = {"newcomer", "approval", "links", "new_link_domain", akismet.REASON}


@dataclass(frozen=True)
class Sent:
    """What became of a comment: the row, who owns it, and whether a mail is on its way to confirm
    the address."""

    comment: ReaderComment
    who: Who
    email_confirmation: str


def form_name(page_id: int) -> str:
    """What a form token of the page's comments is for."""
    return f"comment-{page_id}"


@counted("comment")
def submit(
    *,
    page: ThreadPage,
    specific: Any,
    written: Written,
    who: Who,
    address: str,
    form_token: str,
    honeypot: str = "",
    proof: str = "",
) -> Sent:
    """Store a comment below ``page``. At most 15 queries, however long the thread is.

    ``specific`` is the page itself, ``address`` that of the connection. What a form token was used
    for once is answered again. Raises ``InvalidFormToken``, ``FormTokenExpired`` and
    ``FormTokenUsed``, each with a fresh ``form_token``; ``CommentsClosed``, ``InvalidInput`` for a
    parent that is not there, ``NotFound`` for a page that has just gone, and what a rule raises.
    """
    form = form_tokens.read_for(form_name(page.id), form_token)
    who = who.with_visitor()
    try:
        with transaction.atomic():
            community.lock(page.id)
            known, parent = _known(form, written)
            if known is not None:
                return _repeated(known, written, who, form, page)
            form.refuse_if_expired()
            if not is_open(specific, page.settings, timezone.now()):
                raise CommentsClosed(_("This page takes no comments now."))
            sender = _Sender(who, address, form, honeypot, proof)
            return _store(page, specific, written, parent, sender)
    except IntegrityError:  # the page was deleted meanwhile
        raise NotFound("There is no such page.") from None


@dataclass(frozen=True)
class _Sender:
    """Whoever sends, and how: ``address`` is that of the connection."""

    who: Who
    address: str
    form: FormToken
    honeypot: str
    proof: str


def _store(
    page: ThreadPage,
    specific: Any,
    written: Written,
    parent: ReaderComment | None,
    sender: _Sender,
) -> Sent:
    who, form, address = sender.who, sender.form, sender.address
    _check_parent(written, parent, page)
    if who.user is None:
        spend("comments", address, allowed=config().comments_per_minute)
    now = timezone.now()
    writer = Writer.of(who, written, specific)
    comment = ReaderComment(
        page_id=page.id,
        **body_fields(written.body),
        name=writer.name,
        website=writer.website,
        language=page.language,
        seed=new_seed(),
        owner=who.visitor,
        reader=writer.reader,
        is_verified=writer.is_verified,
        user=writer.user,
        badge=writer.badge,
        ip_key=keyed_hash("connection", address) if address else "",
        notify=written.notify,
        recent_state=RecentPost.WANTED if written.wants_recent_post else RecentPost.NONE,
        created_at=now,
        decided_at=now,
        nonce=form.nonce,
        input_digest=written.digest,
    )
    seen = Form(
        nonce=form.nonce,
        seconds_open=form.seconds_open,
        honeypot=sender.honeypot,
        proof=sender.proof,
    )
    verdict = judge(comment, specific, page, form=seen, connection=address)
    comment.status, comment.reasons = verdict.status, verdict.reasons
    places.insert(comment, parent)
    second_opinion.enqueue(comment, verdict)
    confirmation = _confirm(writer, verdict, comment, page)
    return Sent(comment, who, confirmation)


def _repeated(
    known: ReaderComment, written: Written, who: Who, form: FormToken, page: ThreadPage
) -> Sent:
    """What was made of the same form before."""
    is_the_same = known.page_id == page.id and known.input_digest == written.digest
    form.refuse_unless_repeated(is_the_same)
    owner = who if who.owns(known) else Who(known.owner)
    return Sent(known, owner, confirmation_of(known))


def confirmation_of(comment: ReaderComment) -> str:
    """Whether the address of a comment is confirmed, or a mail asks to, as far as anyone is to
    know: it is the same for an address that gets no mail, such as one of the team."""
    if comment.reader_id is None:
        return "none"
    return "done" if comment.is_verified else "sent"


def _known(form: FormToken, written: Written) -> tuple[ReaderComment | None, ReaderComment | None]:
    """What was stored with the form before, and what is answered. 1 query."""
    wanted = Q(nonce=form.nonce)
    if written.parent_id is not None:
        wanted |= Q(pk=written.parent_id)
    known = parent = None
    for comment in ReaderComment.objects.filter(wanted):
        if comment.nonce == form.nonce:
            known = comment
        if comment.pk == written.parent_id:
            parent = comment
    return known, parent


def _check_parent(written: Written, parent: ReaderComment | None, page: ThreadPage) -> None:
    if written.parent_id is None:
        return
    is_there = parent is not None and parent.is_approved
    if parent is None or not is_there or parent.page_id != page.id:
        message = _("There is no such comment on this page.")
        error: Any = {"loc": ["body", "parent"], "msg": message, "type": "unknown_parent"}
        raise InvalidInput(message, errors=[error])


def _confirm(writer: Writer, verdict: Verdict, comment: ReaderComment, page: ThreadPage) -> str:
    """Note what a reader wants to hear of; a guest's address is asked to confirm it first."""
    if writer.reader is not None:
        topics = [editing.topic_of(comment)] if comment.notify != Notify.NONE else []
        if writer.is_verified:
            readers.subscribe(writer.reader, topics)
        elif verdict.words <= MAY_BE_CONFIRMED:
            next = f"{page.page_path}#{editing.anchor(comment.pk)}"
            readers.ask_to_confirm(
                reader=writer.reader, site=page.site, next=next, topics=topics, again=bool(topics)
            )
    return confirmation_of(comment)


def edit(*, comment_id: int, page: ThreadPage, specific: Any, who: Who, body: str) -> ReaderComment:
    """Give a comment another text, within the time that ``editing.editable_until`` tells.

    The new text goes through the rules again. Raises ``NotFound``, ``NotYours``, ``EditingOver``,
    ``InvalidInput``, and what a rule raises.
    """
    cleaned = checked_body(body)
    with transaction.atomic():
        comment = places.locked(comment_id)
        _refuse_others(comment, who)
        if not editing.is_editable(comment):
            raise EditingOver(_("The time to edit this has passed."))
        if cleaned == comment.body:
            return comment
        was_approved = comment.is_approved
        comment.body = cleaned
        verdict = judge(comment, specific, page)
        # What waits goes on waiting: an edit is no way around the moderator.
        if not was_approved:
            verdict = verdict.besides(comment.reasons)
        is_spam = comment.status == Status.SPAM
        places.change(
            comment,
            Status.SPAM if is_spam else verdict.status,
            **body_fields(cleaned),
            edited_at=timezone.now(),
            reasons=verdict.reasons,
            cleared=False,
        )
        second_opinion.enqueue(comment, verdict)
        log(comment, "parenting.comment.edit", user=who.user)
    return comment


def withdraw(*, comment_id: int, who: Who) -> None:
    """Take back what one wrote, at any time. Where others replied, a tombstone stays.

    Raises ``NotFound`` and ``NotYours``. Withdrawing again changes nothing.
    """
    with transaction.atomic():
        comment = places.locked(comment_id)
        _refuse_others(comment, who)
        if comment.status == Status.WITHDRAWN:
            return
        places.change(comment, Status.WITHDRAWN)
        log(comment, "parenting.comment.withdraw", user=who.user)


def _refuse_others(comment: ReaderComment, who: Who) -> None:
    if who.owns(comment):
        return
    if not comment.is_shown:
        raise NotFound("There is no such comment.")
    raise NotYours(_("Someone else wrote this comment."))
