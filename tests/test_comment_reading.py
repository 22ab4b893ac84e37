"""Reading comments: order, pages, replies, tombstones, counts; each once, at a flat cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.comments import BASE, COMMENTS, Browser, ids, walk
from tests.factories import make_article, make_comment, make_reader, make_section, reader_token
from wagtail_parenting.api.v3 import comments as comments_api
from wagtail_parenting.comments import actions, thread_pages
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.headless.models import PageStamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section):
    return make_article(section, "Naps")


@pytest.fixture
def reader():
    return Browser()


def texts(listed):
    return [item["html"] for item in listed["items"]]


def replies(listed, place=0):
    return [reply["id"] for reply in listed["items"][place]["replies"]["items"]]


# --- One comment ----------------------------------------------------------------------------------


def test_a_comment_says_all_that_is_for_everyone(reader, article):
    first = make_comment(article, "First", name="Zoë B. Łuk", website="https://zoe.example")
    reply = make_comment(article, "Reply", parent=first, name="Ken", seed=3)
    shown = reader.get(f"{COMMENTS}{reply.pk}/").json()
    assert shown == {
        "id": reply.pk,
        "meta": {
            "type": "parenting.ReaderComment",
            "detail_url": f"https://cms.example.org{COMMENTS}{reply.pk}/",
            "html_url": f"https://www.example.org/sleep/naps/#comment-{reply.pk}",
        },
        "page": {"id": article.pk, "title": "Naps", "path": "/sleep/naps/"},
        "parent_id": first.pk,
        "root_id": first.pk,
        "depth": 1,
        "in_reply_to": {"id": first.pk, "name": "Zoë B. Łuk"},
        "status": "approved",
        "author": {
            "name": "Ken",
            "url": None,
            "badge": None,
            "initials": "K",
            "colour": "#4a6420",
            "avatar": None,
        },
        "html": "<p>Reply</p>",
        "created_at": reply.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "edited_at": None,
        "edited_by_team": False,
        "pinned": False,
        "likes": 0,
        "reply_count": 0,
        "replies": {"count": 0, "items": [], "previous": None, "next": None},
        "recent_post": None,
        "body": None,
        "editable_until": None,
        "liked": False,
        "is_own": False,
    }
    top = reader.get(f"{COMMENTS}{first.pk}/").json()
    assert top["author"]["initials"] == "ZŁ"
    assert top["author"]["url"] == "https://zoe.example"
    assert (top["parent_id"], top["root_id"], top["in_reply_to"]) == (None, first.pk, None)
    assert (top["reply_count"], top["replies"]["count"]) == (1, 1)


def test_what_is_not_there_is_404(reader, article):
    for place in ("0", "999999", "9007199254740991"):
        answer = reader.get(f"{COMMENTS}{place}/")
        assert answer.status_code in (400, 404)
    assert reader.get(f"{COMMENTS}99999999999999999999999/").status_code == 400
    assert reader.get(f"{COMMENTS}x/").status_code == 400


# --- Orders and pages -----------------------------------------------------------------------------


def test_the_oldest_come_first_unless_told_otherwise(reader, article):
    made = [make_comment(article, f"No {number}", likes=number % 3).pk for number in range(6)]
    assert ids(reader.thread(article)) == made
    assert ids(reader.thread(article, order="newest")) == made[::-1]
    assert ids(reader.thread(article, order="top")) == [made[i] for i in (5, 2, 4, 1, 3, 0)]


def test_the_site_says_in_which_order(reader, article, site):
    from wagtail_parenting.comments.models import CommentSettings

    made = [make_comment(article, f"No {number}").pk for number in range(3)]
    CommentSettings.objects.create(site=site, order="newest")
    assert ids(reader.thread(article)) == made[::-1]


@pytest.mark.parametrize("order", ["oldest", "newest", "top"])
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pinned_ones_come_before_all_others_in_every_order(reader, article, order, limit):
    made = [make_comment(article, f"No {number}", likes=number % 2) for number in range(7)]
    for number in (2, 5):
        actions.pin(comment_id=made[number].pk, actor=None)
    walked = walk(reader, article, order=order, limit=limit)
    assert set(walked[:2]) == {made[2].pk, made[5].pk}
    assert sorted(walked) == [comment.pk for comment in made]


@pytest.mark.parametrize("order", ["oldest", "newest", "top"])
def test_pages_lead_on_and_back_to_the_same(reader, article, order):
    made = [make_comment(article, f"No {number}", likes=number % 3) for number in range(9)]
    actions.pin(comment_id=made[4].pk, actor=None)
    whole = ids(reader.thread(article, order=order))
    middle = reader.thread(article, order=order, around=whole[4], limit=2)
    assert ids(middle) == whole[4:6]
    assert ids(reader.thread(article, order=order, cursor=middle["next"], limit=2)) == whole[6:8]
    before = reader.thread(article, order=order, cursor=middle["previous"], limit=2)
    assert ids(before) == whole[2:4]
    first = reader.thread(article, order=order, cursor=before["previous"], limit=9)
    assert ids(first) == whole[0:2]
    assert first["previous"] is None
    assert ids(reader.thread(article, order=order, cursor=first["next"], limit=3)) == whole[2:5]


def test_every_comment_comes_once_while_others_write(reader, article):
    before = [make_comment(article, f"No {number}").pk for number in range(10)]
    for order in ("oldest", "newest"):
        seen, cursor = [], None
        while True:
            query = {"cursor": cursor} if cursor else {}
            listed = reader.thread(article, order=order, limit=3, **query)
            seen += ids(listed)
            make_comment(article, "Meanwhile")
            cursor = listed["next"]
            if cursor is None or len(seen) > 60:
                break
        assert len(seen) == len(set(seen))
        assert set(before) <= set(seen)


@pytest.mark.parametrize(
    "query",
    [
        *({"cursor": "x"}, {"limit": 0}, {"limit": 101}, {"order": "best"}, {"replies": -1}),
        *({"around": 0}, {"parent": 1}, {"replies": 10**30}),
    ],
)
def test_a_bad_query_is_400(reader, article, query):
    answer = reader.get(COMMENTS, page=article.pk, **query)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_cursor_belongs_to_its_page_and_order(reader, article, section):
    other = make_article(section, "Other")
    for page in (article, other):
        for _number in range(3):
            make_comment(page)
    cursor = reader.thread(article, limit=1)["next"]
    for query in ({"page": other.pk}, {"page": article.pk, "order": "newest"}):
        answer = reader.get(COMMENTS, cursor=cursor, **query)
        assert answer.status_code == 400
        assert answer.json()["code"] == "invalid_cursor"


# --- Replies --------------------------------------------------------------------------------------


@pytest.fixture
def tree(article):
    """a ← (b ← (d ← e), c), written in the order a b c d e."""
    made = {"a": make_comment(article, "a")}
    for name, parent in (("b", "a"), ("c", "a"), ("d", "b"), ("e", "d")):
        made[name] = make_comment(article, name, parent=made[parent])
    return made


def test_replies_stand_depth_first(reader, article, tree):
    listed = reader.thread(article, replies=10)
    assert replies(listed) == [tree[name].pk for name in "bdec"]
    [item] = listed["items"]
    assert [reply["depth"] for reply in item["replies"]["items"]] == [1, 2, 3, 1]
    assert [reply["replies"] for reply in item["replies"]["items"]] == [None] * 4
    assert item["replies"]["count"] == 4
    assert item["reply_count"] == 2
    assert listed["count"] == 1


def test_first_replies_come_with_a_cursor_for_the_rest(reader, article, tree):
    listed = reader.thread(article, replies=2)
    assert replies(listed) == [tree[name].pk for name in "bd"]
    following = listed["items"][0]["replies"]["next"]
    rest = reader.get(f"{COMMENTS}{tree['a'].pk}/replies/", cursor=following).json()
    assert [item["id"] for item in rest["items"]] == [tree[name].pk for name in "ec"]
    assert rest["next"] is None
    back = reader.get(f"{COMMENTS}{tree['a'].pk}/replies/", cursor=rest["previous"]).json()
    assert [item["id"] for item in back["items"]] == [tree[name].pk for name in "bd"]
    assert replies(reader.thread(article, replies=0)) == []


def test_replies_to_a_reply_are_its_own_part_of_the_thread(reader, tree):
    below = reader.get(f"{COMMENTS}{tree['b'].pk}/replies/").json()
    assert [item["id"] for item in below["items"]] == [tree[name].pk for name in "de"]
    assert reader.get(f"{COMMENTS}{tree['c'].pk}/replies/").json()["items"] == []


def test_a_permalink_opens_the_page_that_holds_it(reader, article):
    for number in range(5):
        make_comment(article, f"Before {number}")
    first = make_comment(article, "The thread")
    below = [make_comment(article, f"Reply {number}", parent=first) for number in range(30)]
    last = make_comment(article, "After")
    target = below[20]
    listed = reader.thread(article, around=target.pk, limit=2, replies=3)
    assert ids(listed) == [first.pk, last.pk]
    shown = listed["items"][0]["replies"]
    assert [reply["id"] for reply in shown["items"]] == [one.pk for one in below[20:23]]
    assert shown["count"] == 30
    replies_url = f"{COMMENTS}{first.pk}/replies/"
    earlier = reader.get(replies_url, cursor=shown["previous"], limit=5).json()
    assert [reply["id"] for reply in earlier["items"]] == [one.pk for one in below[15:20]]
    near = reader.thread(article, around=below[1].pk, replies=3)["items"][0]["replies"]
    assert [reply["id"] for reply in near["items"]] == [one.pk for one in below[:3]]
    assert near["previous"] is None
    assert ids(reader.thread(article, around=first.pk, limit=1)) == [first.pk]


def test_around_something_that_is_not_there_is_404(reader, article, section):
    hidden = make_comment(article, status="held")
    elsewhere = make_comment(make_article(section, "Other"))
    for pk in (hidden.pk, elsewhere.pk, 10**6):
        assert reader.get(COMMENTS, page=article.pk, around=pk).status_code == 404


def test_a_chain_of_500_neither_recurses_nor_breaks(reader, article):
    made = [make_comment(article, "0")]
    for number in range(1, 500):
        made.append(make_comment(article, str(number), parent=made[-1]))
    assert ReaderComment.objects.get(pk=made[-1].pk).depth == 499
    seen, cursor = [], None
    while True:
        query = {"cursor": cursor} if cursor else {}
        url = f"{COMMENTS}{made[0].pk}/replies/"
        listed = reader.get(url, limit=100, **query).json()
        seen += [item["id"] for item in listed["items"]]
        cursor = listed["next"]
        if cursor is None:
            break
    assert seen == [comment.pk for comment in made[1:]]
    deep = reader.get(f"{COMMENTS}{made[-1].pk}/").json()
    assert deep["in_reply_to"]["id"] == made[-2].pk
    for comment in reversed(made[1:]):
        actions.remove(comment_id=comment.pk, actor=None)
    assert reader.thread(article)["items"][0]["replies"]["count"] == 0
    article.delete()
    assert not ReaderComment.objects.exists()


def test_a_chain_of_tombstones_comes_and_goes_as_one(reader, article):
    made = [make_comment(article, "0")]
    for number in range(1, 80):
        made.append(make_comment(article, str(number), parent=made[-1]))
    for comment in made[:-1]:
        actions.remove(comment_id=comment.pk, actor=None)
    assert PageStamp.objects.get(pk=article.pk).comments == 1
    assert reader.thread(article)["items"][0]["replies"]["count"] == 79
    actions.remove(comment_id=made[-1].pk, actor=None)
    assert reader.thread(article)["items"] == []
    actions.restore(comment_id=made[-1].pk, actor=None)
    assert reader.thread(article)["items"][0]["replies"]["count"] == 79


# --- Tombstones -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["removed", "withdrawn", "spam", "held"])
def test_what_others_replied_to_leaves_a_tombstone(reader, article, status):
    first = make_comment(article, "A secret", name="Mallory", website="https://m.example", likes=3)
    reply = make_comment(article, "Reply", parent=first)
    from wagtail_parenting.comments.actions import places

    places.change(places.locked(first.pk), status)
    shown = reader.get(f"{COMMENTS}{first.pk}/").json()
    assert shown["status"] == "tombstone"
    assert shown["created_at"]
    for name in ("author", "html", "body", "edited_at", "recent_post", "editable_until"):
        assert shown[name] is None
    assert shown["likes"] == 0
    assert [item["id"] for item in shown["replies"]["items"]] == [reply.pk]
    assert shown["replies"]["items"][0]["in_reply_to"] == {"id": first.pk, "name": None}
    listed = reader.thread(article)
    assert listed["count"] == 1
    for word in ("secret", "Mallory", "m.example"):
        assert word not in str(listed)


def test_a_tombstone_goes_with_its_last_reply(reader, article):
    first = make_comment(article, "First")
    reply = make_comment(article, "Reply", parent=first)
    actions.remove(comment_id=first.pk, actor=None)
    assert ids(reader.thread(article)) == [first.pk]
    actions.remove(comment_id=reply.pk, actor=None)
    assert reader.thread(article)["items"] == []
    stamp = PageStamp.objects.get(pk=article.pk)
    assert (stamp.comments, stamp.threads) == (0, 0)


def test_a_comment_without_replies_leaves_nothing(reader, article):
    comment = make_comment(article)
    actions.remove(comment_id=comment.pk, actor=None)
    assert reader.get(f"{COMMENTS}{comment.pk}/").status_code == 404


# --- One's own ------------------------------------------------------------------------------------


def test_ones_own_held_comments_stand_at_their_place(article, settings):
    settings.WAGTAIL_PARENTING = {"FORM_MIN_SECONDS": 0}
    first = make_comment(article, "First")
    me = Browser()
    mine = me.comment(article, "Mine").json()["id"]
    answer = me.comment(article, "My reply", parent=first.pk).json()["id"]
    last = make_comment(article, "Last")
    assert ids(me.thread(article)) == [first.pk, mine, last.pk]
    assert replies(me.thread(article)) == [answer]
    assert ids(me.thread(article, order="newest")) == [last.pk, mine, first.pk]
    assert walk(me, article, limit=1) == [first.pk, mine, last.pk]
    other = Browser()
    other.comment(article, "Someone else's")
    assert mine not in ids(other.thread(article))
    assert mine not in ids(Browser().thread(article))
    held = me.thread(article)["items"][1]
    assert (held["status"], held["is_own"], held["body"]) == ("held", True, "Mine")


def test_a_reader_sees_what_her_address_wrote_on_any_device(article):
    ann = make_reader()
    held = make_comment(article, "Hers", reader=ann, status="held")
    assert ids(Browser(token=reader_token(ann)).thread(article)) == [held.pk]
    assert ids(Browser(token=reader_token(make_reader("eve@example.org"))).thread(article)) == []


# --- Counts and the latest ------------------------------------------------------------------------


def test_counts_of_many_pages_at_once(reader, article, section):
    other, empty = make_article(section, "Other"), make_article(section, "Empty")
    first = make_comment(article)
    make_comment(article, parent=first)
    make_comment(other)
    answer = reader.get(f"{COMMENTS}counts/", page=[other.pk, article.pk, empty.pk, 10**6])
    assert answer.json() == {
        "items": [
            {"page": other.pk, "count": 1, "thread_count": 1},
            {"page": article.pk, "count": 2, "thread_count": 1},
            {"page": empty.pk, "count": 0, "thread_count": 0},
        ]
    }
    assert reader.get(f"{COMMENTS}counts/").status_code == 400


def test_the_latest_of_a_site(reader, article, section):
    other = make_article(section, "Other")
    made = [make_comment(page, str(i)).pk for i, page in enumerate([article, other] * 3)]
    make_comment(article, status="held")
    first = reader.get(f"{COMMENTS}latest/", limit=4).json()
    assert [item["id"] for item in first["items"]] == made[:1:-1]
    assert first["count"] == 6
    assert first["items"][0]["page"]["title"] == "Other"
    rest = reader.get(f"{COMMENTS}latest/", limit=4, cursor=first["next"]).json()
    assert [item["id"] for item in rest["items"]] == made[1::-1]
    assert rest["next"] is None


# --- Cost -----------------------------------------------------------------------------------------


def count(browser, path, **query):
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(path, **query)
    assert answer.status_code == 200, answer.content
    return len(queries)


@pytest.fixture
def long_thread(article):
    """120 threads; the first has 150 replies, the others one each."""
    firsts = [make_comment(article, f"No {number}") for number in range(120)]
    for first in firsts:
        make_comment(article, "Reply", parent=first)
    for number in range(149):
        make_comment(article, f"Reply {number}", parent=firsts[0])
    return firsts


def test_a_page_costs_at_most_4_queries_at_any_size(article, long_thread):
    ann = make_reader()
    for browser in (Browser(), Browser(token=reader_token(ann))):
        costs = set()
        for query in (
            *({"limit": limit, "replies": replies} for limit in (1, 20, 100) for replies in (1, 3)),
            *({"order": order} for order in ("newest", "top")),
        ):
            costs.add(count(browser, COMMENTS, page=article.pk, **query))
        last = browser.thread(article, limit=100)["next"]
        costs.add(count(browser, COMMENTS, page=article.pk, limit=100, cursor=last))
        # A stranger's answer is kept: one more looks whether it still holds.
        assert max(costs) <= (4 if browser.token else 5), costs
    assert count(Browser(), COMMENTS, page=article.pk, limit=20, replies=3) == 1
    top = long_thread[0].pk
    assert count(Browser(token=reader_token(ann)), f"{COMMENTS}{top}/replies/", limit=100) <= 4
    assert count(Browser(token=reader_token(ann)), f"{COMMENTS}{top}/") <= 4
    assert count(Browser(), f"{COMMENTS}latest/", limit=100) <= 4
    assert count(Browser(), f"{COMMENTS}counts/", page=article.pk) <= 2


def test_a_page_has_bounded_bytes(article, long_thread):
    answer = Browser().get(COMMENTS, page=article.pk)
    assert len(answer.json()["items"]) == 20
    assert len(answer.content) < 60_000


# --- Versions -------------------------------------------------------------------------------------


def etag(browser, path, **query):
    return browser.get(path, **query)["ETag"]


def test_answers_are_kept_until_something_is_written(reader, article):
    first = make_comment(article)
    url = f"{COMMENTS}?page={article.pk}"
    answer = reader.client.get(url)
    tag = answer["ETag"]
    assert answer["Cache-Control"].startswith("public")
    assert "Parenting-Token" in answer["Vary"]
    with CaptureQueriesContext(connection) as queries:
        again = reader.client.get(url, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert len(queries) <= 3
    actions.like(comment_id=first.pk, who=_who())
    assert reader.client.get(url)["ETag"] == tag
    for act in (
        lambda: make_comment(article, parent=first),
        lambda: actions.pin(comment_id=first.pk, actor=None),
        lambda: actions.redact(comment_id=first.pk, actor=None, body="Other words"),
        lambda: actions.remove(comment_id=first.pk, actor=None),
    ):
        act()
        changed = reader.client.get(url, headers={"If-None-Match": tag})
        assert changed.status_code == 200
        tag = changed["ETag"]
    make_comment(article, status="held")
    assert reader.client.get(url)["ETag"] == tag


def test_new_likes_show_after_a_tick(reader, article):
    from wagtail_parenting.comments.actions.reacting import show_likes

    comment = make_comment(article)
    assert reader.thread(article)["items"][0]["likes"] == 0
    actions.like(comment_id=comment.pk, who=_who())
    assert show_likes() == 1
    assert reader.thread(article)["items"][0]["likes"] == 1
    assert show_likes() == 0


def test_a_comment_is_found_around_itself_after_a_like_that_moves_no_version(article):
    comment = make_comment(article)
    make_comment(article)
    asked = {"page": article.pk, "order": "top", "around": comment.pk}
    for limit in (1, 2):
        listed = Browser().get(COMMENTS, **asked, limit=limit).json()
        assert ids(listed)[0] == comment.pk
        Browser().send("POST", f"{COMMENTS}{comment.pk}/like/")


def test_a_like_that_is_taken_back_shows_at_once(article, django_capture_on_commit_callbacks):
    from wagtail_parenting.comments.actions.reacting import show_likes

    comment, stranger = make_comment(article), Browser()
    actions.like(comment_id=comment.pk, who=_who())
    show_likes()
    before = stranger.get(COMMENTS, page=article.pk)
    assert before.json()["items"][0]["likes"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.unlike(comment_id=comment.pk, who=_who()) == 0
    after = stranger.get(COMMENTS, page=article.pk)
    assert after.json()["items"][0]["likes"] == 0
    assert after["ETag"] != before["ETag"]


def test_who_sends_a_token_is_answered_privately(article):
    make_comment(article)
    answer = Browser(token=reader_token(make_reader())).get(COMMENTS, page=article.pk)
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer


def _who():
    from wagtail_parenting.readers.identity import Who

    return Who(visitor="somebody")


def test_translations_can_be_read_together(reader, site, settings):
    from tests.factories import make_translation

    settings.WAGTAIL_I18N_ENABLED = True
    section = make_section(site)
    article = make_article(section, "Naps")
    make_translation(site.root_page.specific, "Startseite")
    make_translation(section, "Schlaf")
    german = make_translation(article, "Schläfchen")
    english, deutsch = make_comment(article, "English"), make_comment(german, "Deutsch")
    assert ids(reader.thread(article)) == [english.pk]
    settings.WAGTAIL_PARENTING = {"MERGE_TRANSLATIONS": True}
    for page in (article, german):
        listed = reader.thread(page)
        assert ids(listed) == [english.pk, deutsch.pk]
        assert listed["count"] == 2
        assert [item["page"]["id"] for item in listed["items"]] == [article.pk, german.pk]
    assert walk(reader, german, limit=1, order="newest") == [deutsch.pk, english.pk]
    resolved = reader.get(f"{BASE}resolve/", page=german.pk)
    assert ids(resolved.json()["comments"]) == [english.pk, deutsch.pk]
    actions.remove(comment_id=english.pk, actor=None)
    again = reader.get(f"{BASE}resolve/", page=german.pk)
    assert ids(again.json()["comments"]) == [deutsch.pk]
    assert again["ETag"] != resolved["ETag"]
    assert ids(reader.get(f"{BASE}resolve/", page=article.pk).json()["comments"]) == [deutsch.pk]


def test_what_changes_while_it_is_read_is_not_kept_under_the_new_version(article, monkeypatch):
    comment = make_comment(article, "Lives at 5 Elm Street")
    real = thread_pages.page_of_comment

    def racing(*args, **kwargs):
        actions.redact(comment_id=comment.pk, actor=None, body="Gone")
        return real(*args, **kwargs)

    for path in (f"{COMMENTS}{comment.pk}/", f"/api/v2/reader_comments/{comment.pk}/"):
        monkeypatch.setattr(thread_pages, "page_of_comment", racing)
        Browser().get(path)
        monkeypatch.setattr(thread_pages, "page_of_comment", real)
        assert "Elm" not in Browser().get(path).json()["html"], path


def test_a_list_shows_a_thousand_replies_at_most(article, monkeypatch):
    monkeypatch.setattr(comments_api, "MOST_REPLIES", 6)
    first = make_comment(article)
    for _number in range(5):
        make_comment(article, parent=first)
    [thread] = Browser().thread(article, limit=3, replies=100)["items"]
    assert len(thread["replies"]["items"]) == 2
    assert thread["replies"]["next"]
