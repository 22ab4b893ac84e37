"""The blocks of the body in the block picker, and as Django templates render them."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.admin.icons import get_icons
from wagtail.blocks import StreamBlock, StreamValue

from tests.factories import (
    block,
    every_block,
    make_article,
    make_document,
    make_image,
    make_user,
    restrict,
    source,
)
from wagtail_parenting.articles.blocks.stream import article_blocks

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning"),
]

BLOCKS = article_blocks()
#: What stands in for the words of a preview value that has none.
SAMPLES = {
    "article_card": "The title of the article",
    "reference": "Source 1",
    "share_buttons": "Know someone who is up tonight?",
    "comments": "What do you do?",
    "link_up": "The title of the link-up",
}
every = pytest.mark.parametrize(("name", "definition"), BLOCKS, ids=[name for name, _ in BLOCKS])


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user())
    return client


def preview(client: Client, definition: Any) -> Any:
    return client.get(reverse("wagtailadmin_block_preview"), {"id": definition.definition_prefix})


def words(html: str) -> str:
    """What a reader sees: no tags, and the white space of running text."""
    return " ".join(unescape(strip_tags(html)).split())


def texts(value: Any) -> list[str]:
    """Every text of a preview value that ought to be seen."""
    if isinstance(value, str):
        return [words(value)] if " " in value or value.isalpha() else []
    if isinstance(value, list):
        return [text for row in value for text in texts(row)]
    if isinstance(value, dict):
        hidden = {"level", "type", "alt", "url", "source_url", "table_header_choice", "layout"}
        return [text for key, row in value.items() if key not in hidden for text in texts(row)]
    return []


def stream(*rows: dict[str, Any]) -> StreamValue:
    """A body as the API stored it."""
    return StreamBlock(article_blocks()).to_python(list(rows))


def rendered(value: Any, **context: Any) -> str:
    template = Template("{% load wagtailcore_tags %}{% include_block value %}")
    return template.render(Context({**context, "value": value}))


@every
def test_the_picker_can_name_and_show_it(name: str, definition: Any) -> None:
    assert definition.label
    assert definition.get_description()
    assert definition.is_previewable
    assert f'id="icon-{definition.meta.icon}"' in get_icons()


@every
def test_preview_shows_the_words_of_its_value(editor: Client, name: str, definition: Any) -> None:
    response = preview(editor, definition)

    assert response.status_code == 200
    page = response.content.decode()
    assert "wagtail_parenting/css/blocks.css" in page
    main = page[page.index("<main>") :]
    expected = texts(definition.meta.preview_value) or [SAMPLES[name]]
    assert [text for text in expected if text not in words(main)] == []


@every
def test_preview_loads_nothing_from_elsewhere(editor: Client, name: str, definition: Any) -> None:
    page = preview(editor, definition).content.decode()

    assert 'src="http' not in page
    assert "<iframe" not in page
    assert "<script" not in page


def test_the_styles_load_nothing() -> None:
    path = finders.find("wagtail_parenting/css/blocks.css")
    assert path is not None
    with open(path, encoding="utf-8") as file:
        css = file.read()
    assert "url(" not in css
    assert "@import" not in css


def test_every_block_renders_as_the_api_stored_it(section: Any) -> None:
    article = make_article(section, "Naps by age", standfirst="Three, two, one.")
    article.hero_image = make_image("Hero")
    article.save()
    rows = every_block(page=article.pk, image=make_image().pk, document=make_document().pk)
    article.sources = [source()]
    body = stream(*rows)
    assert [child.block_type for child in body] == [row["type"] for row in rows]

    html = {child.block_type: rendered(child, page=article) for child in body}

    assert all(html.values())
    assert '<h2 class="parenting-block-heading">First steps</h2>' in html["heading"]
    assert "<b>rest</b>" in html["tip"]
    assert "Don’t" in words(html["do_dont"])
    assert "Around 6 months" in words(html["milestones"])
    assert "Ask for advice if" in words(html["milestones"])
    assert 'href="tel:111"' in html["helpline"]
    assert 'alt="A cot"' in html["image"]
    assert "srcset=" in html["image"]
    assert 'href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"' in html["embed"]
    assert "<audio" in html["audio"]
    assert "Card" in html["download"]
    assert "PDF, 8\xa0bytes" in html["download"]
    assert "<b>rest</b>" in html["expander"]
    assert '<th scope="col">Hours</th>' in html["table"]
    assert "Naps by age" in html["article_card"]
    assert "Three, two, one." in html["article_card"]
    assert words(html["reference"]) == "Source 1: Safe sleep, NHS"


@pytest.mark.parametrize(
    ("level", "word", "style"),
    [
        ("non_urgent", "Non-urgent", "parenting-block-care-non-urgent"),
        ("urgent", "Urgent", "parenting-block-care-urgent"),
        ("emergency", "Emergency", "parenting-block-care-emergency"),
        ("of a later version", "Emergency", "parenting-block-care-emergency"),
    ],
)
def test_a_care_card_says_how_urgent_it_is(level: str, word: str, style: str) -> None:
    [card] = stream(block("care_card", {"level": level, "heading": "Fever", "text": ""}))

    html = rendered(card)

    assert words(html).startswith(word)
    assert style in html


@pytest.mark.parametrize(
    ("months", "age"),
    [(0, "At birth"), (1, "Around 1 month"), (24, "Around 2 years"), (30, "Around 30 months")],
)
def test_milestones_name_the_age(months: int, age: str) -> None:
    [child] = stream(block("milestones", {"age_months": months, "milestones": ["sits"]}))

    assert f"Milestones {age} sits" in words(rendered(child))


@pytest.mark.parametrize(
    ("typed", "dialled"), [("0800 1111", "08001111"), ("+44 (0)20 7946-0000", "+44(0)207946-0000")]
)
def test_a_number_can_be_dialled(typed: str, dialled: str) -> None:
    [child] = stream(block("helpline", {"name": "Line", "number": typed}))

    assert f'href="tel:{dialled}"' in rendered(child)


@pytest.mark.parametrize("level", ["h2", "h3", "h4"])
def test_a_heading_has_its_level(level: str) -> None:
    [child] = stream(block("heading", {"text": "Naps", "level": level}))

    assert rendered(child).strip() == f'<{level} class="parenting-block-heading">Naps</{level}>'


def test_a_decorative_picture_is_silent() -> None:
    value = {"image": make_image().pk, "alt": "A cot", "decorative": True}
    [child] = stream(block("image", value))

    assert 'alt=""' in rendered(child)


def test_a_table_written_through_the_api_keeps_its_headers() -> None:
    written = {
        "caption": "Sleep",
        "header_row": True,
        "header_column": True,
        "rows": [["", "Hours"], ["0–3", "16"]],
    }
    [child] = stream(block("table", written))

    html = rendered(child)

    assert "<caption>Sleep</caption>" in html
    assert '<th scope="col">Hours</th>' in html
    assert '<th scope="row">0–3</th>' in html
    assert '<th scope="col"></th>' not in html


def test_words_are_escaped() -> None:
    script = "<script>alert(1)</script>"
    children = stream(
        block("quote", {"quote": script, "attribution": script}),
        block("tip", {"heading": script, "text": ""}),
        block("table", {"data": [[script]], "table_caption": script}),
        block("care_card", {"level": "urgent", "heading": script, "text": "", "phone": script}),
        block("embed", {"url": "https://vimeo.com/1", "title": script}),
    )

    for child in children:
        html = rendered(child)
        assert "<script" not in html
        assert "&lt;script" in html


@pytest.mark.parametrize("name", ["image", "audio", "download", "article_card"])
def test_what_is_gone_leaves_nothing_for_readers(name: str) -> None:
    field = {"image": "image", "article_card": "article"}.get(name, "file")
    [child] = stream(block(name, {field: 987654}))

    assert rendered(child).strip() == ""


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), restrict])
def test_the_card_of_an_article_that_is_not_public_vanishes(section: Any, hide: Any) -> None:
    article = make_article(section, "Secret")
    row = block("article_card", {"article": article.pk})
    assert "Secret" in rendered(stream(row)[0])

    hide(article)

    assert rendered(stream(row)[0]).strip() == ""


def test_a_reference_to_a_source_that_is_missing_shows_nothing(section: Any) -> None:
    article = make_article(section, "Naps")
    [child] = stream(block("reference", {"source": 2}))

    assert rendered(child, page=article).strip() == ""
    assert words(rendered(child)) == "Source 2"
