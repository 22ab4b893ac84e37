"""Contributors, life stages and topics."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from example_site.demo.bodies import Names, stored
from example_site.demo.content import Magazine
from example_site.demo.users import Users
from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Topic

#: Whose account stands behind which contributor, so that her replies carry a badge.
ACCOUNTS = {"mara-lindqvist": "editor", "ruth-adeyemi": "moderator"}


class Snippets:
    """Makes them all; gives them out by slug. Raises ``KeyError`` for a slug that is not there."""

    def __init__(self, magazine: Magazine, names: Names, users: Users) -> None:
        self._names = names
        self._users = users
        self._locale = Locale.get_default()
        self.people = {row["slug"]: self._person(**row) for row in magazine.people}
        self.stages = {
            row["slug"]: self._make(LifeStage, **row, sort_order=position)
            for position, row in enumerate(magazine.stages)
        }
        self.topics: dict[str, Any] = {}
        for row in magazine.topics:  # parents stand before their parts
            above = self.topics[row["parent"]] if "parent" in row else None
            self.topics[row["slug"]] = self._make(Topic, **{**row, "parent": above})

    def _person(self, *, picture: str, links: list[Any], **values: Any) -> Any:
        account = ACCOUNTS.get(values["slug"])
        block = Contributor.links.field.stream_block
        return self._make(
            Contributor,
            **values,
            picture_id=self._names.picture(picture),
            links=stored(block, [{"link": link} for link in links], self._names),
            user=getattr(self._users, account) if account else None,
        )

    def _make(self, model: type[Any], **values: Any) -> Any:
        snippet = model(locale=self._locale, **values)
        snippet.full_clean()
        snippet.save()
        return snippet
