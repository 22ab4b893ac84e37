"""The list of a queue as a spreadsheet."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import F, QuerySet
from django.utils.functional import cached_property
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from wagtail_parenting.moderation.admin.queue.queues import Queue
from wagtail_parenting.moderation.admin.queue.rows import standing_of
from wagtail_parenting.moderation.permissions import may_see_addresses
from wagtail_parenting.moderation.reasons import held_reasons

#: What makes a spreadsheet take a cell of a CSV for a formula
#: (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: What XML, and so a workbook, cannot hold (https://www.w3.org/TR/xml/#charsets).
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def inert(text: str) -> str:
    """``text`` as a cell that no spreadsheet reckons with."""
    return f"'{text}" if text.startswith(FORMULA) else text


class InertExport(SpreadsheetExportMixin):
    """Nothing that strangers wrote is a formula, or breaks a workbook."""

    custom_value_preprocess = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        str: {
            SpreadsheetExportMixin.FORMAT_CSV: inert,
            SpreadsheetExportMixin.FORMAT_XLSX: lambda text: _CONTROLS.sub("", text),
        },
    }


class QueueExport(InertExport):
    """For a list of a queue. Addresses are a column for those alone who may see them."""

    queue: Queue

    @cached_property
    def list_export(self) -> list[str]:
        sees = may_see_addresses(self.request.user)
        return [name for name in self.export_headings if sees or name != "address"]

    def for_export(self, rows: QuerySet[Any]) -> Any:
        """``rows`` with what stands beside them, in the same query."""
        with_titles = rows.annotate(page_title=F(f"{self.queue.page}__title"))
        if "address" in self.list_export:
            return with_titles.annotate(address=F("reader__address"))
        return with_titles

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        shown = {
            "standing": standing_of(item),
            "status": item.get_status_display(),
            "reasons": [_reason(reason) for reason in held_reasons(item.reasons)],
            "address": getattr(item, "address", None) or "",
        }
        return {name: shown.get(name, getattr(item, name, "")) for name in self.list_export}


def _reason(reason: Any) -> str:
    return f"{reason['label']} ({reason['note']})" if reason["note"] else reason["label"]
