"""Reader comments in the admin's menu, with how many wait."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.sidebar import LinkMenuItem

from wagtail_parenting.comments.admin.queue import waiting
from wagtail_parenting.moderation.admin.access import area_for

#: A badge has room for two digits.
MOST_SHOWN = 99


class ReaderCommentsMenuItem(MenuItem):
    """For whoever moderates somewhere. Wagtail's menu has badges for what is new alone, and cuts
    long labels: the number is drawn by a style sheet, and read out as part of the link's name."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(area_for(request.user))

    def render_component(self, request: HttpRequest) -> Any:
        return LinkMenuItem(
            self.name,
            _("Reader comments"),
            self.url,
            icon_name=self.icon_name,
            attrs=badge(waiting(area_for(request.user)).count()),
        )


def badge(count: int) -> dict[str, str]:
    """Attributes of the link that tell how many wait."""
    if not count:
        return {}
    name = ngettext(
        "Reader comments: %(count)d waits", "Reader comments: %(count)d wait", count
    ) % {"count": count}
    shown = str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
    return {"data-parenting-waiting": shown, "aria-label": name}


def menu_item() -> MenuItem:
    return ReaderCommentsMenuItem(
        "", reverse("parenting_comments:list"), "reader-comments", icon_name="comment", order=260
    )


def style() -> str:
    """The style sheet of the number, on every page of the admin."""
    href = versioned_static("wagtail_parenting/css/reader-comments-menu.css")
    return format_html('<link rel="stylesheet" href="{}">', href)
