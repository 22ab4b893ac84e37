"""The demo's own settings, and the tracebacks of failing requests in the log.

With ``DEBUG`` off Django would mail them to nobody; the stories fail on them.
"""

from example_site.settings import *  # noqa: F403
from example_site.settings import LOGGING

LOGGING["loggers"]["django.request"] = {
    "handlers": ["console"],
    "level": "ERROR",
    "propagate": False,
}
