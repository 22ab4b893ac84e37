"""Every operation below ``parenting/``, driven from the OpenAPI document with values good and bad.

schemathesis makes the requests and holds each answer against the document: no server error, no
status and no content type that is not documented, every body valid. Half of the requests are about
what is there. Three checks are left out, and have tests of their own: a site, a language or a
cursor that no schema knows is refused although it fits; a query string has no types, so that
``tag=false`` is the name of a tag; and a token is no condition where strangers are let in.
"""

from __future__ import annotations

import os

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)

from tests.factories import (
    full_article,
    make_article,
    make_comment,
    make_edition,
    make_entry,
    make_series,
)

pytestmark = pytest.mark.django_db

LEFT_OUT = [negative_data_rejection, positive_data_acceptance, ignored_auth]
#: ``SCHEMATHESIS_EXAMPLES=200`` looks longer.
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "25"))


@pytest.fixture
def kept_connection():
    """The test's own connection, with its transaction: a server would close it after a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def there(section):
    """Ids of what there is, by the names that paths have for them."""
    article = full_article(section, "Full", related=[make_article(section, "Other")])
    edition = make_edition(make_series(section.get_site(), entry_approval="none"), 45)
    return {
        "page_id": edition.pk,
        "entry_id": make_entry(edition).pk,
        "comment_id": make_comment(article).pk,
    }


@pytest.fixture
def document(there, kept_connection):
    loaded = schemathesis.openapi.from_wsgi("/api/v3/openapi.json", WSGIHandler())
    return loaded.include(path_regex="/parenting/")


def test_every_operation_answers_as_documented(document, there):
    driven = []
    for found in document.get_all_operations():
        operation = found.ok()
        driven.append(operation.path)
        for mode in schemathesis.GenerationMode:

            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode), is_there=booleans())
            def drive(case, is_there):
                known = {name: there[name] for name in case.path_parameters or () if name in there}
                if is_there:
                    case.path_parameters |= known
                case.call_and_validate(excluded_checks=LEFT_OUT)

            drive()
    assert len(driven) >= 8
    assert any("/comments/" in path for path in driven)
    assert any("/linkups/entries/" in path for path in driven)
