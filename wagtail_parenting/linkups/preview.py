"""Previews of an edition: before it opens, while it is open, and after it has closed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.headless import preview


class LinkUpPreview(models.TextChoices):
    UPCOMING = "linkup_upcoming", _("Before it opens")
    OPEN = "linkup_open", _("While it is open")
    CLOSED = "linkup_closed", _("After it has closed")


def shown_state(page: Any) -> str | None:
    """The state that the preview of ``page`` shows; None when it does not say."""
    mode = preview.mode_of(page)
    return mode.removeprefix("linkup_") if mode in LinkUpPreview.values else None
