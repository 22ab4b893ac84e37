"""Commands that look after comments: recounting and purging."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from tests.factories import (
    make_article,
    make_comment,
    make_reader,
    make_user,
)
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.models import CommentLike, ReaderComment
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.moderation.retention import update_in_batches
from wagtail_parenting.readers.models import Mailing, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


def days_ago(days):
    return timezone.now() - datetime.timedelta(days=days)


# --- Recount --------------------------------------------------------------------------------------


def counts():
    comments = ReaderComment.objects.order_by("pk").values_list(
        "pk", "is_shown", "replies", "below", "likes", "reports"
    )
    return list(comments), list(PageStamp.objects.order_by("pk").values_list("comments", "threads"))


@pytest.fixture
def thread(article):
    """A thread with all that is counted."""
    first = make_comment(article)
    reply = make_comment(article, parent=first)
    make_comment(article, parent=reply)
    gone = make_comment(article)
    make_comment(article, parent=gone)
    CommentLike.objects.create(comment=first, liker="one")
    ReaderComment.objects.filter(pk=first.pk).update(likes=1)
    actions.remove(comment_id=gone.pk, actor=make_user())
    return first


def test_counts_that_are_right_stay(thread, capsys):
    before = counts()
    call_command("parenting_recount")
    assert capsys.readouterr().out == "All counts are right.\n"
    assert counts() == before


def test_counts_that_drifted_are_named_and_repaired(article, thread, capsys):
    right = counts()
    ReaderComment.objects.filter(pk=thread.pk).update(replies=7, below=9, likes=3, reports=2)
    ReaderComment.objects.exclude(status="approved").update(is_shown=False)
    PageStamp.objects.filter(pk=article.pk).update(comments=99, threads=0)
    wrong = counts()
    call_command("parenting_recount", "--dry-run")
    told = capsys.readouterr().out
    assert f"comment {thread.pk}: replies is 7, should be 1" in told
    assert f"page {article.pk}: comments is 99, should be 4" in told
    assert "7 counts would be repaired." in told
    assert counts() == wrong
    version = PageStamp.objects.get(pk=article.pk).community
    call_command("parenting_recount", "--page", str(article.pk))
    assert "7 counts repaired." in capsys.readouterr().out
    assert counts() == right
    assert PageStamp.objects.get(pk=article.pk).community != version


def test_comments_without_a_stamp_are_counted_too(article, thread, capsys):
    right = PageStamp.objects.get(pk=article.pk)
    PageStamp.objects.filter(pk=article.pk).update(comments=0, threads=0)
    call_command("parenting_recount")
    found = PageStamp.objects.get(pk=article.pk)
    assert (found.comments, found.threads) == (right.comments, right.threads)


# --- Purge ----------------------------------------------------------------------------------------


def test_hashes_of_connections_go_after_their_days(article):
    old = make_comment(article, ip_key="a" * 64, created_at=days_ago(31))
    new = make_comment(article, ip_key="b" * 64, created_at=days_ago(29))
    call_command("parenting_purge", verbosity=0)
    assert dict(ReaderComment.objects.values_list("pk", "ip_key")) == {old.pk: "", new.pk: "b" * 64}


@pytest.mark.parametrize("status", ["spam", "removed", "withdrawn"])
def test_what_nobody_sees_goes_after_its_days(article, status):
    old = make_comment(article, status=status, decided_at=days_ago(31))
    new = make_comment(article, status=status, decided_at=days_ago(29))
    answered = make_comment(article, "Was rude", name="Rude", decided_at=days_ago(31))
    reply = make_comment(article, parent=answered)
    ReaderComment.objects.filter(pk=answered.pk).update(status=status)
    call_command("parenting_purge", verbosity=0)
    kept = set(ReaderComment.objects.values_list("pk", flat=True))
    assert kept == {new.pk, answered.pk, reply.pk}
    assert old.pk not in kept
    answered.refresh_from_db()
    assert (answered.body, answered.html, answered.name) == ("", "", "")


def test_what_is_brought_back_meanwhile_keeps_its_words(article, monkeypatch):
    answered = make_comment(article, "Was right", name="Right", decided_at=days_ago(31))
    make_comment(article, parent=answered)
    rows = ReaderComment.objects.filter(pk=answered.pk)
    rows.update(status="removed")
    listed = QuerySet.values_list

    def bring_back(self, *fields, **options):
        found = list(listed(self, *fields, **options))
        rows.update(status="approved")
        return found

    monkeypatch.setattr(QuerySet, "values_list", bring_back)
    assert update_in_batches(rows.filter(status="removed"), body="") == 0
    answered.refresh_from_db()
    assert answered.body == "Was right"


def test_held_ones_wait_for_ever(article):
    waiting = make_comment(
        article, status="held", created_at=days_ago(400), decided_at=days_ago(400)
    )
    call_command("parenting_purge", verbosity=0)
    assert ReaderComment.objects.filter(pk=waiting.pk).exists()


def test_addresses_that_nobody_confirmed_go_with_what_was_written(article):
    gone, kept = make_reader("a@example.org", confirmed=False), make_reader("b@example.org")
    writes = make_reader("c@example.org", confirmed=False)
    make_comment(article, reader=writes)
    Reader.objects.update(created_at=days_ago(31))
    call_command("parenting_purge", verbosity=0)
    assert set(Reader.objects.values_list("pk", flat=True)) == {kept.pk, writes.pk}
    assert gone.pk not in {kept.pk, writes.pk}


def test_all_that_goes_once_a_day_goes(article, capsys):
    found = {"recent_state": "ready", "recent_title": "Naps", "recent_url": "https://a.example/"}
    old = make_comment(article, **found, recent_at=days_ago(366))
    new = make_comment(article, **found, recent_at=days_ago(364))
    Mailing.objects.create(kind="test", subject="1")
    Mailing.objects.update(begun_at=days_ago(91))
    call_command("parenting_purge")
    assert capsys.readouterr().out.splitlines() == [
        "old comments: 0",
        "old entries: 0",
        "old recent posts: 1",
        "old links and addresses: 0",
        "old mails to many: 1",
    ]
    kept = dict(ReaderComment.objects.values_list("pk", "recent_title"))
    assert kept == {old.pk: "", new.pk: "Naps"}
    assert not Mailing.objects.exists()
