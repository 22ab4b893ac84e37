"""The OpenAPI document: typed to the last field of ours, and true to what is answered."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.factories import article_model, full_article, index_model, make_article, make_user

SNAPSHOT = Path(__file__).parent / "snapshots" / "openapi.json"

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client):
    return client.get("/api/v3/openapi.json").json()


def ours(document):
    """Our operations, and the components of our page types."""
    operations = {path: item for path, item in document["paths"].items() if "/parenting/" in path}
    names = {model.__name__ for model in (article_model(), index_model())}
    suffixes = ("Schema", "CreateSchema", "PatchSchema")
    pages = {name + suffix for name in names for suffix in suffixes}
    schemas = document["components"]["schemas"]
    return operations, {name: schemas[name] for name in pages}


def untyped(document, schema, path, seen):
    """Paths of all places below ``schema`` that admit anything."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in seen:
            seen.add(name)
            yield from untyped(document, document["components"]["schemas"][name], name, seen)
        return
    for key in ("anyOf", "oneOf", "allOf"):
        for part in schema.get(key, ()):
            yield from untyped(document, part, path, seen)
        if key in schema:
            return
    if not ({"type", "const", "enum", "properties"} & set(schema)):
        yield path
    for name, part in schema.get("properties", {}).items():
        yield from untyped(document, part, f"{path}.{name}", seen)
    if "items" in schema:
        yield from untyped(document, schema["items"], f"{path}[]", seen)
    elif schema.get("type") == "array":
        yield f"{path}[]"


def test_no_field_of_ours_admits_anything(document):
    operations, pages = ours(document)
    seen = set()
    found = [
        place for name, schema in pages.items() for place in untyped(document, schema, name, seen)
    ]
    for path, item in operations.items():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                for content in answer.get("content", {}).values():
                    where = f"{path} {status}"
                    found += untyped(document, content["schema"], where, seen)
    assert found == []


@pytest.mark.parametrize("suffix", ["Schema", "CreateSchema", "PatchSchema"])
def test_the_body_is_a_discriminated_union(document, suffix):
    schema = document["components"]["schemas"][f"{article_model().__name__}{suffix}"]
    items = schema["properties"]["body"]["items"]
    assert items["discriminator"]["propertyName"] == "type"
    assert len(items["oneOf"]) == len(items["discriminator"]["mapping"]) == 24


def test_every_error_is_documented_as_problem_json(document):
    operations, _pages = ours(document)
    for item in operations.values():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                if status >= "400":
                    assert list(answer["content"]) == ["application/problem+json"]


def test_operation_ids_are_unique(document):
    ids = [
        operation["operationId"]
        for item in document["paths"].values()
        for operation in item.values()
    ]
    assert len(ids) == len(set(ids))


def validate(document, path, status, body, media="application/json"):
    content = document["paths"][path]["get"]["responses"][str(status)]["content"][media]
    schema = {**content["schema"], "components": document["components"]}
    jsonschema.Draft202012Validator(schema).validate(body)


def test_answers_are_what_the_document_says(client, document, section):
    other = make_article(section, "Other")
    article = full_article(section, "Full", related=[other])
    base = "/api/v3/parenting"
    for path in ("articles", "facets"):
        body = client.get(f"{base}/{path}/").json()
        validate(document, f"{base}/{path}/", 200, body)
        problem = client.get(f"{base}/{path}/?nonsense=1")
        validate(document, f"{base}/{path}/", 400, problem.json(), "application/problem+json")
        problem = client.get(f"{base}/{path}/?section=99999")
        validate(document, f"{base}/{path}/", 404, problem.json(), "application/problem+json")
    detail = client.get(f"/api/v3/pages/{article.pk}/").json()
    schemas = document["components"]["schemas"]
    jsonschema.Draft202012Validator(
        {**schemas[f"{article_model().__name__}Schema"], "components": document["components"]}
    ).validate(detail)


def test_the_snapshot_is_committed_as_it_is(document):
    """``make openapi`` writes it anew."""
    if article_model()._meta.app_label != "parenting_pages":
        pytest.skip("the snapshot is of the ready-made pages")
    operations, pages = ours(document)
    shown = {"paths": operations, "pages": pages}
    assert json.loads(SNAPSHOT.read_text()) == json.loads(json.dumps(shown))


def test_the_document_knows_nobody(client, document):
    make_user("somebody")
    assert "somebody" not in json.dumps(client.get("/api/v3/openapi.json").json())
