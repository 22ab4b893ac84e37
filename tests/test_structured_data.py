"""Structured data: true to schema.org's vocabulary, whole in a script element, and silent about
what is hidden. The vocabulary is in ``data/schema_org.json`` (see ``data/README.md``)."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Collection, CollectionViewRestriction

from tests.factories import (
    DAY,
    block,
    full_article,
    index_model,
    make_article,
    make_contributor,
    make_edition,
    make_entry,
    make_image,
    make_section,
    make_series,
    make_stage,
    make_topic,
    make_user,
    source,
)
from tests.test_visibility import HIDDEN, alias
from wagtail_parenting.articles.structured_data import (
    MAX_HEADLINE,
    ArticleFacts,
    PageFacts,
    SiteFacts,
    article_graph,
    index_graph,
    script_text,
)
from wagtail_parenting.headless.stamps import touch_sites
from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.models import LinkUpEntry

APIS = ["/api/v2/pages/{pk}/", "/api/v3/pages/{pk}/"]
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "a\u2028b\u2029c",
    "Quotes \" and \\ and '",
    "&lt;b&gt; &amp;amp;",
    "👶🏽 naïve مرحبا",
    "x" * 250,
    "word " * 50,
]

# --- The vocabulary ------------------------------------------------------------------------


@cache
def vocabulary():
    return json.loads((Path(__file__).parent / "data" / "schema_org.json").read_text("utf-8"))


@cache
def above(name):
    """``name`` and all types above it."""
    parents = vocabulary()[name]["parents"]
    return {name}.union(*(above(parent) for parent in parents))


def ranges(types, name):
    """What a property of a node of these types may hold, or None if they have no such property."""
    found = [
        vocabulary()[kind]["properties"][name]
        for given in types
        for kind in above(given)
        if name in vocabulary()[kind]["properties"]
    ]
    return set().union(*found) if found else None


TEXTS = {
    "Text": r"[\s\S]+",
    "URL": r"https?://[^\s<>]+",
    "Date": r"\d{4}-\d\d-\d\d",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "Duration": r"PT\d+M",
    "Distance": r"\d+ px",
}


def types_of(node):
    kinds = node["@type"]
    return kinds if isinstance(kinds, list) else [kinds]


def mistakes(graph):
    """All places where a graph is not as the vocabulary has it."""
    assert set(graph) == {"@context", "@graph"}
    assert graph["@context"] == "https://schema.org"
    by_id = {node["@id"]: node for node in graph["@graph"]}
    assert len(by_id) == len(graph["@graph"]), "two nodes have the same @id"
    return [found for node in graph["@graph"] for found in _in_node(node, by_id)]


def _in_node(node, by_id):
    kinds = types_of(node)
    for name, value in node.items():
        if name in ("@type", "@id"):
            continue
        allowed = ranges(kinds, name)
        if allowed is None:
            yield f"{kinds} has no {name}"
            continue
        for item in value if isinstance(value, list) else [value]:
            yield from _in_value(f"{kinds}.{name}", item, allowed, by_id)


def _in_value(place, item, allowed, by_id):
    if isinstance(item, dict):
        node = by_id.get(item["@id"]) if set(item) == {"@id"} else item
        if node is None:
            yield f"{place} leads nowhere: {item}"
        elif not any(above(kind) & allowed for kind in types_of(node)):
            yield f"{place} holds {types_of(node)}, not {allowed}"
        elif node is item:
            yield from _in_node(node, by_id)
    elif isinstance(item, bool) or item in (None, "", [], {}):
        yield f"{place} holds {item!r}"
    elif isinstance(item, int | float):
        wanted = {"Number", "Integer"} if isinstance(item, int) else {"Number"}
        if not allowed & wanted:
            yield f"{place} holds a number, not {allowed}"
    elif not any(re.fullmatch(TEXTS[kind], item) for kind in allowed & set(TEXTS)):
        yield f"{place} holds {item!r}, not {allowed}"


def test_the_checker_finds_what_is_wrong():
    node = {"@type": "Article", "@id": "a", "headline": "x"}
    wrong = [
        {"wordsCount": 3},
        {"wordCount": "many"},
        {"author": {"@type": "WebPage", "name": "x"}},
        {"author": {"@id": "nowhere"}},
        {"datePublished": "yesterday"},
        {"lastReviewed": "2026-01-02"},
        {"headline": ""},
    ]
    for extra in wrong:
        graph = {"@context": "https://schema.org", "@graph": [node | extra]}
        assert len(mistakes(graph)) == 1, extra


# --- From the API ----------------------------------------------------------------------------


def asked(client, page, url=APIS[0]):
    answer = client.get(url.format(pk=page.pk))
    assert answer.status_code == 200, answer.content
    return answer.json()["structured_data"]


def graph_of(client, page, url=APIS[0]):
    graph = json.loads(asked(client, page, url))
    assert mistakes(graph) == []
    return graph["@graph"]


def the(nodes, kind):
    (found,) = [node for node in nodes if kind in types_of(node)]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("url", APIS)
def test_a_full_article_keeps_to_the_vocabulary(client, section, url):
    article = full_article(section, "Night", related=[make_article(section)], sponsor="")
    nodes = graph_of(client, article, url)
    kinds = [types_of(node)[0] for node in nodes]
    assert sorted(kinds) == sorted(
        [
            "WebPage",
            "Article",
            *["Person"] * 3,
            "FAQPage",
            "HowTo",
            "BreadcrumbList",
            "WebSite",
            "Organization",
        ]
    )


@pytest.mark.django_db
def test_v2_and_v3_say_the_same(client, section):
    article = full_article(section, "Night", related=[make_article(section)])
    for page in (article, section, section.get_parent()):
        assert asked(client, page, APIS[0]) == asked(client, page, APIS[1])


@pytest.mark.django_db
def test_what_an_article_says_of_itself(client, section):
    author = make_contributor(
        "Ann Lee",
        role="Editor",
        credentials="Registered midwife",
        bio="Writes\nat night.",
        links=[
            block("link", {"label": "Blog", "url": "https://ann.example/"}),
            block("link", {"label": "Bad", "url": "javascript:alert(1)"}),
        ],
    )
    reviewer = make_contributor("Dr Bo")
    article = make_article(
        section,
        "Night & day",
        standfirst="How to rest.",
        authors=[author],
        reviewers=[reviewer],
        last_reviewed="2026-01-02",
        hero_image=make_image("Moon"),
        hero_alt="A moon",
        hero_credit="M. Ray",
        stages=[
            make_stage("Baby", (3, 12)),
            make_stage("Pregnancy", from_weeks=1, to_weeks=42),
        ],
        topics=[make_topic("Sleep")],
        tags=["naps", "R&D"],
        body=[block("paragraph", "<p>One <b>t</b>wo three.</p>")],
        sources=[source("Safe sleep"), source("Bad", url="javascript:alert(1)", publisher="")],
    )
    nodes = graph_of(client, article)
    url = "https://www.example.org/sleep/night-day/"
    page, said = the(nodes, "WebPage"), the(nodes, "Article")
    assert page["@id"] == page["url"] == url
    assert page["lastReviewed"] == "2026-01-02"
    assert page["reviewedBy"] == [{"@id": "https://www.example.org/people/dr-bo/#person"}]
    assert page["isPartOf"] == {"@id": the(nodes, "WebSite")["@id"]}
    assert said["headline"] == "Night & day"
    assert said["description"] == "How to rest."
    assert said["mainEntityOfPage"] == {"@id": url}
    assert said["articleSection"] == "Sleep"
    assert said["inLanguage"] == "en"
    assert said["about"] == [{"@type": "Thing", "name": "Sleep"}]
    assert sorted(said["keywords"]) == ["R&D", "naps"]
    assert said["wordCount"] == 3
    assert said["timeRequired"] == "PT1M"
    assert said["datePublished"].endswith("Z")
    assert said["dateModified"].endswith("Z")
    assert said["audience"] == [
        {
            "@type": "ParentAudience",
            "audienceType": "Baby",
            "childMinAge": 0.25,
            "childMaxAge": 1,
        },
        {"@type": "ParentAudience", "audienceType": "Pregnancy"},
    ]
    assert said["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "Safe sleep",
            "publisher": {"@type": "Organization", "name": "NHS"},
            "url": "https://www.nhs.uk/",
        },
        {"@type": "CreativeWork", "name": "Bad"},
    ]
    (image,) = said["image"]
    assert image["url"].startswith("https://cms.example.org/")
    assert (image["caption"], image["creditText"]) == ("A moon", "M. Ray")
    ann = next(node for node in nodes if node.get("name") == "Ann Lee")
    assert ann["url"] == "https://www.example.org/people/ann-lee/"
    assert ann["jobTitle"] == "Editor"
    assert ann["description"] == "Writes at night."
    assert ann["hasCredential"]["name"] == "Registered midwife"
    assert ann["sameAs"] == ["https://ann.example/"]
    organization = the(nodes, "Organization")
    assert (organization["name"], organization["url"]) == ("localhost", "https://www.example.org/")
    trail = the(nodes, "BreadcrumbList")["itemListElement"]
    assert [(item["position"], item["name"], item["item"]["url"]) for item in trail] == [
        (1, "Home of localhost", "https://www.example.org/"),
        (2, "Sleep", "https://www.example.org/sleep/"),
        (3, "Night & day", url),
    ]


@pytest.mark.django_db
def test_questions_and_steps_also_when_folded_away_or_in_an_index(client, site):
    faq = {"question": "Why?", "answer": "<p>Salt &amp;amp; <b>w</b>ater</p><p>Rest.</p>"}
    empty = {"question": "", "answer": ""}
    steps = {"heading": "", "steps": [{"title": "Lay out", "text": "<p>All.</p>"}]}
    body = [
        block("faq", {"heading": "", "questions": [faq, empty]}),
        block("faq", {"heading": "", "questions": [faq | {"question": "When?"}]}),
        block("expander", {"summary": "More", "body": [block("steps", steps)]}),
        block("steps", {"heading": "None", "steps": [{"title": "", "text": ""}]}),
    ]
    section = make_section(site, body=body)
    for page in (section, make_article(section, "Night", body=body)):
        nodes = graph_of(client, page)
        questions = the(nodes, "FAQPage")["mainEntity"]
        assert [item["name"] for item in questions] == ["Why?", "When?"]
        assert questions[0]["acceptedAnswer"]["text"] == "Salt &amp; water Rest."
        how_to = the(nodes, "HowTo")
        assert how_to["name"] == page.title
        assert how_to["step"] == [
            {"@type": "HowToStep", "position": 1, "name": "Lay out", "text": "All."}
        ]


@pytest.mark.django_db
def test_indexes_are_collections_with_their_featured_articles(client, section):
    article = make_article(section, "Night")
    rows = index_model()._meta.get_field("featured").related_model
    section.featured.set([rows(article=article)])
    section.save()
    nodes = graph_of(client, section)
    page = the(nodes, "CollectionPage")
    (item,) = page["mainEntity"]["itemListElement"]
    assert (item["name"], item["url"]) == ("Night", "https://www.example.org/sleep/night/")
    assert len(the(nodes, "BreadcrumbList")["itemListElement"]) == 2
    home = graph_of(client, section.get_parent())
    assert the(home, "CollectionPage")["name"] == "localhost"
    assert the(home, "WebSite")["publisher"] == {"@id": the(home, "Organization")["@id"]}
    assert not [node for node in home if node["@type"] == "BreadcrumbList"]


@pytest.mark.django_db
@pytest.mark.parametrize("url", APIS)
def test_a_link_up_is_a_collection_with_its_first_links(client, site, url):
    edition = make_edition(make_series(site), 45)
    assert "mainEntity" not in the(graph_of(client, edition, url), "CollectionPage")
    for number in range(1, 14):
        make_entry(edition, title=f"Post {number}", name="Anna")
    make_entry(edition, title="Waiting", status="held")
    actions.remove(entry_id=LinkUpEntry.objects.get(number=2).pk, actor=make_user())
    nodes = graph_of(client, edition, url)
    listed = the(nodes, "CollectionPage")["mainEntity"]
    assert listed["numberOfItems"] == 12
    items = [(item["position"], item["name"]) for item in listed["itemListElement"]]
    assert items == list(enumerate(["Post 1", *(f"Post {number}" for number in range(3, 12))], 1))
    own = f"https://www.example.org/tuesday-link-up/{edition.slug}/"
    assert listed["itemListElement"][1]["url"] == f"{own}#entry-3"
    assert "Event" not in json.dumps(nodes)
    assert "Waiting" not in json.dumps(nodes)


@pytest.mark.django_db
def test_the_links_of_many_link_ups_cost_one_query(client, site):
    series = make_series(site)
    costs = []
    for number in range(1, 13):
        edition = make_edition(series, number, opens=-9 * number * DAY)
        make_entry(edition)
        if number in (2, 12):
            url = f"/api/v2/pages/?type={edition._meta.label}&fields=*&limit={number}"
            client.get(url)
            touch_sites()
            with CaptureQueriesContext(connection) as queries:
                items = client.get(url).json()["items"]
            assert all('"itemListElement"' in item["structured_data"] for item in items)
            costs.append(len(queries))
    assert costs[0] == costs[1] <= 15


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_title_of_a_link_breaks_out_of_a_script_element(client, site, hostile):
    edition = make_edition(make_series(site), 45)
    make_entry(edition, found_title=hostile[:200])
    text = asked(client, edition)
    assert not set(text) & set("<>&\u2028\u2029")
    assert holds_together(text)
    listed = the(graph_of(client, edition), "CollectionPage")["mainEntity"]
    assert listed["itemListElement"][0]["name"] == " ".join(hostile[:200].split())


@pytest.mark.django_db
def test_a_sponsored_article_names_who_paid(client, section):
    article = make_article(section, "Night", disclosure="sponsored", sponsor="Acme")
    said = the(graph_of(client, article), "Article")
    assert said["@type"] == ["Article", "AdvertiserContentArticle"]
    assert said["sponsor"] == {"@type": "Organization", "name": "Acme"}
    article = make_article(section, "Day", disclosure="affiliate", sponsor="Acme")
    assert "Acme" not in asked(client, article)


@pytest.mark.django_db
def test_an_alias_speaks_for_its_source(client, section):
    article = make_article(section, "Night")
    copy = alias(article, make_section(section.get_site(), "Elsewhere"))
    said = the(graph_of(client, copy), "Article")
    assert said["mainEntityOfPage"] == {"@id": "https://www.example.org/sleep/night/"}


# --- Hostile -----------------------------------------------------------------------------------


class Scripts(HTMLParser):
    """What a browser would take for the contents of script elements."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.data = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.data.append(data)


def holds_together(text):
    parsed = Scripts(f'<script type="application/ld+json">{text}</script>')
    return parsed.tags == ["script"] and "".join(parsed.data) == text


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_breaks_out_of_a_script_element(client, section, hostile):
    person = make_contributor(hostile[:100], slug="x", bio=hostile, credentials=hostile[:180])
    article = make_article(
        section,
        hostile,
        slug="hostile",
        authors=[person],
        standfirst=hostile,
        sources=[source(hostile)],
        tags=[hostile[:90]],
        body=[block("faq", {"heading": "", "questions": [{"question": hostile, "answer": "y"}]})],
    )
    text = asked(client, article)
    assert not set(text) & set("<>&\u2028\u2029")
    assert holds_together(text)
    nodes = graph_of(client, article)
    wanted = " ".join(hostile.split())
    headline = the(nodes, "Article")["headline"]
    assert len(headline) <= MAX_HEADLINE
    if len(wanted) <= MAX_HEADLINE:
        assert headline == wanted
    else:
        assert headline.endswith("…")
        assert wanted.startswith(headline[:-1])
    assert the(nodes, "FAQPage")["mainEntity"][0]["name"] == wanted
    assert asked(client, article, APIS[1]) == text


HARD = st.text(alphabet="<>&/!-\"'\\\u2028\u2029 as", max_size=40)


@given(st.text(max_size=200) | HARD, HARD)
def test_any_text_is_whole_json_in_a_script_element(title, name):
    facts = PageFacts(url="https://e.org/a/", title=title, description=name, language="en")
    site = SiteFacts(name=name, origin="https://e.org")
    for graph in (article_graph(facts, ArticleFacts(sponsor=name), site), index_graph(facts, site)):
        text = script_text(graph)
        assert json.loads(text) == graph
        assert not set(text) & set("<>&\u2028\u2029")


def test_an_article_without_anything_is_still_true():
    facts = PageFacts(url="https://e.org/a/", title="A", description="", language="en")
    graph = article_graph(facts, ArticleFacts(), SiteFacts(name="E", origin="https://e.org"))
    assert mistakes(graph) == []


# --- Hidden --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("url", APIS)
@pytest.mark.parametrize("hide", HIDDEN)
def test_hidden_pages_are_not_named(client, section, hide, url):
    hidden = hide(section)
    rows = index_model()._meta.get_field("featured").related_model
    section.featured.set([rows(article=hidden)])
    section.save()
    link = f'<p><a linktype="page" id="{hidden.pk}">what we know</a></p>'
    questions = [{"question": "Where?", "answer": link}]
    body = [
        block("faq", {"heading": "", "questions": questions}),
        block("article_card", {"article": hidden.pk}),
    ]
    visible = make_article(section, "Visible", body=body, related=[hidden])
    for page in (visible, section):
        assert "secret" not in asked(client, page, url).lower()
    assert "what we know" in asked(client, visible, url)


@pytest.mark.django_db
@pytest.mark.parametrize("url", APIS)
def test_a_hidden_ancestor_is_passed_over(client, section, url):
    middle = section.add_child(instance=index_model()(title="Secret middle", slug="middle"))
    article = make_article(middle, "Night")
    middle.unpublish()
    trail = the(graph_of(client, article, url), "BreadcrumbList")["itemListElement"]
    assert [item["name"] for item in trail] == ["Home of localhost", "Sleep", "Night"]
    assert "Secret" not in asked(client, article, url)


@pytest.mark.django_db
@pytest.mark.parametrize("url", APIS)
def test_pictures_of_a_restricted_collection_are_not_named(client, section, url):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    image = make_image("Secret picture", collection=closed)
    person = make_contributor("Ann", picture=image)
    article = make_article(
        section, "Night", hero_image=image, hero_alt="secret words", authors=[person]
    )
    text = asked(client, article, url)
    assert "secret" not in text.lower()
    assert "ImageObject" not in text
