"""Draws from announcement to winners, and that their public record can be replayed."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from tests.factories import DAY, make_edition, make_entry, make_series
from tests.linkups import LINKUPS
from wagtail_parenting.errors import InvalidInput
from wagtail_parenting.linkups import actions, draws
from wagtail_parenting.linkups.models import Draw, LinkUpEntry

pytestmark = pytest.mark.django_db

ROUND = "drand quicknet, round 19000000, randomness"


@pytest.fixture
def edition(site):
    edition = make_edition(make_series(site), 45)
    for _number in range(6):
        make_entry(edition)
    return edition


def close(edition):
    closed = timezone.now() - datetime.timedelta(minutes=1)
    type(edition).objects.filter(pk=edition.pk).update(closes_at=closed)


def record(client, edition):
    [item] = client.get(f"{LINKUPS}{edition.pk}/draws/").json()["items"]
    return item


def test_a_draw_goes_from_announcement_to_winners(client, edition, admin_user):
    drawn = actions.announce(edition=edition, actor=admin_user, announced=ROUND, winners=2)
    announced = record(client, edition)
    assert (announced["announced"], announced["pool"], announced["winners"]) == (ROUND, None, [])
    with pytest.raises(InvalidInput):
        actions.draw(draw_id=drawn.pk, actor=admin_user, value="00ff")
    make_entry(edition, status="held")
    close(edition)
    assert (actions.seal_due(), actions.seal_due()) == (1, 0)
    sealed = record(client, edition)
    assert sealed["pool"]["numbers"] == [1, 2, 3, 4, 5, 6]
    LinkUpEntry.objects.filter(number=2).update(status="withdrawn")
    actions.draw(draw_id=drawn.pk, actor=admin_user, value=" 00FF ")
    whole = record(client, edition)
    assert (whole["value"], whole["excluded"]) == ("00ff", [2])
    assert len(whole["winners"]) == 2
    pool = whole["pool"]
    assert draws.pool_hash(draws.pool_text(pool["edition"], pool["numbers"])) == pool["hash"]
    assert whole["winners"] == draws.winners(
        pool["hash"], whole["value"], pool["numbers"], count=2, excluded=whole["excluded"]
    )


def test_it_is_drawn_once_and_a_second_draw_is_a_second_record(client, edition, admin_user):
    drawn = actions.announce(edition=edition, actor=admin_user, announced=ROUND)
    close(edition)
    actions.seal_due()
    actions.draw(draw_id=drawn.pk, actor=admin_user, value="1")
    with pytest.raises(InvalidInput):
        actions.draw(draw_id=drawn.pk, actor=admin_user, value="2")
    with pytest.raises(InvalidInput) as refused:
        actions.announce(edition=edition, actor=admin_user, announced="round 2")
    assert refused.value.errors[0]["loc"] == ["body", "reason"]
    again = actions.announce(
        edition=edition, actor=admin_user, announced="round 2", reason="The winner gave it back."
    )
    assert again.sealed_at is not None
    actions.draw(draw_id=again.pk, actor=admin_user, value="2")
    assert Draw.objects.filter(drawn_at__isnull=False).count() == 2
    assert len(client.get(f"{LINKUPS}{edition.pk}/draws/").json()["items"]) == 2


@pytest.mark.parametrize("value", ["", "ä", "x" * 2000])
def test_a_value_that_is_none_is_refused_by_name(edition, admin_user, value):
    drawn = actions.announce(edition=edition, actor=admin_user, announced=ROUND)
    close(edition)
    actions.seal_due()
    with pytest.raises(InvalidInput) as refused:
        actions.draw(draw_id=drawn.pk, actor=admin_user, value=value)
    assert refused.value.errors[0]["loc"] == ["body", "value"]


def test_where_everyone_has_gone_there_is_nothing_to_draw(edition, admin_user):
    drawn = actions.announce(edition=edition, actor=admin_user, announced=ROUND)
    close(edition)
    actions.seal_due()
    LinkUpEntry.objects.update(status="removed")
    with pytest.raises(InvalidInput):
        actions.draw(draw_id=drawn.pk, actor=admin_user, value="1")


@pytest.mark.parametrize("title", ["👩\u200d👧 link-up", "Link\u00ad-up", "\u202eLink-up"])
def test_a_title_of_any_signs_can_be_drawn_from(edition, admin_user, title):
    type(edition).objects.filter(pk=edition.pk).update(title=title)
    edition.refresh_from_db()
    actions.announce(edition=edition, actor=admin_user, announced=ROUND)
    close(edition)
    assert actions.seal_due() == 1
    assert Draw.objects.get().name.isprintable()


def test_one_that_fails_keeps_no_other_from_being_sealed(site, edition, admin_user, caplog):
    other = make_edition(make_series(site, "Other"), 1)
    make_entry(other)
    first, second = (
        actions.announce(edition=each, actor=admin_user, announced=ROUND)
        for each in (edition, other)
    )
    Draw.objects.filter(pk=first.pk).update(name="\u200d")
    for each in (edition, other):
        close(each)
    assert actions.seal_due() == 1
    assert "could not be sealed" in caplog.text
    assert Draw.objects.get(pk=second.pk).sealed_at


def test_an_edition_that_was_opened_again_is_not_drawn(client, edition, admin_user):
    drawn = actions.announce(edition=edition, actor=admin_user, announced=ROUND)
    assert (record(client, edition)["closed_at"], record(client, edition)["value"]) == (None, None)
    close(edition)
    actions.seal_due()
    closed_at = record(client, edition)["closed_at"]
    type(edition).objects.filter(pk=edition.pk).update(closes_at=timezone.now() + DAY)
    with pytest.raises(InvalidInput):
        actions.draw(draw_id=drawn.pk, actor=admin_user, value="1")
    assert record(client, edition)["closed_at"] == closed_at


def test_of_an_upcoming_edition_nothing_is_sealed(edition, admin_user):
    actions.announce(edition=edition, actor=admin_user, announced=ROUND)
    type(edition).objects.update(closes_at=timezone.now() + DAY)
    assert actions.seal_due() == 0
