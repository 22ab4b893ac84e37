"""``parenting_erase_reader``: takes a reader out of everything."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_parenting.management.readers import reader_with
from wagtail_parenting.readers import actions
from wagtail_parenting.readers.identity import Who


class Command(BaseCommand):
    help = (
        "Erases a reader: what she wrote is withdrawn and emptied, with tombstones where others "
        "replied, and her address stands in no table any more. It cannot be undone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument(
            "--keep-text", action="store_true", help="Keep what she wrote, without her name."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        reader = reader_with(options["email"])
        actions.erase(who=Who(reader_id=reader.pk), keep_text=options["keep_text"])
        self.stdout.write("Erased.")
