"""What a moderator can do with a comment at a click, and when it makes sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wagtail_parenting.comments import actions
from wagtail_parenting.comments.admin.queue import Tab
from wagtail_parenting.comments.models import ReaderComment, RecentPost, Status

APPROVED, HELD, SPAM, REMOVED = Status.APPROVED, Status.HELD, Status.SPAM, Status.REMOVED


@dataclass(frozen=True)
class Act:
    """``said`` is what the message says, with ``count`` of them; ``key`` does it by keyboard."""

    verb: str
    run: Callable[..., ReaderComment]
    label: Any
    icon: str
    said: Any
    statuses: frozenset[str]
    key: str = ""
    fits_too: Callable[[ReaderComment], bool] = lambda comment: True

    @property
    def is_primary(self) -> bool:
        """What most of those that wait need."""
        return self.verb in ("approve", "restore")

    def fits(self, comment: ReaderComment) -> bool:
        return comment.status in self.statuses and self.fits_too(comment)

    def message(self, count: int) -> str:
        return str(self.said % {"count": count})


ACTS = {
    act.verb: act
    for act in (
        Act(
            "approve",
            actions.approve,
            _("Approve"),
            "check",
            ngettext_lazy(
                "%(count)d reader comment was approved.",
                "%(count)d reader comments were approved.",
                "count",
            ),
            frozenset({HELD}),
            key="a",
        ),
        Act(
            "restore",
            actions.restore,
            _("Restore"),
            "rotate",
            ngettext_lazy(
                "%(count)d reader comment was restored.",
                "%(count)d reader comments were restored.",
                "count",
            ),
            frozenset({SPAM, REMOVED}),
            key="a",
        ),
        Act(
            "spam",
            actions.mark_spam,
            _("Spam"),
            "warning",
            ngettext_lazy(
                "%(count)d reader comment was taken for spam.",
                "%(count)d reader comments were taken for spam.",
                "count",
            ),
            frozenset({HELD, APPROVED, REMOVED}),
            key="s",
        ),
        Act(
            "remove",
            actions.remove,
            _("Remove"),
            "bin",
            ngettext_lazy(
                "%(count)d reader comment was removed.",
                "%(count)d reader comments were removed.",
                "count",
            ),
            frozenset({HELD, APPROVED, SPAM}),
            key="r",
        ),
        Act(
            "hold",
            actions.hold,
            _("Put back into the queue"),
            "time",
            ngettext_lazy(
                "%(count)d reader comment waits again.",
                "%(count)d reader comments wait again.",
                "count",
            ),
            frozenset({APPROVED, SPAM, REMOVED}),
        ),
        Act(
            "pin",
            actions.pin,
            _("Pin to the top"),
            "thumbtack",
            ngettext_lazy(
                "%(count)d reader comment was pinned.",
                "%(count)d reader comments were pinned.",
                "count",
            ),
            frozenset({APPROVED}),
            fits_too=lambda comment: not comment.depth and not comment.pinned,
        ),
        Act(
            "unpin",
            actions.unpin,
            _("Unpin"),
            "thumbtack-crossed",
            ngettext_lazy(
                "%(count)d reader comment was unpinned.",
                "%(count)d reader comments were unpinned.",
                "count",
            ),
            frozenset({APPROVED}),
            fits_too=lambda comment: comment.pinned,
        ),
        Act(
            "clear_reports",
            actions.clear_reports,
            _("Settle the reports"),
            "check",
            ngettext_lazy(
                "The reports of %(count)d reader comment are settled.",
                "The reports of %(count)d reader comments are settled.",
                "count",
            ),
            frozenset({APPROVED}),
            fits_too=lambda comment: comment.reports > 0,
        ),
        Act(
            "remove_recent_post",
            actions.remove_recent_post,
            _("Remove the recent post"),
            "cross",
            ngettext_lazy(
                "The recent post of %(count)d reader comment was removed.",
                "The recent posts of %(count)d reader comments were removed.",
                "count",
            ),
            frozenset({APPROVED, HELD, SPAM, REMOVED}),
            fits_too=lambda comment: (
                comment.recent_state in (RecentPost.WANTED, RecentPost.READY, RecentPost.FAILED)
            ),
        ),
    )
}

#: What can be done with many at once, by the tab they stand in.
IN_BULK: dict[str, tuple[str, ...]] = {
    Tab.HELD: ("approve", "spam", "remove"),
    Tab.REPORTED: ("approve", "spam", "remove"),
    Tab.APPROVED: ("spam", "remove", "hold"),
    Tab.SPAM: ("restore", "remove"),
    Tab.REMOVED: ("restore", "spam"),
    Tab.WITHDRAWN: (),
    Tab.ALL: ("approve", "spam", "remove"),
}
#: What leads back to each status.
BACK: dict[str, Act] = {
    HELD: ACTS["hold"],
    APPROVED: ACTS["restore"],
    SPAM: ACTS["spam"],
    REMOVED: ACTS["remove"],
}


def in_bulk(tab: str) -> list[Act]:
    return [ACTS[verb] for verb in IN_BULK[tab]]


def of_row(comment: ReaderComment, tab: str) -> list[Act]:
    """What is offered beside a comment in a tab. To approve what was reported lets it stand."""
    return [act for act in in_bulk(tab) if tab == Tab.REPORTED or act.fits(comment)]


def fitting(comment: ReaderComment) -> list[Act]:
    return [act for act in ACTS.values() if act.fits(comment)]


def named(verb: str) -> Act | None:
    """The act of that name that can be done with many."""
    return ACTS[verb] if any(verb in verbs for verbs in IN_BULK.values()) else None
