"""Comments of a page that is not public are not there, at any door; what moves, copies and goes."""

from __future__ import annotations

import datetime
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction

from tests.comments import BASE, COMMENTS, Browser, ids
from tests.factories import (
    article_model,
    make_article,
    make_comment,
    make_section,
    make_site,
    make_translation,
    page_model,
    restrict,
)
from wagtail_parenting.comments import actions
from wagtail_parenting.comments.models import CommentLike, CommentReport, ReaderComment
from wagtail_parenting.headless.models import PageStamp

pytestmark = pytest.mark.django_db

NOWHERE = 2**31 - 1


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


def hide(article, how, section):
    if how == "draft":
        article.unpublish()
    elif how == "expired":
        article.expire_at = timezone.now() - datetime.timedelta(hours=1)
        article.save()
    elif how == "private":
        restrict(article)
    elif how == "below a private page":
        restrict(section)
    elif how == "outside every site":
        article.move(section.get_site().root_page.get_parent(), pos="last-child")
    elif how == "another site":
        other = make_site("other.example", frontend="https://other.example", default=False)
        article.move(make_section(other), pos="last-child")


def answers(browser, page_id, comment_id, token, site):
    written = {"page": page_id, "name": "A", "email": "a@example.org", "body": "x"}
    there = f"{COMMENTS}{comment_id}/"
    yield browser.get(COMMENTS, page=page_id, **site)
    yield browser.get(f"{COMMENTS}form/", page=page_id, **site)
    yield browser.get(there, **site)
    yield browser.get(f"{there}replies/", **site)
    on_site = f"?{urlencode(site)}"
    yield browser.send("POST", f"{COMMENTS}{on_site}", {**written, "form_token": token})
    yield browser.send("POST", f"{there}like/{on_site}")
    yield browser.send("DELETE", f"{there}like/{on_site}")
    yield browser.send("POST", f"{there}report/{on_site}", {"reason": "spam"})


@pytest.mark.parametrize(
    "how",
    [
        *("draft", "expired", "private", "below a private page"),
        *("outside every site", "another site"),
    ],
)
def test_what_is_not_public_looks_like_what_does_not_exist(section, article, how):
    comment = make_comment(article, "Not for you")
    browser = Browser()
    token = browser.form(article)
    hide(article, how, section)
    site = {"site": "localhost"} if how == "another site" else {}
    hidden = list(answers(browser, article.pk, comment.pk, token, site))
    none = list(answers(browser, NOWHERE, NOWHERE, token, site))
    for one, other in zip(hidden, none, strict=True):
        assert one.status_code == other.status_code == 404
        assert one.content == other.content
        assert sorted(one.headers) == sorted(other.headers)
    assert browser.get(f"{COMMENTS}counts/", page=article.pk).json() == {"items": []}
    assert browser.get(f"{COMMENTS}latest/").json()["items"] == []
    assert not CommentLike.objects.exists()
    assert not CommentReport.objects.exists()
    assert ReaderComment.objects.count() == 1


@pytest.mark.parametrize("around", [False, True])
def test_what_was_found_and_kept_is_gone_when_it_expires(monkeypatch, section, article, around):
    comment = make_comment(article)
    asked = {"page": article.pk, **({"around": comment.pk} if around else {})}
    article.expire_at = timezone.now() + datetime.timedelta(hours=1)
    article.save()
    for _time in range(2):
        assert ids(Browser().get(COMMENTS, **asked).json()) == [comment.pk]
    later = timezone.now() + datetime.timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Browser().get(COMMENTS, **asked).status_code == 404


def test_a_page_without_comments_has_none(section):
    assert Browser().get(COMMENTS, page=section.pk).status_code == 404


def test_a_site_is_asked_by_host_or_by_name(section, article):
    other = make_site("other.example", frontend="https://other.example", default=False)
    elsewhere = make_article(make_section(other), "Elsewhere")
    comment = make_comment(elsewhere)
    browser = Browser()
    assert browser.get(COMMENTS, page=elsewhere.pk).status_code == 404
    listed = browser.get(COMMENTS, page=elsewhere.pk, site="other.example").json()
    assert ids(listed) == [comment.pk]
    url = listed["items"][0]["meta"]["html_url"]
    assert url == f"https://other.example/sleep/elsewhere/#comment-{comment.pk}"
    assert ids(browser.get(f"{COMMENTS}latest/", site="other.example").json()) == [comment.pk]
    assert browser.get(COMMENTS, page=elsewhere.pk, site="nowhere").status_code == 400


def test_the_address_of_a_comment_leads_to_it_whatever_site_it_stands_on(client, section):
    other = make_site("other.example", frontend="https://other.example", default=False)
    elsewhere = make_article(make_section(other), "Elsewhere")
    comment = make_comment(elsewhere)
    make_comment(elsewhere, parent=comment)
    listed = Browser().get(COMMENTS, page=elsewhere.pk, site="other.example").json()
    for url in (listed["items"][0]["meta"]["detail_url"], f"/api/v2/reader_comments/{comment.pk}/"):
        path = urlsplit(url).path
        found = client.get(path)
        assert found.json()["meta"]["html_url"] == listed["items"][0]["meta"]["html_url"]
        assert client.get(path, {"site": "other.example"}).json() == found.json()
        assert client.get(path, {"site": "localhost"}).status_code == 404
        elsewhere.title += "!"
        elsewhere.save_revision().publish()
        again = client.get(path, headers={"If-None-Match": found["ETag"]})
        assert again.json()["page"]["title"] == elsewhere.title
    assert len(Browser().get(f"{COMMENTS}{comment.pk}/replies/").json()["items"]) == 1


def test_moved_and_renamed_it_keeps_its_thread(section, article):
    comment = make_comment(article)
    article.slug = "short-sleep"
    article.save()
    article.move(make_section(section.get_site(), "Rest"), pos="last-child")
    listed = Browser().thread(article)
    assert ids(listed) == [comment.pk]
    assert listed["items"][0]["page"]["path"] == "/rest/short-sleep/"


def test_copied_it_starts_empty(article):
    make_comment(article)
    copy = article.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True)
    assert Browser().thread(copy)["items"] == []
    assert not PageStamp.objects.filter(pk=copy.pk, comments__gt=0).exists()


def test_published_again_it_keeps_one_thread(article):
    comment = make_comment(article)
    article.title = "Naps again"
    article.save_revision().publish()
    assert ids(Browser().thread(article)) == [comment.pk]
    assert ReaderComment.objects.count() == 1


def test_a_translation_has_a_thread_of_its_own(settings, site):
    settings.WAGTAIL_I18N_ENABLED = True
    section = make_section(site)
    article = make_article(section, "Naps")
    make_translation(site.root_page.specific, "Startseite")
    make_translation(section, "Schlaf")
    german = make_translation(article, "Schläfchen")
    make_comment(article)
    assert Browser().thread(german)["items"] == []


def test_an_alias_shows_its_sources_thread(site, section, article):
    alias = article.create_alias(parent=make_section(site, "Rest"), update_slug="naps-again")
    again = alias.create_alias(parent=site.root_page, update_slug="naps-once-more")
    comment = make_comment(article)
    browser = Browser()
    for page in (alias, again):
        assert ids(browser.thread(page)) == [comment.pk]
        assert browser.thread(page)["items"][0]["page"]["id"] == article.pk
        [counted] = browser.get(f"{COMMENTS}counts/", page=page.pk).json()["items"]
        assert counted == {"page": page.pk, "count": 1, "thread_count": 1}
        payload = browser.get(f"/api/v3/pages/{page.pk}/").json()["comments"]
        assert (payload["count"], payload["thread_count"]) == (1, 1)
    sent = browser.comment(again, "Through an alias").json()
    assert sent["page"]["id"] == article.pk
    assert ReaderComment.objects.get(pk=sent["id"]).page_id == article.pk


def test_what_is_written_moves_the_versions_of_aliases_too(site, section, article, client):
    alias = article.create_alias(parent=make_section(site, "Rest"), update_slug="naps-again")
    again = alias.create_alias(parent=site.root_page, update_slug="naps-once-more")
    urls = [f"{BASE}resolve/?page={page.pk}" for page in (article, alias, again)]
    tags = [client.get(url)["ETag"] for url in urls]
    make_comment(article)
    assert all(client.get(url)["ETag"] != tag for url, tag in zip(urls, tags, strict=True))


def by_saving(alias):
    alias.alias_of = None
    alias.save()


def by_wagtails_action(alias):
    ConvertAliasPageAction(alias).execute(skip_permission_checks=True)


@pytest.mark.parametrize("convert", [by_saving, by_wagtails_action])
def test_an_alias_that_becomes_a_page_of_its_own_starts_empty(site, article, convert):
    alias = article.create_alias(parent=site.root_page, update_slug="naps-again")
    again = alias.create_alias(parent=make_section(site, "Rest"), update_slug="naps-once-more")
    make_comment(article)
    convert(alias)
    assert Browser().thread(alias)["items"] == []
    own = make_comment(alias)
    assert ids(Browser().thread(again)) == [own.pk]


def test_an_alias_whose_source_is_deleted_is_a_page_of_its_own(site, section, article):
    alias = article.create_alias(parent=site.root_page, update_slug="naps-again")
    again = alias.create_alias(parent=make_section(site, "Rest"), update_slug="naps-once-more")
    make_comment(article)
    article.delete()
    browser = Browser()
    for page in (alias, again):  # which Wagtail has unpublished
        assert browser.get(COMMENTS, page=page.pk).status_code == 404
    article_model().objects.get(pk=alias.pk).save_revision().publish()
    assert browser.thread(alias)["items"] == []
    sent = browser.comment(again, "Through an alias")
    assert sent.status_code == 201
    assert sent.json()["page"]["id"] == alias.pk
    assert ids(browser.thread(alias)) == [sent.json()["id"]]


def test_an_alias_on_another_site_shows_it_there(site, section, article):
    other = make_site("other.example", frontend="https://other.example", default=False)
    alias = article.create_alias(parent=other.root_page, update_slug="naps")
    comment = make_comment(article)
    browser = Browser()
    assert ids(browser.get(COMMENTS, page=alias.pk, site="other.example").json()) == [comment.pk]
    one = browser.get(f"{COMMENTS}{comment.pk}/", site="other.example").json()
    assert one["meta"]["html_url"].startswith("https://www.example.org/sleep/naps/")
    restrict(article)
    assert browser.get(COMMENTS, page=alias.pk, site="other.example").status_code == 404


@pytest.mark.parametrize("what", ["page", "section", "queryset"])
def test_deleting_a_page_orphans_nothing(section, article, what):
    first = make_comment(article)
    for _number in range(3):
        make_comment(article, parent=first)
    from wagtail_parenting.readers.identity import Who

    actions.like(comment_id=first.pk, who=Who("a"))
    actions.report(comment_id=first.pk, who=Who("a"), reason="spam", text="", address="")
    kept = make_comment(make_article(make_section(section.get_site(), "Food"), "Soup"))
    if what == "page":
        article.delete()
    elif what == "section":
        section.delete()
    else:
        article_model().objects.filter(pk=article.pk).delete()
    assert list(ReaderComment.objects.values_list("pk", flat=True)) == [kept.pk]
    assert not CommentLike.objects.exists()
    assert not CommentReport.objects.exists()
    assert not PageStamp.objects.exclude(pk__in=page_model().objects.values("pk")).exists()


def test_deleting_a_page_does_not_load_its_thread(article):
    for _number in range(40):
        make_comment(article)
    with CaptureQueriesContext(connection) as queries:
        actions.delete_below_pages([article.pk])
    assert len(queries) <= 12


def test_a_page_of_a_class_that_is_no_article_has_comments_too(site):
    model = next((m for m in _page_models() if m.__name__ == "EventPage"), None)
    if model is None:
        pytest.skip("settings of this project have no such class")
    page = site.root_page.add_child(instance=model(title="Event", slug="event"))
    comment = make_comment(page)
    assert ids(Browser().thread(page)) == [comment.pk]
    shown = Browser().get(f"/api/v2/pages/{page.pk}/", fields="comments").json()["comments"]
    assert shown["count"] == 1
    tag = Browser().get(COMMENTS, page=page.pk)["ETag"]
    make_comment(page)
    assert Browser().get(COMMENTS, page=page.pk)["ETag"] != tag
    sent = Browser().comment(page, "When does it begin?")
    assert sent.status_code == 201, sent.content


def _page_models():
    from wagtail.models import get_page_models

    return get_page_models()


def test_withdrawing_tells_nothing_of_private_pages(article):
    comment = make_comment(article)
    browser = Browser()
    browser.send("POST", f"{COMMENTS}{comment.pk}/like/")
    path = f"{COMMENTS}{comment.pk}/"
    assert browser.send("DELETE", path).json()["code"] == "not_yours"
    restrict(article)
    assert browser.send("DELETE", path).json()["code"] == "not_found"
