"""One row of a queue: what was sent, why it waits, what happened to it, and the acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_parenting.errors import InvalidInput, NotFound
from wagtail_parenting.moderation.admin.access import ModeratorsOnly
from wagtail_parenting.moderation.admin.queue.acts import DECIDING
from wagtail_parenting.moderation.admin.queue.bulk import changed, say
from wagtail_parenting.moderation.admin.queue.filters import QueueFilterSet
from wagtail_parenting.moderation.admin.queue.forms import ActForm
from wagtail_parenting.moderation.admin.queue.history import past
from wagtail_parenting.moderation.admin.queue.queues import Queue
from wagtail_parenting.moderation.admin.queue.rows import Row
from wagtail_parenting.moderation.admin.queue.tabs import Tab, tab_of
from wagtail_parenting.moderation.standing import Status

MOST_REPORTS = 100


class QueueDetailView(ModeratorsOnly, WagtailAdminTemplateMixin, View):
    """``way_back`` is the query of the list that one has come from: once a row does not wait any
    more, the next that the list holds follows.

    ``forms`` are those that acts which need words are sent with, by verb; ``said`` is what follows
    each.
    """

    queue: Queue
    filterset_class: type[QueueFilterSet]
    forms: Mapping[str, type[ActForm]]
    said: Mapping[str, Any]
    http_method_names = ["get", "post"]

    def row_of(self, item: Any) -> Row:
        raise NotImplementedError

    def offered_forms(self) -> list[type[ActForm]]:
        """Those that fit."""
        raise NotImplementedError

    @property
    def header_icon(self) -> str:
        return self.queue.icon

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        verb = request.POST.get("do", "")
        if verb not in self.queue.acts.by_verb and verb not in self.forms:
            raise Http404
        try:
            if self.item.status == Status.WITHDRAWN:
                raise NotFound(str(self.queue.withdrawn % {"count": 1}))
            return self._fill_in(verb) if verb in self.forms else self._act(verb)
        except (NotFound, InvalidInput) as refused:
            messages.error(request, refused.detail)
            return redirect(self.here)

    @cached_property
    def item(self) -> Any:
        mine = self.queue.moderated(self.area).select_related("reader")
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    @cached_property
    def row(self) -> Row:
        return self.row_of(self.item)

    # --- Acts -------------------------------------------------------------------------------------

    def _act(self, verb: str) -> HttpResponse:
        act, pk = self.queue.acts.by_verb[verb], self.item.pk
        before = {pk: self.item.status}
        self.queue.run(act, pk, self.request.user)
        was = changed(self.queue, self.area, before)
        say(self.queue, self.request, act.message(1), was, self.here)
        return self._go_on()

    def _fill_in(self, verb: str) -> HttpResponse:
        form = self.forms[verb](self.queue, self.item, self.request.user, self.request.POST)
        if not form.perform():
            messages.validation_error(self.request, _("Nothing was done: see below."), form)
            return self.show({form.prefix: form})
        messages.success(self.request, self.said[verb])
        if verb == "block_spam":
            return self._act("spam")
        return self._go_on()

    def _go_on(self) -> HttpResponse:
        """To the next that waits, if one has come from the queue and this one waits no longer."""
        there = self.queue.model._default_manager.filter(pk=self.item.pk)
        still = there.values_list("status", flat=True).first()
        if tab_of(self.way_back) != Tab.HELD or not self.way_back or still == Status.HELD:
            return redirect(self.here)
        following = self._next()
        if following is not None:
            return redirect(self._url(following))
        messages.info(self.request, _("That was the last one that waited here."))
        return redirect(self.list_url)

    # --- The way through the queue ----------------------------------------------------------------

    @cached_property
    def way_back(self) -> QueryDict:
        given = self.request.POST.get("queue") or self.request.GET.get("queue") or ""
        return QueryDict(given)

    def _next(self) -> int | None:
        """What comes after this one in the list; at its end, what was skipped."""
        others = self.filterset_class.found(self.request, self.way_back).exclude(pk=self.item.pk)
        ids = others.values_list("pk", flat=True)
        later = ids.filter(pk__gt=self.item.pk)
        return later.first() or ids.first()

    @property
    def here(self) -> str:
        return self._url(self.item.pk)

    @property
    def list_url(self) -> str:
        url = self.queue.url("list")
        return f"{url}?{self.way_back.urlencode()}" if self.way_back else url

    def _url(self, pk: int) -> str:
        url = self.queue.url("detail", pk)
        query = self.way_back.urlencode()
        return f"{url}?{urlencode({'queue': query})}" if query else url

    # --- What is shown ----------------------------------------------------------------------------

    def show(self, forms: dict[str | None, ActForm] | None = None) -> HttpResponse:
        context = self.get_context_data(forms=forms or {})
        return TemplateResponse(self.request, self.get_template_names(), context)

    def get_page_title(self) -> str:
        return str(self.queue.one)

    def get_page_subtitle(self) -> str:
        return self.row.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": self.queue.title},
            {"url": "", "label": self.row.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        given = kwargs["forms"]
        fitting = self.queue.acts.fitting(self.item)
        waits_in_queue = bool(self.way_back) and tab_of(self.way_back) == Tab.HELD
        following = self._next() if waits_in_queue else None
        return {
            **context,
            "queue": self.queue,
            "row": self.row,
            "acts": [act for act in fitting if act.verb in DECIDING],
            "offered": {act.verb: act for act in fitting if act.verb not in DECIDING},
            "forms": self._forms(given),
            "opened": next(iter(given), ""),
            "reports": self._reports(),
            "past": past(self.queue, self.item),
            "list_url": self.queue.url("list"),
            "way_back": self.way_back.urlencode(),
            "next_url": self._url(following) if following is not None else "",
        }

    def _forms(self, given: dict[str, ActForm]) -> dict[str, ActForm]:
        """Those that fit, filled in as they were sent; none for what is withdrawn."""
        if self.item.status == Status.WITHDRAWN:
            return {}
        return {
            str(form.prefix): given.get(str(form.prefix))
            or form(self.queue, self.item, self.request.user)
            for form in self.offered_forms()
        }

    def _reports(self) -> QuerySet[Any]:
        """The newest; those that are not settled first."""
        given = self.queue.reports._default_manager.filter(**{self.queue.reported: self.item.pk})
        in_order: QuerySet[Any] = given.order_by(F("resolved_at").asc(nulls_first=True), "-pk")
        return in_order[:MOST_REPORTS]
