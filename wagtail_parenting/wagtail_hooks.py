"""Registers the slices' admin; nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_parenting.articles import admin, publish_action, tag_field
from wagtail_parenting.headless import userbar
from wagtail_parenting.sharing import admin as sharing_admin

tag_field.register()
register_snippet(admin.ArticleSnippets)
hooks.register("register_reports_menu_item", admin.reviews_due_menu_item)
hooks.register("register_admin_urls", admin.report_urls)
hooks.register("register_reports_menu_item", sharing_admin.shares_menu_item)
hooks.register("register_admin_urls", sharing_admin.report_urls)
hooks.register("register_log_actions", admin.register_log_actions)
hooks.register("register_admin_viewset", admin.article_listings)
hooks.register("register_actions", publish_action.register_actions)
# Last, so that it finds the site's own checker.
hooks.register("construct_wagtail_userbar", userbar.let_checks_cross_origins, order=1000)


@hooks.register("before_bulk_action")
def keep_refused_articles_back(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseBase | None:
    """Bulk publish takes what may go out, and says what may not."""
    return admin.bulk_publish(request, action_type, objects, action)


@hooks.register("after_publish_page")
def tell_warnings(request: HttpRequest, page: Any) -> None:
    """Say what the publish checks let through on a live page."""
    admin.show_warnings(request, page)
