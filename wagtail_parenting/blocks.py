"""What the body blocks of all slices share: how a block tells the API its shape and its value.

A block names the shape of its value in ``Meta.api_shape``, one of ``api.shapes``. By default the
value is built from the children of the same names; a block that shows more than it stores
overrides ``api_value``. Values are built from raw stream data and a ``PageRendering``, so a page,
or a list of them, costs no query per block.
"""

from __future__ import annotations

from typing import Any, Protocol

from wagtail import blocks

from wagtail_parenting.api.shapes import (
    ArticleCard,
    EditionCard,
    File,
    PageReference,
    Picture,
    ShareLink,
    Source,
)
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.visibility import is_public

#: What rich text inside blocks may hold. Headings are blocks of their own, so that their order
#: can be checked; pictures too, so that each has its alt text.
RICH_TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class Rendering(Protocol):
    """What a block may ask for while it builds its API value. None of it costs a query."""

    def rich_text(self, raw: str, features: list[str] | None = None) -> str:
        """Rich text in the format of the request."""

    def picture(
        self,
        image_id: int | None,
        *,
        set_name: str,
        alt: str = "",
        decorative: bool = False,
        caption: str = "",
        credit: str = "",
    ) -> Picture | None:
        """A picture, or None when it is gone or not public."""

    def file(self, document_id: int | None) -> File | None:
        """A document, or None when it is gone or not public."""

    def article(self, page_id: int | None) -> ArticleCard | None:
        """The card of an article, or None when it is gone or not public."""

    def page_reference(self, page_id: int | None) -> PageReference | None:
        """Any page, or None when it is gone or not public."""

    def edition(self, page_id: int | None) -> EditionCard | None:
        """An edition, or the current one of a series; None when it is gone or not public."""

    def source(self, number: int | None) -> Source | None:
        """The page's source of that number, from 1; None when there is none."""

    def share_links(self, names: list[str] | None = None) -> list[ShareLink]:
        """The share links of the page; only those of ``names``, in that order, if there are any."""

    def anchor(self, text: str) -> str:
        """A fragment identifier for ``text``, unique within the page."""


class BodyBlock(blocks.StructBlock):
    """A block of the body with fields."""

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        """For sites that render with Django's templates: what is not public is not there."""
        shown = self._without_hidden(value)
        context = super().get_context(shown, parent_context)
        context["self"] = context["value"] = shown
        return context

    def _without_hidden(self, value: Any) -> Any:
        chosen = [
            name
            for name, child in self.child_blocks.items()
            if isinstance(child, blocks.ChooserBlock) and value.get(name) is not None
        ]
        paths = Frontends.load().tree_paths() if chosen else []
        hidden = {name: None for name in chosen if not is_public(value[name], paths)}
        return type(value)(self, {**value, **hidden}.items()) if hidden else value

    class Meta:
        api_shape: Any = None
        preview_template = "wagtail_parenting/blocks/preview.html"


def text_list(label: Any, **kwargs: Any) -> blocks.ListBlock:
    """A list of plain lines."""
    return blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=label), label=kwargs.pop("plural", label), **kwargs
    )


def rich_text(label: Any, *, features: list[str] | None = None, **kwargs: Any) -> Any:
    """A rich text field of a block."""
    return blocks.RichTextBlock(features=features or RICH_TEXT_FEATURES, label=label, **kwargs)
