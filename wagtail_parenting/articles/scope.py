"""Whose articles are asked about: those of a site, in one language, below a section or all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Site

from wagtail_parenting.articles.page_classes import index_classes
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.visibility import public_pages


@dataclass(frozen=True)
class Scope:
    """Whose articles: those of a site, in one language, below one section or all."""

    frontends: Frontends
    site: Site
    tree_paths: list[str]
    section: int | None = None
    at: datetime.datetime | None = None

    def articles(self, model: type[Any]) -> QuerySet[Any]:
        articles = public_pages(
            model._default_manager.all(),
            self.tree_paths,
            roots=self.frontends.tree_paths(),
            at=self.at,
        )
        if self.section is None:
            return articles
        above = Substr(OuterRef("path"), 1, Length(F("path")))
        below = [Exists(found.filter(path=above)) for found in self._sections()]
        return articles.filter(reduce(or_, below))

    @property
    def language(self) -> str:
        """The language of what is asked about."""
        roots = self.frontends.roots_for(self.site, None)
        known = [root for root in self.frontends.roots if root.tree_path in self.tree_paths]
        return next((root.language for root in [*known, *roots]), "")

    def check_section(self) -> None:
        """Raises ``NotFound`` for a section that does not exist or is not public. For when
        nothing was found: what has public articles below it exists. 1 query per index class."""
        if self.section is not None and not any(found.exists() for found in self._sections()):
            raise NotFound("There is no such section.")

    def _sections(self) -> list[QuerySet[Any]]:
        return [
            public_pages(
                model._default_manager.filter(pk=self.section),
                self.tree_paths,
                roots=self.frontends.tree_paths(),
            )
            for model in index_classes()
        ]


def scope_of(frontends: Frontends, site: Site, *, locale: str | None, section: int | None) -> Scope:
    """The part of the tree that is asked about. No query.

    Raises ``InvalidParameter`` for a language that the site lacks.
    """
    paths = [root.tree_path for root in frontends.roots_for(site, locale)]
    return Scope(frontends, site, paths, section)
