"""Blocking whoever sent something, without having to see her address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_parenting.headless.routing import Frontends, cms_origin
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.moderation.admin.queue.queues import Queue
from wagtail_parenting.moderation.models import BlockEntry
from wagtail_parenting.moderation.permissions import area_of, may_see_addresses
from wagtail_parenting.outbound.domains import registrable_domain

Kind = BlockEntry.Kind
_DOMAIN = f"{Kind.DOMAIN.value}:"


def choices(item: Any, linked: Iterable[str], user: Any) -> list[tuple[str, str]]:
    """What of its sender, and of the addresses it links to, can be blocked, in words for
    ``user``."""
    found = []
    if item.reader is not None:
        is_seen = may_see_addresses(user)
        shown = _("The e-mail address %(address)s") % {"address": item.reader.address}
        found.append((Kind.EMAIL.value, shown if is_seen else _("The e-mail address")))
    if item.ip_key:
        found.append((Kind.CONNECTION.value, _("The connection that it was sent from")))
    found += [
        (f"{_DOMAIN}{domain}", _("Links to %(domain)s") % {"domain": domain})
        for domain in _domains(linked)
    ]
    return found


@transaction.atomic
def block(queue: Queue, item: Any, what: Iterable[str], *, actor: Any, **fields: Any) -> None:
    """Put each of ``what``, values of ``choices``, on the block list. It stands in the log of the
    row, without any address. What others have put there, only who moderates everywhere changes."""
    kinds, may_change = [], area_of(actor).everywhere
    for chosen in what:
        kind, _colon, domain = chosen.partition(":")
        entry = block_lists.block(
            actor=actor, may_change=may_change, **_key(item, kind, domain), **fields
        )
        log(entry, "wagtail.create", user=actor)
        kinds.append(kind)
    log(item, f"{queue.log_prefix}.block", user=actor, data={"kinds": kinds})


def _key(item: Any, kind: str, domain: str) -> dict[str, str]:
    if kind == Kind.EMAIL and item.reader is not None:
        return {"kind": kind, "value": item.reader.address}
    if kind == Kind.CONNECTION:
        return {"kind": kind, "value": "", "key": item.ip_key}
    return {"kind": kind, "value": domain}


def _domains(linked: Iterable[str]) -> list[str]:
    """Those of what it links to, but for the site's own."""
    frontends = Frontends.current()
    own = {registrable_domain(origin) for origin in frontends.origins.values()}
    own.add(registrable_domain(cms_origin(frontends)))
    found = dict.fromkeys(registrable_domain(place) for place in linked if place)
    return [domain for domain in found if domain and domain not in own]
