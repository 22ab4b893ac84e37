"""What mails say of editions: to who waits for one, and to its hosts."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_parenting.headless.routing import Frontends, site_name
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.linkups import editions, openings, reminders
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.linkups.surroundings import state_of, stood_for
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.readers import links, notices
from wagtail_parenting.readers.mails import Mail
from wagtail_parenting.readers.models import Notice
from wagtail_parenting.readers.places import place_of


def register() -> None:
    """Say how they read."""
    notices.register(openings.OPENS, _opens)
    notices.register(reminders.CLOSED, _closed)
    notices.register(reminders.UNPUBLISHED, _unpublished)


def _opens(notice: Notice) -> Mail | None:
    """None once it has closed, or is full, or she has ended it."""
    place = place_of(int(notice.subject))
    series = editions.series_of(place.page) if place is not None else None
    if place is None or series is None or notice.reader is None:
        return None
    edition = stood_for([place.page], place.frontends).get(place.page.pk)
    topic = openings.topic_of(series.pk)
    if edition is None or not notice.reader.subscriptions.filter(topic=topic).exists():
        return None
    if state_of(edition, edition.entries, place.frontends) != "open":
        return None
    with translation.override(place.language):
        values = {"edition": edition.title, "moment": _moment(edition.closes_at, series)}
        return Mail(
            to=notice.address,
            subject=_("Open now: %(edition)s") % values,
            site_name=site_name(place.site),
            language=place.language,
            paragraphs=[
                _("“%(edition)s” has opened. Add your link until %(moment)s.") % values,
                *filter(None, [series.intro]),
            ],
            button=(_("Go to the link-up"), place.url),
            reason=_("You asked to hear when it opens."),
            ways_out=links.ways_out(notice, topic, place.site),
        )


def _closed(notice: Notice) -> Mail | None:
    place = place_of(reminders.edition_id_of(notice.subject))
    if place is None:
        return None
    entries = LinkUpEntry.objects.filter(edition=place.page.pk)
    with translation.override(place.language):
        paragraphs = [
            _(
                "“%(edition)s” has closed. Choose your picks, which the next edition shows, and "
                "draw winners if you have announced a draw."
            ),
            _counted(
                entries.filter(status=Status.APPROVED).count(),
                entries.filter(status=Status.HELD).count(),
            ),
        ]
        return _to_host(
            notice,
            place.frontends,
            place.page,
            subject=_("It has closed: %(edition)s"),
            paragraphs=paragraphs,
        )


def _counted(shown: int, waiting: int) -> str:
    links_shown = ngettext("%(count)d link is shown.", "%(count)d links are shown.", shown)
    sentences = [links_shown % {"count": shown}]
    if waiting:
        wait = ngettext("%(count)d still waits.", "%(count)d still wait.", waiting)
        sentences.append(wait % {"count": waiting})
    return " ".join(sentences)


def _unpublished(notice: Notice) -> Mail | None:
    """None if it was published, or its time has passed."""
    frontends = Frontends.load()
    page = all_pages().filter(pk=reminders.edition_id_of(notice.subject)).first()
    edition = page.specific if page is not None else None
    if edition is None or edition.live or edition.opens_at <= frontends.now:
        return None
    with translation.override(edition.locale.language_code):
        return _to_host(
            notice,
            frontends,
            edition,
            subject=_("Not published yet: %(edition)s"),
            paragraphs=[
                _(
                    "“%(edition)s” should open on %(moment)s, and is a draft. Publish it, or "
                    "nobody sees it."
                )
            ],
        )


def _to_host(
    notice: Notice, frontends: Frontends, page: Any, *, subject: str, paragraphs: list[str]
) -> Mail | None:
    """In the language that is active."""
    root = frontends.root_of(page)
    edition, series = page.specific, editions.series_of(page)
    if root is None or series is None:
        return None
    site = frontends.sites[root.site_id]
    values = {"edition": page.title, "moment": _moment(edition.opens_at, series)}
    return Mail(
        to=notice.address,
        subject=subject % values,
        site_name=site_name(site),
        language=translation.get_language(),
        paragraphs=[paragraph % values for paragraph in paragraphs],
        button=(
            _("Open it in the admin"),
            links.admin_page(frontends, "wagtailadmin_pages:edit", page.pk),
        ),
        reason=_("You host “%(series)s”.") % {"series": series.title},
        ways_out=links.ways_out(notice, notice.kind, site),
    )


def _moment(moment: datetime.datetime, series: Any) -> str:
    """By the clock of the series, which is named: who reads it may live elsewhere."""
    local = moment.astimezone(zoneinfo.ZoneInfo(series.zone))
    shown = formats.date_format(local.replace(tzinfo=None), "DATETIME_FORMAT")
    return f"{shown} ({series.zone.replace('_', ' ')})"
