"""The editor's field for tags: a comma does not take a tag apart."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.factories import article_model, make_article
from wagtail_parenting.articles.tag_field import ExactTagField, ExactTagWidget
from wagtail_parenting.articles.topics import Tag

pytestmark = pytest.mark.django_db

NAMES = ["R&D", "a+b", "b, c", "b,c", "naïve", "night waking", "👶"]


def field():
    return ExactTagField(tag_model=Tag, required=False)


@pytest.mark.parametrize("names", [NAMES, *([name] for name in NAMES), []])
def test_what_the_field_shows_it_takes_back(names):
    shown = ExactTagWidget(tag_model=Tag).format_value([Tag(name=name) for name in names])
    assert field().clean(shown) == sorted(names)
    assert not field().has_changed([Tag(name=name) for name in names], shown)


def test_it_takes_what_the_browser_makes_of_names(section):
    assert field().clean('"mud, rain & snow"') == ["mud, rain & snow"]
    assert field().clean('"mud, rain"\tplay\t"play"') == ["mud, rain", "play"]
    assert field().clean("one, two") == ["one", "two"]
    assert field().clean('one, "two, three"') == ["one", "two, three"]
    assert field().clean(" \t ") == []


def test_a_name_that_is_too_long_is_refused():
    with pytest.raises(ValidationError):
        field().clean("x" * 101 + "\tplay")


def test_the_form_of_an_article_has_it(section):
    article = make_article(section, "Muddy", tags=["b, c", "R&D"])
    form = article_model().get_edit_handler().get_form_class()(instance=article)
    assert isinstance(form.fields["tags"], ExactTagField)
    assert "tag-field.js" in str(form.media)
    assert form.fields["tags"].clean(form["tags"].value() and 'R&D\t"b, c"') == ["R&D", "b, c"]
    assert "data-exact-tags" in str(form["tags"])
