"""Readers' pictures, where a site turns them on: fetched once by task, shown from our own copy."""

from __future__ import annotations

import hashlib
import io
import logging
from functools import partial

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from tests import outbound_servers
from tests.comments import Browser
from tests.factories import make_article, make_comment, make_reader, reader_token
from tests.outbound_servers import Answer
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.readers import actions, pictures
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Reader

pytestmark = pytest.mark.django_db

world = outbound_servers.world
ADDRESS = "ann@example.org"
DIGEST = hashlib.sha256(ADDRESS.encode()).hexdigest()


def png():
    made = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


@pytest.fixture(autouse=True)
def gravatar(settings, world, monkeypatch):
    """The service, on this machine."""
    settings.WAGTAIL_PARENTING = {**settings.WAGTAIL_PARENTING, "COMMENT_AVATARS": True}
    monkeypatch.setattr(pictures, "ADDRESS", world.url("/avatar/{digest}"))
    world.site.answers[f"/avatar/{DIGEST}"] = Answer(png(), type="image/png")
    return world


def avatars(article):
    return [item["author"]["avatar"] for item in Browser().thread(article)["items"]]


def find(reader):
    pictures.find.call(reader.pk)
    reader.refresh_from_db()


def test_only_what_was_written_under_a_proved_address_has_it(article, gravatar):
    reader = make_reader(ADDRESS)
    make_comment(article, reader=reader, is_verified=True)
    make_comment(article, "Before it was proved", reader=reader)
    before = PageStamp.objects.get(pk=article.pk).community
    find(reader)
    proved, typed = avatars(article)
    assert typed is None
    assert proved.startswith("https://cms.example.org/")
    assert DIGEST not in proved
    with default_storage.open(reader.picture.name) as kept:
        image = Image.open(kept)
        assert (image.format, image.size) == ("WEBP", (160, 120))
    assert PageStamp.objects.get(pk=article.pk).community != before


def test_it_is_asked_for_once(gravatar):
    reader = make_reader(ADDRESS)
    for _time in range(2):
        find(reader)
    assert len(gravatar.site.requests) == 1
    assert pictures.find_due() == 0


def test_who_has_none_is_not_asked_about_again(gravatar):
    gravatar.site.answers.clear()
    reader = make_reader(ADDRESS)
    find(reader)
    assert (reader.picture.name, pictures.find_due()) == ("", 0)


def test_a_service_that_is_down_is_asked_by_the_next_tick(gravatar):
    gravatar.site.answers[f"/avatar/{DIGEST}"] = Answer(status=503)
    find(make_reader(ADDRESS))
    assert pictures.find_due() == 1


@pytest.mark.parametrize("confirmed", [True, False])
def test_nobody_is_looked_for_without_the_setting_or_before_she_is_proved(
    gravatar, settings, confirmed
):
    if confirmed:
        settings.WAGTAIL_PARENTING = {**settings.WAGTAIL_PARENTING, "COMMENT_AVATARS": False}
    reader = make_reader(ADDRESS, confirmed=confirmed)
    find(reader)
    assert gravatar.site.requests == []
    assert pictures.find_due() == 0


def test_confirming_an_address_asks_for_it(queued):
    reader = make_reader(ADDRESS, confirmed=False)
    secret = actions.make_link(reader, next="", topics=[])
    confirm = partial(actions.confirm, secret=secret, who=Who())
    assert queued(pictures.find, confirm) == [[reader.pk]]


def test_turned_off_again_nobody_sees_it(article, settings):
    reader = make_reader(ADDRESS)
    make_comment(article, reader=reader, is_verified=True)
    find(reader)
    settings.WAGTAIL_PARENTING = {**settings.WAGTAIL_PARENTING, "COMMENT_AVATARS": False}
    assert avatars(article) == [None]


def test_it_is_exported_and_erased(article, django_capture_on_commit_callbacks):
    reader = make_reader(ADDRESS)
    make_comment(article, reader=reader, is_verified=True)
    find(reader)
    browser = Browser(token=reader_token(reader))
    exported = browser.get("/api/v3/parenting/readers/me/export/").json()
    assert exported["picture"].endswith(reader.picture.url)
    with django_capture_on_commit_callbacks(execute=True):
        browser.send("DELETE", "/api/v3/parenting/readers/me/")
    assert not default_storage.exists(reader.picture.name)
    assert not Reader.objects.exists()


def test_no_digest_of_an_address_is_logged(settings, caplog):
    settings.WAGTAIL_PARENTING = {"COMMENT_AVATARS": True}
    caplog.set_level(logging.DEBUG)
    pictures.find.func(make_reader("dora@example.org").pk)
    urllib3 = logging.getLogger("urllib3.connectionpool")
    digest = hashlib.sha256(b"dora@example.org").hexdigest()
    urllib3.debug("%s://%s:%s %s", "https", "gravatar.com", 443, f"/avatar/{digest}")
    urllib3.debug("%s://%s:%s %s", "https", "example.org", 443, "/feed")
    assert digest not in caplog.text
    assert "/feed" in caplog.text
