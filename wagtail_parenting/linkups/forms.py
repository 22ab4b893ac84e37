"""The forms behind the editors of series and editions, and v3's create and patch."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_parenting.articles.publishing import StorableForm
from wagtail_parenting.linkups import editions
from wagtail_parenting.linkups.windows import Schedule, zone_names

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
    """Refuses a schedule that cannot be, and titles that cannot be filled in."""

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
                Schedule(**values)
            except ValueError as error:
                self.add_error(None, str(error))
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


def _days(text: str) -> None:
    for line in text.splitlines():
        try:
            datetime.date.fromisoformat(line.strip() or "2000-01-01")
        except ValueError:
            message = _("“%(line)s” is no day such as 2026-12-29.") % {"line": line.strip()[:40]}
            raise ValueError(message) from None


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
        return cleaned
