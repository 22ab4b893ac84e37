"""The blocks that stand in an article's body, in the order of the block picker.

A site adds its own by naming a function of its own in the ``BODY_BLOCKS`` setting, or by giving
its page class a ``BodyField`` with other blocks.
"""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string

from wagtail_parenting.articles.blocks.advice import (
    ChecklistBlock,
    DoDontBlock,
    FaqBlock,
    HeadingBlock,
    KeyPointsBlock,
    MilestonesBlock,
    ParagraphBlock,
    QuoteBlock,
    StepsBlock,
    TipBlock,
)
from wagtail_parenting.articles.blocks.care import CareCardBlock, HelplineBlock, WarningBlock
from wagtail_parenting.articles.blocks.media import (
    AudioBlock,
    DownloadBlock,
    EmbedBlock,
    ImageBlock,
)
from wagtail_parenting.articles.blocks.structure import (
    ArticleCardBlock,
    ExpanderBlock,
    ReferenceBlock,
    SourceBlock,
    TableBlock,
)
from wagtail_parenting.comments.blocks import CommentsBlock
from wagtail_parenting.conf import config
from wagtail_parenting.linkups.blocks import LinkUpBlock
from wagtail_parenting.sharing.blocks import ShareButtonsBlock

Blocks = list[tuple[str, Any]]


def article_blocks() -> Blocks:
    """The blocks of a body, as (type, block) pairs."""
    return [
        ("paragraph", ParagraphBlock()),
        ("heading", HeadingBlock()),
        ("quote", QuoteBlock()),
        ("key_points", KeyPointsBlock()),
        ("do_dont", DoDontBlock()),
        ("steps", StepsBlock()),
        ("checklist", ChecklistBlock()),
        ("milestones", MilestonesBlock()),
        ("faq", FaqBlock()),
        ("tip", TipBlock()),
        ("care_card", CareCardBlock()),
        ("warning", WarningBlock()),
        ("helpline", HelplineBlock()),
        ("image", ImageBlock()),
        ("embed", EmbedBlock()),
        ("audio", AudioBlock()),
        ("download", DownloadBlock()),
        ("expander", ExpanderBlock()),
        ("table", TableBlock()),
        ("article_card", ArticleCardBlock()),
        ("reference", ReferenceBlock()),
        ("share_buttons", ShareButtonsBlock()),
        ("comments", CommentsBlock()),
        ("link_up", LinkUpBlock()),
    ]


def configured_blocks() -> Blocks:
    """The blocks that the site has chosen for bodies."""
    return list(import_string(config().body_blocks)())


def source_blocks() -> Blocks:
    """The one kind of row in an article's list of sources."""
    return [("source", SourceBlock())]
