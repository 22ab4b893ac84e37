"""Who may do what with the block list: whoever moderates everywhere, all of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.permission_policies.base import BasePermissionPolicy

from wagtail_parenting.moderation.admin.access import area_for


class EverywherePolicy(BasePermissionPolicy):
    """An entry counts on every page, so who moderates a part of the site alone has no say."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return area_for(user).everywhere

    def users_with_any_permission(self, actions: Any) -> Any:
        users = get_user_model()._default_manager.filter(is_active=True)
        return users.filter(pk__in=[user.pk for user in users if area_for(user).everywhere])
