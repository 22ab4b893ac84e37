"""Our part of v3: field types for the page schemas, and our operations on an API.

``AppConfig.ready()`` calls the first two, before Wagtail builds its page schemas.
"""

from __future__ import annotations

from ninja import NinjaAPI


def register_fields() -> None:
    """Tell Wagtail's page schemas how our fields are read and written."""
    from wagtail_parenting.api.v3 import page_schemas

    page_schemas.register()


def join_wagtail_api() -> None:
    """Add our operations to Wagtail's v3 API."""
    from wagtail.api.v3.api import api

    add_operations(api)


def add_operations(api: NinjaAPI) -> None:
    """Add all operations of ours below ``parenting/``."""
    from wagtail_parenting.api.v3 import (
        articles,
        comment_moderation,
        comment_reactions,
        comments,
        conventions,
        entries,
        entry_moderation,
        entry_reactions,
        linkups,
        preview,
        readers,
        resolve,
        shares,
        site,
    )

    conventions.register_errors(api)
    api.add_router("/parenting/", articles.router)
    api.add_router("/parenting/", resolve.router)
    api.add_router("/parenting/", site.router)
    api.add_router("/parenting/", preview.router)
    api.add_router("/parenting/", shares.router)
    api.add_router("/parenting/", comment_moderation.router)  # its list stands before one comment
    api.add_router("/parenting/", comments.router)
    api.add_router("/parenting/", comment_reactions.router)
    api.add_router("/parenting/", linkups.router)
    api.add_router("/parenting/", entries.router)
    api.add_router("/parenting/", entry_reactions.router)
    api.add_router("/parenting/", entry_moderation.router)
    api.add_router("/parenting/", readers.router)
    api.add_router("/parenting/", conventions.nothing_else())
