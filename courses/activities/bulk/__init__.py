"""The same change of several activities: shown first as it would be, then done at once."""
