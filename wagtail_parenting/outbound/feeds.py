"""The newest post of a blog, from the address of the blog. For tasks: it fetches.

The page names its feed in its head, or is itself a feed, or has one at ``/feed/``. The post that
the feed names must be on the registrable domain of the address that was given, so that nobody
borrows a stranger's title, and no link leads elsewhere.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser

from wagtail_parenting import names
from wagtail_parenting.headless.plain_text import plain_text, shortened
from wagtail_parenting.outbound.addresses import web_address
from wagtail_parenting.outbound.domains import is_same_domain
from wagtail_parenting.outbound.feed_entries import Entry, entries_of, newest
from wagtail_parenting.outbound.fetch import fetch
from wagtail_parenting.outbound.outcomes import Fetched, FetchFailed
from wagtail_parenting.outbound.page_head import head_links

MAX_TITLE = 200
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
#: So much of a title is looked at.
_LONGEST_TITLE = 2000


@dataclass(frozen=True, kw_only=True)
class NewestPost:
    """A post: ``title`` in one line of plain text, at most 200 characters; ``url`` http or https,
    on the domain of the blog, in ASCII."""

    title: str
    url: str
    published_at: datetime.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NoPost:
    """The blog was reached, but there is no post to show.

    ``no_feed``: it names none, and none stands at ``/feed/``. ``unreadable``: that is no feed.
    ``empty``: a feed without entries. ``no_title``, ``foreign_link``: the newest entry has no
    title, or leads nowhere on the blog's domain.
    """

    reason: Literal["no_feed", "unreadable", "empty", "no_title", "foreign_link"]
    may_retry: bool = False
    retry_after_s: int | None = None

    @property
    def text(self) -> str:
        """A sentence for users."""
        return _("No post was found on this web site.")


def newest_post(site_url: str) -> NewestPost | NoPost | FetchFailed:
    """The newest post of the blog at ``site_url``. At most two fetches. Never raises for what a
    server does; both kinds of failure have ``reason``, ``text`` and ``may_retry``."""
    feed = _feed_of(site_url)
    if not isinstance(feed, Fetched):
        return feed
    entries = entries_of(feed.body, charset=feed.charset)
    if entries is None:
        return NoPost(reason="unreadable")
    entry = newest(entries)
    return _post(entry, feed.url, site_url) if entry else NoPost(reason="empty")


def _feed_of(site_url: str) -> Fetched | NoPost | FetchFailed:
    page = fetch(site_url, kind="page_or_feed")
    if isinstance(page, FetchFailed) or page.body_kind == "feed":
        return page
    links = head_links(page.body, url=page.url)
    named = [link.url for link in links if "alternate" in link.rel and link.type in _FEED_TYPES]
    if named:
        return fetch(named[0], kind="feed")
    guessed = fetch(urljoin(page.url, "/feed/"), kind="feed")
    return NoPost(reason="no_feed") if _is_missing(guessed) else guessed


def _is_missing(guessed: Fetched | FetchFailed) -> bool:
    return isinstance(guessed, FetchFailed) and not guessed.may_retry


def _post(entry: Entry, feed_url: str, site_url: str) -> NewestPost | NoPost:
    url = web_address(feed_url, entry.link.strip())
    if not url or not is_same_domain(url, site_url):
        return NoPost(reason="foreign_link")
    title = _title(entry.title)
    if not title:
        return NoPost(reason="no_title")
    return NewestPost(title=title, url=url, published_at=entry.at)


def _title(written: str) -> str:
    """The words of a title, which may be HTML, and may be broken off in the middle of a tag."""
    tree = LexborHTMLParser(f"<body>{written[:_LONGEST_TITLE]}")
    tree.strip_tags(["script", "style", "template", "textarea", "iframe", "noscript"])
    markup = tree.body.html if tree.body else ""
    return shortened(names.clean(plain_text(markup or "")), MAX_TITLE)
