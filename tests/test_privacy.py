"""Nothing that identifies a reader leaves: every anonymous answer, and every log, is searched.

What is planted: an e-mail address, the digests of it that anyone could make, the address of a
connection, a user agent, who reported, and what the database itself keeps of all that.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import urllib.parse

import pytest
from django.core.management import call_command
from django.test import Client

from tests.comments import BASE, COMMENTS, Browser
from tests.factories import make_article, make_comment, make_contributor, make_token, make_user
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.models import CommentReport, ReaderComment
from wagtail_parenting.readers import notices
from wagtail_parenting.readers.models import Notice, Reader

pytestmark = pytest.mark.django_db

ADDRESS = "Planted.Secret@Mail.Example"
CONNECTION = "203.0.113.77"
AGENT = "PlantedBrowser/9.75"
REPORTER, REPORTER_ADDRESS = "nosy-reporter", "nosy@reporter.example"
STAFF_ADDRESS = "editor-in-chief@staff.example"
DETAILS = "I am her neighbour"
DIGESTS = ("md5", "sha1", "sha256", "sha512", "blake2b")


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0, "REPORTS_TO_HIDE": 9}


def traces(text):
    """``text`` in every spelling in which it could go out."""
    for spelling in {text, text.lower(), text.strip().casefold()}:
        raw = spelling.encode()
        yield spelling
        yield urllib.parse.quote(spelling, safe="")
        yield spelling.replace("@", "&#64;")
        yield base64.b64encode(raw).decode().rstrip("=")
        for name in DIGESTS:
            made = hashlib.new(name, raw)
            yield made.hexdigest()
            yield base64.b64encode(made.digest()).decode().rstrip("=")


def account(name, address, **fields):
    user = make_user(name, **fields)
    user.email = address
    user.save()
    return user


@pytest.fixture
def planted(section):
    """A page with everything that a reader can leave behind; the needles."""
    editor = account("chief", STAFF_ADDRESS)
    nosy = account(REPORTER, REPORTER_ADDRESS, superuser=False)
    author = make_contributor("Ida Brandt", user=editor)
    article = make_article(section, "Naps", comments_approval="none", authors=[author])
    sender = Browser(Client(REMOTE_ADDR=CONNECTION, HTTP_USER_AGENT=AGENT))
    written = {"email": ADDRESS, "website": "https://blog.example/", "notify": "thread"}
    first = sender.comment(article, "Stays", **written).json()["id"]
    gone = sender.comment(article, "Goes, with replies", **written).json()["id"]
    sender.comment(article, "Held", **written)
    redacted = sender.comment(article, "Redacted", **written).json()["id"]
    for parent in (first, gone):
        Browser(bearer=make_token(editor)).comment(article, "An answer of ours", parent=parent)
    Browser(Client(REMOTE_ADDR=CONNECTION, HTTP_USER_AGENT=AGENT), bearer=make_token(nosy)).send(
        "POST", f"{COMMENTS}{first}/report/", {"reason": "other", "text": DETAILS}
    )
    sender.send("POST", f"{COMMENTS}{first}/like/")
    sender.send("DELETE", f"{COMMENTS}{gone}/")
    actions.redact(comment_id=redacted, actor=editor, body="Cleaned")
    make_comment(article, "Held", status="held", reader=Reader.objects.get(), owner="x" * 22)
    assert CommentReport.objects.count() == 1
    needles = {
        trace
        for text in (ADDRESS, CONNECTION, AGENT, REPORTER_ADDRESS, STAFF_ADDRESS)
        for trace in traces(text)
    }
    needles |= {REPORTER, DETAILS, "Goes, with replies"}
    for fields in ReaderComment.objects.values_list("ip_key", "owner", "nonce", "input_digest"):
        needles |= {field for field in fields if field}
    needles |= set(CommentReport.objects.values_list("reporter", flat=True))
    return article, sender, {needle for needle in needles if len(needle) > 6}


def requests_of_a_stranger(article, document):
    """(method, address, body) of all that anyone may ask, with values good and bad."""
    ids = list(ReaderComment.objects.values_list("pk", flat=True))
    good = {"page": article.pk, "path": "/sleep/naps/", "q": "naps", "type": "page"}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            named = {found["name"] for found in operation.get("parameters", ())}
            queries = [
                {name: value for name, value in good.items() if name in named},
                {"nonsense": ADDRESS.split("@")[0][:4]},
            ]
            queries += [{"page": article.pk, "order": order} for order in ("newest", "top")] * (
                path == COMMENTS and method == "get"
            )
            queries += [{"page": article.pk, "around": pk} for pk in ids] * (path == COMMENTS)
            for pk in ids if "{comment_id}" in path else [article.pk]:
                for query in queries:
                    address = path.replace("{comment_id}", str(pk))
                    address = address.replace("{page_id}", str(pk)).replace("{id}", str(pk))
                    yield method.upper(), f"{address}?{urllib.parse.urlencode(query)}"
    for address in (
        *("/api/v2/pages/", f"/api/v2/pages/{article.pk}/", "/api/v2/pages/?fields=*"),
        *("/api/v2/pages/find/?html_path=/sleep/naps/", "/api/v2/pages/99999/"),
        *(f"/api/v2/reader_comments/?page={article.pk}", "/api/v2/reader_comments/?fields=email"),
        *(f"/api/v2/reader_comments/{pk}/" for pk in ids),
        *("/sitemap.xml", "/parenting/reader/", "/parenting/reader/confirm/?token=x"),
        *("/parenting/reader/unsubscribe/?token=x", "/api/v3/openapi.json", "/sleep/naps/"),
    ):
        yield "GET", address


def test_no_anonymous_answer_names_a_reader(planted, client, caplog, capsys):
    article, _sender, needles = planted
    caplog.set_level(logging.DEBUG)
    document = client.get("/api/v3/openapi.json").json()
    asked = 0
    for method, address in requests_of_a_stranger(article, document):
        if "/pages/" in address and method != "GET":
            continue
        answer = Client().generic(method, address, "{}", content_type="application/json")
        assert answer.status_code < 500, (method, address)
        said = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        told = f"{said}\n{answer.headers}\n{answer.cookies}"
        found = [needle for needle in needles if needle in told]
        assert not found, (method, address, found, said[:500])
        asked += 1
    assert asked > 100
    assert not [needle for needle in needles if needle in caplog.text]


def test_others_with_a_token_learn_no_more(planted):
    article, _sender, needles = planted
    other = Browser()
    other.comment(article, "Me too", email="other@example.org")
    for path in (f"{COMMENTS}?page={article.pk}", f"{BASE}readers/me/", f"{COMMENTS}latest/"):
        said = other.get(path).content.decode()
        assert not [needle for needle in needles if needle in said], path


def test_a_moderator_over_the_api_sees_no_address(planted):
    _article, _sender, needles = planted
    team = Browser(bearer=make_token(make_user("mo")))
    for status in ("held", "approved", "withdrawn"):
        said = team.get(f"{COMMENTS}moderation/", status=status).content.decode()
        hits = [needle for needle in needles - {"Goes, with replies"} if needle in said]
        assert not hits


def test_logs_of_mails_and_tasks_name_nobody(planted, caplog, monkeypatch):
    _article, _sender, needles = planted
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
    assert not [needle for needle in needles if needle in caplog.text]


def test_the_audit_log_and_the_search_index_hold_none_of_it(planted):
    from wagtail.models import ModelLogEntry
    from wagtail.search.models import IndexEntry

    _article, _sender, needles = planted
    kept = str(list(ModelLogEntry.objects.values())) + str(list(IndexEntry.objects.values()))
    hidden = {needle for needle in needles if ADDRESS.lower() in needle.lower()}
    assert not [needle for needle in hidden | {CONNECTION, AGENT} if needle in kept]


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
