"""What mails say of comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_parenting.comments import announcing, editing
from wagtail_parenting.comments import body as bodies
from wagtail_parenting.comments.models import ReaderComment, Status
from wagtail_parenting.headless.plain_text import shortened
from wagtail_parenting.headless.routing import site_name
from wagtail_parenting.readers import links, notices
from wagtail_parenting.readers.mails import Mail
from wagtail_parenting.readers.models import Notice
from wagtail_parenting.readers.places import place_of

#: Of a long comment, so much is quoted.
MAX_QUOTE = 600


@dataclass(frozen=True)
class _Told:
    """A comment that can still be read, and where."""

    comment: ReaderComment
    title: str
    url: str
    site: Any

    @property
    def name(self) -> str:
        return self.comment.name or _("Someone")

    @property
    def quote(self) -> str:
        return shortened(bodies.plain(self.comment.body), MAX_QUOTE)


def register() -> None:
    """Say how the mails of comments read."""
    notices.register(announcing.REPLY, _about(_reply, lambda comment: comment.parent_id))
    notices.register(announcing.IN_THREAD, _about(_in_thread, lambda comment: comment.root_id))
    notices.register(announcing.ON_ARTICLE, _about(_on_article, lambda comment: None))


def _reply(told: _Told) -> tuple[str, str, str]:
    return (
        _("%(name)s replied to you"),
        _("%(name)s has replied to your comment on “%(title)s”."),
        _("You asked to hear of replies to your comment."),
    )


def _in_thread(told: _Told) -> tuple[str, str, str]:
    return (
        _("%(name)s wrote in a thread that you follow"),
        _("%(name)s has written in a thread on “%(title)s” that you follow."),
        _("You asked to hear of everything in this thread."),
    )


def _on_article(told: _Told) -> tuple[str, str, str]:
    return (
        _("%(name)s commented on “%(title)s”"),
        _("%(name)s has written a comment on your article “%(title)s”."),
        _("You are an author of this article."),
    )


def _about(
    words: Callable[[_Told], tuple[str, str, str]], topic_id: Callable[[ReaderComment], int | None]
) -> Callable[[Notice], Mail | None]:
    def write(notice: Notice) -> Mail | None:
        told = _told(notice)
        topic = _topic(notice, topic_id(told.comment)) if told is not None else ""
        if told is None or not _is_wanted(notice, topic):
            return None
        language = told.comment.language or told.site.root_page.locale.language_code
        with translation.override(language):
            subject, sentence, reason = words(told)
            values = {"name": told.name, "title": told.title}
            return Mail(
                to=notice.address,
                subject=subject % values,
                site_name=site_name(told.site),
                language=language,
                paragraphs=[sentence % values],
                quote=told.quote,
                quote_by=told.name,
                button=(_("Read and answer"), told.url),
                reason=reason,
                ways_out=links.ways_out(notice, topic, told.site),
            )

    return write


def _topic(notice: Notice, pk: int | None) -> str:
    """What ending these mails ends."""
    if notice.user is not None:
        return notice.kind
    return f"{'replies' if notice.kind == announcing.REPLY else 'thread'}-{pk}"


def _is_wanted(notice: Notice, topic: str) -> bool:
    """Whether the reader has not ended it since the notice was written."""
    return notice.reader is None or notice.reader.subscriptions.filter(topic=topic).exists()


def _told(notice: Notice) -> _Told | None:
    """What the notice tells of, if it is still there for everyone."""
    comment = ReaderComment.objects.filter(pk=notice.subject, status=Status.APPROVED).first()
    if comment is None:
        return None
    place = place_of(comment.page_id)
    if place is None:
        return None
    url = f"{place.url}#{editing.anchor(comment.pk)}"
    return _Told(comment, place.page.title, url, place.site)
