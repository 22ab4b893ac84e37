"""Publishing through v3: whole or not at all.

Wagtail's action clears the schedule of a page before it saves the page. When a publish check then
refuses, the schedule would be gone. The editor's form is checked before, and every other door
goes through ``ArticleMixin.publish``, which is atomic by itself.
"""

from __future__ import annotations

from typing import Any

import swapper
from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction


def register_actions(registry: Any) -> None:
    """For the hook ``register_actions``: wrap the action that pages are published with."""
    page_model = swapper.load_model("wagtailcore", "Page")
    present = registry.actions.get(page_model, {}).get(PublishPageRevisionAction.action_name)
    registry.register(page_model, _whole(present or PublishPageRevisionAction))


def _whole(action: type[Any]) -> type[Any]:
    class WholePublishAction(action):
        def execute(self, *args: Any, **kwargs: Any) -> Any:
            with transaction.atomic():
                return super().execute(*args, **kwargs)

    return WholePublishAction
