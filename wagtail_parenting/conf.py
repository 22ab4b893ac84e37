"""Every setting of the package: one frozen dataclass, read from ``settings.WAGTAIL_PARENTING``.

Keys of the dictionary are the upper-case field names. ``config()`` never raises for an unknown key,
so that one typo does not keep ``manage.py check`` from naming it: ``setting_problems`` does.
``docs/reference/settings.md`` is generated from this class.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from django.conf import settings
from django.core.signals import setting_changed

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
        "`care_cards`, `stage_ages`, `review_dates`, `references`, `sponsor`, `comments_blocks`. "
        "On a page that is already live, `refuse` means `warn`.",
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
    comment_needs: Sequence[str] = _setting(
        lambda: ["name", "email"],
        "What a guest must give besides the text: any of `name` and `email`. Who has confirmed an "
        "address or has an account needs neither.",
    )
    comment_max_length: int = _setting(
        5000, "Longest text of a comment; longer ones are refused.", unit="characters"
    )
    comment_edit_seconds: int = _setting(
        900,
        "How long a commenter may edit what she wrote. A reply ends it at once; withdrawing is "
        "possible at any time.",
        unit="seconds",
    )
    comment_depth: int = _setting(
        3,
        "How many levels of replies are shown one inside the other. Deeper ones stand under the "
        "deepest and name whom they answer; what is stored has no limit.",
        unit="levels",
    )
    comment_emoticons: bool = _setting(True, "Whether `:)` and its like are shown as emoji.")
    comment_avatars: bool = _setting(
        False,
        "Whether pictures from Gravatar are shown beside comments of confirmed addresses. A task "
        "fetches each once and keeps a copy: readers' browsers ask Gravatar nothing.",
    )
    merge_translations: bool = _setting(
        False,
        "Whether the comments of all translations of a page are read together. Written ones stay "
        "below the page on which they were written.",
    )
    comments_per_minute: int = _setting(
        6,
        "How many comments one address may send, and how many edit; more are answered 429.",
        unit="comments a minute",
    )
    entry_needs: Sequence[str] = _setting(
        lambda: ["name", "email"],
        "What a guest must give with a link: any of `name` and `email`. Who has confirmed an "
        "address or has an account needs neither.",
    )
    entries_per_minute: int = _setting(
        6,
        "How many links one address may send, and how many edit; more are answered 429.",
        unit="links a minute",
    )
    likes_per_minute: int = _setting(
        60, "How many likes one address may send; more are answered 429.", unit="likes a minute"
    )
    reports_per_minute: int = _setting(
        6, "How many reports one address may send; more are answered 429.", unit="reports a minute"
    )
    reports_to_hide: int = _setting(
        3,
        "So many reports, from as many addresses, hold a comment or a link until a moderator has "
        "looked.",
        unit="reports",
    )
    form_min_seconds: Whole = _setting(  # noqa: RUF009 - as the others are
        3, "What is sent sooner after its form was shown waits for a moderator.", unit="seconds"
    )
    form_max_seconds: int = _setting(
        24 * 3600,
        "How long a form token is good for. Afterwards the answer brings a fresh one.",
        unit="seconds",
    )
    moderation_rules: Sequence[str] = _setting(
        lambda: [
            f"wagtail_parenting.moderation.rules.{rule}"
            for rule in (
                "proof.ProofOfWork",
                "form.TooFast",
                "form.Honeypot",
                "flood.Flood",
                "flood.Duplicate",
                "block_lists.BlockLists",
                "links.Links",
                "links.NewLinkDomain",
                "trust.BorrowedIdentity",
                "trust.ApprovalMode",
                "akismet.Akismet",
            )
        ],
        "Dotted paths of the rules that decide what waits for a moderator, all of which are asked.",
    )
    flood_per_hour: int = _setting(
        20,
        "More comments of one address than this wait for a moderator; links are counted by "
        "themselves.",
        unit="comments or links an hour",
    )
    flood_per_page_and_minute: int = _setting(
        30,
        "More comments below one page than this wait for a moderator, and more links of one "
        "edition.",
        unit="comments or links a minute",
    )
    links_allowed: Whole = _setting(  # noqa: RUF009 - as the others are
        2,
        "A comment with more links waits for a moderator. The link of a link-up is not counted.",
        unit="links",
    )
    hold_new_link_domains: bool = _setting(
        True,
        "Whether a comment with a link to a domain that nothing approved has linked to waits. It "
        "is not asked of the link of a link-up.",
    )
    akismet_key: str = _setting(
        "",
        "Key for Akismet, which is then asked by task about the comments of everyone without a "
        "badge, and not about links of link-ups. Needs the extra `akismet`.",
    )
    proof_of_work: Whole = _setting(  # noqa: RUF009 - as the others are
        0,
        "How hard the riddle is that a browser solves before it sends: hexadecimal zeros, each 16 "
        "times the work; 4 take a phone about a second. 0 asks for none. Needs the extra `altcha`.",
        unit="digits",
    )
    confirmations_per_day: int = _setting(
        3, "How many mails to confirm one address are sent.", unit="mails a day"
    )
    mailed_link_seconds: int = _setting(
        3 * 24 * 3600, "How long a mailed link works.", unit="seconds"
    )
    recent_post_days: int = _setting(
        365, "How long the newest post of a commenter's blog is shown.", unit="days"
    )
    keep_connection_days: int = _setting(
        30, "How long the keyed hash of a sender's address is kept.", unit="days"
    )
    keep_removed_days: int = _setting(
        30,
        "How long spam, what was removed or withdrawn, and what was redacted are kept for "
        "moderators.",
        unit="days",
    )
    keep_unconfirmed_days: int = _setting(
        30,
        "How long an address that nobody confirmed is kept once nothing written with it is left.",
        unit="days",
    )
    outbound_contact: str = _setting(
        "",
        "Address of a page or mailbox that tells others who fetches from them; it stands in the "
        "User-Agent. Default: the first site's own.",
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
    "comments_blocks",
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
