"""The illustrations of "The Small Hours": drawn by a script, kept as small WebP files."""
