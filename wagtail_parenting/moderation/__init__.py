"""Moderation: what of readers' writing waits for a person, and who that person may be."""
