"""The wiring, readable at a glance."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class ParentingConfig(AppConfig):
    """Stands below the site's own apps and above the ``wagtail.*`` apps: parenting.E001 says so."""

    name = "wagtail_parenting"
    label = "parenting"
    verbose_name = _("Parenting")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from corsheaders.signals import check_request_enabled
        from django.contrib.auth.signals import user_logged_out
        from wagtail.models import Revision
        from wagtail.signals import copy_for_translation_done, page_published

        from wagtail_parenting import checks, digests, receivers  # noqa: F401 - the checks register here

        page_published.connect(receivers.prepare_published, dispatch_uid="parenting.published")
        receivers.connect_schedule_guard(Revision)
        copy_for_translation_done.connect(
            receivers.follow_translation, dispatch_uid="parenting.translation"
        )
        receivers.connect_versions()
        user_logged_out.connect(receivers.end_previews, dispatch_uid="parenting.previews")
        check_request_enabled.connect(receivers.allow_origin, dispatch_uid="parenting.cors")

        from wagtail_parenting.comments import mails as comment_mails
        from wagtail_parenting.comments.holding import CommentHolding
        from wagtail_parenting.headless.cors import allow_headers
        from wagtail_parenting.linkups import edition_mails, entry_mails
        from wagtail_parenting.linkups.holding import EntryHolding
        from wagtail_parenting.outbound.callers import watch_requests
        from wagtail_parenting.readers import confirmation_mail, notices
        from wagtail_parenting.readers.holdings import holdings

        watch_requests()
        allow_headers()
        notices.register(notices.CONFIRM, confirmation_mail.write)
        comment_mails.register()
        digests.register()
        entry_mails.register()
        edition_mails.register()
        holdings.add(CommentHolding())
        holdings.add(EntryHolding())

        from wagtail_parenting.api.v3 import mount

        mount.register_fields()
        if apps.is_installed("wagtail.api.v3"):
            mount.join_wagtail_api()
