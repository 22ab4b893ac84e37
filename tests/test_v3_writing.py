"""An article made by ``POST {v3}pages/`` and changed by ``PATCH``, in its written shapes."""

from __future__ import annotations

import json

import pytest

from tests.factories import (
    article_model,
    block,
    make_article,
    make_contributor,
    make_document,
    make_image,
    make_stage,
    make_token,
    make_topic,
    make_user,
    source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client, db):
    token = make_token(make_user())

    def call(method, url, body):
        return getattr(client, method)(
            f"/api/v3/pages/{url}",
            data=json.dumps(body),
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        )

    return call


def written_body(page, image, document):
    text = f'<p>See <a linktype="page" id="{page}">it</a>.</p>'
    values = {
        "paragraph": text,
        "heading": {"text": "First", "level": "h2"},
        "quote": {"quote": "Sleep.", "attribution": "Ann"},
        "key_points": {"heading": "In short", "points": ["One"]},
        "do_dont": {"do": ["rest"], "dont": ["hurry"]},
        "steps": {"steps": [{"title": "First", "text": text}]},
        "checklist": {"items": ["Hat"]},
        "milestones": {"age_months": 6, "milestones": ["sits"], "red_flags": []},
        "faq": {"questions": [{"question": "Why?", "answer": text}]},
        "tip": {"heading": "Try", "text": text},
        "care_card": {"level": "urgent", "heading": "Today", "text": text},
        "warning": {"heading": "Never", "text": text},
        "helpline": {"name": "Line", "number": "111"},
        "image": {"image": image, "alt": "A cot"},
        "embed": {"url": "https://vimeo.com/76979871"},
        "audio": {"file": document},
        "download": {"file": document},
        "expander": {"summary": "More", "body": [{"type": "tip", "value": {"text": text}}]},
        "table": {"caption": "Sleep", "header_row": True, "rows": [["Age", "Hours"], ["0", "16"]]},
        "article_card": {"article": page},
        "reference": {"source": 1},
    }
    return [{"type": type_, "value": value} for type_, value in values.items()]


def test_everything_can_be_written_and_is_read_back(api, client, section):
    other = make_article(section, "Other")
    ann, bea = make_contributor("Ann"), make_contributor("Bea")
    stage, topic = make_stage(), make_topic()
    image, document = make_image(), make_document()
    response = api(
        "post",
        "",
        {
            "meta": {
                "type": article_model()._meta.label,
                "parent_id": section.pk,
                "action": "publish",
            },
            "title": "Written",
            "standfirst": "By machine.",
            "hero_image": image.pk,
            "hero_alt": "A cot",
            "hero_caption": "In the evening",
            "authors": [{"contributor_id": bea.pk}, {"contributor_id": ann.pk}],
            "reviewers": [{"contributor_id": ann.pk}],
            "last_reviewed": "2026-05-01",
            "next_review": "2027-05-01",
            "stages": [stage.pk],
            "topics": [topic.pk],
            "tags": ["b, c", "R&D", "a b"],
            "body": written_body(other.pk, image.pk, document.pk),
            "sources": [{"type": "source", "value": {"title": "Safe sleep", "publisher": "NHS"}}],
            "related": [{"article_id": other.pk}],
            "disclosure": "sponsored",
            "sponsor": "Example",
        },
    )
    assert response.status_code == 201, response.content
    pk = response.json()["id"]
    for url in (f"/api/v3/pages/{pk}/", f"/api/v2/pages/{pk}/"):
        answer = client.get(url)
        assert answer.status_code == 200, answer.content
        body = answer.json()
        assert [person["name"] for person in body["authors"]] == ["Bea", "Ann"]
        assert [person["name"] for person in body["reviewers"]] == ["Ann"]
        assert body["hero"]["alt"] == "A cot"
        assert body["hero"]["caption"] == "In the evening"
        assert {tag["name"] for tag in body["tags"]} == {"b, c", "R&D", "a b"}
        assert [item["id"] for item in body["stages"]] == [stage.pk]
        assert [item["id"] for item in body["topics"]] == [topic.pk]
        assert [item["title"] for item in body["related"]] == ["Other"]
        assert body["sources"][0]["number"] == 1
        assert (body["disclosure"], body["sponsor"]) == ("sponsored", "Example")
        assert [block["type"] for block in body["body"]] == [
            block["type"] for block in written_body(1, 1, 1)
        ]
        table = next(block["value"] for block in body["body"] if block["type"] == "table")
        assert table == {
            "caption": "Sleep",
            "header_row": True,
            "header_column": False,
            "rows": [["Age", "Hours"], ["0", "16"]],
        }


def test_patch_changes_what_it_names_and_nothing_else(api, client, section):
    ann = make_contributor("Ann")
    body = [block("tip", {"heading": "Try", "text": "<p>x</p>"})]
    kept = {"body": body, "sources": [source()], "hero_image": make_image(), "hero_alt": "A cot"}
    subjects = {"stages": [make_stage()], "topics": [make_topic()], "tags": ["x"]}
    article = make_article(section, "Before", authors=[ann], standfirst="Old", **subjects, **kept)
    before = client.get(f"/api/v3/pages/{article.pk}/").json()
    response = api("patch", f"{article.pk}/", {"standfirst": "New", "meta": {"action": "publish"}})
    assert response.status_code == 200, response.content
    body = client.get(f"/api/v3/pages/{article.pk}/").json()
    assert body["standfirst"] == "New"
    for name in ("body", "sources", "hero", "stages", "topics"):
        assert body[name] == before[name]
    assert [person["name"] for person in body["authors"]] == ["Ann"]
    assert [tag["name"] for tag in body["tags"]] == ["x"]
    bea = make_contributor("Bea")
    api(
        "patch",
        f"{article.pk}/",
        {"authors": [{"contributor_id": bea.pk}], "tags": [], "meta": {"action": "publish"}},
    )
    body = client.get(f"/api/v3/pages/{article.pk}/").json()
    assert [person["name"] for person in body["authors"]] == ["Bea"]
    assert body["tags"] == []


def test_a_draft_may_leave_everything_out(api, section):
    meta = {"type": article_model()._meta.label, "parent_id": section.pk}
    response = api("post", "", {"meta": meta, "title": "Idea"})
    assert response.status_code == 201, response.content
    assert response.json()["body"] == []
    assert response.json()["hero"] is None


@pytest.mark.parametrize(
    "body",
    [
        [{"type": "nonsense", "value": {}}],
        [{"type": "heading", "value": {"text": 3}}],
        [{"type": "care_card", "value": {"level": "loud"}}],
        [{"type": "image", "value": {"image": "big"}}],
        "text",
    ],
)
def test_what_is_no_block_is_422_and_names_the_place(api, section, body):
    meta = {"type": article_model()._meta.label, "parent_id": section.pk}
    response = api("post", "", {"meta": meta, "title": "Idea", "body": body})
    assert response.status_code == 422
    assert "body" in str(response.json()["errors"][0]["loc"])


def test_written_rich_text_is_cleaned(api, section):
    meta = {"type": article_model()._meta.label, "parent_id": section.pk}
    text = '<p>Hi<script>alert(1)</script><a href="javascript:alert(1)">x</a></p>'
    body = [{"type": "tip", "value": {"text": text}}, {"type": "paragraph", "value": text}]
    response = api("post", "", {"meta": meta, "title": "Idea", "body": body})
    assert response.status_code == 201, response.content
    shown = json.dumps(response.json()["body"])
    assert "<script" not in shown
    assert "javascript:" not in shown
    assert response.json()["meta"]["warnings"]  # what was removed is said


NOTHING = 2**31 - 7


def created(section, **fields):
    meta = {"type": article_model()._meta.label, "parent_id": section.pk}
    return {"meta": meta, "title": "Idea", **fields}


def locations(response):
    assert response.status_code == 422, response.content
    return [error["loc"] for error in response.json()["errors"]]


@pytest.mark.parametrize("pk", [NOTHING, 0, -1, 10**30])
def test_an_id_in_the_body_that_is_not_there_is_422_and_names_the_place(api, section, pk):
    picture = {"type": "image", "value": {"image": make_image().pk, "alt": "A cot"}}
    body = [
        picture,
        {"type": "expander", "value": {"summary": "More", "body": [picture, picture]}},
        {"type": "image", "value": {"image": pk}},
        {"type": "audio", "value": {"file": pk}},
        {"type": "article_card", "value": {"article": pk}},
        {"type": "expander", "value": {"body": [{"type": "download", "value": {"file": pk}}]}},
    ]
    response = api("post", "", created(section, body=body))
    assert locations(response) == [
        ["body", 2, "value", "image"],
        ["body", 3, "value", "file"],
        ["body", 4, "value", "article"],
        ["body", 5, "value", "body", 0, "value", "file"],
    ]
    error = response.json()["errors"][0]
    assert error["type"] == "unknown_id"
    assert str(pk)[:40] in error["msg"]
    article = make_article(section, "Fine")
    response = api("patch", f"{article.pk}/", {"body": body})
    assert locations(response)[0] == ["body", 2, "value", "image"]


@pytest.mark.parametrize(
    ("fields", "loc"),
    [
        ({"hero_image": NOTHING}, ["hero_image"]),
        ({"stages": [NOTHING]}, ["stages"]),
        ({"topics": [NOTHING]}, ["topics"]),
        ({"authors": [{"contributor_id": NOTHING}]}, ["authors", 0, "contributor"]),
        ({"reviewers": [{"contributor_id": NOTHING}]}, ["reviewers", 0, "contributor"]),
        ({"related": [{"article_id": NOTHING}]}, ["related", 0, "article"]),
    ],
)
def test_an_id_in_a_field_that_is_not_there_is_422(api, section, fields, loc):
    assert locations(api("post", "", created(section, **fields))) == [loc]
    article = make_article(section, "Fine", authors=[make_contributor(), make_contributor()])
    assert locations(api("patch", f"{article.pk}/", fields)) == [loc]


def test_errors_in_blocks_are_told_one_by_one_with_their_places(api, section):
    body = [
        {"type": "tip", "value": {"heading": "x" * 999, "text": "<p>x</p>"}},
        {"type": "key_points", "value": {"points": ["fine", "y" * 999]}},
        {"type": "quote", "value": {"quote": "x", "source_url": "nowhere"}},
        {
            "type": "expander",
            "value": {
                "summary": "More",
                "body": [{"type": "helpline", "value": {"name": "L", "number": "1" * 99}}],
            },
        },
    ]
    response = api("post", "", created(section, body=body))
    assert locations(response) == [
        ["body", 0, "value", "heading"],
        ["body", 1, "value", "points", 1],
        ["body", 2, "value", "source_url"],
        ["body", 3, "value", "body", 0, "value", "number"],
    ]
    for error in response.json()["errors"]:
        assert "Validation error" not in error["msg"]
        assert error["type"] in ("max_length", "invalid")
    assert "999" in response.json()["errors"][0]["msg"]


@pytest.mark.parametrize("country", ["XX", "UK", "gb", "G", "11"])
def test_a_helpline_is_in_a_country_that_there_is(api, section, country):
    value = {"name": "Line", "number": "111", "country": country}
    body = [{"type": "helpline", "value": value}]
    response = api("post", "", created(section, body=body))
    assert locations(response) == [["body", 0, "value", "country"]]
    assert country in response.json()["errors"][0]["msg"]
    article = make_article(section, "Fine")
    for right in ("DE", ""):
        value["country"] = right
        assert api("patch", f"{article.pk}/", {"body": body}).status_code == 200


def test_a_form_of_the_sites_own_holds_in_the_api_too(section, monkeypatch, api):
    class OwnForm(article_model().base_form_class):
        def clean(self):
            cleaned = super().clean()
            self.add_error("title", "No.")
            return cleaned

    monkeypatch.setattr(article_model(), "base_form_class", OwnForm)
    assert locations(api("post", "", created(section))) == [["title"]]


@pytest.mark.parametrize("name", ["authors", "reviewers"])
def test_a_person_is_named_once(api, section, name):
    ann, bea = make_contributor("Ann"), make_contributor("Bea")
    rows = [{"contributor_id": pk} for pk in (ann.pk, bea.pk, ann.pk)]
    response = api("post", "", created(section, **{name: rows}))
    assert locations(response) == [[name, 2, "contributor"]]
    assert "Ann" in response.json()["errors"][0]["msg"]
    article = make_article(section, "Fine", authors=[ann], reviewers=[ann])
    assert locations(api("patch", f"{article.pk}/", {name: rows})) == [[name, 2, "contributor"]]
    swapped = [{"contributor_id": pk} for pk in (bea.pk, ann.pk)]
    assert api("patch", f"{article.pk}/", {name: swapped}).status_code == 200
