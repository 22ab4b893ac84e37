"""Making the editions of a series: by hand in the editor, or ahead of time by ``parenting_tick``.

A series remembers each week that it has made. What a host deletes is not made again, and numbers
are not given twice. All of it happens under the lock that every editor's change takes, so running
it twice at once makes nothing twice.
"""

from __future__ import annotations

import datetime
import itertools
import logging
import zoneinfo
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_parenting.headless import stamps
from wagtail_parenting.headless.tree import STEP, all_pages, parent_path
from wagtail_parenting.linkups.models import EditionSlot
from wagtail_parenting.linkups.page_classes import edition_classes, series_classes
from wagtail_parenting.linkups.windows import Window, windows

logger = logging.getLogger(__name__)

#: Weeks are looked at so far ahead, however many of them are left out.
FARTHEST = 520


def today() -> datetime.date:
    return timezone.now().date()


def filled_title(template: str, *, series: str = "", number: int = 1) -> str:
    """``template`` with the placeholders filled in. Raises ``ValueError`` for other ones."""
    try:
        return template.format(series=series, number=number)[:255]
    except (KeyError, IndexError, AttributeError, ValueError):
        message = _("Only {series} and {number} can be filled in.")
        raise ValueError(message) from None


def rules_version(series: Any) -> str:
    """The version of the rules as they are about to be saved: the day on which their text last
    changed; with a number, where it changed before on that day. At most 1 query."""
    if not series.rules:
        return ""
    stored = type(series)._base_manager.filter(pk=series.pk).values_list("rules", "rules_version")
    before, version = stored.first() or ("", "")
    if before == series.rules and version:
        return str(version)
    day = today().isoformat()
    if not version.startswith(day):
        return day
    return f"{day}-{int(version[len(day) + 1 :] or 1) + 1}"


# --- One edition ----------------------------------------------------------------------------------


def series_of(edition: Any) -> Any:
    """The series that an edition stands below (specific), public or not, or None. 1 query for each
    series class."""
    return series_above(edition.path) if edition.path else None


def series_above(edition_path: str) -> Any:
    """``series_of`` the edition at a tree path."""
    above = parent_path(edition_path)
    for model in series_classes():
        found = model._default_manager.filter(path=above).first()
        if found is not None:
            return found
    return None


def keep(edition: Any, save: Callable[[], Any]) -> Any:
    """``save`` an edition, open for whole seconds; a new one gets its number, and its week is noted
    as made."""
    edition.opens_at = edition.opens_at.replace(microsecond=0)
    edition.closes_at = edition.closes_at.replace(microsecond=0)
    with transaction.atomic():
        stamps.lock()
        series = series_of(edition) if edition.alias_of_id is None else None
        if series is not None and edition.number is None:
            edition.number = next_number(series)
        saved = save()
        if series is not None:
            _remember(series, edition)
    return saved


def _remember(series: Any, edition: Any) -> None:
    day = edition.opens_at.astimezone(zoneinfo.ZoneInfo(series.zone)).date()
    slot = EditionSlot(series_id=series.pk, day=day, edition_id=edition.pk, number=edition.number)
    EditionSlot.objects.bulk_create([slot], ignore_conflicts=True)


def next_number(series: Any) -> int:
    """Behind every number that was ever given in ``series``. 1 query for each edition class, and 1
    more."""
    slots = EditionSlot.objects.filter(series=series.pk)
    given = [slots.aggregate(last=Max("number"))["last"]]
    for model in edition_classes():
        editions = model._default_manager.filter(path__startswith=series.path)
        given.append(editions.aggregate(last=Max("number"))["last"])
    last = max((number for number in given if number is not None), default=0)
    return max(last + 1, int(series.first_number))


def has_number(series_path: str, number: int, *, besides: int | None) -> bool:
    """Whether an edition right below the series at a tree path, other than the page ``besides``,
    has a number; aliases have that of their source. 1 query for each edition class."""
    there = {"path__startswith": series_path, "depth": len(series_path) // STEP + 1}
    return any(
        model._default_manager.filter(**there, number=number, alias_of=None)
        .exclude(pk=besides)
        .exists()
        for model in edition_classes()
    )


def prefill(edition: Any, series: Any) -> None:
    """Give a new edition the title, and the times of the first week of ``series`` that has
    none."""
    series = getattr(series, "specific_deferred", None)
    if not getattr(series, "is_linkup_series", False):
        return
    window = next(iter(_missing(series, timezone.now(), count=1)), None)
    if window is not None:
        edition.opens_at, edition.closes_at = window.opens_at, window.closes_at
    if edition.max_entries is None:
        edition.max_entries = series.max_entries
    if not edition.title:
        number = next_number(series)
        edition.title = filled_title(series.edition_title, series=series.title, number=number)


# --- Ahead of time --------------------------------------------------------------------------------


def make_due() -> int:
    """Make what every series should have by now. Answers how many editions."""
    running = [
        series
        for model in series_classes()
        for series in model._default_manager.filter(is_running=True, live=True, alias_of=None)
    ]
    made = 0
    for series in running:
        try:
            made += make(series)
        except Exception:  # one that fails keeps no other from its turn
            logger.exception("The editions of series %s could not be made.", series.pk)
    return made


def make(series: Any) -> int:
    """Make the editions of ``series`` that are open or of the ``editions_ahead`` next weeks, and
    were never made before. Answers how many."""
    with transaction.atomic():
        stamps.lock()
        now = timezone.now()
        due = [window for window in _coming(series, now) if not _is_made(series, window)]
        for window in due:
            _make(series, window)
    return len(due)


def _coming(series: Any, now: datetime.datetime) -> list[Window]:
    """The window that is open at ``now``, and the next ``editions_ahead`` ones."""
    found: list[Window] = []
    ahead = 0
    for window in _upcoming(series, now):
        if ahead == series.editions_ahead:
            break
        found.append(window)
        ahead += window.opens_at > now
    return found


def _missing(series: Any, now: datetime.datetime, *, count: int) -> list[Window]:
    missing = (window for window in _upcoming(series, now) if not _is_made(series, window))
    return list(itertools.islice(missing, count))


def _upcoming(series: Any, now: datetime.datetime) -> Iterator[Window]:
    """Those that have not closed, without the weeks that are left out."""
    left_out = series.left_out
    # A window may have opened a week ago, in a zone that is a day behind or before.
    since = now.date() - datetime.timedelta(days=9)
    for window in itertools.islice(windows(series.schedule, since=since), FARTHEST):
        if window.closes_at > now and window.slot not in left_out:
            yield window


def _is_made(series: Any, window: Window) -> bool:
    """Whether there is, or was, an edition that opens nearer to it than to the windows beside it:
    so a host may open one on another day, or change the weekday of the series."""
    near = datetime.timedelta(days=(7 * series.every_weeks - 1) // 2)
    slots = EditionSlot.objects.filter(series=series.pk)
    return slots.filter(day__gte=window.slot - near, day__lte=window.slot + near).exists()


def _make(series: Any, window: Window) -> Any:
    model = _edition_class(series)
    number = next_number(series)
    edition = model(
        title=filled_title(series.edition_title, series=series.title, number=number),
        number=number,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        max_entries=series.max_entries,
        live=False,
    )
    if series.edition_publishing == "scheduled":
        edition.go_live_at = window.opens_at
    parent = all_pages().get(pk=series.pk).specific
    parent.add_child(instance=edition)
    revision = edition.save_revision()
    if series.edition_publishing != "draft":
        revision.publish()
    log(edition, "wagtail.create")
    return edition


def _edition_class(series: Any) -> Any:
    """What may stand below ``series``. Raises ``ImproperlyConfigured`` where no edition may."""
    allowed = set(type(series).allowed_subpage_models())
    found = [model for model in edition_classes() if model in allowed]
    if not found:
        name = series._meta.label
        raise ImproperlyConfigured(f"{name} lacks an edition class in its subpage_types.")
    return found[0]
