"""Making the renditions and colours of pictures: by task, never in a request."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import swapper
from django_tasks import task
from PIL import Image as PillowImage
from wagtail.images import get_image_model

from wagtail_parenting import after_commit
from wagtail_parenting.headless import stamps
from wagtail_parenting.headless.images import specs_of
from wagtail_parenting.headless.loading import images_of
from wagtail_parenting.headless.models import ImageColour

logger = logging.getLogger(__name__)


@task()
def make_renditions(page_id: int) -> None:
    """Make every rendition and colour that a page shows. Safe to run again."""
    page = swapper.load_model("wagtailcore", "Page").objects.filter(pk=page_id).first()
    if page is not None:
        make_for(images_of(page.specific))


@task()
def make_site_renditions(image_id: int) -> None:
    """Make what shared links show of the picture of a site. Safe to run again."""
    make_for({image_id: ["social"]})


def make_for(sets_by_image: Mapping[int, Iterable[str]]) -> None:
    """Make the renditions of the named sets for each image id, and its colour.

    A picture that cannot be read is logged and left out: it must not keep others from theirs. The
    versions of pages that show a picture move when something was made: its addresses are others.
    """
    images = get_image_model()._default_manager.select_related("parenting_colour")
    for image in images.filter(pk__in=list(sets_by_image)):
        if image.is_svg():
            continue
        before = image.renditions.count()
        try:
            image.get_renditions(*specs_of(sets_by_image[image.pk]))
            has_changed = _remember_colour(image)
        except Exception:
            logger.exception("The renditions of image %s could not be made.", image.pk)
            has_changed = False
        if has_changed or image.renditions.count() != before:
            stamps.touch_shown(image)


def _remember_colour(image: Any) -> bool:
    """Whether it is another one than before."""
    known = getattr(image, "parenting_colour", None)
    file_hash = image.get_file_hash()
    if known is not None and known.file_hash == file_hash:
        return False
    with image.open_file() as file, PillowImage.open(file) as opened:
        opened.draft("RGB", (64, 64))
        small = opened.convert("RGB").resize((1, 1), PillowImage.Resampling.BOX)
    red, green, blue = small.getpixel((0, 0))  # type: ignore[misc]
    ImageColour.objects.update_or_create(
        image=image,
        defaults={"colour": f"#{red:02x}{green:02x}{blue:02x}", "file_hash": file_hash},
    )
    return True


def enqueue_renditions(page_id: int) -> None:
    """Ask for the renditions of a page once the running transaction has committed."""
    after_commit.enqueue(make_renditions, page_id)


def enqueue_site_renditions(image_id: int) -> None:
    """Ask for those of the picture of a site once the running transaction has committed."""
    after_commit.enqueue(make_site_renditions, image_id)
