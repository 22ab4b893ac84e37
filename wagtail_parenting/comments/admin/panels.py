"""What the page editor says of a page's comments."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from wagtail_parenting.comments.models import ReaderComment, Status
from wagtail_parenting.moderation.admin.access import area_for


class PageCommentsPanel(Panel):
    """How many comments a page has and how many wait, with the way to them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("What readers wrote"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_parenting/admin/page_comments_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            found = ReaderComment.objects.filter(page=self.instance.pk).aggregate(
                approved=Count("pk", filter=Q(status=Status.APPROVED)),
                held=Count("pk", filter=Q(status=Status.HELD)),
            )
            return {**context, **found, "comments_url": _list_of(self.instance, self.request)}


def _list_of(page: Any, request: Any) -> str:
    """The list of what waits below the page, for whoever moderates it; else empty."""
    if request is None or not area_for(request.user).holds(page.path):
        return ""
    return f"{reverse('parenting_comments:list')}?page={page.pk}"
