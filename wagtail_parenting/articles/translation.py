"""What a copy of an article for another language takes over."""

from __future__ import annotations

from typing import Any


def use_translated_snippets(article: Any) -> None:
    """Let a new translation name the topics, stages and people of its language.

    What has no translation yet stays as it is, so that nothing is lost.
    """
    for name in ("topics", "stages"):
        chosen = getattr(article, name)
        chosen.set([_translated(snippet, article.locale) for snippet in chosen.all()])
    for name in ("authors", "reviewers"):
        rows = getattr(article, name)
        translated = list(rows.all())
        for row in translated:
            row.contributor = _translated(row.contributor, article.locale)
        rows.set(translated)
    article.save(clean=False)
    article.save_revision(clean=False)


def _translated(snippet: Any, locale: Any) -> Any:
    return snippet.get_translation_or_none(locale) or snippet
