"""Draws: announced while nobody can know what will decide, sealed at closing, drawn afterwards."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_parenting.errors import InvalidInput, NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.headless.clock import DatabaseNow
from wagtail_parenting.input_fields import clean_line, field_error
from wagtail_parenting.linkups import draws
from wagtail_parenting.linkups.models import Draw, LinkUpEntry
from wagtail_parenting.linkups.page_classes import edition_classes
from wagtail_parenting.moderation.standing import Status

logger = logging.getLogger(__name__)

MAX_WINNERS = 100


def announce(
    *, edition: Any, actor: Any, announced: str, winners: int = 1, reason: str = ""
) -> Draw:
    """Name the public value that will decide. A second draw of an edition needs a ``reason``.

    Raises ``InvalidInput``.
    """
    with transaction.atomic():
        community.lock(edition.pk)
        earlier = Draw.objects.filter(edition=edition.pk).exists()
        try:
            announced = clean_line(announced, longest=200)
            reason = clean_line(reason, longest=300)
        except ValueError as error:
            raise InvalidInput(str(error)) from None
        if not announced:
            raise _refused("announced", _("Say which public value decides."))
        if earlier and not reason:
            raise _refused("reason", _("Say why it is drawn again: everyone can read it."))
        if not 1 <= winners <= MAX_WINNERS:
            raise _refused("winners", _("Between 1 and 100 can win."))
        draw = Draw.objects.create(
            edition_id=edition.pk,
            announced=announced,
            winners_wanted=winners,
            reason=reason,
            actor=actor,
            name=_name_of(edition),
        )
        community.touch(edition.pk)
        log(edition, "parenting.draw.announce", user=actor, data={"announced": announced})
    seal(draw_id=draw.pk)
    return Draw.objects.get(pk=draw.pk)


def seal(*, draw_id: int) -> bool:
    """Write down the entries of a draw, once its edition has closed. Answers whether it has. What
    waits for a moderator then is not among them."""
    with transaction.atomic():
        draw = Draw.objects.filter(pk=draw_id, sealed_at=None).first()
        if draw is None:
            return False
        community.lock(draw.edition_id)
        closes_at, now = _closes_at(draw.edition_id)
        if closes_at is None or closes_at > now:
            return False
        there = LinkUpEntry.objects.filter(edition=draw.edition_id, status=Status.APPROVED)
        draw.pool = sorted(there.values_list("number", flat=True))
        draw.pool_hash = draws.pool_hash(draws.pool_text(draw.name, draw.pool))
        sealed = Draw.objects.filter(pk=draw.pk, sealed_at=None)
        sealed.update(pool=draw.pool, pool_hash=draw.pool_hash, closed_at=closes_at, sealed_at=now)
        community.touch(draw.edition_id)
    return True


def seal_due() -> int:
    """Seal the draws of all editions that have closed. Answers how many."""
    sealed = 0
    for pk in list(Draw.objects.filter(sealed_at=None).values_list("pk", flat=True)):
        try:
            sealed += seal(draw_id=pk)
        except Exception:  # one that fails keeps no other from its turn
            logger.exception("The draw %s could not be sealed.", pk)
    return sealed


def draw(*, draw_id: int, actor: Any, value: str) -> Draw:
    """Enter the value that was announced: the winners follow. Once.

    Raises ``NotFound``, and ``InvalidInput`` for an edition that is open, a draw that was held, a
    value that is none, or a pool in which nobody is left.
    """
    with transaction.atomic():
        edition_id = Draw.objects.filter(pk=draw_id).values_list("edition", flat=True).first()
        if edition_id is None:
            raise NotFound("There is no such draw.")
        community.lock(edition_id)
        held = Draw.objects.select_for_update().get(pk=draw_id)
        closes_at, now = _closes_at(edition_id)
        if held.sealed_at is None or closes_at is None or closes_at > now:
            raise InvalidInput(_("The link-up has not closed yet."))
        if held.drawn_at is not None:
            raise InvalidInput(_("This has been drawn. Announce another draw, and say why."))
        try:
            held.value = draws.normalized(value)
        except ValueError as error:
            raise _refused("value", str(error)) from None
        there = LinkUpEntry.objects.filter(edition=edition_id, status=Status.APPROVED)
        standing = set(there.values_list("number", flat=True))
        held.excluded = sorted(set(held.pool) - standing)
        if len(held.excluded) == len(held.pool):
            raise InvalidInput(_("There is no entry to draw from."))
        held.winners = draws.winners(
            held.pool_hash,
            held.value,
            held.pool,
            count=held.winners_wanted,
            excluded=held.excluded,
        )
        held.drawn_at = timezone.now()
        held.save(update_fields=["value", "excluded", "winners", "drawn_at"])
        community.touch(edition_id)
        log(held, "parenting.draw.draw", user=actor, data={"winners": held.winners})
    return held


def _refused(field: str, message: str) -> InvalidInput:
    return InvalidInput(message, errors=[field_error(field, message)])


def _name_of(edition: Any) -> str:
    """The edition in the text of the pool: its title may change, this does not."""
    title = "".join(sign for sign in edition.title if sign.isprintable() or sign.isspace())
    return f"{edition.pk} {' '.join(title.split())}"[:200].strip()


def _closes_at(edition_id: int) -> Any:
    """When an edition closes, or None if there is none, and the database's time. 1 query for each
    edition class."""
    for model in edition_classes():
        found = model._default_manager.filter(pk=edition_id).annotate(now=DatabaseNow())
        row = found.values_list("closes_at", "now").first()
        if row is not None:
            return row
    return None, None
