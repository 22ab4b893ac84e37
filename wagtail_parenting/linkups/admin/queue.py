"""What moderators look through when they look after the entries of link-ups."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.models import EntryReport, LinkUpEntry
from wagtail_parenting.moderation.admin.queue.acts import Act, Acts
from wagtail_parenting.moderation.admin.queue.queues import Queue
from wagtail_parenting.moderation.admin.queue.tabs import Tab
from wagtail_parenting.moderation.standing import Status

APPROVED, HELD, SPAM, REMOVED = Status.APPROVED, Status.HELD, Status.SPAM, Status.REMOVED

ACTS = (
    Act(
        "approve",
        actions.approve,
        _("Approve"),
        "check",
        ngettext_lazy("%(count)d entry was approved.", "%(count)d entries were approved.", "count"),
        frozenset({HELD}),
        key="a",
    ),
    Act(
        "restore",
        actions.restore,
        _("Restore"),
        "rotate",
        ngettext_lazy("%(count)d entry was restored.", "%(count)d entries were restored.", "count"),
        frozenset({SPAM, REMOVED}),
        key="a",
    ),
    Act(
        "spam",
        actions.mark_spam,
        _("Spam"),
        "warning",
        ngettext_lazy(
            "%(count)d entry was taken for spam.", "%(count)d entries were taken for spam.", "count"
        ),
        frozenset({HELD, APPROVED, REMOVED}),
        key="s",
    ),
    Act(
        "remove",
        actions.remove,
        _("Remove"),
        "bin",
        ngettext_lazy("%(count)d entry was removed.", "%(count)d entries were removed.", "count"),
        frozenset({HELD, APPROVED, SPAM}),
        key="r",
    ),
    Act(
        "hold",
        actions.hold,
        _("Put back into the queue"),
        "time",
        ngettext_lazy("%(count)d entry waits again.", "%(count)d entries wait again.", "count"),
        frozenset({APPROVED, SPAM, REMOVED}),
    ),
    Act(
        "pick",
        actions.pick,
        _("Pick for the next edition"),
        "pick",
        ngettext_lazy("%(count)d entry was picked.", "%(count)d entries were picked.", "count"),
        frozenset({APPROVED}),
        fits_too=lambda entry: entry.picked_at is None,
    ),
    Act(
        "unpick",
        actions.unpick,
        _("Do not pick"),
        "cross",
        ngettext_lazy(
            "%(count)d entry is not picked any more.",
            "%(count)d entries are not picked any more.",
            "count",
        ),
        frozenset({APPROVED}),
        fits_too=lambda entry: entry.picked_at is not None,
    ),
    Act(
        "clear_reports",
        actions.approve,
        _("Settle the reports"),
        "check",
        ngettext_lazy(
            "The reports of %(count)d entry are settled.",
            "The reports of %(count)d entries are settled.",
            "count",
        ),
        frozenset({APPROVED}),
        fits_too=lambda entry: entry.reports > 0,
    ),
    Act(
        "look_again",
        actions.look_again,
        _("Look at the page again"),
        "rotate",
        ngettext_lazy(
            "The page of %(count)d entry is looked at again.",
            "The pages of %(count)d entries are looked at again.",
            "count",
        ),
        frozenset({APPROVED, HELD}),
    ),
)

ENTRIES = Queue(
    model=LinkUpEntry,
    reports=EntryReport,
    page="edition",
    reported="entry",
    namespace="parenting_entries",
    log_prefix="parenting.entry",
    icon="link",
    templates="wagtail_parenting/admin/entries",
    acts=Acts(ACTS),
    title=_("Link-ups"),
    plural=_("link-up entries"),
    one=_("Link-up entry"),
    by_sender=_("Its blogger"),
    tick_first=_("Tick the entries first."),
    undone=ngettext_lazy(
        "%(count)d entry is where it was.", "%(count)d entries are where they were.", "count"
    ),
    withdrawn=ngettext_lazy(
        "%(count)d entry was withdrawn by its blogger.",
        "%(count)d entries were withdrawn by their bloggers.",
        "count",
    ),
    waits=ngettext_lazy("Link-ups: %(count)d waits", "Link-ups: %(count)d wait", "count"),
    waits_for_you=ngettext_lazy(
        "%(count)d link waits for you.", "%(count)d links wait for you.", "count"
    ),
    no_match=_("No entries match."),
    empty={
        Tab.HELD: _(
            "Nothing waits. A link comes here when a rule holds it: from newcomers, with a word or "
            "a site of the block list, to a page that is here already, without the link back that "
            "a series requires, or after several reports."
        ),
        Tab.REPORTED: _(
            "No visitor has reported anything. An entry stands here until you approve or remove "
            "it; after several reports it is hidden until then."
        ),
        Tab.APPROVED: _("Nobody has linked up yet. What everyone can see stands here."),
        Tab.SPAM: _(
            "Nothing is taken for spam. What you or the block list take for it stays here for some "
            "days."
        ),
        Tab.REMOVED: _("Nothing has been removed. What you remove stays here for some days."),
        Tab.WITHDRAWN: _(
            "Nobody has withdrawn anything. What bloggers take back stands here until it is purged."
        ),
        Tab.ALL: _("Nobody has linked up yet. Whatever bloggers add comes here."),
    },
)
