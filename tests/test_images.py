"""Pictures: made by task, never in a request, and every address answers."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from wagtail.images import get_image_model

from tests.factories import (
    block,
    full_article,
    make_article,
    make_contributor,
    make_image,
)
from wagtail_parenting.conf import config
from wagtail_parenting.headless.models import ImageColour
from wagtail_parenting.headless.renditions import make_renditions

pytestmark = pytest.mark.django_db


def renditions():
    return get_image_model().get_rendition_model().objects


def addresses(value):
    """Every picture address in an answer."""
    if isinstance(value, dict):
        if "srcset" in value:
            yield value["src"]
            yield from (source["url"] for source in value["srcset"])
        for part in value.values():
            yield from addresses(part)
    elif isinstance(value, list):
        for part in value:
            yield from addresses(part)


LISTS = [
    "/api/v2/pages/?type=parenting_pages.AdviceArticlePage&fields=*",
    "/api/v3/parenting/articles/",
]


@pytest.mark.parametrize("url", LISTS)
def test_a_cold_list_encodes_nothing_and_every_picture_answers(client, section, url):
    from tests.factories import article_model

    url = url.replace("parenting_pages.AdviceArticlePage", article_model()._meta.label)
    other = make_article(section, "Other")
    shared = make_image("Shared", size=(60, 40))
    for number in range(20):
        full_article(section, f"Full {number}", related=[other], image=shared)
    body = client.get(url).json()
    assert renditions().count() == 0
    found = list(dict.fromkeys(addresses(body)))
    assert len(found) >= 60
    for address in found:
        parts = urlsplit(address)
        assert parts.netloc == "cms.example.org"
        assert client.get(f"{parts.path}").status_code == 200, address


def test_the_task_makes_every_rendition_that_the_page_shows(client, section):
    inline = make_image("Inline", size=(1200, 800))
    article = make_article(
        section,
        "Warm",
        hero_image=make_image("Hero", size=(1800, 1200)),
        hero_alt="x",
        authors=[make_contributor(picture=make_image("Ann"))],
        body=[block("image", {"image": inline.pk, "alt": "x", "decorative": False})],
    )
    make_renditions.func(article.pk)
    made = renditions().count()
    assert made > 10
    texts = client.get(f"/api/v2/pages/{article.pk}/").content.decode()
    texts += client.get("/api/v3/parenting/articles/").content.decode()
    assert "/media/images/" in texts
    assert "/images/" not in texts.replace("/media/images/", "")
    assert ImageColour.objects.get(image=article.hero_image).colour == "#c4623f"
    hero = client.get(f"/api/v2/pages/{article.pk}/").json()["hero"]
    assert hero["colour"] == "#c4623f"
    assert (hero["width"], hero["height"]) == (1200, 800)
    assert {source["format"] for source in hero["srcset"]} == {"image/avif", "image/webp"}
    make_renditions.func(article.pk)
    assert renditions().count() == made


def test_sizes_of_renditions_to_come_are_true(client, section):
    article = make_article(
        section, "Cold", hero_image=make_image("Hero", size=(1800, 1200)), hero_alt="x"
    )
    cold = client.get(f"/api/v2/pages/{article.pk}/").json()["hero"]
    make_renditions.func(article.pk)
    warm = client.get(f"/api/v2/pages/{article.pk}/").json()["hero"]
    shown = ("width", "height")
    assert {key: cold[key] for key in shown} == {key: warm[key] for key in shown}
    assert [s["width"] for s in cold["srcset"]] == [s["width"] for s in warm["srcset"]]


def test_publishing_enqueues_the_pictures(section, django_capture_on_commit_callbacks):
    from django_tasks import default_task_backend

    default_task_backend.clear()
    with django_capture_on_commit_callbacks(execute=True):
        make_article(section, "New")
    names = [result.task.name for result in default_task_backend.results]
    assert "make_renditions" in names
    assert "fill_related" in names


def test_a_broken_picture_does_not_keep_others_from_theirs(section, caplog):
    broken, fine = make_image("Broken"), make_image("Fine")
    get_image_model().objects.filter(pk=broken.pk).update(file="images/gone.png")
    body = [
        block("image", {"image": image.pk, "alt": "x", "decorative": False})
        for image in (broken, fine)
    ]
    article = make_article(section, "Both", body=body)
    make_renditions.func(article.pk)
    assert renditions().filter(image=fine).count() == len(config().rendition_sets["inline"])
    assert "could not be made" in caplog.text


def test_focal_points_are_in_pixels_of_the_picture_shown(client, section):
    image = make_image("Hero", size=(2400, 2000))
    image.focal_point_x, image.focal_point_y = 1200, 400
    image.focal_point_width = image.focal_point_height = 200
    image.save()
    article = make_article(section, "Focal", hero_image=image, hero_alt="x")
    hero = client.get(f"/api/v2/pages/{article.pk}/").json()["hero"]
    assert hero["focal_point"] == {"x": 600, "y": 200, "width": 100, "height": 100}
    card = client.get("/api/v3/parenting/articles/").json()["items"][0]
    assert card["hero"]["focal_point"] is None


def test_a_decorative_picture_has_no_alt_text(client, section):
    value = {"image": make_image().pk, "alt": "left over", "decorative": True}
    article = make_article(section, "Plain", body=[block("image", value)])
    shown = client.get(f"/api/v2/pages/{article.pk}/").json()["body"][0]["value"]
    assert (shown["alt"], shown["decorative"]) == ("", True)
