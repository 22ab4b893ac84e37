"""An entry before the rules of moderation, which are those of reader comments."""

from __future__ import annotations

from typing import Any

from wagtail_parenting.comments.models import comment_settings
from wagtail_parenting.linkups.history import EntryHistory
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation import pipeline
from wagtail_parenting.moderation.pipeline import Form, Submission, Verdict
from wagtail_parenting.tokens import keyed_hashes


def judge(
    entry: LinkUpEntry,
    approval: str,
    *,
    form: Form | None = None,
    connection: str = "",
) -> Verdict:
    """What the rules say."""
    return pipeline.judge(submission_of(entry, approval, form, connection))


def submission_of(
    entry: LinkUpEntry,
    approval: str,
    form: Form | None = None,
    connection: str = "",
    *,
    is_replayed: bool = False,
) -> Submission:
    """``entry``, stored or not, as the rules see it. Its link is its web site: to link is what it
    is for, so the rules for links in texts do not count it."""
    connections = keyed_hashes("connection", connection) if connection else ()
    if not connections and entry.ip_key:
        connections = [entry.ip_key]
    return Submission(
        kind="entry",
        history=EntryHistory(entry),
        approval=approval,
        name=entry.name,
        address=entry.reader.address if entry.reader is not None else "",
        website=entry.url,
        text="\n".join(filter(None, [entry.title, entry.blog, entry.description])),
        connections=connections,
        is_verified=entry.is_verified,
        form=form,
        is_replayed=is_replayed,
    )


def approval_of(series: Any, site: Any) -> str:
    """Whose links wait: as the series says, or else the site of comments."""
    own = getattr(series, "entry_approval", "")
    return str(own or comment_settings(site).approval)
