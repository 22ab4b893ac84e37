"""Places of a frontend that are no pages: where it shows previews, people, topics and the rest.

A route is a path from the frontend's root, with one placeholder where something is named:
``/people/{slug}/``. The site's own comes from *Settings → Headless*, else from the
``FRONTEND_ROUTES`` setting, else from ``DEFAULTS``. No database here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from wagtail_parenting.conf import config

#: Every route with its default.
DEFAULTS: dict[str, str] = {
    "preview": "/preview/",
    "author": "/people/{slug}/",
    "topic": "/topic/{slug}/",
    "stage": "/stage/{slug}/",
    "tag": "/tag/?name={name}",
    "search": "/search/?q={query}",
    "reader_confirm": "/reader/confirm/",
    "reader": "/reader/",
    "unsubscribe": "/reader/unsubscribe/",
}


def placeholder(name: str) -> str:
    """What the route ``name`` must hold, such as ``{slug}``; empty for a fixed place."""
    _before, brace, rest = DEFAULTS[name].partition("{")
    return "{" + rest.partition("}")[0] + "}" if brace else ""


def mistake(name: str, path: object) -> str:
    """What is wrong with ``path`` for the route ``name``; empty when nothing is."""
    if not isinstance(path, str) or not path.startswith("/") or path.startswith("//"):
        return _("The path must start with one slash.")
    if any(character.isspace() or ord(character) < 32 for character in path):
        return _("The path must hold no spaces.")
    wanted = placeholder(name)
    rest = path.replace(wanted, "", 1) if wanted else path
    if wanted and wanted not in path:
        return _("The path must hold %(placeholder)s.") % {"placeholder": wanted}
    if "{" in rest or "}" in rest:
        return _("The path may hold no other braces.")
    return ""


def routes_of(own: Any) -> dict[str, str]:
    """All routes of a site; ``own`` are its ``HeadlessSettings``, or None."""
    given: Mapping[str, str] = config().frontend_routes
    return {
        name: (getattr(own, f"{name}_path", "") if own is not None else "")
        or given.get(name, default)
        for name, default in DEFAULTS.items()
    }


def fill(path: str, value: str) -> str:
    """``path`` with ``value``, percent-encoded, in the place of its placeholder."""
    before, brace, rest = path.partition("{")
    return before + quote(value, safe="") + rest.partition("}")[2] if brace else path
