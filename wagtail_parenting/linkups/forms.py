"""The forms behind the editors of series and editions, and v3's create and patch."""

from __future__ import annotations

import datetime
import zoneinfo
from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_parenting.articles.publishing import StorableForm
from wagtail_parenting.headless.tree import parent_path
from wagtail_parenting.linkups import editions
from wagtail_parenting.linkups.windows import Schedule, opens_on, zone_names

_SCHEDULE = (
    "zone",
    "open_weekday",
    "open_time",
    "close_weekday",
    "close_time",
    "every_weeks",
    "first_day",
)


class SeriesForm(StorableForm):
    """Refuses a schedule that cannot be, titles that cannot be filled in, and days to leave out on
    which nothing opens."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "zone" in self.fields:
            names = [(name, name.replace("_", " ")) for name in zone_names()]
            self.fields["zone"].widget = forms.Select(choices=names)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check("zone", cleaned, _zone)
        self._check("edition_title", cleaned, editions.filled_title)
        self._check("skipped_days", cleaned, _days)
        if not self.errors:
            values = {name: cleaned.get(name, getattr(self.instance, name)) for name in _SCHEDULE}
            try:
                schedule = Schedule(**values)
            except ValueError as error:
                self.add_error(None, str(error))
            else:
                self._check("skipped_days", cleaned, partial(_opening_days, schedule=schedule))
        return cleaned

    def _check(self, name: str, cleaned: dict[str, Any], check: Any) -> None:
        if name not in cleaned or name not in self.fields:
            return
        try:
            check(cleaned[name])
        except ValueError as error:
            self.add_error(name, str(error))


def _zone(name: str) -> None:
    if name not in zone_names():
        raise ValueError(_("There is no time zone of this name."))


def _days(text: str) -> list[datetime.date]:
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            found.append(datetime.date.fromisoformat(line))
        except ValueError:
            message = _("“%(line)s” is no day such as 2026-12-29.") % {"line": line[:40]}
            raise ValueError(message) from None
    return found


def _opening_days(text: str, schedule: Schedule) -> None:
    """Of days that are over nothing follows, whatever the schedule was."""
    today = timezone.localdate(timezone=zoneinfo.ZoneInfo(schedule.zone))
    for day in _days(text):
        if day >= today and not opens_on(schedule, day):
            message = _("Nothing opens on %(day)s: leave out a day of the schedule.")
            raise ValueError(message % {"day": day})


class EditionForm(StorableForm):
    """Begins with title and times of the next week that has no edition yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance, parent = kwargs.get("instance"), kwargs.get("parent_page")
        if instance is not None and instance.pk is None and instance.opens_at is None:
            editions.prefill(instance, parent)
        super().__init__(*args, **kwargs)
        for name in ("opens_at", "closes_at"):
            if name in self.fields:
                zone = timezone.get_current_timezone_name()
                self.fields[name].help_text = _("By the clocks of %(zone)s.") % {
                    "zone": zone.replace("_", " ")
                }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens_at = cleaned.get("opens_at", self.instance.opens_at)
        closes_at = cleaned.get("closes_at", self.instance.closes_at)
        if opens_at and closes_at and closes_at <= opens_at:
            name = "closes_at" if "closes_at" in self.fields else "opens_at"
            self.add_error(name, _("A link-up closes after it has opened."))
        number = cleaned.get("number")
        if number is not None and self._is_taken(number):
            message = _("Another link-up of the series has the number %(number)d.")
            self.add_error("number", message % {"number": number})
        return cleaned

    def _is_taken(self, number: int) -> bool:
        """1 query for each edition class."""
        path = self.instance.path
        above = parent_path(path) if path else getattr(self.parent_page, "path", "")
        return bool(above) and editions.has_number(above, number, besides=self.instance.pk)
