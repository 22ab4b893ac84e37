"""Every publish check holds at every door."""

from __future__ import annotations

import datetime
import json
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    PageLogEntry,
    Revision,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from tests.factories import (
    article_model,
    block,
    make_article,
    make_contributor,
    make_image,
    make_stage,
    make_token,
    make_user,
    page_model,
    source,
)
from wagtail_parenting.articles import publishing
from wagtail_parenting.conf import PUBLISH_CHECKS

pytestmark = pytest.mark.django_db


def no_author(section):
    return make_article(section, "Bad", authors=[], publish=False), "authors"


def hero_without_alt(section):
    return make_article(section, "Bad", hero_image=make_image(), publish=False), "hero_alt"


def skipped_heading(section):
    body = [
        block("heading", {"text": "One", "level": "h2"}),
        block("heading", {"text": "Three", "level": "h4"}),
    ]
    return make_article(section, "Bad", body=body, publish=False), "body"


def folded_care_card(section):
    card = {
        "level": "urgent",
        "heading": "Call today",
        "text": "<p>Now.</p>",
        "phone_label": "",
        "phone": "",
        "link_label": "",
        "link_url": "",
    }
    body = [block("expander", {"summary": "More", "body": [block("care_card", card)]})]
    return make_article(section, "Bad", body=body, publish=False), "body"


def backward_stage(section):
    stage = make_stage("Backward", (12, 3))
    return make_article(section, "Bad", stages=[stage], publish=False), "stages"


def review_before_the_last(section):
    day = datetime.date(2026, 5, 1)
    article = make_article(section, "Bad", last_reviewed=day, next_review=day, publish=False)
    return article, "next_review"


def dangling_reference(section):
    body = [block("reference", {"source": 2})]
    return make_article(section, "Bad", body=body, sources=[source()], publish=False), "body"


def folded_heading(section):
    inner = [block("heading", {"text": "Deep", "level": "h4"})]
    body = [
        block("heading", {"text": "One", "level": "h2"}),
        block("expander", {"summary": "More", "body": inner}),
    ]
    return make_article(section, "Bad", body=body, publish=False), "body"


def picture_without_alt(section):
    value = {"image": make_image().pk, "alt": "", "decorative": False, "caption": "", "credit": ""}
    return make_article(section, "Bad", body=[block("image", value)], publish=False), "body"


def sponsor_unnamed(section):
    return make_article(section, "Bad", disclosure="sponsored", publish=False), "sponsor"


BAD = [
    folded_heading,
    picture_without_alt,
    sponsor_unnamed,
    no_author,
    hero_without_alt,
    skipped_heading,
    folded_care_card,
    backward_stage,
    review_before_the_last,
    dangling_reference,
]
every_check = pytest.mark.parametrize("make_bad", BAD)


@pytest.fixture
def editor(db):
    return make_user()


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def reload(page):
    return article_model().objects.get(pk=page.pk)


def form_data(page, **changes):
    """What the page editor submits for ``page``."""
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(instance=page, for_user=make_user(f"form-user-{uuid4().hex[:8]}"))
    data = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if name in ("body", "sources"):
            from wagtail.api.v3.form_data import flatten_block_value

            raw = getattr(page, name).get_prep_value()
            flattened = {}
            flatten_block_value(field.block, raw, name, flattened)
            data |= {key: getattr(part, "pk", part) for key, part in flattened.items()}
        elif name == "tags":
            data[name] = ""
        elif isinstance(value, list):
            data[name] = [getattr(item, "pk", item) for item in value]
        elif value is not None and value is not False:
            data[name] = value
    for name, _formset in form.formsets.items():
        rows = list(getattr(page, name).all()) if name != "comments" else []
        data |= {
            f"{name}-TOTAL_FORMS": len(rows),
            f"{name}-INITIAL_FORMS": len(rows),
            f"{name}-MIN_NUM_FORMS": 0,
            f"{name}-MAX_NUM_FORMS": 1000,
        }
        for index, row in enumerate(rows):
            field = "contributor" if hasattr(row, "contributor") else "article"
            data |= {
                f"{name}-{index}-id": row.pk,
                f"{name}-{index}-{field}": getattr(row, f"{field}_id"),
                f"{name}-{index}-ORDER": index + 1,
            }
    return data | changes


@every_check
def test_the_form_puts_its_message_at_the_field(admin, section, make_bad):
    page, field = make_bad(section)
    page = reload(page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = admin.post(url, form_data(page, **{"action-publish": "1"}))
    assert response.status_code == 200
    form = response.context["form"]
    wrong = set(form.errors) | {
        name for name, formset in form.formsets.items() if formset.non_form_errors()
    }
    assert wrong == {field}
    assert not reload(page).live


@every_check
def test_a_draft_may_lack_it(admin, section, make_bad):
    page, _field = make_bad(section)
    page = reload(page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = admin.post(url, form_data(page, title="Changed"))
    assert response.status_code == 302
    assert reload(page).get_latest_revision_as_object().title == "Changed"


@every_check
def test_submission_to_a_workflow_is_checked(admin, section, make_bad):
    page, _field = make_bad(section)
    start_workflow(page, make_user("starter"), start=False)
    page = reload(page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = admin.post(url, form_data(page, **{"action-submit": "1"}))
    assert response.status_code == 200
    assert reload(page).current_workflow_state is None


def start_workflow(page, user, *, start=True):
    workflow = Workflow.objects.create(name="Check")
    task = GroupApprovalTask.objects.create(name="Approve")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.filter(page=page).delete()
    WorkflowPage.objects.create(workflow=workflow, page=page)
    if start:
        workflow.start(page, user)


@every_check
def test_approval_in_a_workflow_is_refused_and_leaves_it_where_it_was(
    admin, section, make_bad, editor
):
    page, _field = make_bad(section)
    page = reload(page)
    page.save_revision()
    start_workflow(page, editor)
    state = reload(page).current_workflow_state
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "approve", state.current_task_state.pk],
    )
    response = admin.post(url, {"comment": ""})
    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    finding, *_others = publishing.verdict_on(reload(page)).refused
    shown = unescape(admin.get(response["Location"]).content.decode())
    assert finding.message in shown
    assert "do not have permission" not in shown
    modal = admin.post(url, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    assert modal.json() == {"step": "success", "redirect": response["Location"]}
    assert not reload(page).live
    assert reload(page).current_workflow_state.status == "in_progress"


def bulk_publish_url():
    meta = page_model()._meta
    return reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "publish"])


@every_check
def test_bulk_publish_leaves_it_out_with_a_message(admin, section, make_bad):
    bad, _field = make_bad(section)
    good = make_article(section, "Good", publish=False)
    url = bulk_publish_url()
    response = admin.post(f"{url}?id={bad.pk}&id={good.pk}&next=/admin/", {})
    assert response.status_code == 302
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert any("“Bad” was not published" in message for message in said), said
    assert not reload(bad).live
    assert reload(good).live


def test_bulk_publish_with_descendants_leaves_it_out_too(admin, section):
    bad, _field = no_author(section)
    good = make_article(section, "Good", publish=False)
    url = bulk_publish_url()
    response = admin.post(f"{url}?id={section.pk}&next=/admin/", {"include_descendants": "on"})
    assert response.status_code == 302
    assert (reload(bad).live, reload(good).live) == (False, True)


@every_check
def test_publish_scheduled_skips_it_and_publishes_the_others(section, make_bad, caplog):
    bad, _field = make_bad(section)
    good = make_article(section, "Good", publish=False)
    for page in (bad, good):
        revision = page.save_revision()
        past = timezone.now() - datetime.timedelta(minutes=1)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past)
    call_command("publish_scheduled")
    assert (reload(bad).live, reload(good).live) == (False, True)
    assert "was not published as scheduled" in caplog.text
    assert not reload(bad).approved_schedule
    entry = PageLogEntry.objects.get(page_id=bad.pk, action=publishing.SKIPPED)
    assert entry.data["reasons"]
    call_command("publish_scheduled")  # it is off the schedule, and does not come again


@every_check
def test_scheduling_in_the_form_is_refused(admin, section, make_bad):
    page, _field = make_bad(section)
    page = reload(page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(page, go_live_at="2099-01-01 08:00", **{"action-publish": "1"})
    assert admin.post(url, data).status_code == 200
    assert not reload(page).approved_schedule


def test_an_article_in_order_can_be_scheduled_in_the_form(admin, section):
    page = reload(make_article(section, "Good", publish=False))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(page, go_live_at="2099-01-01 08:00", **{"action-publish": "1"})
    assert admin.post(url, data).status_code == 302
    assert (reload(page).live, reload(page).approved_schedule) == (False, True)


@every_check
def test_scheduling_is_refused(section, make_bad):
    page, _field = make_bad(section)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    with pytest.raises(publishing.PublicationRefused):
        page.save_revision().publish()
    assert not reload(page).approved_schedule


def test_the_form_refuses_a_person_who_is_named_twice_at_her_second_place(admin, section):
    ann = make_contributor("Ann")
    page = reload(make_article(section, "Good", authors=[ann, make_contributor("Bea")]))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = admin.post(url, form_data(page, **{"authors-1-contributor": ann.pk}))
    assert response.status_code == 200
    first, second = response.context["form"].formsets["authors"].forms
    assert not first.errors
    assert "Ann" in str(second.errors["contributor"])
    assert "Ann is chosen more than once." in response.content.decode()


# --- v3 ---------------------------------------------------------------------------------


@pytest.fixture
def api(client, editor):
    token = make_token(editor)

    def call(method, url, body=None):
        return getattr(client, method)(
            f"/api/v3/pages/{url}",
            data=json.dumps(body or {}),
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        )

    return call


@every_check
def test_v3_publish_answers_422_with_the_field(api, section, make_bad):
    page, field = make_bad(section)
    page.save_revision()
    response = api("post", f"{page.pk}/actions/publish/")
    assert response.status_code == 422, response.content
    assert response.json()["errors"][0]["loc"] == [field]
    assert not reload(page).live


def test_a_refused_publish_leaves_the_schedule_as_it_was(api, section):
    article = make_article(section, "Good", publish=False)
    article.go_live_at = timezone.now() + datetime.timedelta(days=1)
    scheduled = article.save_revision()
    scheduled.publish()
    draft = reload(article).get_latest_revision_as_object()
    draft.go_live_at = None
    draft.authors.clear()
    draft.save_revision()
    response = api("post", f"{article.pk}/actions/publish/")
    assert response.status_code == 422, response.content
    scheduled.refresh_from_db()
    assert scheduled.approved_go_live_at is not None
    assert reload(article).approved_schedule


@every_check
def test_v3_patch_with_publish_answers_422(api, section, make_bad):
    page, field = make_bad(section)
    response = api("patch", f"{page.pk}/", {"title": "New", "meta": {"action": "publish"}})
    assert response.status_code == 422, response.content
    assert [error["loc"] for error in response.json()["errors"]] == [[field]]
    assert all(error["msg"] for error in response.json()["errors"])
    assert not reload(page).live
    assert api("patch", f"{page.pk}/", {"title": "New"}).status_code == 200


def test_v3_create_with_publish_names_every_field(api, section):
    body = {
        "meta": {
            "type": article_model()._meta.label,
            "parent_id": section.pk,
            "action": "publish",
        },
        "title": "Bad",
        "hero_image": make_image().pk,
        "last_reviewed": "2026-05-02",
        "next_review": "2026-05-01",
        "stages": [make_stage("Backward", (9, 3)).pk],
        "body": [
            {"type": "heading", "value": {"text": "Deep", "level": "h4"}},
            {"type": "reference", "value": {"source": 7}},
        ],
    }
    response = api("post", "", body)
    assert response.status_code == 422, response.content
    assert {tuple(error["loc"]) for error in response.json()["errors"]} == {
        ("authors",),
        ("hero_alt",),
        ("next_review",),
        ("stages",),
        ("body",),
    }
    body["meta"].pop("action")
    assert api("post", "", body).status_code == 201


# --- What may pass ----------------------------------------------------------------------


@every_check
def test_on_a_live_page_it_warns_only(admin, section, make_bad, settings):
    page, _field = make_bad(section)
    settings.WAGTAIL_PARENTING = {
        "PUBLISH_CHECKS": dict.fromkeys(PUBLISH_CHECKS, "off"),
    }
    page.save_revision().publish()
    settings.WAGTAIL_PARENTING = {}
    page = reload(page)
    assert page.live
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = admin.post(url, form_data(page, title="Mended", **{"action-publish": "1"}))
    assert response.status_code == 302
    assert reload(page).title == "Mended"
    levels = [message.level_tag for message in get_messages(response.wsgi_request)]
    assert "warning" in levels


def test_v3_says_its_warnings(api, section, settings):
    page, _field = hero_without_alt(section)
    settings.WAGTAIL_PARENTING = {"PUBLISH_CHECKS": {"hero_alt": "warn"}}
    response = api("patch", f"{page.pk}/", {"title": "New", "meta": {"action": "publish"}})
    assert response.status_code == 200, response.content
    assert response.json()["meta"]["warnings"] == [
        "Describe the main picture for those who cannot see it."
    ]


def test_a_check_that_is_off_says_nothing(section, settings):
    settings.WAGTAIL_PARENTING = {"PUBLISH_CHECKS": {"author": "off"}}
    page, _field = no_author(section)
    page.save_revision().publish()
    assert reload(page).live


def test_an_article_that_is_in_order_passes_every_door(admin, api, section):
    article = make_article(
        section,
        "Good",
        authors=[make_contributor()],
        hero_image=make_image(),
        hero_alt="A cot",
        publish=False,
    )
    article.save_revision()
    assert api("post", f"{article.pk}/actions/publish/").status_code == 200
    assert reload(article).live
    page = reload(article)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert admin.post(url, form_data(page, **{"action-publish": "1"})).status_code == 302
