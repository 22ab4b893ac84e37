"""Make ``schema_org.json`` from the type definitions of the npm package ``schema-dts``.

    python tests/data/trim_schema_org.py <folder>/package/dist/schema.d.ts

It keeps the types that our structured data may use, and all types above them: the parents of
each, its own properties, and what each property may hold. Nothing is written by hand.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

OURS = (
    "AdvertiserContentArticle",
    "Answer",
    "Article",
    "AudioObject",
    "BreadcrumbList",
    "CollectionPage",
    "CreativeWork",
    "EducationalOccupationalCredential",
    "FAQPage",
    "HowTo",
    "HowToStep",
    "ImageObject",
    "ItemList",
    "ListItem",
    "MedicalWebPage",
    "Organization",
    "ParentAudience",
    "Person",
    "Question",
    "Thing",
    "WebPage",
    "WebSite",
)
INTERFACE = re.compile(
    r"^(?:export )?interface (\w+?)(Base|Leaf) extends ([^{]+)\{(.*?)^\}", re.M | re.S
)
PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*), "\w+">;$', re.M)


def read(definitions: str) -> dict[str, dict[str, Any]]:
    """Every type with its parents, and its own properties with what they may hold."""
    types: dict[str, dict[str, Any]] = {}
    for name, kind, parents, body in INTERFACE.findall(definitions):
        above = [parent.strip().removesuffix("Base") for parent in parents.split(",")]
        found = types.setdefault(name, {"parents": [], "properties": {}})
        known = [parent for parent in above if parent != name and "<" not in parent]
        if kind == "Base" or known:
            found["parents"] = sorted({*found["parents"], *known})
        for property_name, holds in PROPERTY.findall(body):
            ranges = [part.strip() for part in holds.split("|")]
            found["properties"][property_name] = sorted(set(ranges) - {"IdReference"})
    return types


def trim(types: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The types of ``OURS`` and all above them."""
    kept: dict[str, dict[str, Any]] = {}
    waiting = list(OURS)
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept[name] = types[name]
            waiting += types[name]["parents"]
    return {name: kept[name] for name in sorted(kept)}


def main() -> None:
    definitions = Path(sys.argv[1]).read_text(encoding="utf-8")
    text = json.dumps(trim(read(definitions)), indent=1, sort_keys=True)
    Path(__file__).with_name("schema_org.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
