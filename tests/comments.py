"""What tests of comments share: the API as a browser uses it."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

BASE = "/api/v3/parenting/"
COMMENTS = f"{BASE}comments/"


class Browser:
    """A visitor's browser: it keeps the token that the first write answers."""

    def __init__(self, client: Client | None = None, *, token: str = "", bearer: str = "") -> None:
        self.client = client or Client()
        self.token = token
        self.bearer = bearer

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query, headers=self._headers())

    def send(self, method: str, path: str, body: Any = None, **extra: Any) -> Any:
        data = json.dumps(body) if body is not None else ""
        answer = self.client.generic(
            method, path, data, content_type="application/json", headers=self._headers(), **extra
        )
        is_json = answer.get("Content-Type", "").startswith("application/json")
        if answer.status_code < 300 and is_json and not self.bearer:
            self.token = answer.json().get("visitor_token") or self.token
        return answer

    def form(self, page: Any) -> str:
        """A fresh form token."""
        answer = self.get(f"{COMMENTS}form/", page=_id(page))
        assert answer.status_code == 200, answer.content
        return str(answer.json()["form_token"])

    def comment(self, page: Any, body: str = "Thank you.", **fields: Any) -> Any:
        """Send a comment as the form does; the answer."""
        extra = fields.pop("extra", {})
        written = {
            "page": _id(page),
            "body": body,
            "form_token": fields.pop("form_token", None) or self.form(page),
            **({} if self.bearer else {"name": "Ann", "email": "ann@example.org"}),
            **fields,
        }
        return self.send("POST", COMMENTS, written, **extra)

    def thread(self, page: Any, **query: Any) -> Any:
        answer = self.get(COMMENTS, page=_id(page), **query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def _headers(self) -> dict[str, str]:
        headers = {"Parenting-Token": self.token} if self.token else {}
        return {**headers, "Authorization": f"Bearer {self.bearer}"} if self.bearer else headers


def _id(page: Any) -> int:
    return int(getattr(page, "pk", page))


def ids(listed: Any) -> list[int]:
    """Ids of the threads in a list."""
    return [item["id"] for item in listed["items"]]


def walk(browser: Browser, page: Any, **query: Any) -> list[int]:
    """Ids of all threads, by the cursors."""
    found, cursor = [], None
    while True:
        listed = browser.thread(page, **query, **({"cursor": cursor} if cursor else {}))
        found += ids(listed)
        cursor = listed["next"]
        if cursor is None:
            return found
