"""Moderation in Wagtail's admin: who is let in, the block list, and what groups may."""
