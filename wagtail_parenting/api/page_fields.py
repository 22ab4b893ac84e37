"""Fields of pages that stand in no column: typed for v3, and the same for v2.

Wagtail types an ``APIField`` with a serializer by the return annotation of
``to_representation``. The value itself comes from ``payloads``, like that of every other field.
"""

from __future__ import annotations

from typing import Any

from rest_framework.fields import Field

from wagtail_parenting.api.shapes import Head, PageReference, Picture, Share


class _PageField(Field):  # type: ignore[type-arg] # generic in the stubs only
    def value(self, page: Any) -> Any:
        from wagtail_parenting.api.payloads import field_value

        return field_value(page, str(self.field_name), None)


class HeroField(_PageField):
    """The main picture of an article."""

    def to_representation(self, page: Any) -> Picture:
        return self.value(page)  # type: ignore[no-any-return]


class SectionField(_PageField):
    """The public page right above."""

    def to_representation(self, page: Any) -> PageReference:
        return self.value(page)  # type: ignore[no-any-return]


class PathField(_PageField):
    """The path on the page's own frontend."""

    def to_representation(self, page: Any) -> str:
        return self.value(page)  # type: ignore[no-any-return]


class UpdatedAtField(_PageField):
    """When the page was last published, in UTC."""

    def to_representation(self, page: Any) -> str:
        return self.value(page)  # type: ignore[no-any-return]


class HeadField(_PageField):
    """What belongs in the page's ``<head>``."""

    def to_representation(self, page: Any) -> Head:
        return self.value(page)  # type: ignore[no-any-return]


class StructuredDataField(_PageField):
    """JSON-LD, escaped so that it can stand in a script element as it is."""

    def to_representation(self, page: Any) -> str:
        return self.value(page)  # type: ignore[no-any-return]


class ShareField(_PageField):
    """What is shared of the page, and by which links."""

    def to_representation(self, page: Any) -> Share:
        return self.value(page)  # type: ignore[no-any-return]
