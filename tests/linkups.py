"""What tests of link-ups share: the API as a blogger's browser uses it."""

from __future__ import annotations

from typing import Any

from tests.comments import BASE, Browser

LINKUPS = f"{BASE}linkups/"
ENTRIES = f"{LINKUPS}entries/"


class Blogger(Browser):
    """A browser that sends links."""

    def form_of(self, edition: Any) -> Any:
        answer = self.get(f"{LINKUPS}{edition.pk}/form/")
        assert answer.status_code == 200, answer.content
        return answer.json()

    def link(self, edition: Any, url: str = "https://anna.example.com/naps/", **fields: Any) -> Any:
        """Send a link as the form does; the answer."""
        extra = fields.pop("extra", {})
        if not {"form_token", "rules_version"} <= set(fields):
            form = self.form_of(edition)
            known = {name: form[name] for name in ("form_token", "rules_version")}
            fields = {**known, **fields}
        person = {} if self.bearer else {"name": "Anna", "email": "anna@example.org"}
        return self.send(
            "POST", f"{LINKUPS}{edition.pk}/entries/", {"url": url, **person, **fields}, **extra
        )

    def entries(self, edition: Any, **query: Any) -> Any:
        answer = self.get(f"{LINKUPS}{edition.pk}/entries/", **query)
        assert answer.status_code == 200, answer.content
        return answer.json()


def numbers(listed: Any) -> list[int]:
    return [item["number"] for item in listed["items"]]


def walk(browser: Blogger, edition: Any, **query: Any) -> list[int]:
    """Numbers of all entries, by the cursors."""
    found: list[int] = []
    cursor = None
    while True:
        listed = browser.entries(edition, **query, **({"cursor": cursor} if cursor else {}))
        found += numbers(listed)
        cursor = listed["next"]
        if cursor is None:
            return found
