"""What a process keeps of the sites' frontends, and what makes it look again."""

from __future__ import annotations

import pytest
from django.core import serializers
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from tests.factories import make_article, make_site, make_translation, page_model
from wagtail_parenting.headless.models import HeadlessSettings
from wagtail_parenting.headless.routing import Frontends

pytestmark = pytest.mark.django_db


def seen():
    current = Frontends.current()
    places = {(root.site_id, root.page_id, root.tree_path, root.url_path) for root in current.roots}
    return places, current.origins, {pk: site.hostname for pk, site in current.sites.items()}


def looked_again(act):
    """Whether what is kept is as fresh as what is loaded, before ``act`` and after it."""
    seen()
    with CaptureQueriesContext(connection) as queries:
        seen()
    assert len(queries) == 1
    act()
    now = seen()
    Frontends.forget()
    return now == seen()


@pytest.fixture
def others(site):
    """Homes of three sites side by side."""
    return [make_site(f"{name}.example.org", default=False) for name in ("a", "b")]


def rename_home(site):
    page = site.root_page.specific
    page.slug = "elsewhere"
    page.save()


def rename_hidden_home(site):
    home = page_model().objects.get(pk=site.root_page_id).specific
    home.live = False
    home.slug = "hidden"
    home.save()
    seen()
    home.slug = "hidden-elsewhere"
    home.save()


def load_home(site):
    home = page_model().objects.get(pk=site.root_page_id)
    home.url_path = "/loaded/"
    for item in serializers.deserialize("json", serializers.serialize("json", [home])):
        item.save()


def move_last_home_first(site):
    root = page_model().objects.get(pk=site.root_page_id).get_parent()
    root.get_children().last().move(root, pos="first-child")


def add_site(site):
    make_site("new.example.org", default=False)


def change_host(site):
    site.hostname = "changed.example.org"
    site.save()


def change_frontend(site):
    own = HeadlessSettings.for_site(site)
    own.frontend_url = "https://changed.example.org"
    own.save()


ACTS = [
    rename_home,
    rename_hidden_home,
    load_home,
    move_last_home_first,
    add_site,
    change_host,
    change_frontend,
    lambda site: Site.objects.exclude(pk=site.pk).first().delete(),
    lambda site: Site.objects.all().delete(),
]


@pytest.mark.parametrize("act", ACTS)
def test_what_changes_them_is_seen_at_once(site, others, act):
    assert looked_again(lambda: act(site))


def test_homes_of_other_languages_are_seen_at_once(site, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    home = site.root_page.specific
    assert looked_again(lambda: make_translation(home, "Zuhause"))
    german = page_model().objects.get(title="Zuhause").specific
    german.slug = "daheim"
    assert looked_again(german.save)
    assert looked_again(german.delete)
    assert looked_again(lambda: make_translation(home, "Daheim", publish=False))


def test_articles_leave_them_as_they_are(section):
    article = make_article(section, "Naps")
    seen()
    article.title = "Nights"
    article.save()
    with CaptureQueriesContext(connection) as queries:
        seen()
    assert len(queries) == 1


def test_what_was_rolled_back_is_forgotten(site):
    before = seen()
    with transaction.atomic():
        change_host(site)
        assert seen() != before
        transaction.set_rollback(True)
    assert seen() == before
