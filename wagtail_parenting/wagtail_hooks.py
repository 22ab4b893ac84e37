"""Registers the slices' admin; nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_parenting.articles import (
    admin,
    publish_action,
    publish_messages,
    reviews_due,
    tag_field,
)
from wagtail_parenting.headless import userbar
from wagtail_parenting.sharing import report as shares_report

tag_field.register()
register_snippet(admin.ArticleSnippets)
hooks.register("register_reports_menu_item", reviews_due.menu_item)
hooks.register("register_admin_urls", reviews_due.urls)
hooks.register("register_reports_menu_item", shares_report.menu_item)
hooks.register("register_admin_urls", shares_report.urls)
hooks.register("register_log_actions", publish_messages.register_log_actions)
hooks.register("register_admin_viewset", admin.article_listings)
hooks.register("register_actions", publish_action.register_actions)
# Last, so that it finds the site's own checker.
hooks.register("construct_wagtail_userbar", userbar.let_checks_cross_origins, order=1000)


@hooks.register("before_bulk_action")
def keep_refused_articles_back(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseBase | None:
    """Bulk publish takes what may go out, and says what may not."""
    return publish_messages.bulk_publish(request, action_type, objects, action)


@hooks.register("after_publish_page")
def tell_warnings(request: HttpRequest, page: Any) -> None:
    """Say what the publish checks let through on a live page."""
    publish_messages.show_warnings(request, page)
