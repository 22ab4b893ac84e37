"""Loads the whole demo, once: afterwards it is the editors'.

All or nothing, in one transaction. A database that holds the demo is left as it is, so that
nothing that an editor changed, renamed or deleted ever comes back; only the sites follow the port.
``make clean`` starts over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Collection, Site

from example_site.demo import sites
from example_site.demo.articles import add_empty, bring_out, fill, in_order
from example_site.demo.bodies import Names, stored
from example_site.demo.comments import make_comments, make_settings
from example_site.demo.content import Article, Magazine, read_magazine
from example_site.demo.documents import make_documents
from example_site.demo.linkups import make_series
from example_site.demo.pictures import Pictures, alt_texts
from example_site.demo.shares import make_shares
from example_site.demo.snippets import Snippets
from example_site.demo.users import (
    Users,
    link_account,
    make_section_moderator,
    make_token,
    make_users,
)
from wagtail_parenting.pages.models import AdviceArticlePage, AdviceIndexPage, FeaturedArticle

#: The alias: this article also stands below this section.
ALIAS, ALIAS_BELOW = "car-seats", "play"


@dataclass(frozen=True)
class Loaded:
    """``token`` is a bearer token for v3, given out only by the load that made everything.

    ``moved`` names the sites whose addresses followed the port.
    """

    is_new: bool
    token: str | None = None
    moved: Sequence[str] = ()


@transaction.atomic
def load(port: int) -> Loaded:
    """Make the demo on ``port``, unless it is there. Raises ``sites.NotOurDatabaseError``."""
    if sites.is_loaded():
        return Loaded(is_new=False, moved=sites.follow_port(port))
    sites.ensure_untouched()
    token = _Load(read_magazine(), make_users()).run(port)
    return Loaded(is_new=True, token=token)


class _Load:
    """One run. ``pages`` maps slugs to pages, be they sections, articles or link-ups."""

    def __init__(self, magazine: Magazine, users: Users) -> None:
        self.magazine = magazine
        self.users = users
        self.pages: dict[str, Any] = {}
        self.written = [*magazine.articles, *magazine.second_site.articles]
        described = alt_texts(self.written) | {
            series.picture: series.alt for series in magazine.link_ups
        }
        self.pictures = Pictures(_collection("Illustrations"), described, users.editor)
        documents = make_documents(_collection("Downloads"), users.editor)
        self.names = Names(
            page=lambda slug: int(self.pages[slug].pk),
            picture=self.pictures.id_of,
            document=documents.__getitem__,
        )

    def run(self, port: int) -> str:
        self.pictures.make_all()
        snippets = Snippets(self.magazine, self.names, self.users)
        link_account(snippets.people, self.users)
        first, second = self._homes(port)
        sites.remove_welcome_page()
        self._sections(first)
        for article in self.written:
            parent = self.pages[article.section] if article.section else second
            self.pages[article.slug] = add_empty(parent, article)
        for series in self.magazine.link_ups:
            self.pages |= make_series(first, series, self.names, snippets, self.users)
        for article in self.written:
            self._article(article, snippets)
        self._alias()
        self._finish_home(first, self.magazine.featured, self._policy())
        self._finish_home(second, [a.slug for a in self.magazine.second_site.articles], [])
        make_settings(Site.objects.get(root_page=first))
        make_section_moderator(self.pages["sleep"])
        make_comments(self.pages, self.users)
        make_shares([self.names.page(slug) for slug in self.magazine.featured])
        return make_token(self.users.admin)

    def _homes(self, port: int) -> tuple[AdviceIndexPage, AdviceIndexPage]:
        magazine, second = self.magazine, self.magazine.second_site
        first_host, second_host = sites.HOSTS
        return (
            sites.make_home(
                first_host,
                port,
                name=magazine.name,
                slug="the-small-hours",
                intro=magazine.intro,
                language="en",
                picture_id=self.pictures.id_of("home"),
            ),
            sites.make_home(
                second_host,
                port,
                name=second.name,
                slug="kleine-nacht",
                intro=second.intro,
                language=second.language,
                picture_id=self.pictures.id_of("second-site"),
            ),
        )

    def _sections(self, home: AdviceIndexPage) -> None:
        for row in self.magazine.sections:
            section = AdviceIndexPage(**row, show_in_menus=True, locale=home.locale, live=False)
            home.add_child(instance=section)
            self._publish(section)
            self.pages[section.slug] = section

    def _article(self, article: Article, snippets: Snippets) -> None:
        page = self.pages[article.slug]
        fill(page, article, self.names, snippets)
        bring_out(page, article, self.users)

    def _alias(self) -> None:
        source = AdviceArticlePage.objects.get(pk=self.pages[ALIAS].pk)
        parent = AdviceIndexPage.objects.get(pk=self.pages[ALIAS_BELOW].pk)
        alias = source.create_alias(parent=parent, user=self.users.moderator)
        AdviceArticlePage.objects.filter(pk=alias.pk).update(
            last_published_at=source.last_published_at
        )

    def _policy(self) -> list[dict[str, Any]]:
        return [
            {"heading": {"text": "How our articles are reviewed", "level": "h2"}},
            {"paragraph": f"<p>{self.magazine.review_policy}</p>"},
        ]

    def _finish_home(
        self, home: AdviceIndexPage, featured: list[str], body: list[dict[str, Any]]
    ) -> None:
        home.refresh_from_db()
        home.search_description = (
            self.magazine.tagline
            if home.slug == "the-small-hours"
            else self.magazine.second_site.tagline
        )
        home.body = stored(AdviceIndexPage.body.field.stream_block, body, self.names)
        home.featured = in_order(
            FeaturedArticle(article_id=self.names.page(slug)) for slug in featured
        )
        self._publish(home)

    def _publish(self, page: AdviceIndexPage) -> None:
        page.save_revision(user=self.users.editor).publish(user=self.users.moderator)


def _collection(name: str) -> Collection:
    return Collection.get_first_root_node().add_child(instance=Collection(name=name))
