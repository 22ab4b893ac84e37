"""The doors to publication, and how the publish checks hold at each.

==========================================  ===================================================
door                                        what happens to an article that must not go out
==========================================  ===================================================
editor's form: publish, submit, approve     messages at the fields (``ArticleForm``)
v3 create and patch with ``publish``        422 with ``loc`` of each field (the same form)
v3 ``actions/publish``                      422 (``refuse``, from ``ArticleMixin.save``), and all
                                            stays as it was (``publish_action``)
bulk publish                                left out with a message; the others go out
approval in a workflow, without the form    refused; the workflow stays where it was (the words come
                                            from ``middleware.PublicationRefusedMiddleware``)
scheduling, at any door                     refused when the schedule is approved
``publish_scheduled``                       skipped and reported; the others go out
==========================================  ===================================================

Rejected: a rule in ``clean()``. It reaches some doors only, makes bulk publish a 500, and stops
``publish_scheduled`` for every page (measured on Wagtail 8.0.1).
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError
from wagtail.log_actions import log
from wagtail.utils.forms import FormValidationError

from wagtail_parenting.api.shapes import is_storable
from wagtail_parenting.articles.publish_checks import Facts, Finding, Verdict, judge
from wagtail_parenting.headless.streams import raw_stream
from wagtail_parenting.moments import can_be_kept

logger = logging.getLogger(__name__)

#: The last refusal of the running request, for the middleware that puts it into words.
last_refusal: ContextVar[PublicationRefused | None] = ContextVar("last_refusal", default=None)

SCHEDULED = "wagtail.publish.scheduled"
SKIPPED = "parenting.publish.skipped"
SPONSORED = "sponsored"


class PublicationRefused(FormValidationError, PermissionDenied):
    """A publish check refuses. ``findings`` says why, in the editor's language.

    A validation error, so that v3 answers 422 with the fields; and a denied permission, so that
    an admin view that does not expect it answers with a message and never with a 500.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        errors: dict[tuple[str | int, ...], list[tuple[str, str]]] = {}
        for finding in self.findings:
            errors.setdefault((finding.field,), []).append((finding.message, finding.check))
        super().__init__(errors)

    def __str__(self) -> str:
        return " ".join(finding.message for finding in self.findings)


def facts_of(page: Any) -> Facts:
    """The facts of a page object, saved or not."""
    return Facts(
        has_author=any(row.contributor_id for row in page.authors.all()),
        has_hero=page.hero_image_id is not None,
        hero_alt=page.hero_alt,
        body=raw_stream(page, page._meta.get_field("body")),
        source_count=len(raw_stream(page, page._meta.get_field("sources"))),
        stages=list(page.stages.all()),
        last_reviewed=page.last_reviewed,
        next_review=page.next_review,
        is_sponsored=page.disclosure == SPONSORED,
        sponsor=page.sponsor,
    )


def verdict_on(page: Any) -> Verdict:
    """What the checks say of publishing ``page`` as it stands. 1 query for its live state."""
    return judge(facts_of(page), is_live=_is_live(page))


def refuse(page: Any) -> None:
    """Raise ``PublicationRefused`` if the checks keep ``page`` from going out."""
    verdict = verdict_on(page)
    if verdict.refused:
        refused = PublicationRefused(verdict.refused)
        last_refusal.set(refused)
        raise refused


def is_being_published(page: Any) -> bool:
    """Whether saving ``page`` would make another revision live. 1 query for a live page."""
    if not page.live or page.live_revision_id is None or page.pk is None:
        return False
    stored = type(page)._base_manager.filter(pk=page.pk).values_list("live_revision_id", flat=True)
    return bool(stored.first() != page.live_revision_id)


def _is_live(page: Any) -> bool:
    return bool(page.pk and type(page)._base_manager.filter(pk=page.pk, live=True).exists())


def skip_scheduled(revision: Any, refused: PublicationRefused) -> None:
    """Take a scheduled revision off the schedule and say why, in the log and in the page's history.

    It stays as a draft with its date, so the editor mends it and schedules it again.
    """
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    page = revision.as_object()
    reasons = [finding.message for finding in refused.findings]
    log(instance=page, action=SKIPPED, revision=revision, data={"reasons": reasons})
    logger.error("Page %s was not published as scheduled: %s", page.pk, " ".join(reasons))


def refuse_schedule(revision: Any) -> None:
    """Raise ``PublicationRefused`` if ``revision``, about to be scheduled, must not go out."""
    page_class = revision.content_type.model_class()
    if revision.approved_go_live_at is not None and _has_publish_checks(page_class):
        refuse(revision.as_object())


class BodyRefused(StreamBlockValidationError):
    """Publish findings in the body: shown at their blocks, and told in words to the API."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(
            non_block_errors=[
                ValidationError(finding.message, code=finding.check) for finding in findings
            ]
        )
        self.message = " ".join(finding.message for finding in findings)
        self.code = findings[0].check


class StorableForm(WagtailAdminPageForm):
    """A page form that refuses texts and times that not every database, or no JSON, can hold."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name, value in list(cleaned.items()):
            if isinstance(value, datetime.datetime) and not can_be_kept(value):
                self.add_error(name, _("The time lies outside the years 1 to 9999."))
            texts = value if isinstance(value, list) else [value]
            if not all(is_storable(text) for text in texts if isinstance(text, str)):
                self.add_error(name, _("Null characters and lone surrogates are not allowed."))
        return cleaned


class ArticleForm(StorableForm):
    """The form behind the page editor and v3's create and patch.

    The checks run whenever Wagtail does not defer what a draft may lack: on publish, on
    submission to a workflow and on approval, and at none of them for a draft.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in ("authors", "reviewers"):
            self._refuse_twice(name)
        if not self.is_deferred_validation:
            verdict = judge(self._facts(cleaned), is_live=_is_live(self.instance))
            self._show(verdict.refused)
            self._warn(verdict.warned)
        return cleaned

    def _refuse_twice(self, name: str) -> None:
        """A person stands in a byline once. At drafts too: it is never meant.

        Not a constraint of the database: exchanging two people row by row would break it midway.
        """
        formset = self.formsets.get(name)
        if formset is None:
            return
        known = set()
        for form in formset.ordered_forms if formset.is_valid() else ():
            contributor = form.cleaned_data.get("contributor")
            if contributor in known:
                message = _("%(name)s is chosen more than once.") % {"name": contributor}
                form.add_error("contributor", ValidationError(message, code="chosen_twice"))
            elif contributor is not None:
                known.add(contributor)

    def _facts(self, cleaned: dict[str, Any]) -> Facts:
        stored = facts_of(self.instance)
        hero = cleaned.get("hero_image", self.instance.hero_image)
        return Facts(
            has_author=self._has_author(stored.has_author),
            has_hero=hero is not None,
            hero_alt=cleaned.get("hero_alt", stored.hero_alt) or "",
            body=_raw(cleaned, "body", stored.body),
            source_count=len(_raw(cleaned, "sources", [None] * stored.source_count)),
            stages=list(cleaned.get("stages", stored.stages)),
            last_reviewed=cleaned.get("last_reviewed", stored.last_reviewed),
            next_review=cleaned.get("next_review", stored.next_review),
            is_sponsored=cleaned.get("disclosure", self.instance.disclosure) == SPONSORED,
            sponsor=cleaned.get("sponsor", stored.sponsor) or "",
        )

    def _has_author(self, stored: bool) -> bool:
        formset = self.formsets.get("authors")
        if formset is None:
            return stored
        return any(
            form.is_valid() and form.cleaned_data.get("contributor")
            for form in formset.forms
            if form not in formset.deleted_forms
        )

    def _show(self, findings: list[Finding]) -> None:
        in_body = [finding for finding in findings if finding.field == "body"]
        if in_body and "body" in self.fields and "body" not in self.errors:
            self.add_error("body", BodyRefused(in_body))
        for finding in findings:
            error = ValidationError(finding.message, code=finding.check)
            if finding.field == "body" and "body" in self.fields:
                continue
            if finding.field in self.formsets:
                formset = self.formsets[finding.field]
                formset.is_valid()  # cleans it once, or else our error would be cleaned away
                formset.non_form_errors().append(error)
            elif finding.field in self.fields:
                self.add_error(finding.field, error)
            else:  # a partial update without that field: its place is still told
                self.errors.setdefault(finding.field, self.error_class()).append(error)

    def _warn(self, findings: list[Finding]) -> None:
        warnings = getattr(self.instance, "_meta_warnings", None)
        if warnings is not None:
            warnings.extend(finding.message for finding in findings)


def _raw(cleaned: dict[str, Any], name: str, stored: Any) -> Any:
    if name not in cleaned:
        return stored
    value = cleaned[name]
    return value.get_prep_value() if value else []


def may_all_go_out(pages: Iterable[Any]) -> bool:
    """Whether the checks refuse none of ``pages``, as their latest revisions stand."""
    return not any(_refused(page) for page in pages)


def publish_what_may(pages: Iterable[Any], *, user: Any) -> tuple[int, list[str]]:
    """Publish the latest revisions of those of ``pages`` that may go out.

    Returns how many went out, and a message for each that did not.
    """
    published, messages = 0, []
    for page in pages:
        revision = page.get_latest_revision() or page.specific.save_revision(user=user)
        try:
            revision.publish(user=user)
            published += 1
        except PublicationRefused as refused:
            messages.append(
                _("“%(title)s” was not published. %(reasons)s")
                % {"title": page.get_admin_display_title(), "reasons": str(refused)}
            )
    return published, messages


def _refused(page: Any) -> list[Finding]:
    revision = page.get_latest_revision()
    subject = revision.as_object() if revision else page.specific
    return verdict_on(subject).refused if _has_publish_checks(type(subject)) else []


def _has_publish_checks(page_class: Any) -> bool:
    """Whether a page class is an article. Asked of the class, for the mixin imports this module."""
    return bool(getattr(page_class, "is_article", False))
