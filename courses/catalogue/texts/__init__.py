"""The catalogue's texts language by language: what is missing, drafted, reviewed, or stale."""
