"""A draw that anyone can replay, held when its edition had closed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.models import Draw
from wagtail_parenting.pages.models import LinkUpPage

#: Nobody would believe a value that a demo says was drawn elsewhere: it says that it is made up.
ANNOUNCED = "Round {number} of a made-up beacon (a real draw would name a round of drand)"
WINNERS = 2


@contextmanager
def draw_in_the_open(page: LinkUpPage, host: Any) -> Iterator[None]:
    """Announce and seal the draw of a closed edition, and hold it after what happens meanwhile."""
    announced = ANNOUNCED.format(number=page.number)
    draw = actions.announce(edition=page, actor=host, announced=announced, winners=WINNERS)
    yield
    value = hashlib.sha256(announced.encode()).hexdigest()
    actions.draw(draw_id=draw.pk, actor=host, value=value)
    Draw.objects.filter(pk=draw.pk).update(
        announced_at=page.closes_at - datetime.timedelta(days=4),
        sealed_at=page.closes_at,
        drawn_at=min(page.closes_at + datetime.timedelta(hours=14), timezone.now()),
    )
