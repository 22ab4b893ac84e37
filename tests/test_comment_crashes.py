"""What stands outside hangs or crashes: the reader is answered, and nothing is lost."""

from __future__ import annotations

import datetime
import socket
import threading

import django
import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task_backends

from tests import outbound_servers
from tests.comments import Browser
from tests.factories import make_article, make_comment, make_reader, reader_token
from wagtail_parenting.comments import announcing, recent_posts
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.moderation import akismet
from wagtail_parenting.readers import notices
from wagtail_parenting.readers.models import Notice, Subscription

world = outbound_servers.world


@pytest.fixture(autouse=True)
def fast(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}


@pytest.fixture
def article(section):
    return make_article(section, "Naps", comments_approval="none")


@pytest.fixture
def hanging():
    """A server that takes connections and says nothing; (port, what has connected)."""
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept():
            while True:
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1], taken
        for connection in taken:
            connection.close()


def mail_through(settings, port):
    """Have mails sent through a server on this machine."""
    backend, host = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    if django.VERSION >= (6, 1):
        options = {"host": host, "port": port}
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    else:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = backend, host, port


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_outside_is_asked_before_the_answer(article, settings, hanging, world):
    port, taken = hanging
    mail_through(settings, port)
    answered = make_comment(article)
    Subscription.objects.create(
        reader=make_reader("bea@example.org"), topic=f"replies-{answered.pk}"
    )
    reader = make_reader()
    make_comment(article, reader=reader, is_verified=True)
    sent = Browser(token=reader_token(reader)).comment(
        article, parent=answered.pk, website=world.url("/"), recent_post=True, name="", email=""
    )
    assert (sent.status_code, sent.json()["status"]) == (201, "approved")
    guest = Browser().comment(article, "Hello", email="cleo@example.org", notify="replies")
    assert (guest.status_code, guest.json()["email_confirmation"]) == (201, "sent")
    assert taken == []
    assert world.site.requests == []
    names = {result.task.name for result in task_backends["default"].results}
    assert names >= {"announce", "find", "deliver"}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_queue_that_is_down_costs_nobody_an_answer(article, monkeypatch, caplog):
    def down(*args, **kwargs):
        raise ConnectionError("The queue is down.")

    monkeypatch.setattr(type(task_backends["default"]), "enqueue", down)
    answer = Browser().comment(article, "Hello", email="cleo@example.org", notify="replies")
    assert answer.status_code == 201
    assert "The queue is down." in caplog.text
    comment = ReaderComment.objects.get()
    assert comment.status == "approved"
    monkeypatch.undo()
    an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
    ReaderComment.objects.update(decided_at=an_hour_ago, created_at=an_hour_ago)
    Notice.objects.update(next_try_at=an_hour_ago)
    assert announcing.announce_lost() == 1
    assert notices.deliver_due() == 1


@pytest.mark.django_db
def test_what_a_crash_left_behind_is_seen_to_by_the_tick(section, settings, capsys):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "AKISMET_KEY": "key"}
    article = make_article(section, "Naps")
    an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
    old = {"created_at": an_hour_ago, "decided_at": an_hour_ago}
    make_comment(article, **old)
    make_comment(article, website="https://b.example/", recent_state="wanted", **old)
    waits = [{"reason": akismet.REASON, "note": ""}]
    make_comment(article, status="held", reasons=waits, **old)
    Browser().comment(article, "Hello", email="cleo@example.org", notify="replies")
    Notice.objects.update(next_try_at=an_hour_ago)
    ReaderComment.objects.update(created_at=an_hour_ago)
    call_command("parenting_tick")
    told = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    assert told["announcements"] == "2"
    assert told["recent posts"] == "1"
    assert told["second opinions"] == "2"
    assert told["mails"] == "1"


@pytest.mark.django_db
def test_one_that_fails_keeps_no_other_from_its_turn(article, monkeypatch, capsys, caplog):
    from wagtail_parenting import ticks

    def fails():
        raise RuntimeError("Broken.")

    monkeypatch.setitem(ticks.OFTEN, "announcements", fails)
    make_comment(article, recent_state="wanted", website="https://b.example/")
    ReaderComment.objects.update(decided_at=timezone.now() - recent_posts.IN_HAND * 2)
    call_command("parenting_tick")
    assert "recent posts: 1" in capsys.readouterr().out
    assert "Announcements could not be seen to." in caplog.text


@pytest.mark.django_db
def test_what_is_daily_is_done_once_a_day(article, capsys):
    year_ago = timezone.now() - datetime.timedelta(days=365)
    comment = make_comment(article, status="spam", created_at=year_ago, decided_at=year_ago)
    call_command("parenting_tick")
    assert not ReaderComment.objects.filter(pk=comment.pk).exists()
    comment = make_comment(article, status="spam", created_at=year_ago, decided_at=year_ago)
    call_command("parenting_tick")
    assert ReaderComment.objects.filter(pk=comment.pk).exists()
    assert mail.outbox == []
