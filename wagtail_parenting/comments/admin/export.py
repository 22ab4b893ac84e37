"""The list as a spreadsheet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_parenting.moderation.admin.queue.export import QueueExport


class CommentExport(QueueExport):
    export_filename = "reader-comments"
    export_headings = {
        "pk": _("Number"),
        "created_at": _("Written"),
        "page_title": _("Page"),
        "name": _("Name"),
        "address": _("E-mail address"),
        "standing": _("Known as"),
        "website": _("Web site"),
        "body": _("Text"),
        "status": _("Status"),
        "reasons": _("Why it was held"),
        "reports": _("Reports"),
        "likes": _("Likes"),
        "edited_at": _("Edited"),
    }
