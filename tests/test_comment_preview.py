"""What the editor's preview shows of comments: open, closed, and one that waits."""

from __future__ import annotations

import pytest

from tests.factories import article_model, make_article, make_comment
from tests.test_preview import editor, preview_token, shown  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]


def previewed(client, article, mode, **changes):
    return shown(preview_token(client, article, mode=mode, **changes)).json()


def test_the_editor_chooses_between_the_page_and_its_comments(section):
    article = make_article(section, "Naps")
    modes = dict(article.preview_modes)
    assert list(modes) == ["", "comments_open", "comments_closed", "comments_held"]
    assert str(modes[""]) == article.get_verbose_name()


@pytest.mark.parametrize("set_to", ["open", "closed"])
@pytest.mark.parametrize(("mode", "is_open"), [("comments_open", True), ("comments_closed", False)])
def test_open_and_closed(client, section, mode, is_open, set_to):
    article = make_article(section, "Naps", comments_mode=set_to)
    assert previewed(client, article, mode)["page"]["comments"]["open"] is is_open


@pytest.mark.parametrize("is_live", [True, False])
def test_one_that_waits_looks_as_it_does_to_its_writer(client, section, is_live):
    article = make_article(section, "Naps", publish=is_live)
    if is_live:
        make_comment(article, "Sounds right.")
    found = previewed(client, article, "comments_held")["comments"]
    example, *others = found["items"]
    assert (example["id"], example["status"], example["is_own"]) == (0, "held", True)
    assert all((example["author"]["name"], example["html"], example["body"]))
    assert [other["status"] for other in others] == ["approved"] * is_live
    assert found["count"] == is_live


def test_the_page_itself_shows_its_real_comments(client, section):
    article = make_article(section, "Naps", comments_mode="closed")
    make_comment(article, status="held")
    found = previewed(client, article, "")
    assert found["page"]["comments"]["open"] is False
    assert found["comments"] is None


def test_readers_get_nothing_of_the_example(client, section, editor):  # noqa: F811
    article = make_article(section, "Naps")
    preview_token(client, article, mode="comments_held")
    listed = client.get("/api/v3/parenting/comments/", {"page": article.pk}).json()
    assert listed["items"] == []
    assert article_model().objects.get(pk=article.pk).comments_mode == "open"
