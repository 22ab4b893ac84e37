"""Stream data that an import, or an older version, has left in pieces never breaks an answer."""

from __future__ import annotations

import datetime
import json

import pytest
from django.db import connection
from wagtail.images import get_image_model

from tests.factories import (
    article_model,
    block,
    make_article,
    make_document,
    make_image,
    make_token,
    make_user,
)

pytestmark = pytest.mark.django_db

BROKEN = [
    ("paragraph", []),
    ("paragraph", 5),
    ("tip", {"heading": "x", "text": {"a": 1}}),
    ("heading", "x"),
    ("heading", {"text": "x", "level": "h9"}),
    ("care_card", {"heading": "x", "text": ""}),
    ("care_card", None),
    ("image", "x"),
    ("image", {"image": "abc"}),
    ("image", {"image": [1]}),
    ("image", {"image": 10**30}),
    ("embed", {"url": "http://["}),
    ("audio", 5),
    ("download", {"file": "x"}),
    ("table", {"data": [None, "x"]}),
    ("article_card", {"article": "abc"}),
    ("reference", {"source": "1"}),
    ("key_points", {"points": [{"type": "item"}]}),
    ("key_points", {"points": "x"}),
    ("steps", {"steps": ["x"]}),
    ("expander", {"summary": "x", "body": "x"}),
    ("expander", {"summary": "x", "body": [None, {"type": "tip"}]}),
    ("gone", {"a": 1}),
]


@pytest.mark.parametrize("type_", ["{v2}", "{v3}"])
@pytest.mark.parametrize(("kind", "value"), BROKEN)
def test_one_broken_block_leaves_the_others_in_place(client, section, kind, value, type_):
    article = make_article(section, "Broken")
    body = [block(kind, value), block("tip", {"heading": "Whole", "text": "<p>x</p>"})]
    table = article_model()._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET body = %s",  # as an import past all forms would
            [json.dumps(body)],
        )
    urls = {
        "{v2}": [
            f"/api/v2/pages/{article.pk}/",
            f"/api/v2/pages/?fields=*&type={article_model()._meta.label}",
        ],
        "{v3}": [f"/api/v3/pages/{article.pk}/", "/api/v3/parenting/articles/"],
    }[type_]
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200, answer.content[:500]
    shown = client.get(urls[0]).json()["body"]
    assert shown[-1]["value"]["heading"] == "Whole"


def test_a_picture_whose_size_is_unknown_is_left_out(client, section):
    image = make_image()
    article = make_article(section, "Sizeless", hero_image=image, hero_alt="x")
    get_image_model().objects.filter(pk=image.pk).update(width=0, height=0, file="images/gone.png")
    for url in (f"/api/v2/pages/{article.pk}/", f"/api/v3/pages/{article.pk}/"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer.json()["hero"] is None


def test_a_file_whose_size_is_unknown_has_none(client, section):
    document = make_document()
    article = make_article(section, "Old", body=[block("download", {"file": document.pk})])
    for size in (8, None):
        document.file_size = size
        document.save(update_fields=["file_size"])
        for url in (f"/api/v2/pages/{article.pk}/", f"/api/v3/pages/{article.pk}/"):
            answer = client.get(url)
            assert answer.status_code == 200, answer.content
            assert answer.json()["body"][0]["value"]["file"]["size_bytes"] == size


@pytest.mark.parametrize(
    "value",
    [
        {"type": "tip", "value": {"heading": "\ud800", "text": ""}},
        {"type": "paragraph", "value": "<p>\udfff</p>"},
        {"type": "heading", "value": {"text": "a\x00b", "level": "h2"}},
        {"type": "table", "value": {"rows": [["\ud800"]]}},
        {"type": "tip", "id": "\ud800", "value": {"text": "<p>1</p>"}},
        {"type": "tip", "id": "x" * 65, "value": {"text": "<p>1</p>"}},
    ],
)
def test_text_that_no_answer_could_hold_is_refused_when_written(client, section, value):
    token = make_token(make_user())
    body = {
        "meta": {"type": article_model()._meta.label, "parent_id": section.pk},
        "title": "x",
        "body": [value],
    }
    answer = client.post(
        "/api/v3/pages/",
        data=json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 422, answer.content
    assert "body" in str(answer.json()["errors"][0]["loc"])


def test_a_date_that_is_none_is_refused_when_written(client, section):
    token = make_token(make_user())
    value = {"title": "x", "read_on": "2020-13-01"}
    body = {
        "meta": {"type": article_model()._meta.label, "parent_id": section.pk},
        "title": "x",
        "sources": [{"type": "source", "value": value}],
    }
    answer = client.post(
        "/api/v3/pages/",
        data=json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 422, answer.content


@pytest.mark.parametrize(
    "field",
    [
        {"standfirst": "\ud800"},
        {"tags": ["a\ud800"]},
        {"search_description": "\udfff"},
    ],
    ids=lambda field: next(iter(field)),
)
def test_fields_refuse_it_too(client, section, field):
    article = make_article(section, "Fine")
    if not hasattr(article, next(iter(field))):
        pytest.skip("a base page of one's own need not have it")
    token = make_token(make_user())
    answer = client.patch(
        f"/api/v3/pages/{article.pk}/",
        data=json.dumps(field),
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["loc"] == list(field)


@pytest.mark.parametrize("raw", [[None], [{"value": 1}], ["x"], [[]]])
def test_what_is_no_block_at_the_top_is_passed_over(client, section, raw):
    article = make_article(section, "Broken")
    with connection.cursor() as cursor:
        table = article_model()._meta.db_table
        cursor.execute(f"UPDATE {table} SET body = %s", [json.dumps(raw)])
    for url in (f"/api/v2/pages/{article.pk}/", f"/api/v3/pages/{article.pk}/"):
        answer = client.get(url)
        assert (answer.status_code, answer.json()["body"]) == (200, [])


@pytest.mark.parametrize("text", ["<p>a<br>b</p>", "<p><b>x</p></b>", "<ul><li>a</ul>", "<a>x"])
@pytest.mark.parametrize("format_", ["html", "markdown", "db_html", "db_markdown"])
def test_tags_that_do_not_match_break_no_format(client, section, text, format_):
    article = make_article(section, "Imported", body=[block("paragraph", text)])
    for url in (f"/api/v2/pages/{article.pk}/", f"/api/v3/pages/{article.pk}/"):
        assert client.get(url, {"rich_text_format": format_}).status_code == 200


def test_an_unknown_rich_text_format_is_400(client, section):
    article = make_article(section, "Fine", body=[block("paragraph", "<p>x</p>")])
    for url in (f"/api/v2/pages/{article.pk}/", f"/api/v3/pages/{article.pk}/"):
        assert client.get(url, {"rich_text_format": "pdf"}).status_code in (400, 422)


def test_links_that_run_scripts_are_dropped(client, section):
    text = '<p><a href="javascript:alert(1)">x</a> <a href="mailto:a@example.org">y</a></p>'
    article = make_article(section, "Imported", body=[block("paragraph", text)])
    shown = client.get(f"/api/v2/pages/{article.pk}/").json()["body"][0]["value"]
    assert "javascript" not in shown
    assert 'href="mailto:a@example.org"' in shown


@pytest.mark.parametrize(
    "query",
    [
        "published_at=abc",
        "first_published_at=abc",
        "next_review=x",
        "stages=abc",
        "topics=99999999999999999999",
        "published_at=0001-01-01T00:00:00%2B14:00",
        "published_at=9999-12-31T23:59:59-12:00",
        "first_published_at=0001-01-01T00:00:00%2B14:00",
        "search=a&search_operator=x",
        "hero_image=1",
        "authors=1",
        "fields=" + "a(" * 300,
    ],
)
def test_filters_of_v2_answer_400_for_what_no_field_holds(client, section, query):
    make_article(section, "Fine")
    answer = client.get(f"/api/v2/pages/?type={article_model()._meta.label}&{query}")
    assert answer.status_code == 400, answer.content


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-12:00"])
def test_v3_refuses_times_that_not_every_database_can_look_up(client, section, moment):
    make_article(section, "Fine")
    url = f"/api/v3/pages/?type={article_model()._meta.label}&published_at={moment}"
    answer = client.get(url)
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["loc"] == ["published_at"]
    for name in ("published_after", "published_before", "updated_after"):
        answer = client.get(f"/api/v3/parenting/articles/?{name}={moment}")
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_parameter")


@pytest.mark.parametrize(
    "url", ["/api/v2/pages/?type={type}&{query}", "/api/v3/pages/?type={type}&{query}"]
)
def test_a_time_without_a_zone_is_meant_in_utc(client, section, url):
    moment = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)  # summer in the site's zone
    make_article(section, "Found", published_at=moment)
    query = "published_at=2026-07-01T12:00:00"
    answer = client.get(url.format(type=article_model()._meta.label, query=query))
    assert [item["title"] for item in answer.json()["items"]] == ["Found"]


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",  # kept, it would lock the page: no editor west of UTC can show it
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59-12:00",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59",
    ],
)
@pytest.mark.parametrize("meta", [{}, {"action": "publish"}])
def test_times_at_the_edges_are_refused_when_written(client, section, moment, meta):
    article = make_article(section, "Fine")
    headers = {"authorization": f"Bearer {make_token(make_user())}"}
    created = {"type": article_model()._meta.label, "parent_id": section.pk, **meta}
    for call, url, body in (
        (client.patch, f"/api/v3/pages/{article.pk}/", {"meta": meta}),
        (client.post, "/api/v3/pages/", {"meta": created, "title": "New"}),
    ):
        written = json.dumps({**body, "published_at": moment})
        answer = call(url, data=written, content_type="application/json", headers=headers)
        assert answer.status_code == 422, answer.content
        assert ["published_at"] in [error["loc"] for error in answer.json()["errors"]]
