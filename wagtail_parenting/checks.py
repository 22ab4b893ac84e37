"""System checks: what a site should know before its readers do.

================  ==================================================================
parenting.E001    apps stand in the wrong order
parenting.E002    an app that the package needs is not installed
parenting.E003    a setting does not exist, or has a wrong value
parenting.E004    a page class uses a mixin without something that belongs to it
parenting.E005    a share target of the site's own is wrong
parenting.E006    a setting needs an optional extra that is not installed
parenting.W001    SQLite without the options that let it take parallel writes
parenting.W002    tasks run at once, in the request
parenting.W003    the CORS middleware is missing or stands too low
parenting.W004    missing pictures cannot be made on demand
parenting.W005    Wagtail's APIs do not know their own address
parenting.W006    the cache is too small for ready-made parts (with --deploy)
parenting.W007    the cache that counts for limits is one process's own (with --deploy)
parenting.W008    browsers on other origins may not send a reader's token
================  ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from wagtail.models import get_page_models

from wagtail_parenting.conf import SETTING_NAME, config
from wagtail_parenting.headless.cors import TOKEN_HEADER
from wagtail_parenting.setting_problems import problems

NEEDED_APPS = {
    "wagtail_headless_preview": "previews on the frontend",
    "corsheaders": "answers to browsers on other origins",
    "wagtail.contrib.settings": "Settings → Headless",
    "wagtail.contrib.table_block": "the table block",
    "taggit": "tags",
}
CORS_MIDDLEWARE = "corsheaders.middleware.CorsMiddleware"
COMMON_MIDDLEWARE = "django.middleware.common.CommonMiddleware"
#: An entry is one page in one shape: a small magazine has more.
FEWEST_CACHE_ENTRIES = 1000


@register()
def check_app_order(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Page schemas of v3 freeze when ``wagtail.snippets`` gets ready: ours must be first."""
    names = [config.name for config in apps.get_app_configs()]
    own = names.index("wagtail_parenting")
    too_high = [name for name in names[:own] if name.split(".")[0] == "wagtail"]
    if not too_high:
        return []
    return [
        Error(
            f"'wagtail_parenting' must stand above {too_high[0]!r} in INSTALLED_APPS.",
            hint="Put it below your own apps and above all 'wagtail.*' apps.",
            id="parenting.E001",
        )
    ]


@register()
def check_needed_apps(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{name!r} is not in INSTALLED_APPS: {purpose} needs it.",
            hint=f"Add {name!r} to INSTALLED_APPS.",
            id="parenting.E002",
        )
        for name, purpose in NEEDED_APPS.items()
        if not apps.is_installed(name)
    ]


@register()
def check_settings(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{SETTING_NAME}[{problem.key!r}]: {problem.message}",
            hint=problem.hint or None,
            id="parenting.E003",
        )
        for problem in problems(getattr(settings, SETTING_NAME, {}))
    ]


@register()
def check_share_targets(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    from wagtail_parenting.sharing.targets import mistakes

    path = config().share_targets
    try:
        targets = import_string(path)()
    except ImportError:  # parenting.E003 says so
        return []
    except Exception as error:
        found = [f"the function fails: {type(error).__name__}: {error}"]
    else:
        found = mistakes(targets)
    return [
        Error(
            f"{path}: {mistake}.",
            hint="See the how-to “Share buttons”: a target is ten lines.",
            id="parenting.E005",
        )
        for mistake in found
    ]


@register()
def check_extras(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    wanted = {
        "AKISMET_KEY": (bool(config().akismet_key), "akismet", "akismet"),
        "PROOF_OF_WORK": (config().proof_of_work > 0, "altcha", "altcha"),
    }
    return [
        Error(
            f"{SETTING_NAME}[{key!r}] needs the package {package!r}.",
            hint=f'Install it: pip install "wagtail-parenting[{extra}]".',
            id="parenting.E006",
        )
        for key, (is_wanted, package, extra) in wanted.items()
        if is_wanted and find_spec(package) is None
    ]


@register(Tags.models)
def check_page_classes(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A class that uses one of our mixins must bring what only it can bring."""
    from wagtail_parenting.articles.mixins import ArticleIndexMixin, ArticleMixin
    from wagtail_parenting.articles.page_classes import article_classes, index_classes
    from wagtail_parenting.comments.mixins import ReaderCommentsMixin
    from wagtail_parenting.linkups.mixins import LinkUpMixin, LinkUpSeriesMixin
    from wagtail_parenting.sharing.mixins import SharingMixin

    found: list[CheckMessage] = []
    for model in get_page_models():
        if issubclass(model, SharingMixin):
            found += _left_out(model, (), SharingMixin.sharing_api_fields, "sharing_api_fields")
        if issubclass(model, ReaderCommentsMixin):
            api_fields = ReaderCommentsMixin.comments_api_fields
            found += _left_out(model, (), api_fields, "comments_api_fields")
        if issubclass(model, LinkUpSeriesMixin):
            api_fields = LinkUpSeriesMixin.series_api_fields
            found += _left_out(model, ("hosts",), api_fields, "series_api_fields")
        if issubclass(model, LinkUpMixin):
            found += _left_out(model, (), LinkUpMixin.edition_api_fields, "edition_api_fields")
    for model in article_classes():
        relations = ("authors", "reviewers", "related", "tags")
        found += _left_out(model, relations, ArticleMixin.article_api_fields, "article_api_fields")
    for model in index_classes():
        found += _left_out(
            model, ("featured",), ArticleIndexMixin.index_api_fields, "index_api_fields"
        )
    return found


def _left_out(
    model: type[Any], relations: Sequence[str], api_fields: Sequence[Any], list_name: str
) -> Iterator[CheckMessage]:
    present = {field.name for field in model._meta.get_fields()}
    for name in relations:
        if name not in present:
            yield Error(
                f"{model._meta.label} has no {name!r}.",
                hint="See the how-to “Own base page model” for the few lines that bring it.",
                obj=model,
                id="parenting.E004",
            )
    shown = {str(getattr(field, "name", field)) for field in getattr(model, "api_fields", ())}
    missing = [field.name for field in api_fields if field.name not in shown]
    if missing:
        yield Error(
            f"The API fields {', '.join(missing)} of {model._meta.label} are lost.",
            hint=f"Write api_fields = [*{list_name}, …] in the class body.",
            obj=model,
            id="parenting.E004",
        )


@register(Tags.database)
def check_sqlite(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Measured: without these, 190 of 200 parallel read-then-write transactions fail."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        options = connection.settings_dict.get("OPTIONS", {})
        if connection.vendor == "sqlite" and options.get("transaction_mode") != "IMMEDIATE":
            found.append(
                Warning(
                    f"The SQLite database {alias!r} will refuse parallel writes.",
                    hint='Set OPTIONS = {"transaction_mode": "IMMEDIATE", "timeout": 20, '
                    '"init_command": "PRAGMA journal_mode=WAL"}.',
                    id="parenting.W001",
                )
            )
    return found


@register()
def check_task_backend(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
    from django_tasks.backends.immediate import ImmediateBackend

    if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend):
        return []
    return [
        Warning(
            "Tasks run at once, inside the request that enqueues them.",
            hint="Set TASKS to a queue, such as django_tasks_db.DatabaseBackend, and run a worker.",
            id="parenting.W002",
        )
    ]


@register()
def check_cors_middleware(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    middleware = list(settings.MIDDLEWARE)
    if CORS_MIDDLEWARE not in middleware:
        message = "Frontends on other origins cannot read the API."
    elif COMMON_MIDDLEWARE in middleware and middleware.index(CORS_MIDDLEWARE) > middleware.index(
        COMMON_MIDDLEWARE
    ):
        message = "Redirects are answered without CORS headers."
    else:
        return []
    return [
        Warning(
            message,
            hint=f"Put {CORS_MIDDLEWARE!r} above {COMMON_MIDDLEWARE!r} in MIDDLEWARE.",
            id="parenting.W003",
        )
    ]


@register()
def check_token_header(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Without a list of the site's own, ``headless.cors`` completes that of the middleware."""
    allowed = getattr(settings, "CORS_ALLOW_HEADERS", (TOKEN_HEADER,))
    if TOKEN_HEADER in {name.lower() for name in allowed}:
        return []
    return [
        Warning(
            "Readers on other origins cannot edit, like or withdraw: their browsers may not send "
            "the token that says who they are.",
            hint=f"Add {TOKEN_HEADER!r} to CORS_ALLOW_HEADERS.",
            id="parenting.W008",
        )
    ]


@register(Tags.urls)
def check_image_serve_view(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    try:
        reverse("wagtailimages_serve", args=("signature", 1, "width-1"))
    except NoReverseMatch:
        return [
            Warning(
                "Pictures whose renditions are not ready yet are given out in their full size.",
                hint="Mount Wagtail's dynamic image serve view as 'wagtailimages_serve'.",
                id="parenting.W004",
            )
        ]
    return []


@register()
def check_api_address(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Without it, ``detail_url`` is made from the Wagtail site: the wrong host, or no port."""
    if getattr(settings, "WAGTAILAPI_BASE_URL", None):
        return []
    return [
        Warning(
            "The addresses that Wagtail's APIs give of themselves may have the wrong host.",
            hint="Set WAGTAILAPI_BASE_URL, such as 'https://cms.example.org'.",
            id="parenting.W005",
        )
    ]


@register(Tags.caches, deploy=True)
def check_fragment_cache(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Django's ``LocMemCache`` keeps 300 entries unless told otherwise."""
    name = config().fragment_cache
    known: Any = settings.CACHES.get(name)
    if known is None:
        return [_no_cache("FRAGMENT_CACHE", name)]
    options = known.get("OPTIONS", {})
    entries = options.get("MAX_ENTRIES", 300)
    if not known["BACKEND"].endswith("LocMemCache") or entries >= FEWEST_CACHE_ENTRIES:
        return []
    return [
        Warning(
            f"The cache {name!r} keeps {entries} entries: most ready-made parts of answers are "
            "thrown away before they are used.",
            hint="Use a shared cache, or set OPTIONS = {'MAX_ENTRIES': 10000}.",
            id="parenting.W006",
        )
    ]


@register(Tags.caches, deploy=True)
def check_limit_cache(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Each process would count for itself."""
    name = config().limit_cache
    known: Any = settings.CACHES.get(name)
    if known is None:
        return [_no_cache("LIMIT_CACHE", name)]
    if not known["BACKEND"].endswith(("LocMemCache", "DummyCache")):
        return []
    return [
        Warning(
            f"The cache {name!r} counts in each process for itself: limits are as many times "
            "higher as there are processes.",
            hint="Set LIMIT_CACHE to a cache that all processes share, such as Redis.",
            id="parenting.W007",
        )
    ]


def _no_cache(key: str, name: str) -> Error:
    return Error(
        f"{SETTING_NAME}[{key!r}]: there is no cache {name!r}.",
        hint=f"Known: {', '.join(sorted(settings.CACHES))}.",
        id="parenting.E003",
    )
