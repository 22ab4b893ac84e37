"""All that writes reader comments. Each is one verb, one transaction, and holds at every door.

The page's stamp is the lock: whoever changes a comment takes it first, and reads the comment anew.
"""

from wagtail_parenting.comments.actions.leaving import (
    delete_below_pages,
    erase,
    purge,
)
from wagtail_parenting.comments.actions.moderating import (
    answer,
    approve,
    clear_reports,
    hold,
    mark_spam,
    pin,
    redact,
    remove,
    remove_recent_post,
    restore,
    unpin,
)
from wagtail_parenting.comments.actions.reacting import hand_over, like, report, unlike
from wagtail_parenting.comments.actions.writing import edit, submit, withdraw

__all__ = [
    "answer",
    "approve",
    "clear_reports",
    "delete_below_pages",
    "edit",
    "erase",
    "hand_over",
    "hold",
    "like",
    "mark_spam",
    "pin",
    "purge",
    "redact",
    "remove",
    "remove_recent_post",
    "report",
    "restore",
    "submit",
    "unlike",
    "unpin",
    "withdraw",
]
