"""What the package does when Django, Wagtail or django-cors-headers says that something happens."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.http import HttpRequest
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import (
    AbstractPage,
    Collection,
    CollectionViewRestriction,
    Locale,
    PageViewRestriction,
    Revision,
    Site,
)

from wagtail_parenting.articles.mixins import ArticleMixin
from wagtail_parenting.articles.publishing import refuse_schedule
from wagtail_parenting.articles.related import enqueue_related
from wagtail_parenting.articles.translation import use_translated_snippets
from wagtail_parenting.comments.actions import delete_below_pages
from wagtail_parenting.headless import dependents, gone, preview, stamps
from wagtail_parenting.headless.cors import may_answer
from wagtail_parenting.headless.models import HeadlessSettings
from wagtail_parenting.headless.page import HeadlessPageMixin
from wagtail_parenting.headless.renditions import enqueue_renditions, enqueue_site_renditions
from wagtail_parenting.headless.schedule import wake_at
from wagtail_parenting.linkups.actions import delete_of_editions


def prepare_published(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Have the pictures and related articles of a published page ready before readers come, and
    its end when its time has come."""
    wake_at(instance.expire_at)
    if issubclass(sender, HeadlessPageMixin):
        enqueue_renditions(instance.pk)
    if issubclass(sender, ArticleMixin):
        enqueue_related(instance.pk)


def follow_translation(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """A copy for translation names the topics, stages and people of its own language, where
    these exist. An alias, which stands where a translation is missing, stays like its source."""
    if isinstance(target_obj, ArticleMixin) and target_obj.alias_of_id is None:
        use_translated_snippets(target_obj)


def connect_schedule_guard(revision_model: type[Any]) -> None:
    """A scheduled revision passes the publish checks before it is approved."""
    pre_save.connect(guard_schedule, sender=revision_model, dispatch_uid="parenting.schedule")


def guard_schedule(
    sender: type[Any], instance: Any, update_fields: Any = None, **kwargs: Any
) -> None:
    """Wagtail approves a schedule by saving this one field."""
    if update_fields and set(update_fields) == {"approved_go_live_at"}:
        refuse_schedule(instance)


def allow_origin(sender: Any, request: HttpRequest, **kwargs: Any) -> bool:
    """Whether a browser on another origin may read the answer to this request."""
    return may_answer(request)


def end_previews(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """What an editor previewed ends with her session."""
    preview.end(request)


# --- Versions: what Wagtail and the site's own code write -----------------------------------------

#: What every page of every site may show.
_OF_ALL_SITES = (Collection, CollectionViewRestriction, Locale)


def connect_versions() -> None:
    """Move versions with whatever pages show. Signals are sent inside the transaction."""
    for signal, receiver in (
        (pre_save, before_change),
        (post_save, after_save),
        (pre_delete, before_delete),
        (post_delete, after_delete),
    ):
        signal.connect(receiver, dispatch_uid=f"parenting.versions.{receiver.__name__}")


def before_change(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Take the lock before the row, as everyone does: the other way round two would deadlock."""
    in_transaction = transaction.get_connection().in_atomic_block
    if in_transaction and (issubclass(sender, AbstractPage) or dependents.is_shown(sender)):
        stamps.lock()


def after_save(sender: type[Any], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if issubclass(sender, AbstractPage):
        changes = stamps.changes_what_shows(kwargs.get("update_fields"))
        if raw:
            stamps.page_loaded(instance)
        elif changes and not isinstance(instance, HeadlessPageMixin):  # those do so themselves
            stamps.page_changed(instance)
    elif issubclass(sender, Site):
        stamps.add_sites()
        stamps.touch_sites()
    else:
        _changed(sender, instance, **kwargs)


def before_delete(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """What shows it can only be found while it is there."""
    if issubclass(sender, AbstractPage):
        stamps.lock()  # before what readers lock, as whoever saves a page has it
        delete_below_pages([instance.pk])
        delete_of_editions([instance.pk])
        stamps.page_going(instance)
        gone.remember(instance)
    elif dependents.is_shown(sender):
        stamps.touch_shown(instance)


def after_delete(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    if not issubclass(sender, AbstractPage) and not dependents.is_shown(sender):
        _changed(sender, instance, **kwargs)


def _changed(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    if issubclass(sender, PageViewRestriction):
        stamps.touch_subtrees([instance.page.path])
    elif issubclass(sender, BaseSiteSetting):
        stamps.touch_sites([instance.site_id])
        if isinstance(instance, HeadlessSettings) and instance.share_image_id:
            enqueue_site_renditions(instance.share_image_id)
    elif issubclass(sender, _OF_ALL_SITES):
        stamps.touch_sites()
    elif issubclass(sender, Revision):
        if kwargs.get("update_fields") and "approved_go_live_at" in kwargs["update_fields"]:
            stamps.touch_pages([])
            wake_at(instance.approved_go_live_at)
    elif dependents.is_shown(sender):
        stamps.touch_shown(instance)
