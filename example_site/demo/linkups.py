"""The link-up series, as ``content/linkups/`` has it, around the moment of loading.

Of its editions the last one written is open, those before have closed, one is to come. The
package's own clockwork makes the open one and the next, as cron would; those that have closed are
set back in time.
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
        *past, current = self.written.editions
        editions = [
            self._closed(page, window, number, edition.intro)
            for number, (window, edition) in enumerate(
                zip(self.weeks.closed, past, strict=True), start=self.written.first_number
            )
        ]
        make(page)
        editions.append(self._open(page, current.intro))
        for edition, text in zip(editions, self.written.editions, strict=True):
            make_entries(edition, text.entries, rules_version=page.rules_version)
        for edition, text in zip(editions, past, strict=False):
            pick_of(edition, text.entries, self.users.author)
        with draw_in_the_open(editions[-2], self.users.author):
            withdraw_of(editions[-2], past[-1].entries)
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

    def _closed(
        self, series: LinkUpSeriesPage, window: Window, number: int, intro: str
    ) -> LinkUpPage:
        title = filled_title(series.edition_title, series=series.title, number=number)
        page = LinkUpPage(
            title=title,
            number=number,
            intro=intro,
            opens_at=window.opens_at,
            closes_at=window.closes_at,
            locale=series.locale,
            live=False,
        )
        series.add_child(instance=page)
        return self._published(page)

    def _open(self, series: LinkUpSeriesPage, intro: str) -> LinkUpPage:
        """What the clockwork made, in the host's words."""
        made = LinkUpPage.objects.child_of(series)
        page = made.get(opens_at=self.weeks.open.opens_at)
        page.intro = intro
        if self.weeks.extended_to is not None:
            page.closes_at = self.weeks.extended_to
        return self._published(page)

    def _published(self, page: LinkUpPage) -> LinkUpPage:
        page.first_published_at = page.opens_at - ANNOUNCED_BEFORE
        page.save_revision(user=self.users.editor).publish(user=self.users.moderator)
        own = LinkUpPage.objects.filter(pk=page.pk)
        own.update(last_published_at=page.first_published_at)
        return own.get()
