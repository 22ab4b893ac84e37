"""The reference: an article page as one usually writes it, on Wagtail's own API."""
