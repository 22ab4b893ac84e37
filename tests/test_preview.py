"""Previews: what the frontend gets to see of an unsaved page, who may, and when it ends."""

from __future__ import annotations

import copy
import json
import re
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission
from wagtail_headless_preview.models import PagePreview

from tests.factories import (
    article_model,
    block,
    every_block,
    make_article,
    make_document,
    make_edition,
    make_image,
    make_section,
    make_series,
    make_user,
    source,
)
from tests.test_publishing import form_data as whole_form
from wagtail_parenting import tokens
from wagtail_parenting.headless import preview
from wagtail_parenting.headless.models import HeadlessSettings, PreviewGrant

pytestmark = pytest.mark.django_db

ENDPOINT = "/api/v3/parenting/preview/"


@pytest.fixture
def editor(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def modes(monkeypatch):
    """An article with two modes, as comments and link-ups bring them."""
    known = [("", "Article"), ("comments_closed", "Comments closed")]
    monkeypatch.setattr(article_model(), "preview_modes", known, raising=False)


def form_data(page, **changes):
    """What the editor's form holds, its empty fields too."""
    data = whole_form(page, **changes)
    return {name: "" if value is None else value for name, value in data.items()}


def preview_url(article):
    return reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])


def framed(response):
    """The address in the frame of a preview's tab."""
    return response.content.decode().split('<iframe src="')[1].split('"')[0].replace("&amp;", "&")


def preview_query(client, article, *, mode="", **changes):
    """What the frontend gets to see in its address when the editor previews ``article``."""
    url = preview_url(article)
    assert client.post(url, form_data(article, **changes)).json()["is_valid"]
    parts = urlsplit(framed(client.get(url, {"mode": mode})))
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://www.example.org/preview/"
    return parse_qs(parts.query)


def preview_token(client, article, **changes):
    return preview_query(client, article, **changes)["token"][0]


def shown(token):
    """The answer to a stranger: the frontend has the token and nothing else."""
    return Client().get(ENDPOINT, {"token": token})


def refusal():
    """The one answer for whatever is not, or no longer, a token."""
    return shown("x").json()


def assert_refused(token):
    response = shown(token)
    assert response.status_code == 401, response.content
    assert response.json() == refusal()
    assert response["Cache-Control"] == "private, no-store"


# --- What shows ---------------------------------------------------------------------------


def test_unsaved_changes_show_on_the_frontend(client, section, editor):
    body = [block("tip", {"heading": "Old", "text": "<p>x</p>"})]
    article = make_article(section, "Saved", body=body)
    token = preview_token(client, article, title="Unsaved", standfirst="Not yet saved")
    answer = shown(token)
    assert answer.status_code == 200, answer.content
    page = answer.json()["page"]
    assert (page["title"], page["standfirst"]) == ("Unsaved", "Not yet saved")
    assert [item["type"] for item in page["body"]] == ["tip"]
    assert page["authors"]
    article.refresh_from_db()
    assert article.title == "Saved"


#: Every block with words of its own changed; what points at something points at something else.
CHANGED = {
    "paragraph": "<p>CHANGED</p>",
    "heading": {"text": "CHANGED"},
    "quote": {"quote": "CHANGED"},
    "key_points": {"points": ["CHANGED"]},
    "do_dont": {"do": ["CHANGED"]},
    "steps": {"steps": [{"title": "CHANGED", "text": "<p>x</p>"}]},
    "checklist": {"items": ["CHANGED"]},
    "milestones": {"milestones": ["CHANGED"]},
    "faq": {"questions": [{"question": "CHANGED", "answer": "<p>x</p>"}]},
    "tip": {"heading": "CHANGED"},
    "care_card": {"heading": "CHANGED"},
    "warning": {"heading": "CHANGED"},
    "helpline": {"name": "CHANGED"},
    "image": {"alt": "CHANGED"},
    "embed": {"title": "CHANGED"},
    "audio": {"title": "CHANGED"},
    "download": {"title": "CHANGED"},
    "expander": {"summary": "CHANGED"},
    "table": {"table_caption": "CHANGED"},
    "share_buttons": {"heading": "CHANGED"},
    "comments": {"heading": "CHANGED"},
    "link_up": {"heading": "CHANGED"},
}


def changed_block(item, other):
    item = copy.deepcopy(item)
    if item["type"] == "article_card":
        item["value"]["article"] = other.pk
    elif item["type"] == "reference":
        item["value"]["source"] = 2
    elif isinstance(item["value"], str):
        item["value"] = CHANGED[item["type"]]
    else:
        item["value"] |= CHANGED[item["type"]]
    return item


def shown_body(token):
    """Without the keys that Wagtail gives each paragraph anew."""
    body = json.dumps(shown(token).json()["page"]["body"])
    return json.loads(re.sub(r' data-block-key=\\"\w+\\"', "", body))


def test_the_unsaved_change_of_every_block_shows(client, section, editor):
    edition = make_edition(make_series(section.get_site()), 1)
    targets = {"page": make_article(section, "Target").pk, "link_up": edition.pk}
    saved = every_block(**targets, image=make_image().pk, document=make_document().pk)
    other = make_article(section, "CHANGED target")
    sources = [source("First"), source("CHANGED source")]
    article = make_article(section, "Saved", standfirst="Kept", body=saved, sources=sources)
    unsaved = [changed_block(item, other) for item in saved]
    assert {item["type"] for item in saved} == set(article.body.stream_block.child_blocks)

    article.body = json.dumps(saved)  # as a form gives it; the database keeps what was saved
    token = preview_token(client, article)
    for number, item in enumerate(saved):
        before = shown_body(token)
        assert len(before) == len(saved)
        article.body = json.dumps([*unsaved[: number + 1], *saved[number + 1 :]])
        token = preview_token(client, article)
        after = shown_body(token)
        assert after[number] != before[number], f"The change of {item['type']} does not show."
        if item["type"] != "reference":
            assert "CHANGED" in json.dumps(after[number]), item["type"]
        assert after[:number] == before[:number]
        assert after[number + 1 :] == before[number + 1 :]
    assert "CHANGED" not in client.get(f"/api/v3/pages/{article.pk}/").content.decode().replace(
        "CHANGED source", ""
    )


def test_a_draft_can_be_previewed_and_stays_hidden(client, section, editor):
    article = make_article(section, "Draft", publish=False)
    assert shown(preview_token(client, article)).status_code == 200
    assert client.get(f"/api/v3/pages/{article.pk}/").status_code == 404


def never_saved_token(client, section, title="Never saved"):
    meta = article_model()._meta
    page = article_model()(title=title, slug="never-saved")
    url = reverse(
        "wagtailadmin_pages:preview_on_add", args=[meta.app_label, meta.model_name, section.pk]
    )
    assert client.post(url, form_data(page)).json()["is_valid"]
    address = framed(client.get(url, {"mode": ""}))
    return parse_qs(urlsplit(address).query)["token"][0]


def test_a_page_that_was_never_saved_can_be_previewed(client, section, editor):
    answer = shown(never_saved_token(client, section))
    assert answer.status_code == 200, answer.content
    assert (answer.json()["page"]["id"], answer.json()["page"]["title"]) == (0, "Never saved")


def test_two_new_pages_in_two_places_are_two_previews(client, site, section, editor):
    other = make_section(site, "Food")
    one = never_saved_token(client, section, "One")
    two = never_saved_token(client, other, "Two")
    assert shown(one).json()["page"]["title"] == "One"
    assert shown(two).json()["page"]["title"] == "Two"


def test_a_new_page_whose_place_is_gone_is_no_longer_shown(client, site, section, editor):
    food = make_section(site, "Food")
    token = never_saved_token(client, food)
    food.delete()
    assert_refused(token)


def test_a_new_tab_of_a_preview_shows_what_was_previewed_last(client, section, editor):
    article = make_article(section, "Night")
    first = preview_token(client, article, title="One")
    assert shown(first).json()["page"]["title"] == "One"
    second = preview_token(client, article, title="Two")
    assert [shown(token).json()["page"]["title"] for token in (first, second)] == ["Two", "Two"]


def test_a_draft_opened_from_the_list_and_an_old_revision_can_be_seen(client, section, editor):
    article = make_article(section, "Night")
    revision = article.latest_revision
    article.title = "Later"
    article.save_revision()
    views = {
        reverse("wagtailadmin_pages:view_draft", args=[article.pk]): "Later",
        reverse("wagtailadmin_pages:revisions_view", args=[article.pk, revision.pk]): "Night",
    }
    tokens_of = {}
    for url, title in views.items():
        address = framed(client.get(url))
        tokens_of[title] = parse_qs(urlsplit(address).query)["token"][0]
    preview_token(client, article, title="Unsaved")
    for title, token in tokens_of.items():  # one does not take the other's place
        assert shown(token).json()["page"]["title"] == title
    stored = PagePreview.objects.get(token=tokens_of["Night"])
    PagePreview.objects.filter(pk=stored.pk).update(content_json=article.to_json())
    assert_refused(tokens_of["Night"])


# --- Modes ----------------------------------------------------------------------------------


def test_the_mode_that_the_editor_chose_reaches_the_frontend(client, section, editor, modes):
    article = make_article(section, "Night")
    for mode in ("", "comments_closed"):
        assert shown(preview_token(client, article, mode=mode)).json()["mode"] == mode


def test_each_mode_has_a_token_of_its_own(client, section, editor, modes):
    article = make_article(section, "Night")
    plain = preview_token(client, article)
    closed = preview_token(client, article, mode="comments_closed")
    assert (shown(plain).json()["mode"], shown(closed).json()["mode"]) == ("", "comments_closed")
    PreviewGrant.objects.filter(mode="comments_closed").update(mode="")
    assert_refused(closed)


def test_a_mode_that_the_page_does_not_have_is_not_found(client, section, editor):
    article = make_article(section, "Night")
    client.post(preview_url(article), form_data(article))
    assert client.get(preview_url(article), {"mode": "x" * 300}).status_code == 404
    assert not PagePreview.objects.exists()


def test_without_a_mode_the_default_is_shown(client, section, editor, modes):
    article = make_article(section, "Night")
    request = client.get(preview_url(article)).wsgi_request
    assert article.make_preview_request(request).status_code == 200
    assert PreviewGrant.objects.latest("expires_at").mode == ""


# --- When it ends ---------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "é" * 50, "🙂", "a" * 1000])
def test_what_is_no_token_is_401(client, section, token):
    response = client.get(ENDPOINT, {"token": token})
    assert (response.status_code, response.json()["code"]) == (401, "invalid_token")
    assert response.json() == refusal()


def test_an_expired_token_is_401(client, section, editor, settings, monkeypatch):
    article = make_article(section, "Draft", publish=False)
    token = preview_token(client, article)
    settings.WAGTAIL_PARENTING = {"PREVIEW_TOKEN_SECONDS": 60}
    assert shown(token).status_code == 200
    later = time.time() + 61
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert_refused(token)


def test_a_preview_outlives_no_session(client, section, editor, settings):
    settings.SESSION_COOKIE_AGE = 60
    token = preview_token(client, make_article(section, "Draft"))
    left = PreviewGrant.objects.get().expires_at - timezone.now()
    assert left <= timedelta(seconds=60)
    PreviewGrant.objects.update(expires_at=timezone.now())
    assert_refused(token)


def test_logging_out_ends_the_previews_of_that_session_alone(client, section, editor):
    article = make_article(section, "Draft")
    phone = Client()
    phone.force_login(editor)
    here, there = preview_token(client, article), preview_token(phone, article)
    assert here != there
    client.post(reverse("wagtailadmin_logout"))
    assert_refused(here)
    assert shown(there).status_code == 200
    assert PagePreview.objects.count() == PreviewGrant.objects.count() == 1
    phone.logout()
    assert_refused(there)
    assert not PagePreview.objects.exists()


def test_logging_out_without_a_session_ends_nothing(client, section, editor):
    from django.contrib.auth.signals import user_logged_out

    token = preview_token(client, make_article(section, "Draft"))
    user_logged_out.send(sender=type(editor), request=None, user=editor)
    Client().logout()
    assert shown(token).status_code == 200


def test_nobody_can_log_in_with_what_is_stored(client, section, editor):
    preview_token(client, make_article(section, "Draft"))
    key = client.session.session_key
    stored = json.dumps(
        [*PreviewGrant.objects.values(), *PagePreview.objects.values()], default=str
    )
    assert key not in stored


def test_a_token_ends_with_the_password(client, section, editor):
    token = preview_token(client, make_article(section, "Draft"))
    editor.set_password("another")
    editor.save()
    assert_refused(token)


def test_a_token_ends_with_the_account(client, section, editor):
    token = preview_token(client, make_article(section, "Draft"))
    editor.is_active = False
    editor.save()
    assert_refused(token)


def test_a_token_ends_with_the_user(client, section, editor):
    token = preview_token(client, make_article(section, "Draft"))
    make_user("other")
    editor.delete()
    assert_refused(token)


@pytest.fixture
def limited(client):
    """An editor who may edit, by a group that may be taken from her."""
    user = make_user("limited", superuser=False)
    group = Group.objects.create(name="Section")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    return user, group


def allow(group, page, codename="change_page"):
    permission = Permission.objects.get(
        content_type__app_label=page._meta.get_parent_list()[-1]._meta.app_label,
        codename__startswith=codename.split("_")[0] + "_",
        content_type__model=page._meta.get_parent_list()[-1]._meta.model_name,
    )
    return GroupPagePermission.objects.create(group=group, page=page, permission=permission)


def test_the_permission_is_asked_again_when_the_token_is_read(client, section, limited):
    _user, group = limited
    given = allow(group, section)
    article = make_article(section, "Draft")
    token = preview_token(client, article)
    assert shown(token).status_code == 200
    given.delete()
    assert_refused(token)


def test_a_page_that_moves_out_of_reach_is_no_longer_shown(client, site, section, limited):
    _user, group = limited
    allow(group, section)
    article = make_article(section, "Draft")
    token = preview_token(client, article)
    article.move(make_section(site, "Food"), pos="last-child")
    assert_refused(token)


def test_who_may_no_longer_enter_the_admin_sees_no_previews(client, section, limited):
    _user, group = limited
    allow(group, section)
    token = preview_token(client, make_article(section, "Draft"))
    group.permissions.clear()
    assert_refused(token)


def test_a_token_of_a_deleted_page_is_401(client, section, editor):
    article = make_article(section, "Draft")
    token = preview_token(client, article)
    article.delete()
    assert_refused(token)


def test_a_token_is_bound_to_its_page(client, section, editor):
    article, other = make_article(section, "One"), make_article(section, "Two")
    token = preview_token(client, article)
    other.update_page_preview(token)
    assert PagePreview.objects.get(token=token).content_json == other.to_json()
    assert_refused(token)


def test_a_token_is_bound_to_its_user(client, section, editor):
    token = preview_token(client, make_article(section, "One"))
    PreviewGrant.objects.update(user=make_user("other"))
    assert_refused(token)


def test_a_token_for_something_else_is_no_preview_token(client, section, editor):
    preview_token(client, make_article(section, "Draft"))
    key = PreviewGrant.objects.get().key
    assert_refused(tokens.make("cursor", key))
    for content in ("", key[:-1], [key], {"key": key}, None, 7):
        assert_refused(tokens.make("preview", content))
    assert shown(tokens.make("preview", key)).status_code == 200


def test_a_preview_whose_class_or_language_is_gone_is_401(client, section, editor):
    token = preview_token(client, make_article(section, "Draft"))
    stored = PagePreview.objects.get(token=token)
    content = json.loads(stored.content_json)
    PagePreview.objects.update(content_json=json.dumps(content | {"locale": 9999}))
    assert_refused(token)


def test_strangers_make_no_previews(section):
    from django.contrib.auth.models import AnonymousUser
    from django.core.exceptions import PermissionDenied

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        make_article(section, "Draft").serve_preview(request, "")
    assert not PagePreview.objects.exists()


# --- The answer -----------------------------------------------------------------------------


def test_the_answer_is_kept_by_nobody(client, section, editor, settings):
    settings.MIDDLEWARE = [
        "django.middleware.http.ConditionalGetMiddleware",
        *settings.MIDDLEWARE,
        "wagtail_parenting.api.v3.middleware.ParentingAPIMiddleware",
    ]
    token = preview_token(client, make_article(section, "Draft"))
    for headers in (
        {},
        {"if-none-match": "*"},
        {"if-modified-since": "Wed, 01 Jan 2098 00:00:00 GMT"},
    ):
        answer = Client().get(ENDPOINT, {"token": token}, headers=headers)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert not {"ETag", "Last-Modified"} & set(answer.headers)


def test_the_admins_own_answer_is_kept_by_nobody(client, section, editor):
    article = make_article(section, "Draft")
    client.post(preview_url(article), form_data(article))
    for query in ({"mode": ""}, {"mode": "", "in_preview_panel": "true"}):
        kept = client.get(preview_url(article), query)["Cache-Control"]
        assert {"private", "no-store"} <= set(kept.split(", "))


def test_headless_previews_own_way_to_the_page_keeps_the_same_rules(client, section, editor):
    article = make_article(section, "Draft")
    token = preview_token(client, article, title="Unsaved")
    assert article_model().get_page_from_preview_token(token).title == "Unsaved"
    assert type(section).get_page_from_preview_token(token) is None
    client.logout()
    assert article_model().get_page_from_preview_token(token) is None


def test_a_long_body_costs_no_queries_to_read(client, section, editor):
    body = every_block(page=section.pk, image=make_image().pk, document=make_document().pk)
    short, long = (
        make_article(section, "Short"),
        make_article(section, "Long", body=body, sources=[source()]),
    )
    counts = []
    for article in (short, long, short, long):
        token = preview_token(client, article)
        with CaptureQueriesContext(connection) as queries:
            preview.read(token)
        counts.append(len(queries))
    assert counts[2] == counts[3] <= 8


# --- What is stored ---------------------------------------------------------------------------


def test_typing_on_replaces_what_is_stored(client, section, editor, modes):
    article = make_article(section, "Night")
    for number in range(4):
        preview_token(client, article, title=f"Take {number}")
    assert PagePreview.objects.count() == 1
    preview_token(client, article, mode="comments_closed")
    assert PagePreview.objects.count() == PreviewGrant.objects.count() == 2


def test_expired_previews_are_deleted_by_the_next_one(client, section, editor):
    preview_token(client, make_article(section, "One"))
    PreviewGrant.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    PagePreview.objects.create(
        token="stock", content_type=PagePreview.objects.get().content_type, content_json="{}"
    )
    PagePreview.objects.filter(token="stock").update(created_at="2020-01-01")
    token = preview_token(client, make_article(section, "Two"))
    assert [stored.token for stored in PagePreview.objects.all()] == [token]


def test_two_first_previews_at_once_are_one(client, section, editor, monkeypatch):
    article = make_article(section, "Night")
    token = preview_token(client, article)
    known = PreviewGrant.objects.get().key
    written = []

    def first_loses(page, content, key, values, write=preview._write):
        written.append(key)
        if len(written) == 1:
            from django.db import IntegrityError

            raise IntegrityError
        return write(page, content, key, values)

    monkeypatch.setattr(preview, "_write", first_loses)
    assert shown(preview_token(client, article)).status_code == 200
    assert written == [known, known]
    assert shown(token).status_code == 200


# --- Where it is shown ------------------------------------------------------------------------


def test_the_panel_holds_the_frontend_itself(client, section, editor):
    """Wagtail's content checks and scroll position talk with the panel's own frame."""
    article = make_article(section, "Night")
    client.post(preview_url(article), form_data(article))
    response = client.get(preview_url(article), {"mode": "", "in_preview_panel": "true"})
    assert response.status_code == 302
    query = parse_qs(urlsplit(response["Location"]).query)
    assert response["Location"].startswith("https://www.example.org/preview/?")
    assert query["in_preview_panel"] == ["true"]
    assert shown(query["token"][0]).status_code == 200


def test_the_tab_is_a_whole_document(client, section, editor):
    article = make_article(section, "Night & <day>")
    client.post(preview_url(article), form_data(article))
    response = client.get(preview_url(article), {"mode": ""})
    page = response.content.decode()
    assert '<html lang="en">' in page
    assert "<title>Preview: Night &amp; &lt;day&gt;</title>" in page
    assert 'title="Preview of “Night &amp; &lt;day&gt;” on the site"' in page
    assert "in_preview_panel" not in page


def test_a_tab_can_be_sent_to_the_frontend_too(client, section, editor, settings):
    settings.WAGTAIL_HEADLESS_PREVIEW = {"REDIRECT_ON_PREVIEW": True}
    article = make_article(section, "Night")
    client.post(preview_url(article), form_data(article))
    assert client.get(preview_url(article), {"mode": ""}).status_code == 302


def test_without_a_frontend_the_preview_says_what_to_do(client, section, editor):
    HeadlessSettings.objects.all().delete()
    article = make_article(section, "Night")
    client.post(preview_url(article), form_data(article))
    for query in ({"mode": ""}, {"mode": "", "in_preview_panel": "true"}):
        response = client.get(preview_url(article), query)
        page = response.content.decode()
        assert response.status_code == 200
        assert "Settings → Headless" in page
        assert "<title>No frontend shows this page yet</title>" in page


def test_a_view_of_the_project_may_show_previews(client, section, editor):
    HeadlessSettings.objects.update(frontend_url="", preview_path="/sitemap.xml")
    article = make_article(section, "Night")
    client.post(preview_url(article), form_data(article))
    address = framed(client.get(preview_url(article), {"mode": ""}))
    assert address.startswith("http://localhost/sitemap.xml?")


def test_the_word_of_a_new_preview_goes_out(client, section, editor):
    from wagtail_headless_preview.signals import preview_update

    heard = []

    def hear(token, **kwargs):
        heard.append(token)

    preview_update.connect(hear)
    try:
        token = preview_token(client, make_article(section, "Night"))
    finally:
        preview_update.disconnect(hear)
    assert heard == [token]
