"""Rich text for frontends: whatever stands in it, no link leads to what is not public."""

from __future__ import annotations

import pytest

from wagtail_parenting.headless.rich_text import References, Targets, collect, render

PUBLIC = Targets(
    page_url=lambda pk: "https://www.example.org/open/" if pk == 1 else None,
    document_url=lambda pk: None,
    picture_html=lambda pk, alt: f'<img src="/{pk}.png" alt="{alt}">' if pk == 1 else None,
)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (
            '<p><a linktype="page" id="1">open</a></p>',
            '<p><a href="https://www.example.org/open/" data-page-id="1">open</a></p>',
        ),
        ('<p><a linktype="page" id="5">secret</a></p>', "<p>secret</p>"),
        ('<p><a linktype="page" id="5">secret</p>', "<p>secret</p>"),
        ('<p><a linktype="page" id="1">open</p>', "<p>open</p>"),
        (
            '<a linktype="page" id="5">a<a linktype="page" id="1">b</a>c</a>',
            'a<a href="https://www.example.org/open/" data-page-id="1">b</a>c',
        ),
        ('<A LINKTYPE="page" ID="5">secret</A>', "secret"),
        ('words <a linktype="page" id="5"', "words "),
        ('<a linktype="page" id="5" title="a > b">x</a>', ' b">x'),
        ('<embed embedtype="image" id="5" alt="x"/>y', "y"),
        ('<embed embedtype="image" id="5" alt="x">y', "y"),
        ('<embed embedtype="image" id="1" alt="x"/>y', '<img src="/1.png" alt="x">y'),
        ("<abbr>x</abbr><address>y</address>", "<abbr>x</abbr><address>y</address>"),
    ],
)
def test_links_and_pictures_lead_to_what_is_public_or_go(stored, shown):
    assert render(stored, format="html", targets=PUBLIC) == shown


@pytest.mark.parametrize("format_", ["html", "markdown", "db_html", "db_markdown"])
@pytest.mark.parametrize(
    "text", ['<p><a linktype="page" id="5">x</p>', '<p>y <a linktype="page" id="5"', "<p>x</a></p>"]
)
def test_no_format_keeps_the_id_of_a_hidden_page(format_, text):
    shown = render(text, format=format_, targets=PUBLIC)
    assert "5" not in shown
    assert "<a" not in shown


def test_ids_are_found_in_links_that_have_no_end():
    found = References()
    collect('<a linktype="page" id="5">x<a linktype="document" id="6"', found)
    collect('<embed embedtype="image" id="7">', found)
    assert (found.linked, found.documents, found.images) == ({5}, {6}, {7})


# A quadratic expression takes minutes for each of these; the suite's own patience is the limit.
@pytest.mark.parametrize("format_", ["html", "db_html"])
@pytest.mark.parametrize(
    "part",
    [
        "<a",
        "<a ",
        "<a>",
        "<embed ",
        "</a>",
        '<a linktype="page" id="5">',
        '<a x="',
        "x",
        '<a href="javascript:',
    ],
)
def test_long_hostile_text_is_rendered(format_, part):
    text = "<a " + part * (200_000 // len(part))
    render(text, format=format_, targets=PUBLIC)
    render(text + ">x</a>", format=format_, targets=PUBLIC)
    collect(text, References())
