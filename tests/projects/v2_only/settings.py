"""A site that mounts Wagtail's v2 and our operations as an API of their own, but not v3."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "wagtail.api.v3"]
ROOT_URLCONF = "tests.projects.v2_only.urls"
