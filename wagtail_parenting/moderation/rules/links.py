"""What a text links to."""

from __future__ import annotations

from wagtail_parenting.conf import config
from wagtail_parenting.moderation.known_domains import unknown_domains
from wagtail_parenting.moderation.pipeline import Hold, Outcome, Pass, Rule, Submission


class Links(Rule):
    """More than ``LINKS_ALLOWED`` of them."""

    name = "links"

    def judge(self, submission: Submission) -> Outcome:
        count = len(submission.links)
        return Hold(self.name, str(count)) if count > config().links_allowed else Pass()


class NewLinkDomain(Rule):
    """To a domain that nothing approved has linked to yet, unless ``HOLD_NEW_LINK_DOMAINS`` is
    off."""

    name = "new_link_domain"

    def judge(self, submission: Submission) -> Outcome:
        if not submission.links or not config().hold_new_link_domains:
            return Pass()
        new = unknown_domains(submission.links)
        return Hold(self.name, ", ".join(new)) if new else Pass()
