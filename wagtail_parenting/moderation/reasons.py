"""The reasons for which something waits, in words for moderators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from wagtail_parenting.api.shapes import HeldReason

LABELS: dict[str, object] = {
    "newcomer": _("Newcomer"),
    "approval": _("Everyone’s wait here"),
    "too_fast": _("Sent too fast"),
    "honeypot": _("Filled in the hidden field"),
    "flood": _("Many from one connection"),
    "busy_page": _("Many on one page"),
    "duplicate": _("Sent before"),
    "links": _("Many links"),
    "new_link_domain": _("Links to a new site"),
    "blocked_address": _("Address on the block list"),
    "blocked_domain": _("Site on the block list"),
    "blocked_word": _("Word on the block list"),
    "blocked_connection": _("Connection on the block list"),
    "borrowed_name": _("Name of someone of the team"),
    "borrowed_address": _("Address of someone of the team"),
    "akismet": _("Akismet has not answered yet"),
    "akismet_spam": _("Akismet takes it for spam"),
    "duplicate_link": _("Leads to the page of another entry"),
    "no_backlink": _("Does not link back"),
    "home_page": _("Leads to a home page"),
    "blocked_target": _("Leads to a site on the block list"),
    "reported": _("Reported by readers"),
    "moderator": _("Held by a moderator"),
}

#: What nobody can see in what is stored: how it was sent, and what people and services said of it.
LASTING = {
    "too_fast",
    "honeypot",
    "flood",
    "busy_page",
    "duplicate",
    "akismet",
    "akismet_spam",
    "duplicate_link",
    "no_backlink",
    "home_page",
    "blocked_target",
    "reported",
    "moderator",
}


def label(reason: str) -> str:
    """``reason`` in words; a site's own rule has its word."""
    return str(LABELS.get(reason, reason.replace("_", " ").capitalize()))


def held_reasons(kept: Iterable[Mapping[str, str]]) -> list[HeldReason]:
    """Reasons as they are kept, with their labels."""
    return [
        {"reason": item["reason"], "label": label(item["reason"]), "note": item.get("note", "")}
        for item in kept
    ]
