"""Block lists, and which group moderates where, in Wagtail's admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.factories import make_section, make_user
from tests.test_comment_admin import ADDRESSES, MODERATE, entered, member
from wagtail_parenting.moderation import block_lists
from wagtail_parenting.moderation.models import BlockEntry, ModerationArea
from wagtail_parenting.moderation.permissions import area_of

pytestmark = pytest.mark.django_db

INDEX, ADD = "parenting_block_list:index", "parenting_block_list:add"
EDIT, DELETE = "parenting_block_list:edit", "parenting_block_list:delete"


@pytest.fixture
def moderator(site):
    return entered(member("moderator"))


@pytest.fixture
def seeing(site):
    return entered(member("seeing", permissions=(MODERATE, ADDRESSES)))


def add(client, kind, value, **fields):
    form = {"kind": kind, "value": value, "effect": "spam", "note": "", "expires_at": ""}
    return client.post(reverse(ADD), {**form, **fields})


def edit(client, entry, **fields):
    form = {"value": entry.value, "effect": "spam", "note": "", "expires_at": ""}
    return client.post(reverse(EDIT, args=[entry.pk]), {**form, **fields})


# --- The block list -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        ("domain", "https://Shop.Example.com/x", "shop.example.com"),
        ("word", "  Free  PILLS ", "free pills"),
    ],
)
def test_an_entry_is_kept_as_it_is_compared(moderator, kind, value, key):
    answer = add(moderator, kind, value, effect="hold", note="Why", expires_at="2030-01-02 03:04")
    assert answer.status_code == 302, answer.context["form"].errors
    entry = BlockEntry.objects.get()
    assert (entry.kind, entry.key, entry.effect, entry.note) == (kind, key, "hold", "Why")
    assert entry.expires_at.year == 2030
    assert entry.created_by.username == "moderator"
    [logged] = ModelLogEntry.objects.filter(content_type__model="blockentry")
    assert logged.user.username == "moderator"
    assert value.strip() not in logged.label


def test_an_address_on_the_list_matches(moderator):
    add(moderator, "email", "Pest@Example.com")
    found = block_lists.matching(address="pest@example.com", links=[], text="", connections=[])
    assert found == BlockEntry.objects.get()


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("email", "no address", "Give an e-mail address"),
        ("domain", "co.uk", "Give a domain"),
        ("domain", "no domain", "Give a domain"),
        ("word", "\u200b \t", "Give a word or a phrase"),
        ("word", "", "Give a word or a phrase"),
        ("word", "ﷺ" * 60, "too long"),
        ("connection", "1.2.3.4", "Select a valid choice"),
    ],
)
def test_what_cannot_be_blocked_is_said_at_its_field(moderator, kind, value, said):
    answer = add(moderator, kind, value)
    assert answer.status_code == 200
    assert said in answer.text
    assert not BlockEntry.objects.exists()


def test_what_is_on_the_list_is_not_put_there_twice(moderator):
    add(moderator, "domain", "example.com")
    answer = add(moderator, "domain", "EXAMPLE.com.")
    assert "on the list already" in answer.text
    assert BlockEntry.objects.count() == 1


def test_an_entry_can_be_changed_and_deleted(moderator):
    entry = block_lists.block(kind="word", value="pils")
    assert edit(moderator, entry, value="pills", effect="hold").status_code == 302
    entry.refresh_from_db()
    assert (entry.value, entry.key, entry.effect) == ("pills", "pills", "hold")
    assert moderator.post(reverse(DELETE, args=[entry.pk])).status_code == 302
    assert not BlockEntry.objects.exists()


def test_addresses_on_the_list_are_for_those_with_the_permission(moderator, seeing):
    entry = block_lists.block(kind="email", value="pest@example.com", note="A pest")
    for url in (reverse(INDEX), reverse(EDIT, args=[entry.pk]), reverse(DELETE, args=[entry.pk])):
        assert "pest@example.com" not in moderator.get(url).text
    assert "pest@example.com" in seeing.get(reverse(INDEX)).text
    assert "pest@example.com" in seeing.get(reverse(EDIT, args=[entry.pk])).text
    assert "A pest" not in moderator.get(reverse(INDEX), {"q": "pest@"}).text
    assert "A pest" in seeing.get(reverse(INDEX), {"q": "pest@"}).text
    assert "A pest" in moderator.get(reverse(INDEX), {"q": "a pest"}).text


def test_who_does_not_see_an_address_changes_the_rest_only(moderator):
    entry = block_lists.block(kind="email", value="pest@example.com")
    before = entry.key
    assert edit(moderator, entry, value="other@example.com", effect="hold").status_code == 302
    entry.refresh_from_db()
    assert (entry.value, entry.key, entry.effect) == ("pest@example.com", before, "hold")


def test_an_erased_address_and_a_connection_keep_their_keys(moderator):
    address = block_lists.block(kind="email", value="pest@example.com")
    block_lists.forget_address("pest@example.com")
    connection_entry = block_lists.block(kind="connection", value="", key="f" * 64)
    text = moderator.get(reverse(INDEX)).text
    assert "(erased)" in text
    assert "f" * 64 not in text
    for entry in (address, connection_entry):
        key = entry.key
        answer = edit(moderator, entry, value="", effect="hold")
        assert answer.status_code == 302
        entry.refresh_from_db()
        assert (entry.key, entry.effect) == (key, "hold")


def test_the_list_costs_the_same_for_many(moderator):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            assert moderator.get(reverse(INDEX)).status_code == 200
        return len(counted)

    block_lists.block(kind="word", value="first")
    queries()
    few = queries()
    for number in range(15):
        block_lists.block(kind="word", value=f"word {number}")
    assert queries() == few


def test_an_empty_list_says_what_it_is_for(moderator):
    assert "Nothing is blocked" in moderator.get(reverse(INDEX)).text


def test_the_list_is_for_those_who_moderate_everywhere(site, section, moderator):
    entry = block_lists.block(kind="word", value="pills")
    assert reverse(INDEX) in moderator.get(reverse("wagtailadmin_home")).text
    limited, editor = member("limited", section), member("editor", permissions=())
    for user in (limited, editor):
        client = entered(user)
        for url in (reverse(INDEX), reverse(ADD), reverse(EDIT, args=[entry.pk])):
            assert client.get(url).status_code == 302
        assert client.post(reverse(DELETE, args=[entry.pk])).status_code == 302
        assert reverse(INDEX) not in client.get(reverse("wagtailadmin_home")).text
    assert BlockEntry.objects.exists()


# --- Groups ---------------------------------------------------------------------------------------


@pytest.fixture
def admin(site):
    return entered(make_user("admin"))


def group_form(client, group):
    """The form of a group as its page has it."""
    html = client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).text
    form = {"name": group.name}
    prefixes = {part.split('"')[0] for part in html.split('name="') if "-TOTAL_FORMS" in part}
    for name in (field.split('"')[0] for field in prefixes):
        prefix = name.removesuffix("-TOTAL_FORMS")
        form |= {f"{prefix}-{part}_FORMS": "0" for part in ("TOTAL", "INITIAL")}
        form |= {f"{prefix}-MIN_NUM_FORMS": "0", f"{prefix}-MAX_NUM_FORMS": "1000"}
    return html, form


def test_a_group_is_given_its_permissions_and_its_parts_of_the_site(admin, site, section):
    group = Group.objects.create(name="Sleep moderators")
    html, form = group_form(admin, group)
    assert "Can moderate comments and link-ups" in html
    assert "Can see the e-mail addresses of readers" in html
    assert "Parts of the site to moderate" in html
    assert "block list entry" not in html.lower(), "who moderates everywhere may, by no permission"
    wanted = Permission.objects.filter(codename__in=["access_admin", MODERATE])
    form |= {
        "permissions": [permission.pk for permission in wanted],
        "moderation_areas-TOTAL_FORMS": "1",
        "moderation_areas-0-page": section.pk,
    }
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    answer = admin.post(url, form)
    assert answer.status_code == 302
    assert [area.page_id for area in group.parenting_moderation_areas.all()] == [section.pk]
    user = make_user("sleeper", superuser=False)
    user.groups.add(group)
    assert area_of(user).paths == (section.path,)
    assert "Sleep" in admin.get(url).text


def test_parts_are_changed_taken_away_and_never_doubled(admin, site, section):
    play = make_section(site, "Play")
    group = Group.objects.create(name="Moderators of parts")
    ModerationArea.objects.create(group=group, page_id=section.pk)
    _html, form = group_form(admin, group)
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    form |= {
        "moderation_areas-TOTAL_FORMS": "2",
        "moderation_areas-INITIAL_FORMS": "1",
        "moderation_areas-0-page": section.pk,
        "moderation_areas-0-DELETE": "1",
        "moderation_areas-1-page": play.pk,
    }
    assert admin.post(url, form).status_code == 302
    assert [area.page_id for area in group.parenting_moderation_areas.all()] == [play.pk]
    form |= {"moderation_areas-0-DELETE": "", "moderation_areas-0-page": play.pk}
    answer = admin.post(url, form)
    assert answer.status_code == 200
    assert "stands here twice" in answer.text
    assert group.parenting_moderation_areas.count() == 1


def test_a_new_group_has_its_parts_at_once(admin, section):
    other = Group.objects.create(name="For its form")
    _html, form = group_form(admin, other)
    form |= {
        "name": "New moderators",
        "moderation_areas-TOTAL_FORMS": "1",
        "moderation_areas-0-page": section.pk,
    }
    assert admin.post(reverse("wagtailusers_groups:add"), form).status_code == 302
    assert ModerationArea.objects.get().group.name == "New moderators"


def test_no_part_means_everywhere(admin, site):
    group = Group.objects.create(name="Everywhere")
    html, form = group_form(admin, group)
    assert "does so everywhere" in html
    assert admin.post(reverse("wagtailusers_groups:edit", args=[group.pk]), form).status_code == 302
    assert not ModerationArea.objects.exists()
