"""A page that lives on a frontend: its addresses, "View live" and its preview."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import models, transaction
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotFound,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from wagtail.models import ReferenceIndex
from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview
from wagtail_headless_preview.settings import headless_preview_settings
from wagtail_headless_preview.signals import preview_update

from wagtail_parenting.headless import preview
from wagtail_parenting.headless.routing import Frontends

NO_FRONTEND = gettext_noop(
    "This page has no frontend yet. Give the site's frontend address in Settings → Headless."
)


class HeadlessPageMixin(HeadlessPreviewMixin, models.Model):
    """Every address of the page is on its frontend; Wagtail itself only redirects there."""

    is_headless = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page, what it refers to and the versions of what shows it, all or nothing.

        Wagtail writes its reference index by a task of its own, which may run much later.
        """
        from wagtail_parenting.headless import stamps

        if kwargs.get("update_fields") is not None:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            stamps.lock()
            saved = super().save(*args, **kwargs)
            ReferenceIndex.create_or_update_for_object(self)
            stamps.page_changed(self)
        return saved

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """(site id, origin of the frontend, path), or None outside every site."""
        frontends = Frontends.of(request)
        self._parenting_frontends = frontends
        address = frontends.address(self)
        return (address.site_id, address.origin, address.path) if address else None

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """The full address: the admin and the frontend are rarely on one host."""
        return self.get_full_url(request)  # type: ignore[no-any-return]

    url = property(get_url)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send whoever asks Wagtail for the page to the frontend."""
        address = self.get_full_url(request)
        if address is None or address == request.build_absolute_uri(request.path):
            return HttpResponseNotFound(gettext(NO_FRONTEND), content_type="text/plain")
        return redirect(address)

    def serve_preview(self, request: HttpRequest, preview_mode: str) -> HttpResponseBase:
        """Show the page as it stands in the editor, on the real frontend.

        wagtail-headless-preview stores the unsaved page; the token is ours, because theirs binds
        the page only and does not expire.
        """
        PagePreview.garbage_collect()
        token = preview.make_token(self, mode=preview_mode, user=request.user)
        self.update_page_preview(token)
        preview_update.send(sender=HeadlessPreviewMixin, token=token)
        address = preview.address(
            self,
            request,
            urlencode({"content_type": self.get_content_type_str(), "token": token}),
        )
        if headless_preview_settings.REDIRECT_ON_PREVIEW:
            return HttpResponseRedirect(address)
        return render(request, "wagtail_headless_preview/preview.html", {"preview_url": address})
