"""The block list in Wagtail's settings."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from wagtail_parenting.moderation.admin.block_forms import BlockEntryForm, is_typed
from wagtail_parenting.moderation.models import BlockEntry
from wagtail_parenting.moderation.permissions import may_see_addresses


def shown_value(entry: BlockEntry, user: Any) -> str:
    """What ``user`` is shown of an entry."""
    if is_typed(entry, user):
        return entry.value
    if entry.kind == BlockEntry.Kind.CONNECTION:
        return gettext("Connection …%(end)s") % {"end": entry.key[-6:]}  # of its hash
    if not entry.value:
        return gettext("(erased)")
    return gettext("(hidden)")


class UntilColumn(Column):
    """The end of an entry; one that is past says so."""

    cell_template_name = "wagtail_parenting/admin/moderation/until_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        ends = instance.expires_at
        return {**context, "ends": ends, "is_over": ends is not None and ends <= timezone.now()}


class EntriesPaginator(WagtailPaginator):
    """Counts entries: the plural of the model is the name of the whole list."""

    verbose_name_plural = _("block list entries")


class BlockListView(generic.IndexView):
    """All entries, the newest first. Addresses are shown, and found, by permission."""

    results_template_name = "wagtail_parenting/admin/moderation/block_list_results.html"
    page_title = _("Block list")
    add_item_label = _("Block something")
    is_searchable = True
    search_backend_name = None
    default_ordering = "-created_at"
    paginator_class = EntriesPaginator

    @cached_property
    def columns(self) -> list[Column]:
        user = self.request.user
        return [
            self._get_title_column_class(TitleColumn)(
                "value",
                label=_("What"),
                accessor=lambda entry: shown_value(entry, user),
                get_url=self.get_edit_url,
                width="30%",
            ),
            Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("effect", label=_("Then"), accessor="get_effect_display", sort_key="effect"),
            Column("note", label=_("Note")),
            UntilColumn("expires_at", label=_("Until"), sort_key="expires_at"),
        ]

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        in_value = Q(value__icontains=self.search_query)
        if not may_see_addresses(self.request.user):
            in_value &= ~Q(kind=BlockEntry.Kind.EMAIL)
        return queryset.filter(in_value | Q(note__icontains=self.search_query))


class BlockListViewSet(ModelViewSet):
    """Only for those who moderate everywhere, see ``policy``."""

    model = BlockEntry
    icon = "no-view"
    menu_label = _("Block list")
    menu_order = 653
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = BlockListView
    list_filter = ["kind", "effect"]
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> Any:
        return super().get_common_view_kwargs(**{"usage_url_name": None, **kwargs})

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None that a group could be given: who moderates everywhere may."""
        return Permission.objects.none()

    def get_form_class(self, for_update: bool = False) -> type[BlockEntryForm]:
        return BlockEntryForm


block_list = BlockListViewSet("parenting_block_list", url_prefix="block-list")
