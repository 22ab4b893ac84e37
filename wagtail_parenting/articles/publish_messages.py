"""What editors are told of publishing: in bulk, on a live page, in a page's history."""

from __future__ import annotations

from typing import Any

import swapper
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from wagtail_parenting.articles import publishing
from wagtail_parenting.articles.mixins import ArticleMixin

Page = swapper.load_model("wagtailcore", "Page")


def bulk_publish(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseBase | None:
    """Publish in bulk what may go out and name what may not; None leaves it all to Wagtail.

    Wagtail's own loop stops, and undoes everything, at the first page that is refused.
    """
    if action_type != "publish" or not issubclass(action.model, Page):
        return None
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        chosen = {page.pk for page in pages}
        below = _publishable_drafts_below(objects, request.user)
        pages += [page for page in below if page.pk not in chosen]
    if publishing.may_all_go_out(pages):
        return None
    published, refused = publishing.publish_what_may(pages, user=request.user)
    if published:
        message = ngettext(
            "%(count)d page has been published.", "%(count)d pages have been published.", published
        )
        messages.success(request, message % {"count": published})
    for message in refused:
        messages.error(request, message)
    return redirect(action.next_url)


def _publishable_drafts_below(pages: list[Any], user: Any) -> list[Any]:
    below = Q()
    for page in pages:
        below |= Q(path__startswith=page.path) & ~Q(pk=page.pk)
    drafts = Page._default_manager.filter(below, live=False).specific()
    return [draft for draft in drafts if draft.permissions_for_user(user).can_publish()]


def show_warnings(request: HttpRequest, page: Any) -> None:
    """Messages for what the publish checks found but let through."""
    if isinstance(page, ArticleMixin):
        for finding in publishing.verdict_on(page).warned:
            messages.warning(request, finding.message)


def register_log_actions(actions: Any) -> None:
    """The entry that a page's history gets when a scheduled publication was skipped."""
    from wagtail.log_actions import LogFormatter

    @actions.register_action(publishing.SKIPPED)
    class SkippedFormatter(LogFormatter):
        label = _("Not published as scheduled")

        def format_message(self, log_entry: Any) -> str:
            reasons = " ".join(log_entry.data.get("reasons", []))
            return str(_("Not published as scheduled: %(reasons)s") % {"reasons": reasons})
