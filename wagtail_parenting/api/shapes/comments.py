"""Reader comments, and readers themselves."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from wagtail_parenting.api.shapes.pages import CommentCounts, PageReference
from wagtail_parenting.api.shapes.problems import Problem
from wagtail_parenting.api.shapes.riddles import Riddle


class PageComments(CommentCounts):
    """``placement`` says where the page shows them: where its body has a comments block, at its
    end, or not at all: they are closed, and there are none."""

    placement: Literal["block", "end", "none"]


class CommentsValue(TypedDict):
    """The comments of the page stand here."""

    heading: str


class CommentMeta(TypedDict):
    """``html_url`` leads to the comment on its page's frontend."""

    type: Literal["parenting.ReaderComment"]
    detail_url: str | None
    html_url: str


class CommentAuthor(TypedDict):
    """``url`` is her web site. ``badge`` tells an author of the page, or someone of the team.
    ``colour`` (``#rrggbb``) is a ground on which white ``initials`` can be read; chance picks it
    for each comment. ``avatar`` is the address of a picture, or null."""

    name: str
    url: str | None
    badge: Literal["author", "team"] | None
    initials: str
    colour: str
    avatar: str | None


class Answered(TypedDict):
    """Whom a comment answers; ``name`` is null where only a tombstone is left."""

    id: int
    name: str | None


class RecentPostLink(TypedDict):
    """The newest post of the commenter's blog when she wrote. Link it with ``ugc nofollow``."""

    title: str
    url: str


class Comment(TypedDict):
    """A reader comment.

    A tombstone has ``status: "tombstone"``, and neither ``author`` nor ``html``: only its place and
    date are left. ``root_id`` is the comment that begins the thread, its own id if it does so
    itself. ``reply_count`` counts what stands right below. ``html`` is safe to show as it is.

    ``replies`` stand in reading order, depth first; null where the comment itself stands among the
    replies of another. ``body`` and ``editable_until`` are null, and ``liked`` false, unless it is
    yours.
    """

    id: int
    meta: CommentMeta
    page: PageReference
    parent_id: int | None
    root_id: int
    depth: int
    in_reply_to: Answered | None
    status: Literal["approved", "held", "tombstone"]
    author: CommentAuthor | None
    html: str | None
    created_at: str
    edited_at: str | None
    edited_by_team: bool
    pinned: bool
    likes: int
    reply_count: int
    replies: "Replies | None"
    recent_post: RecentPostLink | None
    body: str | None
    editable_until: str | None
    liked: bool
    is_own: bool


class Replies(TypedDict):
    """Some of what stands below a comment. ``count`` is of all that does below one that begins a
    thread, and of direct replies below a reply. ``previous`` and ``next`` are cursors for
    ``comments/{id}/replies/``, or null at an end."""

    count: int
    items: list[Comment]
    previous: str | None
    next: str | None


class CommentList(TypedDict):
    """A page of threads. ``count`` counts the threads of the page. ``previous`` is null unless the
    page was opened in the midst of the list. ``shown_depth`` is how many levels of replies are to
    be set in; deeper ones stand as deep, and ``in_reply_to`` says whom they answer."""

    count: int
    order: Literal["oldest", "newest", "top"]
    shown_depth: int
    items: list[Comment]
    previous: str | None
    next: str | None


class LatestComments(TypedDict):
    """The newest comments of a site. ``next`` is the cursor of the following page, or null."""

    count: int
    items: list[Comment]
    next: str | None


class CommentCountOfPage(TypedDict):
    page: int
    count: int
    thread_count: int


class CommentCountList(TypedDict):
    """In the order that was asked; what is not public is left out."""

    items: list[CommentCountOfPage]


class CommentForm(TypedDict):
    """What a form needs. ``needs`` names the fields that must not be empty. ``rules`` is HTML.
    ``form_token`` is good for one comment. ``altcha`` is the riddle whose solution is sent along
    where ``needs`` says so."""

    open: bool
    closes_at: str | None
    rules: str
    form_token: str
    needs: list[str]
    max_length: int
    altcha: Riddle | None


class SentComment(Comment):
    """``visitor_token`` is null where the request sent one. Keep it: it owns the comment.
    ``email_confirmation`` says whether the address is confirmed (``done``), or asked to be by
    mail (``sent``)."""

    visitor_token: str | None
    email_confirmation: Literal["sent", "done", "none"]


class Liked(TypedDict):
    likes: int
    liked: bool
    visitor_token: str | None


class Reported(TypedDict):
    visitor_token: str | None


class HeldReason(TypedDict):
    """``reason`` is a stable word, ``label`` says it in words, ``note`` what was found."""

    reason: str
    label: str
    note: str


class ModeratedComment(TypedDict):
    """A comment as moderators see it. E-mail addresses are shown in the admin alone."""

    id: int
    page: PageReference
    parent_id: int | None
    status: Literal["approved", "held", "spam", "removed", "withdrawn"]
    reasons: list[HeldReason]
    name: str
    website: str
    body: str
    html: str
    is_confirmed: bool
    badge: Literal["author", "team"] | None
    pinned: bool
    reports: int
    likes: int
    created_at: str
    edited_at: str | None
    admin_url: str


class ModeratedComments(TypedDict):
    """``next`` is the cursor of the following page, or null at the end."""

    count: int
    items: list[ModeratedComment]
    next: str | None


class MailedLinkSent(TypedDict):
    """The same for every address, known or not."""

    detail: str


class ConfirmedReader(TypedDict):
    """Send ``reader_token`` from now on, instead of the visitor token. ``next`` is where the reader
    was on the frontend, as ``readers/`` was told; empty for nowhere."""

    reader_token: str
    name: str
    next: str


class ExportedComment(TypedDict):
    """A comment of a reader with all that is kept of it. ``url`` is null while its page is not
    public."""

    id: int
    page: str
    url: str | None
    status: str
    name: str
    website: str
    body: str
    notify: str
    likes: int
    created_at: str
    edited_at: str | None


class ExportedEntry(TypedDict):
    """A link-up entry of a reader with all that is kept of it."""

    id: int
    edition: str
    number: int
    url: str
    status: str
    name: str
    title: str
    blog: str
    description: str
    sponsored: bool
    sensitive: bool
    rules_version: str
    likes: int
    clicks: int
    created_at: str
    edited_at: str | None


class Export(TypedDict):
    """All that is kept of a reader."""

    email: str | None
    name: str
    website: str
    picture: str | None
    confirmed_at: str | None
    subscriptions: list[str]
    comments: list[ExportedComment]
    entries: list[ExportedEntry]


class SubscriptionItem(TypedDict):
    """``topic`` is a kind and an id, such as ``thread-12``; ``title`` says what that is."""

    topic: str
    title: str
    created_at: str


class SubscriptionList(TypedDict):
    items: list[SubscriptionItem]


class Unsubscribed(TypedDict):
    detail: str


class FormProblem(Problem):
    """Problem details with a fresh form token: send the same again with it."""

    form_token: str


class InputProblem(Problem):
    """Problem details that name the fields at fault; with a fresh form token where it was that."""

    form_token: NotRequired[str]
