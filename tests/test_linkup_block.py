"""The link-up block: what it shows of an edition, when that changes, and who may put which in."""

from __future__ import annotations

import datetime
import json

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamBlock

from tests.factories import (
    DAY,
    article_model,
    full_article,
    link_up_block,
    make_article,
    make_comment,
    make_contributor,
    make_edition,
    make_entry,
    make_section,
    make_series,
    make_stage,
    make_token,
    make_topic,
    make_user,
    restrict,
    series_model,
)
from wagtail_parenting.articles.blocks.stream import article_blocks
from wagtail_parenting.headless import stamps
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.linkups import actions

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def series(section):
    return make_series(section.get_site())


def with_block(section, link_up, title="Naps", **values):
    return make_article(section, title, body=[link_up_block(link_up.pk, **values)])


def fresh(page):
    return type(page).objects.get(pk=page.pk)


class Doors:
    """The four answers that show a page in full, each asked as a CDN would."""

    def __init__(self, client, page):
        self.client = client
        self.urls = [
            f"/api/v2/pages/{page.pk}/",
            f"/api/v2/pages/?type={page._meta.label}&fields=*",
            f"/api/v3/pages/{page.pk}/",
            f"/api/v3/parenting/resolve/?page={page.pk}",
        ]
        self.etags = {}

    def shown(self):
        """The values of the page's link-up blocks, which all doors agree on."""
        found = []
        for url in self.urls:
            etag = self.etags.get(url)
            answer = self.client.get(url, headers={"If-None-Match": etag} if etag else {})
            if answer.status_code == 304:
                found.append(self.last)
                continue
            self.etags[url] = answer.get("ETag")
            body = answer.json()
            page = body["items"][0] if "items" in body else body.get("page", body)
            found.append([item["value"] for item in page["body"] if item["type"] == "link_up"])
        assert all(value == found[0] for value in found), found
        self.last = found[0]
        return found[0]

    def edition(self):
        [value] = self.shown()
        card = value["edition"]
        return card["number"], card["state"], card["entry_count"]


@pytest.fixture
def doors(client):
    return lambda page: Doors(client, page)


# --- What it shows --------------------------------------------------------------------------------


def test_it_shows_an_edition(doors, section, series):
    edition = make_edition(series, 45, max_entries=50)
    make_entry(edition)
    [value] = doors(with_block(section, edition, heading="Blogged about it?")).shown()
    assert value["heading"] == "Blogged about it?"
    assert value["entries"] == 6
    shown = value["edition"]
    assert (shown["id"], shown["number"], shown["title"]) == (edition.pk, 45, "Tuesday link-up 45")
    assert (shown["state"], shown["entry_count"], shown["max_entries"]) == ("open", 1, 50)
    assert shown["series"]["title"] == "Tuesday link-up"
    assert shown["html_url"] == f"https://www.example.org/tuesday-link-up/{edition.slug}/"
    assert shown["opens_at"].endswith("Z")


def test_of_a_series_it_shows_the_open_edition_or_the_next_or_the_last(doors, section, series):
    article = doors(with_block(section, series, entries=0))
    assert article.shown() == []
    make_edition(series, 1, opens=-9 * DAY)
    assert article.edition()[:2] == (1, "closed")
    make_edition(series, 3, opens=5 * DAY)
    assert article.edition()[:2] == (3, "upcoming")
    make_edition(series, 2)
    assert article.edition()[:2] == (2, "open")
    [value] = article.shown()
    assert (value["entries"], value["edition"]["series"]["id"]) == (0, series.pk)


def test_a_page_may_hold_several_and_a_list_costs_the_same_for_any_number(client, section, series):
    other = make_series(section.get_site(), "Other")
    edition = make_edition(series, 1)
    make_edition(other, 7)
    both = [link_up_block(edition.pk), link_up_block(other.pk)]
    label = article_model()._meta.label
    costs = []
    for number in range(20):
        make_article(section, f"Naps {number}", body=both if number % 2 else both[:1])
        if number in (3, 19):
            url = f"/api/v2/pages/?type={label}&fields=*&limit={number + 1}"
            client.get(url)
            stamps.touch_sites()
            with CaptureQueriesContext(connection) as queries:
                items = client.get(url).json()["items"]
            numbers = [
                [row["value"]["edition"]["number"] for row in page["body"]] for page in items
            ]
            assert numbers.count([1, 7]) == numbers.count([1]) == (number + 1) / 2
            costs.append(len(queries))
    assert costs[0] == costs[1] <= 15


def test_a_page_with_everything_in_it_stays_below_the_limit(client, section, series):
    edition = make_edition(series, 1)
    full = full_article(section, "Full", related=[make_article(section, "Other")], link_up=edition)
    make_comment(full)
    make_entry(edition)
    for url in Doors(client, full).urls:
        client.get(url)
        stamps.touch_pages([full.pk])
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        assert len(queries) <= 15, url


# --- When that changes ----------------------------------------------------------------------------


def test_it_changes_when_the_edition_opens_and_closes(doors, section, series, now_is):
    edition = make_edition(series, 1, opens=DAY)
    later = make_edition(series, 2, opens=8 * DAY)
    of_edition = doors(with_block(section, edition, "Of the edition"))
    of_series = doors(with_block(make_section(section.get_site(), "Play"), series, "Of the series"))
    of_edition.urls = [url for url in of_edition.urls if "fields=*" not in url]
    of_series.urls = [url for url in of_series.urls if "fields=*" not in url]
    for moment, one, current in [
        (edition.opens_at - SECOND, (1, "upcoming"), (1, "upcoming")),
        (edition.opens_at, (1, "open"), (1, "open")),
        (edition.closes_at - SECOND, (1, "open"), (1, "open")),
        (edition.closes_at, (1, "closed"), (2, "upcoming")),
        (later.opens_at, (1, "closed"), (2, "open")),
        (later.closes_at, (1, "closed"), (2, "closed")),
    ]:
        now_is(moment)
        assert of_edition.edition()[:2] == one, moment
        assert of_series.edition()[:2] == current, moment


def test_no_cache_keeps_it_past_the_next_opening(client, section, series, now_is):
    edition = make_edition(series, 1, opens=DAY)
    article = with_block(section, series)
    now_is(edition.opens_at - datetime.timedelta(seconds=20))
    for url in (f"/api/v2/pages/{article.pk}/", f"/api/v3/parenting/resolve/?page={article.pk}"):
        assert "max-age=20" in client.get(url)["Cache-Control"]


def test_an_edition_that_is_moved_to_another_time_turns_then(doors, section, series, now_is):
    edition = make_edition(series, 1, opens=DAY)
    article = doors(with_block(section, series))
    assert article.edition()[1] == "upcoming"
    edition.opens_at, edition.closes_at = edition.opens_at + DAY, edition.closes_at + DAY
    edition.save_revision().publish()
    now_is(edition.opens_at - SECOND)
    assert article.edition()[1] == "upcoming"
    now_is(edition.opens_at)
    assert article.edition()[1] == "open"


def test_more_moments_than_are_kept_are_not_forgotten(doors, section, series, now_is):
    made = [make_edition(series, number, opens=7 * number * DAY) for number in range(1, 13)]
    article = with_block(section, series)
    assert len(PageStamp.objects.get(pk=article.pk).turns) <= 200
    shown = doors(article)
    shown.urls = [url for url in shown.urls if "fields=*" not in url]
    for edition in made:
        now_is(edition.opens_at)
        assert shown.edition()[:2] == (edition.number, "open")
        now_is(edition.closes_at)
        assert shown.edition()[1] != "open"


def test_it_counts_what_readers_add_and_moderators_take_away(doors, section, series):
    edition = make_edition(series, 1, max_entries=2)
    article = doors(with_block(section, series))
    assert article.edition() == (1, "open", 0)
    entry = make_entry(edition)
    assert article.edition() == (1, "open", 1)
    make_entry(edition)
    assert article.edition() == (1, "closed", 2)
    actions.remove(entry_id=entry.pk, actor=make_user())
    assert article.edition() == (1, "open", 1)


def test_it_follows_what_editors_do(doors, section, series):
    edition = make_edition(series, 1)
    article = doors(with_block(section, series))
    assert article.edition()[:2] == (1, "open")
    edition.title = "Naps for all"
    edition.save_revision().publish()
    assert article.shown()[0]["edition"]["title"] == "Naps for all"
    series = fresh(series)
    series.title = "Every Tuesday"
    series.save_revision().publish()
    assert article.shown()[0]["edition"]["series"]["title"] == "Every Tuesday"
    fresh(edition).delete()
    assert article.shown() == []


def test_a_series_page_follows_its_editions_too(client, series, now_is):
    def current():
        found = [
            client.get(f"/api/v2/pages/{series.pk}/").json()["current"],
            client.get(f"/api/v3/parenting/resolve/?page={series.pk}").json()["page"]["current"],
        ]
        assert found[0] == found[1]
        return found[0] and (found[0]["number"], found[0]["state"], found[0]["entry_count"])

    assert current() is None
    edition = make_edition(series, 1, opens=DAY)
    assert current() == (1, "upcoming", 0)
    now_is(edition.opens_at)
    assert current() == (1, "open", 0)
    make_entry(edition)
    assert current() == (1, "open", 1)
    now_is(edition.closes_at)
    assert current() == (1, "closed", 1)


def test_editions_follow_their_series_and_each_other(client, series):
    edition = make_edition(series, 5)
    url = f"/api/v2/pages/{edition.pk}/"
    assert (client.get(url).json()["previous"], client.get(url).json()["rules"]) == (None, "")
    before = make_edition(series, 3, opens=-9 * DAY)
    make_edition(series, 9, opens=9 * DAY)
    assert client.get(url).json()["previous"]["number"] == 3
    series = fresh(series)
    series.rules = "<p>Be kind.</p>"
    series.save_revision().publish()
    assert client.get(url).json()["rules"] == "<p>Be kind.</p>"
    entry = make_entry(before)
    assert client.get(url).json()["picks"] == []
    host = make_user()
    actions.pick(entry_id=entry.pk, actor=host)
    assert [pick["id"] for pick in client.get(url).json()["picks"]] == [entry.pk]
    actions.remove(entry_id=entry.pk, actor=host)
    assert client.get(url).json()["picks"] == []


# --- What is not public ---------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["series", "edition"])
@pytest.mark.parametrize("hide", [restrict, lambda page: page.unpublish()])
def test_what_is_not_public_is_not_there(doors, section, series, of, hide):
    edition = make_edition(series, 1, title="Secret")
    link_up = {"series": series, "edition": edition}[of]
    article = with_block(section, link_up)
    shown = doors(article)
    assert shown.edition()[0] == 1
    hide(fresh(edition))
    assert shown.shown() == []
    assert rendered(article).strip() == ""
    draft = make_edition(series, 2, publish=False)
    other = with_block(section, draft, "Other")
    assert doors(other).shown() == []


def test_a_page_of_another_kind_shows_nothing(doors, section):
    assert doors(with_block(section, section)).shown() == []


@pytest.mark.parametrize("raw", [None, {}, {"link_up": "x"}, {"link_up": 10**30}])
def test_what_an_import_left_in_pieces_shows_nothing(client, section, raw):
    article = make_article(section, "Naps")
    type(article).objects.filter(pk=article.pk).update(
        body=json.dumps([{"type": "link_up", "id": "1", "value": raw}])
    )
    stamps.page_changed(fresh(article))
    assert client.get(f"/api/v2/pages/{article.pk}/").json()["body"] == []


# --- Writing it -----------------------------------------------------------------------------------


def test_it_is_written_through_the_api(client, section, series):
    edition, stage, topic = make_edition(series, 1), make_stage(), make_topic()
    headers = {"Authorization": f"Bearer {make_token(make_user())}"}

    def create(value):
        return client.post(
            "/api/v3/pages/",
            json.dumps(
                {
                    "meta": {
                        "type": article_model()._meta.label,
                        "parent_id": section.pk,
                        "action": "publish",
                    },
                    "title": "Written",
                    "authors": [{"contributor_id": make_contributor().pk}],
                    "stages": [stage.pk],
                    "topics": [topic.pk],
                    "body": [{"type": "link_up", "value": value}],
                }
            ),
            content_type="application/json",
            headers=headers,
        )

    made = create({"heading": "Join in", "link_up": edition.pk, "entries": 3})
    assert made.status_code == 201, made.content
    [shown] = made.json()["body"]
    assert (shown["value"]["edition"]["number"], shown["value"]["entries"]) == (1, 3)
    for value in (
        {"link_up": section.pk, "entries": 3},
        {"link_up": 999_999, "entries": 3},
        {"link_up": edition.pk, "entries": 100},
    ):
        assert create(value).status_code == 422, value


# --- In Django's templates ------------------------------------------------------------------------


def rendered(article):
    [child] = fresh(article).body
    template = Template("{% load wagtailcore_tags %}{% include_block value %}")
    return template.render(Context({"value": child, "page": article}))


def test_a_template_shows_the_newest_links(section, series):
    edition = make_edition(series, 1)
    for number in range(1, 5):
        make_entry(edition, title=f"<Post> {number}", name="Anna")
    make_entry(edition, title="Waiting", status="held")
    make_entry(edition, title="Paid", blog="A shop", sponsored=True)
    html = rendered(with_block(section, series, entries=3))
    assert "Tuesday link-up 1" in html
    assert "5 links" in html
    assert [html.count(word) for word in ("Paid", "&lt;Post&gt; 4", "&lt;Post&gt; 3")] == [1, 1, 1]
    assert "&lt;Post&gt; 2" not in html
    assert "Waiting" not in html
    assert 'rel="ugc nofollow sponsored"' in html
    assert "/visit/" in html


@pytest.mark.parametrize(
    ("opens", "words"),
    [(DAY, "Opens on"), (-DAY, "Add your link until"), (-9 * DAY, "It has closed")],
)
def test_a_template_says_how_it_stands(section, series, opens, words):
    make_edition(series, 1, opens=opens)
    html = rendered(with_block(section, series, entries=0))
    assert words in html
    assert "<li>" not in html


def test_the_chooser_offers_link_ups_only():
    chooser = StreamBlock(article_blocks()).child_blocks["link_up"].child_blocks["link_up"]
    assert series_model() in chooser.target_models
    assert article_model() not in chooser.target_models
