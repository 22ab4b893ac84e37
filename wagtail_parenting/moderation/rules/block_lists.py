"""Who and what moderators have put on a block list."""

from __future__ import annotations

from wagtail_parenting.moderation.block_lists import matching
from wagtail_parenting.moderation.models import BlockEntry
from wagtail_parenting.moderation.pipeline import Hold, Outcome, Pass, Rule, Spam, Submission

REASONS = {
    BlockEntry.Kind.EMAIL: "blocked_address",
    BlockEntry.Kind.DOMAIN: "blocked_domain",
    BlockEntry.Kind.WORD: "blocked_word",
    BlockEntry.Kind.CONNECTION: "blocked_connection",
}


class BlockLists(Rule):
    """Addresses, domains, words and connections, each until a moderator's day."""

    name = "block_lists"

    def judge(self, submission: Submission) -> Outcome:
        found = matching(
            address=submission.address,
            links=[*submission.links, submission.website],
            text="\n".join([submission.name, submission.text]),
            connections=submission.connections,
        )
        if found is None:
            return Pass()
        kind = Spam if found.effect == BlockEntry.Effect.SPAM else Hold
        note = found.value if found.kind in (BlockEntry.Kind.DOMAIN, BlockEntry.Kind.WORD) else ""
        return kind(REASONS[BlockEntry.Kind(found.kind)], note)
