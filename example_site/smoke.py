"""Tries an installed wheel: checks, migrations, and a request to each API.

``make wheel`` runs it with ``python -I`` in an environment that holds the wheel and what the wheel
asks for, so nothing here comes from the repository, and a file left out of the wheel shows.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

APPS = [
    "wagtail_parenting",
    "wagtail_parenting.pages",
    "wagtail_headless_preview",
    "corsheaders",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wagtail_parenting.middleware.PublicationRefusedMiddleware",
]
CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]


def configure(folder: Path) -> None:
    settings.configure(
        SECRET_KEY="smoke",
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=APPS,
        MIDDLEWARE=MIDDLEWARE,
        ROOT_URLCONF="smoke_urls",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": CONTEXT},
            }
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(folder / "db.sqlite3"),
                "OPTIONS": {"transaction_mode": "IMMEDIATE"},
            }
        },
        TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        STATIC_URL="/static/",
        MEDIA_ROOT=str(folder / "media"),
        USE_TZ=True,
        WAGTAIL_SITE_NAME="Smoke",
        WAGTAILADMIN_BASE_URL="http://localhost",
        WAGTAILAPI_BASE_URL="http://localhost",
    )
    django.setup()


def mount() -> None:
    from django.urls import include, path, re_path
    from wagtail import urls as wagtail_urls
    from wagtail.admin import urls as admin_urls
    from wagtail.api.v2.router import WagtailAPIRouter
    from wagtail.api.v3.urls import api
    from wagtail.documents import urls as documents_urls
    from wagtail.images.views.serve import ServeView

    from wagtail_parenting.api.v2.endpoints import ParentingPagesAPIViewSet

    router = WagtailAPIRouter("wagtailapi")
    router.register_endpoint("pages", ParentingPagesAPIViewSet)
    urls: Any = ModuleType("smoke_urls")
    urls.urlpatterns = [
        path("admin/", include(admin_urls)),
        path("api/v2/", router.urls),
        path("api/v3/", api.urls),
        path("documents/", include(documents_urls)),
        re_path(
            r"^images/([^/]*)/(\d*)/([^/]*)/[^/]*$", ServeView.as_view(), name="wagtailimages_serve"
        ),
        path("", include(wagtail_urls)),
    ]
    sys.modules["smoke_urls"] = urls


def try_it() -> None:
    """Raises whatever is wrong."""
    from django.test import Client

    call_command("check", fail_level="WARNING")
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    client = Client()
    for address in (
        "/api/v2/pages/?fields=*",
        "/api/v3/parenting/articles/",
        "/api/v3/openapi.json",
        "/admin/login/",
    ):
        status = client.get(address).status_code
        print(status, address)
        if status != 200:
            raise SystemExit(f"{address} answered {status}.")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        configure(Path(folder))
        mount()
        try_it()
    import wagtail_parenting

    print("The wheel works:", wagtail_parenting.__version__)
