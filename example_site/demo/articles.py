"""Articles, in two passes: first all pages, then their bodies, which may name any of them.

Everything goes through Wagtail's own doors (revisions, publish, unpublish, alias), so that
pictures, related articles, search and history come about as they would for an editor.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail.models import PageViewRestriction

from example_site.demo.bodies import Names, stored
from example_site.demo.content import Article
from example_site.demo.snippets import Snippets
from example_site.demo.users import Users
from wagtail_parenting.pages.models import (
    AdviceArticlePage,
    AdviceIndexPage,
    ArticleAuthor,
    ArticleReviewer,
    RelatedArticle,
)

#: When a scheduled article goes live, and when an expired one went.
SCHEDULED_IN = datetime.timedelta(days=30)
EXPIRED_SINCE = datetime.timedelta(days=45)


def add_empty(parent: AdviceIndexPage, article: Article) -> AdviceArticlePage:
    """The page with its title and place, so that others can link to it."""
    page = AdviceArticlePage(
        title=article.title,
        slug=article.slug,
        show_in_menus=not article.section,  # it stands right below a home page
        locale=parent.locale,
        live=False,
    )
    parent.add_child(instance=page)
    return page


def fill(page: AdviceArticlePage, article: Article, names: Names, snippets: Snippets) -> None:
    """Everything that is written, on the page object; nothing is saved."""
    page.standfirst = article.standfirst
    page.hero_image_id = names.picture(article.hero.picture)
    page.hero_alt = article.hero.alt
    page.hero_caption = article.hero.caption
    page.hero_credit = article.hero.credit
    page.last_reviewed, page.next_review = article.last_reviewed, article.next_review
    page.disclosure, page.sponsor = article.disclosure, article.sponsor
    page.body = stored(AdviceArticlePage.body.field.stream_block, article.body, names)
    sources = [{"source": source} for source in article.sources]
    page.sources = stored(AdviceArticlePage.sources.field.stream_block, sources, names)
    people = snippets.people
    page.authors = in_order(ArticleAuthor(contributor=people[slug]) for slug in article.authors)
    page.reviewers = in_order(
        ArticleReviewer(contributor=people[slug]) for slug in article.reviewers
    )
    page.related = in_order(RelatedArticle(article_id=names.page(slug)) for slug in article.related)
    page.stages.set([snippets.stages[slug] for slug in article.stages])
    page.topics.set([snippets.topics[slug] for slug in article.topics])
    page.tags.set(article.tags)
    page.published_at = at_seven(article.published)


def in_order(rows: Iterable[Any]) -> list[Any]:
    """The rows as an editor orders them: without a position they come back in any order."""
    numbered = list(rows)
    for position, row in enumerate(numbered):
        row.sort_order = position
    return numbered


def at_seven(day: datetime.date) -> datetime.datetime:
    """A morning in the magazine's own time zone."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(7)))


def bring_out(page: AdviceArticlePage, article: Article, users: Users) -> None:
    """Give a filled page the state that its text asks for."""
    if article.status == "draft":
        page.save_revision(user=users.editor)
    elif article.status == "scheduled":
        _schedule(page, users)
    elif article.status == "expired":
        _expire(page, users)
    else:
        _publish(page, users)
    if article.status == "private":
        login = PageViewRestriction.LOGIN
        PageViewRestriction.objects.create(page=page, restriction_type=login)


def _publish(page: AdviceArticlePage, users: Users) -> None:
    page.first_published_at = page.published_at
    page.save_revision(user=users.editor).publish(user=users.moderator)
    # Publishing says "now", and readers would see every article as updated today.
    AdviceArticlePage.objects.filter(pk=page.pk).update(last_published_at=page.published_at)


def _schedule(page: AdviceArticlePage, users: Users) -> None:
    page.go_live_at = page.published_at = timezone.now() + SCHEDULED_IN
    page.save_revision(user=users.editor).publish(user=users.moderator)


def _expire(page: AdviceArticlePage, users: Users) -> None:
    page.expire_at = timezone.now() - EXPIRED_SINCE
    _publish(page, users)
    # What was published is another object; this one would write its rows a second time.
    published = AdviceArticlePage.objects.get(pk=page.pk)
    published.unpublish(set_expired=True, user=users.moderator)
