"""``parenting_tick``: what cron runs every few minutes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wagtail_parenting.ticks import tick


class Command(BaseCommand):
    help = (
        "Makes the next editions of link-ups, sends mails again that could not be sent, finds what "
        "a crash left behind, tells moderators what waits, and once a day drops what is too old. "
        "Run it every few minutes; running it twice at once does no harm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in tick().items():
            if count and options["verbosity"]:
                self.stdout.write(f"{name}: {count}")
