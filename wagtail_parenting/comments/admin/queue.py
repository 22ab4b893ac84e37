"""What moderators look through when they look after reader comments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wagtail_parenting.comments import actions
from wagtail_parenting.comments.models import CommentReport, ReaderComment, RecentPost, Status
from wagtail_parenting.moderation.admin.queue.acts import Act, Acts
from wagtail_parenting.moderation.admin.queue.queues import Queue
from wagtail_parenting.moderation.admin.queue.tabs import Tab

APPROVED, HELD, SPAM, REMOVED = Status.APPROVED, Status.HELD, Status.SPAM, Status.REMOVED

ACTS = (
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

COMMENTS = Queue(
    model=ReaderComment,
    reports=CommentReport,
    page="page",
    reported="comment",
    namespace="parenting_comments",
    log_prefix="parenting.comment",
    icon="comment",
    templates="wagtail_parenting/admin/reader_comments",
    acts=Acts(ACTS),
    title=_("Reader comments"),
    plural=_("reader comments"),
    one=_("Reader comment"),
    by_sender=_("Its writer"),
    tick_first=_("Tick the reader comments first."),
    undone=ngettext_lazy(
        "%(count)d reader comment is where it was.",
        "%(count)d reader comments are where they were.",
        "count",
    ),
    withdrawn=ngettext_lazy(
        "%(count)d reader comment was withdrawn by its writer.",
        "%(count)d reader comments were withdrawn by their writers.",
        "count",
    ),
    waits=ngettext_lazy(
        "Reader comments: %(count)d waits", "Reader comments: %(count)d wait", "count"
    ),
    waits_for_you=ngettext_lazy(
        "%(count)d reader comment waits for you.",
        "%(count)d reader comments wait for you.",
        "count",
    ),
    no_match=_("No reader comments match."),
    empty={
        Tab.HELD: _(
            "Nothing waits. What readers write comes here when a rule holds it: from newcomers, "
            "with many links, with a word of the block list, or after several reports."
        ),
        Tab.REPORTED: _(
            "No reader has reported anything. A comment stands here until you approve or remove "
            "it; after several reports it is hidden until then."
        ),
        Tab.APPROVED: _("Nobody has written yet. What everyone can read stands here."),
        Tab.SPAM: _(
            "Nothing is taken for spam. What you, the block list or a spam filter take for it "
            "stays here for some days."
        ),
        Tab.REMOVED: _("Nothing has been removed. What you remove stays here for some days."),
        Tab.WITHDRAWN: _(
            "Nobody has withdrawn anything. What readers take back stands here until it is purged."
        ),
        Tab.ALL: _("Nobody has written yet. Whatever readers write comes here."),
    },
)
