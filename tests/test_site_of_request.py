"""The site of a request is the one that Wagtail finds, without asking the database again."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from wagtail.models import Site

from tests.factories import make_site
from wagtail_parenting.errors import InvalidParameter
from wagtail_parenting.headless.routing import Frontends

pytestmark = pytest.mark.django_db

HOSTS = ["localhost", "one.example", "one.example:81", "one.example:99", "two.example:8000", "x"]


@pytest.mark.parametrize("has_default", [True, False])
def test_the_site_of_a_request_is_wagtails(site, has_default, django_assert_num_queries):
    for host, port in [("one.example", 80), ("one.example", 81), ("two.example", 80)]:
        twin = Site(hostname=host, port=port, root_page=site.root_page)
        twin.save()
    if not has_default:
        Site.objects.update(is_default_site=False)
    frontends = Frontends.load()
    for host in HOSTS:
        expected = Site.find_for_request(RequestFactory().get("/", headers={"host": host}))
        request = RequestFactory().get("/", headers={"host": host})
        with django_assert_num_queries(0):
            try:
                found = frontends.select(request, None)
            except InvalidParameter:
                found = None
        assert found == expected, host


def test_a_default_site_at_the_host_goes_before_its_twins(site):
    make_site("one.example", default=False)
    Site.objects.create(hostname="localhost", port=81, root_page=site.root_page)
    for host in ("localhost:5000", "localhost:81", "one.example:5000"):
        expected = Site.find_for_request(RequestFactory().get("/", headers={"host": host}))
        request = RequestFactory().get("/", headers={"host": host})
        assert Frontends.load().select(request, None) == expected, host
