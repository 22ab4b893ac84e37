"""The ready-made pages: an optional app for sites on Wagtail's own base page."""
