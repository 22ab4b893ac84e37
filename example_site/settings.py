"""Settings of the demo: SQLite and everything else below ``example_site/var/``, on one port.

Environment: ``PORT`` (8000), ``HOST`` to listen on, ``DATABASE_URL`` for another database,
``DEBUG=1`` for Django's error pages, ``ALLOWED_HOSTS`` and ``SECRET_KEY`` for a demo on the open
internet, ``DEMO_VAR`` for another folder. Not a model for production in one respect: Django itself
serves pictures and the frontend.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
import django

from example_site.secret import kept_secret

FOLDER = Path(__file__).resolve().parent
VAR = Path(os.environ.get("DEMO_VAR") or FOLDER / "var")
VAR.mkdir(parents=True, exist_ok=True)
FRONTEND_FOLDER = FOLDER / "frontend"

PORT = int(os.environ.get("PORT") or 8000)
#: One origin per Wagtail site. Browsers keep cookies per host name, whatever the port.
FIRST_HOST, SECOND_HOST = "localhost", "127.0.0.1"
FIRST_ORIGIN = f"http://{FIRST_HOST}:{PORT}"
SECOND_ORIGIN = f"http://{SECOND_HOST}:{PORT}"

SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret(VAR / "secret_key")
DEBUG = os.environ.get("DEBUG", "") in {"1", "true", "yes"}
ALLOWED_HOSTS = [FIRST_HOST, SECOND_HOST, *os.environ.get("ALLOWED_HOSTS", "").split()]

ROOT_URLCONF = "example_site.urls"
WSGI_APPLICATION = "example_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "example_site.demo",
    "wagtail_parenting",
    "wagtail_parenting.pages",
    "wagtail_headless_preview",
    "corsheaders",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.redirects",
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
    "ninja",  # its static files: the v3 documentation then loads nothing from elsewhere
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wagtail_parenting.middleware.PublicationRefusedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "wagtail_parenting.api.v3.middleware.ParentingAPIMiddleware",
]
X_FRAME_OPTIONS = "SAMEORIGIN"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

#: Without these SQLite refuses most parallel writes, and the worker writes beside the editors.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL",
}


def database() -> dict[str, Any]:
    """The database that ``DATABASE_URL`` names, or SQLite in the demo's own folder."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{(VAR / 'db.sqlite3').as_posix()}"
    settings: dict[str, Any] = dict(dj_database_url.parse(url))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = SQLITE_OPTIONS
    elif settings["ENGINE"].endswith("mysql"):
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "charset": "utf8mb4"}
    return settings


DATABASES = {"default": database()}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")  # Wagtail's search index is made of it
if DATABASES["default"]["ENGINE"].endswith("mysql"):
    SILENCED_SYSTEM_CHECKS = ["models.W036"]  # a constraint of Wagtail's that MariaDB cannot keep
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},  # the default of 300 is used up by one listing
    }
}
#: Pictures, related articles, search and the reference index are the worker's: ``db_worker``.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
#: How often the demo runs ``parenting_tick``; a real site has cron for it.
DEMO_TICK_SECONDS = int(os.environ.get("DEMO_TICK_SECONDS") or 60)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "German")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES  # two sites of one language each: no WAGTAIL_I18N_ENABLED
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # nothing to collect before the first start
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

WAGTAIL_SITE_NAME = "The Small Hours"
WAGTAILADMIN_BASE_URL = FIRST_ORIGIN
WAGTAILAPI_BASE_URL = FIRST_ORIGIN
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "audio/wav", "audio/x-wav"]
WAGTAIL_HEADLESS_PREVIEW = {
    # Our pages ask Settings → Headless; this is for other headless pages that a site may have.
    "CLIENT_URLS": {"default": f"{FIRST_ORIGIN}/preview/", SECOND_HOST: f"{SECOND_ORIGIN}/preview/"}
}
# What the demo mails lands in files, below the demo's own folder.
_MAIL_FILES = "django.core.mail.backends.filebased.EmailBackend"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": _MAIL_FILES, "OPTIONS": {"file_path": str(VAR / "mails")}}}
else:
    EMAIL_BACKEND, EMAIL_FILE_PATH = _MAIL_FILES, VAR / "mails"
DEFAULT_FROM_EMAIL = "The Small Hours <hello@example.org>"
WAGTAIL_PARENTING = {
    # Where editors leave Settings → Headless empty.
    "FRONTENDS": {FIRST_HOST: FIRST_ORIGIN, SECOND_HOST: SECOND_ORIGIN},
    # The frontend has pages for readers of its own, to which mails lead.
    "FRONTEND_ROUTES": {
        "reader_confirm": "/reader/confirm/",
        "reader": "/reader/",
        "unsubscribe": "/reader/unsubscribe/",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "INFO" if DEBUG else "WARNING"}
    },
    "loggers": {
        # With DEBUG off Django would mail the traceback of a failed request, to nobody.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.server": {
            "handlers": ["console"],
            "level": "INFO" if DEBUG else "ERROR",
            "propagate": False,
        },
        "django_tasks": {"handlers": ["console"], "propagate": False},
        "django_tasks_db": {"handlers": ["console"], "propagate": False},
        "wagtail_parenting": {"handlers": ["console"], "propagate": False},
    },
}

# The demo asks nothing of anyone outside: no pictures of users, no look for newer versions.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
