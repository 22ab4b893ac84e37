"""How a form was filled in."""

from __future__ import annotations

from wagtail_parenting.conf import config
from wagtail_parenting.moderation.pipeline import Hold, Outcome, Pass, Rule, Submission


class TooFast(Rule):
    """Nobody reads, writes and sends within ``FORM_MIN_SECONDS``. (What was open too long is
    answered a fresh token before any rule is asked.)"""

    name = "too_fast"

    def judge(self, submission: Submission) -> Outcome:
        form = submission.form
        if form is None or form.seconds_open >= config().form_min_seconds:
            return Pass()
        return Hold(self.name, f"{form.seconds_open} s")


class Honeypot(Rule):
    """A field that people do not see. It holds and never refuses: browsers fill in fields too."""

    name = "honeypot"

    def judge(self, submission: Submission) -> Outcome:
        if submission.form is None or not submission.form.honeypot:
            return Pass()
        return Hold(self.name)
