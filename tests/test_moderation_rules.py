"""The rules that decide what waits, each by itself, and the lists that moderators keep."""

from __future__ import annotations

import base64
import datetime
import json

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.comments import COMMENTS, Browser
from tests.factories import make_article, make_comment, make_contributor, make_reader, make_user
from wagtail_parenting.comments import second_opinion
from wagtail_parenting.comments.models import CommentSettings, ReaderComment
from wagtail_parenting.comments.replay import REPLAY
from wagtail_parenting.errors import InvalidInput
from wagtail_parenting.moderation import akismet, block_lists, known_domains, proof, team
from wagtail_parenting.moderation.models import BlockEntry, KnownDomain, Refusal
from wagtail_parenting.moderation.pipeline import (
    Form,
    Hold,
    Pass,
    Recent,
    Rule,
    Spam,
    Submission,
    judge,
    reason,
    would_judge,
)
from wagtail_parenting.moderation.reasons import label
from wagtail_parenting.moderation.rules import akismet as akismet_rule
from wagtail_parenting.moderation.rules import block_lists as block_rule
from wagtail_parenting.moderation.rules import flood, form, links, trust
from wagtail_parenting.moderation.rules import proof as proof_rule
from wagtail_parenting.tokens import keyed_hash

pytestmark = pytest.mark.django_db

MONTH = datetime.timedelta(days=30)


class Past:
    """A history that says what it is told to."""

    def __init__(self, *, has_approved=False, **recent):
        self.recent = Recent(**recent)
        self.has_approved = has_approved


def sent(*, past=None, shown=None, **fields):
    values = {"kind": "comment", "approval": "none", "history": past or Past(), **fields}
    return Submission(form=shown, **values)


def shown(**fields):
    return Form(**{"nonce": "n", "seconds_open": 60, **fields})


def word(outcome):
    return outcome.reason if isinstance(outcome, Hold) else None


@pytest.mark.parametrize(("seconds", "reason"), [(0, "too_fast"), (2, "too_fast"), (3, None)])
def test_too_fast(seconds, reason):
    rule = form.TooFast()
    assert word(rule.judge(sent(shown=shown(seconds_open=seconds)))) == reason
    assert rule.judge(sent()) == Pass()  # an edit was not filled in anew


@pytest.mark.parametrize(("honeypot", "reason"), [("", None), ("https://x.example", "honeypot")])
def test_honeypot(honeypot, reason):
    assert word(form.Honeypot().judge(sent(shown=shown(honeypot=honeypot)))) == reason
    assert form.Honeypot().judge(sent()) == Pass()


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        ({}, None),
        ({"from_connection": 20}, "flood"),
        ({"from_connection": 19}, None),
        ({"to_page": 30}, "busy_page"),
        ({"to_page": 29}, None),
    ],
)
def test_flood(past, reason):
    assert word(flood.Flood().judge(sent(past=Past(**past), shown=shown()))) == reason
    assert flood.Flood().judge(sent(past=Past(**past))) == Pass()


def test_duplicate():
    rule, past = flood.Duplicate(), Past(has_same=True)
    assert word(rule.judge(sent(past=past, shown=shown()))) == "duplicate"
    assert rule.judge(sent(past=past)) == Pass()
    assert rule.judge(sent(shown=shown())) == Pass()


def test_links_by_number_and_by_domain(settings):
    one, three = ["https://a.example/1"], [f"https://a.example/{n}" for n in range(3)]
    assert links.Links().judge(sent(links=one)) == Pass()
    assert links.Links().judge(sent(links=three)) == Hold("links", "3")
    rule = links.NewLinkDomain()
    assert rule.judge(sent(links=one)) == Hold("new_link_domain", "a.example")
    known_domains.remember(["https://www.a.example/other"])
    assert rule.judge(sent(links=one)) == Pass()
    settings.WAGTAIL_PARENTING = {"HOLD_NEW_LINK_DOMAINS": False}
    assert rule.judge(sent(links=["https://b.example/"])) == Pass()


@pytest.mark.parametrize(
    ("approval", "verified", "approved_before", "reason"),
    [
        ("all", True, True, "approval"),
        ("newcomers", True, True, None),
        ("newcomers", True, False, "newcomer"),
        ("newcomers", False, True, "newcomer"),
        ("none", False, False, None),
    ],
)
def test_approval_modes(approval, verified, approved_before, reason):
    submission = sent(
        approval=approval, is_verified=verified, past=Past(has_approved=approved_before)
    )
    assert word(trust.ApprovalMode().judge(submission)) == reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *(("Ida Brandt", "borrowed_name"), ("  IDA   BRANDT ", "borrowed_name")),
        *(("Ida Bra\u200bndt", "borrowed_name"), ("Idа Brаndt", "borrowed_name")),  # Cyrillic а
        *(("Ida Brandl", None), ("", None)),
    ],
)
def test_names_of_the_team(name, reason):
    make_contributor("Ida Brandt")
    assert word(trust.BorrowedIdentity().judge(sent(name=name))) == reason


def test_addresses_of_the_team():
    user = make_user("ida")
    user.email = "Ida@Example.org"
    user.save()
    rule = trust.BorrowedIdentity()
    guest = sent(name="Someone", address="ida@example.org")
    assert rule.judge(guest) == Hold("borrowed_address")
    assert rule.judge(sent(address="ida@example.org", is_verified=True)) == Pass()
    assert team.member_with("ida@example.org") == user
    assert team.member_with("other@example.org") is None


# --- Block lists ----------------------------------------------------------------------------------


def blocked(**fields):
    values = {"name": "Ann", "address": "ann@mail.example", "text": "Hello there", **fields}
    return block_rule.BlockLists().judge(sent(**values))


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("email", "Ann@Mail.example", "blocked_address"),
        ("email", "bea@mail.example", None),
        ("domain", "mail.example", "blocked_domain"),
        ("domain", "@mail.example", "blocked_domain"),
        ("domain", "https://spam.example/", "blocked_domain"),
        ("domain", "pills.spam.example", None),
        ("word", "HELLO there", "blocked_word"),
        ("word", "ell", None),
        ("word", "ann", "blocked_word"),
    ],
)
def test_what_is_on_a_block_list(kind, value, reason):
    block_lists.block(kind=kind, value=value)
    found = blocked(links=["https://shop.spam.example/x"])
    assert word(found) == reason
    assert isinstance(found, Spam) is (reason is not None)


def test_a_word_matches_as_a_whole_in_any_case_and_beside_anything_but_letters():
    block_lists.block(kind="word", value="casino")
    for text, is_found in [
        *(("Casino!", True), ("(casino)", True), ("ca\u2173ino", False), ("ＣＡＳＩＮＯ", True)),
        *(("casinos", False), ("my casinos casino", True), ("cas\nino", False)),
    ]:
        assert (word(blocked(text=text)) == "blocked_word") is is_found, text


def test_a_connection_is_known_by_its_hash_alone():
    key = keyed_hash("connection", "203.0.113.9")
    block_lists.block(kind="connection", value="Connection of comment 7", key=key)
    assert word(blocked(connections=[key])) == "blocked_connection"
    assert word(blocked(connections=[keyed_hash("connection", "203.0.113.10")])) is None


def test_the_severest_entry_counts_and_old_ones_do_not():
    past = timezone.now() - datetime.timedelta(minutes=1)
    block_lists.block(kind="word", value="hello", effect="hold")
    assert blocked() == Hold("blocked_word", "hello")
    entry = block_lists.block(kind="email", value="ann@mail.example", effect="spam")
    assert blocked() == Spam("blocked_address", "")  # an address is not for every moderator
    BlockEntry.objects.filter(pk=entry.pk).update(expires_at=past)
    assert blocked() == Hold("blocked_word", "hello")


@pytest.mark.parametrize(
    ("kind", "value"),
    [("email", "nobody"), ("domain", "co.uk"), ("domain", "a b"), ("word", "  "), ("domain", "")],
)
def test_what_cannot_be_blocked_is_said(kind, value):
    with pytest.raises(ValueError, match=r"e-mail address|Give a"):
        block_lists.block(kind=kind, value=value)
    assert not BlockEntry.objects.exists()


def test_blocking_twice_changes_the_entry():
    for effect in ("hold", "spam"):
        block_lists.block(kind="domain", value="spam.example", effect=effect)
    assert [entry.effect for entry in BlockEntry.objects.all()] == ["spam"]


def test_a_blocked_address_of_an_erased_reader_still_works():
    block_lists.block(kind="email", value="ann@mail.example", note="Ann sells")
    block_lists.forget_address("ann@mail.example")
    entry = BlockEntry.objects.get()
    assert (entry.value, entry.note) == ("", "")
    assert "ann" not in entry.key
    assert word(blocked()) == "blocked_address"


def test_known_domains_are_registrable_ones():
    known_domains.remember(["https://a.blogspot.com/1", "https://10.0.0.1/", "mailto:x@y.example"])
    known_domains.remember(["https://a.blogspot.com/2", "https://www.b.co.uk/"])
    assert set(KnownDomain.objects.values_list("name", flat=True)) == {"a.blogspot.com", "b.co.uk"}
    assert known_domains.unknown_domains(["https://c.blogspot.com/"]) == ["c.blogspot.com"]


# --- All together ---------------------------------------------------------------------------------


class NoCats(Rule):
    """A rule of a site's own."""

    name = "no_cats"

    def judge(self, submission):
        return Hold(self.name, "meow") if "cat" in submission.text else Pass()


class Refuses(Rule):
    name = "refuses"

    def judge(self, submission):
        raise InvalidInput("No.")


HERE = "tests.test_moderation_rules"


def test_a_site_adds_its_own_rule(settings, section):
    settings.WAGTAIL_PARENTING = {"MODERATION_RULES": [f"{HERE}.NoCats"]}
    article = make_article(section, "Naps", comments_approval="none")
    assert Browser().comment(article, "A dog").json()["status"] == "approved"
    assert Browser().comment(article, "A cat").json()["status"] == "held"
    assert ReaderComment.objects.latest("pk").reasons == [{"reason": "no_cats", "note": "meow"}]
    assert label("no_cats") == "No cats"


def test_every_reason_is_kept_and_spam_outweighs():
    block_lists.block(kind="word", value="pills", effect="spam")
    verdict = judge(
        sent(text="Pills", links=[f"https://p{n}.example" for n in range(3)], approval="all")
    )
    assert verdict.status == "spam"
    assert verdict.words == {"blocked_word", "links", "new_link_domain", "approval"}


def test_what_would_be_refused_now_is_held_when_it_is_there_already(settings):
    settings.WAGTAIL_PARENTING = {"MODERATION_RULES": [f"{HERE}.Refuses"]}
    with pytest.raises(InvalidInput):
        judge(sent())
    assert would_judge(sent()).reasons == [{"reason": "invalid_input", "note": ""}]


# --- Proof of work --------------------------------------------------------------------------------


def solve(challenge):
    altcha = pytest.importorskip("altcha")
    made = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(made)
    return altcha.Payload(challenge=made, solution=solution).to_base64()


@pytest.fixture
def riddles(settings):
    pytest.importorskip("altcha")
    settings.WAGTAIL_PARENTING = {"PROOF_OF_WORK": 1, "FORM_MIN_SECONDS": 0}


def test_a_riddle_is_solved_once(riddles):
    payload = solve(proof.challenge())
    assert proof.is_solved(payload)
    assert not proof.is_solved(payload)


@pytest.mark.parametrize("payload", ["", "e30=", "%%%", "x" * 5000, "bnVsbA==", "WzFd"])
def test_what_solves_nothing(riddles, payload):
    assert not proof.is_solved(payload)


def test_an_altered_or_foreign_riddle_solves_nothing(riddles, settings):
    payload = solve(proof.challenge())
    inside = json.loads(base64.b64decode(payload))
    inside["challenge"]["parameters"]["expiresAt"] = 4102444800
    assert not proof.is_solved(base64.b64encode(json.dumps(inside).encode()).decode())
    settings.SECRET_KEY = "another"
    assert not proof.is_solved(payload)


def test_a_riddle_outlives_the_key_that_it_was_made_with(riddles, settings):
    payload = solve(proof.challenge())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert proof.is_solved(payload)


def test_a_form_without_a_solved_riddle_is_refused_by_name(riddles, section):
    article = make_article(section, "Naps")
    guest = Browser()
    riddle = guest.get(f"{COMMENTS}form/", page=article.pk).json()["altcha"]
    refused = guest.comment(article)
    assert refused.status_code == 422
    assert [error["loc"] for error in refused.json()["errors"]] == [["body", "altcha"]]
    assert Refusal.objects.get(reason="unsolved_proof").count == 1
    assert guest.comment(article, altcha=solve(riddle)).status_code == 201
    assert proof_rule.ProofOfWork().judge(sent()) == Pass()  # an edit solves nothing


def test_without_the_setting_nobody_solves_anything(section):
    article = make_article(section, "Naps")
    assert Browser().get(f"{COMMENTS}form/", page=article.pk).json()["altcha"] is None


# --- Akismet --------------------------------------------------------------------------------------


@pytest.fixture
def service(settings, monkeypatch):
    """The service as a function: what it is told, and what it answers."""
    settings.WAGTAIL_PARENTING = {"AKISMET_KEY": "key", "FORM_MIN_SECONDS": 0}
    told = []

    class Service:
        answer = False

        def is_spam(self, **words):
            told.append(words)
            return self.answer

    known = Service()
    known.told = told
    monkeypatch.setattr("wagtail_parenting.moderation.akismet.is_spam", known.is_spam)
    return known


@pytest.mark.parametrize(
    ("answer", "status", "reasons"),
    [
        (False, "approved", []),
        (True, "spam", [{"reason": "akismet_spam", "note": ""}]),
        (None, "held", [{"reason": "akismet", "note": ""}]),
    ],
)
def test_what_the_service_says_decides(service, section, answer, status, reasons):
    from wagtail_parenting.comments.second_opinion import ask

    service.answer = answer
    article = make_article(section, "Naps", comments_approval="none")
    assert Browser().comment(article, "Hello").json()["status"] == "held"
    assert service.told == []  # not in the request
    comment = ReaderComment.objects.get()
    ask.call(comment.pk)
    comment.refresh_from_db()
    assert (comment.status, comment.reasons) == (status, reasons)
    (told,) = service.told
    assert told["text"] == "Hello"
    assert "ann@example.org" not in str(told)


def test_other_reasons_stay(service, section):
    from wagtail_parenting.comments.second_opinion import ask

    article = make_article(section, "Naps")
    Browser().comment(article, "Hello")
    comment = ReaderComment.objects.get()
    ask.call(comment.pk)
    comment.refresh_from_db()
    assert (comment.status, comment.reasons) == ("held", [{"reason": "newcomer", "note": ""}])


def test_a_moderator_who_is_faster_has_decided(service, section):
    from wagtail_parenting.comments.actions import approve
    from wagtail_parenting.comments.second_opinion import ask

    service.answer = True
    article = make_article(section, "Naps", comments_approval="none")
    Browser().comment(article, "Hello")
    comment = ReaderComment.objects.get()
    approve(comment_id=comment.pk, actor=make_user())
    ask.call(comment.pk)
    comment.refresh_from_db()
    assert comment.status == "approved"
    assert service.told == []


def test_the_rule_asks_of_edits_too_but_not_of_the_past_nor_without_a_key(settings, service):
    rule = akismet_rule.Akismet()
    assert rule.judge(sent(shown=shown())) == Hold("akismet")
    assert rule.judge(sent()) == Hold("akismet")
    assert rule.judge(sent(is_replayed=True)) == Pass()
    settings.WAGTAIL_PARENTING = {}
    assert rule.judge(sent(shown=shown())) == Pass()


# --- The past again -------------------------------------------------------------------------------


def test_stored_comments_go_through_the_rules_again(section, capsys):
    from django.core.management import call_command

    article = make_article(section, "Naps", comments_approval="none")
    fine = make_comment(article, "Fine")
    bad = make_comment(article, "Buy pills")
    cleared = make_comment(article, "More pills", cleared=True)
    ours = make_comment(article, "No pills", badge="team")
    held = make_comment(article, "Waits", status="held")
    old = make_comment(article, "Pills then")
    month = timezone.now() - datetime.timedelta(days=40)
    ReaderComment.objects.filter(pk=old.pk).update(created_at=month)
    block_lists.block(kind="word", value="pills", effect="spam")

    call_command("parenting_rules", "--dry-run")
    printed = capsys.readouterr().out
    assert f"comment {bad.pk}: approved → spam (blocked_word)" in printed
    assert f"comment {held.pk}: held → approved (nothing against it)" in printed
    assert "2 comments and 0 entries would change." in printed
    before = {row.pk: row.status for row in ReaderComment.objects.all()}
    assert before[bad.pk] == "approved"

    call_command("parenting_rules", "--since", "30d")
    after = {row.pk: row.status for row in ReaderComment.objects.all()}
    assert after == {**before, bad.pk: "spam", held.pk: "approved"}
    assert {after[row.pk] for row in (fine, cleared, ours, old)} == {"approved"}


@pytest.mark.parametrize("why", ["moderator", "reported", "honeypot", "duplicate", "akismet_spam"])
def test_what_no_rule_can_see_again_goes_on_waiting(section, why):
    article = make_article(section, "Naps", comments_approval="none")
    held = make_comment(article, "Waits", status="held", reasons=[reason(why), reason("newcomer")])
    assert list(REPLAY.changes(MONTH)) == []
    block_lists.block(kind="word", value="waits", effect="spam")
    [change] = REPLAY.changes(MONTH)
    assert (change.verdict.status, change.verdict.words) == ("spam", {why, "blocked_word"})
    REPLAY.apply(change)
    entry = ModelLogEntry.objects.get(object_id=str(held.pk))
    assert (entry.action, entry.user_id) == ("parenting.comment.spam", None)


def test_newcomers_are_told_from_others_when_the_rules_are_asked_again(section):
    article = make_article(section, "Naps")
    CommentSettings.objects.create(site=article.get_site(), approval="newcomers")
    reader = make_reader()
    make_comment(article, "First", reader=reader, is_verified=True, cleared=True)
    second = make_comment(article, "Second", reader=reader, is_verified=True, status="held")
    stranger = make_comment(article, "Who", status="held")
    changes = {change.pk: change.verdict.status for change in REPLAY.changes(MONTH)}
    assert changes == {second.pk: "approved"}
    assert stranger.pk not in changes


def test_what_is_edited_while_akismet_thinks_is_asked_again(settings, section, monkeypatch):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "AKISMET_KEY": "key"}
    article = make_article(section, "Naps", comments_approval="none")
    writer = Browser()
    nice, fast = (writer.comment(article, text).json()["id"] for text in ("Nice", "Nice too"))
    monkeypatch.setattr(akismet, "is_spam", lambda **asked: "pills" in asked["text"])
    second_opinion.ask.func(nice)
    assert ReaderComment.objects.get(pk=nice).status == "approved"
    edited = writer.send("PATCH", f"{COMMENTS}{nice}/", {"body": "Buy pills"}).json()
    assert edited["status"] == "held"

    def racing(**asked):
        writer.send("PATCH", f"{COMMENTS}{fast}/", {"body": "Buy pills too"})
        return "pills" in asked["text"]

    monkeypatch.setattr(akismet, "is_spam", racing)
    second_opinion.ask.func(fast)
    assert ReaderComment.objects.get(pk=fast).status == "held"


@pytest.mark.parametrize(
    "name", ["Νina Μeyer", "Nına Meyer", "Niṇa Meyer", "N1na Meyer", "ꓠina Meyer"]
)
def test_a_name_that_looks_like_one_of_the_team_is_seen_through(site, name):
    make_contributor("Nina Meyer")
    assert team.is_named(name)
    assert not team.is_named("Tina Meyer")


def test_a_blocked_word_is_seen_through_what_draws_nothing(site):
    block_lists.block(kind="word", value="pills", effect="spam")
    found = block_lists.matching(address="", links=[], text="Buy pi\u200blls", connections=[])
    assert found is not None
