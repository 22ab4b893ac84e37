"""What a blogger sends, checked: every door takes links through here."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from wagtail_parenting.input_fields import (
    InputFields,
    clean_address,
    clean_line,
    refuse_unstorable,
)
from wagtail_parenting.linkups.canonical import (
    UnusableUrl,
    canonical_key,
    check_entry_url,
    is_home_page,
    key_hash,
)
from wagtail_parenting.linkups.models import MAX_DESCRIPTION, MAX_NAME, MAX_TITLE
from wagtail_parenting.outbound.domains import registrable_domain
from wagtail_parenting.tokens import keyed_hash


@dataclass(frozen=True, kw_only=True)
class WrittenEntry:
    """A link as it may be kept. ``address`` is normalised, texts are one line each."""

    url: str
    name: str = ""
    address: str = ""
    title: str = ""
    blog: str = ""
    description: str = ""
    sponsored: bool = False
    sensitive: bool = False
    rules_version: str = ""

    @property
    def digest(self) -> str:
        """Of the whole input: two that are equal are one that was sent twice."""
        return keyed_hash("input", json.dumps(vars(self), sort_keys=True))


def check(
    *,
    url: str,
    name: str = "",
    email: str = "",
    title: str = "",
    blog: str = "",
    description: str = "",
    sponsored: bool = False,
    sensitive: bool = False,
    rules_version: str = "",
    rules_in_force: str = "",
    wants_permalink: bool = False,
    needs: Collection[str] = (),
) -> WrittenEntry:
    """What was written, as it may be kept. Raises ``InvalidInput`` with an error for each field at
    fault."""
    fields = InputFields({*needs, "url"})
    written = WrittenEntry(
        url=fields.cleaned("url", url, _clean_url),
        name=fields.cleaned("name", name, partial(clean_line, longest=MAX_NAME)),
        address=fields.cleaned("email", email, clean_address),
        rules_version=rules_in_force,
        sponsored=sponsored,
        sensitive=sensitive,
        **_words(fields, title=title, blog=blog, description=description),
    )
    _refuse_home_page(fields, written.url, wants_permalink)
    if rules_version != rules_in_force:
        message = _("The rules have changed. Read them again, and agree to them as they are now.")
        fields.refuse("rules_version", message, "outdated_rules")
    fields.finish()
    return written


def check_link(url: str, *, wants_permalink: bool) -> dict[str, str]:
    """What is kept of another address for an entry. Raises ``InvalidInput``."""
    fields = InputFields({"url"})
    cleaned = fields.cleaned("url", url, _clean_url)
    _refuse_home_page(fields, cleaned, wants_permalink)
    fields.finish()
    return link_fields(cleaned)


#: What a blogger says of her link in her own words.
WORDS = ("title", "blog", "description")


def check_words(**words: str) -> dict[str, str]:
    """Those of ``WORDS`` that are given. Raises ``InvalidInput``."""
    fields = InputFields()
    cleaned = _words(fields, **words)
    fields.finish()
    return cleaned


def _words(fields: InputFields, **words: str) -> dict[str, Any]:
    longest = {"title": MAX_TITLE, "blog": MAX_NAME, "description": MAX_DESCRIPTION}
    return {
        field: fields.cleaned(field, value, partial(clean_line, longest=longest[field]))
        for field, value in words.items()
    }


def _refuse_home_page(fields: InputFields, url: str, wants_permalink: bool) -> None:
    if wants_permalink and url and is_home_page(url):
        fields.refuse("url", _("Link to one post, and not to a whole blog."), "home_page")


#: What ``link_fields`` answers.
LINK_FIELDS = ("url", "key", "key_hash", "domain")


def link_fields(url: str) -> dict[str, str]:
    """What is kept of a checked address."""
    key = canonical_key(url)
    return {
        "url": url,
        "key": key,
        "key_hash": key_hash(key),
        "domain": registrable_domain(url)[:253],
    }


def _clean_url(url: str) -> str:
    refuse_unstorable(url)
    if not url.strip():
        return ""
    try:
        return check_entry_url(url)
    except UnusableUrl as unusable:
        raise ValueError(_said(unusable.code)) from None


def _said(code: str) -> str:
    return {
        "scheme": _("A link begins with https:// or http://."),
        "credentials": _("A link with a user name or a password cannot be followed by others."),
        "host": _("This is not the address of a web page, such as https://example.org/post/."),
        "port": _("Only the usual ports of the web can be linked to."),
        "too_long": _("This address is too long."),
        "characters": _("There are characters in it that no address has."),
    }[code]
