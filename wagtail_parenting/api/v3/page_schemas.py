"""How v3 types and reads the fields of our pages, and what it takes when they are written.

Wagtail picks the schema of an API field by the class of the model field. Each class of
``wagtail_parenting.fields`` is registered here with the read generator and with both write
generators; the values come from ``payloads``, as in v2. This has to run before the page schemas
are built, which happens when the first ``wagtail.*`` app gets ready: see ``parenting.E001``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

import swapper
from django.http import Http404, HttpRequest
from ninja.errors import HttpError
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.fields import FieldInfo
from wagtail.api.rich_text import RichTextFormatError
from wagtail.api.v3.schemas.generators import create_generator, patch_generator, read_generator

from wagtail_parenting.api.payloads import field_value, rendering_of
from wagtail_parenting.api.shapes import Source, Tag
from wagtail_parenting.api.v3.stream_schemas import read_type, written_type
from wagtail_parenting.api.v3.written_ids import refuse_unknown_ids
from wagtail_parenting.fields import (
    BodyField,
    ShownChoice,
    ShownManyToManyField,
    ShownPictureKey,
    ShownRel,
    ShownTags,
    SourcesField,
)
from wagtail_parenting.headless.preview import mode_of
from wagtail_parenting.sharing.target_choice import ShareTargetsField
from wagtail_parenting.sharing.targets import unknown_targets

logger = logging.getLogger(__name__)

#: Stands for the value of a field of a page that is not public.
HIDDEN = object()
#: Stands for the value of a field that could not be built.
FAILED = object()
#: The id of a row, as it is written.
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]


def _known_targets(names: list[str]) -> list[str]:
    if mistake := unknown_targets(names):
        raise ValueError(mistake)
    return list(dict.fromkeys(names))


#: A choice of share targets, as it is written.
TargetIds = Annotated[list[str], AfterValidator(_known_targets)]


def register() -> None:
    """Teach Wagtail's schema generators our fields."""
    read = read_generator.register_field_schema
    read(BodyField, _reads(read_type, list))
    read(SourcesField, _reads(lambda field: list[Source], list))
    read(ShownRel, _reads(lambda rel: list[rel.related_model.api_shape], list))  # type: ignore[name-defined]
    read(ShownManyToManyField, _reads(lambda field: list[field.related_model.api_shape], list))  # type: ignore[name-defined]
    read(ShownTags, _reads(lambda field: list[Tag], list))
    read(ShownPictureKey, _reads(lambda field: int | None, lambda: None))
    read(ShareTargetsField, _reads(lambda field: list[str] | None, lambda: None))
    read(ShownChoice, lambda generator, field: (_choices(field), field.default, None))
    for generator in (create_generator, patch_generator):
        write = generator.register_field_schema
        write(BodyField, lambda generator, field: (_written_body(field), []))
        write(ShownManyToManyField, lambda generator, field: (list[Id], []))
        write(ShownChoice, lambda generator, field: (_choices(field), field.default))
        write(ShareTargetsField, lambda generator, field: (TargetIds | None, None))
        write(ShownPictureKey, lambda generator, field: (int | None, None))


def _written_body(field: BodyField) -> Any:
    return Annotated[written_type(field), AfterValidator(partial(refuse_unknown_ids, field))]


def _choices(field: Any) -> Any:
    return Literal[tuple(str(value) for value, _label in field.choices)]


def _reads(annotation: Callable[[Any], Any], empty: Callable[[], Any]) -> Callable[..., Any]:
    def schema(generator: Any, field: Any) -> tuple[Any, Any, Any]:
        name = _api_name(field)

        def resolve(page: Any, context: dict[str, Any]) -> Any:
            request = context.get("request")
            try:
                return HIDDEN if _is_hidden(page, request) else field_value(page, name, request)
            except RichTextFormatError as error:
                return error
            except Exception:  # pydantic would tell its text to whoever asks
                logger.exception("The field %s of page %s could not be shown.", name, page.pk)
                return FAILED

        default = FieldInfo(default_factory=empty) if empty is list else FieldInfo(default=None)
        shown = Annotated[annotation(field), BeforeValidator(_refuse_hidden)]  # type: ignore[valid-type]
        return shown, default, staticmethod(resolve)

    return schema


def _is_hidden(page: Any, request: HttpRequest | None) -> bool:
    """Whether core shows ``page`` to everyone although it is not public.

    Core's own detail shows expired pages and aliases of private ones. No query of its own.
    """
    if request is None or request.user.is_authenticated or mode_of(page) is not None:
        return False
    return not rendering_of(page, request).loaded.is_public(page)


def _refuse_hidden(value: Any) -> Any:
    """Answer 404 as core does for what does not exist.

    A validator may raise it; in a resolver pydantic would make a 422 of it.
    """
    if isinstance(value, RichTextFormatError):
        raise HttpError(400, str(value))
    if value is FAILED:
        raise RuntimeError("A field could not be shown; the log says why.")
    if value is HIDDEN:
        page_model = swapper.load_model("wagtailcore", "Page")
        raise Http404(f"No {page_model._meta.object_name} matches the given query.")
    return value


def _api_name(field: Any) -> str:
    return field.get_accessor_name() if isinstance(field, ShownRel) else field.name
