"""A link-up in the midst of a page."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_parenting.api.shapes import EditionCard, LinkUpValue
from wagtail_parenting.blocks import BodyBlock, Rendering
from wagtail_parenting.linkups.page_classes import edition_classes, series_classes

MAX_ENTRIES = 24


class LinkUpChooserBlock(blocks.PageChooserBlock):
    """Offers the site's series and editions only."""

    @cached_property
    def target_models(self) -> list[type[Any]]:
        return [*series_classes(), *edition_classes()]

    def clean(self, value: Any) -> Any:
        """The chooser offers nothing else, but the API can be sent any page."""
        page = super().clean(value)
        if page is not None and not issubclass(page.specific_class, tuple(self.target_models)):
            raise ValidationError(_now("This page is no link-up."))
        return page


class LinkUpBlock(BodyBlock):
    """An edition, or the current one of a series. It vanishes while that is not public."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    link_up = LinkUpChooserBlock(
        label=_("Link-up"),
        help_text=_("A series: shows the edition that is open, or else the next, or the last."),
    )
    entries = blocks.IntegerBlock(
        min_value=0,
        max_value=MAX_ENTRIES,
        default=6,
        label=_("Links"),
        help_text=_("How many of the newest links are shown. 0: the invitation alone."),
    )

    class Meta:
        api_shape = LinkUpValue
        icon = "link"
        label = _("Link-up")
        group = _("Site")
        template = "wagtail_parenting/blocks/link_up.html"
        description = _("Invites to a link-up, and shows the newest links of it.")
        preview_value = {
            "heading": _("Blogged about it?"),
            "link_up": None,
            "entries": 3,
        }

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> LinkUpValue | None:
        edition = rendering.edition(raw.get("link_up"))
        if edition is None:
            return None
        return {
            "heading": raw.get("heading") or "",
            "edition": edition,
            "entries": _number(raw.get("entries")),
        }

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        """For sites that render with Django's templates: the edition, and its newest links."""
        from wagtail_parenting.api.linkups import in_template

        context = super().get_context(value, parent_context)
        chosen = context["value"].get("link_up")
        edition, entries = None, list[Any]()
        if chosen is not None:
            edition, entries = in_template(chosen, _number(value.get("entries")))
        context.update(edition=edition, entries=entries, turns_at=_turns_at(edition))
        return context


def _turns_at(edition: EditionCard | None) -> datetime.datetime | None:
    """When an edition opens, or closes if it is open."""
    if edition is None or edition["state"] == "closed":
        return None
    moment = edition["opens_at" if edition["state"] == "upcoming" else "closes_at"]
    return datetime.datetime.fromisoformat(moment)


def _number(raw: Any) -> int:
    return min(max(raw, 0), MAX_ENTRIES) if isinstance(raw, int) else 0
