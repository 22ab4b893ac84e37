"""Commands that look after entries: recounting, and asking the rules again."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import (
    make_article,
    make_comment,
    make_contributor,
    make_edition,
    make_entry,
    make_reader,
    make_section,
    make_series,
    make_user,
)
from tests.mails import deliver_all
from wagtail_parenting.comments.models import CommentSettings
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.models import EntryLike, EntryReport, LinkUpEntry
from wagtail_parenting.linkups.recount import recount
from wagtail_parenting.linkups.replay import REPLAY
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.moderation.pipeline import reason
from wagtail_parenting.readers.identity import Who

pytestmark = pytest.mark.django_db

MONTH = datetime.timedelta(days=30)


@pytest.fixture
def series(site):
    return make_series(site, entry_approval="none")


@pytest.fixture
def edition(series):
    return make_edition(series, 45)


@pytest.fixture
def host():
    return make_user("host")


# --- Recount --------------------------------------------------------------------------------------


def counts():
    entries = LinkUpEntry.objects.order_by("pk").values_list("pk", "likes", "clicks", "reports")
    return list(entries), list(PageStamp.objects.order_by("pk").values_list("pk", "entries"))


@pytest.fixture
def entry(edition, host):
    """An entry with all that is counted, beside one that waits and one that is gone."""
    entry = make_entry(edition)
    for visitor in ("one", "two"):
        actions.like(entry_id=entry.pk, who=Who(visitor))
        actions.visit(entry_id=entry.pk)
    actions.report(entry_id=entry.pk, who=Who("one"), reason="spam", text="", address="")
    make_entry(edition, status="held")
    actions.remove(entry_id=make_entry(edition).pk, actor=host)
    return entry


def test_counts_that_are_right_stay(entry, capsys):
    before = counts()
    call_command("parenting_recount")
    assert capsys.readouterr().out == "All counts are right.\n"
    assert counts() == before
    assert before[0][0] == (entry.pk, 2, 2, 1)


def test_counts_that_drifted_are_named_and_repaired(edition, entry, capsys):
    right = counts()
    LinkUpEntry.objects.filter(pk=entry.pk).update(likes=9, clicks=0, reports=5)
    PageStamp.objects.filter(pk=edition.pk).update(entries=99)
    wrong = counts()
    call_command("parenting_recount", "--dry-run")
    told = capsys.readouterr().out
    assert f"entry {entry.pk}: likes is 9, should be 2" in told
    assert f"entry {entry.pk}: clicks is 0, should be 2" in told
    assert f"entry {entry.pk}: reports is 5, should be 1" in told
    assert f"page {edition.pk}: entries is 99, should be 1" in told
    assert "4 counts would be repaired." in told
    assert counts() == wrong
    version = PageStamp.objects.get(pk=edition.pk).community
    call_command("parenting_recount", "--page", str(edition.pk))
    assert "4 counts repaired." in capsys.readouterr().out
    assert counts() == right
    assert PageStamp.objects.get(pk=edition.pk).community != version


def test_reports_that_were_seen_to_do_not_count(entry, host):
    actions.approve(entry_id=entry.pk, actor=host)
    assert EntryReport.objects.exists()
    assert list(recount(repair=False)) == []


def test_one_run_holds_comments_and_entries_against_their_rows(edition, entry, capsys):
    comment = make_comment(edition)
    EntryLike.objects.create(entry=entry, liker="three")
    type(comment).objects.filter(pk=comment.pk).update(likes=4)
    call_command("parenting_recount")
    told = capsys.readouterr().out
    assert f"comment {comment.pk}: likes is 4, should be 0" in told
    assert f"entry {entry.pk}: likes is 2, should be 3" in told
    assert "2 counts repaired." in told


def test_an_edition_without_a_stamp_is_counted_too(edition, entry):
    PageStamp.objects.filter(pk=edition.pk).update(entries=0)
    call_command("parenting_recount")
    assert PageStamp.objects.get(pk=edition.pk).entries == 1


def test_many_entries_are_counted_in_batches(edition, monkeypatch):
    from wagtail_parenting.linkups import recount as module

    monkeypatch.setattr(module, "BATCH", 2)
    entries = [make_entry(edition) for _number in range(5)]
    LinkUpEntry.objects.update(likes=1)
    assert sorted(drift.pk for drift in recount()) == [entry.pk for entry in entries]
    assert list(recount()) == []


# --- The rules, asked again -----------------------------------------------------------------------


def statuses():
    return dict(LinkUpEntry.objects.values_list("pk", "status"))


def test_the_rules_of_today_judge_what_was_sent_before(edition, host, capsys):
    fine = make_entry(edition, title="Ten naps")
    bad = make_entry(edition, title="Pills for all")
    cleared = make_entry(edition, title="No pills", cleared=True)
    ours = make_entry(edition, title="Our pills", user=host, is_verified=True)
    picked = make_entry(edition, title="Picked pills")
    actions.pick(entry_id=picked.pk, actor=host)
    held = make_entry(edition, title="Waits", status="held")
    month_ago = timezone.now() - datetime.timedelta(days=40)
    make_entry(edition, title="Pills then", created_at=month_ago)
    block_lists.block(kind="word", value="pills", effect="spam")
    before = statuses()

    call_command("parenting_rules", "--dry-run")
    printed = capsys.readouterr().out
    assert f"entry {bad.pk}: approved → spam (blocked_word)" in printed
    assert f"entry {held.pk}: held → approved (nothing against it)" in printed
    assert "0 comments and 2 entries would change." in printed
    assert statuses() == before

    call_command("parenting_rules", "--since", "30d")
    assert statuses() == {**before, bad.pk: "spam", held.pk: "approved"}
    assert {before[entry.pk] for entry in (fine, cleared, ours, picked)} == {"approved"}
    assert PageStamp.objects.get(pk=edition.pk).entries == 6
    log = ModelLogEntry.objects.get(object_id=str(bad.pk), action="parenting.entry.spam")
    assert log.user_id is None


def test_one_run_asks_about_comments_and_entries(edition, capsys):
    article = make_article(make_section(edition.get_site()), "Naps", comments_approval="none")
    comment = make_comment(article, "Pills for all")
    entry = make_entry(edition, title="Pills for all")
    block_lists.block(kind="word", value="pills", effect="hold")
    call_command("parenting_rules")
    assert "1 comments and 1 entries changed." in capsys.readouterr().out
    for thing in (comment, entry):
        thing.refresh_from_db()
        assert thing.status == "held"


@pytest.mark.parametrize("why", ["moderator", "reported", "no_backlink", "duplicate_link"])
def test_what_no_rule_can_see_again_goes_on_waiting(edition, why):
    make_entry(edition, status="held", reasons=[reason(why), reason("newcomer")])
    assert list(REPLAY.changes(MONTH)) == []


@pytest.mark.parametrize(
    ("of_series", "of_site", "after"),
    [("all", "none", "held"), ("none", "all", "approved"), ("", "all", "held")],
)
def test_whose_links_wait_is_as_the_series_says_or_else_the_site(
    series, edition, of_series, of_site, after
):
    type(series).objects.update(entry_approval=of_series)
    CommentSettings.objects.create(site=series.get_site(), approval=of_site)
    entry = make_entry(edition, reader=make_reader(), is_verified=True)
    call_command("parenting_rules")
    assert statuses() == {entry.pk: after}


def test_what_a_moderator_decides_meanwhile_stays(edition, host):
    entry = make_entry(edition, title="Pills for all")
    block_lists.block(kind="word", value="pills", effect="spam")
    [change] = REPLAY.changes(MONTH)
    actions.approve(entry_id=entry.pk, actor=host)
    REPLAY.apply(change)
    assert statuses() == {entry.pk: "approved"}


def test_a_contributors_links_are_the_teams(edition):
    writer = make_user("writer", superuser=False)
    make_contributor(user=writer)
    make_entry(edition, title="Pills for all", user=writer, is_verified=True)
    block_lists.block(kind="word", value="pills", effect="spam")
    assert list(REPLAY.changes(MONTH)) == []


def test_who_waited_hears_that_it_is_in(edition):
    make_entry(edition, status="held", reader=make_reader(), is_verified=True)
    call_command("parenting_rules")
    assert [message.subject for message in deliver_all()] == ["Your link is in: Tuesday link-up 45"]
