"""Looking at linked pages by task: what they say, their picture, the link back, and true addresses.
Real servers stand in for blogs."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from tests import outbound_servers
from tests.factories import make_edition, make_entry, make_series
from tests.linkups import Blogger
from tests.outbound_servers import Answer, drip, redirect
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.linkups import actions, thumbnails, visits
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.outbound.fetch import fetch
from wagtail_parenting.outbound.outcomes import FetchFailed
from wagtail_parenting.readers.identity import Who

pytestmark = pytest.mark.django_db

world = outbound_servers.world
EDITION = "https://www.example.org/tuesday-link-up/tuesday-link-up-45/"


@pytest.fixture
def series(site):
    return make_series(site, backlinks="asked")


@pytest.fixture
def edition(series):
    return make_edition(series, 45)


def picture(size=(900, 600)):
    out = io.BytesIO()
    Image.new("RGB", size, (120, 80, 60)).save(out, "JPEG")
    return out.getvalue()


def post(world, *, path="/naps/", body="", head="", image="/naps.jpg"):
    """A post of a blog; its address."""
    world.site.answers["/naps.jpg"] = Answer(picture(), type="image/jpeg")
    world.site.answers[path] = Answer(
        f"""<!doctype html><html><head><title>Ten naps – Anna</title>
        <meta property="og:title" content="Ten naps">
        <meta property="og:site_name" content="Anna’s blog">
        <meta name="description" content="How we sleep.">
        <meta property="og:image" content="{image}">{head}</head>
        <body><p>Words.</p>{body}</body></html>""".encode()
    )
    return world.url(path)


def entry_of(edition, url, **values):
    values.setdefault("backlink", "unknown")
    return make_entry(edition, url, **values)


def look(entry):
    visits.visit.call(entry.pk)
    entry.refresh_from_db()
    return entry


def test_title_blog_words_and_picture_are_suggested(world, edition):
    entry = look(entry_of(edition, post(world)))
    assert entry.preview == "ready"
    assert (entry.found_title, entry.found_blog) == ("Ten naps", "Anna’s blog")
    assert entry.found_description == "How we sleep."
    [shown] = Blogger().entries(edition)["items"]
    assert (shown["title"], shown["preview"]) == ("Ten naps", "ready")
    assert (shown["picture"]["width"], shown["picture"]["height"]) == (800, 533)
    assert default_storage.exists(entry.picture.name)


def test_the_bloggers_own_words_win(world, edition):
    look(entry_of(edition, post(world), title="My naps"))
    [shown] = Blogger().entries(edition)["items"]
    assert (shown["title"], shown["blog"]) == ("My naps", "Anna’s blog")


def test_what_is_found_moves_the_version_of_the_edition(world, edition):
    entry = entry_of(edition, post(world))
    before = PageStamp.objects.get(pk=edition.pk).community
    look(entry)
    assert PageStamp.objects.get(pk=edition.pk).community != before


@pytest.mark.parametrize("was_read", [True, False])
def test_what_the_old_page_says_is_not_kept_of_the_new_one(world, edition, monkeypatch, was_read):
    entry = entry_of(edition, post(world) if was_read else world.url("/none/"))
    fetch = visits.fetch

    def slow(url, **how):
        found = fetch(url, **how)
        LinkUpEntry.objects.update(url="https://anna.example.com/new/", preview="pending")
        return found

    monkeypatch.setattr(visits, "fetch", slow)
    look(entry)
    assert (entry.url, entry.preview) == ("https://anna.example.com/new/", "pending")
    assert (entry.found_title, entry.picture.name, entry.backlink) == ("", "", "unknown")


@pytest.mark.parametrize("image", ["/none.jpg", "javascript:alert(1)", "/small.jpg", ""])
def test_a_page_without_a_usable_picture_is_shown_without(world, edition, image):
    world.site.answers["/small.jpg"] = Answer(picture((20, 20)), type="image/jpeg")
    entry = look(entry_of(edition, post(world, image=image)))
    assert (entry.preview, entry.picture.name) == ("ready", "")


@pytest.mark.parametrize(
    ("body", "state", "rel"),
    [
        (f'<a href="{EDITION}">Link-up</a>', "found", ""),
        (f'<a href="{EDITION}?utm_source=x" rel="nofollow ugc">x</a>', "found", "nofollow ugc"),
        ('<a href="https://www.example.org/tuesday-link-up/">series</a>', "found", ""),
        ("<p>No link.</p>", "missing", ""),
        (f"<!-- <a href='{EDITION}'>x</a> -->", "missing", ""),
        (f'<a href="{EDITION.rstrip("/")}0/">another week</a>', "missing", ""),
    ],
)
def test_a_link_back_is_found_in_real_links_only(world, edition, body, state, rel):
    entry = look(entry_of(edition, post(world, body=body)))
    assert (entry.backlink, entry.backlink_rel) == (state, rel)


def test_a_series_may_want_it_followed(world, edition, series):
    type(series).objects.update(backlinks_followed=True)
    body = f'<a href="{EDITION}" rel="nofollow">x</a>'
    entry = look(entry_of(edition, post(world, body=body)))
    assert (entry.backlink, entry.backlink_url) == ("missing", EDITION)


def test_one_that_is_required_and_missing_waits_for_a_host(world, edition, series, admin_user):
    type(series).objects.update(backlinks="required")
    entry = look(entry_of(edition, post(world)))
    assert (entry.status, entry.reasons[-1]["reason"]) == ("held", "no_backlink")
    actions.approve(entry_id=entry.pk, actor=admin_user)
    assert look(entry).status == "approved"


def test_who_adds_the_link_back_waits_no_longer(world, edition, series):
    type(series).objects.update(backlinks="required")
    entry = look(entry_of(edition, post(world)))
    assert entry.status == "held"
    post(world, body=f'<a href="{EDITION}">Link-up</a>')
    entry = look(entry)
    assert (entry.status, entry.reasons, entry.backlink) == ("approved", [], "found")


def test_what_waits_for_another_reason_too_goes_on_waiting(world, edition, series):
    type(series).objects.update(backlinks="required")
    newcomer = [{"reason": "newcomer", "note": ""}]
    entry = look(entry_of(edition, post(world), status="held", reasons=newcomer))
    assert [kept["reason"] for kept in entry.reasons] == ["newcomer", "no_backlink"]
    post(world, body=f'<a href="{EDITION}">Link-up</a>')
    entry = look(entry)
    assert (entry.status, entry.reasons) == ("held", newcomer)


def test_a_newcomers_link_to_a_page_that_is_here_says_so(world, edition):
    url = post(world)
    world.site.answers["/s/1"] = redirect(url)
    look(entry_of(edition, url))
    newcomer = [{"reason": "newcomer", "note": ""}]
    entry = look(entry_of(edition, world.url("/s/1"), status="held", reasons=newcomer))
    assert [kept["reason"] for kept in entry.reasons] == ["newcomer", "duplicate_link"]


def test_where_it_leads_is_looked_at_too(world, edition, series):
    post(world, path="/")
    world.site.answers["/s/1"] = redirect(world.url("/"))
    entry = look(entry_of(edition, world.url("/s/1")))
    assert (entry.status, entry.reasons[-1]["reason"]) == ("held", "home_page")


def test_a_page_whose_reading_never_ends_well_is_given_up(world, edition, monkeypatch):
    def breaks(url, **how):
        raise RuntimeError("out of memory")

    monkeypatch.setattr(visits, "fetch", breaks)
    entry = entry_of(edition, post(world))
    for _time in range(visits.MOST_TRIES):
        LinkUpEntry.objects.update(visit_next_at=None)
        with pytest.raises(RuntimeError):
            look(entry)
    LinkUpEntry.objects.update(visit_next_at=None)
    assert look(entry).preview == "failed"


@pytest.mark.parametrize("how", [403, 429, 503, "tls", "timeout"])
def test_a_server_that_refuses_is_asked_again_and_nobody_is_blamed(world, edition, how):
    url = world.url("/naps/")
    if how == "tls":  # whose certificate is of another name
        url = world.url("/naps/", host="www.blog.test", scheme="https")
    elif how == "timeout":
        world.change_door(deadline_s=0.4)
        world.site.answers["/naps/"] = drip(b"", b"H")
    else:
        world.site.answers["/naps/"] = Answer(status=how)
    failure = fetch(url, kind="page")
    assert how in (failure.reason, failure.status)
    cache.clear()
    entry = look(entry_of(edition, url))
    assert (entry.backlink, entry.preview, entry.status) == ("unknown", "pending", "approved")
    assert entry.visit_tries == 1
    assert entry.visit_next_at > timezone.now() + datetime.timedelta(minutes=50)
    assert visits.visit_due() == 0
    for _time in range(len(visits.BACKOFF_HOURS)):
        LinkUpEntry.objects.update(visit_next_at=timezone.now())
        look(entry)
    assert (entry.backlink, entry.preview, entry.status) == ("blocked", "failed", "approved")
    assert entry.visit_next_at is None


def test_a_picture_that_is_not_to_be_had_just_now_is_asked_for_again(world, edition):
    url = post(world)
    there, world.site.answers["/naps.jpg"] = world.site.answers["/naps.jpg"], Answer(status=503)
    entry = look(entry_of(edition, url))
    assert (entry.preview, entry.picture.name, entry.visit_tries) == ("ready", "", 1)
    assert entry.visit_next_at > timezone.now() + datetime.timedelta(minutes=50)
    for _time in range(len(visits.BACKOFF_HOURS)):
        LinkUpEntry.objects.update(visit_next_at=timezone.now())
        look(entry)
    assert (entry.visit_next_at, entry.visit_tries, entry.preview) == (None, 0, "ready")
    cache.clear()
    LinkUpEntry.objects.update(visit_next_at=timezone.now())
    world.site.answers["/naps.jpg"] = there
    entry = look(entry)
    assert (entry.picture_width, entry.visit_next_at) == (800, None)


@pytest.mark.parametrize("where", ["page", "picture"])
def test_our_own_limits_cost_no_try_and_no_hour(world, edition, monkeypatch, where):
    limited = FetchFailed(reason="budget", may_retry=True, retry_after_s=90)
    entry = entry_of(edition, post(world))
    with monkeypatch.context() as patched:
        patched.setattr(visits if where == "page" else thumbnails, "fetch", lambda *a, **k: limited)
        for _time in range(visits.MOST_TRIES + 1):
            LinkUpEntry.objects.update(visit_next_at=None)
            entry = look(entry)
            assert entry.visit_tries == 0
            soon = entry.visit_next_at - timezone.now()
            assert soon <= datetime.timedelta(seconds=90)
    LinkUpEntry.objects.update(visit_next_at=None)
    entry = look(entry)
    assert (entry.preview, entry.picture_width) == ("ready", 800)


def test_what_is_no_web_page_fails_at_once(world, edition):
    world.site.answers["/naps/"] = Answer(b"%PDF-1.4", type="application/pdf")
    entry = look(entry_of(edition, world.url("/naps/")))
    assert (entry.preview, entry.backlink) == ("failed", "blocked")


def test_a_short_link_is_the_entry_that_it_leads_to(world, edition):
    url = post(world)
    world.site.answers["/s/1"] = redirect(url)
    first = look(entry_of(edition, url))
    second = look(entry_of(edition, world.url("/s/1")))
    assert first.status == "approved"
    assert (second.status, second.reasons[-1]["reason"]) == ("held", "duplicate_link")
    assert second.reasons[-1]["note"] == "#1"


def test_its_key_becomes_that_of_where_it_was_found(world, edition):
    url = post(world)
    world.site.answers["/s/1"] = redirect(url)
    entry = look(entry_of(edition, world.url("/s/1")))
    assert entry.key.endswith("/naps")
    assert entry.url.endswith("/s/1")


@pytest.mark.parametrize("status", ["spam", "removed", "withdrawn"])
def test_nobody_is_visited_for_what_is_not_to_be_shown(world, edition, status):
    entry = look(entry_of(edition, post(world), status=status))
    assert (entry.preview, world.site.requests) == ("pending", [])


def test_a_lost_task_is_found_by_the_tick(world, edition):
    entry = entry_of(edition, post(world))
    assert visits.visit_due() == 0
    long_ago = timezone.now() - datetime.timedelta(hours=1)
    LinkUpEntry.objects.filter(pk=entry.pk).update(decided_at=long_ago)
    assert visits.visit_due() == 1


def test_looked_at_again_the_old_picture_goes(world, edition, django_capture_on_commit_callbacks):
    entry = look(entry_of(edition, post(world)))
    old = entry.picture.name
    actions.recheck(entry_id=entry.pk, who=_owner(entry))
    with django_capture_on_commit_callbacks(execute=True):
        look(entry)
    assert entry.picture.name != old
    assert not default_storage.exists(old)


@pytest.mark.parametrize("who", ["its blogger", "a host"])
def test_what_a_host_has_mended_no_page_changes(world, edition, admin_user, who):
    url = post(world)
    entry = look(entry_of(edition, url))
    actions.amend(entry_id=entry.pk, actor=admin_user, title="Naps", without_picture=True)
    post(world, head='<meta name="twitter:title" content="BUY">', body=f'<a href="{EDITION}">x</a>')
    if who == "a host":
        actions.look_again(entry_id=entry.pk, actor=admin_user)
    else:
        actions.recheck(entry_id=entry.pk, who=_owner(entry))
    entry = look(entry)
    assert (entry.picture.name, entry.found_blog, entry.preview) == ("", "Anna’s blog", "ready")
    assert (entry.backlink, entry.visit_next_at) == ("found", None)


def test_what_was_mended_before_its_page_was_seen_gets_its_picture(world, edition, admin_user):
    entry = entry_of(edition, post(world))
    actions.amend(entry_id=entry.pk, actor=admin_user, title="Naps")
    assert look(entry).picture_width == 800


def _owner(entry):
    LinkUpEntry.objects.filter(pk=entry.pk).update(owner="x" * 22)
    return Who("x" * 22)
