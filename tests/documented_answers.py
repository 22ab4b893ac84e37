"""Sending requests and holding their answers to the OpenAPI document."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import jsonschema
from django.test import Client

from tests.comments import Browser

Answered = tuple[str, str, str]


class DocumentedAnswers:
    """Call it to send a request as someone. It remembers which documented answers were given."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = Client().get("/api/v3/openapi.json").json()
        self.given: set[Answered] = set()

    def __call__(
        self,
        who: Browser,
        method: str,
        path: str,
        expected: int,
        body: Any = None,
        **query: Any,
    ) -> Any:
        """The answer, whose status is ``expected`` and whose body is as documented."""
        answer = who.send(method, f"{path}?{urlencode(query)}", body)
        assert answer.status_code == expected, (method, path, answer.content)
        template = self._template(path)
        operation = self.document["paths"][template][method.lower()]
        documented = operation["responses"][str(expected)]
        self.given.add((template, method.lower(), str(expected)))
        self._hold(answer, documented.get("content"))
        return answer

    def left_out(self, *below: str) -> set[Answered]:
        """The documented answers of the operations ``below`` that nobody has had."""
        documented = {
            (path, method, status)
            for path, item in self.document["paths"].items()
            if path.startswith(below)
            for method, operation in item.items()
            for status in operation["responses"]
        }
        assert documented
        return documented - self.given

    def _template(self, path: str) -> str:
        """Of the documented paths, the one that this is one of; ids are numbers."""
        [template] = [
            template
            for template in self.document["paths"]
            if re.fullmatch(re.sub(r"\\{\w+\\}", r"\\d+", re.escape(template)), path)
        ]
        return str(template)

    def _hold(self, answer: Any, content: dict[str, Any] | None) -> None:
        if content is None:
            assert answer.content == b""
            return
        given = answer.headers["Content-Type"].partition(";")[0]
        [documented] = [one for kind, one in content.items() if kind.partition(";")[0] == given]
        said = answer.json() if given.endswith("json") else answer.text
        schema = {**documented["schema"], "components": self.document["components"]}
        jsonschema.Draft202012Validator(schema).validate(said)
