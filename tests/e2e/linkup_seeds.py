"""Link-ups that the stories find. Runs in the demo, with its database."""

from __future__ import annotations

import datetime
from typing import Any

from wagtail.models import Site

from tests.factories import DAY, make_edition, make_entry, make_series

RULES = "<ul><li>Link to a post of your own.</li><li>Visit two others.</li></ul>"
#: Three pages of the list, the last of which is not full.
MANY = 45
SENSITIVE, SPONSORED, PLAIN, PICKED = 3, 4, 5, 6


def make() -> dict[str, int]:
    """Ids of the editions, by what they are for."""
    site = Site.objects.get(is_default_site=True)
    asking = make_series(site, "Slow Tuesday", rules=RULES, backlinks="asked")
    lone = make_series(site, "Gone fishing", rules=RULES)
    closed = make_edition(asking, 44, opens=-9 * DAY, lasts=4 * DAY)
    made = {
        "closed": closed,
        "many": make_edition(asking, 45),
        "writing": make_edition(asking, 46, lasts=5 * DAY),
        "upcoming": make_edition(asking, 47, opens=6 * DAY),
        "full": make_edition(lone, 1, max_entries=2),
        "last": make_edition(lone, 2, opens=-9 * DAY, lasts=DAY),
    }
    for name, count in {"closed": 6, "many": MANY, "full": 2, "last": 1}.items():
        for number in range(1, count + 1):
            _entry(made[name], number)
    return {name: edition.pk for name, edition in made.items()}


def _entry(edition: Any, number: int) -> None:
    opened = edition.opens_at + datetime.timedelta(minutes=number)
    has_picture = number != PLAIN
    make_entry(
        edition,
        f"https://blog-{edition.pk}-{number}.example/post/",
        title=f"Post number {number}",
        blog=f"Blog {number}",
        name="Bea Lund",
        description="A list, a tarpaulin and two pairs of gloves.",
        sensitive=number == SENSITIVE,
        sponsored=number == SPONSORED,
        picked_at=opened if number == PICKED else None,
        likes=number % 7,
        clicks=number % 11,
        created_at=opened,
        preview="ready",
        picture=f"parenting/entries/{number}.webp" if has_picture else "",
        picture_width=600 if has_picture else None,
        picture_height=400 if has_picture else None,
    )
