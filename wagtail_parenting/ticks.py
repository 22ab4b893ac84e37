"""What cron does, every few minutes: nothing is lost, and nothing stays for ever.

Queues lose tasks and servers crash; so whatever waits is a row, and each of these looks for rows
that waited too long. All of them may run twice, also at once.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.core.cache import caches

from wagtail_parenting import digests
from wagtail_parenting.comments import announcing, recent_posts, second_opinion
from wagtail_parenting.comments.actions import purge as purge_comments
from wagtail_parenting.comments.actions.reacting import show_likes
from wagtail_parenting.conf import config
from wagtail_parenting.linkups import editions, openings, reminders, visits
from wagtail_parenting.linkups.actions import seal_due
from wagtail_parenting.linkups.actions.leaving import purge as purge_entries
from wagtail_parenting.readers import actions as readers
from wagtail_parenting.readers import mailings, notices, pictures

logger = logging.getLogger(__name__)

DAY_S = int(datetime.timedelta(days=1).total_seconds())

#: Every time.
OFTEN: dict[str, Callable[[], int]] = {
    "mails": notices.deliver_due,
    "announcements": announcing.announce_lost,
    "recent posts": recent_posts.find_due,
    "pictures of readers": pictures.find_due,
    "second opinions": second_opinion.ask_lost,
    "pages with new likes": show_likes,
    "digests": digests.send_due,
    "link-ups": editions.make_due,
    "openings": openings.announce_due,
    "reminders": reminders.remind_due,
    "draws": seal_due,
    "linked pages": visits.visit_due,
}
#: Once a day.
DAILY: dict[str, Callable[[], int]] = {
    "old comments": lambda: sum(purge_comments().values()),
    "old entries": lambda: sum(purge_entries().values()),
    "old recent posts": lambda: recent_posts.expire(config().recent_post_days),
    "old links and addresses": readers.purge,
    "old mails to many": mailings.purge,
}


def tick() -> dict[str, int]:
    """Do all that is due. One that fails keeps no other from its turn. Answers how many of each."""
    due = dict(OFTEN)
    if caches[config().limit_cache].add("parenting:tick:daily", 1, DAY_S):
        due |= DAILY
    done = {}
    for name, act in due.items():
        try:
            done[name] = act()
        except Exception:
            logger.exception("%s could not be seen to.", name.capitalize())
    return done
