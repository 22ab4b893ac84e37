"""Publishing and expiring on time, without waiting for cron.

Whatever schedules a page enqueues a task for that very moment; the task runs Wagtail's own
``publish_scheduled``. Answers need it less than editors do: an expired page is not public from the
second of its expiry on, and no answer is kept past ``SiteStamp.next_change``. Cron stays the net
below it, for queues that cannot wait and for tasks that were lost.
"""

from __future__ import annotations

import datetime

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from wagtail_parenting import after_commit

#: Wagtail publishes what is due *before* now.
MARGIN = datetime.timedelta(milliseconds=100)


@task()
def publish_due() -> None:
    """Publish and expire everything whose time has come. Safe to run again."""
    call_command("publish_scheduled", verbosity=0)


def wake_at(moment: datetime.datetime | None) -> None:
    """Have ``publish_due`` run at ``moment``, once the running transaction has committed.

    Nothing happens for a moment that has passed, or where the task backend cannot defer.
    """
    if moment is None or moment <= timezone.now() or not publish_due.get_backend().supports_defer:
        return
    due = publish_due.using(run_after=moment + MARGIN)
    after_commit.enqueue(due)
