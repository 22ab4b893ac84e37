"""What the JSON-LD of a page says of it, in the vocabulary of schema.org. Pure, and never fails.

Read as search engines read it (https://developers.google.com/search/docs/appearance/structured-data),
without contexts: names count as they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

MAX_SCRIPTS = 5
#: Characters of all scripts together.
MAX_LENGTH = 256 * 1024
_MAX_NODES = 500
_MAX_VALUES = 20
#: What a page is about; where a node of either kind says nothing, the other is asked.
_POSTS = {"Article", "BlogPosting", "NewsArticle", "Recipe"}
_PAGES = {"WebPage"}
#: Nodes stand in these properties of others.
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPINGS = ("<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "//]]>", "/*]]>*/", "]]>", "-->")

_Node = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class StructuredData:
    """All as it is written, perhaps HTML; empty for what is not said. ``images`` are addresses."""

    title: str = ""
    description: str = ""
    site_name: str = ""
    author: str = ""
    images: tuple[str, ...] = ()


def structured_data(scripts: Iterable[str]) -> StructuredData:
    """What the first 5 of ``scripts`` say, of 256 KiB together, of a post or, where there is none,
    of a page. A script that is no JSON says nothing."""
    nodes = _nodes(scripts)
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    posts = [node for node in nodes if _is_a(node, _POSTS)]
    about = posts + [node for node in nodes if _is_a(node, _PAGES)]
    sites = [node for node in nodes if _is_a(node, {"WebSite"})]
    return StructuredData(
        title=_first_text(about, ("headline", "name"), named),
        description=_first_text(about, ("description",), named),
        site_name=_first_text(about, ("publisher",), named) or _first_text(sites, ("name",), named),
        author=_first_text(about, ("author",), named),
        images=next(filter(None, (_images(node, named) for node in about)), ()),
    )


def _nodes(scripts: Iterable[str]) -> list[_Node]:
    waiting = _documents(scripts)
    nodes: list[_Node] = []
    for value in waiting:
        if isinstance(value, list):
            waiting += value[:_MAX_NODES]
        elif isinstance(value, dict):
            nodes.append(value)
            waiting += [value[name] for name in _NESTED if name in value]
        if len(nodes) == _MAX_NODES or len(waiting) > 10 * _MAX_NODES:
            break
    return nodes


def _documents(scripts: Iterable[str]) -> list[Any]:
    documents, room = [], MAX_LENGTH
    for number, script in enumerate(scripts):
        if number == MAX_SCRIPTS or len(script) > room:
            break
        room -= len(script)
        try:
            documents.append(json.loads(_unwrapped(script), strict=False))
        except (ValueError, RecursionError):
            continue
    return documents


def _unwrapped(script: str) -> str:
    """Without what once hid scripts from browsers that knew none."""
    for wrapping in _WRAPPINGS:
        script = script.strip().removeprefix(wrapping).removesuffix(wrapping)
    return script


def _is_a(node: _Node, types: set[str]) -> bool:
    """By its ``@type``, one or several, perhaps with its vocabulary before it."""
    names = (name for name in _listed(node.get("@type")) if isinstance(name, str))
    return any(name.replace(":", "/").rpartition("/")[2] in types for name in names)


def _first_text(nodes: list[_Node], names: tuple[str, ...], named: dict[str, _Node]) -> str:
    texts = (text for node in nodes for name in names for text in _texts(node.get(name), named))
    return next(texts, "")


def _texts(value: Any, named: dict[str, _Node]) -> Iterator[str]:
    for one in _listed(value):
        text = one
        if isinstance(one, dict):
            node = _meant(one, named)
            text = node.get("@value") or node.get("name")
        if isinstance(text, str) and text.strip():
            yield text


def _images(node: _Node, named: dict[str, _Node]) -> tuple[str, ...]:
    found = [*_addresses(node.get("image"), named), *_addresses(node.get("thumbnailUrl"), named)]
    return tuple(found)


def _addresses(value: Any, named: dict[str, _Node]) -> Iterator[str]:
    for one in _listed(value):
        address = one
        if isinstance(one, dict):
            node = _meant(one, named)
            address = node.get("url") or node.get("contentUrl")
        if isinstance(address, str) and address.strip():
            yield address


def _meant(node: _Node, named: dict[str, _Node]) -> _Node:
    """``node``, or the one that it only refers to."""
    reference = node.get("@id")
    return named.get(reference, node) if len(node) <= 2 and isinstance(reference, str) else node


def _listed(value: Any) -> list[Any]:
    return value[:_MAX_VALUES] if isinstance(value, list) else [value]
