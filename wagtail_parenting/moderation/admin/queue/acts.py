"""What a moderator can do at a click, and when it makes sense."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail_parenting.moderation.admin.queue.tabs import Tab
from wagtail_parenting.moderation.standing import Status


@dataclass(frozen=True)
class Act:
    """``run`` takes the id, by the name of the queue, and ``actor``. ``said`` is what the message
    says, with ``count`` of them; ``key`` does it by keyboard."""

    verb: str
    run: Callable[..., Any]
    label: Any
    icon: str
    said: Any
    statuses: frozenset[str]
    key: str = ""
    fits_too: Callable[[Any], bool] = lambda item: True

    @property
    def is_primary(self) -> bool:
        """What most of those that wait need."""
        return self.verb in ("approve", "restore")

    def fits(self, item: Any) -> bool:
        return item.status in self.statuses and self.fits_too(item)

    def message(self, count: int) -> str:
        return str(self.said % {"count": count})


#: What can be done with many at once, by the tab they stand in.
IN_BULK: Mapping[str, tuple[str, ...]] = {
    Tab.HELD: ("approve", "spam", "remove"),
    Tab.REPORTED: ("approve", "spam", "remove"),
    Tab.APPROVED: ("spam", "remove", "hold"),
    Tab.SPAM: ("restore", "remove"),
    Tab.REMOVED: ("restore", "spam"),
    Tab.WITHDRAWN: (),
    Tab.ALL: ("approve", "spam", "remove"),
}
#: What leads back to each status.
_BACK = {
    Status.HELD: "hold",
    Status.APPROVED: "restore",
    Status.SPAM: "spam",
    Status.REMOVED: "remove",
}
#: What decides; other acts stand beside what they change.
DECIDING = ("approve", "restore", "spam", "remove", "hold")


class Acts:
    """The acts of a queue: approve, restore, spam, remove and hold, and what else it has."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.by_verb = {act.verb: act for act in acts}

    def in_bulk(self, tab: str) -> list[Act]:
        return [self.by_verb[verb] for verb in IN_BULK[tab]]

    def of_row(self, item: Any, tab: str) -> list[Act]:
        """What is offered beside a row in a tab. To approve what was reported lets it stand."""
        return [act for act in self.in_bulk(tab) if tab == Tab.REPORTED or act.fits(item)]

    def fitting(self, item: Any) -> list[Act]:
        return [act for act in self.by_verb.values() if act.fits(item)]

    def for_many(self, verb: str) -> Act | None:
        """The act of that name that can be done with many."""
        return self.by_verb[verb] if any(verb in verbs for verbs in IN_BULK.values()) else None

    def back_to(self, status: str) -> Act | None:
        """What puts something back where it stood; nothing does where only its sender could."""
        verb = _BACK.get(Status(status)) if status in Status.values else None
        return self.by_verb[verb] if verb else None
