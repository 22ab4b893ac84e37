"""What the list of a queue can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from wagtail_parenting.articles.page_classes import index_classes
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.linkups.page_classes import series_classes
from wagtail_parenting.moderation.admin.access import area_for
from wagtail_parenting.moderation.admin.queue.queues import Queue, Rows, in_order
from wagtail_parenting.moderation.admin.queue.tabs import Tab, tab_of
from wagtail_parenting.moderation.permissions import may_see_addresses
from wagtail_parenting.moderation.reasons import LABELS

#: Home pages and what stands right below are sections whatever their class.
TOP_DEPTH = 3
SEARCH = "q"
#: No id is longer; SQLite refuses what is.
MAX_DIGITS = 18


class SectionField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Set in by its depth: titles such as “Sleep” come again in other languages."""
        indent = "\u2003" * max(int(obj.depth) - 2, 0)
        return f"{indent}{obj.title}"


class SectionFilter(django_filters.ModelChoiceFilter):
    field_class = SectionField


def sections(request: HttpRequest) -> QuerySet[Any]:
    """Pages with others below them, of those that the moderator looks after."""
    classes = Q(depth__lte=TOP_DEPTH)
    for model in (*index_classes(), *series_classes()):
        classes |= Q(pk__in=model._default_manager.order_by().values("pk"))
    pages = all_pages().filter(area_for(request.user).rows("path"), classes)
    return pages.filter(depth__gt=1, numchild__gt=0).order_by("path")


class QueueFilterSet(WagtailFilterSet):
    """Each field for itself: what cannot be understood of one narrows nothing. ``searched_in`` are
    the columns that a search looks into."""

    queue: ClassVar[Queue]
    searched_in: ClassVar[Iterable[str]] = ()

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=Tab.choices,
        initial=Tab.HELD,
        empty_label=None,
        method="in_tab",
        widget=forms.RadioSelect,
    )
    page = django_filters.ChoiceFilter(
        label=_("Page"), empty_label=_("All pages"), method="of_page", widget=forms.RadioSelect
    )
    page_title = django_filters.CharFilter(label=_("Page title holds"), method="of_title")
    section = SectionFilter(
        label=_("Section"), queryset=sections, method="in_section", empty_label=_("All sections")
    )
    reason = django_filters.ChoiceFilter(
        label=_("Why it was held"),
        choices=list(LABELS.items()),
        empty_label=_("Any reason"),
        method="for_reason",
    )
    created_at = django_filters.DateFromToRangeFilter(label=_("Sent"), widget=DateRangePickerWidget)

    def __init__(self, data: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        page = (data or {}).get("page", "")
        if page:
            self.filters["page"].extra["choices"] = [(page, self._title_of(page))]
        else:
            del self.filters["page"]  # pages lead here; thousands in a list would not

    @classmethod
    def of(cls, request: HttpRequest, query: QueryDict) -> QueueFilterSet:
        """For what the moderator who asks looks after."""
        data = query.copy()
        data["status"] = tab_of(query)
        return cls(data, cls.queue.moderated(area_for(request.user)), request=request)

    @classmethod
    def searched(cls, rows: Rows, words: str, user: Any) -> Rows:
        """Those that hold ``words``. Addresses are looked into for those alone who may see
        them."""
        if not words:
            return rows
        found = Q()
        for name in cls.searched_in:
            found |= Q(**{f"{name}__icontains": words})
        if may_see_addresses(user):
            found |= Q(reader__address__icontains=words)
        return rows.filter(found)

    @classmethod
    def found(cls, request: HttpRequest, query: QueryDict) -> Rows:
        """What the list shows for a query, in its order."""
        filters = cls.of(request, query)
        narrowed = filters.filter_queryset(filters.queryset.all())
        rows = cls.searched(narrowed, query.get(SEARCH, "").strip(), request.user)
        return in_order(rows, tab_of(query))

    def filter_queryset(self, queryset: Any) -> Any:
        self.form.is_valid()  # what is valid of it is in cleaned_data either way
        page = self.form.cleaned_data.get("page", "")
        if page and not is_id(page):
            return queryset.none()
        return super().filter_queryset(queryset)

    def in_tab(self, queryset: Any, name: str, value: str) -> Any:
        return self.queue.in_tab(queryset, value)

    def of_page(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(**{self.queue.page: value})

    def of_title(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(**{f"{self.queue.page}__title__icontains": value})

    def in_section(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(**{f"{self.queue.page}__path__startswith": value.path})

    def for_reason(self, queryset: Any, name: str, value: str) -> Any:
        """Reasons are a list in JSON, into which SQLite cannot look: the text of it can be."""
        kept = Cast("reasons", TextField())
        return queryset.annotate(kept_reasons=kept).filter(
            kept_reasons__contains=f'"reason": "{value}"'
        )

    def _title_of(self, page: str) -> str:
        area = area_for(self.request.user)
        mine = all_pages().filter(area.rows("path"), pk=page) if is_id(page) else None
        title = mine.values_list("title", flat=True).first() if mine is not None else None
        return title or _now("No such page")


def is_id(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS
