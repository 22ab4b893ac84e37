"""Who may fetch: tasks, never requests.

A fetch takes up to ten seconds, so a handful of visitors could stop a site whose requests fetch.
Two mistakes lead there: calling ``fetch`` in a view, and a task backend that runs tasks at once.
With Django 5.2 the first is not noticed under ASGI: receivers of ``request_started`` have a context
of their own there.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend

_is_in_request: ContextVar[bool] = ContextVar("parenting_is_in_request", default=False)


class FetchedInRequest(RuntimeError):
    """``fetch`` was called while a request is answered: a mistake in the calling code."""


def refuse_in_request() -> None:
    """Raise ``FetchedInRequest`` where a request is being answered, also in its other threads."""
    if _is_in_request.get():
        raise FetchedInRequest("Other sites are fetched from in tasks only. Enqueue one.")


def tasks_run_at_once() -> bool:
    """Whether the default task backend runs a task in the request that enqueues it."""
    return isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)


def watch_requests() -> None:
    """Notice when a request is being answered."""
    request_started.connect(_begin, dispatch_uid="wagtail_parenting.outbound.callers")
    request_finished.connect(_end, dispatch_uid="wagtail_parenting.outbound.callers")


def _begin(**kwargs: Any) -> None:
    _is_in_request.set(True)


def _end(**kwargs: Any) -> None:
    _is_in_request.set(False)
