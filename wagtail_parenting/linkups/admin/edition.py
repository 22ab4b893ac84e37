"""The desk of a host for one edition: its numbers, its picks and its draws."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_parenting.errors import InvalidInput, NotFound
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.linkups import actions
from wagtail_parenting.linkups.actions.drawing import MAX_WINNERS
from wagtail_parenting.linkups.admin.edition_pages import edition_in, said_state
from wagtail_parenting.linkups.draws import MAX_VALUE
from wagtail_parenting.linkups.models import Draw, LinkUpEntry
from wagtail_parenting.linkups.statistics import EditionNumbers, numbers_of
from wagtail_parenting.moderation.admin.access import ModeratorsOnly
from wagtail_parenting.moderation.admin.queue.filters import is_id
from wagtail_parenting.moderation.admin.queue.forms import ActingForm
from wagtail_parenting.moderation.standing import Status

PICKED_FROM = 24
ORDERS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "likes": (_("Most liked"), ("-likes", "-number")),
    "clicks": (_("Most visited"), ("-clicks", "-number")),
    "oldest": (_("By number"), ("number",)),
}


class AnnounceForm(ActingForm):
    """Names what will decide."""

    prefix = "announce"
    announced = forms.CharField(
        label=_("Public value that decides"),
        max_length=200,
        help_text=_(
            "Something that everyone can look up, and nobody can know before the link-up closes, "
            "such as “drand (quicknet), round 21345678” or the winning numbers of a lottery on a "
            "named day."
        ),
    )
    winners = forms.IntegerField(label=_("Winners"), min_value=1, max_value=MAX_WINNERS, initial=1)
    reason = forms.CharField(
        label=_("Why it is drawn again"),
        max_length=300,
        required=False,
        help_text=_("Everyone can read it beside the first draw."),
    )

    def __init__(self, edition: Any, actor: Any, *, is_second: bool, data: Any = None) -> None:
        self.edition, self.actor = edition, actor
        super().__init__(data, prefix=self.prefix)
        if not is_second:
            del self.fields["reason"]

    def act(self) -> None:
        actions.announce(edition=self.edition, actor=self.actor, **self.cleaned_data)


class DrawForm(ActingForm):
    """Enters the value: the winners follow."""

    prefix = "draw"
    refused_at = "value"
    value = forms.CharField(
        label=_("The value, now that it is out"),
        max_length=MAX_VALUE,
        help_text=_("Copy it letter by letter: whoever draws again does the same. Only once."),
    )

    def __init__(self, draw: Draw, actor: Any, data: Any = None) -> None:
        self.draw, self.actor = draw, actor
        super().__init__(data, prefix=self.prefix)

    def act(self) -> None:
        actions.draw(draw_id=self.draw.pk, actor=self.actor, value=self.cleaned_data["value"])


class EditionView(ModeratorsOnly, WagtailAdminTemplateMixin, View):
    """For whoever moderates the part of the site that the edition stands in."""

    template_name = "wagtail_parenting/admin/entries/edition.html"
    header_icon = "link"
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        verb, _dash, entry = request.POST.get("do", "").partition("-")
        if verb in ("pick", "unpick") and is_id(entry):
            return self._pick(verb, int(entry))
        if verb == "announce":
            said = _now("The draw is announced: everyone can read it.")
            return self._perform(self.announce_form(request.POST), said)
        if verb == "draw" and self.due is not None:
            said = _now("The winners are drawn: everyone can read it.")
            return self._perform(DrawForm(self.due, request.user, request.POST), said)
        raise Http404

    @cached_property
    def edition(self) -> Any:
        return edition_in(self.area, self.kwargs["pk"])

    @cached_property
    def draws(self) -> list[Draw]:
        """The latest first."""
        return list(Draw.objects.filter(edition=self.edition.pk).order_by("-pk"))

    @property
    def due(self) -> Draw | None:
        """The one whose value can be entered."""
        return next((draw for draw in self.draws if draw.sealed_at and not draw.drawn_at), None)

    def announce_form(self, data: Any = None) -> AnnounceForm:
        is_second = bool(self.draws)
        return AnnounceForm(self.edition, self.request.user, is_second=is_second, data=data)

    # --- Acts -------------------------------------------------------------------------------------

    def _pick(self, verb: str, entry_id: int) -> HttpResponse:
        if not LinkUpEntry.objects.filter(pk=entry_id, edition=self.edition.pk).exists():
            raise Http404
        act = actions.pick if verb == "pick" else actions.unpick
        try:
            entry = act(entry_id=entry_id, actor=self.request.user)
        except (NotFound, InvalidInput) as refused:
            messages.error(self.request, refused.detail)
        else:
            said = _now("Number %(number)d is picked.")
            if verb == "unpick":
                said = _now("Number %(number)d is not picked any more.")
            messages.success(self.request, said % {"number": entry.number})
        return redirect(f"{self._here(page=self.request.GET.get('p', ''))}#entry-{entry_id}")

    def _perform(self, form: ActingForm, said: str) -> HttpResponse:
        if form.perform():
            messages.success(self.request, said)
            return redirect(f"{self._here()}#draw")
        messages.validation_error(self.request, _now("Nothing was done: see below."), form)
        return self.show(form)

    # --- What is shown ----------------------------------------------------------------------------

    @cached_property
    def frontends(self) -> Frontends:
        return Frontends.current()

    @cached_property
    def numbers(self) -> EditionNumbers:
        return numbers_of([self.edition])[self.edition.pk]

    @property
    def order(self) -> str:
        asked = self.request.GET.get("order", "")
        return asked if asked in ORDERS else "likes"

    def _here(self, *, order: str = "", page: str = "") -> str:
        url = reverse("parenting_entries:edition", args=[self.edition.pk])
        query = {"order": order or self.order, **({"p": page} if page else {})}
        return f"{url}?{urlencode(query)}"

    def show(self, form: ActingForm | None = None) -> HttpResponse:
        context = self.get_context_data(form=form)
        return TemplateResponse(self.request, self.get_template_names(), context)

    def get_page_title(self) -> str:
        return str(self.edition.title)

    def get_page_subtitle(self) -> str:
        return said_state(self.edition, self.numbers.entries, self.frontends)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("parenting_entries:list"), "label": _("Link-ups")},
            {"url": reverse("parenting_entries:statistics"), "label": _("Editions and numbers")},
            {"url": "", "label": self.edition.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = kwargs["form"]
        approved = LinkUpEntry.objects.filter(edition=self.edition.pk, status=Status.APPROVED)
        in_order = approved.order_by(*ORDERS[self.order][1])
        entries = Paginator(in_order, PICKED_FROM).get_page(self.request.GET.get("p"))
        may_announce = self.due is None and all(draw.drawn_at for draw in self.draws)
        announce_form = form if isinstance(form, AnnounceForm) else None
        draw_form = form if isinstance(form, DrawForm) else None
        if may_announce and announce_form is None:
            announce_form = self.announce_form()
        if self.due is not None and draw_form is None:
            draw_form = DrawForm(self.due, self.request.user)
        return {
            **context,
            "edition": self.edition,
            "numbers": self.numbers,
            "list_url": f"{reverse('parenting_entries:list')}?page={self.edition.pk}",
            "picks": list(approved.filter(picked_at__isnull=False).order_by("picked_at")),
            "entries": entries,
            "orders": [
                (label, self._here(order=name), name == self.order)
                for name, (label, _columns) in ORDERS.items()
            ],
            "here": self._here(page=str(entries.number)),
            "order": self.order,
            "draws": [(draw, self._winners(draw)) for draw in self.draws],
            "has_closed": self.edition.closes_at <= self.frontends.now,
            "announce_form": announce_form,
            "draw_form": draw_form,
        }

    def _winners(self, draw: Draw) -> list[LinkUpEntry]:
        """In the order in which they were drawn. 1 query for each draw that was held."""
        if not draw.winners:
            return []
        there = LinkUpEntry.objects.filter(edition=self.edition.pk, number__in=draw.winners)
        return sorted(there, key=lambda entry: draw.winners.index(entry.number))
