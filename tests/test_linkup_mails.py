"""Mails of link-ups: to bloggers about their links, to who waits for an edition, and to hosts."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import task_backends
from wagtail.models import Locale

from tests import outbound_servers
from tests.comments import BASE
from tests.factories import (
    DAY,
    make_contributor,
    make_edition,
    make_entry,
    make_reader,
    make_series,
    make_token,
    make_user,
    reader_token,
    restrict,
)
from tests.linkups import ENTRIES, Blogger
from tests.mails import deliver_all, secret_in, words_of
from tests.outbound_servers import Answer
from wagtail_parenting.linkups import actions, openings, reminders, visits
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.readers import mailings, notices
from wagtail_parenting.readers.actions import unsubscribe_token
from wagtail_parenting.readers.models import MailedLink, Mailing, Notice, Reader, Subscription

pytestmark = pytest.mark.django_db

READERS = f"{BASE}readers/"
world = outbound_servers.world
ANNA = "anna@example.org"


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "REPORTS_PER_MINUTE": 100}


@pytest.fixture
def series(site):
    return make_series(site, entry_approval="all")


@pytest.fixture
def edition(series):
    return make_edition(series, 45)


@pytest.fixture
def host():
    return make_user("host")


@pytest.fixture
def anna():
    """Her browser, with her address confirmed."""
    return Blogger(token=reader_token(make_reader(ANNA, name="Anna")))


def linked(blogger, edition, **fields):
    """An entry of hers, as the API stored it."""
    answer = blogger.link(edition, **fields)
    assert answer.status_code == 201, answer.content
    return LinkUpEntry.objects.get(pk=answer.json()["id"])


def hers(edition, **values):
    """An entry with Anna's confirmed address that waits."""
    reader = Reader.objects.filter(address=ANNA).first() or make_reader(ANNA, name="Anna")
    values = {"status": "held", "title": "Ten naps", **values}
    return make_entry(edition, reader=reader, is_verified=True, **values)


def subjects():
    return [message.subject for message in deliver_all()]


# --- To a blogger about her link ------------------------------------------------------------------


def test_who_has_to_wait_hears_so_with_a_link_to_what_is_hers(anna, edition):
    entry = linked(anna, edition, title="Ten naps")
    [message] = deliver_all()
    assert message.to == [ANNA]
    assert message.subject == "Your link has arrived, and waits: Tuesday link-up 45"
    assert "“Ten naps” has arrived at “Tuesday link-up 45” as number 1" in message.body
    assert "you can edit it" in words_of(message)
    assert message.alternatives[0][1] == "text/html"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    elsewhere = Blogger()
    answer = elsewhere.send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    assert answer.json()["next"] == f"/tuesday-link-up/{edition.slug}/#entry-1"
    elsewhere.token = answer.json()["reader_token"]
    url = f"{ENTRIES}{entry.pk}/"
    assert elsewhere.send("PATCH", url, {"title": "Eleven naps"}).status_code == 200
    assert deliver_all() == []


def test_what_is_shown_at_once_is_not_mailed(anna, edition, series):
    type(series).objects.update(entry_approval="none")
    assert linked(anna, edition).status == "approved"
    assert deliver_all() == []


def test_who_waited_hears_that_it_is_in(edition, host):
    entry = hers(edition)
    actions.approve(entry_id=entry.pk, actor=host)
    [message] = deliver_all()
    assert message.to == [ANNA]
    assert message.subject == "Your link is in: Tuesday link-up 45"
    assert "“Ten naps” is number 1" in message.body
    url = f"https://www.example.org/tuesday-link-up/{edition.slug}/#entry-1"
    assert url in message.body
    assert "token=" not in message.body.split("No more of these mails")[0]


def test_who_is_picked_hears_so(edition, host):
    entry = hers(edition, status="approved")
    actions.pick(entry_id=entry.pk, actor=host)
    [message] = deliver_all()
    assert message.subject == "You were picked: Tuesday link-up 45"
    assert f"/{edition.slug}/#entry-1" in message.body


@pytest.mark.parametrize("act", [actions.remove, actions.mark_spam, actions.hold])
def test_what_is_taken_out_is_not_mailed(edition, host, act):
    for status in ("held", "approved"):
        act(entry_id=hers(edition, status=status).pk, actor=host)
    assert deliver_all() == []


def test_what_was_taken_for_spam_and_is_not_is_told(edition, host):
    actions.restore(entry_id=hers(edition, status="spam").pk, actor=host)
    assert subjects() == ["Your link is in: Tuesday link-up 45"]


def test_each_is_mailed_once_whatever_moderators_do(edition, host):
    entry = hers(edition)
    for act in (
        *(actions.approve, actions.approve, actions.pick, actions.pick, actions.unpick),
        *(actions.pick, actions.hold, actions.approve, actions.pick, actions.remove),
        *(actions.restore, actions.pick, actions.hold, actions.restore),
    ):
        act(entry_id=entry.pk, actor=host)
        deliver_all()
    assert [message.subject for message in mail.outbox] == [
        "Your link is in: Tuesday link-up 45",
        "You were picked: Tuesday link-up 45",
    ]


def test_a_link_that_is_sent_again_is_not_mailed_again(anna, edition):
    form = anna.form_of(edition)
    sent = {name: form[name] for name in ("form_token", "rules_version")}
    assert linked(anna, edition, **sent) == linked(anna, edition, **sent)
    assert len(deliver_all()) == 1


def test_who_has_to_wait_because_of_her_page_hears_why(world, edition, series, host):
    type(series).objects.update(backlinks="required")
    world.site.answers["/naps/"] = Answer(b"<!doctype html><title>Naps</title><p>No link.")
    entry = hers(edition, url=world.url("/naps/"), status="approved", backlink="unknown")
    visits.visit.func(entry.pk)
    entry.refresh_from_db()
    assert (entry.status, subjects()) == (
        "held",
        ["Your link has arrived, and waits: Tuesday link-up 45"],
    )
    assert "does not link back" in words_of(mail.outbox[0])
    actions.approve(entry_id=entry.pk, actor=host)
    assert subjects() == ["Your link is in: Tuesday link-up 45"]


def test_what_was_taken_back_before_it_went_out_is_told_when_it_is_so_again(edition, host):
    entry = hers(edition)
    actions.approve(entry_id=entry.pk, actor=host)
    actions.pick(entry_id=entry.pk, actor=host)
    actions.unpick(entry_id=entry.pk, actor=host)
    assert subjects() == ["Your link is in: Tuesday link-up 45"]
    actions.pick(entry_id=entry.pk, actor=host)
    assert subjects() == ["You were picked: Tuesday link-up 45"]


def test_what_is_not_so_any_more_when_the_mail_is_written_is_not_sent(anna, edition, host):
    entry = linked(anna, edition)
    actions.approve(entry_id=entry.pk, actor=host)
    assert subjects() == ["Your link is in: Tuesday link-up 45"]
    actions.pick(entry_id=entry.pk, actor=host)
    restrict(edition)
    assert deliver_all() == []
    assert not Notice.objects.exists()


def test_whoever_types_anothers_address_has_one_mail_sent_there(edition, host):
    """It asks, whatever becomes of the link; also when that address is confirmed already."""
    for address in (ANNA, "new@example.org"):
        if address == ANNA:
            make_reader(ANNA)
        entry = linked(
            Blogger(), edition, url=f"https://{address[:3]}.example.com/naps/", email=address
        )
        assert entry.status == "held"
        assert [message.subject for message in deliver_all()] == [
            "Confirm your address for localhost"
        ]
        actions.approve(entry_id=entry.pk, actor=host)
        actions.pick(entry_id=entry.pk, actor=host)
        assert deliver_all() == []


@pytest.mark.parametrize("where", ["in the same browser", "elsewhere"])
def test_a_guest_hears_once_she_has_followed_the_link_that_asked(edition, host, where):
    guest = Blogger()
    entry = linked(guest, edition, email=ANNA)
    [message] = deliver_all()
    browser = guest if where == "in the same browser" else Blogger()
    answer = browser.send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    assert answer.status_code == 200
    actions.approve(entry_id=entry.pk, actor=host)
    [message] = deliver_all()
    assert message.to == [ANNA]


def test_another_link_with_her_address_proves_nothing(edition, host):
    stranger, anna = Blogger(), Blogger()
    entry = linked(stranger, edition, email=ANNA)
    deliver_all()
    MailedLink.objects.all().delete()
    anna.send("POST", READERS, {"email": ANNA})
    [message] = deliver_all()
    anna.send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    actions.approve(entry_id=entry.pk, actor=host)
    assert deliver_all() == []


def test_an_account_hears_at_its_own_address(edition, host):
    user = make_user("maker", superuser=False)
    entry = make_entry(edition, user=user, is_verified=True, status="held")
    actions.approve(entry_id=entry.pk, actor=host)
    [message] = deliver_all()
    assert message.to == ["maker@example.org"]
    actions.pick(entry_id=entry.pk, actor=user)
    assert deliver_all() == []


def test_a_blocked_address_gets_none(edition, host):
    entry = hers(edition)
    block_lists.block(kind="email", value=ANNA, effect="hold")
    actions.approve(entry_id=entry.pk, actor=host)
    assert deliver_all() == []


def test_one_click_ends_the_mails_about_one_link(edition, host):
    first, second = hers(edition), hers(edition)
    actions.approve(entry_id=first.pk, actor=host)
    [message] = deliver_all()
    address = urlsplit(message.extra_headers["List-Unsubscribe"].strip("<>"))
    path = f"{address.path}?{address.query}"
    Client().get(path)
    actions.pick(entry_id=first.pk, actor=host)
    assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    actions.approve(entry_id=second.pk, actor=host)
    assert len(deliver_all()) == 1


def test_what_she_ended_does_not_come_back_with_another_link(edition, host):
    guest = Blogger()
    entry = linked(guest, edition, email=ANNA)
    for _time in range(2):
        MailedLink.objects.all().delete()
        guest.send("POST", READERS, {"email": ANNA})
        message = deliver_all()[-1]
        answer = guest.send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
        reader = Blogger(token=answer.json()["reader_token"])
        listed = reader.get(f"{READERS}me/subscriptions/").json()["items"]
        reader.send("PATCH", f"{READERS}me/subscriptions/", {"topics": []})
    assert listed == []
    actions.approve(entry_id=entry.pk, actor=host)
    assert deliver_all() == []


def test_subscriptions_have_names(edition, series):
    guest = Blogger()
    entry = linked(guest, edition, email=ANNA)
    guest.send("POST", READERS, {"email": ANNA, "subscribe": [f"series-{series.pk}"]})
    for message in deliver_all():
        answer = Blogger().send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    reader = Blogger(token=answer.json()["reader_token"])
    listed = reader.get(f"{READERS}me/subscriptions/").json()["items"]
    assert {item["topic"]: item["title"] for item in listed} == {
        f"entry-{entry.pk}": "Tuesday link-up 45",
        f"series-{series.pk}": "Tuesday link-up",
    }
    restrict(series)
    listed = reader.get(f"{READERS}me/subscriptions/").json()["items"]
    assert {item["title"] for item in listed} == {""}


def test_it_is_in_the_language_of_the_edition(edition, host):
    german, _created = Locale.objects.get_or_create(language_code="de")
    type(edition).objects.filter(pk=edition.pk).update(locale=german)
    entry = hers(edition)
    actions.approve(entry_id=entry.pk, actor=host)
    [message] = deliver_all()
    assert '<html lang="de"' in message.alternatives[0][0]


def test_a_server_that_is_down_loses_no_mail(edition, host, monkeypatch):
    def broken(message):
        raise OSError("down")

    entry = hers(edition)
    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", broken)
        actions.approve(entry_id=entry.pk, actor=host)
        assert deliver_all() == []
    Notice.objects.update(next_try_at=timezone.now())
    assert len(deliver_all()) == 1
    assert deliver_all() == []


def test_nothing_is_sent_in_a_request(edition, host):
    token = make_token(host)
    entry = hers(edition)
    moderator = Blogger(bearer=token)
    assert moderator.send("POST", f"{ENTRIES}{entry.pk}/actions/approve/").status_code == 200
    assert mail.outbox == []
    assert Notice.objects.get().subject == str(entry.pk)


def test_what_strangers_pages_say_does_not_break_the_mail(edition, host):
    title = "Naps\r\nBcc: x@example.org\r\n\r\n<script>alert(1)</script>"
    entry = hers(edition, title="", found_title=title)
    type(edition).objects.filter(pk=edition.pk).update(title=title)
    actions.approve(entry_id=entry.pk, actor=host)
    [message] = deliver_all()
    assert "\n" not in message.subject
    assert message.recipients() == [ANNA]
    assert "<script" not in message.alternatives[0][0]


# --- To who waits for an edition ------------------------------------------------------------------


def subscribed(series, *addresses, confirmed=True):
    for address in addresses:
        reader = make_reader(address, confirmed=confirmed)
        Subscription.objects.create(reader=reader, topic=f"series-{series.pk}")


def ticked():
    """What cron and the task worker do; the mails that went out."""
    openings.announce_due()
    for result in list(task_backends["default"].results):
        if result.task == openings.announce:
            openings.announce.func(*result.args)
    reminders.remind_due()
    return deliver_all()


@pytest.fixture(autouse=True)
def empty_queue():
    task_backends["default"].clear()


def test_an_edition_that_opens_is_mailed_to_who_asked_once(series, now_is):
    edition = make_edition(series, 45, opens=DAY)
    subscribed(series, "one@example.org", "two@example.org")
    subscribed(make_series(series.get_site(), "Other"), "other@example.org")
    assert ticked() == []
    now_is(edition.opens_at)
    first, second = ticked()
    assert [first.to, second.to] == [["one@example.org"], ["two@example.org"]]
    assert first.subject == "Open now: Tuesday link-up 45"
    assert "Add your link until" in words_of(first)
    assert "(UTC)" in first.body
    assert f"https://www.example.org/tuesday-link-up/{edition.slug}/" in first.body
    assert first.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert ticked() == []
    now_is(edition.closes_at + DAY)
    assert ticked() == []


def test_the_whole_way_from_asking_to_the_mail(series, now_is):
    edition = make_edition(series, 45, opens=DAY)
    wanted = {"email": ANNA, "subscribe": [f"series-{series.pk}"]}
    assert Blogger().send("POST", READERS, wanted).status_code == 202
    [message] = deliver_all()
    now_is(edition.opens_at)
    assert ticked() == []
    answer = Blogger().send("POST", f"{READERS}confirm/", {"token": secret_in(message)})
    assert answer.status_code == 200
    next_one = make_edition(series, 46, opens=7 * DAY)
    now_is(next_one.opens_at)
    assert [message.to for message in ticked()] == [[ANNA]]


@pytest.mark.parametrize(
    ("opened", "lasts", "is_told"),
    [
        (datetime.timedelta(hours=23), 3 * DAY, True),
        (datetime.timedelta(hours=25), 3 * DAY, False),
        (datetime.timedelta(hours=2), datetime.timedelta(hours=1), False),
    ],
)
def test_late_but_not_too_late(series, opened, lasts, is_told):
    """Such as one that was published after its time."""
    subscribed(series, ANNA)
    make_edition(series, 45, opens=-opened, lasts=lasts)
    assert (len(ticked()) == 1) is is_told


def test_what_is_not_public_is_not_told(series):
    subscribed(series, ANNA)
    draft = make_edition(series, 45, opens=-datetime.timedelta(hours=1), publish=False)
    restrict(make_edition(series, 46, opens=-datetime.timedelta(hours=1)))
    assert ticked() == []
    draft.get_latest_revision().publish()
    assert len(ticked()) == 1


def test_nobody_who_has_not_confirmed_has_ended_it_or_is_blocked(series):
    hour_ago = -datetime.timedelta(hours=1)
    subscribed(series, "unconfirmed@example.org", confirmed=False)
    subscribed(series, "blocked@example.org", "ended@example.org", "stays@example.org")
    block_lists.block(kind="email", value="blocked@example.org", effect="spam")
    make_edition(series, 45, opens=hour_ago)
    openings.announce.func(make_edition(series, 46, opens=hour_ago).pk)
    Subscription.objects.filter(reader__address="ended@example.org").delete()
    assert [message.to for message in deliver_all()] == [["stays@example.org"]]


def test_one_click_ends_them(series):
    subscribed(series, ANNA)
    make_edition(series, 45, opens=-datetime.timedelta(hours=1))
    [message] = ticked()
    address = urlsplit(message.extra_headers["List-Unsubscribe"].strip("<>"))
    Client().post(f"{address.path}?{address.query}", {"List-Unsubscribe": "One-Click"})
    make_edition(series, 46, opens=-datetime.timedelta(minutes=1))
    assert ticked() == []


def test_many_are_told_in_batches_and_a_crash_in_between_costs_none(series, monkeypatch):
    monkeypatch.setattr(mailings, "BATCH", 3)
    addresses = [f"reader-{number}@example.org" for number in range(8)]
    subscribed(series, *addresses)
    edition = make_edition(series, 45, opens=-datetime.timedelta(hours=1))
    written, add = [], notices.add_to_all

    def crash(kind, **values):
        if len(written) == 1:
            raise RuntimeError("The power is out.")
        written.append(values)
        add(kind, **values)

    with monkeypatch.context() as patched:
        patched.setattr(notices, "add_to_all", crash)
        with pytest.raises(RuntimeError):
            openings.announce.func(edition.pk)
    assert Mailing.objects.get().done_at is None
    assert len(deliver_all()) == 3
    assert openings.announce_due() == 1
    openings.announce.func(edition.pk)
    openings.announce.func(edition.pk)
    deliver_all()
    assert sorted(message.to[0] for message in mail.outbox) == addresses
    assert openings.announce_due() == 0


def test_it_goes_on_the_day_after_but_not_once_it_has_closed(series, monkeypatch, now_is):
    subscribed(series, ANNA)
    edition = make_edition(series, 45, opens=DAY, lasts=3 * DAY)
    Mailing.objects.create(kind=openings.OPENS, subject=str(edition.pk))
    now_is(edition.opens_at + 2 * DAY)
    assert openings.announce_due() == 1
    openings.announce.func(edition.pk)
    now_is(edition.closes_at)
    assert openings.announce_due() == 0
    Notice.objects.update(next_try_at=timezone.now())
    assert [one for one in deliver_all() if one.subject.startswith("Open")] == []


def test_a_batch_costs_the_same_for_any_number_of_readers(series):
    costs = []
    for number, many in ((45, 1), (46, 40)):
        subscribed(series, *(f"{number}-{one}@example.org" for one in range(many)))
        edition = make_edition(series, number, opens=-datetime.timedelta(hours=1))
        with CaptureQueriesContext(connection) as queries:
            openings.announce.func(edition.pk)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_what_the_tick_does(series, capsys):
    subscribed(series, ANNA)
    make_edition(series, 45, opens=-datetime.timedelta(hours=1))
    call_command("parenting_tick")
    told = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    assert told["openings"] == "1"
    assert "reminders" not in told


# --- To hosts -------------------------------------------------------------------------------------


@pytest.fixture
def hosted(series):
    """The series, with a host who has an account, one without, and one whose account is closed."""
    meera, gone = make_user("meera", superuser=False), make_user("gone", superuser=False)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    row = type(series).hosts.rel.related_model
    series.hosts.set([row(contributor=make_contributor(user=user)) for user in (meera, gone, None)])
    series.save_revision().publish()
    return type(series).objects.get(pk=series.pk)


def test_hosts_hear_once_that_an_edition_has_closed(hosted, now_is):
    edition = make_edition(hosted, 45)
    make_entry(edition)
    make_entry(edition, status="held")
    make_entry(edition, status="spam")
    assert ticked() == []
    now_is(edition.closes_at)
    [message] = ticked()
    assert message.to == ["meera@example.org"]
    assert message.subject == "It has closed: Tuesday link-up 45"
    assert "1 link is shown. 1 still waits." in message.body
    assert f"https://cms.example.org/admin/pages/{edition.pk}/edit/" in message.body
    assert ticked() == []


def test_hosts_hear_of_none_that_closed_long_ago_or_is_not_public(hosted):
    make_edition(hosted, 44, opens=-9 * DAY)
    restrict(make_edition(hosted, 45, opens=-3 * DAY, lasts=2 * DAY + 12 * (DAY / 24)))
    assert ticked() == []


def test_hosts_hear_once_that_the_next_one_is_not_published(hosted, now_is):
    draft = make_edition(hosted, 46, opens=2 * DAY, publish=False)
    assert ticked() == []
    now_is(draft.opens_at - DAY)
    [message] = ticked()
    assert message.subject == "Not published yet: Tuesday link-up 46"
    assert "and is a draft" in words_of(message)
    assert f"/admin/pages/{draft.pk}/edit/" in message.body
    assert ticked() == []


def test_hosts_hear_nothing_of_what_is_published_or_will_be(hosted, now_is):
    scheduled = make_edition(hosted, 46, opens=DAY, publish=False, go_live_at=now() + DAY)
    scheduled.save_revision().publish()
    assert not type(scheduled).objects.get(pk=scheduled.pk).live
    make_edition(hosted, 47, opens=DAY / 2)
    assert ticked() == []
    draft = make_edition(hosted, 48, opens=DAY / 2, publish=False)
    reminders.remind_due()
    draft.get_latest_revision().publish()
    assert deliver_all() == []


def now():
    return timezone.now()


def test_a_host_can_end_her_reminders(hosted, now_is):
    edition = make_edition(hosted, 45)
    now_is(edition.closes_at)
    [message] = ticked()
    address = urlsplit(message.extra_headers["List-Unsubscribe"].strip("<>"))
    Client().post(f"{address.path}?{address.query}", {"List-Unsubscribe": "One-Click"})
    later = make_edition(hosted, 46, opens=-DAY, lasts=DAY / 2)
    now_is(later.closes_at)
    assert ticked() == []


# --- The link in a mail ---------------------------------------------------------------------------


@pytest.fixture
def mailed(anna, edition):
    """The entry of which a mail tells, and the address of the page that its link opens."""
    entry = linked(anna, edition)
    [message] = deliver_all()
    return entry, re.search(r"https?://\S+token=\S+", message.body)[0]


def state(entry):
    """All that a mailed link could change."""
    return (
        LinkUpEntry.objects.filter(pk=entry.pk).values().get(),
        list(Reader.objects.values()),
        list(MailedLink.objects.values()),
        list(Subscription.objects.values()),
        list(Notice.objects.values()),
    )


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
def test_programs_that_look_at_mails_change_nothing(mailed, method):
    entry, url = mailed
    address = urlsplit(url)
    before = state(entry)
    for query in (f"?{address.query}", ""):
        answer = getattr(Client(), method)(f"{address.path}{query}", {"token": "x"})
        assert answer.status_code in ((200,) if method in ("get", "head") else (405,))
        assert not answer.cookies
    assert state(entry) == before
    confirm = Blogger().send("POST", f"{READERS}confirm/", {"token": secret_of(url)})
    assert confirm.status_code == 200


def secret_of(url):
    return urlsplit(url).query.partition("token=")[2]


def test_a_link_that_was_used_has_expired_or_is_anothers_is_410(mailed, edition):
    entry, url = mailed
    doors = {
        "the API": lambda token: Blogger().send("POST", f"{READERS}confirm/", {"token": token}),
        "the plain page": lambda token: Client().post(
            f"{urlsplit(url).path}yes/", {"token": token}
        ),
    }
    MailedLink.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    for name, door in doors.items():
        assert door(secret_of(url)).status_code == 410, name
    MailedLink.objects.update(expires_at=timezone.now() + DAY)
    reader_token = doors["the API"](secret_of(url)).json()["reader_token"]
    visitor_token = Blogger().link(edition, "https://bea.example.com/naps/").json()["visitor_token"]
    ending = unsubscribe_token(topic="entry-1", reader=entry.reader)
    for token in (secret_of(url), reader_token, visitor_token, ending, "x", ""):
        for name, door in doors.items():
            assert door(token).status_code == 410, name


def test_ending_mails_with_a_foreign_token_is_410(mailed):
    _entry, url = mailed
    for token in (secret_of(url), reader_token(Reader.objects.get()), "x"):
        answer = Client().post(f"{READERS}unsubscribe/?token={token}")
        assert answer.status_code == 410
