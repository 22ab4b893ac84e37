"""Comments as moderators read them, with all that is shown beside them loaded at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wagtail_parenting.api.shapes import HeldReason
from wagtail_parenting.comments import body as bodies
from wagtail_parenting.comments import editing
from wagtail_parenting.comments.admin.acts import Act, of_row
from wagtail_parenting.comments.admin.history import Past, latest
from wagtail_parenting.comments.admin.web_addresses import WebAddress, web_address
from wagtail_parenting.comments.models import CommentReport, ReaderComment, Status
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation.permissions import may_see_addresses
from wagtail_parenting.moderation.reasons import held_reasons
from wagtail_parenting.readers.models import Reader


@dataclass(frozen=True)
class Row:
    """One comment. ``url`` leads to it on its frontend, or to its page as long as readers cannot
    see it; ``address`` is empty for those who may not see it; ``reports`` are reasons and how
    often each was given; ``last`` is what was done with it last."""

    comment: ReaderComment
    page_title: str
    url: str
    parent: ReaderComment | None
    address: str
    reports: list[tuple[str, int]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    last: Past | None = None

    @property
    def name(self) -> str:
        return self.comment.name or _("Someone")

    @property
    def title(self) -> str:
        """What it is called where its words do not stand."""
        return _("%(name)s on “%(title)s”") % {"name": self.name, "title": self.page_title}

    @property
    def words(self) -> str:
        return bodies.plain(self.comment.body)

    @property
    def parent_name(self) -> str:
        return (self.parent.name if self.parent is not None else "") or _("Someone")

    @property
    def parent_words(self) -> str:
        """Of what it answers; empty for a tombstone that has lost them."""
        return bodies.plain(self.parent.body) if self.parent is not None else ""

    @property
    def reasons(self) -> list[HeldReason]:
        """Each once: what is held again may be so for the same reason."""
        found: list[HeldReason] = []
        for reason in held_reasons(self.comment.reasons):
            if reason not in found:
                found.append(reason)
        return found

    @property
    def website(self) -> WebAddress | None:
        return web_address(self.comment.website)

    @property
    def standing(self) -> str:
        return standing_of(self.comment)

    @property
    def is_waiting(self) -> bool:
        return self.comment.status == Status.HELD


def standing_of(comment: ReaderComment) -> str:
    """What is known of its writer."""
    if comment.user_id is not None:
        return _("Signed in")
    if comment.is_verified:
        return _("Confirmed address")
    if comment.reader_id is not None:
        return _("Address not confirmed")
    return _("No address")


def rows(comments: Iterable[ReaderComment], request: HttpRequest, tab: str = "") -> list[Row]:
    """At most 5 queries, and what ``Frontends`` needs. With a ``tab``, what can be done in it, and
    what was done last."""
    shown = list(comments)
    pages = all_pages().in_bulk({comment.page_id for comment in shown})
    parents = ReaderComment.objects.in_bulk({c.parent_id for c in shown if c.parent_id})
    reports = _reports({comment.pk for comment in shown if comment.reports})
    addresses = _addresses(shown) if may_see_addresses(request.user) else {}
    done = latest(shown) if tab else {}
    frontends = Frontends.of(request)
    return [
        Row(
            comment=comment,
            page_title=page.title if page is not None else "",
            url=_url(comment, page, frontends),
            parent=parents.get(comment.parent_id or 0),
            address=addresses.get(comment.reader_id or 0, ""),
            reports=reports.get(comment.pk, []),
            acts=of_row(comment, tab) if tab else [],
            last=done.get(comment.pk),
        )
        for comment in shown
        for page in [pages.get(comment.page_id)]
    ]


def _url(comment: ReaderComment, page: Any, frontends: Frontends) -> str:
    url = frontends.url(page) if page is not None and page.live else None
    if not url:
        return ""
    return f"{url}#{editing.anchor(comment.pk)}" if comment.is_shown else url


def _addresses(comments: list[ReaderComment]) -> dict[int, str]:

    ids = {comment.reader_id for comment in comments if comment.reader_id}
    return dict(Reader.objects.filter(pk__in=ids).values_list("pk", "address"))


def _reports(ids: set[int]) -> dict[int, list[tuple[str, int]]]:
    """Of each comment: why it was reported, and how often."""
    given = CommentReport.objects.filter(comment__in=ids, resolved_at=None)
    counted = given.order_by().values_list("comment", "reason").annotate(times=Count("pk"))
    labels = dict(CommentReport.Reason.choices)
    found: dict[int, list[tuple[str, int]]] = {}
    for comment_id, reason, times in counted.order_by("-times", "reason"):
        found.setdefault(comment_id, []).append((str(labels.get(reason, reason)), times))
    return found
