"""Link-ups in the Wagtail admin."""
