"""Nothing that identifies a reader leaves: every anonymous answer, and every log, is searched.

What is planted: an e-mail address, the digests of it that anyone could make, the address of a
connection, a user agent, who reported, and what the database itself keeps of all that.
"""

from __future__ import annotations

import logging

import pytest
from django.core.management import call_command
from django.test import Client

from tests.comments import BASE, COMMENTS, Browser
from tests.factories import make_article, make_comment, make_contributor, make_token, make_user
from tests.traces import (
    ADDRESS,
    AGENT,
    CONNECTION,
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
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.models import CommentReport, ReaderComment
from wagtail_parenting.readers import notices
from wagtail_parenting.readers.models import Notice, Reader

pytestmark = pytest.mark.django_db

GONE = "Goes, with replies"


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "REPORTS_TO_HIDE": 9}


@pytest.fixture
def planted(section):
    """A page with everything that a reader can leave behind; what to look for."""
    editor = account("chief", STAFF_ADDRESS)
    nosy = account(REPORTER, REPORTER_ADDRESS, superuser=False)
    author = make_contributor("Ida Brandt", user=editor)
    article = make_article(section, "Naps", comments_approval="none", authors=[author])
    writer = Browser(sender())
    written = {"email": ADDRESS, "website": "https://blog.example/", "notify": "thread"}
    first = writer.comment(article, "Stays", **written).json()["id"]
    gone = writer.comment(article, GONE, **written).json()["id"]
    writer.comment(article, "Held", **written)
    redacted = writer.comment(article, "Redacted", **written).json()["id"]
    for parent in (first, gone):
        Browser(bearer=make_token(editor)).comment(article, "An answer of ours", parent=parent)
    Browser(sender(), bearer=make_token(nosy)).send(
        "POST", f"{COMMENTS}{first}/report/", {"reason": "other", "text": DETAILS}
    )
    writer.send("POST", f"{COMMENTS}{first}/like/")
    writer.send("DELETE", f"{COMMENTS}{gone}/")
    actions.redact(comment_id=redacted, actor=editor, body="Cleaned")
    make_comment(article, "Held", status="held", reader=Reader.objects.get(), owner="x" * 22)
    assert CommentReport.objects.count() == 1
    kept = ReaderComment.objects.values_list("ip_key", "owner", "nonce", "input_digest")
    wanted = needles(kept, CommentReport.objects.values_list("reporter"), [[GONE]])
    return article, wanted


def addresses_of_comments(article):
    ids = list(ReaderComment.objects.values_list("pk", flat=True))
    yield from (f"{COMMENTS}?page={article.pk}&order={order}" for order in ("newest", "top"))
    yield from (f"{COMMENTS}?page={article.pk}&around={pk}" for pk in ids)
    yield from ("/api/v2/pages/", f"/api/v2/pages/{article.pk}/", "/api/v2/pages/?fields=*")
    yield from ("/api/v2/pages/find/?html_path=/sleep/naps/", "/api/v2/pages/99999/")
    yield f"/api/v2/reader_comments/?page={article.pk}"
    yield "/api/v2/reader_comments/?fields=email"
    yield from (f"/api/v2/reader_comments/{pk}/" for pk in ids)
    yield from ("/sitemap.xml", "/parenting/reader/", "/parenting/reader/confirm/?token=x")
    yield "/parenting/reader/unsubscribe/?token=x"
    yield from ("/api/v3/openapi.json", "/sleep/naps/")


def test_no_anonymous_answer_names_a_reader(planted, client, caplog):
    article, wanted = planted
    caplog.set_level(logging.DEBUG)
    document = client.get("/api/v3/openapi.json").json()
    comments = list(ReaderComment.objects.values_list("pk", flat=True))
    ids = {"comment_id": comments, "page_id": [article.pk], "id": [article.pk]}
    good = {"page": article.pk, "path": "/sleep/naps/", "q": "naps", "type": "page"}
    asked = [
        *requests_of_a_stranger(document, ids, good),
        *(("GET", address) for address in addresses_of_comments(article)),
    ]
    assert len(asked) > 100
    for method, address in asked:
        told = all_that_is_told(method, address)
        assert not found(wanted, told), (method, address, told[:500])
    assert not found(wanted, caplog.text)


def test_others_with_a_token_learn_no_more(planted):
    article, wanted = planted
    other = Browser()
    other.comment(article, "Me too", email="other@example.org")
    for path in (f"{COMMENTS}?page={article.pk}", f"{BASE}readers/me/", f"{COMMENTS}latest/"):
        said = other.get(path).content.decode()
        assert not found(wanted, said), path


def test_a_moderator_over_the_api_sees_no_address(planted):
    _article, wanted = planted
    team = Browser(bearer=make_token(make_user("mo")))
    for status in ("held", "approved", "withdrawn"):
        said = team.get(f"{COMMENTS}moderation/", status=status).content.decode()
        assert not found(wanted - {GONE}, said)


def test_logs_of_mails_and_tasks_name_nobody(planted, caplog, monkeypatch):
    _article, wanted = planted
    caplog.set_level(logging.DEBUG)

    def refuses(mail):
        raise OSError(f"550 <{mail.to}>: no such user")

    monkeypatch.setattr(notices, "send", refuses)
    assert Notice.objects.exists()
    for row in list(Notice.objects.values_list("kind", "subject", "recipient")):
        notices.deliver.func(*row)
    call_command("parenting_tick")
    call_command("parenting_recount")
    call_command("parenting_rules", "--dry-run")
    assert "could not be sent" in caplog.text
    assert not found(wanted, caplog.text)


def test_the_audit_log_and_the_search_index_hold_none_of_it(planted):
    from wagtail.models import ModelLogEntry
    from wagtail.search.models import IndexEntry

    _article, wanted = planted
    kept = str(list(ModelLogEntry.objects.values())) + str(list(IndexEntry.objects.values()))
    hidden = {needle for needle in wanted if ADDRESS.lower() in needle.lower()}
    assert not found(hidden | {CONNECTION, AGENT}, kept)


def test_a_forwarded_address_counts_only_behind_proxies_of_ours(section, settings):
    article = make_article(section, "Naps", comments_approval="none")

    def key_of(forwarded, **headers):
        browser = Browser(Client(REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR=forwarded))
        pk = browser.comment(article, f"From {forwarded} {headers}").json()["id"]
        return ReaderComment.objects.get(pk=pk).ip_key

    assert key_of("203.0.113.1") == key_of("203.0.113.2")
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "TRUSTED_PROXIES": 1}
    assert key_of("1.2.3.4, 203.0.113.1") == key_of("6.7.8.9, 203.0.113.1")
    assert key_of("203.0.113.1") != key_of("203.0.113.2")


def test_a_login_that_is_an_address_is_nobodys_name(section):
    user = make_user("mara@example.org")
    browser = Browser(bearer=make_token(user))
    article = make_article(section, "Signed in")
    answer = browser.comment(article, "Hello", name="Dr Somebody Else")
    assert answer.json()["author"]["name"] == "The team"
    assert "mara@example.org" not in Browser().get(COMMENTS, page=article.pk).text
