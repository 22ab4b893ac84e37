"""What tells who someone is, in every spelling in which it could go out, and all the places where a
stranger could find it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

from django.test import Client

from tests.factories import make_user

ADDRESS = "Planted.Secret@Mail.Example"
CONNECTION = "203.0.113.77"
AGENT = "PlantedBrowser/9.75"
REPORTER, REPORTER_ADDRESS = "nosy-reporter", "nosy@reporter.example"
STAFF_ADDRESS = "editor-in-chief@staff.example"
DETAILS = "I am her neighbour"
#: Whose traces must be found nowhere.
PLANTED = (ADDRESS, CONNECTION, AGENT, REPORTER_ADDRESS, STAFF_ADDRESS)
DIGESTS = ("md5", "sha1", "sha256", "sha512", "blake2b")


def traces(text: str) -> Iterator[str]:
    """``text`` in every spelling in which it could go out."""
    for spelling in {text, text.lower(), text.strip().casefold()}:
        raw = spelling.encode()
        yield spelling
        yield quote(spelling, safe="")
        yield spelling.replace("@", "&#64;")
        yield base64.b64encode(raw).decode().rstrip("=")
        for name in DIGESTS:
            made = hashlib.new(name, raw)
            yield made.hexdigest()
            yield base64.b64encode(made.digest()).decode().rstrip("=")


def needles(*kept: Iterable[Any]) -> set[str]:
    """What to look for: traces of all that is planted, and ``kept``, rows of what the database has
    of it. What is so short that it is found by chance is left out."""
    told = {trace for text in PLANTED for trace in traces(text)} | {REPORTER, DETAILS}
    told |= {field for rows in kept for fields in rows for field in fields if field}
    return {needle for needle in told if len(needle) > 6}


def found(wanted: Iterable[str], text: str) -> list[str]:
    return [needle for needle in wanted if needle in text]


def sender() -> Client:
    """A browser that leaves its traces."""
    return Client(REMOTE_ADDR=CONNECTION, HTTP_USER_AGENT=AGENT)


def account(name: str, address: str, **fields: Any) -> Any:
    user = make_user(name, **fields)
    user.email = address
    user.save()
    return user


def requests_of_a_stranger(
    document: dict[str, Any], ids: Mapping[str, Iterable[int]], good: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """(method, address) of all that anyone may ask: every operation of the OpenAPI document, with
    each of ``ids`` (by the names in its paths) and with values good and bad."""
    for path, item in document["paths"].items():
        names = re.findall(r"{(\w+)}", path)
        for method, operation in item.items():
            if "/pages/" in path and method != "get":
                continue
            known = {found["name"] for found in operation.get("parameters", ())}
            queries = [
                {name: value for name, value in good.items() if name in known},
                {"nonsense": ADDRESS.split("@")[0][:4]},
            ]
            for values in product(*(ids.get(name, [1]) for name in names)):
                address = path.format(**dict(zip(names, values, strict=True)))
                for query in queries:
                    yield method.upper(), f"{address}?{urlencode(query)}"


def all_that_is_told(method: str, address: str) -> str:
    """Body, headers and cookies of the answer to a stranger."""
    answer = Client().generic(method, address, "{}", content_type="application/json")
    assert answer.status_code < 500, (method, address)
    said = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    return f"{said}\n{answer.headers}\n{answer.cookies}"
