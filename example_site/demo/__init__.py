"""The demo's content and what loads it. It has no models: all it makes is the package's."""
