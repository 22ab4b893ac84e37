"""Who writes a comment: what a token, or what a guest typed, says of her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail_parenting.comments.models import Badge
from wagtail_parenting.comments.written import Written
from wagtail_parenting.conf import config
from wagtail_parenting.errors import InvalidToken
from wagtail_parenting.input_fields import missing
from wagtail_parenting.moderation import team
from wagtail_parenting.moderation.team import display_name, name_of_team
from wagtail_parenting.readers import actions as readers
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Reader


@dataclass(frozen=True)
class Writer:
    """What is known of whoever writes, from her token or what she typed. With a badge she has the
    name of her account, and no other."""

    reader: Reader | None = None
    is_verified: bool = False
    user: Any = None
    badge: str = Badge.NONE
    name: str = ""
    website: str = ""

    @classmethod
    def of(cls, who: Who, written: Written, page: Any) -> Writer:
        if who.user is not None:
            badge = badge_of(who.user, page)
            name = name_of_team(who.user) if badge else written.name or display_name(who.user)
            if not name:
                raise missing("name")
            website = written.website
            return cls(is_verified=True, user=who.user, badge=badge, name=name, website=website)
        if who.reader_id is not None:
            reader = Reader.objects.filter(pk=who.reader_id, confirmed_at__isnull=False).first()
            if reader is None:
                raise InvalidToken("The token is not valid any more.")
            user = team.member_with(reader.address)
            badge = badge_of(user, page) if user is not None else Badge.NONE
            if user is None and written.name and not reader.name:
                reader.name, reader.website = written.name, reader.website or written.website
                reader.save(update_fields=["name", "website"])
            name = name_of_team(user) if badge else written.name or _name_of(reader, user)
            if not name and "name" in config().comment_needs:
                raise missing("name")
            return cls(reader, True, user, badge, name, written.website or reader.website)
        reader = readers.reader_of(written.address) if written.address else None
        return cls(reader=reader, name=written.name, website=written.website)


def guest_needs(who: Who) -> list[str]:
    """What a guest must give besides the text; nothing for anyone who is known."""
    is_guest = who.reader_id is None and who.user is None
    return list(config().comment_needs) if is_guest else []


def form_needs(who: Who) -> list[str]:
    """What someone's form asks for besides the text: of a reader, her name, as long as none is
    known. At most 3 queries."""
    if who.reader_id is None or "name" not in config().comment_needs:
        return guest_needs(who)
    reader = Reader.objects.filter(pk=who.reader_id).first()
    is_named = reader is None or _name_of(reader, team.member_with(reader.address))
    return [] if is_named else ["name"]


def _name_of(reader: Reader, user: Any) -> str:
    return str(reader.name) or (display_name(user) if user is not None else "")


def badge_of(user: Any, page: Any) -> str:
    """What the account of a writer says of her. At most 1 query for an author, 3 for others."""
    authors = getattr(page, "authors", None)
    if authors is not None and authors.filter(contributor__user=user.pk).exists():
        return Badge.AUTHOR
    return Badge.TEAM if team.is_member(user) else Badge.NONE
