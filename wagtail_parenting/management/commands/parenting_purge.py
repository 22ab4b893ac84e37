"""``parenting_purge``: drops what is older than the settings say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wagtail_parenting.comments import actions
from wagtail_parenting.linkups.actions.leaving import purge as purge_entries
from wagtail_parenting.readers import actions as readers


class Command(BaseCommand):
    help = (
        "Drops keyed hashes of connections after KEEP_CONNECTION_DAYS; spam, what was removed or "
        "withdrawn, and what was redacted after KEEP_REMOVED_DAYS; addresses that nobody confirmed "
        "after KEEP_UNCONFIRMED_DAYS. parenting_tick does so once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        entries = purge_entries()
        gone = {
            **actions.purge(),
            "entries": sum(entries.values()),
            "links and addresses": readers.purge(),
        }
        for name, count in gone.items():
            self.stdout.write(f"{name}: {count}")
