"""Some weeks of shares, so that the report in the admin has something to show. Numbers made up."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence

from django.utils import timezone

from wagtail_parenting.sharing.models import ShareCount

WEEKS = 4
#: What readers of a magazine like this reach for, and how often beside one another.
TARGETS = {"whatsapp": 9, "copy": 7, "native": 6, "email": 3, "facebook": 3, "print": 2, "qr": 1}


def make_shares(page_ids: Sequence[int]) -> None:
    """Shares of these pages up to yesterday, the first ones shared most."""
    chance = random.Random(20261124)
    yesterday = timezone.now().date() - datetime.timedelta(days=1)
    rows = []
    for place, page_id in enumerate(page_ids):
        for number in range(WEEKS * 7):
            [target] = chance.choices(list(TARGETS), list(TARGETS.values()))
            day = yesterday - datetime.timedelta(days=number)
            count = chance.randint(1, max(2, 12 - 2 * place))
            rows.append(ShareCount(page_id=page_id, target=target, day=day, count=count))
    ShareCount.objects.bulk_create(rows)
