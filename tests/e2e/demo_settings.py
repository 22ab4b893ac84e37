"""The demo's own settings, the tracebacks of failing requests in the log, and blogs to link to.

With ``DEBUG`` off Django would mail them to nobody; the stories fail on them.
"""

from typing import Any

from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS, LOGGING, WAGTAIL_PARENTING

INSTALLED_APPS = [*INSTALLED_APPS, "tests.e2e.outside.OutsideConfig"]

LOGGING["loggers"]["django.request"] = {
    "handlers": ["console"],
    "level": "ERROR",
    "propagate": False,
}

#: All readers of the stories share one address.
ROOMY: dict[str, Any] = {
    "COMMENTS_PER_MINUTE": 600,
    "ENTRIES_PER_MINUTE": 600,
    "REPORTS_PER_MINUTE": 600,
    "FLOOD_PER_HOUR": 6000,
    "FLOOD_PER_PAGE_AND_MINUTE": 600,
}
WAGTAIL_PARENTING = {**WAGTAIL_PARENTING, **ROOMY}

#: Nobody waits a minute for the clockwork.
DEMO_TICK_SECONDS = 3
