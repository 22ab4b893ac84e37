"""``parenting_rules``: what the rules would say today of what was sent before."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wagtail_parenting.comments import replay as comments
from wagtail_parenting.linkups import replay as linkups

_SINCE = re.compile(r"(\d+)([dh])")


class Command(BaseCommand):
    help = (
        "Sends stored comments and link-up entries through the rules again and prints what would "
        "change. Without --dry-run it changes what is held or approved so; what moderators have "
        "decided stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", default="30d", help="Such as 30d or 12h.")
        parser.add_argument("--dry-run", action="store_true", help="Report, and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        since, found = _since(options["since"]), []
        for replay in (comments.REPLAY, linkups.REPLAY):
            found.append(0)
            for change in replay.changes(since):
                found[-1] += 1
                self.stdout.write(str(change))
                if not options["dry_run"]:
                    replay.apply(change)
        done = "would change" if options["dry_run"] else "changed"
        self.stdout.write("{} comments and {} entries {}.".format(*found, done))


def _since(text: str) -> datetime.timedelta:
    found = _SINCE.fullmatch(text)
    if found is None:
        raise CommandError("--since takes a number of days or hours, such as 30d or 12h.")
    unit = "days" if found[2] == "d" else "hours"
    return datetime.timedelta(**{unit: int(found[1])})
