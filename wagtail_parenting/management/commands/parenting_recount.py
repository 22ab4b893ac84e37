"""``parenting_recount``: holds the counters against the rows."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_parenting.comments import recount as comments
from wagtail_parenting.linkups import recount as linkups


class Command(BaseCommand):
    help = (
        "Counts comments, threads, replies, link-up entries, clicks, likes and reports anew, and "
        "repairs what has drifted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--page", type=int, help="Only below the page with this id.")
        parser.add_argument("--dry-run", action="store_true", help="Report, and repair nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        asked = {"page_id": options["page"], "repair": not options["dry_run"]}
        for drift in chain(comments.recount(**asked), linkups.recount(**asked)):
            found += 1
            self.stdout.write(str(drift))
        done = "would be repaired" if options["dry_run"] else "repaired"
        self.stdout.write(f"{found} counts {done}." if found else "All counts are right.")
