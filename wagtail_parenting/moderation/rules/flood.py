"""How much was sent, and whether it was sent before."""

from __future__ import annotations

from wagtail_parenting.conf import config
from wagtail_parenting.moderation.pipeline import Hold, Outcome, Pass, Rule, Submission


class Flood(Rule):
    """More than ``FLOOD_PER_HOUR`` from one connection, or ``FLOOD_PER_PAGE_AND_MINUTE`` to one
    page."""

    name = "flood"

    def judge(self, submission: Submission) -> Outcome:
        if submission.form is None:
            return Pass()
        recent = submission.history.recent
        if recent.from_connection >= config().flood_per_hour:
            return Hold(self.name, f"{recent.from_connection + 1} in an hour")
        if recent.to_page >= config().flood_per_page_and_minute:
            return Hold("busy_page", f"{recent.to_page + 1} in a minute")
        return Pass()


class Duplicate(Rule):
    """The same words again within a week, to the same page or by the same sender."""

    name = "duplicate"

    def judge(self, submission: Submission) -> Outcome:
        if submission.form is None or not submission.history.recent.has_same:
            return Pass()
        return Hold(self.name)
