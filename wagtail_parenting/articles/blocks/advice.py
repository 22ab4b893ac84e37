"""The advice itself: text, headings, lists, steps, questions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_parenting.api.shapes import (
    ChecklistValue,
    DoDontValue,
    FaqValue,
    HeadingValue,
    KeyPointsValue,
    MilestonesValue,
    QuoteValue,
    StepsValue,
    TipValue,
)
from wagtail_parenting.articles.stages import MAX_MONTHS
from wagtail_parenting.blocks import (
    RICH_TEXT_FEATURES,
    BodyBlock,
    Rendering,
    rich_text,
    text_list,
)

HEADING_LEVELS = ("h2", "h3", "h4")


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        description = _("Paragraphs and simple lists, with links.")
        preview_template = "wagtail_parenting/blocks/preview.html"
        preview_value = (
            "<p>Babies wake at night because they need to: for milk, for warmth, for you. "
            "It gets <b>easier</b>, and there is much you can do meanwhile.</p>"
        )


class HeadingBlock(BodyBlock):
    """A heading. Levels must not be skipped, so that screen readers can find their way."""

    text = blocks.CharBlock(max_length=160, label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("h2", _("Section")), ("h3", _("Part of a section")), ("h4", _("Detail"))],
        default="h2",
        label=_("Level"),
    )

    class Meta:
        api_shape = HeadingValue
        icon = "title"
        label = _("Heading")
        group = _("Text")
        template = "wagtail_parenting/blocks/heading.html"
        description = _("Begins a section.")
        preview_value = {"text": "When will my baby sleep through?", "level": "h2"}

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> HeadingValue:
        level = raw.get("level")
        text = raw.get("text") or ""
        return {
            "text": text,
            "level": level if level in HEADING_LEVELS else "h2",
            "anchor": rendering.anchor(text),
        }


class KeyPointsBlock(BodyBlock):
    """The article in a few lines."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    points = text_list(_("Point"), plural=_("Points"))

    class Meta:
        api_shape = KeyPointsValue
        icon = "list-ul"
        label = _("Key points")
        group = _("Advice")
        template = "wagtail_parenting/blocks/key_points.html"
        description = _("What a tired parent should take away, in three to five lines.")
        preview_value = {
            "heading": "Key points",
            "points": ["Put your baby on her back", "Keep the cot clear", "Share a room"],
        }


class DoDontBlock(BodyBlock):
    """What helps, and what does not."""

    do_heading = blocks.CharBlock(required=False, max_length=60, label=_("Heading of “do”"))
    do = text_list(_("Do"))
    dont_heading = blocks.CharBlock(required=False, max_length=60, label=_("Heading of “don’t”"))
    dont = text_list(_("Don’t"))

    class Meta:
        api_shape = DoDontValue
        icon = "check"
        label = _("Do and don’t")
        group = _("Advice")
        template = "wagtail_parenting/blocks/do_dont.html"
        description = _("Two short lists, side by side.")
        preview_value = {
            "do_heading": "Do",
            "do": ["offer water often", "rest when you can"],
            "dont_heading": "Don’t",
            "dont": ["wrap your child up warmly"],
        }


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    text = rich_text(_("Text"))

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(BodyBlock):
    """What to do, one after the other."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        api_shape = StepsValue
        icon = "list-ol"
        label = _("Steps")
        group = _("Advice")
        template = "wagtail_parenting/blocks/steps.html"
        description = _("Numbered steps in the order of doing.")
        preview_value = {
            "heading": "Changing a nappy",
            "steps": [
                {"title": "Lay everything out", "text": "<p>So that a hand can stay on her.</p>"},
                {"title": "Clean from front to back", "text": "<p>With cotton wool.</p>"},
            ],
        }


class ChecklistBlock(BodyBlock):
    """Things to tick off, on the screen or on paper."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    items = text_list(_("Item"), plural=_("Items"))

    class Meta:
        api_shape = ChecklistValue
        icon = "tick-inverse"
        label = _("Checklist")
        group = _("Advice")
        template = "wagtail_parenting/blocks/checklist.html"
        description = _("A list to tick off; it prints well.")
        preview_value = {
            "heading": "In the bag",
            "items": ["Your notes", "A warm hat", "Something to eat"],
        }


class MilestonesBlock(BodyBlock):
    """What most children can do at an age, and when to ask for advice."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    age_months = blocks.IntegerBlock(
        required=False, min_value=0, max_value=MAX_MONTHS, label=_("Age in months")
    )
    milestones = text_list(_("Milestone"), plural=_("Milestones"))
    red_flags = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Sign")), label=_("Ask for advice if"), default=[]
    )

    class Meta:
        api_shape = MilestonesValue
        icon = "date"
        label = _("Milestones")
        group = _("Advice")
        template = "wagtail_parenting/blocks/milestones.html"
        description = _("What to expect at an age, and what to have checked.")
        preview_value = {
            "heading": "By six months",
            "age_months": 6,
            "milestones": ["reaches for toys", "turns to your voice"],
            "red_flags": ["does not follow things with her eyes"],
        }


class QuestionBlock(blocks.StructBlock):
    """One question and its answer."""

    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = rich_text(_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")


class FaqBlock(BodyBlock):
    """Questions that readers ask."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"))

    class Meta:
        api_shape = FaqValue
        icon = "help"
        label = _("Questions and answers")
        group = _("Advice")
        template = "wagtail_parenting/blocks/faq.html"
        description = _("What readers ask, answered shortly.")
        preview_value = {
            "heading": "Readers ask",
            "questions": [
                {"question": "Is one nap enough?", "answer": "<p>After fifteen months, often.</p>"}
            ],
        }


class TipBlock(BodyBlock):
    """A tip."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    text = rich_text(_("Text"))

    class Meta:
        api_shape = TipValue
        icon = "pick"
        label = _("Tip")
        group = _("Advice")
        template = "wagtail_parenting/blocks/tip.html"
        description = _("A small thing that helps.")
        preview_value = {
            "heading": "Try this",
            "text": "<p>Put the pyjamas on before the last feed.</p>",
        }


class QuoteBlock(BodyBlock):
    """Someone's words."""

    quote = blocks.TextBlock(max_length=1000, label=_("Quote"))
    attribution = blocks.CharBlock(required=False, max_length=160, label=_("Who said it"))
    source_url = blocks.URLBlock(required=False, label=_("Where"))

    class Meta:
        api_shape = QuoteValue
        icon = "openquote"
        label = _("Quote")
        group = _("Text")
        template = "wagtail_parenting/blocks/quote.html"
        description = _("Someone’s words, with her name.")
        preview_value = {
            "quote": "The days are long, the years are short.",
            "attribution": "A grandmother",
            "source_url": "",
        }
