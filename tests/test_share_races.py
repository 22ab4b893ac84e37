"""Shares that come at once are all counted. Real connections in real threads."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from tests.factories import make_article, make_section, make_site
from tests.races import at_once
from wagtail_parenting.sharing.models import ShareCount

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="needs PostgreSQL or MariaDB"),
]

READERS = 50


@pytest.mark.parametrize("is_first", [True, False], ids=["first of the day", "later"])
def test_fifty_shares_from_fifty_addresses_count_fifty(is_first):
    page = make_article(make_section(make_site()), "Naps")
    body = {"page": page.pk, "target": "whatsapp"}
    url = "/api/v3/parenting/shares/"
    before = 0
    if not is_first:
        Client().post(url, body, content_type="application/json")
        before = 1

    def click(number):
        client = Client(REMOTE_ADDR=f"192.0.2.{number + 1}")
        return client.post(url, body, content_type="application/json").status_code

    answers = at_once([lambda n=number: click(n) for number in range(READERS)])
    assert answers == [204] * READERS
    assert ShareCount.objects.get().count == READERS + before
