"""Reader comments in Wagtail's admin."""
