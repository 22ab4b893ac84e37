"""Notices for a site's own code, sent once the transaction has committed.

``comment_changed(sender, comment)``
    A reader comment was stored, or its status, text or place has changed.

``entry_changed(sender, entry)``
    A link-up entry was stored, or its status or words have changed.

A receiver that raises does not undo what happened. Our own code calls our own code directly.
"""

from __future__ import annotations

from django.dispatch import Signal

comment_changed = Signal()
entry_changed = Signal()
