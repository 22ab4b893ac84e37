"""Moderating entries, and picking some, with a bearer token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Router

from wagtail_parenting.api.answers import JSON, to_json
from wagtail_parenting.api.shapes import ModeratedEntry
from wagtail_parenting.api.times import utc
from wagtail_parenting.api.v3.conventions import finish, keep_conventions, writing
from wagtail_parenting.api.v3.site_requests import WrittenId
from wagtail_parenting.api.v3.visitors import ACCOUNTS, account
from wagtail_parenting.errors import Forbidden, NotFound
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.linkups import actions, edition_pages
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.moderation.permissions import area_of
from wagtail_parenting.moderation.reasons import held_reasons

router = Router(tags=["moderation"])
router.add_decorator(keep_conventions, mode="view")

Act = Callable[..., LinkUpEntry]
VERBS: dict[str, tuple[Act, str, str]] = {
    "approve": (actions.approve, "Approve an entry", "Everyone sees it."),
    "spam": (actions.mark_spam, "Take an entry for spam", "It is kept for some days."),
    "remove": (actions.remove, "Remove an entry", "Its number stays empty."),
    "restore": (actions.restore, "Restore an entry", "What was removed or spam is approved."),
    "pick": (actions.pick, "Pick an entry", "It is shown with the next edition."),
    "unpick": (actions.unpick, "Unpick an entry", "It is not shown there any more."),
}


def _declare(verb: str, act: Act, summary: str, effect: str) -> None:
    errors = (400, 401, 403, 404, 422) if verb == "pick" else (400, 401, 403, 404)

    def operation(request: HttpRequest, entry_id: WrittenId) -> HttpResponseBase:
        actor = account(request)
        _require(actor, entry_id)
        entry = act(entry_id=entry_id, actor=actor)
        moderated = _moderated(entry, Frontends.of(request))
        return HttpResponse(to_json(moderated), content_type=JSON)

    operation.__name__ = f"{verb}_entry"
    operation.__doc__ = f"{effect} Again is the same. It stands in the audit log."
    writing(
        router,
        "POST",
        f"/linkups/entries/{{entry_id}}/actions/{verb}/",
        response={200: ModeratedEntry},
        errors=errors,
        auth=ACCOUNTS,
        operation_id=f"parenting_{verb}_entry",
        summary=summary,
    )(operation)


for _verb, _described in VERBS.items():
    _declare(_verb, *_described)


def _require(user: Any, entry_id: int) -> None:
    """What someone does not moderate is not there for her."""
    area = area_of(user)
    if not area:
        raise Forbidden("Your account does not moderate what readers send.")
    if not LinkUpEntry.objects.filter(area.rows("edition__path"), pk=entry_id).exists():
        raise NotFound("There is no such entry.")


def _moderated(entry: LinkUpEntry, frontends: Frontends) -> ModeratedEntry:
    """2 queries."""
    shown = edition_pages.on_any_site(frontends, [entry.edition_id]).get(entry.edition_id)
    page = all_pages().get(pk=entry.edition_id)
    return {
        "id": entry.pk,
        "edition": {
            "id": entry.edition_id,
            "number": shown.number if shown is not None else None,
            "path": frontends.path(page),
        },
        "number": entry.number,
        "url": entry.url,
        "title": entry.title or entry.found_title,
        "blog": entry.blog or entry.found_blog,
        "name": entry.name,
        "description": entry.description or entry.found_description,
        "status": entry.status,  # type: ignore[typeddict-item]
        "reasons": held_reasons(entry.reasons),
        "picked": entry.picked_at is not None,
        "backlink": entry.backlink or None,  # type: ignore[typeddict-item]
        "reports": entry.reports,
        "likes": entry.likes,
        "clicks": entry.clicks,
        "created_at": utc(entry.created_at) or "",
    }


finish(router)
