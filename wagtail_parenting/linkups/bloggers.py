"""Who sends a link: what a token, or what a guest typed, says of her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail_parenting.conf import config
from wagtail_parenting.errors import InvalidToken
from wagtail_parenting.input_fields import missing
from wagtail_parenting.linkups.written import WrittenEntry
from wagtail_parenting.moderation import team
from wagtail_parenting.readers import actions as readers
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Reader


@dataclass(frozen=True)
class Blogger:
    """What is known of whoever sends a link. The team's own links pass without rules."""

    reader: Reader | None = None
    is_verified: bool = False
    user: Any = None
    name: str = ""

    @property
    def is_team(self) -> bool:
        """At most 3 queries, none for a guest."""
        return self.user is not None and team.is_member(self.user)

    @classmethod
    def of(cls, who: Who, written: WrittenEntry) -> Blogger:
        if who.user is not None:
            name = written.name or team.display_name(who.user)
            if not name:
                raise missing("name")
            return cls(is_verified=True, user=who.user, name=name)
        if who.reader_id is not None:
            reader = Reader.objects.filter(pk=who.reader_id, confirmed_at__isnull=False).first()
            if reader is None:
                raise InvalidToken("The token is not valid any more.")
            user = team.member_with(reader.address)
            name = written.name or reader.name or (team.display_name(user) if user else "")
            if not name and "name" in config().entry_needs:
                raise missing("name")
            return cls(reader, True, user, name)
        typed = readers.reader_of(written.address) if written.address else None
        return cls(reader=typed, name=written.name)


def guest_needs(who: Who) -> list[str]:
    """What a guest must give besides the link; nothing for anyone who is known."""
    is_guest = who.reader_id is None and who.user is None
    return list(config().entry_needs) if is_guest else []
