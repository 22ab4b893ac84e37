"""Life stages: the age bands that advice is for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.models import TranslatableMixin

from wagtail_parenting.api.shapes import Stage
from wagtail_parenting.fields import ExactSlugField

MAX_MONTHS = 216  # eighteen years
MAX_WEEKS = 42  # a pregnancy, counted as midwives do


def _age(verbose_name: Any, maximum: int, minimum: int) -> Any:
    return models.PositiveSmallIntegerField(
        verbose_name,
        null=True,
        blank=True,
        validators=[MinValueValidator(minimum), MaxValueValidator(maximum)],
    )


class LifeStage(TranslatableMixin, models.Model):
    """An age band: months after birth (0 to 216) or weeks of pregnancy (1 to 42).

    Both ends belong to it: a child of six months is in “3–6 months” and in “6–12 months”.
    """

    api_shape = Stage

    name = models.CharField(_("name"), max_length=80)
    slug = ExactSlugField(_("slug"), max_length=80, allow_unicode=True)
    from_months = _age(_("from (months)"), MAX_MONTHS, 0)
    to_months = _age(_("to (months)"), MAX_MONTHS, 0)
    from_weeks = _age(_("from (weeks of pregnancy)"), MAX_WEEKS, 1)
    to_weeks = _age(_("to (weeks of pregnancy)"), MAX_WEEKS, 1)
    sort_order = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers come first.")
    )

    panels = [
        TitleFieldPanel("name", targets=["slug"]),
        FieldPanel("slug", widget=SlugInput),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("from_months"), FieldPanel("to_months")])],
            heading=_("Months after birth"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("from_weeks"), FieldPanel("to_weeks")])],
            heading=_("Or weeks of pregnancy"),
        ),
        FieldPanel("sort_order"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("life stage")
        verbose_name_plural = _("life stages")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="parenting_lifestage_slug")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ages_in_order(self) -> bool:
        """Whether no band ends before it begins."""
        bands = ((self.from_months, self.to_months), (self.from_weeks, self.to_weeks))
        return all(start is None or end is None or start <= end for start, end in bands)

    def clean(self) -> None:
        super().clean()
        months = (self.from_months, self.to_months)
        weeks = (self.from_weeks, self.to_weeks)
        if any(value is not None for value in months) == any(value is not None for value in weeks):
            raise ValidationError(_("Give either months after birth or weeks of pregnancy."))
        first, last = (
            ("from_months", "to_months") if months != (None, None) else ("from_weeks", "to_weeks")
        )
        if getattr(self, first) is None or getattr(self, last) is None:
            raise ValidationError({first: _("Give both ends of the age band.")})
        if not self.ages_in_order:
            raise ValidationError({last: _("The age band ends before it begins.")})
