"""Who sends it."""

from __future__ import annotations

from wagtail_parenting.moderation import team
from wagtail_parenting.moderation.pipeline import Hold, Outcome, Pass, Rule, Submission


class BorrowedIdentity(Rule):
    """A guest with the name or the address of someone of the team. Anyone else may share a
    name."""

    name = "borrowed_identity"

    def judge(self, submission: Submission) -> Outcome:
        if team.is_named(submission.name):
            return Hold("borrowed_name")
        if not submission.is_verified and team.has_address(submission.address):
            return Hold("borrowed_address")
        return Pass()


class ApprovalMode(Rule):
    """Whether the page, or else the site, wants to see everyone's, newcomers', or nobody's.

    Only an account or a confirmed address has a past: anyone can type an address.
    """

    name = "approval"

    def judge(self, submission: Submission) -> Outcome:
        if submission.approval == "none":
            return Pass()
        if submission.approval == "all":
            return Hold(self.name)
        is_known = submission.is_verified and submission.history.has_approved
        return Pass() if is_known else Hold("newcomer")
