"""One comment: what it says, where it stands, why it waits, what happened to it, and the acts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_parenting.comments.admin.acts import ACTS, fitting
from wagtail_parenting.comments.admin.bulk import changed, say
from wagtail_parenting.comments.admin.filters import found, tab_of
from wagtail_parenting.comments.admin.forms import AnswerForm, BlockForm, CommentForm, RedactForm
from wagtail_parenting.comments.admin.history import past
from wagtail_parenting.comments.admin.queue import Tab, moderated
from wagtail_parenting.comments.admin.rows import Row, rows
from wagtail_parenting.comments.admin.thread_context import thread_context
from wagtail_parenting.comments.models import CommentReport, ReaderComment, Status
from wagtail_parenting.errors import InvalidInput, NotFound
from wagtail_parenting.moderation.admin.access import ModeratorsOnly

#: With which form the acts that need words are sent.
FORMS: dict[str, type[CommentForm]] = {
    "answer": AnswerForm,
    "redact": RedactForm,
    "block": BlockForm,
    "block_spam": BlockForm,
}
#: What decides about a comment; other acts stand beside what they change.
IN_BAR = ("approve", "restore", "spam", "remove", "hold")
MOST_REPORTS = 100


class DetailView(ModeratorsOnly, WagtailAdminTemplateMixin, View):
    """``queue`` is the query of the list that one has come from: once a comment does not wait any
    more, the next that the list holds follows."""

    template_name = "wagtail_parenting/admin/reader_comments/detail.html"
    header_icon = "comment"
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        verb = request.POST.get("do", "")
        if verb not in ACTS and verb not in FORMS:
            raise Http404
        try:
            if self.comment.status == Status.WITHDRAWN:
                raise NotFound(_("Its writer has withdrawn this reader comment."))
            return self._fill_in(verb) if verb in FORMS else self._act(verb)
        except (NotFound, InvalidInput) as refused:
            messages.error(request, refused.detail)
            return redirect(self.here)

    @cached_property
    def comment(self) -> ReaderComment:
        mine = moderated(self.area).select_related("reader")
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    @cached_property
    def row(self) -> Row:
        return rows([self.comment], self.request)[0]

    # --- Acts -------------------------------------------------------------------------------------

    def _act(self, verb: str) -> HttpResponse:
        act, pk = ACTS[verb], self.comment.pk
        before = {pk: self.comment.status}
        act.run(comment_id=pk, actor=self.request.user)
        say(self.request, act.message(1), changed(self.area, before), self.here)
        return self._go_on()

    def _fill_in(self, verb: str) -> HttpResponse:
        form = FORMS[verb](self.comment, self.request.user, self.request.POST)
        if not form.perform():
            messages.validation_error(self.request, _("Nothing was done: see below."), form)
            return self.show({form.prefix: form})
        messages.success(self.request, _said(verb))
        if verb == "block_spam":
            return self._act("spam")
        return self._go_on()

    def _go_on(self) -> HttpResponse:
        """To the next that waits, if one has come from the queue and this one waits no longer."""
        still = ReaderComment.objects.filter(pk=self.comment.pk).values_list("status", flat=True)
        if tab_of(self.queue) != Tab.HELD or not self.queue or still.first() == Status.HELD:
            return redirect(self.here)
        following = self._next()
        if following is not None:
            return redirect(self._url(following))
        messages.info(self.request, _("That was the last one that waited here."))
        return redirect(self.list_url)

    # --- The way through the queue ----------------------------------------------------------------

    @cached_property
    def queue(self) -> QueryDict:
        given = self.request.POST.get("queue") or self.request.GET.get("queue") or ""
        return QueryDict(given)

    def _next(self) -> int | None:
        """What comes after this one in the list; at its end, what was skipped."""
        others = found(self.request, self.queue).exclude(pk=self.comment.pk)
        ids = others.values_list("pk", flat=True)
        later = ids.filter(pk__gt=self.comment.pk)
        return later.first() or ids.first()

    @property
    def here(self) -> str:
        return self._url(self.comment.pk)

    @property
    def list_url(self) -> str:
        url = reverse("parenting_comments:list")
        return f"{url}?{self.queue.urlencode()}" if self.queue else url

    def _url(self, pk: int) -> str:
        url = reverse("parenting_comments:detail", args=[pk])
        query = self.queue.urlencode()
        return f"{url}?{urlencode({'queue': query})}" if query else url

    # --- What is shown ----------------------------------------------------------------------------

    def show(self, forms: dict[str | None, CommentForm] | None = None) -> HttpResponse:
        context = self.get_context_data(forms=forms or {})
        return TemplateResponse(self.request, self.get_template_names(), context)

    def get_page_title(self) -> str:
        return _("Reader comment")

    def get_page_subtitle(self) -> str:
        return self.row.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": _("Reader comments")},
            {"url": "", "label": self.row.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        comment, given = self.comment, kwargs["forms"]
        offered = fitting(comment)
        is_theirs = comment.status == Status.WITHDRAWN
        waits_in_queue = bool(self.queue) and tab_of(self.queue) == Tab.HELD
        following = self._next() if waits_in_queue else None
        return {
            **context,
            "row": self.row,
            "acts": [act for act in offered if act.verb in IN_BAR],
            "offered": {act.verb: act for act in offered if act.verb not in IN_BAR},
            "forms": {} if is_theirs else self._forms(given),
            "opened": next(iter(given), ""),
            "thread": thread_context(comment, self.request),
            "reports": reports(comment),
            "past": past(comment),
            "queue": self.queue.urlencode(),
            "next_url": self._url(following) if following is not None else "",
        }

    def _forms(self, given: dict[str, CommentForm]) -> dict[str, CommentForm]:
        """Those that fit, filled in as they were sent."""
        offered: list[type[CommentForm]] = [RedactForm, BlockForm]
        if self.comment.status in (Status.APPROVED, Status.HELD):
            offered.insert(0, AnswerForm)
        return {
            str(form.prefix): given.get(str(form.prefix)) or form(self.comment, self.request.user)
            for form in offered
        }


def reports(comment: ReaderComment) -> QuerySet[CommentReport]:
    """The newest; those that are not settled first."""
    given = CommentReport.objects.filter(comment=comment.pk)
    return given.order_by(F("resolved_at").asc(nulls_first=True), "-pk")[:MOST_REPORTS]


def _said(verb: str) -> str:
    return {
        "answer": _("The answer can be read now."),
        "redact": _("The reader comment has another text now."),
        "block": _("The sender is blocked."),
        "block_spam": _("The sender is blocked."),
    }[verb]
