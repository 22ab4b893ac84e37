"""The registry of share targets: where and how a page can be shared.

Pure but for one setting: ``SHARE_TARGETS`` names a function that returns the targets of a site, by
default ``share_targets`` here. Which of them a site or a page offers, and in what order, is the
editors' choice: see ``target_choice``. ``links`` makes addresses of them.

Gone, and therefore not here: Pocket (closed on 8 July 2025), Google+, StumbleUpon, Delicious.
Networks give out no counts of shares any more either: none is asked for.
"""

from __future__ import annotations

import datetime
import functools
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from django.core.signals import setting_changed
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.conf import SETTING_NAME, config, nearest

Kind = Literal["link", "native", "copy", "print", "qr"]
Unit = Literal["graphemes", "code points", "X"]

#: What stands in braces in the address of a target.
PLACEHOLDERS = ("url", "title", "text", "image", "tags", "account")
SCHEMES = ("https", "http", "mailto", "sms", "tel", "tg", "whatsapp", "viber", "threema", "line")
_ID = re.compile(r"[a-z][a-z0-9_-]{0,31}")


@dataclass(frozen=True, kw_only=True)
class ShareTarget:
    """One place or way to share.

    ``url`` is the address of a ``link``, with placeholders for what is filled in percent-encoded:
    ``{url}``, ``{title}``, ``{text}``, ``{image}``, ``{tags}`` (with commas) and ``{account}``.
    A parameter whose placeholders are all empty is left out.

    ``max_length`` is what the network takes in one post, counted in ``unit``, the address and the
    hashtags that it adds included. An address counts as ``url_length``, or as it is long.
    """

    id: str
    label: Any
    """Text, translatable."""
    kind: Kind = "link"
    url: str = ""
    needs_image: bool = False
    """Offered only on pages with a picture."""
    max_length: int | None = None
    url_length: int | None = None
    unit: Unit = "graphemes"
    checked: datetime.date
    """When the form of the address was last looked up."""
    source: str
    """Where: an address."""


_CHECKED = datetime.date(2026, 11, 24)
#: Of networks that document no link of their own: what their users use.
_LIST = "https://shkspr.mobi/blog/2025/08/what-about-using-relshare-url-to-expose-sharing-intents"
_HTML = "https://html.spec.whatwg.org/multipage/"

BUILT_IN: tuple[ShareTarget, ...] = (
    ShareTarget(
        id="native",
        label=_("Share…"),
        kind="native",
        checked=_CHECKED,
        source="https://www.w3.org/TR/web-share/",
    ),
    ShareTarget(
        id="copy",
        label=_("Copy link"),
        kind="copy",
        checked=_CHECKED,
        source="https://www.w3.org/TR/clipboard-apis/",
    ),
    ShareTarget(
        id="email",
        label=_("Email"),
        url="mailto:?subject={title}&body={text}%0D%0A{url}",
        checked=_CHECKED,
        source="https://www.rfc-editor.org/rfc/rfc6068",
    ),
    ShareTarget(
        id="whatsapp",
        label="WhatsApp",
        url="https://wa.me/?text={title}%20{url}",
        checked=_CHECKED,
        source="https://faq.whatsapp.com/5913398998672934",
    ),
    ShareTarget(
        id="facebook",
        label="Facebook",
        url="https://www.facebook.com/sharer/sharer.php?u={url}",
        checked=_CHECKED,
        source=_LIST,
    ),
    ShareTarget(
        id="pinterest",
        label="Pinterest",
        url="https://www.pinterest.com/pin/create/button/?url={url}&media={image}&description={title}",
        needs_image=True,
        max_length=500,
        url_length=0,
        unit="code points",
        checked=_CHECKED,
        source="https://developers.pinterest.com/docs/web-features/buttons/",
    ),
    ShareTarget(
        id="x",
        label="X",
        url="https://x.com/intent/tweet?text={title}&url={url}&hashtags={tags}&via={account}",
        max_length=280,
        url_length=23,
        unit="X",
        checked=_CHECKED,
        source="https://docs.x.com/x-for-websites/post-button/guides/web-intent",
    ),
    ShareTarget(
        id="bluesky",
        label="Bluesky",
        url="https://bsky.app/intent/compose?text={title}%20{url}",
        max_length=300,
        checked=_CHECKED,
        source="https://docs.bsky.app/docs/advanced-guides/intent-links",
    ),
    ShareTarget(
        id="mastodon",
        label="Mastodon",
        url="https://share.joinmastodon.org/#text={title}%20{url}",
        max_length=500,
        url_length=23,
        checked=_CHECKED,
        source="https://blog.joinmastodon.org/2026/03/a-new-share-button",
    ),
    ShareTarget(
        id="threads",
        label="Threads",
        url="https://www.threads.com/intent/post?text={title}&url={url}",
        max_length=500,
        unit="code points",
        checked=_CHECKED,
        source="https://developers.facebook.com/docs/threads/threads-web-intents",
    ),
    ShareTarget(
        id="telegram",
        label="Telegram",
        url="https://t.me/share/url?url={url}&text={title}",
        checked=_CHECKED,
        source="https://core.telegram.org/widgets/share",
    ),
    ShareTarget(
        id="reddit",
        label="Reddit",
        url="https://www.reddit.com/submit?url={url}&title={title}",
        max_length=300,
        url_length=0,
        unit="code points",
        checked=_CHECKED,
        source=_LIST,
    ),
    ShareTarget(
        id="linkedin",
        label="LinkedIn",
        url="https://www.linkedin.com/sharing/share-offsite/?url={url}",
        checked=_CHECKED,
        source=_LIST,
    ),
    ShareTarget(
        id="sms",
        label=_("Text message"),
        url="sms:?&body={title}%20{url}",  # the RFC wants the one sign, iOS the other
        checked=_CHECKED,
        source="https://www.rfc-editor.org/rfc/rfc5724",
    ),
    ShareTarget(
        id="print",
        label=_("Print"),
        kind="print",
        checked=_CHECKED,
        source=f"{_HTML}timers-and-user-prompts.html#printing",
    ),
    ShareTarget(
        id="qr",
        label=_("QR code"),
        kind="qr",
        checked=_CHECKED,
        source="https://www.iso.org/standard/83389.html",
    ),
)


def share_targets() -> list[ShareTarget]:
    """The targets of the package, in the order in which they are offered."""
    return list(BUILT_IN)


@functools.cache
def registry() -> Mapping[str, ShareTarget]:
    """The targets of the site by id, in their order. ``parenting.E005`` names what is wrong."""
    found = import_string(config().share_targets)()
    return MappingProxyType({target.id: target for target in found})


def target_choices() -> list[tuple[str, Any]]:
    """(id, label) pairs for forms, which ask for them late: a setting names the targets."""
    return [(target.id, target.label) for target in registry().values()]


def fingerprint() -> str:
    """What links depend on: it changes with any target."""
    return repr([[str(value) for value in vars(target).values()] for target in registry().values()])


def offered(*choices: Sequence[str] | None) -> list[ShareTarget]:
    """The targets of the first choice that was made; all of them where none was.

    What a choice names and the registry no longer has is passed over.
    """
    known = registry()
    chosen = next((choice for choice in choices if choice is not None), None)
    if chosen is None:
        return list(known.values())
    return [known[name] for name in dict.fromkeys(chosen) if name in known]


def unknown_targets(names: Iterable[str]) -> str:
    """What is wrong with the first name that is no target, or nothing."""
    known = registry()
    for name in names:
        if name not in known:
            guess = nearest(name, known)
            hint = f"Did you mean {guess!r}? " if guess else ""
            return f"There is no share target {name[:32]!r}. {hint}Known: {', '.join(known)}."
    return ""


# --- What a system check says --------------------------------------------------------------------


def mistakes(targets: object) -> list[str]:
    """What is wrong with a list of targets; an empty list when nothing is."""
    if not isinstance(targets, (list, tuple)):
        return [f"the function must return a list of ShareTarget, not {type(targets).__name__}"]
    found: list[str] = []
    seen: set[str] = set()
    for target in targets:
        if not isinstance(target, ShareTarget):
            found.append(f"{target!r} is no ShareTarget")
            continue
        found += [f"{target.id!r}: {mistake}" for mistake in _mistakes_of(target)]
        if target.id in seen:
            found.append(f"{target.id!r}: there is another target of this id")
        seen.add(target.id)
    return found


def _mistakes_of(target: ShareTarget) -> Iterable[str]:
    if not _ID.fullmatch(str(target.id)):
        yield "the id must be 1 to 32 of a–z, 0–9, - and _, and begin with a letter"
    if not str(target.label).strip():
        yield "the label is empty"
    if target.kind not in get_args(Kind):
        yield f"the kind must be one of {', '.join(get_args(Kind))}, not {target.kind!r}"
    elif target.kind == "link":
        yield from _mistakes_of_address(target.url)
    elif target.url:
        yield f"a target of the kind {target.kind!r} has no address of its own"
    if target.unit not in get_args(Unit):
        yield f"the unit must be one of {', '.join(get_args(Unit))}, not {target.unit!r}"
    for name, least in (("max_length", 1), ("url_length", 0)):
        length = getattr(target, name)
        if length is not None and (not isinstance(length, int) or length < least):
            yield f"{name} must be a whole number, {least} or more, not {length!r}"
    if not hasattr(target.checked, "isoformat"):
        yield f"checked must be a date, not {target.checked!r}"
    if not str(target.source).startswith(("https://", "http://")):
        yield "source must be the address of the page that says how the network wants its links"


def _mistakes_of_address(url: str) -> Iterable[str]:
    if urlsplit(url).scheme not in SCHEMES:
        yield f"the address must begin with one of {', '.join(SCHEMES)}, not {url[:40]!r}"
    try:
        names = [name for _text, name, _spec, _how in string.Formatter().parse(url)]
    except ValueError as error:
        yield f"the address cannot be read: {error}"
        return
    for name in names:
        if name is not None and name not in PLACEHOLDERS:
            guess = nearest(name, PLACEHOLDERS)
            hint = f"did you mean {{{guess}}}?" if guess else f"known: {', '.join(PLACEHOLDERS)}"
            yield f"there is no placeholder {{{name}}}; {hint}"
    if "url" not in names:
        yield "the address holds no {url}: what is shared would lead nowhere"
    if re.search(r"[\s+]", url):
        yield "a space in the address must be written as %20"


def _reset(*, setting: str, **kwargs: Any) -> None:
    if setting == SETTING_NAME:
        registry.cache_clear()


setting_changed.connect(_reset, dispatch_uid="wagtail_parenting.sharing.targets")
