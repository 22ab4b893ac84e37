"""People, subjects, pages and their cards."""

from typing_extensions import TypedDict

from wagtail_parenting.api.shapes.media import Picture


class ProfileLink(TypedDict):
    label: str
    url: str


class PersonCard(TypedDict):
    id: int
    slug: str
    name: str


class Person(PersonCard):
    """A contributor: an author or a reviewer. ``path`` is her page on the frontend."""

    role: str
    credentials: str
    bio: str
    picture: Picture | None
    links: list[ProfileLink]
    path: str


class TopicParent(TypedDict):
    id: int
    slug: str
    name: str


class Topic(TypedDict):
    id: int
    slug: str
    name: str
    parent: TopicParent | None


class Tag(TypedDict):
    name: str
    slug: str


class Stage(TypedDict):
    """An age band: months after birth, or weeks of pregnancy. Both ends belong to it."""

    id: int
    slug: str
    name: str
    from_months: int | None
    to_months: int | None
    from_weeks: int | None
    to_weeks: int | None


class PageReference(TypedDict):
    id: int
    title: str
    path: str


class Source(TypedDict):
    """A source of an article. ``number`` counts from 1 in the order of the list."""

    number: int
    title: str
    publisher: str
    url: str
    read_on: str | None


class ArticleCard(TypedDict):
    """An article as lists show it. ``type`` is the page's model label."""

    id: int
    type: str
    path: str
    title: str
    standfirst: str
    hero: Picture | None
    authors: list[PersonCard]
    section: PageReference | None
    stages: list[Stage]
    topics: list[Topic]
    tags: list[Tag]
    reading_time: int
    published_at: str
    updated_at: str
    last_reviewed: str | None
    html_url: str
    detail_url: str | None


class CommentCounts(TypedDict):
    """How a page's comments stand. ``closes_at`` is when they close by themselves, or null. A
    closed thread can still be read. ``count`` counts comments, ``thread_count`` those that begin a
    thread."""

    open: bool
    closes_at: str | None
    count: int
    thread_count: int


class ListedArticle(ArticleCard):
    """A card in a list, with how its comments stand."""

    comments: CommentCounts | None


class ArticleList(TypedDict):
    """A page of cards. ``next`` is the cursor of the following page, or null at the end."""

    count: int
    items: list[ListedArticle]
    next: str | None


class TopicFacet(Topic):
    count: int


class StageFacet(Stage):
    count: int


class TagFacet(Tag):
    count: int


class Facets(TypedDict):
    """Filter values with the number of public articles that each filter would find."""

    topics: list[TopicFacet]
    stages: list[StageFacet]
    tags: list[TagFacet]
