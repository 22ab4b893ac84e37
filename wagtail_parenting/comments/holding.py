"""What comments hold of a reader."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q

from wagtail_parenting.api.shapes import ExportedComment
from wagtail_parenting.api.times import utc
from wagtail_parenting.comments import actions, editing, thread_pages
from wagtail_parenting.comments.models import Notify, ReaderComment
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.moderation.holding import SentHolding
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Reader

_TOPIC = re.compile(r"(replies|thread)-(\d+)")


class CommentHolding(SentHolding):
    """The comments that someone wrote."""

    name = "comments"
    things = ReaderComment
    page = "page"

    def export(self, who: Who) -> list[dict[str, Any]]:
        """2 queries. Of a page that is not public any more, nothing is told."""
        comments = list(ReaderComment.objects.filter(who.own()).order_by("pk"))
        ids = {comment.page_id for comment in comments}
        pages = thread_pages.on_any_site(Frontends.current(), ids)
        return [dict(_exported(comment, pages)) for comment in comments]

    def erase(self, who: Who, *, keep_text: bool) -> None:
        actions.erase(who=who, keep_text=keep_text)

    def byline_of(self, who: Who) -> tuple[str, str]:
        """Anyone can type an address: only what this browser wrote tells the name behind it."""
        if not who.visitor:
            return "", ""
        written = ReaderComment.objects.filter(owner=who.visitor).exclude(name="").order_by("-pk")
        return written.values_list("name", "website").first() or ("", "")

    def topics_of(self, who: Who, reader: Reader) -> list[str]:
        if not who.visitor:
            return []
        written = ReaderComment.objects.filter(owner=who.visitor, reader=reader)
        return [editing.topic_of(comment) for comment in written.exclude(notify=Notify.NONE)]

    def forget_topics(self, reader_id: int, topics: list[str]) -> None:
        wanted = Q(pk__in=[])
        for kind, pk in filter(None, map(_read_topic, topics)):
            wanted |= Q(pk=pk) if kind == "replies" else Q(pk=pk) | Q(root=pk)
        mine = ReaderComment.objects.filter(wanted, reader=reader_id)
        mine.exclude(notify=Notify.NONE).update(notify=Notify.NONE)

    def hand_over(self, visitor: str, key: str) -> None:
        actions.hand_over(visitor=visitor, key=key)

    def topic_titles(self, topics: list[str]) -> dict[str, str]:
        """2 queries, and what ``Frontends`` needs."""
        read = {topic: found[1] for topic in topics if (found := _read_topic(topic))}
        begun = ReaderComment.objects.filter(pk__in=read.values())
        page_of = dict(begun.values_list("pk", "page"))
        pages = thread_pages.on_any_site(Frontends.current(), set(page_of.values()))
        shown = {topic: pages.get(page_of.get(pk, 0)) for topic, pk in read.items()}
        return {topic: page.title for topic, page in shown.items() if page is not None}


def _read_topic(topic: str) -> tuple[str, int] | None:
    found = _TOPIC.fullmatch(topic)
    return (found[1], int(found[2])) if found else None


def _exported(comment: ReaderComment, pages: dict[int, Any]) -> ExportedComment:
    page = pages.get(comment.page_id)
    return {
        "id": comment.pk,
        "page": page.title if page is not None else "",
        "url": f"{page.page_url}#{editing.anchor(comment.pk)}" if page is not None else None,
        "status": comment.status,
        "name": comment.name,
        "website": comment.website,
        "body": comment.body,
        "notify": comment.notify,
        "likes": comment.likes,
        "created_at": utc(comment.created_at) or "",
        "edited_at": utc(comment.edited_at),
    }
