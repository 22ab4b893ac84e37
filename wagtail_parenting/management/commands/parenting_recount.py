"""``parenting_recount``: holds the counters against the rows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_parenting.comments.recount import recount


class Command(BaseCommand):
    help = (
        "Counts comments, threads, replies, likes and reports anew, and repairs what has drifted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--page", type=int, help="Only below the page with this id.")
        parser.add_argument("--dry-run", action="store_true", help="Report, and repair nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for drift in recount(page_id=options["page"], repair=not options["dry_run"]):
            found += 1
            self.stdout.write(str(drift))
        done = "would be repaired" if options["dry_run"] else "repaired"
        self.stdout.write(f"{found} counts {done}." if found else "All counts are right.")
