"""Advice articles, reader comments and link-ups for parenting sites on Wagtail, headless from the
start."""

__version__ = "0.1.0"
