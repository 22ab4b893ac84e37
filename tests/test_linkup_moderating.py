"""Moderating entries over the API: where someone moderates, and what each act leaves behind."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import ModelLogEntry

from tests.factories import (
    make_edition,
    make_entry,
    make_series,
    make_site,
    make_token,
    make_user,
    page_model,
)
from tests.linkups import ENTRIES, Blogger, numbers
from wagtail_parenting.linkups.models import EntryReport, LinkUpEntry
from wagtail_parenting.moderation.models import ModerationArea

pytestmark = pytest.mark.django_db

#: Each verb, what it is done to, and what becomes of that.
VERBS = {
    "approve": ("held", "approved"),
    "spam": ("approved", "spam"),
    "remove": ("approved", "removed"),
    "restore": ("removed", "approved"),
    "pick": ("approved", "approved"),
    "unpick": ("approved", "approved"),
}
verbs = pytest.mark.parametrize("verb", VERBS)


def moderator(name, *pages, permission="moderate_readercomment"):
    """Someone in a group that moderates below ``pages``, or everywhere; her browser."""
    user = make_user(name, superuser=False)
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=[permission, "access_admin"]))
    for page in pages:
        ModerationArea.objects.create(group=group, page=page_model().objects.get(pk=page.pk))
    user.groups.add(group)
    return Blogger(bearer=make_token(user))


def act(browser, entry, verb):
    return browser.send("POST", f"{ENTRIES}{entry.pk}/actions/{verb}/")


@pytest.fixture
def tuesdays(site):
    return make_series(site, "Tuesdays")


@pytest.fixture
def fridays(site):
    return make_series(site, "Fridays")


@verbs
def test_whoever_moderates_one_part_acts_there_only(tuesdays, fridays, verb):
    before, after = VERBS[verb]
    hers, theirs = (
        make_entry(make_edition(series, 1), status=before) for series in (tuesdays, fridays)
    )
    sue = moderator("sue", tuesdays)
    elsewhere = act(sue, theirs, verb)
    nowhere = sue.send("POST", f"{ENTRIES}99999/actions/{verb}/")
    assert elsewhere.status_code == nowhere.status_code == 404
    assert elsewhere.json() == nowhere.json()
    theirs.refresh_from_db()
    assert (theirs.status, theirs.picked_at) == (before, None)
    assert not ModelLogEntry.objects.filter(object_id=str(theirs.pk)).exists()
    answer = act(sue, hers, verb)
    assert (answer.status_code, answer.json()["status"]) == (200, after)


@verbs
def test_of_one_edition_too_and_of_a_site(tuesdays, fridays, verb):
    before, _after = VERBS[verb]
    this, that = (make_edition(tuesdays, number) for number in (1, 2))
    sue = moderator("sue", this)
    assert act(sue, make_entry(this, status=before), verb).status_code == 200
    assert act(sue, make_entry(that, status=before), verb).status_code == 404
    other = make_site("other.example", default=False)
    away = make_entry(make_edition(make_series(other, "Away"), 1), status=before)
    ann = moderator("ann", other.root_page)
    assert act(ann, away, verb).status_code == 200
    assert act(ann, make_entry(that, status=before), verb).status_code == 404


@verbs
def test_nobody_else_acts_at_all(tuesdays, verb):
    entry = make_entry(make_edition(tuesdays, 1), status=VERBS[verb][0])
    editor = moderator("editor", permission="access_admin")
    assert act(editor, entry, verb).status_code == 403
    assert act(Blogger(), entry, verb).status_code == 401
    sender = Blogger()
    sender.link(make_edition(tuesdays, 2))
    assert act(sender, entry, verb).status_code == 401
    entry.refresh_from_db()
    assert entry.status == VERBS[verb][0]


@verbs
def test_each_act_stands_in_the_log_once(tuesdays, verb):
    entry = make_entry(make_edition(tuesdays, 1), status=VERBS[verb][0])
    sue = moderator("sue")
    if verb == "unpick":
        act(sue, entry, "pick")
    for _time in range(2):
        assert act(sue, entry, verb).status_code == 200
    done = ModelLogEntry.objects.filter(action=f"parenting.entry.{verb}")
    assert [log.user.username for log in done] == ["sue"]


def test_what_was_reported_is_settled_by_whoever_looks(tuesdays):
    edition = make_edition(tuesdays, 1)
    entry = make_entry(edition)
    Blogger().send("POST", f"{ENTRIES}{entry.pk}/report/", {"reason": "spam"})
    assert LinkUpEntry.objects.get().reports == 1
    assert act(moderator("sue"), entry, "approve").json()["reports"] == 0
    assert not EntryReport.objects.filter(resolved_at=None).exists()
    assert numbers(Blogger().entries(edition)) == [1]
