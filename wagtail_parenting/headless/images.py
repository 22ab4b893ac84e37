"""Pictures for the API: named sets of renditions, as far as they are ready.

A set (``RENDITION_SETS``) is a list of Wagtail filter specifications; the last one is the
fallback, ``src``. A rendition that is not there yet is given out as Wagtail's signed address that
makes it when a browser asks (``wagtailimages_serve``), so a list with cold pictures encodes
nothing and every address in it answers.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.images.views.serve import generate_image_url

from wagtail_parenting.api.shapes import FocalPoint, Picture, PictureSource
from wagtail_parenting.conf import config
from wagtail_parenting.headless.routing import absolute
from wagtail_parenting.headless.visibility import public_in_collections

_FORMAT = re.compile(r"format-(\w+)")
_MIME_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


def specs_of(sets: Iterable[str]) -> list[str]:
    """The filter specifications of the named sets, each once."""
    known = config().rendition_sets
    return list(dict.fromkeys(spec for name in sets for spec in known[name]))


def public_images(ids: Iterable[int], *, specs: Iterable[str] | None = None) -> dict[int, Any]:
    """The public ones of these images by id, with colour and renditions: those of ``specs``, or
    of every set. 2 queries."""
    wanted = set(ids)
    if not wanted:
        return {}
    model: Any = get_image_model()
    # Django would open the file of a picture without a size, to learn it.
    found = model._default_manager.filter(pk__in=wanted, width__gt=0, height__gt=0)
    public = public_in_collections(found).select_related("parenting_colour")
    images: dict[int, Any] = {image.pk: image for image in public}
    for image in images.values():
        image.parenting_renditions = {}
    renditions = model.get_rendition_model()._default_manager
    rows = renditions.filter(image_id__in=images, filter_spec__in=list(specs or all_specs()))
    # As rows: Django takes longer to make a model of each than the database to find them.
    for image_id, spec, key, *made in rows.order_by().values_list(
        "image_id", "filter_spec", "focal_point_key", "file", "width", "height"
    ):
        images[image_id].parenting_renditions[spec, key] = made
    return images


def all_specs() -> list[str]:
    """The filter specifications of every set."""
    return specs_of(config().rendition_sets)


def fallback_spec(set_name: str) -> str:
    """The specification behind ``src`` in the named set."""
    return config().rendition_sets[set_name][-1]


def fallback_url(image: Any, *, set_name: str, cms_origin: str) -> str:
    """The address that ``picture`` gives as ``src``. Of what it needs, ``public_images`` may have
    brought the rendition of ``fallback_spec`` alone."""
    if image.is_svg():
        return _drawing(image, cms_origin)["url"]
    return _source(image, fallback_spec(set_name), cms_origin)["url"]


def picture(
    image: Any,
    *,
    set_name: str,
    cms_origin: str,
    alt: str = "",
    decorative: bool = False,
    caption: str = "",
    credit: str = "",
) -> Picture:
    """The API's shape of ``image``, one that ``public_images`` has found."""
    if image.is_svg():
        sources = [_drawing(image, cms_origin)]
    else:
        specs = config().rendition_sets[set_name]
        sources = [_source(image, spec, cms_origin) for spec in specs]
    *offered, fallback = sources
    colour = getattr(image, "parenting_colour", None)
    return {
        "id": image.pk,
        "alt": "" if decorative else alt,
        "decorative": decorative,
        "caption": caption,
        "credit": credit,
        "width": fallback["width"],
        "height": fallback["height"],
        "focal_point": _focal_point(image, fallback["width"], fallback["height"]),
        "src": fallback["url"],
        "srcset": [_without_height(source) for source in offered or [fallback]],
        "colour": colour.colour if colour else None,
    }


class _SizedSource(PictureSource):
    height: int


def _without_height(source: _SizedSource) -> PictureSource:
    return {"url": source["url"], "width": source["width"], "format": source["format"]}


def _source(image: Any, spec: str, origin: str) -> _SizedSource:
    ready = image.parenting_renditions.get((spec, _filter(spec).get_cache_key(image)))
    if ready is not None:
        name, width, height = ready
        url = _storage(image._meta.model).url(name)
    else:
        width, height = _size(image, spec)
        url = _made_on_demand(image, spec) or image.file.url
    return {
        "url": absolute(url, origin),
        "width": width,
        "height": height,
        "format": _mime_type(image, spec),
    }


@functools.cache
def _filter(spec: str) -> Filter:
    """Kept, because a filter reads the signatures of its operations each time it is made."""
    return Filter(spec=spec)


@functools.cache
def _storage(image_model: Any) -> Any:
    return image_model.get_rendition_model()._meta.get_field("file").storage


def _drawing(image: Any, origin: str) -> _SizedSource:
    """An SVG is its own only rendition."""
    return {
        "url": absolute(image.file.url, origin),
        "width": image.width,
        "height": image.height,
        "format": "image/svg+xml",
    }


def _size(image: Any, spec: str) -> tuple[int, int]:
    width, height = _filter(spec).get_transform(image).size
    return int(width), int(height)


def _made_on_demand(image: Any, spec: str) -> str | None:
    try:
        return str(generate_image_url(image, spec))
    except NoReverseMatch:  # the site mounts no serve view: a system check says so
        return None


def _mime_type(image: Any, spec: str) -> str:
    found = _FORMAT.search(spec)
    name = found.group(1) if found else image.file.name.rpartition(".")[2].lower()
    return _MIME_TYPES.get(name, "application/octet-stream")


def _focal_point(image: Any, width: int, height: int) -> FocalPoint | None:
    """The focal point in pixels of the fallback; None where that is cropped around it already."""
    if not image.has_focal_point() or not image.width or not image.height:
        return None
    scale = width / image.width
    if abs(image.height * scale - height) > 1:
        return None
    return {
        "x": round(image.focal_point_x * scale),
        "y": round(image.focal_point_y * scale),
        "width": round((image.focal_point_width or 0) * scale),
        "height": round((image.focal_point_height or 0) * scale),
    }
