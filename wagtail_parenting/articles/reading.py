"""How long an article takes to read."""

from __future__ import annotations

import math
from typing import Any

from wagtail_parenting.conf import config
from wagtail_parenting.fields import BodyField
from wagtail_parenting.headless.streams import count_words, plain_text, raw_stream


def word_count(page: Any, field_name: str = "body") -> int:
    """The number of words in a body."""
    field: BodyField = page._meta.get_field(field_name)
    return count_words(plain_text(field.stream_block, raw_stream(page, field)))


def reading_time(words: int) -> int:
    """Whole minutes at ``READING_WORDS_PER_MINUTE``, rounded up, at least one."""
    return max(1, math.ceil(words / config().reading_words_per_minute))
