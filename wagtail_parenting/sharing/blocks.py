"""Share buttons in the midst of a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_parenting.api.shapes import ShareButtonsValue, ShareLink
from wagtail_parenting.blocks import BodyBlock, Rendering
from wagtail_parenting.headless.streams import list_items
from wagtail_parenting.sharing.targets import target_choices

LAYOUTS = [("row", _("In a row")), ("icons", _("Icons only")), ("list", _("One below the other"))]


class ShareButtonsBlock(BodyBlock):
    """The buttons of the page that it stands in, or some of them."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    layout = blocks.ChoiceBlock(choices=LAYOUTS, default="row", label=_("Layout"))
    targets = blocks.ListBlock(
        blocks.ChoiceBlock(
            choices=target_choices,
            label=_("Share button"),
            # Wagtail names the child of a list in a heading, which labels nothing.
            widget=forms.Select(attrs={"aria-label": _("Share button")}),
        ),
        default=[],
        label=_("Share buttons"),
        help_text=_("None chosen: those of the page."),
    )

    class Meta:
        api_shape = ShareButtonsValue
        icon = "link-external"
        label = _("Share buttons")
        group = _("Site")
        template = "wagtail_parenting/blocks/share_buttons.html"
        description = _("Lets readers pass the page on, without anyone's scripts.")
        preview_value = {"heading": _("Know someone who is up tonight?"), "layout": "row"}

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> ShareButtonsValue:
        layout = raw.get("layout")
        return {
            "heading": raw.get("heading") or "",
            "layout": layout if layout in dict(LAYOUTS) else "row",
            "targets": rendering.share_links(_names(raw.get("targets"))),
        }

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        """For sites that render with Django's templates: the links of the page in the context."""
        context = super().get_context(value, parent_context)
        page = (parent_context or {}).get("page")
        context["links"] = _links_of(page, list(value.get("targets") or []))
        return context


def _names(raw: Any) -> list[str] | None:
    names = [name for name in list_items(raw) if isinstance(name, str)]
    return names or None


def _links_of(page: Any, names: list[str]) -> list[ShareLink]:
    from wagtail_parenting.api.payloads import rendering_of

    return rendering_of(page, None).share_links(names or None) if page is not None else []
