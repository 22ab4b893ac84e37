"""All that writes entries."""

from wagtail_parenting.linkups.actions.drawing import announce, draw, seal_due
from wagtail_parenting.linkups.actions.leaving import delete_of_editions, erase
from wagtail_parenting.linkups.actions.moderating import (
    amend,
    approve,
    hold,
    look_again,
    mark_spam,
    pick,
    remove,
    restore,
    unpick,
)
from wagtail_parenting.linkups.actions.reacting import hand_over, like, report, unlike, visit
from wagtail_parenting.linkups.actions.sending import edit, recheck, submit, withdraw

__all__ = [
    "amend",
    "announce",
    "approve",
    "delete_of_editions",
    "draw",
    "edit",
    "erase",
    "hand_over",
    "hold",
    "like",
    "look_again",
    "mark_spam",
    "pick",
    "recheck",
    "remove",
    "report",
    "restore",
    "seal_due",
    "submit",
    "unlike",
    "unpick",
    "visit",
    "withdraw",
]
