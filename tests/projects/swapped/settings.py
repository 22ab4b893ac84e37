"""A site with a base page model of its own: our pages app is left out, the mixins are used.

The base page is Wagtail's own example of one, because its migrations are interwoven with core's.
"""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

WAGTAIL_PAGE_MODEL = "basepage.BasePage"
INSTALLED_APPS = [
    "tests.projects.swapped.magazine",
    "wagtail_parenting",
    "wagtail.test.basepage",
    *[app for app in INSTALLED_APPS if not app.startswith("wagtail_parenting")],
]
