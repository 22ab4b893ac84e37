"""``parenting_purge``: drops what is older than the settings say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wagtail_parenting.ticks import DAILY


class Command(BaseCommand):
    help = (
        "Drops keyed hashes of connections after KEEP_CONNECTION_DAYS; spam, what was removed or "
        "withdrawn, and what was redacted after KEEP_REMOVED_DAYS; recent posts after "
        "RECENT_POST_DAYS; mailed links that have expired; addresses that nobody confirmed after "
        "KEEP_UNCONFIRMED_DAYS; and after 90 days the note that a mail to many was sent. "
        "parenting_tick does so once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for name, drop in DAILY.items():
            self.stdout.write(f"{name}: {drop()}")
