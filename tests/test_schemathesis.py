"""Every operation below ``parenting/``, driven from the OpenAPI document with values good and bad.

schemathesis makes the requests and holds each answer against the document: no server error, no
status and no content type that is not documented, every body valid. Two checks are left out, and
have tests of their own: a site, a language or a cursor that no schema knows is refused although it
fits; and a query string has no types, so that ``tag=false`` is the name of a tag.
"""

from __future__ import annotations

import os

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.factories import full_article, make_article

pytestmark = pytest.mark.django_db

LEFT_OUT = [negative_data_rejection, positive_data_acceptance]
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
def document(section, kept_connection):
    full_article(section, "Full", related=[make_article(section, "Other")])
    loaded = schemathesis.openapi.from_wsgi("/api/v3/openapi.json", WSGIHandler())
    return loaded.include(path_regex="/parenting/")


def test_every_operation_answers_as_documented(document):
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
            @given(case=operation.as_strategy(generation_mode=mode))
            def drive(case):
                case.call_and_validate(excluded_checks=LEFT_OUT)

            drive()
    assert len(driven) >= 8
