"""Readers themselves."""

from typing_extensions import TypedDict

from wagtail_parenting.api.shapes.comments import Comment
from wagtail_parenting.api.shapes.linkups import Entry


class Me(TypedDict):
    """Who holds the token, and what she wrote and linked, the newest first, also what is held.

    ``next`` is the cursor of the following comments; ``entries`` are the latest hundred. ``email``
    is hers alone to see, and null for a visitor whose address is not confirmed.
    """

    email: str | None
    name: str
    website: str
    comments: list[Comment]
    entries: list[Entry]
    next: str | None
