"""Sharing in the admin: which targets, in what order, and the report of what was shared."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests.factories import article_model, make_article, make_section, make_user
from wagtail_parenting.sharing.models import ShareCount, SharingSettings
from wagtail_parenting.sharing.target_choice import ShareTargetsFormField
from wagtail_parenting.sharing.targets import registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_user())
    return client


def settings_url(site):
    return reverse("wagtailsettings:edit", args=["parenting", "sharingsettings", site.pk])


def test_settings_keep_what_is_ticked_in_its_order(editor, site):
    form = {"targets-chosen": "1", "targets": ["x", "email"], "x_account": "@small_hours"}
    assert editor.post(settings_url(site), form).status_code == 302
    own = SharingSettings.objects.get(site=site)
    assert own.targets == ["x", "email"]
    assert own.x_account == "small_hours"
    html = editor.get(settings_url(site)).text
    places = [html.index(f'value="{name}"') for name in ("x", "email", "native")]
    assert places == sorted(places), "what is ticked comes first, in its order"


def test_settings_without_a_choice_offer_everything(editor, site):
    assert editor.post(settings_url(site), {"targets": ["x"], "x_account": ""}).status_code == 302
    assert SharingSettings.objects.get(site=site).targets is None


def test_a_choice_of_nothing_is_a_choice(editor, site):
    editor.post(settings_url(site), {"targets-chosen": "1", "x_account": ""})
    assert SharingSettings.objects.get(site=site).targets == []


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"targets-chosen": "1", "targets": ["emial"]}, "Did you mean &#x27;email&#x27;?"),
        ({"x_account": "small hours"}, "1 to 15 letters, digits and underscores"),
        ({"x_account": "x" * 17}, "at most 16 characters"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_saved(editor, site, form, said):
    answer = editor.post(settings_url(site), {"x_account": "", **form})
    assert answer.status_code == 200
    assert said in answer.text
    own = SharingSettings.objects.filter(site=site).first()
    assert own is None or (own.targets is None and own.x_account == "")


def test_the_editor_of_a_page_has_the_choice(editor, section):
    page = make_article(section, "Naps", share_targets=["qr", "email"])
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert "Choose them for this page" in html
    assert "share-targets.js" in html
    assert "share-targets.css" in html
    for target in registry():
        assert f'name="share_targets" value="{target}"' in html
    assert html.index('value="qr"') < html.index('value="email"') < html.index('value="native"')


def test_two_versions_of_a_choice_can_be_compared(editor, section):
    page = make_article(section, "Naps", share_targets=["qr"])
    first = page.latest_revision
    page.share_targets = ["email", "qr"]
    second = page.save_revision()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    answer = editor.get(url)
    assert answer.status_code == 200
    assert "email" in answer.text


def test_the_form_field_tells_no_choice_from_none():
    widget = ShareTargetsFormField().widget
    assert widget.value_from_datadict({}, {}, "targets") is None
    assert widget.value_from_datadict({"targets-chosen": "1"}, {}, "targets") == []
    assert ShareTargetsFormField(required=False).clean(["x", "x", "qr"]) == ["x", "qr"]
    assert ShareTargetsFormField(required=False).clean(None) is None
    assert ShareTargetsFormField().has_changed(["x"], ["x"]) is False
    assert ShareTargetsFormField().has_changed(["x", "qr"], ["qr", "x"]) is True


def test_what_is_not_a_list_of_ids_is_refused_by_the_model(section):
    from django.core.exceptions import ValidationError

    for wrong in ("x", {"x": 1}, [1]):
        page = article_model()(title="Naps", slug="naps", share_targets=wrong)
        with pytest.raises(ValidationError) as refused:
            page.clean_fields()
        assert "share_targets" in refused.value.message_dict


# --- The report -----------------------------------------------------------------------------------

REPORT = "parenting_shares_report"


def share(page, target, day, count):
    ShareCount.objects.create(page_id=page.pk, target=target, day=day, count=count)


def rows(client, **query):
    text = client.get(reverse(REPORT), {"export": "csv", **query}).getvalue().decode()
    return [line.split(",") for line in text.strip().splitlines()[1:]]


def test_the_report_sums_pages_targets_and_weeks(editor, section):
    naps, nights = make_article(section, "Naps"), make_article(section, "Nights")
    share(naps, "x", datetime.date(2026, 11, 9), 2)  # a Monday
    share(naps, "x", datetime.date(2026, 11, 15), 3)  # the Sunday of the same week
    share(naps, "x", datetime.date(2026, 11, 16), 1)
    share(nights, "email", datetime.date(2026, 11, 10), 9)
    assert rows(editor) == [
        ["2026-11-16", "Naps", "x", "1"],
        ["2026-11-09", "Nights", "email", "9"],
        ["2026-11-09", "Naps", "x", "5"],
    ]
    assert rows(editor, from_day="2026-11-15", to_day="2026-11-15") == [
        ["2026-11-09", "Naps", "x", "3"]
    ]
    assert rows(editor, target="email") == [["2026-11-09", "Nights", "email", "9"]]
    assert [row[1] for row in rows(editor, page_title="ight")] == ["Nights"]


def test_the_report_shows_labels_and_leads_to_the_page(editor, section):
    naps = make_article(section, "Naps")
    share(naps, "copy", datetime.date(2026, 11, 9), 2)
    share(naps, "google-plus", datetime.date(2026, 11, 9), 1)
    html = editor.get(reverse(REPORT)).text
    assert "Copy link" in html
    assert "google-plus" in html
    assert reverse("wagtailadmin_pages:edit", args=[naps.pk]) in html
    assert reverse(REPORT) in editor.get(reverse("wagtailadmin_home")).text


def test_an_empty_report_says_what_will_come(editor, site):
    assert "Nobody has shared a page yet" in editor.get(reverse(REPORT)).text


def test_the_report_shows_an_editor_the_pages_that_are_hers(client, site, section):
    other = make_section(site, "Play")
    share(make_article(section, "Naps"), "x", datetime.date(2026, 11, 9), 2)
    share(make_article(other, "Mud"), "x", datetime.date(2026, 11, 9), 2)
    group = Group.objects.create(name="Sleep editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    permission = Permission.objects.get(
        content_type__model=section._meta.get_parent_list()[-1]._meta.model_name
        if section._meta.get_parent_list()
        else section._meta.model_name,
        codename__startswith="change",
    )
    GroupPagePermission.objects.create(group=group, page_id=section.pk, permission=permission)
    user = make_user("sleeper", superuser=False)
    user.groups.add(group)
    client.force_login(user)
    assert [row[1] for row in rows(client)] == ["Naps"]


def test_the_report_is_not_for_everyone(client, site):
    client.force_login(make_user("reader", superuser=False))
    assert client.get(reverse(REPORT)).status_code == 302
