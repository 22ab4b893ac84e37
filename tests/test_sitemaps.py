"""The sitemap: what is public, where the frontend shows it, at a fixed cost."""

from __future__ import annotations

import re
import uuid
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from tests.factories import (
    article_model,
    make_article,
    make_image,
    make_section,
    make_site,
    make_translation,
)
from tests.test_visibility import HIDDEN, alias
from wagtail_parenting.headless.sitemaps import SitemapView

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}


def sitemap(client, **query):
    response = client.get("/sitemap.xml", query)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def addresses(tree):
    return [item.text for item in tree.findall("s:url/s:loc", NAMES)]


def entry(tree, url):
    return next(item for item in tree if item.find("s:loc", NAMES).text == url)


def test_public_pages_are_named_with_their_addresses_on_the_frontend(client, section):
    make_article(section, "Night")
    assert addresses(sitemap(client)) == [
        "https://www.example.org/",
        "https://www.example.org/sleep/",
        "https://www.example.org/sleep/night/",
    ]


@pytest.mark.parametrize("hide", HIDDEN)
def test_nothing_hidden_is_named(client, section, hide):
    hide(section)
    text = client.get("/sitemap.xml").content.decode()
    assert "secret" not in text
    assert "/sleep/" in text


def test_an_entry_says_when_its_page_was_last_published(client, section):
    article = make_article(section, "Night")
    when = article.last_published_at.replace(year=2026, month=3, day=1, microsecond=0)
    article_model().objects.filter(pk=article.pk).update(last_published_at=when)
    shown = entry(sitemap(client), "https://www.example.org/sleep/night/")
    assert shown.find("s:lastmod", NAMES).text.startswith("2026-03-01T")
    home = entry(sitemap(client), "https://www.example.org/")
    assert home.find("s:lastmod", NAMES) is None  # it was never published


def test_aliases_are_left_to_their_sources(client, section):
    other = make_section(section.get_site(), "Elsewhere")
    alias(make_article(section, "Night"), other)
    assert "https://www.example.org/elsewhere/night/" not in addresses(sitemap(client))


def test_pictures_are_public_ones_with_whole_addresses(client, section):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    make_article(section, "Open", hero_image=make_image("Moon"), hero_alt="A moon")
    make_article(
        section, "Closed", hero_image=make_image("Secret", collection=closed), hero_alt="x"
    )
    tree = sitemap(client)
    shown = entry(tree, "https://www.example.org/sleep/open/")
    (picture,) = shown.findall("image:image/image:loc", NAMES)
    assert picture.text.startswith("https://cms.example.org/")
    hidden = entry(tree, "https://www.example.org/sleep/closed/")
    assert hidden.find("image:image", NAMES) is None


def test_other_sites_have_sitemaps_of_their_own(client, section):
    make_article(section, "Here")
    site = make_site("other.example.org", frontend="https://other.example.net", default=False)
    make_section(site, "Abroad")
    assert "https://other.example.net/abroad/" not in addresses(sitemap(client))
    assert addresses(sitemap(client, site="other.example.org")) == [
        "https://other.example.net/",
        "https://other.example.net/abroad/",
    ]


def test_a_site_within_the_tree_of_another_keeps_its_pages_to_itself(client, section):
    from wagtail.models import Site

    make_article(section, "Night")
    Site.objects.create(hostname="sleep.example.org", root_page=section)
    assert addresses(sitemap(client)) == ["https://www.example.org/"]
    assert addresses(sitemap(client, site="sleep.example.org")) == [
        "http://sleep.example.org/",
        "http://sleep.example.org/night/",
    ]


def test_a_large_site_gets_an_index_of_parts(client, section, rf):
    for number in range(5):
        make_article(section, f"Night {number}")
    view = SitemapView.as_view(limit=3)
    index = ElementTree.fromstring(view(rf.get("/sitemap.xml?locale=en")).content)
    parts = [item.text for item in index.findall("s:sitemap/s:loc", NAMES)]
    assert [urlsplit(part).query for part in parts] == [
        f"locale=en&p={number}" for number in (1, 2, 3)
    ]
    named = []
    for part in parts:
        query = urlsplit(part).query
        named += addresses(ElementTree.fromstring(view(rf.get(f"/sitemap.xml?{query}")).content))
    assert len(named) == len(set(named)) == 7


@pytest.mark.parametrize(
    ("query", "status"),
    [("p=2", 404), ("p=0", 404), ("p=x", 404), ("site=nowhere", 400), ("locale=xx", 400)],
)
def test_what_there_is_not_is_refused(client, section, query, status):
    assert client.get(f"/sitemap.xml?{query}").status_code == status


def test_head_requests_and_headers(client, section):
    make_article(section, "Night")
    response = client.head("/sitemap.xml")
    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Robots-Tag"].startswith("noindex")
    assert response["Last-Modified"].endswith("GMT")
    assert client.post("/sitemap.xml").status_code == 405


def test_addresses_are_escaped(client, section):
    make_article(section, "A & B", slug="a-b")
    article_model().objects.filter(slug="a-b").update(url_path=section.url_path + "a&b<c/")
    text = client.get("/sitemap.xml").content.decode()
    assert "a&amp;b&lt;c/" in text


def test_versions_in_other_languages_name_each_other(client, section, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    home = section.get_parent().specific
    article = make_article(section, "Night")
    make_translation(home, "Start")
    make_translation(section, "Schlaf")
    article_de = make_translation(article, "Nacht")
    tree = sitemap(client)
    urls = {page.pk: page.full_url for page in (article, article_de)}
    wanted = {
        ("en", urls[article.pk]),
        ("de", urls[article_de.pk]),
        ("x-default", urls[article.pk]),
    }
    for url in urls.values():
        links = entry(tree, url).findall("xhtml:link", NAMES)
        assert {(link.get("hreflang"), link.get("href")) for link in links} == wanted
        assert {link.get("rel") for link in links} == {"alternate"}
    assert urls[article_de.pk] in addresses(sitemap(client, locale="de"))
    assert urls[article.pk] not in addresses(sitemap(client, locale="de"))
    article_de.unpublish()
    assert not entry(sitemap(client), urls[article.pk]).findall("xhtml:link", NAMES)


@pytest.mark.parametrize("languages", [False, True])
def test_it_costs_the_same_for_any_number_of_pages(client, section, settings, languages):
    settings.WAGTAIL_I18N_ENABLED = languages
    counts = []
    made = 0
    for number in (1, 20, 60):
        while made < number:
            image = make_image()
            values = {"hero_image": image, "hero_alt": "x", "translation_key": uuid.uuid4()}
            make_article(section, f"Night {made}", **values)
            made += 1
        sitemap(client)
        with CaptureQueriesContext(connection) as queries:
            tree = sitemap(client)
        assert len(addresses(tree)) == number + 2
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 8


def test_a_part_never_holds_more_than_the_protocol_allows(client, section, rf):
    response = SitemapView.as_view(limit=10**9)(rf.get("/sitemap.xml"))
    assert response.status_code == 200
    assert SitemapView.limit <= 50_000
    assert re.search(rb"<loc>", response.content)
