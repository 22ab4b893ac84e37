"""What is wrong with a ``WAGTAIL_PARENTING`` value, for the system checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from django.utils.module_loading import import_string

from wagtail_parenting.conf import FIELDS, PUBLISH_CHECKS, SETTING_NAME, CheckOutcome, nearest

_TYPES: dict[str, type] = {"str": str, "int": int, "Whole": int, "bool": bool}
_KINDS: dict[type, str] = {str: "a string", int: "a whole number", bool: "True or False"}


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
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        return f"It must be {_KINDS[wanted]}, not {value!r}."
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


def _judge_dotted_paths(key: str, value: object) -> str:
    if not isinstance(value, (list, tuple)):
        return "It must be a list of dotted paths."
    return next((wrong for path in value if (wrong := _judge_dotted_path(key, path))), "")


def _judge_needs(key: str, value: object) -> str:
    if not isinstance(value, (list, tuple)):
        return "It must be a list."
    wrong = next((name for name in value if name not in ("name", "email")), None)
    return "" if wrong is None else f"It may hold 'name' and 'email', not {wrong!r}."


_JUDGES: dict[str, Callable[[str, object], str]] = {
    "FRONTENDS": _judge_frontends,
    "FRONTEND_ROUTES": _judge_routes,
    "PUBLISH_CHECKS": _judge_publish_checks,
    "RENDITION_SETS": _judge_rendition_sets,
    "BODY_BLOCKS": _judge_dotted_path,
    "SHARE_TARGETS": _judge_dotted_path,
    "MODERATION_RULES": _judge_dotted_paths,
    "COMMENT_NEEDS": _judge_needs,
}
