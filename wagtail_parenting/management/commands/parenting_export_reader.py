"""``parenting_export_reader``: all that is kept of a reader, as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_parenting.management.readers import reader_with
from wagtail_parenting.readers.export import export
from wagtail_parenting.readers.identity import Who


class Command(BaseCommand):
    help = "Prints all that is kept of a reader as JSON: the answer to a request for access."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        reader = reader_with(options["email"])
        found = export(Who(reader_id=reader.pk), reader)
        self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False))
