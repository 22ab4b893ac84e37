"""Advice articles and reader comments for parenting sites on Wagtail, headless from the start."""

__version__ = "0.1.0"
