"""Registers the slices' admin; nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from wagtail_parenting.articles import (
    admin,
    publish_action,
    publish_messages,
    reviews_due,
    tag_field,
)
from wagtail_parenting.comments.admin import dashboard, log_actions, viewset
from wagtail_parenting.comments.admin.columns import HeldCommentsColumn
from wagtail_parenting.headless import userbar
from wagtail_parenting.linkups.admin import dashboard as linkup_dashboard
from wagtail_parenting.linkups.admin import log_actions as linkup_log_actions
from wagtail_parenting.linkups.admin import viewset as linkup_viewset
from wagtail_parenting.moderation.admin import block_list, groups, policy
from wagtail_parenting.moderation.admin.queue import menu
from wagtail_parenting.moderation.models import BlockEntry
from wagtail_parenting.sharing import report as shares_report

# First of all: who has looked up the policy of a model gets Django's.
register_permission_policy(BlockEntry, policy.EverywherePolicy(BlockEntry))

tag_field.register()
register_snippet(admin.ArticleSnippets)
hooks.register("register_reports_menu_item", reviews_due.menu_item)
hooks.register("register_admin_urls", reviews_due.urls)
hooks.register("register_reports_menu_item", shares_report.menu_item)
hooks.register("register_admin_urls", shares_report.urls)
hooks.register("register_log_actions", publish_messages.register_log_actions)
hooks.register("register_log_actions", log_actions.register_log_actions)
hooks.register("register_log_actions", linkup_log_actions.register_log_actions)
hooks.register("register_admin_viewset", lambda: admin.article_listings(HeldCommentsColumn()))
hooks.register("register_admin_viewset", lambda: viewset.reader_comments)
hooks.register("register_admin_viewset", lambda: linkup_viewset.entries)
hooks.register("register_admin_viewset", lambda: block_list.block_list)
hooks.register("register_admin_menu_item", viewset.menu_item)
hooks.register("register_admin_menu_item", linkup_viewset.menu_item)
hooks.register("insert_global_admin_css", menu.style)
hooks.register("construct_homepage_panels", dashboard.add_panel)
hooks.register("construct_homepage_panels", linkup_dashboard.add_panel)
hooks.register("register_permissions", groups.register_permissions)
hooks.register("register_group_permission_panel", groups.register_panel)
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
