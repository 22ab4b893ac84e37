"""``load_demo``: the magazine, its people and its second site."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from example_site.demo import loader, sites, users


class Command(BaseCommand):
    help = "Loads the demo into an empty database. A database that holds it is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=sites.demo_port())

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = loader.load(options["port"])
        except sites.NotOurDatabaseError as refused:
            raise CommandError(str(refused)) from refused
        if not loaded.is_new:
            moved = " and ".join(loaded.moved)
            done = f"{moved} moved to port {options['port']}" if moved else "nothing was changed"
            self.stdout.write(f"The demo is loaded already; {done}.")
            return
        # The worker would index each page too, but only after its pictures: search works at once.
        call_command("wagtail_update_index", verbosity=0)
        self.stdout.write("The demo is loaded.")
        self.stdout.write(f"Log in as admin, editor, moderator or mara, password {users.PASSWORD}.")
        self.stdout.write(f"Token for writing with v3, shown this once: {loaded.token}")
