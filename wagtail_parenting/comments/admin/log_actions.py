"""What the audit log says of comments."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: Of each act: its label, and what the log says.
ACTS = {
    "edit": (_("Edit a reader comment"), _("Reader comment edited by its writer")),
    "withdraw": (_("Withdraw a reader comment"), _("Reader comment withdrawn by its writer")),
    "approve": (_("Approve a reader comment"), _("Reader comment approved")),
    "restore": (_("Restore a reader comment"), _("Reader comment restored")),
    "spam": (_("Take a reader comment for spam"), _("Reader comment taken for spam")),
    "remove": (_("Remove a reader comment"), _("Reader comment removed")),
    "hold": (_("Hold a reader comment"), _("Reader comment held")),
    "pin": (_("Pin a reader comment"), _("Reader comment pinned")),
    "unpin": (_("Unpin a reader comment"), _("Reader comment unpinned")),
    "redact": (_("Redact a reader comment"), _("Reader comment redacted")),
    "answer": (_("Answer a reader comment"), _("Answer to a reader comment written")),
    "block": (_("Block the sender of a reader comment"), _("Sender blocked")),
    "clear_reports": (_("Settle reports of a reader comment"), _("Reports settled")),
    "remove_recent_post": (_("Remove a recent post"), _("Recent post removed")),
}


def register_log_actions(actions: Any) -> None:
    for verb, (label, message) in ACTS.items():
        actions.register_action(f"parenting.comment.{verb}", label, message)
