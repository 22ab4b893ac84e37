"""Which targets are offered, and in what order: the field, its form field and its widget.

A choice is a list of ids in their order, or None: nobody chose, and what stands above decides (a
page: its site; a site: the registry). Without JavaScript the editor ticks; with it, also moves.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_parenting.sharing.targets import registry, unknown_targets

CHOOSE = _("Choose here")


class ShareTargetsWidget(forms.Widget):
    """A box that says “choose here”, and a list of boxes to tick and move."""

    template_name = "wagtail_parenting/admin/share_targets.html"

    def __init__(self, attrs: Any = None, *, choose_label: Any = CHOOSE) -> None:
        super().__init__(attrs)
        self.choose_label = choose_label

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            js=["wagtail_parenting/js/share-targets.js"],
            css={"all": ["wagtail_parenting/css/share-targets.css"]},
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        known = registry()
        ticked = [target for target in value or [] if target in known]
        if value is None:
            ticked = list(known)
        order = [*ticked, *(target for target in known if target not in ticked)]
        context["widget"].update(
            chosen=value is not None,
            choose_label=self.choose_label,
            targets=[(known[name], name in ticked) for name in order],
        )
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str] | None:
        if data.get(f"{name}-chosen"):
            return list(data.getlist(name) if hasattr(data, "getlist") else data.get(name, []))
        given = data.get(name)
        return given if isinstance(given, list) else None  # v3 hands a list over as it is

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # boxes that are not ticked are not sent

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-chosen" if id_ else ""


class ShareTargetsFormField(forms.Field):
    """A list of ids of targets, or None."""

    widget = ShareTargetsWidget

    def to_python(self, value: Any) -> list[str] | None:
        return None if value is None else list(dict.fromkeys(value))

    def validate(self, value: Any) -> None:
        if value and (mistake := unknown_targets(value)):
            raise ValidationError(mistake, code="unknown_target")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != data)


class ShareTargetsField(models.JSONField):
    """A choice of share targets."""

    def __init__(self, *args: Any, choose_label: Any = CHOOSE, **kwargs: Any) -> None:
        self.choose_label = choose_label
        super().__init__(*args, **{"null": True, "blank": True, "default": None, **kwargs})

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("encoder", None)
        return models.Field.formfield(
            self,
            **{
                "form_class": ShareTargetsFormField,
                "widget": ShareTargetsWidget(choose_label=self.choose_label),
                **kwargs,
            },
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise ValidationError(_("Give a list of ids of share targets."), code="invalid")


def known_choice(value: Any) -> list[str] | None:
    """A stored choice without what is no target any more, or is none at all."""
    if not isinstance(value, list):
        return None
    known = registry()
    return [name for name in value if isinstance(name, str) and name in known]
