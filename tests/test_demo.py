"""The demo's content: complete, loaded once, and readable through the API."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client, TestCase, override_settings
from django.urls import resolve
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import APIToken, Page, PageLogEntry, Revision, Site

from example_site import views
from example_site.demo import loader, sites
from example_site.demo.bodies import Names, stored
from example_site.demo.content import CONTENT, PICTURES, read_magazine
from example_site.demo.documents import DOCUMENTS
from example_site.demo.entries import FOLDER as ENTRY_PICTURES
from example_site.demo.first_aid_card import first_aid_card
from example_site.demo.linkups import STAYS_OPEN, Weeks
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic
from wagtail_parenting.comments.models import Badge, ReaderComment, RecentPost, Status
from wagtail_parenting.comments.recount import recount
from wagtail_parenting.headless.models import HeadlessSettings
from wagtail_parenting.linkups import draws, editions
from wagtail_parenting.linkups.models import (
    BacklinkState,
    Draw,
    EditionSlot,
    EntryClicks,
    EntryLike,
    LinkUpEntry,
)
from wagtail_parenting.linkups.windows import WEEK
from wagtail_parenting.moderation.permissions import area_of
from wagtail_parenting.pages.models import (
    AdviceArticlePage,
    AdviceIndexPage,
    LinkUpPage,
    LinkUpSeriesPage,
)
from wagtail_parenting.readers.models import Reader

PORT = 8000
COUNTED = (
    Page,
    Revision,
    PageLogEntry,
    Site,
    Contributor,
    LifeStage,
    Topic,
    Tag,
    APIToken,
    get_image_model(),
    get_document_model(),
    get_user_model(),
    ReaderComment,
    Reader,
    LinkUpEntry,
    EntryLike,
    EntryClicks,
    EditionSlot,
    Draw,
)


class TestTheDemo(TestCase):
    """One class, so that the demo is loaded once for all of them; each rolls back what it did."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.enterClassContext(override_settings(MEDIA_ROOT=folder.name))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        cls.first_load = loader.load(PORT)

    def article(self, slug: str) -> AdviceArticlePage:
        return AdviceArticlePage.objects.get(slug=slug, alias_of=None)

    # What is there

    def test_conversations_look_like_those_of_a_busy_magazine(self) -> None:
        comments = ReaderComment.objects.all()
        assert comments.count() >= 150
        assert comments.filter(badge=Badge.AUTHOR, parent__isnull=False).exists()
        assert comments.filter(pinned=True).exists()
        assert comments.filter(recent_state=RecentPost.READY).exists()
        assert comments.filter(status=Status.HELD, reports__gt=2).exists()
        assert comments.filter(status=Status.SPAM).exists()
        tombstones = comments.filter(status=Status.WITHDRAWN, is_shown=True)
        assert tombstones.filter(replies__gt=0).exists()
        assert comments.filter(depth__gt=5).exists()
        assert list(recount(repair=False)) == []
        addresses = Reader.objects.values_list("address", flat=True)
        assert all(address.endswith("@example.org") for address in addresses)

    def test_there_is_enough_of_everything(self) -> None:
        own = AdviceArticlePage.objects.descendant_of(_home("localhost"))
        assert own.live().filter(alias_of=None).count() >= 24
        assert LifeStage.objects.count() == 5
        assert Topic.objects.filter(parent=None).count() == 6
        authors = Contributor.objects.filter(pk__in=own.values("authors__contributor"))
        reviewers = Contributor.objects.filter(pk__in=own.values("reviewers__contributor"))
        assert authors.count() >= 3
        assert reviewers.exists()
        assert not Contributor.objects.filter(picture=None).exists()
        assert AdviceIndexPage.objects.child_of(_home("localhost")).live().count() == 6

    def test_a_draft_a_scheduled_an_expired_and_a_private_article(self) -> None:
        assert not self.article("potty-training").live
        scheduled = self.article("winter-coats")
        assert not scheduled.live
        assert scheduled.latest_revision.approved_go_live_at == scheduled.go_live_at
        expired = self.article("summer-heat")
        assert expired.expired
        assert not expired.live
        private = self.article("house-style")
        assert private.live
        assert private.get_view_restrictions().exists()

    def test_an_alias_stands_in_a_second_section(self) -> None:
        alias = AdviceArticlePage.objects.get(alias_of__isnull=False)
        assert alias.live
        assert alias.alias_of.pk == self.article("car-seats").pk
        assert alias.get_parent().slug == "play"

    def test_two_sites_with_frontends_of_their_own(self) -> None:
        frontends = {row.site.hostname: row.frontend_url for row in HeadlessSettings.objects.all()}
        assert frontends == {
            "localhost": "http://localhost:8000",
            "127.0.0.1": "http://127.0.0.1:8000",
        }
        assert Site.objects.get(is_default_site=True).hostname == "localhost"
        second = _home("127.0.0.1")
        assert second.locale.language_code == "de"
        assert AdviceArticlePage.objects.descendant_of(second).live().count() == 2

    def test_every_kind_of_block_is_used(self) -> None:
        known = set(AdviceArticlePage.body.field.stream_block.child_blocks)
        used = {
            block["type"]
            for page in AdviceArticlePage.objects.all()
            for block in page.body.raw_data
        }
        assert known - used == set()

    def test_every_body_passes_the_rules_of_its_blocks(self) -> None:
        for page in AdviceArticlePage.objects.all():
            for name in ("body", "sources"):
                value = getattr(page, name)
                try:
                    value.stream_block.clean(value)
                except ValidationError as error:
                    pytest.fail(f"{page.slug}: {error!r}")

    def test_files_have_their_sizes(self) -> None:
        for model in (get_document_model(), get_image_model()):
            assert not model.objects.filter(file_size=None).exists()
            assert not model.objects.filter(file_hash="").exists()

    def test_dates_are_those_of_the_texts_not_of_the_load(self) -> None:
        page = self.article("safe-sleep")
        assert page.published_at.date().isoformat() == "2026-06-10"
        assert page.first_published_at == page.last_published_at == page.published_at

    def test_people_and_chosen_articles_stand_in_the_order_of_the_texts(self) -> None:
        featured = [row.article.slug for row in _home("localhost").featured.all()]
        assert featured == ["safe-sleep", "starting-solids", "fever"]
        for written in read_magazine().articles:
            page = self.article(written.slug).get_latest_revision_as_object()
            authors = [row.contributor.slug for row in page.authors.all()]
            related = [row.article.slug for row in page.related.all()]
            assert (authors, related) == (written.authors, written.related), written.slug

    def test_people_log_in_and_belong_to_their_groups(self) -> None:
        users = get_user_model().objects
        assert users.get(username="admin").is_superuser
        for name, group in (("editor", "Editors"), ("moderator", "Moderators")):
            user = users.get(username=name)
            assert user.check_password("parenting")
            assert [found.name for found in user.groups.all()] == [group]
            assert user.has_perm("parenting.change_topic")
        section = AdviceIndexPage.objects.get(slug="sleep")
        assert area_of(users.get(username="moderator")).everywhere
        assert area_of(users.get(username="sunita")).paths == (section.path,)

    def test_the_token_writes_through_v3(self) -> None:
        token = self.first_load.token
        answer = self.client.get("/api/v3/whoami/", headers={"Authorization": f"Bearer {token}"})
        assert answer.json()["user"]["username"] == "admin"

    # Link-ups

    def test_a_series_with_editions_that_have_closed_one_that_is_open_and_one_to_come(self) -> None:
        series = LinkUpSeriesPage.objects.get()
        assert series.live
        assert series.hero_image is not None
        assert [row.contributor.slug for row in series.hosts.all()] == ["mara-lindqvist"]
        answer = self.client.get(f"/api/v3/parenting/linkups/editions/?series={series.pk}").json()
        found = [(card["number"], card["state"]) for card in answer["items"]]
        assert found == [
            (49, "upcoming"),
            (48, "open"),
            (47, "closed"),
            (46, "closed"),
            (45, "closed"),
        ]
        current = self.client.get("/api/v3/parenting/linkups/current/").json()
        closes_at = datetime.datetime.fromisoformat(current["closes_at"])
        assert closes_at - timezone.now() > STAYS_OPEN - datetime.timedelta(minutes=10)

    def test_the_clockwork_has_nothing_left_to_make(self) -> None:
        assert editions.make_due() == 0

    def test_bloggers_have_linked_up(self) -> None:
        entries = LinkUpEntry.objects.all()
        assert entries.count() >= 60
        assert entries.exclude(picture="").count() >= 50
        assert entries.filter(picture="", status=Status.APPROVED).exists()
        for is_marked in ("sponsored", "sensitive"):
            assert entries.filter(**{is_marked: True}, status=Status.APPROVED).count() == 1
        states = set(entries.values_list("backlink", flat=True))
        assert states == {BacklinkState.FOUND, BacklinkState.MISSING, BacklinkState.BLOCKED} | {
            BacklinkState.UNKNOWN
        }
        assert not entries.exclude(url__contains=".example/").exists()
        for edition in LinkUpPage.objects.filter(number__lt=49):
            of_edition = entries.filter(edition=edition.pk).order_by("number")
            numbers = list(of_edition.values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))
            sent = list(of_edition.values_list("created_at", flat=True))
            assert sent == sorted(sent)
            assert edition.opens_at <= sent[0]
            assert sent[-1] <= min(edition.closes_at, timezone.now())

    def test_likes_and_clicks_are_as_many_as_are_counted(self) -> None:
        for entry in LinkUpEntry.objects.all():
            assert EntryLike.objects.filter(entry=entry.pk).count() == entry.likes
            daily = EntryClicks.objects.filter(entry=entry.pk).values_list("count", flat=True)
            assert sum(daily) == entry.clicks

    def test_the_moderator_has_links_to_look_at(self) -> None:
        waiting = LinkUpEntry.objects.filter(status=Status.HELD)
        words = {reason["reason"] for entry in waiting for reason in entry.reasons}
        assert words == {"newcomer", "duplicate_link", "reported"}
        assert waiting.filter(reports=3, reported__isnull=False).exists()
        assert LinkUpEntry.objects.filter(status=Status.SPAM).count() == 1

    def test_a_link_that_was_taken_back_left_its_number_empty(self) -> None:
        gone = LinkUpEntry.objects.get(status=Status.WITHDRAWN)
        assert gone.key_hash is None
        answer = self.client.get(f"/api/v3/parenting/linkups/{gone.edition_id}/entries/").json()
        assert gone.number not in [entry["number"] for entry in answer["items"]]
        assert answer["count"] == len(answer["items"]) == 15

    def test_the_host_picked_of_each_edition_that_has_closed(self) -> None:
        for edition in LinkUpPage.objects.filter(number__in=(45, 46, 47)):
            picked = LinkUpEntry.objects.filter(edition=edition.pk, picked_at__isnull=False)
            assert picked.count() == 3
            assert all(edition.closes_at <= entry.picked_at <= timezone.now() for entry in picked)
        shown = self.client.get(f"/api/v3/pages/{LinkUpPage.objects.get(number=48).pk}/").json()
        assert {entry["edition"]["number"] for entry in shown["picks"]} == {47}

    def test_anyone_can_draw_the_winners_again(self) -> None:
        edition = LinkUpPage.objects.get(number=47)
        [drawn] = self.client.get(f"/api/v3/parenting/linkups/{edition.pk}/draws/").json()["items"]
        pool = drawn["pool"]
        assert draws.pool_hash(draws.pool_text(pool["edition"], pool["numbers"])) == pool["hash"]
        again = draws.winners(
            pool["hash"],
            drawn["value"],
            pool["numbers"],
            count=drawn["count"],
            excluded=drawn["excluded"],
        )
        assert drawn["winners"] == again
        assert len(again) == 2
        withdrawn = LinkUpEntry.objects.get(edition=edition.pk, status=Status.WITHDRAWN)
        assert drawn["excluded"] == [withdrawn.number]
        moments = [drawn["announced_at"], drawn["closed_at"], drawn["sealed_at"], drawn["drawn_at"]]
        assert moments == sorted(moments)

    def test_readers_talk_below_the_open_edition(self) -> None:
        open_one = LinkUpPage.objects.get(number=48)
        comments = ReaderComment.objects.filter(page=open_one.pk)
        assert comments.count() >= 5
        assert not comments.filter(created_at__lt=open_one.opens_at).exists()

    def test_the_pictures_of_entries_are_served(self) -> None:
        entry = LinkUpEntry.objects.exclude(picture="").first()
        assert entry is not None
        assert (entry.picture_width, entry.picture_height) == (660, 440)
        served = resolve(entry.picture.url, urlconf="example_site.urls")
        assert served.func is views.picture

    # Loading it again

    def test_a_second_load_changes_nothing(self) -> None:
        before = _everything()
        again = loader.load(PORT)
        assert not again.is_new
        assert again.token is None
        assert _everything() == before

    def test_a_second_load_keeps_what_editors_changed_renamed_and_deleted(self) -> None:
        changed = self.article("fever")
        changed.title, changed.slug = "Fever", "a-new-slug"
        changed.save_revision().publish()
        self.article("teething").delete()
        Topic.objects.filter(slug="naps").update(name="Napping")
        before = _everything()
        loader.load(PORT)
        assert _everything() == before
        assert AdviceArticlePage.objects.filter(slug="a-new-slug", title="Fever").exists()
        assert not AdviceArticlePage.objects.filter(slug__in=["fever", "teething"]).exists()

    def test_a_second_load_follows_the_port_but_not_over_an_editors_address(self) -> None:
        second = HeadlessSettings.objects.get(site__hostname="127.0.0.1")
        second.frontend_url = "https://nacht.example.org"
        second.save()
        again = loader.load(9000)
        assert set(again.moved) == {"localhost", "127.0.0.1"}
        first = HeadlessSettings.objects.get(site__hostname="localhost")
        second.refresh_from_db()
        assert first.frontend_url == "http://localhost:9000"
        assert second.frontend_url == "https://nacht.example.org"
        assert set(Site.objects.values_list("port", flat=True)) == {9000}

    # Through the API

    def test_all_public_articles_answer_in_v2_with_whole_bodies(self) -> None:
        public = [page for page in _public_articles() if page.get_site() is not None]
        assert len(public) >= 27
        for page in public:
            answer = _get(page, f"/api/v2/pages/{page.pk}/")
            assert answer.status_code == 200, page.slug
            assert "{page:" not in json.dumps(answer.json()), page.slug
            body = answer.json()["body"]
            assert body, page.slug
            hidden = _hidden_cards(page)
            assert len(body) == len(page.body) - hidden, page.slug

    def test_what_is_not_public_does_not_answer(self) -> None:
        for slug in ("potty-training", "winter-coats", "summer-heat", "house-style"):
            page = self.article(slug)
            assert _get(page, f"/api/v2/pages/{page.pk}/").status_code == 404, slug
            assert _get(page, f"/api/v3/pages/{page.pk}/").status_code in (401, 403, 404), slug

    def test_links_lead_to_pages_of_the_demo_or_are_plain_text(self) -> None:
        public = {page.pk for page in _public_articles()}
        page = self.article("reading-together")  # it links to the private house style too
        answer = _get(page, f"/api/v2/pages/{page.pk}/").json()
        html = json.dumps(answer["body"])
        assert "our house style" in html
        assert f'data-page-id=\\"{self.article("house-style").pk}' not in html
        assert self.article("house-style").pk not in public

    def test_each_site_lists_its_own(self) -> None:
        counts = {
            host: self.client.get(
                "/api/v3/parenting/articles/", headers={"host": f"{host}:{PORT}"}
            ).json()["count"]
            for host in sites.HOSTS
        }
        assert counts["127.0.0.1"] == 2
        assert counts["localhost"] == len(_public_articles()) - 2


class TestRefusals(TestCase):
    def test_somebody_elses_database_is_left_alone(self) -> None:
        root = Page.get_first_root_node()
        root.add_child(instance=Page(title="About us", slug="about"))
        pages = Page.objects.count()
        with pytest.raises(sites.NotOurDatabaseError, match="DATABASE_URL"):
            loader.load(PORT)
        assert Page.objects.count() == pages

    def test_a_misspelt_block_or_key_is_named(self) -> None:
        block = AdviceArticlePage.body.field.stream_block
        names = Names(page=lambda _: 1, picture=lambda _: 1, document=lambda _: 1)
        with pytest.raises(ValueError, match="no block 'tipp'"):
            stored(block, [{"tipp": {}}], names)
        with pytest.raises(ValueError, match="has no headline"):
            stored(block, [{"tip": {"headline": "x", "text": ""}}], names)


def test_the_card_is_a_pdf_whose_table_of_places_is_right() -> None:
    content = first_aid_card()
    start = int(content.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    rows = content[start:].split(b"\n")[3:10]
    for number, row in enumerate(rows, start=1):
        place = int(row[:10])
        assert content[place:].startswith(b"%d 0 obj" % number)


def test_the_lullaby_is_short_and_can_be_heard() -> None:
    import array
    import io
    import wave

    content = DOCUMENTS["lullaby"].make()
    with wave.open(io.BytesIO(content)) as opened:
        seconds = opened.getnframes() / opened.getframerate()
        samples = array.array("h", opened.readframes(opened.getnframes()))
    assert 5 < seconds < 30
    assert max(samples) > 8000
    assert len(content) < 1_000_000


def test_every_picture_and_text_is_read_from_the_repository() -> None:
    magazine = read_magazine()
    assert {article.slug for article in magazine.articles} == {
        Path(file).stem for file in (CONTENT / "articles").glob("*.yaml")
    }
    assert all(
        (PICTURES / f"{article.hero.picture}.webp").exists() for article in magazine.articles
    )


def test_an_edition_is_open_for_days_whenever_the_demo_is_loaded() -> None:
    start = datetime.datetime(2026, 3, 20, tzinfo=datetime.UTC)  # the clocks change in this week
    for hours in range(3 * 7 * 24):
        now = start + datetime.timedelta(hours=hours, minutes=1)
        weeks = Weeks.around(now, "Europe/London", closed=3)
        closes_at = weeks.extended_to or weeks.open.closes_at
        assert weeks.open.opens_at <= now <= closes_at - STAYS_OPEN
        slots = [window.slot for window in (*weeks.closed, weeks.open)]
        assert [slot + WEEK for slot in slots[:-1]] == slots[1:]
        assert {slot.weekday() for slot in slots} == {1}


def test_every_picture_of_an_entry_is_shown_somewhere() -> None:
    written = {
        entry["picture"]
        for series in read_magazine().link_ups
        for edition in series.editions
        for entry in edition.entries
        if "picture" in entry
    }
    assert written == {file.stem for file in ENTRY_PICTURES.glob("*.webp")}


def _home(hostname: str) -> AdviceIndexPage:
    return AdviceIndexPage.objects.get(pk=Site.objects.get(hostname=hostname).root_page_id)


def _public_articles() -> list[AdviceArticlePage]:
    return list(AdviceArticlePage.objects.live().public())


def _hidden_cards(page: AdviceArticlePage) -> int:
    """Cards of articles that are not public vanish; nothing else does."""
    public = {article.pk for article in _public_articles()}
    return sum(
        block["type"] == "article_card" and block["value"]["article"] not in public
        for block in page.body.raw_data
    )


def _get(page: AdviceArticlePage, path: str) -> Any:
    site = page.get_site()
    return Client().get(path, headers={"host": f"{site.hostname}:{site.port}"})


def _everything() -> dict[str, Any]:
    """Every row of what the demo makes, as stored."""
    return {model.__name__: list(_rows(model)) for model in COUNTED} | {
        "articles": list(_rows(AdviceArticlePage)),
        "indexes": list(_rows(AdviceIndexPage)),
        "series": list(_rows(LinkUpSeriesPage)),
        "editions": list(_rows(LinkUpPage)),
        "frontends": list(_rows(HeadlessSettings)),
    }


def _rows(model: type[Any]) -> Iterator[str]:
    for row in model._default_manager.order_by("pk").values():
        yield repr({key: _stored(value) for key, value in row.items()})


def _stored(value: Any) -> Any:
    return value.get_prep_value() if isinstance(value, StreamValue) else value
