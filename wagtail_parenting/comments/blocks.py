"""Reader comments in the midst of a page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_parenting.api.shapes import CommentsValue
from wagtail_parenting.blocks import BodyBlock


class CommentsBlock(BodyBlock):
    """Where the page shows its comments: without one they stand at its end."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))

    class Meta:
        api_shape = CommentsValue
        icon = "comment"
        label = _("Reader comments")
        group = _("Site")
        template = "wagtail_parenting/blocks/comments.html"
        description = _("The page’s comments stand here, instead of at its end.")
        preview_value = {"heading": _("What do you do?")}

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        """For sites that render with Django's templates: the page, for the web component."""
        context = super().get_context(value, parent_context)
        context["commented"] = (parent_context or {}).get("page")
        return context
