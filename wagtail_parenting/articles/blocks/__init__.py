"""The blocks of an article's body. ``stream.article_blocks`` puts them together."""
