"""The links of an edition: sent while it was open, some waiting for a moderator, told to nobody.

They are stored by the same action that places a blogger's entry, so that numbers, counts and
versions come about as they would.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from typing import Any

from django.core.files.images import get_image_dimensions
from django.db import transaction
from django.utils import timezone

from example_site.demo.content import PICTURES
from example_site.demo.readers import reader_fields
from wagtail_parenting.headless import community
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.linkups import actions, announcing, places, thumbnails
from wagtail_parenting.linkups.models import (
    BacklinkState,
    EntryClicks,
    EntryLike,
    EntryReport,
    LinkUpEntry,
    Preview,
)
from wagtail_parenting.linkups.written import link_fields
from wagtail_parenting.moderation.pipeline import reason
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.outbound.images import ImageRead
from wagtail_parenting.pages.models import LinkUpPage
from wagtail_parenting.readers.identity import Who

Entries = Sequence[dict[str, Any]]

FOLDER = PICTURES / "entries"
#: Most links come in the first evening, and then fewer and fewer.
EAGERNESS = 1.7
#: Whoever is to withdraw hers is known by her browser.
REGRETTING = "demo-blogger"


def make_entries(page: LinkUpPage, written: Entries, *, rules_version: str) -> None:
    """All entries of an edition, numbered in the order of the text."""
    with transaction.atomic():
        community.lock(page.pk)
        week = _Week(page, rules_version)
        for place, raw in enumerate(written):
            week.store(raw, (place + 0.3) / len(written))


def pick_of(page: LinkUpPage, written: Entries, host: Any) -> None:
    """What the host picked of an edition, on the evening on which it closed."""
    now = timezone.now()
    for number, raw in enumerate(written, start=1):
        if raw.get("picked"):
            entry = LinkUpEntry.objects.get(edition=page.pk, number=number)
            actions.pick(entry_id=entry.pk, actor=host)
            picked_at = min(page.closes_at + datetime.timedelta(minutes=30 + number), now)
            LinkUpEntry.objects.filter(pk=entry.pk).update(picked_at=picked_at)


def withdraw_of(page: LinkUpPage, written: Entries) -> None:
    """The bloggers who take their links back do so. Their numbers stay empty."""
    for number, raw in enumerate(written, start=1):
        if raw.get("withdraw"):
            entry = LinkUpEntry.objects.get(edition=page.pk, number=number)
            actions.withdraw(entry_id=entry.pk, who=Who(REGRETTING))


class _Week:
    """An edition while it fills."""

    def __init__(self, page: LinkUpPage, rules_version: str) -> None:
        self.page, self.rules_version = page, rules_version
        self.chance = random.Random(f"links of {page.number}")
        self.url = Frontends.current().url(page) or ""
        self.until = max(page.opens_at, min(page.closes_at, timezone.now()))

    def store(self, raw: dict[str, Any], share: float) -> None:
        """An entry, sent when so much of those of the week were there."""
        at = self.page.opens_at + (self.until - self.page.opens_at) * share**EAGERNESS
        status = raw.get("status", Status.APPROVED)
        likes = raw.get("likes", 0)
        entry = LinkUpEntry(
            edition_id=self.page.pk,
            **link_fields(raw["url"]),
            title=raw["title"],
            blog=raw["blog"],
            description=raw["description"],
            name=raw["name"],
            **reader_fields(raw["name"], is_confirmed=status == Status.APPROVED),
            sponsored=raw.get("sponsored", False),
            sensitive=raw.get("sensitive", False),
            rules_version=self.rules_version,
            told=list(announcing.KINDS),  # no mail of it is to go out
            preview=Preview.READY,
            found_title=raw.get("found_title", raw["title"]),
            found_blog=raw["blog"],
            found_description=raw.get("found_description", raw["description"]),
            **self._backlink(raw["backlink"]),
            visited_at=at + datetime.timedelta(seconds=40),
            status=status,
            reasons=[reason(word, raw.get("note", "")) for word in raw.get("reasons", [])],
            reports=len(raw.get("reports", [])),
            likes=likes,
            owner=REGRETTING if raw.get("withdraw") else "",
            shuffle_one=self.chance.randrange(2**31),
            shuffle_two=self.chance.randrange(2**31),
            created_at=at,
            decided_at=at,
        )
        if "picture" in raw:
            for name, value in thumbnails.keep(entry, _picture(raw["picture"])).items():
                setattr(entry, name, value)
        clicks = self._clicks(at, likes)
        entry.clicks = sum(clicks.values())
        places.insert(entry)
        _remember(entry, clicks, raw.get("reports", []))

    def _backlink(self, state: str) -> dict[str, str]:
        if state != BacklinkState.FOUND:
            return {"backlink": state}
        rel = self.chance.choice(["", "", "noopener", "nofollow"])
        return {"backlink": state, "backlink_url": self.url, "backlink_rel": rel}

    def _clicks(self, since: datetime.datetime, likes: int) -> dict[datetime.date, int]:
        """A few visitors for each who likes it, most of them in the first days."""
        first = since.date()
        days = min((timezone.now().date() - first).days + 1, 10)
        clicks: dict[datetime.date, int] = {}
        for number in range(days):
            fading = 0.5 ** (number + (number + 1 < days))
            count = round(likes * self.chance.uniform(2.5, 4.5) * fading)
            if count:
                clicks[first + datetime.timedelta(days=number)] = count
        return clicks


def _remember(entry: LinkUpEntry, clicks: dict[datetime.date, int], reports: Sequence[str]) -> None:
    likers = (f"demo-{entry.pk}-{number}" for number in range(entry.likes))
    EntryLike.objects.bulk_create(EntryLike(entry=entry, liker=liker) for liker in likers)
    EntryClicks.objects.bulk_create(
        EntryClicks(entry=entry, day=day, count=count) for day, count in clicks.items()
    )
    EntryReport.objects.bulk_create(
        EntryReport(entry=entry, reporter=f"demo-{entry.pk}-{number}", reason=word)
        for number, word in enumerate(reports)
    )


def _picture(name: str) -> ImageRead:
    """Raises ``ValueError`` for a picture that is not there."""
    file = FOLDER / f"{name}.webp"
    if not file.exists():
        raise ValueError(f"There is no picture {file.name}.")
    width, height = get_image_dimensions(file)
    # Kept as it is: read as a stranger's would be, it would be encoded once more.
    return ImageRead(body=file.read_bytes(), width=width or 0, height=height or 0)
