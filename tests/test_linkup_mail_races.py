"""Ticks and tasks that run at once mail nobody twice. Real connections in real threads."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection

from tests.factories import (
    DAY,
    make_contributor,
    make_edition,
    make_reader,
    make_series,
    make_site,
    make_user,
)
from tests.mails import deliver_all
from tests.races import at_once
from wagtail_parenting.linkups import openings, reminders
from wagtail_parenting.readers import mailings
from wagtail_parenting.readers.models import Mailing, Subscription

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]),
        reason="threads need a database that they can share: PostgreSQL, MariaDB, an SQLite file",
    ),
]

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def series():
    cache.clear()
    return make_series(make_site())


def test_ticks_at_once_tell_of_an_opening_once(series, monkeypatch):
    monkeypatch.setattr(mailings, "BATCH", 2)
    addresses = [f"reader-{number}@example.org" for number in range(9)]
    for address in addresses:
        topic = openings.topic_of(series.pk)
        Subscription.objects.create(reader=make_reader(address), topic=topic)
    edition = make_edition(series, 45, opens=-HOUR)

    def announce():
        openings.announce.func(edition.pk)
        deliver_all()

    at_once([announce] * 6)
    announce()
    assert sorted(message.to[0] for message in mail.outbox) == addresses
    assert Mailing.objects.get().done_at is not None


def test_ticks_at_once_remind_a_host_once(series):
    user = make_user("meera", superuser=False)
    row = type(series).hosts.rel.related_model
    series.hosts.set([row(contributor=make_contributor(user=user))])
    series.save_revision().publish()
    make_edition(series, 45, opens=-DAY, lasts=DAY - HOUR)
    make_edition(series, 46, opens=HOUR, publish=False)

    def remind():
        told = reminders.remind_due()
        deliver_all()
        return told

    assert sum(at_once([remind] * 6)) == 2
    assert len(mail.outbox) == 2
