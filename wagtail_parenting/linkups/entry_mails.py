"""What mails say to a blogger of her link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_parenting.headless.routing import reader_url, site_name
from wagtail_parenting.linkups import announcing
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation.standing import Status
from wagtail_parenting.readers import links, notices
from wagtail_parenting.readers.actions import make_link
from wagtail_parenting.readers.mails import Mail
from wagtail_parenting.readers.models import Notice
from wagtail_parenting.readers.places import Place, place_of


def register() -> None:
    """Say how they read."""
    notices.register(announcing.HELD, _about(_held, lambda entry: entry.status == Status.HELD))
    notices.register(announcing.APPROVED, _about(_approved, lambda entry: entry.is_approved))
    notices.register(announcing.PICKED, _about(_picked, lambda entry: bool(entry.picked_at)))


@dataclass(frozen=True)
class _Told:
    """An entry, and where its edition stands."""

    entry: LinkUpEntry
    place: Place
    notice: Notice

    @property
    def anchor(self) -> str:
        return f"#entry-{self.entry.number}"

    @property
    def reasons(self) -> list[str]:
        return [item["reason"] for item in self.entry.reasons]

    @property
    def values(self) -> dict[str, Any]:
        entry = self.entry
        title = entry.title or entry.found_title or entry.url
        return {"title": title, "edition": self.place.page.title, "number": entry.number}


#: What a blogger can see to herself.
_REASONS: dict[str, Callable[[], str]] = {
    "no_backlink": lambda: _(
        "Your post does not link back to the link-up yet, which its rules ask for. Add the link, "
        "and have it looked at again from the same page."
    ),
    "duplicate_link": lambda: _(
        "Your link leads to the same page as another one that is there already."
    ),
}


@dataclass(frozen=True)
class _Words:
    subject: str
    paragraphs: list[str]
    button: tuple[str, str]


def _held(told: _Told) -> _Words:
    return _Words(
        _("Your link has arrived, and waits: %(edition)s"),
        [
            _("Thank you! “%(title)s” has arrived at “%(edition)s” as number %(number)d."),
            _(
                "A host looks at it before everyone sees it. Until the link-up closes you can "
                "edit it, and you can withdraw it at any time. Opening the link changes nothing "
                "until you press the button there."
            ),
            *(_REASONS[word]() for word in told.reasons if word in _REASONS),
        ],
        (_("Edit or withdraw it"), _own_items(told)),
    )


def _approved(told: _Told) -> _Words:
    return _Words(
        _("Your link is in: %(edition)s"),
        [_("“%(title)s” is number %(number)d of “%(edition)s” now, for everyone to see.")],
        (_("See it"), told.place.url + told.anchor),
    )


def _picked(told: _Told) -> _Words:
    return _Words(
        _("You were picked: %(edition)s"),
        [
            _(
                "A host has picked “%(title)s” from the links in “%(edition)s”. It is shown again "
                "with the next edition."
            )
        ],
        (_("See it"), told.place.url + told.anchor),
    )


def _own_items(told: _Told) -> str:
    """For a reader with a link of its own, made now: only the mail holds its secret."""
    if told.notice.reader is None:
        return reader_url(told.place.site, "reader")
    secret = make_link(
        told.notice.reader,
        next=told.place.path + told.anchor,
        topics=[],
        is_asked_for=False,
    )
    return links.confirm_page(told.place.site, secret)


def _about(
    words: Callable[[_Told], _Words], is_so: Callable[[LinkUpEntry], bool]
) -> Callable[[Notice], Mail | None]:
    def write(notice: Notice) -> Mail | None:
        entry = LinkUpEntry.objects.filter(pk=notice.subject).first()
        place = place_of(entry.edition_id) if entry is not None and is_so(entry) else None
        if entry is None or place is None:
            return None
        told = _Told(entry, place, notice)
        topic = announcing.topic_of(entry.pk) if notice.user is None else notice.kind
        with translation.override(place.language):
            said = words(told)
            return Mail(
                to=notice.address,
                subject=said.subject % told.values,
                site_name=site_name(place.site),
                language=place.language,
                paragraphs=[paragraph % told.values for paragraph in said.paragraphs],
                button=said.button,
                reason=_("You have sent this link."),
                ways_out=links.ways_out(notice, topic, place.site),
            )

    return write
