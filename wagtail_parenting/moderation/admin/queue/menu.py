"""The queue in Wagtail's menu, with how many wait."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.sidebar import LinkMenuItem

from wagtail_parenting.moderation.admin.access import area_for
from wagtail_parenting.moderation.admin.queue.queues import Queue

#: A badge has room for two digits.
MOST_SHOWN = 99


class QueueMenuItem(MenuItem):
    """For whoever moderates somewhere. Wagtail's menu has badges for what is new alone, and cuts
    long labels: the number is drawn by a style sheet, and read out as part of the link's name."""

    def __init__(self, queue: Queue, *, order: int) -> None:
        self.queue = queue
        name = queue.namespace.removeprefix("parenting_")
        super().__init__("", queue.url("list"), name, icon_name=queue.icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(area_for(request.user))

    def render_component(self, request: HttpRequest) -> Any:
        return LinkMenuItem(
            self.name,
            self.queue.title,
            self.url,
            icon_name=self.icon_name,
            attrs=badge(self.queue, self.queue.waiting(area_for(request.user)).count()),
        )


def badge(queue: Queue, count: int) -> dict[str, str]:
    """Attributes of the link that tell how many wait."""
    if not count:
        return {}
    shown = str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
    return {"data-parenting-waiting": shown, "aria-label": str(queue.waits % {"count": count})}


def style() -> str:
    """The style sheet of the number, on every page of the admin."""
    href = versioned_static("wagtail_parenting/css/moderation-menu.css")
    return format_html('<link rel="stylesheet" href="{}">', href)
