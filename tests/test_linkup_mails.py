"""Mails of link-ups: to bloggers about their links, to who waits for an edition, and to hosts."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from tests.comments import BASE
from tests.factories import (
    DAY,
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
from tests.mails import deliver_all, secret_in
from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.readers.actions import unsubscribe_token
from wagtail_parenting.readers.models import MailedLink, Notice, Reader, Subscription

pytestmark = pytest.mark.django_db

READERS = f"{BASE}readers/"
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
    assert "you can edit it" in " ".join(message.body.split())
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
