"""Previews of a page with comments: as it takes them, as it does not, and with one that waits."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.comments.models import ReaderComment, Status
from wagtail_parenting.comments.queries import Row
from wagtail_parenting.comments.written import body_fields
from wagtail_parenting.headless import preview
from wagtail_parenting.readers.identity import Who

#: Whose comment the example is: nobody's, and hers who looks.
ONLOOKER = Who("preview")


class CommentsPreview(models.TextChoices):
    OPEN = "comments_open", _("Comments open")
    CLOSED = "comments_closed", _("Comments closed")
    HELD = "comments_held", _("A comment waits for a moderator")


def shown_open(page: Any) -> bool | None:
    """Whether the preview of ``page`` shows comments as open; None when it does not say."""
    mode = preview.mode_of(page)
    if mode not in CommentsPreview.values:
        return None
    return mode != CommentsPreview.CLOSED


def waiting_example(page: Any) -> Row | None:
    """In the preview that shows one: a comment that waits, as whoever wrote it sees it."""
    if preview.mode_of(page) != CommentsPreview.HELD:
        return None
    words = gettext("This is how a comment looks to its writer until a moderator has seen it.")
    example = ReaderComment(
        id=0,
        page_id=page.pk,
        status=Status.HELD,
        name=gettext("A reader"),
        owner=ONLOOKER.visitor,
        created_at=timezone.now(),
        **body_fields(words),
    )
    return Row.of(example)
