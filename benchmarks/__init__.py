"""Speed and size, as a catalogue of requests and a runner apart. See ``README.md``."""
