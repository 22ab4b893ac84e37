"""The link-up series, as ``content/linkups/`` has it, around the moment of loading.

Of its editions the last one written is open, and those before have closed. The package's own
clockwork makes the one to come, as cron would.
"""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from example_site.demo.bodies import Names
from example_site.demo.content import LinkUpSeries
from example_site.demo.draws import draw_in_the_open
from example_site.demo.entries import make_entries, pick_of, withdraw_of
from example_site.demo.snippets import Snippets
from example_site.demo.users import Users
from wagtail_parenting.linkups.editions import filled_title, make
from wagtail_parenting.linkups.windows import WEEK, Schedule, Window, windows
from wagtail_parenting.pages.models import (
    AdviceIndexPage,
    LinkUpHost,
    LinkUpPage,
    LinkUpSeriesPage,
)

#: From one Tuesday evening to the next.
OPEN: dict[str, Any] = {
    "open_weekday": 1,
    "open_time": datetime.time(20, 0),
    "close_weekday": 1,
    "close_time": datetime.time(20, 0),
}
#: One that would close sooner, because the demo is loaded late in its week, is given another week.
STAYS_OPEN = datetime.timedelta(days=2)
ANNOUNCED_BEFORE = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Weeks:
    """The weeks of a series, seen from now. ``extended_to`` is when the open one closes, if that
    is later than by the schedule; the next week is then left out."""

    closed: list[Window]
    open: Window
    extended_to: datetime.datetime | None

    @classmethod
    def around(cls, now: datetime.datetime, zone: str, *, closed: int) -> Weeks:
        """The week that is open at ``now``, and so many before it."""
        schedule = Schedule(zone=zone, **OPEN, first_day=datetime.date(2020, 1, 1))
        since = now.date() - (closed + 2) * WEEK
        begun = list(
            itertools.takewhile(
                lambda window: window.opens_at <= now, windows(schedule, since=since)
            )
        )
        running = begun[-1]
        following = next(windows(schedule, since=running.slot + WEEK))
        is_short = running.closes_at - now < STAYS_OPEN
        return cls(begun[-1 - closed : -1], running, following.closes_at if is_short else None)


def make_series(
    home: AdviceIndexPage, written: LinkUpSeries, names: Names, snippets: Snippets, users: Users
) -> dict[str, Any]:
    """The series with its editions and all that was linked, as pages by slug."""
    return _Series(home, written, users).made(names, snippets)


class _Series:
    def __init__(self, home: AdviceIndexPage, written: LinkUpSeries, users: Users) -> None:
        self.home, self.written, self.users = home, written, users
        past = len(written.editions) - 1
        self.weeks = Weeks.around(timezone.now(), written.zone, closed=past)

    def made(self, names: Names, snippets: Snippets) -> dict[str, Any]:
        page = self._page(names, snippets)
        texts, weeks = self.written.editions, [*self.weeks.closed, self.weeks.open]
        editions = [
            self._edition(page, window, number, text.intro)
            for number, (window, text) in enumerate(
                zip(weeks, texts, strict=True), start=page.first_number
            )
        ]
        make(page)
        for edition, text in zip(editions, texts, strict=True):
            make_entries(edition, text.entries, rules_version=page.rules_version)
        *closed, _open = zip(editions, texts, strict=True)
        for edition, text in closed:
            pick_of(edition, text.entries, self.users.author)
        last, text = closed[-1]
        with draw_in_the_open(last, self.users.author):
            withdraw_of(last, text.entries)
        pages: list[Any] = [page, *editions]
        return {found.slug: found for found in pages}

    def _page(self, names: Names, snippets: Snippets) -> LinkUpSeriesPage:
        written, weeks = self.written, self.weeks
        page = LinkUpSeriesPage(
            title=written.title,
            slug=written.slug,
            intro=written.intro,
            hero_image_id=names.picture(written.picture),
            hero_alt=written.alt,
            rules=written.rules,
            zone=written.zone,
            **OPEN,
            first_day=weeks.closed[0].slot,
            skipped_days=(weeks.open.slot + WEEK).isoformat() if weeks.extended_to else "",
            edition_title=written.edition_title,
            first_number=written.first_number,
            entries_per_blogger=2,
            entries_per_domain=2,
            backlinks="asked",
            show_in_menus=True,
            locale=self.home.locale,
            live=False,
        )
        self.home.add_child(instance=page)
        page.hosts = [LinkUpHost(contributor=snippets.people[slug]) for slug in written.hosts]
        page.first_published_at = weeks.closed[0].opens_at - ANNOUNCED_BEFORE
        page.save_revision(user=self.users.editor).publish(user=self.users.moderator)
        # Its rules are as old as the series: bloggers agreed to them from the first edition on.
        LinkUpSeriesPage.objects.filter(pk=page.pk).update(
            rules_version=page.first_published_at.date().isoformat(),
            last_published_at=page.first_published_at,
        )
        return LinkUpSeriesPage.objects.get(pk=page.pk)

    def _edition(
        self, series: LinkUpSeriesPage, window: Window, number: int, intro: str
    ) -> LinkUpPage:
        is_open = window == self.weeks.open
        page = LinkUpPage(
            title=filled_title(series.edition_title, series=series.title, number=number),
            number=number,
            intro=intro,
            opens_at=window.opens_at,
            closes_at=(is_open and self.weeks.extended_to) or window.closes_at,
            first_published_at=window.opens_at - ANNOUNCED_BEFORE,
            locale=series.locale,
            live=False,
        )
        series.add_child(instance=page)
        page.save_revision(user=self.users.editor).publish(user=self.users.moderator)
        own = LinkUpPage.objects.filter(pk=page.pk)
        own.update(last_published_at=page.first_published_at)
        return own.get()
