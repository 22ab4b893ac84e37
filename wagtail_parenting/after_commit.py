"""Tasks that follow from what a transaction has written.

They are enqueued once it has committed, so that no worker looks for what is not there yet. A queue
that is down then costs nobody her answer: the failure is logged, and what waits is found by
``parenting_tick``.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction


def enqueue(task: Any, *args: Any, **kwargs: Any) -> None:
    """Enqueue ``task`` once the running transaction has committed; at once where there is none."""

    def later() -> None:  # Django 5.2 asks what it runs for its name, and a partial has none
        task.enqueue(*args, **kwargs)

    transaction.on_commit(later, robust=True)
