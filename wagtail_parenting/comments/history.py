"""What the rules ask of earlier comments."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from wagtail_parenting.comments.models import ReaderComment, Status
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.moderation.pipeline import Recent

HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)
WEEK = datetime.timedelta(days=7)


class CommentHistory:
    """``moderation.pipeline.History`` of a comment, stored or about to be."""

    def __init__(self, comment: ReaderComment) -> None:
        self.comment = comment

    @property
    def recent(self) -> Recent:
        return self._found[0]

    @property
    def has_approved(self) -> bool:
        return self._found[1]

    @functools.cached_property
    def _found(self) -> tuple[Recent, bool]:
        """All of it in 1 query: a row with the answers as columns, that of the page's stamp."""
        comment, now = self.comment, timezone.now()
        others = ReaderComment.objects.exclude(pk=comment.pk).order_by()
        from_connection = others.filter(ip_key=comment.ip_key, created_at__gt=now - HOUR)
        to_page = others.filter(page=comment.page_id, created_at__gt=now - MINUTE)
        same = others.filter(
            Q(page=comment.page_id) | self._same_sender(),
            body_digest=comment.body_digest,
            created_at__gt=now - WEEK,
        )
        counts = PageStamp.objects.filter(pk=comment.page_id).values_list(
            _count(from_connection) if comment.ip_key else Value(0),
            _count(to_page),
            Exists(same) if comment.body_digest else Value(False),
            self._approved(others),
        )
        row: Any = counts.first()
        return (Recent(*row[:3]), row[3]) if row is not None else (Recent(), False)

    def _approved(self, others: QuerySet[Any]) -> Any:
        """Whether something under a confirmed address, or of an account, was approved before."""
        comment = self.comment
        if comment.is_verified and comment.reader_id is not None:
            return Exists(others.filter(reader=comment.reader_id, status=Status.APPROVED))
        if comment.user_id is not None:
            return Exists(others.filter(user=comment.user_id, status=Status.APPROVED))
        return Value(False)

    def _same_sender(self) -> Q:
        comment = self.comment
        sender = Q(owner=comment.owner) if comment.owner else Q(pk__in=[])
        if comment.reader_id is not None:
            sender |= Q(reader=comment.reader_id)
        if comment.ip_key:
            sender |= Q(ip_key=comment.ip_key)
        return sender


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many ``rows`` there are, as a column."""
    counted = rows.annotate(one=Value(1)).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)
