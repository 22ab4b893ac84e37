"""Every setting of the package: one frozen dataclass, read from ``settings.WAGTAIL_PARENTING``.

Keys of the dictionary are the upper-case field names. ``problems()`` judges a dictionary for the
system checks; ``config()`` never raises for an unknown key, so that one typo does not keep
``manage.py check`` from naming it. ``docs/reference/settings.md`` is generated from this class.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

SETTING_NAME = "WAGTAIL_PARENTING"

CheckOutcome = Literal["refuse", "warn", "off"]

#: A whole number, 0 or more; a plain ``int`` of a setting is 1 or more.
Whole = int

DEFAULT_RENDITION_SETS: dict[str, list[str]] = {
    "card": [
        "fill-480x320|format-webp|webpquality-78",
        "fill-960x640|format-webp|webpquality-72",
        "fill-480x320|format-jpeg|jpegquality-80",
    ],
    "hero": [
        "width-800|format-avif|avifquality-60",
        "width-1600|format-avif|avifquality-55",
        "width-800|format-webp|webpquality-78",
        "width-1600|format-webp|webpquality-74",
        "width-1200|format-jpeg|jpegquality-80",
    ],
    "inline": [
        "width-480|format-webp|webpquality-78",
        "width-960|format-webp|webpquality-74",
        "width-960|format-jpeg|jpegquality-80",
    ],
    "portrait": [
        "fill-96x96|format-webp|webpquality-80",
        "fill-320x320|format-webp|webpquality-76",
        "fill-320x320|format-jpeg|jpegquality-80",
    ],
    "social": ["fill-1200x630|format-jpeg|jpegquality-82"],
}


def _setting(default: Any, help_text: str, *, unit: str = "") -> Any:
    metadata = {"help": help_text, "unit": unit}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of the package, with their defaults."""

    frontends: Mapping[str, str] = _setting(
        dict,
        "Origin of the frontend of each site: Wagtail hostname (or `default`) to an origin such "
        "as `https://www.example.org`. Settings → Headless overrides it per site. Without "
        "either, a page's address is on its Wagtail site.",
    )
    cms_origin: str = _setting(
        "",
        "Origin at which Wagtail itself is reached: of pictures and documents whose storage gives "
        "relative addresses, and of the API. Default: `WAGTAILAPI_BASE_URL`, "
        "`WAGTAILADMIN_BASE_URL`, or else the first site's own origin.",
    )
    frontend_routes: Mapping[str, str] = _setting(
        dict,
        "Paths of the frontend that are no pages: `preview`, `author`, `topic`, `stage`, `tag`, "
        "`search`, `reader_confirm`, `reader`, `unsubscribe`. One with a placeholder keeps it, "
        "such as `/people/{slug}/`. Settings → Headless overrides it per site.",
    )
    publish_checks: Mapping[str, CheckOutcome] = _setting(
        dict,
        "What each publish check does on a page that is not yet published: `refuse` (default), "
        "`warn` or `off`. Keys: `author`, `hero_alt`, `image_alt`, `heading_levels`, "
        "`care_cards`, `stage_ages`, `review_dates`, `references`, `sponsor`. On a page that is "
        "already live, `refuse` means `warn`.",
    )
    rendition_sets: Mapping[str, list[str]] = _setting(
        lambda: {name: list(specs) for name, specs in DEFAULT_RENDITION_SETS.items()},
        "Named sets of Wagtail image filter specifications, made by a task at publish. The last "
        "one of each set is the fallback (`src`). A set that is named here replaces the default of "
        "that name; the others stay.",
    )
    reading_words_per_minute: int = _setting(
        220, "Reading speed behind the reading time of an article.", unit="words a minute"
    )
    related_limit: int = _setting(
        4, "How many related articles are shown; what editors did not choose is filled up."
    )
    review_soon_days: int = _setting(
        30, "A review due within this time is listed as due soon.", unit="days"
    )
    preview_token_seconds: int = _setting(
        3600, "How long a preview link to the frontend works.", unit="seconds"
    )
    cache_seconds: int = _setting(
        60,
        "How long browsers and CDNs keep a public answer (`max-age`). It is cut short where a page "
        "goes live or expires before.",
        unit="seconds",
    )
    stale_while_revalidate_seconds: int = _setting(
        60,
        "How much longer they may hand it out while they ask for a new one. Cut short likewise.",
        unit="seconds",
    )
    share_targets: str = _setting(
        "wagtail_parenting.sharing.targets.share_targets",
        "Dotted path of a function that returns all share targets of the site, in the order in "
        "which they are offered. What of them a site or a page shows, editors choose.",
    )
    shares_per_minute: int = _setting(
        30,
        "How many shares of one address are counted; more are answered 429.",
        unit="shares a minute",
    )
    limit_cache: str = _setting(
        "default",
        "Name of the cache in `CACHES` that counts requests for limits, under a keyed hash of the "
        "address and for no longer than the limit needs. It must be one that all processes share.",
    )
    trusted_proxies: Whole = _setting(  # noqa: RUF009 - as the others are
        0,
        "How many proxies of yours stand before Django. With 0 the address of a visitor is that of "
        "the connection; with more, as many entries from the end of `X-Forwarded-For`.",
        unit="proxies",
    )
    fragment_cache: str = _setting(
        "default",
        "Name of the cache in `CACHES` that keeps ready-made parts of answers. A shared one serves "
        "all processes; one of a process is as right, because versions come from the database.",
    )
    problem_docs_url: str = _setting(
        "https://wagtail-parenting.readthedocs.io/reference/errors/",
        "Base of the `type` address of problem details; the code is its fragment.",
    )
    body_blocks: str = _setting(
        "wagtail_parenting.articles.blocks.stream.article_blocks",
        "Dotted path of a function that returns the body's blocks as (name, block) pairs.",
    )


FIELDS = {item.name.upper(): item for item in fields(Config)}
_TYPES: dict[str, type] = {"str": str, "int": int, "Whole": int}
PUBLISH_CHECKS = (
    "author",
    "hero_alt",
    "image_alt",
    "heading_levels",
    "care_cards",
    "stage_ages",
    "review_dates",
    "references",
    "sponsor",
)


def nearest(name: str, known: Any) -> str | None:
    """The known name that ``name`` most likely meant, or None."""
    matches = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return matches[0] if matches else None


@functools.cache
def config() -> Config:
    """The settings in force. Unknown keys are left to the system checks."""
    given = getattr(settings, SETTING_NAME, None) or {}
    if not isinstance(given, Mapping):
        return Config()
    known = {FIELDS[key].name: value for key, value in given.items() if key in FIELDS}
    sets = known.get("rendition_sets")
    if isinstance(sets, Mapping):
        known["rendition_sets"] = {**Config().rendition_sets, **sets}
    return Config(**known)


def _reset(*, setting: str, **kwargs: Any) -> None:
    if setting == SETTING_NAME:
        config.cache_clear()


setting_changed.connect(_reset, dispatch_uid="wagtail_parenting.conf")


@dataclass(frozen=True)
class SettingProblem:
    """``kind`` is ``unknown`` or ``invalid``; ``hint`` says what to write instead."""

    kind: Literal["unknown", "invalid"]
    key: str
    message: str
    hint: str = ""


def problems(given: object) -> list[SettingProblem]:
    """What is wrong with a ``WAGTAIL_PARENTING`` value; an empty list when nothing is."""
    if not isinstance(given, Mapping):
        return [SettingProblem("invalid", SETTING_NAME, "It must be a dictionary.")]
    found: list[SettingProblem] = []
    for key, value in given.items():
        if key not in FIELDS:
            guess = nearest(str(key).upper(), FIELDS)
            hint = f"Did you mean {guess!r}?" if guess else f"Known: {', '.join(sorted(FIELDS))}."
            found.append(SettingProblem("unknown", str(key), "There is no such setting.", hint))
            continue
        judge = _JUDGES.get(key, _judge_plain)
        message = judge(key, value)
        if message:
            found.append(SettingProblem("invalid", key, message))
    return found


def _judge_plain(key: str, value: object) -> str:
    wanted = _TYPES.get(str(FIELDS[key].type))
    if wanted is None:
        return ""
    if not isinstance(value, wanted) or isinstance(value, bool):
        return f"It must be {'a whole number' if wanted is int else 'a string'}, not {value!r}."
    least = 0 if FIELDS[key].type == "Whole" else 1
    if wanted is int and isinstance(value, int) and value < least:
        return f"It must be {least} or more, not {value}."
    return ""


def _judge_frontends(key: str, value: object) -> str:
    if not isinstance(value, Mapping):
        return "It must be a dictionary of hostname to origin."
    for host, origin in value.items():
        if not isinstance(origin, str) or not origin.startswith(("http://", "https://")):
            return f"The origin of {host!r} must start with https:// or http://, not {origin!r}."
    return ""


def _judge_routes(key: str, value: object) -> str:
    from wagtail_parenting.headless.routes import DEFAULTS, mistake

    if not isinstance(value, Mapping):
        return "It must be a dictionary of route to path."
    for name, path in value.items():
        if name not in DEFAULTS:
            guess = nearest(str(name), DEFAULTS)
            return f"There is no route {name!r}." + (f" Did you mean {guess!r}?" if guess else "")
        if wrong := mistake(name, path):
            return f"{name!r}: {wrong}"
    return ""


def _judge_publish_checks(key: str, value: object) -> str:
    if not isinstance(value, Mapping):
        return "It must be a dictionary of check to outcome."
    for name, outcome in value.items():
        if name not in PUBLISH_CHECKS:
            guess = nearest(str(name), PUBLISH_CHECKS)
            return f"There is no check {name!r}." + (f" Did you mean {guess!r}?" if guess else "")
        if outcome not in get_args(CheckOutcome):
            return f"The outcome of {name!r} must be refuse, warn or off, not {outcome!r}."
    return ""


def _judge_rendition_sets(key: str, value: object) -> str:
    if not isinstance(value, Mapping):
        return "It must be a dictionary of name to a list of filter specifications."
    from wagtail.images.models import Filter

    for name, specs in value.items():
        if not isinstance(specs, (list, tuple)) or not specs:
            return f"The set {name!r} must be a list with at least one specification."
        for spec in specs:
            try:
                Filter(spec=spec).operations  # noqa: B018 - parsing is what is wanted
            except Exception as error:
                return f"{spec!r} in the set {name!r} is not a filter specification: {error}"
    return ""


def _judge_dotted_path(key: str, value: object) -> str:
    try:
        import_string(str(value))
    except ImportError as error:
        return f"It cannot be imported: {error}"
    return ""


_JUDGES: dict[str, Callable[[str, object], str]] = {
    "FRONTENDS": _judge_frontends,
    "FRONTEND_ROUTES": _judge_routes,
    "PUBLISH_CHECKS": _judge_publish_checks,
    "RENDITION_SETS": _judge_rendition_sets,
    "BODY_BLOCKS": _judge_dotted_path,
    "SHARE_TARGETS": _judge_dotted_path,
}
