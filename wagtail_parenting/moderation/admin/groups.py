"""What a group of moderators may, in Wagtail's form of groups."""

from __future__ import annotations

from typing import Any

import swapper
from django import forms
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.admin.widgets import AdminPageChooser

from wagtail_parenting.moderation.models import ModerationArea
from wagtail_parenting.moderation.permissions import MODERATE, SEE_ADDRESSES

Page = swapper.load_model("wagtailcore", "Page")
PREFIX = "moderation_areas"


def register_permissions() -> QuerySet[Permission]:
    """Those that groups can be given. A union with others: no ``values`` and no ordering."""
    app_label = MODERATE.partition(".")[0]
    codenames = [name.partition(".")[2] for name in (MODERATE, SEE_ADDRESSES)]
    return Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)


class AreaForm(forms.Form):
    """One part of the site: a page and all below it."""

    page = forms.ModelChoiceField(
        label=_("Page"), queryset=Page.objects.all(), widget=AdminPageChooser(show_edit_link=False)
    )


class BaseAreaFormSet(BaseFormSetMixin, forms.BaseFormSet):  # type: ignore[type-arg]
    """The parts of a group; none means everywhere."""

    def __init__(
        self, data: Any = None, files: Any = None, instance: Any = None, prefix: str = PREFIX
    ) -> None:
        self.instance: Any = instance if instance is not None else Group()
        super().__init__(
            data, files, initial=[{"page": area.page} for area in self._kept()], prefix=prefix
        )

    def clean(self) -> None:
        pages = [page.pk for page in self._wanted()]
        if len(set(pages)) < len(pages):
            raise forms.ValidationError(_("A page stands here twice."))

    @transaction.atomic
    def save(self) -> None:
        wanted = {page.pk for page in self._wanted()}
        kept = {area.page_id for area in self._kept()}
        areas = ModerationArea.objects.filter(group=self.instance)
        areas.exclude(page__in=wanted).delete()
        ModerationArea.objects.bulk_create(
            ModerationArea(group=self.instance, page_id=pk) for pk in sorted(wanted - kept)
        )

    def as_admin_panel(self) -> str:
        return render_to_string("wagtail_parenting/admin/moderation/areas.html", {"formset": self})

    def _kept(self) -> list[ModerationArea]:
        if self.instance.pk is None:
            return []
        areas = ModerationArea.objects.filter(group=self.instance)
        return list(areas.select_related("page").order_by("page__path"))

    def _wanted(self) -> list[Any]:
        left = [form for form in self.forms if form not in self.deleted_forms]
        return [form.cleaned_data["page"] for form in left if form.cleaned_data.get("page")]


AreaFormSet = forms.formset_factory(AreaForm, formset=BaseAreaFormSet, extra=0, can_delete=True)


def register_panel() -> Any:
    return AreaFormSet
