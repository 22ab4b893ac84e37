"""What moves the version of a page, and what does not."""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site

from tests.factories import (
    article_model,
    block,
    full_article,
    make_article,
    make_contributor,
    make_image,
    make_section,
    make_site,
    make_stage,
    make_topic,
    page_model,
    restrict,
)
from wagtail_parenting.articles.related import fill_related
from wagtail_parenting.articles.relations import RelatedSuggestion
from wagtail_parenting.articles.topics import Tag
from wagtail_parenting.headless import stamps
from wagtail_parenting.headless.models import HeadlessSettings, PageStamp, SiteStamp
from wagtail_parenting.headless.renditions import make_renditions

pytestmark = pytest.mark.django_db


class Watch:
    """The titles of pages, and the hosts of sites, whose versions move within it."""

    def __enter__(self):
        self._pages, self._sites = self._tokens()
        self.pages, self.sites = set(), set()
        return self

    def __exit__(self, *args):
        pages, sites = self._tokens()
        titles = dict(page_model().objects.values_list("pk", "title"))
        self.pages = {titles[pk] for pk in titles if pages.get(pk) != self._pages.get(pk)}
        hosts = dict(Site.objects.values_list("pk", "hostname"))
        self.sites = {hosts[pk] for pk in hosts if sites.get(pk) != self._sites.get(pk)}

    def _tokens(self):
        return (
            dict(PageStamp.objects.values_list("pk", "content")),
            dict(SiteStamp.objects.values_list("pk", "structure")),
        )


def link(page):
    return [block("paragraph", f'<p><a linktype="page" id="{page.pk}">there</a></p>')]


def published(page):
    page.save_revision().publish()


def test_an_author_moves_what_names_her_and_what_shows_it_as_a_card(section):
    ada = make_contributor("Ada")
    hers = make_article(section, "Hers", authors=[ada])
    make_article(section, "With a card", related=[hers])
    make_article(section, "With a link", body=link(hers))
    make_article(section, "Other")
    with Watch() as moved:
        ada.name = "Ada B."
        ada.save()
    assert moved.pages == {"Hers", "With a card"}
    assert moved.sites == set()


def test_a_reviewer_moves_what_names_her_but_no_cards(section):
    ada = make_contributor("Ada")
    hers = make_article(section, "Reviewed", reviewers=[ada])
    make_article(section, "With a card", related=[hers])
    with Watch() as moved:
        ada.name = "Ada B."
        ada.save()
    assert moved.pages == {"Reviewed"}


def test_a_picture_moves_what_shows_it_wherever_it_stands(section):
    image = make_image()
    portrait = make_contributor("Ada", picture=image)
    hero = make_article(section, "Hero", hero_image=image, hero_alt="x")
    value = {"image": image.pk, "alt": "A cot", "decorative": False, "caption": "", "credit": ""}
    inside = make_article(section, "In the body", body=[block("image", value)])
    make_article(section, "Portrait", authors=[portrait])
    make_article(section, "Card of hero", related=[hero])
    make_article(section, "Card of body", related=[inside])
    make_article(section, "Other", hero_image=make_image(), hero_alt="y")
    with Watch() as moved:
        image.title = "Another alt text"
        image.save()
    assert moved.pages == {"Hero", "In the body", "Portrait", "Card of hero"}


@pytest.mark.parametrize("what", ["topic", "part", "stage", "tag"])
def test_a_subject_moves_what_names_it(section, what):
    topic, stage = make_topic("Sleep"), make_stage("Newborn")
    part = make_topic("Naps", parent=topic)
    named = make_article(section, "Named", topics=[part], stages=[stage], tags=["night"])
    make_article(section, "Card", related=[named])
    make_article(section, "Other", topics=[make_topic("Food")], stages=[make_stage()], tags=["x"])
    changed = {
        "topic": topic,
        "part": part,
        "stage": stage,
        "tag": Tag.objects.get(name="night"),
    }[what]
    with Watch() as moved:
        changed.name = "New name"
        changed.save()
    assert moved.pages == {"Named", "Card"}
    with Watch() as moved:
        changed.delete()
    assert {"Named", "Card"} <= moved.pages


def test_the_slug_of_a_page_without_children_moves_what_refers_to_it(section):
    first = make_article(section, "First")
    make_section(section.get_site(), "Between")
    target = make_article(make_section(section.get_site(), "Far"), "Target")
    make_article(section, "With a link", body=link(target))
    make_article(section, "With a card", related=[target])
    RelatedSuggestion.objects.create(page=first, article=target, sort_order=0)
    with Watch() as moved:
        target.slug = "elsewhere"
        published(target)
    assert moved.pages == {"Target", "With a link", "With a card", "First"}
    assert moved.sites == set()


def test_other_content_moves_cards_but_no_links(section):
    far = make_section(section.get_site(), "Far")
    target = make_article(far, "Target")
    make_article(section, "With a link", body=link(target))
    make_article(section, "With a card", related=[target])
    with Watch() as moved:
        target.standfirst = "New."
        published(target)
    assert moved.pages == {"Target", "With a card"}


def test_a_draft_moves_nobody_else(section):
    target = make_article(section, "Target")
    make_article(section, "With a card", related=[target])
    with Watch() as moved:
        target.title = "Not yet"
        target.save_revision()
    assert moved.pages == set()


def test_unpublishing_and_deleting_move_what_refers_to_it_and_its_neighbours(section):
    _, two, _ = (make_article(section, title) for title in ("One", "Two", "Three"))
    make_article(section, "Four")
    far = make_section(section.get_site(), "Far")
    make_article(far, "Link", body=link(two))
    with Watch() as moved:
        two.unpublish()
    assert moved.pages == {"One", "Two", "Three", "Link"}
    published(article_model().objects.get(pk=two.pk))
    with Watch() as moved:
        article_model().objects.get(pk=two.pk).delete()
    assert moved.pages == {"One", "Three", "Link"}


def test_a_subtree_moves_its_site_and_what_shows_it_elsewhere(section):
    target = make_article(section, "Target")
    other = make_site("second.example.org", frontend="https://second.example.org", default=False)
    make_article(make_section(other, "Theirs"), "Link from there", body=link(target))
    make_article(make_section(other, "Also theirs"), "No link")
    section = type(section).objects.get(pk=section.pk)
    with Watch() as moved:
        section.slug = "rest"
        published(section)
    assert moved.sites == {"localhost"}
    assert "Link from there" in moved.pages
    assert "No link" not in moved.pages


def test_a_move_moves_both_sites(section):
    other = make_site("second.example.org", frontend="https://second.example.org", default=False)
    target = make_article(section, "Target")
    with Watch() as moved:
        target.move(make_section(other, "Theirs"), "last-child")
    assert moved.sites == {"localhost", "second.example.org"}


def test_siblings_of_what_was_moved_have_not_moved_themselves(section):
    make_article(section, "One")
    two = make_article(section, "Two")
    three = make_article(section, "Three")
    three.move(two, "left")
    two = article_model().objects.get(pk=two.pk)
    with Watch() as moved:
        two.standfirst = "New."
        published(two)
    assert moved.sites == set()


def test_restrictions_and_settings_move_their_site_only(section):
    make_site("second.example.org", frontend="https://second.example.org", default=False)
    article = make_article(section, "Private")
    with Watch() as moved:
        restriction = restrict(article)
    assert moved.sites == {"localhost"}
    with Watch() as moved:
        restriction.restriction_type = PageViewRestriction.PASSWORD
        restriction.save()
    assert moved.sites == {"localhost"}
    with Watch() as moved:
        restriction.delete()
    assert moved.sites == {"localhost"}
    with Watch() as moved:
        settings = HeadlessSettings.objects.get(site__hostname="localhost")
        settings.frontend_url = "https://new.example.org"
        settings.save()
    assert moved.sites == {"localhost"}


def test_a_collection_moves_every_site(section):
    make_site("second.example.org", frontend="https://second.example.org", default=False)
    collection = Collection.get_first_root_node().add_child(name="Private")
    with Watch() as moved:
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert moved.sites == {"localhost", "second.example.org"}


def test_a_site_changes_its_versions(site):
    with Watch() as moved:
        site.site_name = "Renamed"
        site.save()
    assert moved.sites == {"localhost"}


def test_an_alias_moves_with_its_source_and_so_do_links_to_it(section):
    source = make_article(section, "Source")
    alias = source.create_alias(parent=make_section(section.get_site(), "Far"))
    page_model().objects.filter(pk=alias.pk).update(title="Alias")
    make_article(section, "Link", body=link(alias))
    with Watch() as moved:
        source.unpublish()
    assert {"Source", "Link", "Alias"} <= moved.pages


def test_translations_name_each_other(section):
    Locale.objects.get_or_create(language_code="de")
    english = make_article(section, "English")
    section.get_parent().copy_for_translation(Locale.objects.get(language_code="de"))
    section.copy_for_translation(Locale.objects.get(language_code="de"))
    german = english.copy_for_translation(Locale.objects.get(language_code="de"))
    german.title = "Deutsch"
    with Watch() as moved:
        published(german)
    assert "English" in moved.pages


def test_a_rolled_back_change_leaves_the_version(section):
    article = make_article(section, "Article")
    with Watch() as moved:
        try:
            with transaction.atomic():
                article.title = "New"
                published(article)
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
    assert moved.pages == set()
    before = PageStamp.objects.get(pk=article.pk).content
    article = type(article).objects.get(pk=article.pk)
    article.standfirst = "New"
    published(article)
    assert PageStamp.objects.get(pk=article.pk).content != before


def test_what_a_body_shows_is_found_while_the_task_that_indexes_it_waits(section, settings):
    """The test settings' task backend runs nothing."""
    assert "dummy" in settings.TASKS["default"]["BACKEND"]
    image = make_image()
    article = make_article(section, "Shows it")
    value = {"image": image.pk, "alt": "A cot", "decorative": False, "caption": "", "credit": ""}
    article.body = [block("image", value)]
    published(article)
    with Watch() as moved:
        image.title = "x"
        image.save()
    assert moved.pages == {"Shows it"}


def test_the_next_change_by_time_is_known(section):
    soon = timezone.now() + datetime.timedelta(hours=2)
    later = timezone.now() + datetime.timedelta(hours=3)
    make_article(section, "Expires", expire_at=later)
    make_article(section, "Goes live", go_live_at=soon)
    assert SiteStamp.objects.get().next_change == soon


def test_every_save_of_a_full_article_costs_a_fixed_number_of_queries(
    section, django_assert_max_num_queries
):
    other = make_article(section, "Other")
    article = full_article(section, "Full", related=[other])
    article.standfirst = "New."
    with django_assert_max_num_queries(60):
        stamps.page_changed(article)


def test_related_articles_that_the_task_chose_move_the_page_once(section):
    topic = make_topic("Sleep")
    first = make_article(section, "First", topics=[topic])
    make_article(section, "Second", topics=[topic])
    with Watch() as moved:
        fill_related.func(first.pk)
    assert moved.pages == {"First"}
    with Watch() as moved:
        fill_related.func(first.pk)
    assert moved.pages == set()


def test_renditions_that_the_task_made_move_what_shows_the_picture_once(section):
    image = make_image()
    hero = make_article(section, "Hero", hero_image=image, hero_alt="x")
    make_article(section, "Other")
    with Watch() as moved:
        make_renditions.func(hero.pk)
    assert moved.pages == {"Hero"}
    with Watch() as moved:
        make_renditions.func(hero.pk)
    assert moved.pages == set()


def test_a_restored_backup_never_repeats_a_token_that_was_given_out_since(client, section):
    article = make_article(section, "Here")
    url = f"/api/v3/parenting/resolve/?page={article.pk}"
    backup = PageStamp.objects.get(pk=article.pk)
    article.title = "Changed"
    article.save_revision().publish()
    given_out = client.get(url)["ETag"]
    backup.save()  # the database as it was
    type(article).objects.filter(pk=article.pk).update(title="Here")
    article = type(article).objects.get(pk=article.pk)
    article.title = "Changed otherwise"
    article.save_revision().publish()
    answer = client.get(url, headers={"If-None-Match": given_out})
    assert answer.status_code == 200
    assert "Changed otherwise" in answer.text
