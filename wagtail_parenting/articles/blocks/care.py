"""Safety first: what to do, how soon, and whom to call."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_parenting.api.shapes import CareCardValue, HelplineValue, WarningValue
from wagtail_parenting.articles.countries import validate_country
from wagtail_parenting.blocks import BodyBlock, Rendering, rich_text

LEVELS = ("non_urgent", "urgent", "emergency")
#: Care cards that must never be folded away.
PRESSING_LEVELS = ("urgent", "emergency")


class CareCardBlock(BodyBlock):
    """When to get help. Shown whole wherever it stands; an urgent one never inside an expander."""

    level = blocks.ChoiceBlock(
        choices=[
            ("non_urgent", _("Non-urgent: see someone soon")),
            ("urgent", _("Urgent: get advice today")),
            ("emergency", _("Emergency: call now")),
        ],
        default="non_urgent",
        label=_("How urgent"),
    )
    heading = blocks.CharBlock(max_length=160, label=_("Heading"))
    text = rich_text(_("What to look for, and what to do"))
    phone_label = blocks.CharBlock(
        required=False, max_length=60, label=_("Words before the number")
    )
    phone = blocks.CharBlock(required=False, max_length=30, label=_("Phone number"))
    link_label = blocks.CharBlock(required=False, max_length=80, label=_("Link text"))
    link_url = blocks.URLBlock(required=False, label=_("Link"))

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> CareCardValue:
        """A level that is not known is shown at its loudest, never played down."""
        level = raw.get("level")
        return {
            "level": level if level in LEVELS else "emergency",
            "heading": str(raw.get("heading") or ""),
            "text": rendering.rich_text(str(raw.get("text") or "")),
            "phone_label": str(raw.get("phone_label") or ""),
            "phone": str(raw.get("phone") or ""),
            "link_label": str(raw.get("link_label") or ""),
            "link_url": str(raw.get("link_url") or ""),
        }

    class Meta:
        api_shape = CareCardValue
        icon = "warning"
        label = _("Care card")
        group = _("Safety")
        template = "wagtail_parenting/blocks/care_card.html"
        description = _("When to get help, and how fast. Put it where nobody can miss it.")
        preview_value = {
            "level": "urgent",
            "heading": "Ask for urgent advice if your baby:",
            "text": "<ul><li>is under three months and has a fever</li>"
            "<li>has fewer wet nappies than usual</li></ul>",
            "phone_label": "Call",
            "phone": "111",
            "link_label": "",
            "link_url": "",
        }


class WarningBlock(BodyBlock):
    """A danger that readers must know of."""

    heading = blocks.CharBlock(max_length=160, label=_("Heading"))
    text = rich_text(_("Text"))

    class Meta:
        api_shape = WarningValue
        icon = "warning"
        label = _("Warning")
        group = _("Safety")
        template = "wagtail_parenting/blocks/warning.html"
        description = _("A danger to avoid, set apart from the text.")
        preview_value = {
            "heading": "Never leave a baby alone in the bath",
            "text": "<p>Not even for a moment: a few centimetres of water are enough.</p>",
        }


class HelplineBlock(BodyBlock):
    """A number to call."""

    name = blocks.CharBlock(max_length=120, label=_("Name"))
    number = blocks.CharBlock(max_length=40, label=_("Number"))
    hours = blocks.CharBlock(required=False, max_length=120, label=_("Hours"))
    country = blocks.CharBlock(
        required=False,
        max_length=2,
        validators=[validate_country],
        label=_("Country"),
        help_text=_("Two letters, such as GB."),
    )
    url = blocks.URLBlock(required=False, label=_("Web site"))

    class Meta:
        api_shape = HelplineValue
        icon = "mobile-alt"
        label = _("Helpline")
        group = _("Safety")
        template = "wagtail_parenting/blocks/helpline.html"
        description = _("A helpline with its number and hours.")
        preview_value = {
            "name": "NHS 111",
            "number": "111",
            "hours": "All day, every day",
            "country": "GB",
            "url": "",
        }
