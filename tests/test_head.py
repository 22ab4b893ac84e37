"""``head``: titles, descriptions, canonical addresses, Open Graph, languages, robots."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, Site

from tests.factories import (
    article_model,
    block,
    full_article,
    make_article,
    make_image,
    make_section,
    make_token,
    make_translation,
    make_user,
    restrict,
)
from tests.test_visibility import alias
from wagtail_parenting.headless.plain_text import plain_text, shortened

pytestmark = pytest.mark.django_db
APIS = ["/api/v2/pages/{pk}/", "/api/v3/pages/{pk}/"]


def head_of(client, page):
    """The head of a page, in both APIs the same."""
    v2, v3 = (client.get(url.format(pk=page.pk)) for url in APIS)
    assert v2.status_code == v3.status_code == 200, (v2.content, v3.content)
    assert v2.json()["head"] == v3.json()["head"]
    return v2.json()["head"]


def needs(name):
    """A site's own base page may lack fields of Wagtail's."""
    if not any(field.name == name for field in article_model()._meta.get_fields()):
        pytest.skip(f"the base page has no {name}")


# --- Words --------------------------------------------------------------------------------


def test_a_title_has_the_sites_name_unless_the_editor_wrote_it_whole(client, section):
    plain = head_of(client, make_article(section, "Night"))
    assert (plain["title"], plain["og"]["title"]) == ("Night – localhost", "Night")
    needs("seo_title")
    own = head_of(client, make_article(section, "Day", seo_title="All about days"))
    assert (own["title"], own["og"]["title"]) == ("All about days", "All about days")


def test_the_home_page_is_titled_by_its_site(client, section):
    home = head_of(client, section.get_parent())
    assert (home["title"], home["og"]["title"]) == ("localhost", "localhost")
    assert home["og"]["type"] == "website"
    assert home["canonical"] == "https://www.example.org/"


def test_a_site_without_a_name_goes_by_that_of_the_installation(client, section, settings):
    site = Site.objects.get()
    site.site_name = ""
    site.save()
    assert head_of(client, section)["title"] == "Sleep – Tests"
    settings.WAGTAIL_SITE_NAME = ""
    assert head_of(client, section)["og"]["site_name"] == "localhost"


def test_a_description_is_the_editors_or_the_summary_or_the_first_words(client, section):
    words = "Sleep comes in waves, and night after night it changes. " * 5
    body = [
        block("image", {"image": make_image().pk, "alt": "An alt text", "decorative": False}),
        block("paragraph", f"<p>Salt &amp;amp; <b>w</b>ater.</p><p>{words}</p>"),
    ]
    article = make_article(section, "Night", body=body, standfirst="A standfirst.")
    assert head_of(client, article)["description"] == "A standfirst."
    article.standfirst = ""
    article.save()
    head = head_of(client, article)
    assert head["description"] == head["og"]["description"]
    assert head["description"].startswith("Salt &amp; water. Sleep comes in waves, and")
    assert len(head["description"]) <= 160
    assert head["description"][-1] == "…"
    whole = plain_text(body[1]["value"])
    assert whole.startswith(head["description"][:-1] + " ")  # cut at a word
    empty = make_section(section.get_site(), "Empty", intro="")
    assert head_of(client, empty)["description"] == ""


def test_the_editors_description_for_search_engines_comes_first(client, section):
    needs("search_description")
    written = {"search_description": "For machines.\nTwo lines.", "standfirst": "A standfirst."}
    article = make_article(section, "Night", **written)
    assert head_of(client, article)["description"] == "For machines. Two lines."


def test_texts_are_as_the_editor_wrote_them(client, section):
    article = make_article(section, 'R&D &amp; "quotes" <b>', standfirst="<i>5 < 6</i>")
    head = head_of(client, article)
    assert head["og"]["title"] == 'R&D &amp; "quotes" <b>'
    assert head["description"] == "<i>5 < 6</i>"


@pytest.mark.parametrize(
    ("rich", "plain"),
    [
        ("<p>a</p><p>b</p>", "a b"),
        ("a<br/>b<hr/>c", "a b c"),
        ("<b>w</b>ord", "word"),
        ('<a linktype="page" id="3" title="a > b">link</a>ed', "linked"),
        ("1 < 2 &lt;p&gt; &amp;lt;", "1 < 2 <p> &lt;"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("&nbsp;a\n b ", "a b"),
        ("", ""),
    ],
)
def test_plain_text_of_rich_text(rich, plain):
    assert plain_text(rich) == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [("short", "short"), ("one two three", "one two…"), ("x" * 20, "x" * 9 + "…")],
)
def test_texts_are_cut_after_a_word(text, expected):
    assert shortened(text, 10) == expected


# --- Addresses ----------------------------------------------------------------------------


def test_open_graph_of_an_article(client, section):
    article = make_article(
        section, "Night", hero_image=make_image("Moon", size=(2400, 1600)), hero_alt="A moon"
    )
    og = head_of(client, article)["og"]
    assert og["type"] == "article"
    assert og["url"] == "https://www.example.org/sleep/night/"
    assert og["image"].startswith("https://cms.example.org/")
    assert (og["image_width"], og["image_height"]) == (1200, 630)
    assert og["image_alt"] == "A moon"
    assert (og["site_name"], og["locale"]) == ("localhost", "en")
    assert og["published_time"].endswith("Z")
    assert og["modified_time"].endswith("Z")


def test_a_picture_of_a_restricted_collection_is_not_shared(client, section):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    image = make_image("Secret", collection=closed)
    og = head_of(client, make_article(section, "Night", hero_image=image, hero_alt="x"))["og"]
    assert (og["image"], og["image_alt"], og["image_width"]) == (None, "", None)


def test_the_canonical_address_of_an_alias_is_its_sources(client, section):
    article = make_article(section, "Night")
    copy = alias(article, make_section(section.get_site(), "Elsewhere"))
    head = head_of(client, copy)
    assert head["canonical"] == head["og"]["url"] == "https://www.example.org/sleep/night/"
    assert head["robots"] == "index"


# --- Languages ----------------------------------------------------------------------------


@pytest.fixture
def versions(section, settings):
    """An English article and its German version."""
    settings.WAGTAIL_I18N_ENABLED = True
    make_translation(section.get_parent().specific, "Start")
    make_translation(section, "Schlaf")
    article = make_article(section, "Night")
    return article, make_translation(article, "Nacht")


def test_public_versions_name_each_other(client, versions):
    english, german = versions
    assert german.full_url != english.full_url
    for page in versions:
        assert head_of(client, page)["alternates"] == [
            {"locale": "de", "url": german.full_url},
            {"locale": "en", "url": english.full_url},
            {"locale": "x-default", "url": english.full_url},
        ]
    assert head_of(client, german)["og"]["locale"] == "de"
    home = head_of(client, german.get_parent().get_parent().specific)
    assert home["title"] == "localhost"


@pytest.mark.parametrize("hide", ["unpublish", "restrict", "expire"])
def test_versions_that_are_not_public_are_not_named(client, versions, hide):
    english, german = versions
    if hide == "unpublish":
        german.unpublish()
    elif hide == "restrict":
        restrict(german)
    else:
        past = german.last_published_at.replace(year=2020)
        article_model().objects.filter(pk=german.pk).update(expire_at=past)
    assert head_of(client, english)["alternates"] == []


def test_an_alias_that_stands_for_a_missing_version_is_none(client, section, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    make_translation(section.get_parent().specific, "Start")
    german_section = make_translation(section, "Schlaf")
    article = make_article(section, "Night")
    copy = article.copy_for_translation(german_section.locale, alias=True)
    article.save_revision().publish()
    article_model().objects.filter(pk=copy.pk).update(live=True)
    copy = article_model().objects.get(pk=copy.pk)
    assert copy.alias_of_id == article.pk
    assert copy.translation_key == article.translation_key
    assert head_of(client, article)["alternates"] == []
    head = head_of(client, copy)
    assert head["alternates"] == []
    assert head["canonical"] == article.full_url


def test_without_several_languages_there_are_no_alternates(client, versions, settings):
    settings.WAGTAIL_I18N_ENABLED = False
    assert head_of(client, versions[0])["alternates"] == []


# --- Robots ---------------------------------------------------------------------------------


def test_previews_are_not_for_search_engines(client, section, rf):
    article = make_article(section, "Night")
    request = rf.get("/")
    request.user = make_user()
    article.title = "Unsaved"
    token = article.create_page_preview(request).token
    answer = client.get("/api/v3/parenting/preview/", {"token": token})
    assert answer.status_code == 200, answer.content
    head = answer.json()["page"]["head"]
    assert head["robots"] == "noindex"
    assert head["og"]["title"] == "Unsaved"
    assert head_of(client, article)["robots"] == "index"


def test_a_new_page_in_preview_has_the_address_that_it_would_get(client, section, rf):
    page = article_model()(title="New", slug="new", depth=section.depth + 1)
    page.path = page._get_path(section.path, page.depth, 1)  # as the admin places it
    page.set_url_path(section)
    request = rf.get("/")
    request.user = make_user()
    token = page.create_page_preview(request).token
    shown = client.get("/api/v3/parenting/preview/", {"token": token}).json()["page"]
    assert shown["head"]["canonical"] == "https://www.example.org/sleep/new/"
    assert shown["head"]["robots"] == "noindex"
    assert '"New"' in shown["structured_data"]


def test_a_draft_that_an_editor_reads_is_not_for_search_engines(client, section):
    article = make_article(section, "Night", publish=False)
    headers = {"Authorization": f"Bearer {make_token(make_user())}"}
    answer = client.get(f"/api/v3/pages/{article.pk}/", headers=headers)
    assert answer.status_code == 200
    assert answer.json()["head"]["robots"] == "noindex"


# --- Cost -----------------------------------------------------------------------------------


@pytest.mark.parametrize("languages", [False, True])
def test_a_list_costs_the_same_for_any_number_of_pages(client, section, settings, languages):
    settings.WAGTAIL_I18N_ENABLED = languages
    label = article_model()._meta.label
    counts = {}
    for number in range(12):
        full_article(section, f"Full {number}")
    for limit in (1, 12):
        url = f"/api/v2/pages/?type={label}&fields=head,structured_data&limit={limit}"
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(url).json()["items"]) == limit
        counts[limit] = len(queries)
    assert counts[1] == counts[12] <= 15


@pytest.mark.parametrize("url", APIS)
def test_several_languages_cost_no_query_of_ours(client, versions, settings, url):
    counts = {}
    for languages in (True, False):
        settings.WAGTAIL_I18N_ENABLED = languages
        client.get(url.format(pk=versions[0].pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(url.format(pk=versions[0].pk))
        counts[languages] = len(queries)
    # In v3 core asks for the roots of other languages.
    assert counts[True] - counts[False] == (1 if "v3" in url else 0)
