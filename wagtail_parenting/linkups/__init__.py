"""Link-ups: series of weekly roundup pages, and the links that bloggers add."""
