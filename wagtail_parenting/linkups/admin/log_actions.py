"""What the audit log says of entries and draws."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: Of each act: its label, and what the log says.
ACTS = {
    "entry.edit": (_("Edit a link-up entry"), _("Entry edited by its blogger")),
    "entry.withdraw": (_("Withdraw a link-up entry"), _("Entry withdrawn by its blogger")),
    "entry.approve": (_("Approve a link-up entry"), _("Entry approved")),
    "entry.restore": (_("Restore a link-up entry"), _("Entry restored")),
    "entry.spam": (_("Take a link-up entry for spam"), _("Entry taken for spam")),
    "entry.remove": (_("Remove a link-up entry"), _("Entry removed")),
    "entry.hold": (_("Hold a link-up entry"), _("Entry held")),
    "entry.pick": (_("Pick a link-up entry"), _("Entry picked")),
    "entry.unpick": (_("Unpick a link-up entry"), _("Entry not picked any more")),
    "entry.amend": (_("Edit what is shown of a link-up entry"), _("Entry edited by a host")),
    "entry.look_again": (_("Read a linked page again"), _("Linked page read again")),
    "entry.block": (_("Block the sender of a link-up entry"), _("Sender blocked")),
    "draw.announce": (_("Announce a draw"), _("Draw announced")),
    "draw.draw": (_("Draw winners"), _("Winners drawn")),
}


def register_log_actions(actions: Any) -> None:
    for verb, (label, message) in ACTS.items():
        actions.register_action(f"parenting.{verb}", label, message)
