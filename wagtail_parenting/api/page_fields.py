"""Fields of pages that stand in no column: typed for v3, and the same for v2.

Wagtail types an ``APIField`` with a serializer by the return annotation of
``to_representation``. The value itself comes from ``payloads``, like that of every other field.
"""

from __future__ import annotations

from typing import Any

from rest_framework.fields import Field

from wagtail_parenting.api.shapes import (
    EditionCard,
    EditionReference,
    EditionState,
    Entry,
    Head,
    LinkUpSchedule,
    PageComments,
    PageReference,
    Picture,
    Share,
)


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


class CommentsField(_PageField):
    """How the page's comments stand."""

    def to_representation(self, page: Any) -> PageComments:
        return self.value(page)  # type: ignore[no-any-return]


class ShareField(_PageField):
    """What is shared of the page, and by which links."""

    def to_representation(self, page: Any) -> Share:
        return self.value(page)  # type: ignore[no-any-return]


class LinkUpRulesField(_PageField):
    """The rules of a link-up series, as HTML."""

    def to_representation(self, page: Any) -> str:
        return self.value(page)  # type: ignore[no-any-return]


class LinkUpRulesVersionField(_PageField):
    """The version of the rules that hold for an edition."""

    def to_representation(self, page: Any) -> str:
        return self.value(page)  # type: ignore[no-any-return]


class LinkUpScheduleField(_PageField):
    """When the editions of a series open and close."""

    def to_representation(self, page: Any) -> LinkUpSchedule:
        return self.value(page)  # type: ignore[no-any-return]


class LinkUpCurrentField(_PageField):
    """The edition of a series that is open, or else the next one, or else the last."""

    def to_representation(self, page: Any) -> EditionCard | None:
        return self.value(page)  # type: ignore[no-any-return]


class EditionSeriesField(_PageField):
    """The series of an edition."""

    def to_representation(self, page: Any) -> PageReference | None:
        return self.value(page)  # type: ignore[no-any-return]


class LinkUpStateField(_PageField):
    """Whether an edition is open."""

    def to_representation(self, page: Any) -> EditionState:
        return self.value(page)  # type: ignore[no-any-return]


class PicksField(_PageField):
    """What the host picked of the last edition."""

    def to_representation(self, page: Any) -> list[Entry]:
        return self.value(page)  # type: ignore[no-any-return]


class EntryCountField(_PageField):
    """How many entries an edition shows."""

    def to_representation(self, page: Any) -> int:
        return self.value(page)  # type: ignore[no-any-return]


class EditionNeighbourField(_PageField):
    """The edition before or after."""

    def to_representation(self, page: Any) -> EditionReference | None:
        return self.value(page)  # type: ignore[no-any-return]
