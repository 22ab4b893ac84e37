"""A site as in production: DEBUG off, connections kept, the middleware of Wagtail's own template.

Environment: ``DATABASE_URL`` (SQLite below ``benchmarks/var/`` without it), ``BENCHMARK_CACHE``
(``off`` for a cache that keeps nothing), ``BENCHMARK_VAR`` for another folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

VAR = Path(os.environ.get("BENCHMARK_VAR") or Path(__file__).resolve().parent / "var")
VAR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = "benchmarks"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "benchmarks.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "benchmarks.stock",
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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "benchmarks.probe.QueryCountMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wagtail_parenting.middleware.PublicationRefusedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
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


def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{(VAR / 'db.sqlite3').as_posix()}"
    settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL",
        }
    return settings


DATABASES = {"default": _database()}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")  # Wagtail's search index is made of it

_KEEPS_NOTHING = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
_IN_THE_PROCESS = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "OPTIONS": {"MAX_ENTRIES": 50_000},
}
CACHES = {
    "default": _KEEPS_NOTHING if os.environ.get("BENCHMARK_CACHE") == "off" else _IN_THE_PROCESS
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

WAGTAIL_SITE_NAME = "Benchmarks"
WAGTAILADMIN_BASE_URL = WAGTAILAPI_BASE_URL = "http://cms.example.org"
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_PARENTING = {
    "FRONTENDS": {"default": "https://www.example.org"},
    # wrk sends what many readers would, each from an address of her own.
    "TRUSTED_PROXIES": 1,
    "FORM_MIN_SECONDS": 0,
    "FLOOD_PER_PAGE_AND_MINUTE": 10_000,
}
