"""Acts upon many comments at once, and taking them back. No question asked first: each can be
undone from the message that follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin.utils import get_valid_next_url_from_request

from wagtail_parenting.comments.admin.acts import BACK, Act, named
from wagtail_parenting.comments.admin.filters import is_id
from wagtail_parenting.comments.admin.queue import moderated
from wagtail_parenting.errors import NotFound
from wagtail_parenting.moderation.admin.access import ModeratorsOnly
from wagtail_parenting.moderation.permissions import Area

#: More than a page of the list never comes.
MOST = 200


class ActView(ModeratorsOnly, View):
    """The buttons of the list: ``act`` with what is ticked, or ``one`` with the row's own."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        act, ids = _asked(request)
        if not ids and "one" not in request.POST and "comment" not in request.POST:
            messages.warning(request, _("Tick the reader comments first."))
            return _back(request)
        before = _statuses(self.area, ids)
        lost = sum(not _was_done(act, pk, request.user) for pk in before)
        if lost < len(before):
            said = act.message(len(before) - lost)
            say(request, said, changed(self.area, before), _way_back(request))
        if lost:
            messages.warning(request, _withdrawn(lost))
        return _back(request)


class UndoView(ModeratorsOnly, View):
    """Puts comments back where they were: ``was`` is the id and the status of each."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = {}
        for was in request.POST.getlist("was"):
            pk, _dash, status = was.partition("-")
            if not is_id(pk) or status not in BACK:
                raise Http404
            wanted[int(pk)] = status
        there = _statuses(self.area, wanted)
        done = sum(_was_done(BACK[wanted[pk]], pk, request.user) for pk in there)
        if done:
            message = ngettext(
                "%(count)d reader comment is where it was.",
                "%(count)d reader comments are where they were.",
                done,
            )
            messages.success(request, message % {"count": done})
        if done < len(there):
            messages.warning(request, _withdrawn(len(there) - done))
        return _back(request)


def say(request: HttpRequest, message: str, was: dict[int, str], back: str) -> None:
    """Say what was done; where something changed, with a button that undoes it and leads
    ``back``."""
    can_go_back = {pk: status for pk, status in was.items() if status in BACK}
    context = {
        "message": message,
        "was": [f"{pk}-{status}" for pk, status in can_go_back.items()],
        "next": back,
    }
    template = "wagtail_parenting/admin/reader_comments/done.html"
    messages.success(request, render_to_string(template, context, request=request))


def changed(area: Area, before: dict[int, str]) -> dict[int, str]:
    """Those of ``before`` whose status is another now, with the one they had. 1 query."""
    now = _found(area, before)
    return {pk: status for pk, status in before.items() if now.get(pk, status) != status}


def _asked(request: HttpRequest) -> tuple[Act, list[int]]:
    """Which act, upon which. Raises ``Http404`` for what no button sends."""
    one = request.POST.get("one", "")
    verb, _dash, pk = one.partition("-")
    given = [pk] if one else request.POST.getlist("comment")
    act = named(verb or request.POST.get("act", ""))
    ids = [int(value) for value in given if is_id(value)]
    if act is None or (one and not ids):
        raise Http404
    return act, ids[:MOST]


def _statuses(area: Area, ids: Iterable[int]) -> dict[int, str]:
    """Of those of ``ids`` that stand in the area; what does not is not there for its moderator."""
    there = _found(area, ids)
    if not there:
        raise Http404
    return there


def _found(area: Area, ids: Iterable[int]) -> dict[int, str]:
    rows = moderated(area).filter(pk__in=list(ids)).order_by("pk")
    return dict(rows.values_list("pk", "status"))


def _was_done(act: Act, pk: int, actor: Any) -> bool:
    """False for what its writer has taken back, or what is gone, in the meantime."""
    try:
        act.run(comment_id=pk, actor=actor)
    except NotFound:
        return False
    return True


def _withdrawn(count: int) -> str:
    return ngettext(
        "%(count)d reader comment was withdrawn by its writer.",
        "%(count)d reader comments were withdrawn by their writers.",
        count,
    ) % {"count": count}


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    return get_valid_next_url_from_request(request) or reverse("parenting_comments:list")
