"""The readers' conversations, as ``content/comments/`` has them: written long ago, told to nobody.

They are stored by the same action that places a reader's comment, so threads, counts and versions
come about as they would; the oldest first, as their ids tell.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from example_site.demo.content import CONTENT
from example_site.demo.readers import reader_fields
from example_site.demo.users import Users
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.comments import body as bodies
from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.models import (
    Badge,
    CommentLike,
    CommentReport,
    CommentSettings,
    ReaderComment,
    RecentPost,
    Status,
)
from wagtail_parenting.comments.written import body_fields
from wagtail_parenting.headless import community
from wagtail_parenting.moderation import known_domains
from wagtail_parenting.moderation.pipeline import reason

FOLDER = CONTENT / "comments"
TEAM = "The Small Hours"
RULES = (
    "<p>Be kind: everyone here is tired. Please leave out children’s full names, and ask a doctor, "
    "midwife or health visitor, not us, when a child is ill.</p>"
)
#: Those who wait must look as if they had just been sent, whenever the demo is loaded.
WAITING_SINCE = datetime.timedelta(hours=30)


@dataclass(frozen=True)
class Written:
    """One comment of a file, and what it answers."""

    raw: dict[str, Any]
    answers: int | None
    number: int

    @property
    def status(self) -> str:
        return str(self.raw.get("status", Status.APPROVED))


def make_comments(pages: dict[str, Any], users: Users) -> None:
    """All conversations, below the pages of the same slugs."""
    chance = random.Random(20261125)
    for file in sorted(FOLDER.glob("*.yaml")):
        threads = yaml.safe_load(file.read_text(encoding="utf-8"))
        page = pages[file.stem]
        page.refresh_from_db()
        _Conversation(page, users, chance).tell(list(_flat(threads)))


def make_settings(site: Any) -> None:
    CommentSettings.objects.update_or_create(site=site, defaults={"rules": RULES})


def _flat(threads: list[dict[str, Any]]) -> Iterator[Written]:
    """Every comment, numbered, above its replies."""
    number = 0
    waiting: list[tuple[dict[str, Any], int | None]] = [(raw, None) for raw in reversed(threads)]
    while waiting:
        raw, answers = waiting.pop()
        yield Written(raw, answers, number)
        waiting += [(reply, number) for reply in reversed(raw.get("replies", []))]
        number += 1


class _Conversation:
    """What is written below one page."""

    def __init__(self, page: Any, users: Users, chance: random.Random) -> None:
        self.page, self.users, self.chance = page, users, chance
        self.stored: dict[int, ReaderComment] = {}

    def tell(self, written: list[Written]) -> None:
        with transaction.atomic():
            community.lock(self.page.pk)
            for one in sorted(written, key=lambda one: one.raw["hours"]):
                self._store(one)
            for one in written:  # once their replies are there, so that tombstones stay
                if one.status not in (Status.APPROVED, Status.HELD, Status.SPAM):
                    places.change(self._fresh(one), one.status)

    def _store(self, one: Written) -> None:
        raw = one.raw
        waits = one.status in (Status.HELD, Status.SPAM)
        at = self._moment(raw["hours"], waits)
        parent = self.stored[one.answers] if one.answers is not None else None
        if parent is not None:
            parent.refresh_from_db()
        comment = ReaderComment(
            page=self.page,
            **body_fields(raw["body"].strip()),
            **self._writer(raw, waits),
            status=one.status if waits else Status.APPROVED,
            reasons=[reason(word) for word in raw.get("reasons", [])],
            website=raw.get("website", ""),
            language="en",
            seed=self.chance.randrange(2**15),
            created_at=at,
            decided_at=at,
            announced_at=at,
            pinned=raw.get("pinned", False),
            edited_at=at + datetime.timedelta(minutes=4) if "edited" in raw else None,
            edited_by_team=raw.get("edited") == "team",
            **_recent_post(raw),
        )
        places.insert(comment, parent)
        self._like(comment, raw.get("likes", 0))
        self._report(comment, raw.get("reports", []))
        if not waits:
            known_domains.remember(bodies.links(comment.body))
        self.stored[one.number] = comment

    def _fresh(self, one: Written) -> ReaderComment:
        comment = self.stored[one.number]
        comment.refresh_from_db()
        return comment

    def _moment(self, hours: float, waits: bool) -> datetime.datetime:
        if waits:
            return timezone.now() - WAITING_SINCE * self.chance.random()
        start: datetime.datetime = _begin(self.page)
        latest = max(start, timezone.now() - datetime.timedelta(minutes=10))
        return min(start + datetime.timedelta(hours=hours), latest)

    def _writer(self, raw: dict[str, Any], waits: bool) -> dict[str, Any]:
        by = raw.get("by")
        if by is None:
            return {"name": raw["name"], **reader_fields(raw["name"], is_confirmed=not waits)}
        if by == "editor":
            return {"name": TEAM, "user": self.users.editor, "badge": Badge.TEAM}
        person = Contributor.objects.get(slug=by)
        return {"name": person.name, "user": person.user, "badge": Badge.AUTHOR}

    def _like(self, comment: ReaderComment, count: int) -> None:
        likers = [f"demo-{comment.pk}-{number}" for number in range(count)]
        CommentLike.objects.bulk_create(
            [CommentLike(comment=comment, liker=liker[:24], is_new=False) for liker in likers]
        )
        ReaderComment.objects.filter(pk=comment.pk).update(likes=count)

    def _report(self, comment: ReaderComment, reports: list[dict[str, str]]) -> None:
        CommentReport.objects.bulk_create(
            CommentReport(comment=comment, reporter=f"demo-{number}", **report)
            for number, report in enumerate(reports)
        )
        ReaderComment.objects.filter(pk=comment.pk).update(reports=len(reports))


def _begin(page: Any) -> Any:
    """When people began to talk below a page: an article, or an edition of a link-up."""
    return page.opens_at if getattr(page, "is_linkup", False) else page.published_at


def _recent_post(raw: dict[str, Any]) -> dict[str, Any]:
    post = raw.get("recent_post")
    if post is None:
        return {}
    return {
        "recent_state": RecentPost.READY,
        "recent_title": post["title"],
        "recent_url": raw["website"].rstrip("/") + post["path"],
        "recent_at": timezone.now(),
    }
