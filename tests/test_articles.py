"""What an article works out for itself, related articles, reviews, snippets."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    article_model,
    block,
    every_block,
    make_article,
    make_contributor,
    make_document,
    make_image,
    make_section,
    make_stage,
    make_topic,
    make_user,
)
from wagtail_parenting.articles.blocks.media import player
from wagtail_parenting.articles.related import fill_related
from wagtail_parenting.articles.relations import RelatedSuggestion
from wagtail_parenting.articles.review import review_state
from wagtail_parenting.articles.topics import Tag
from wagtail_parenting.headless.streams import plain_text

pytestmark = pytest.mark.django_db


# --- Words ------------------------------------------------------------------------------


def test_reading_time_counts_220_words_a_minute_and_at_least_one(section):
    def minutes(words):
        body = [block("paragraph", f"<p>{'word ' * words}</p>")]
        return make_article(section, body=body).reading_time

    assert [minutes(words) for words in (0, 1, 220, 221, 2200)] == [1, 1, 1, 2, 10]


def test_every_block_gives_its_words_to_search_and_feeds(section):
    image, document = make_image(), make_document()
    body = every_block(page=section.pk, image=image.pk, document=document.pk)
    stream = article_model()._meta.get_field("body").stream_block
    silent = {
        item["type"]
        for item in body
        if not any(text.strip() for text in plain_text(stream, [item]))
    }
    assert silent == {"download", "article_card", "reference"}  # they only point elsewhere
    words = " ".join(plain_text(stream, body))
    for expected in ("the page", "Call now", "Lullaby", "Hours", "Why?", "sits", "limp", "111"):
        assert expected in words
    assert "<" not in words


def test_the_shown_date_defaults_to_the_first_publication(section):
    article = make_article(section)
    assert article.published_at == article.first_published_at
    day = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    assert make_article(section, published_at=day).published_at == day
    draft = make_article(section, publish=False)
    assert draft.published_at is None


def test_a_copy_gets_a_date_of_its_own(section):
    article = make_article(section, "Once")
    copied = article.copy(update_attrs={"slug": "twice"}, keep_live=False)
    assert copied.published_at is None


# --- Related articles -------------------------------------------------------------------


def titles(client, article, url="/api/v2/pages/{pk}/"):
    related = client.get(url.format(pk=article.pk)).json()["related"]
    return [item["title"] for item in related]


def test_related_articles_are_filled_up_by_what_they_share(client, section):
    sleep, baby = make_topic("Sleep"), make_stage("Baby")
    article = make_article(section, "Here", topics=[sleep], stages=[baby], tags=["x"])
    make_article(section, "Stage", stages=[baby])
    make_article(section, "All", topics=[sleep], stages=[baby], tags=["x"])
    make_article(section, "Topic", topics=[sleep])
    make_article(section, "Nothing")
    make_article(section, "Draft", topics=[sleep], publish=False)
    fill_related.func(article.pk)
    assert titles(client, article) == ["All", "Topic", "Stage"]
    fill_related.func(article.pk)
    assert RelatedSuggestion.objects.filter(page_id=article.pk).count() == 3


def test_chosen_ones_come_first_and_are_not_repeated(client, section, settings):
    settings.WAGTAIL_PARENTING = {"RELATED_LIMIT": 2}
    topic = make_topic()
    chosen = make_article(section, "Chosen", topics=[topic])
    for title in ("A", "B", "C"):
        make_article(section, title, topics=[topic])
    article = make_article(section, "Here", topics=[topic], related=[chosen])
    fill_related.func(article.pk)
    for url in ("/api/v2/pages/{pk}/", "/api/v3/pages/{pk}/"):
        assert titles(client, article, url) == ["Chosen", "C"]


def test_spare_suggestions_take_the_place_of_what_is_gone(client, section, settings):
    settings.WAGTAIL_PARENTING = {"RELATED_LIMIT": 2}
    topic = make_topic()
    others = [make_article(section, title, topics=[topic]) for title in ("A", "B", "C", "D")]
    article = make_article(section, "Here", topics=[topic])
    fill_related.func(article.pk)
    assert titles(client, article) == ["D", "C"]
    for other in others[2:]:
        other.unpublish()
    assert titles(client, article) == ["B", "A"]


def test_those_that_it_chose_get_to_know_a_new_article(section):
    from django_tasks import default_task_backend

    topic = make_topic()
    older = make_article(section, "Older", topics=[topic])
    newer = make_article(section, "Newer", topics=[topic])
    default_task_backend.clear()
    fill_related.func(newer.pk, spread=True)
    (asked,) = default_task_backend.results
    assert (asked.task.name, list(asked.args)) == ("fill_related", [older.pk])
    assert not asked.kwargs


def test_a_translation_names_topics_stages_and_people_of_its_language(section, settings):
    from wagtail.models import Locale

    settings.WAGTAIL_I18N_ENABLED = True
    german = Locale.objects.create(language_code="de")
    sleep, baby, other = make_topic("Sleep"), make_stage("Baby"), make_topic("Other")
    ann = make_contributor("Ann")
    for snippet in (sleep, baby, ann):
        copy = snippet.copy_for_translation(german)
        copy.name = f"{snippet.name} (de)"
        copy.save()
    article = make_article(section, "Here", topics=[sleep, other], stages=[baby], authors=[ann])
    translated = article.copy_for_translation(german, copy_parents=True)
    translated = article_model().objects.get(pk=translated.pk)
    assert {topic.name for topic in translated.topics.all()} == {"Sleep (de)", "Other"}
    assert [stage.name for stage in translated.stages.all()] == ["Baby (de)"]
    assert [row.contributor.name for row in translated.authors.all()] == ["Ann (de)"]
    draft = translated.get_latest_revision_as_object()
    assert [row.contributor.name for row in draft.authors.all()] == ["Ann (de)"]
    assert [row.contributor.name for row in article.authors.all()] == ["Ann"]


def test_a_suggestion_that_is_unpublished_later_is_left_out(client, section):
    topic = make_topic()
    other = make_article(section, "Other", topics=[topic])
    article = make_article(section, "Here", topics=[topic])
    fill_related.func(article.pk)
    assert titles(client, article) == ["Other"]
    other.unpublish()
    assert titles(client, article) == []
    assert fill_related.func(999999) is None


# --- Reviews ----------------------------------------------------------------------------


def test_review_states():
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    assert review_state(today, today) == "overdue"
    assert review_state(today + day, None) == "soon"
    assert review_state(today + 30 * day, None) == "soon"
    assert review_state(today + 31 * day, today) == "reviewed"
    assert review_state(None, None) == "none"


def test_the_report_lists_what_is_due(client, section):
    today = timezone.localdate()
    for title, days in (("Late", -3), ("Soon", 20), ("Later", 60)):
        make_article(section, title, next_review=today + datetime.timedelta(days=days))
    make_article(section, "Never")
    client.force_login(make_user())
    shown = client.get(reverse("parenting_reviews_due")).content.decode()
    assert "Late" in shown
    assert "Soon" in shown
    assert "Later" not in shown
    assert "Never" not in shown
    assert shown.index("Late") < shown.index("Soon")
    assert "Review overdue" in shown
    exported = client.get(reverse("parenting_reviews_due"), {"export": "csv"})
    text = b"".join(exported.streaming_content).decode()
    assert "Late" in text
    assert "Review overdue" in text


def test_the_report_needs_a_permission(client, section):
    client.force_login(make_user("nobody", superuser=False))
    assert client.get(reverse("parenting_reviews_due")).status_code == 302


def test_the_list_of_articles_shows_the_review(client, section):
    make_article(section, "Late", next_review="2020-01-01")
    client.force_login(make_user())
    meta = article_model()._meta
    url = reverse(f"parenting_{meta.app_label}_{meta.model_name}:index")
    shown = client.get(url).content.decode()
    assert "Late" in shown
    assert "Review overdue" in shown


# --- Snippets ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"from_months": 3, "to_months": 1},
        {"from_months": 3},
        {"from_months": 0, "to_months": 217},
        {"from_weeks": 0, "to_weeks": 12},
        {"from_weeks": 1, "to_weeks": 43},
        {"from_months": 0, "to_months": 3, "from_weeks": 1, "to_weeks": 3},
        {},
    ],
)
def test_life_stages_refuse_impossible_ages(db, values):
    from wagtail_parenting.articles.stages import LifeStage

    with pytest.raises(ValidationError):
        LifeStage(name="x", slug="x", **values).full_clean()


def test_topics_have_two_levels(db):
    main = make_topic("Main")
    part = make_topic("Part", parent=main)
    third = make_topic("Third")
    third.parent = part
    with pytest.raises(ValidationError):
        third.full_clean()
    main.parent = make_topic("Other")
    with pytest.raises(ValidationError):
        main.full_clean()


def test_tags_with_the_same_letters_get_slugs_of_their_own(db):
    names = ["naïve", "naive", "👶", "👶🏽", "R&D", "rd", "%2F", "2F"]
    tags = [Tag.objects.create(name=name) for name in names]
    assert len({tag.slug for tag in tags}) == len(names)
    assert all(tag.slug for tag in tags)
    assert Tag.objects.get(name="naive").slug == "naive"


# --- Players ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "embed"),
    [
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=3", "aqz-KE-bpKQ"),
        ("https://youtu.be/aqz-KE-bpKQ?si=x", "aqz-KE-bpKQ"),
        ("https://m.youtube.com/shorts/aqz-KE-bpKQ", "aqz-KE-bpKQ"),
        ("https://vimeo.com/76979871", "76979871"),
        ("https://player.vimeo.com/video/76979871?h=1", "76979871"),
        ("https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ", None),
        ("https://www.youtube.com/@channel", None),
        ('https://www.youtube.com/watch?v="><script>', None),
        ("https://video.example.org/x", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_player_is_named_only_for_what_is_known(url, embed):
    _provider, address = player(url)
    assert (address is None) if embed is None else (embed in address)


def test_anchors_of_headings_are_unique(client, section):
    body = [block("heading", {"text": "Why?", "level": "h2"}) for _ in range(3)]
    article = make_article(section, "Asking", body=body)
    for url in (f"/api/v2/pages/{article.pk}/", f"/api/v3/pages/{article.pk}/"):
        shown = client.get(url).json()["body"]
        assert [item["value"]["anchor"] for item in shown] == ["why", "why-2", "why-3"]


def test_an_index_shows_what_is_featured(client, site):
    home = site.root_page.specific
    section = make_section(site, intro="All about nights")
    article = make_article(section, "First")
    featured = type(home)._meta.get_field("featured").related_model
    home.featured.set([featured(article=article)])
    home.body = [block("tip", {"heading": "Hi", "text": "<p>x</p>"})]
    home.save()
    for url in (f"/api/v2/pages/{home.pk}/", f"/api/v3/pages/{home.pk}/"):
        body = client.get(url).json()
        assert [item["title"] for item in body["featured"]] == ["First"]
        assert body["featured"][0]["section"]["title"] == "Sleep"
        assert body["path"] == "/"
        assert body["body"][0]["type"] == "tip"
