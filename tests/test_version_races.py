"""No answer is older than its ETag says, while editors publish and readers read at once.

Real connections in real threads, on the databases that let several write.
"""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections
from django.test import Client

from tests.factories import article_model, make_article, make_contributor, make_section, make_site

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="needs PostgreSQL or MariaDB"),
]

ROUNDS = 25
READERS = 3
DOORS = [
    "/api/v3/parenting/resolve/?path=/sleep/naps/",
    "/api/v3/parenting/articles/",
    "/api/v3/parenting/people/",
]


def number_in(text):
    """The highest number that the editor had written when the answer was made."""
    return max((int(part.split("!")[0]) for part in text.split("No. ")[1:]), default=-1)


@pytest.mark.parametrize("url", DOORS)
def test_an_answer_is_at_least_as_new_as_its_etag(url):
    ada = make_contributor("Ada No. 0!", slug="ada")
    article = make_article(make_section(make_site()), "Naps", authors=[ada], slug="naps")
    written = {}
    seen = []
    done = threading.Event()

    def read():
        client = Client()
        try:
            while not done.is_set():
                answer = client.get(url)
                seen.append((answer["ETag"], number_in(answer.text)))
        finally:
            connections.close_all()

    readers = [threading.Thread(target=read) for _number in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, ROUNDS + 1):
            ada.name = f"Ada No. {number}!"
            ada.save()
            page = article_model().objects.get(pk=article.pk)
            page.standfirst = f"No. {number}!"
            page.save_revision().publish()
            written[Client().get(url)["ETag"]] = number
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert len(written) == ROUNDS
    assert len(seen) > ROUNDS
    stale = [(etag, number) for etag, number in seen if written.get(etag, 0) > number]
    assert stale == []
