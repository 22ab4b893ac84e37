"""Nothing that identifies a blogger, or whoever likes, reports, follows or draws, leaves: as
``test_privacy`` has it for comments. And no shared cache keeps what is one's own."""

from __future__ import annotations

import datetime
import logging

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.comments import BASE
from tests.factories import (
    DAY,
    make_contributor,
    make_edition,
    make_entry,
    make_series,
    make_token,
    make_user,
)
from tests.linkups import ENTRIES, LINKUPS, Blogger
from tests.traces import (
    ADDRESS,
    DETAILS,
    REPORTER,
    REPORTER_ADDRESS,
    STAFF_ADDRESS,
    account,
    all_that_is_told,
    found,
    needles,
    requests_of_a_stranger,
    sender,
)
from wagtail_parenting.linkups import actions, visits
from wagtail_parenting.linkups.models import EntryClicks, EntryReport, LinkUpEntry
from wagtail_parenting.outbound.outcomes import FetchFailed
from wagtail_parenting.readers import notices
from wagtail_parenting.readers.models import Notice

pytestmark = pytest.mark.django_db

HOST = "planted-host"
#: What was withdrawn, removed, or waits.
HIDDEN = ("Withdrawn naps", "Removed naps", "Waiting naps")


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {
        "FORM_MIN_SECONDS": 0,
        "ENTRIES_PER_MINUTE": 1000,
        "REPORTS_TO_HIDE": 9,
    }


@pytest.fixture
def series(site):
    host = account(HOST, STAFF_ADDRESS)
    series = make_series(
        site, entry_approval="none", entries_per_blogger=0, entries_per_domain=0, backlinks="asked"
    )
    row = type(series).hosts.rel.related_model
    series.hosts.set([row(contributor=make_contributor("Ida Brandt", user=host))])
    series.save_revision().publish()
    return series


@pytest.fixture
def planted(series, django_user_model):
    """Two editions with everything that bloggers, readers and hosts can leave behind: the one that
    is open, the one before it, and what to look for."""
    host = django_user_model.objects.get(username=HOST)
    before = make_edition(series, 44, opens=-DAY)
    edition = make_edition(series, 45, opens=-DAY)
    blogger = Blogger(sender())

    def link(where, name, **fields):
        url = f"https://anna.example.com/{name.lower().replace(' ', '-')}/"
        answer = blogger.link(where, url, title=name, email=ADDRESS, **fields)
        assert answer.status_code == 201, answer.content
        return answer.json()["id"]

    for where in (before, edition):
        link(where, "Ten naps")
        withdrawn, removed = link(where, HIDDEN[0]), link(where, HIDDEN[1])
        link(where, HIDDEN[2], leave_empty="x")
        blogger.send("DELETE", f"{ENTRIES}{withdrawn}/")
        actions.remove(entry_id=removed, actor=host)
    Blogger(bearer=make_token(host)).link(edition, "https://www.example.org/ours/")
    picked = LinkUpEntry.objects.filter(edition=before.pk).earliest("pk")
    actions.pick(entry_id=picked.pk, actor=host)
    shown = LinkUpEntry.objects.filter(edition=edition.pk).earliest("pk")
    nosy = account(REPORTER, REPORTER_ADDRESS, superuser=False)
    for reporter in (Blogger(sender()), Blogger(sender(), bearer=make_token(nosy))):
        report = {"reason": "other", "text": DETAILS}
        assert reporter.send("POST", f"{ENTRIES}{shown.pk}/report/", report).status_code == 202
        assert reporter.send("POST", f"{ENTRIES}{shown.pk}/like/").status_code == 200
    assert blogger.get(f"{ENTRIES}{shown.pk}/visit/").status_code == 302
    drawn = actions.announce(edition=before, actor=host, announced="Round 19000000")
    actions.announce(edition=edition, actor=host, announced="Round 19000001")
    moment = timezone.now() - datetime.timedelta(minutes=1)
    type(before).objects.filter(pk=before.pk).update(closes_at=moment)
    actions.seal_due()
    actions.draw(draw_id=drawn.pk, actor=host, value="00ff")
    kept = LinkUpEntry.objects.values_list("ip_key", "owner", "nonce", "input_digest")
    reports = EntryReport.objects.values_list("reporter", "ip_key")
    return before, edition, needles(kept, reports, [[HOST, *HIDDEN]])


def path_of(page):
    """Below the home page, which has the slug ``localhost``."""
    return page.url_path.removeprefix("/localhost")


def addresses_of_entries(edition, before):
    ids = list(LinkUpEntry.objects.values_list("pk", flat=True))
    for page in (edition, before, edition.get_parent()):
        for order in ("newest", "likes", "clicks", "random"):
            yield f"{LINKUPS}{page.pk}/entries/?order={order}"
        yield from (f"/api/v2/pages/{page.pk}/?fields=*", f"/api/v3/pages/{page.pk}/")
        yield f"{BASE}resolve/?page={page.pk}"
        yield f"/api/v2/linkup_entries/?edition={page.pk}"
        yield path_of(page)
    yield from ("/api/v2/pages/", "/api/v2/pages/?fields=*", "/api/v3/pages/")
    yield from ("/api/v2/linkup_entries/?fields=email", "/api/v2/linkup_entries/?order=owner")
    yield from (f"/api/v2/linkup_entries/{pk}/" for pk in [*ids, 99999])
    yield from ("/sitemap.xml", "/api/v3/openapi.json")


def test_no_anonymous_answer_names_a_blogger(planted, client, caplog):
    before, edition, wanted = planted
    caplog.set_level(logging.DEBUG)
    document = client.get("/api/v3/openapi.json").json()
    entries = list(LinkUpEntry.objects.values_list("pk", flat=True))
    pages = [edition.pk, before.pk, edition.get_parent().pk]
    ids = {"entry_id": entries, "page_id": pages, "id": pages}
    good = {"page": edition.pk, "path": path_of(edition), "series": pages[-1], "state": "open"}
    asked = [
        *requests_of_a_stranger(document, ids, good),
        *(("GET", address) for address in addresses_of_entries(edition, before)),
    ]
    told = ""
    for method, address in asked:
        one = all_that_is_told(method, address)
        assert not found(wanted, one), (method, address, one[:500])
        told += one
    assert not found(wanted, caplog.text)
    # It was looked for where it could be.
    for shown in (
        *("Ten naps", "Round 19000001", "BEGIN:VEVENT", '"winners":[1]', '"picks":[{'),
        *(
            '"outcome":"page"',
            '"og":{',
            "@graph",
        ),
    ):
        assert shown in told.replace(": ", ":"), shown


def test_who_sends_what_is_there_is_told_nothing_of_whose_it_is(planted):
    _before, edition, wanted = planted
    for name in ("ten-naps", *(title.lower().replace(" ", "-") for title in HIDDEN[1:])):
        answer = Blogger().link(edition, f"https://anna.example.com/{name}/", email="b@example.org")
        assert answer.status_code == 409
        assert not found(wanted, answer.text)


def test_others_with_a_token_learn_no_more(planted):
    _before, edition, wanted = planted
    other = Blogger()
    other.link(edition, "https://other.example.net/1/", email="other@example.org")
    for path in (
        *(f"{LINKUPS}{edition.pk}/entries/", f"{BASE}readers/me/", f"{BASE}readers/me/export/"),
        *(f"{ENTRIES}{pk}/" for pk in LinkUpEntry.objects.values_list("pk", flat=True)),
    ):
        assert not found(wanted, other.get(path).text), path


def test_a_moderator_over_the_api_sees_no_address(planted):
    _before, _edition, wanted = planted
    team = Blogger(bearer=make_token(make_user("mo")))
    for verb in ("pick", "unpick", "spam", "restore", "remove", "approve"):
        for pk in LinkUpEntry.objects.values_list("pk", flat=True):
            answer = team.send("POST", f"{ENTRIES}{pk}/actions/{verb}/")
            assert answer.status_code in (200, 404, 422)
            assert not found(wanted - set(HIDDEN), answer.text)


def test_logs_of_mails_visits_and_the_clockwork_name_nobody(planted, caplog, monkeypatch):
    _before, _edition, wanted = planted
    caplog.set_level(logging.DEBUG)

    def refuses(mail):
        raise OSError(f"550 <{mail.to}>: no such user")

    monkeypatch.setattr(notices, "send", refuses)
    monkeypatch.setattr(visits, "fetch", lambda url, kind: FetchFailed(reason="timeout"))
    assert Notice.objects.exists()
    for row in list(Notice.objects.values_list("kind", "subject", "recipient")):
        notices.deliver.func(*row)
    for pk in LinkUpEntry.objects.values_list("pk", flat=True):
        visits.visit.func(pk)
    call_command("parenting_tick")
    call_command("parenting_purge")
    assert "could not be sent" in caplog.text
    assert not found(wanted, caplog.text)


def test_the_audit_log_and_the_search_index_hold_none_of_it(planted):
    from wagtail.models import ModelLogEntry
    from wagtail.search.models import IndexEntry

    _before, _edition, wanted = planted
    kept = str(list(ModelLogEntry.objects.values())) + str(list(IndexEntry.objects.values()))
    assert "parenting.entry.remove" in kept
    assert not found(wanted - {HOST}, kept)


def test_of_who_follows_a_link_nothing_is_kept(planted):
    assert {field.name for field in EntryClicks._meta.fields} == {"id", "entry", "day", "count"}
    assert EntryClicks.objects.get().count == 1


def test_a_login_that_is_an_address_is_nobodys_name(series):
    edition = make_edition(series, 46)
    user = make_user("mara@example.org")
    host = Blogger(bearer=make_token(user))
    refused = host.link(edition, "https://mara.example.com/1/")
    assert (refused.status_code, refused.json()["errors"][0]["loc"][-1]) == (422, "name")
    assert host.link(edition, "https://mara.example.com/1/", name="Mara").status_code == 201
    assert "mara@example.org" not in str(Blogger().entries(edition))


# --- Shared caches --------------------------------------------------------------------------------


def test_no_shared_cache_keeps_what_is_ones_own(series, client):
    """Whoever sends a token gets an answer that is hers, or the one that everybody gets."""
    edition = make_edition(series, 46)
    make_entry(edition, title="Everybody’s")
    blogger = Blogger()
    waiting = blogger.link(edition, title="My waiting naps", leave_empty="x").json()
    assert waiting["status"] == "held"
    document = client.get("/api/v3/openapi.json").json()
    ids = {"entry_id": [waiting["id"]], "page_id": [edition.pk], "id": [edition.pk]}
    good = {"page": edition.pk, "path": path_of(edition)}
    own = set()
    for method, address in requests_of_a_stranger(document, ids, good):
        if method != "GET" or "nonsense" in address:
            continue
        hers, everybodys = blogger.get(address), Blogger().get(address)
        assert "My waiting naps" not in everybodys.text, address
        if "My waiting naps" in hers.text:
            own.add(address.partition("?")[0])
            assert hers.get("Cache-Control") == "private, no-store", address
            may_share = "public" in everybodys["Cache-Control"]
            assert "Parenting-Token" in everybodys["Vary"] or not may_share, address
        elif "public" in hers.get("Cache-Control", ""):
            assert hers.content == everybodys.content, address
    entries = f"{LINKUPS}{edition.pk}/entries/"
    assert own >= {entries, f"{ENTRIES}{waiting['id']}/", f"{BASE}readers/me/"}
    shared = Blogger().get(entries)
    assert shared["Cache-Control"].startswith("public")
    assert blogger.get(entries).get("ETag") != shared["ETag"]
