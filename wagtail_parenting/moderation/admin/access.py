"""Who is let into the screens of moderators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from wagtail_parenting.moderation.permissions import Area, area_of

if TYPE_CHECKING:
    from django.views import View
else:
    View = object

_KEPT = "_parenting_area"


def area_for(user: Any) -> Area:
    """``area_of``, asked once for each request: Django loads the user of each anew."""
    known: Area | None = getattr(user, _KEPT, None)
    if known is None:
        known = area_of(user)
        setattr(user, _KEPT, known)
    return known


class ModeratorsOnly(View):
    """A view for whoever moderates somewhere; ``area`` is where. Others are sent home."""

    area: Area

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.area = area_for(request.user)
        if not self.area:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
