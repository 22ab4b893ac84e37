"""A page that lives on a frontend: its addresses, "View live" and its preview."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.text import capfirst
from wagtail.models import ReferenceIndex
from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview
from wagtail_headless_preview.settings import headless_preview_settings
from wagtail_headless_preview.signals import preview_update

from wagtail_parenting.errors import InvalidToken
from wagtail_parenting.headless import preview
from wagtail_parenting.headless.routing import Frontends


class HeadlessPageMixin(HeadlessPreviewMixin, models.Model):
    """Every address of the page is on its frontend; Wagtail itself only redirects there."""

    is_headless = True

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The page as it stands goes by its own name."""
        return [("", capfirst(self._meta.verbose_name))]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page, what it refers to and the versions of what shows it, all or nothing.

        Wagtail writes its reference index by a task of its own, which may run much later.
        """
        from wagtail_parenting.headless import stamps

        if not stamps.changes_what_shows(kwargs.get("update_fields")):
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
        root = frontends.root_of(self)
        if root is not None and root.locale.pk == self.locale_id:
            self.locale = root.locale  # which core's v3 asks for next, and would look up
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
            return no_frontend(request, status=404)
        return redirect(address)

    def serve_preview(self, request: HttpRequest, preview_mode: str | None) -> HttpResponseBase:
        """Show the page as it stands in the editor, on the real frontend.

        The editor's panel is sent there itself: Wagtail's checks and its memory of the scroll
        position talk with the panel's own frame. In a tab the frontend is framed, which keeps the
        token out of the address bar, unless ``REDIRECT_ON_PREVIEW`` says otherwise.
        """
        mode = self.default_preview_mode if preview_mode is None else preview_mode
        if mode not in dict(self.preview_modes):
            raise Http404
        if not request.user.is_authenticated:
            raise PermissionDenied
        stored = self.create_page_preview(request, mode)
        preview_update.send(sender=HeadlessPreviewMixin, token=stored.token)
        address = self.get_preview_url(request, stored.token)
        if address is None:
            return no_frontend(request)
        in_panel = getattr(request, "in_preview_panel", False)
        if in_panel or headless_preview_settings.REDIRECT_ON_PREVIEW:
            response: HttpResponse = HttpResponseRedirect(address)
        else:
            shown = {"page": self, "preview_url": address}
            response = render(request, "wagtail_parenting/preview.html", shown)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def create_page_preview(self, request: HttpRequest, preview_mode: str = "") -> PagePreview:
        """Keep the unsaved page for the user of ``request``.

        wagtail-headless-preview's own token binds the page only, and never expires.
        """
        return preview.store(self, request, preview_mode)

    def get_preview_url(self, request: HttpRequest, token: str) -> str | None:
        """Where the frontend shows the preview; None for a site that has no frontend."""
        return preview.address(self, request, token)

    @classmethod
    def get_page_from_preview_token(cls, token: str) -> Any:
        """The page of this class that ``token`` opens, or None."""
        try:
            page, _user, _mode = preview.read(token)
        except InvalidToken:
            return None
        return page if isinstance(page, cls) else None


def no_frontend(request: HttpRequest, status: int = 200) -> HttpResponse:
    """What is missing, instead of a redirect in circles or an empty frame."""
    return render(request, "wagtail_parenting/no_frontend.html", status=status)
