"""Akismet's opinion, which comes later."""

from __future__ import annotations

from wagtail_parenting.moderation import akismet
from wagtail_parenting.moderation.pipeline import Hold, Outcome, Pass, Rule, Submission


class Akismet(Rule):
    """Holds a comment until a task has asked the service, which then decides. It knows nothing of
    links. Off without ``AKISMET_KEY``."""

    name = akismet.REASON

    def judge(self, submission: Submission) -> Outcome:
        if submission.kind != "comment" or submission.is_replayed or not akismet.is_on():
            return Pass()
        return Hold(akismet.REASON)
