"""Proof of work."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wagtail_parenting.errors import UnsolvedProof
from wagtail_parenting.moderation import proof
from wagtail_parenting.moderation.pipeline import Outcome, Pass, Rule, Submission


class ProofOfWork(Rule):
    """Refuses a form without a solved riddle. Off unless ``PROOF_OF_WORK`` says how hard."""

    name = "proof_of_work"

    def judge(self, submission: Submission) -> Outcome:
        if submission.form is None or not proof.is_on() or proof.is_solved(submission.form.proof):
            return Pass()
        message = _("The proof of work is missing or was used before. Solve the one of a new form.")
        error = {"loc": ["body", "altcha"], "msg": message, "type": self.name}
        raise UnsolvedProof(message, errors=[error])  # type: ignore[list-item]
