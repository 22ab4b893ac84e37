"""How v2 shows a page: our values for our fields, our addresses for every page."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from rest_framework.fields import SkipField
from wagtail.api.v2.serializers import PageSerializer, RelatedField

from wagtail_parenting.api.payloads import renderer
from wagtail_parenting.headless.loading import Loaded
from wagtail_parenting.headless.visibility import is_public

_META_OF_OURS = {"html_url", "detail_url", "parent", "alias_of", "locale"}


class PublicRelatedField(RelatedField):
    """A page, picture or document that a site's own field points at: only if it is public.

    1 query for each target: it is for fields that this package does not know.
    """

    def to_representation(self, value: Any) -> Any:
        paths = self.context["view"].frontends.tree_paths()
        return super().to_representation(value) if is_public(value, paths) else None


class ParentingPageSerializer(PageSerializer):
    """A page of any type. Everything that costs a query elsewhere is at hand in its rendering."""

    serializer_related_field = PublicRelatedField

    def to_representation(self, instance: Any) -> dict[str, Any]:
        rendering = self.context["view"].rendering(instance)
        data: dict[str, Any] = OrderedDict()
        meta: dict[str, Any] = OrderedDict()
        for field in self.fields.values():
            if field.write_only:
                continue
            name = field.field_name
            try:
                value = self._value(field, instance, rendering)
            except SkipField:
                continue
            if name in self.meta_fields:
                meta[name] = value
            else:
                data[name] = value
        return OrderedDict(
            [
                *((("id", data.pop("id")),) if "id" in data else ()),
                *((("meta", meta),) if meta else ()),
                *data.items(),
            ]
        )

    def _value(self, field: Any, page: Any, rendering: Any) -> Any:
        name = field.field_name
        if name in _META_OF_OURS and name in self.meta_fields:
            return self._meta_value(name, page, rendering.loaded)
        render = renderer(page._meta.model, name)
        if render is not None:
            return render(rendering)
        attribute = field.get_attribute(page)
        return None if attribute is None else field.to_representation(attribute)

    def _meta_value(self, name: str, page: Any, loaded: Loaded) -> Any:
        view = self.context["view"]
        if name == "html_url":
            return view.frontends.url(page)
        if name == "detail_url":
            return view.address_of_detail(page.pk)
        if name == "locale":  # core asks the database for that of each page
            return loaded.language_of(page)
        if name == "parent":
            return self._reference(loaded.section_of(page))
        return self._reference(loaded.pages.get(page.alias_of_id))

    def _reference(self, page: Any) -> dict[str, Any] | None:
        """Wagtail's shape of a page that another one names; None when it is not public."""
        if page is None:
            return None
        view = self.context["view"]
        specific = page.specific_class
        return {
            "id": page.pk,
            "meta": {
                "type": specific._meta.label if specific else None,
                "detail_url": view.address_of_detail(page.pk),
                "html_url": view.frontends.url(page),
            },
            "title": page.title,
        }
