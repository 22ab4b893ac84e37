"""Acts upon many at once, and taking them back. No question asked first: each can be undone from
the message that follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views import View
from wagtail.admin.utils import get_valid_next_url_from_request

from wagtail_parenting.errors import NotFound
from wagtail_parenting.moderation.admin.access import ModeratorsOnly
from wagtail_parenting.moderation.admin.queue.acts import Act
from wagtail_parenting.moderation.admin.queue.filters import is_id
from wagtail_parenting.moderation.admin.queue.queues import Queue
from wagtail_parenting.moderation.permissions import Area

#: More than a page of the list never comes.
MOST = 200


class _Acting(ModeratorsOnly, View):
    #: Given to ``as_view``.
    queue: Any = None
    http_method_names = ["post"]

    def statuses(self, ids: Iterable[int]) -> dict[int, str]:
        """Of those of ``ids`` that stand in the area; what does not is not there for its
        moderator."""
        there = _found(self.queue, self.area, ids)
        if not there:
            raise Http404
        return there

    def was_done(self, act: Act, pk: int) -> bool:
        """False for what its sender has taken back, or what is gone, in the meantime."""
        try:
            self.queue.run(act, pk, self.request.user)
        except NotFound:
            return False
        return True

    def tell_lost(self, lost: int) -> None:
        if lost:
            messages.warning(self.request, self.queue.withdrawn % {"count": lost})

    @property
    def way_back(self) -> str:
        asked: str = get_valid_next_url_from_request(self.request)
        return asked or self.queue.url("list")


class ActView(_Acting):
    """The buttons of the list: ``act`` with what is ticked, or ``one`` with the row's own."""

    def post(self, request: HttpRequest) -> HttpResponse:
        act, ids = self._asked()
        if not ids and "one" not in request.POST and "ticked" not in request.POST:
            messages.warning(request, self.queue.tick_first)
            return redirect(self.way_back)
        before = self.statuses(ids)
        lost = sum(not self.was_done(act, pk) for pk in before)
        if lost < len(before):
            said = act.message(len(before) - lost)
            say(self.queue, request, said, changed(self.queue, self.area, before), self.way_back)
        self.tell_lost(lost)
        return redirect(self.way_back)

    def _asked(self) -> tuple[Act, list[int]]:
        """Which act, upon which. Raises ``Http404`` for what no button sends."""
        given = self.request.POST
        one = given.get("one", "")
        verb, _dash, pk = one.partition("-")
        values = [pk] if one else given.getlist("ticked")
        act = self.queue.acts.for_many(verb or given.get("act", ""))
        ids = [int(value) for value in values if is_id(value)]
        if act is None or (one and not ids):
            raise Http404
        return act, ids[:MOST]


class UndoView(_Acting):
    """Puts rows back where they were: ``was`` is the id and the status of each."""

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted: dict[int, Act] = {}
        for was in request.POST.getlist("was"):
            pk, _dash, status = was.partition("-")
            act = self.queue.acts.back_to(status)
            if not is_id(pk) or act is None:
                raise Http404
            wanted[int(pk)] = act
        there = self.statuses(wanted)
        done = sum(self.was_done(wanted[pk], pk) for pk in there)
        if done:
            messages.success(request, self.queue.undone % {"count": done})
        self.tell_lost(len(there) - done)
        return redirect(self.way_back)


def say(queue: Queue, request: HttpRequest, message: str, was: dict[int, str], back: str) -> None:
    """Say what was done; where something changed, with a button that undoes it and leads
    ``back``."""
    context = {
        "message": message,
        "was": [f"{pk}-{status}" for pk, status in was.items() if queue.acts.back_to(status)],
        "undo_url": queue.url("undo"),
        "next": back,
    }
    template = "wagtail_parenting/admin/moderation/queue/done.html"
    messages.success(request, render_to_string(template, context, request=request))


def changed(queue: Queue, area: Area, before: dict[int, str]) -> dict[int, str]:
    """Those of ``before`` whose status is another now, with the one they had. 1 query."""
    now = _found(queue, area, before)
    return {pk: status for pk, status in before.items() if now.get(pk, status) != status}


def _found(queue: Queue, area: Area, ids: Iterable[int]) -> dict[int, str]:
    rows = queue.moderated(area).filter(pk__in=list(ids)).order_by("pk")
    return dict(rows.values_list("pk", "status"))
